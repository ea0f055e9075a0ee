"""Scans of signed sheets, half-days without one, and the half-day that a barcode means."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.station.service.attachments import add_attachment
from station_app.features.training.rules.sheet_code import SheetCode, read_sheet_code, sheet_code
from station_app.features.training.service.archive import record_archive
from station_app.features.training.service.scans import (
    OF_RECORD,
    ROLE,
    find_half_day,
    half_days_without_scan,
    scans_of_class,
    share_scans,
)
from station_app.storage.attachments import AttachmentStore
from tests.conftest import StationInUse
from tests.training.played_classes import END, START, Played, close_class, open_class, read_class, type_marks

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def scan(station: StationInUse, session_id: str) -> None:
    store = AttachmentStore(station.folder.attachments, station.db.data_key)
    with station.db.work() as session:
        add_attachment(session, store, PDF, file_name="签到表.pdf", of_record=OF_RECORD, of_id=session_id, role=ROLE)


def missing(station: StationInUse, until: dt.date = END) -> list[str]:
    with station.db.read() as session:
        return [row.long_label for row in half_days_without_scan(session, until=until)]


def test_half_days_that_were_held_and_have_no_scan_are_listed_by_date(station: StationInUse) -> None:
    played = open_class(station, 1)
    assert missing(station) == []
    type_marks(station, played, ["PPPPPP"])
    assert missing(station, START) == ["2月15日上午", "2月15日下午"]
    scan(station, played.session_ids[0])
    assert missing(station, START) == ["2月15日下午"]
    with station.db.read() as session:
        assert scans_of_class(session, played.class_id) == {played.session_ids[0]: 1}


def test_one_paper_for_the_whole_day_is_given_to_its_other_half_days_by_one_step(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    scan(station, played.session_ids[0])
    with station.db.work() as session:
        assert share_scans(session, played.session_ids[0]) == 1
    assert missing(station) == ["2月16日上午", "2月16日下午", "2月17日上午", "2月17日下午"]
    with station.db.work() as session:
        assert share_scans(session, played.session_ids[0]) == 0


def test_a_completed_class_still_misses_its_scans_and_an_archived_one_is_done_with(station: StationInUse) -> None:
    played = open_class(station, 1, days=1)
    close_class(station, played, ["AA"])
    assert missing(station) == ["2月15日上午", "2月15日下午"]
    with station.db.work() as session:
        assert record_archive(session, played.class_id)
    assert missing(station) == []


@pytest.mark.parametrize("number", ["2023-003", "2023-120", "2023-1003"])
def test_what_a_sheet_says_is_read_back_as_scanners_and_people_type_it(number: str) -> None:
    code = sheet_code(number, START)
    assert read_sheet_code(code) == read_sheet_code(f" {code.lower()} ") == SheetCode(number, 2, 15)


@pytest.mark.parametrize("text", ["", "KQ", "2023-003", "KQ2023003", "KQX0230030215", "王秀兰", "411328199001010028"])
def test_other_words_are_no_sheet(text: str) -> None:
    assert read_sheet_code(text) is None


def _found(station: StationInUse, played: Played, day: dt.date) -> str:
    code = read_sheet_code(sheet_code(read_class(station, played).row.class_no, day))
    assert code is not None
    with station.db.read() as session:
        return find_half_day(session, code).session_id


def test_a_code_means_the_first_half_day_of_that_day_with_a_mark_missing(station: StationInUse) -> None:
    played = open_class(station, 2)
    day = START + dt.timedelta(days=1)
    assert _found(station, played, day) == played.session_ids[2]
    type_marks(station, played, ["PPPNNN", "PPPPNN"])
    assert _found(station, played, day) == played.session_ids[3]
    type_marks(station, played, ["PPPPNN", "PPPPNN"])
    assert _found(station, played, day) == played.session_ids[2]


def test_a_code_of_another_station_or_of_a_day_without_a_class_says_so(station: StationInUse) -> None:
    played = open_class(station, 1)
    with pytest.raises(Refused, match="没有课"):
        _found(station, played, dt.date(2023, 3, 1))
    with pytest.raises(Refused, match="没有班号为 2019-999"), station.db.read() as session:
        find_half_day(session, SheetCode("2019-999", 2, 15))
