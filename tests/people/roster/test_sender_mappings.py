"""A sender whose columns have names of their own is mapped once and recognised by the header from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from station_app.cli import run
from station_app.core.checks import Refused
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.labels import NOT_IMPORTED
from station_app.features.people.rules.roster.senders import fingerprint, mappable_headers
from station_app.features.people.rules.roster.verdicts import Options
from station_app.features.people.service.sender_mappings import (
    forget_mapping,
    list_mappings,
    mapped_by,
    save_mapping,
    with_mapping,
)
from station_app.spreadsheets.reading import read_workbook
from tests.conftest import StationInUse
from tests.people.roster.workbooks import TODAY, id_of, phone_of, write_xlsx

OWN = ["社员", "证 号", "能打通的号", "多大了"]
LABELS = {"社员": "name", "证号": "id_number", "能打通的号": "phone"}


def _list(path: Path, *people: tuple[str, str, int], header: list[str] | None = None) -> Path:
    rows = [["东河村名单"], header or OWN, *[[name, number, phone_of(tail), "44"] for name, number, tail in people]]
    return write_xlsx(path, rows)


def test_an_unknown_header_is_mapped_and_recognised_next_time(station: StationInUse, tmp_path: Path) -> None:
    first = read_workbook(_list(tmp_path / "一月.xlsx", ("王芳", id_of("19790808", 22), 1)))
    options = Options(TODAY, TODAY)
    nothing = judge(first, None, options)
    assert nothing.tables == ()
    header = mappable_headers(first, nothing)[0]
    assert (header.columns[0].label, header.columns[0].examples) == ("社员", "王芳")
    with station.db.work() as session:
        save_mapping(session, header.header_hash, "东河村", LABELS)
    second = read_workbook(
        _list(tmp_path / "二月.xlsx", ("李兰", id_of("19790809", 22), 2), ("赵红", id_of("19790810", 22), 3))
    )
    with station.db.read() as session:
        found, mapping = with_mapping(session, options, second)
    assert mapping is not None
    assert mapped_by(mapping) == "按“东河村”上次的对应关系"
    accepted = judge(second, None, found).accepted
    assert [(row.values["name"], row.values["phone"]) for row in accepted] == [
        ("李兰", phone_of(2)),
        ("赵红", phone_of(3)),
    ]


def test_another_header_is_not_taken_for_the_sender_s(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        save_mapping(session, fingerprint(OWN), "东河村", LABELS)
        other = read_workbook(_list(tmp_path / "a.xlsx", header=["社员", "证号", "多大了", "能打通的号"]))
        assert with_mapping(session, Options(TODAY, TODAY), other)[1] is None


def test_a_known_column_can_be_kept_out_or_mean_something_else(station: StationInUse, tmp_path: Path) -> None:
    header = ["姓名", "身份证号", "电话", "联系电话"]
    row = ["王芳", id_of("19790808", 22), phone_of(1), phone_of(2)]
    workbook = read_workbook(write_xlsx(tmp_path / "a.xlsx", [header, row]))
    with station.db.work() as session:
        save_mapping(session, fingerprint(header), "村里", {"电话": "contact_phone"})
        save_mapping(session, fingerprint(header), "西岗村", {"身份证号": NOT_IMPORTED})
        (mapping,) = list_mappings(session)
        options, _mapping = with_mapping(session, Options(TODAY, TODAY), workbook)
    assert (mapping.sender, mapping.labels) == ("西岗村", {"电话": "contact_phone", "身份证号": NOT_IMPORTED})
    (found,) = [r for r in judge(workbook, None, options).rows if r.disposition != "ignored"]
    assert (found.values["phone"], found.values["contact_phone"]) == (phone_of(2), phone_of(1))
    assert [reason.code for reason in found.reasons] == ["ID_MISSING"]


def test_a_forgotten_mapping_is_not_used_and_can_be_made_anew(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        key = save_mapping(session, fingerprint(OWN), "东河村", LABELS)
        forget_mapping(session, key)
        assert list_mappings(session) == []
        save_mapping(session, fingerprint(OWN), "东河村", LABELS)
        assert len(list_mappings(session)) == 1


def test_a_mapping_needs_a_sender_and_something_mapped(station: StationInUse) -> None:
    with station.db.work() as session, pytest.raises(Refused, match="来文单位"):
        save_mapping(session, fingerprint(OWN), "  ", LABELS)
    with station.db.work() as session, pytest.raises(Refused, match="没有指定"):
        save_mapping(session, fingerprint(OWN), "东河村", {})


def test_the_command_line_reads_by_the_same_mapping(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _list(tmp_path / "二月.xlsx", ("李兰", id_of("19790809", 22), 2))
    command = ["--data", str(station.folder.root), "people", "import", str(path)]
    with station.db.work() as session:
        save_mapping(session, fingerprint(OWN), "东河村", LABELS)
    station.db.close()
    assert run(command) == 0
    said = capsys.readouterr().out
    assert "按“东河村”上次的对应关系" in said
    assert "新增 1 人" in said
