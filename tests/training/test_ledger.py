"""The class ledger: written, read back, equal; ID numbers as text, in full only after the warning."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from station_app.core.errors import Trouble
from station_app.features.training import service
from tests.conftest import StationInUse
from tests.training.full_disk import room_for
from tests.training.played_classes import END, Played, close_class, open_class, read_class, trainee_name


def _closed(station: StationInUse) -> Played:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPTPPA", "PPPPAL"])
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    return played


def _export(station: StationInUse, played: Played, folder: Path, *, full_ids: bool = True) -> service.ExportedLedger:
    with station.db.read() as session:
        return service.export_ledger(session, played.class_id, folder, full_ids=full_ids)


def _table(path: Path) -> list[dict[str, object]]:
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "学号")
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_the_ledger_holds_roster_marks_hours_and_certificate_numbers(station: StationInUse, tmp_path: Path) -> None:
    made = _export(station, _closed(station), tmp_path)
    assert made.rows == 3
    first, second, third = _table(made.path)
    assert (first["学号"], first["姓名"], first["出勤课时"], first["应到课时"]) == (1, "王秀兰", 24, 24)
    assert [second[head] for head in ("2/16 上", "2/17 下", "出勤率", "是否结业")] == ["迟到", "缺勤", "83.3%", "是"]
    assert second["证书编号"] == "419901300-2023-001-002"
    assert [third[head] for head in ("是否结业", "未结业原因")] == ["否", "出勤不足"]
    assert third["证书编号"] in (None, "")


def test_id_numbers_are_text_and_whole_after_the_warning(station: StationInUse, tmp_path: Path) -> None:
    played = _closed(station)
    table = _table(_export(station, played, tmp_path).path)
    assert [row["身份证号"] for row in table] == [one.id_number for one in read_class(station, played).trainees]
    assert all(isinstance(row["身份证号"], str) and isinstance(row["联系电话"], str) for row in table)


def test_without_the_warning_id_numbers_and_phones_are_masked(station: StationInUse, tmp_path: Path) -> None:
    first = _table(_export(station, _closed(station), tmp_path, full_ids=False).path)[0]
    assert str(first["身份证号"]).startswith("419901********")
    assert first["联系电话"] == "154****0000"


def test_a_ledger_of_forty_two_is_read_back_with_all_its_rows(station: StationInUse, tmp_path: Path) -> None:
    played = open_class(station, 42)
    made = _export(station, played, tmp_path)
    table = _table(made.path)
    assert made.rows == len(table) == 42
    assert table[41]["姓名"] == trainee_name(41)
    assert table[0]["2/15 上"] == "未点名"


def test_a_second_export_does_not_touch_the_first(station: StationInUse, tmp_path: Path) -> None:
    played = _closed(station)
    first, second = _export(station, played, tmp_path), _export(station, played, tmp_path)
    assert first.path != second.path
    assert sorted(tmp_path.glob("*.xlsx")) == sorted([first.path, second.path])


def test_a_pulled_stick_leaves_no_part_and_no_change_in_the_station(station: StationInUse, tmp_path: Path) -> None:
    played = _closed(station)
    with pytest.raises(Trouble) as trouble:
        _export(station, played, tmp_path / "stick")
    assert trouble.value.code == "E_STICK_GONE"
    assert read_class(station, played).row.certificate_count == 2


def test_a_full_stick_keeps_no_half_ledger(station: StationInUse, tmp_path: Path) -> None:
    played = _closed(station)
    stick = tmp_path / "stick"
    stick.mkdir()
    with room_for(2000), pytest.raises(Trouble) as trouble:
        _export(station, played, stick)
    assert trouble.value.code == "E_STICK_FULL"
    assert list(stick.iterdir()) == []
