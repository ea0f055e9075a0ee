"""A station restored from an older copy, played with both real programs: what it lost comes back from the county."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from station_app import cli
from station_app.core.command_line import PASSWORD_VARIABLE
from station_app.core.paths import StationFolder
from station_app.county import commands
from station_app.features.people.service import people
from station_app.storage import keys, station_file
from tests.county.test_county_commands import Say, enrol, terminal
from tests.people.invented_people import number, person_values


@pytest.fixture
def both(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Say, Say, Path]:
    """Two terminals and a stick; enrolled."""
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    station, county = terminal(cli.run, tmp_path / "站", capsys), terminal(commands.run, tmp_path / "县", capsys)
    station("init", "--name", "城郊站", "--division", "419901300", "--no-password")
    county("init", "--name", "测试县民政局", "--division", "419901", "--no-password")
    stick = tmp_path / "stick"
    stick.mkdir()
    enrol(station, county, stick)
    return station, county, stick


def month(both: tuple[Say, Say, Path]) -> str:
    """There and back on the stick; what the station heard."""
    station, county, stick = both
    for say, words in ((station, ("export", "--to")), (county, ("receive",)), (county, ("receipts", "--out"))):
        code, out, err = say(*words, stick)
        assert code == 0, out + err
    code, out, err = station("receive", stick)
    assert code == 0, out + err
    for file in stick.iterdir():
        file.unlink()
    return out


def using(tmp_path: Path, work: Callable[[object], object]) -> object:
    """Somebody works at the station."""
    folder = StationFolder(tmp_path / "站")
    db = station_file.open_station(folder, keys.unlock(folder, None), actor="王敏")
    try:
        with db.work() as session:
            return work(session)
    finally:
        db.close()


def register(tmp_path: Path, sequence: int) -> None:
    values = person_values(id_number=number(sequence=sequence))
    using(tmp_path, lambda session: people.save_person(session, values, require=False))  # type: ignore[arg-type]


def test_what_a_restore_lost_comes_back_with_the_next_receipt(both: tuple[Say, Say, Path], tmp_path: Path) -> None:
    station, county, _stick = both
    register(tmp_path, 2)
    assert "第 1 号包县里已收下" in month(both)
    assert station("backup", tmp_path / "usb")[0] == 0
    register(tmp_path, 4)
    month(both)
    assert station("restore", tmp_path / "usb")[0] == 0
    register(tmp_path, 6)
    assert "补回" in month(both)
    found = using(tmp_path, lambda session: len(people.list_people(session)))  # type: ignore[arg-type]
    assert found == 3
    assert "退回" not in month(both)
    assert county("check")[:2] == (0, "数据完好。\n")
    assert county("conflicts")[1] == "没有待定的冲突。\n"
