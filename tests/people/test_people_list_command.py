"""`people list` on the command line."""

from __future__ import annotations

import pytest

from station_app import cli
from station_app.features.people.service import people
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values


@pytest.fixture
def listed(station: StationInUse) -> StationInUse:
    with station.db.work() as session:
        people.save_person(session, person_values())
        people.save_person(session, {"name": "阿依古丽·买买提", "id_number": number(sequence=4)}, require=False)
    return station


def _list(station: StationInUse, *arguments: str) -> int:
    return cli.run(["--data", str(station.folder.root), "people", "list", *arguments])


def test_people_are_listed_in_chinese_order_with_masked_numbers(
    listed: StationInUse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _list(listed) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["姓名", "阿依古丽·买买提", "王秀兰"]
    assert lines[3] == "共 2 人"
    assert "419901********" in lines[2]
    assert "154****0001" in lines[2]
    assert number() not in "".join(lines)


def test_full_numbers_are_shown_on_request(listed: StationInUse, capsys: pytest.CaptureFixture[str]) -> None:
    assert _list(listed, "--full", "--text", "wxl") == 0
    out = capsys.readouterr().out
    assert number() in out
    assert "15400000001" in out
    assert "阿依古丽" not in out


def test_gaps_alone_can_be_listed(listed: StationInUse, capsys: pytest.CaptureFixture[str]) -> None:
    assert _list(listed, "--gaps") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "学历" in lines[1]


def test_columns_stand_under_each_other(station: StationInUse, capsys: pytest.CaptureFixture[str]) -> None:
    with station.db.work() as session:
        people.save_person(session, person_values(name="李娟"))
        people.save_person(session, person_values(name="欧阳秀兰", id_number=number(sequence=6)))
    _list(station)
    lines = [line.encode("gb18030") for line in capsys.readouterr().out.splitlines()[:3]]
    place = lines[0].index("身份证号".encode("gb18030"))
    assert [line[place : place + 6] for line in lines[1:]] == [b"419901", b"419901"]
