"""Typing sign-in sheets: one mark, a whole half-day, undo, and corrections after the class is closed."""

from __future__ import annotations

import pytest

from station_app.core.checks import Refused
from station_app.features.training import service
from station_app.features.training.model import SessionAttendance
from station_app.storage import records
from tests.conftest import StationInUse
from tests.training.played_classes import (
    ELSEWHERE,
    END,
    Played,
    class_values,
    close_class,
    open_class,
    read_class,
    type_marks,
)


def _words(station: StationInUse, played: Played) -> list[str]:
    return ["".join(cell.mark for cell in row.marks) for row in read_class(station, played).trainees]


def test_unmarked_is_its_own_state(station: StationInUse) -> None:
    played = open_class(station, 2)
    assert _words(station, played) == ["NNNNNN", "NNNNNN"]
    assert [half.unmarked for half in read_class(station, played).sessions] == [2] * 6


def test_the_first_mark_opens_the_class_and_puts_the_trainee_in_training(station: StationInUse) -> None:
    played = open_class(station, 2)
    with station.db.work() as session:
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "T", 15)
        service.mark(session, played.session_ids[0], played.enrolment_ids[1], "A")
    detail = read_class(station, played)
    assert detail.row.state == "in_session"
    assert [row.state for row in detail.trainees] == ["studying", "admitted"]
    assert detail.trainees[0].marks[0] == service.Mark("T", 15)


def test_a_first_mark_that_was_a_slip_is_taken_back(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        changes = service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P")
        service.undo_marks(session, changes)
    row = read_class(station, played).trainees[0]
    assert (row.marks[0].mark, row.state) == ("N", "admitted")


def test_all_present_fills_only_what_is_still_open(station: StationInUse) -> None:
    played = open_class(station, 4)
    with station.db.work() as session:
        service.mark(session, played.session_ids[1], played.enrolment_ids[2], "L")
        changes = service.mark_rest_present(session, played.session_ids[1])
    assert len(changes) == 3
    assert [word[1] for word in _words(station, played)] == ["P", "P", "L", "P"]
    with station.db.work() as session:
        service.undo_marks(session, changes)
    assert [word[1] for word in _words(station, played)] == ["N", "N", "L", "N"]


def test_typing_the_same_mark_again_changes_nothing(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        assert len(service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P")) == 1
        assert service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P") == []


def test_an_unknown_mark_or_too_many_minutes_are_refused(station: StationInUse) -> None:
    played = open_class(station, 1)
    for mark, minutes in (("X", None), ("T", 900)):
        with pytest.raises(Refused), station.db.work() as session:
            service.mark(session, played.session_ids[0], played.enrolment_ids[0], mark, minutes)
    assert _words(station, played) == ["NNNNNN"]


def test_a_paste_with_one_wrong_mark_stores_none(station: StationInUse) -> None:
    played = open_class(station, 1)
    entries = [
        service.MarkEntry(key, played.enrolment_ids[0], mark)
        for key, mark in zip(played.session_ids, "PPPPPX", strict=True)
    ]
    with pytest.raises(Refused), station.db.work() as session:
        service.mark_many(session, entries)
    assert _words(station, played) == ["NNNNNN"]


def test_marks_belong_to_one_class(station: StationInUse) -> None:
    first = open_class(station, 1)
    with station.db.work() as session:
        other = service.save_class(session, class_values(**ELSEWHERE))
        halves = service.plan_timetable(session, other, END, 1)
        with pytest.raises(Refused, match="不在同一个班"):
            service.mark(session, halves[0], first.enrolment_ids[0], "P")


def test_somebody_waiting_cannot_be_marked(station: StationInUse) -> None:
    played = open_class(station, 2, planned_count=1)
    with pytest.raises(Refused, match="候补"), station.db.work() as session:
        service.mark(session, played.session_ids[0], played.enrolment_ids[1], "P")


def test_a_class_that_is_only_planned_takes_no_marks(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        key = service.save_class(session, class_values(**ELSEWHERE))
        halves = service.plan_timetable(session, key, END, 1)
        enrolled = service.enrol(session, key, played.person_ids, END, "到站").admitted
        with pytest.raises(Refused, match="计划"):
            service.mark(session, halves[0], enrolled[0], "P")


def test_a_class_cannot_be_completed_while_a_mark_is_missing(station: StationInUse) -> None:
    played = open_class(station, 2)
    type_marks(station, played, ["PPPPPN", "PPPPNN"])
    with pytest.raises(Refused, match="2月17日上午（1 人）、2月17日下午（2 人）"), station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
    assert read_class(station, played).row.state == "in_session"


def test_a_mark_after_completion_needs_a_reason_and_graduation_follows(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPAA", "PPPPPP"])
    assert [row.graduated for row in read_class(station, played).trainees] == [False, True]
    with pytest.raises(Refused, match="写明原因"), station.db.work() as session:
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "P")
    with station.db.work() as session:
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "P", reason="签到表第二页漏录")
    row = read_class(station, played).trainees[0]
    assert (row.graduated, row.state, row.rate_text, row.failure_cause) == (True, "passed", "83.3%", "")
    with station.db.read() as session:
        stored = records.live(session, SessionAttendance, SessionAttendance.note.is_not(None))
        assert [(one.mark, one.note) for one in stored] == [("P", "签到表第二页漏录")]


def test_a_mark_of_a_closed_class_is_corrected_but_never_emptied(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with pytest.raises(Refused, match="不能清空"), station.db.work() as session:
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "N", reason="误录")


def test_a_correction_that_costs_graduation_is_refused_while_a_certificate_is_in_force(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPA"])
    with station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, END)
    with pytest.raises(Refused, match=made[0].certificate_no), station.db.work() as session:
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "A", reason="代签")
    with station.db.work() as session:
        service.void_certificate(session, made[0].id, "代签，不符合结业条件", on=END)
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "A", reason="代签")
    row = read_class(station, played).trainees[0]
    assert (row.graduated, row.state, row.failure_cause, row.certificate_no) == (False, "failed", "attendance", "")
