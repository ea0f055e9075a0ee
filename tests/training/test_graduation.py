"""Closing a class: who graduates and why not, exams, the way through the states, the walk-through §12 A."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from station_app.core.checks import Refused
from station_app.features.training import service
from station_app.features.training.model import StateChange
from station_app.features.training.service.archive import record_archive
from tests.conftest import StationInUse
from tests.training.played_classes import (
    END,
    START,
    add_trainer,
    class_values,
    close_class,
    open_class,
    read_class,
    type_marks,
)


def test_forty_two_trainees_of_whom_thirty_eight_graduate(station: StationInUse) -> None:
    played = open_class(station, 42)
    rows = ["PPPPPP"] * 30 + ["PTPPPP", "PPEPPP"] + ["PPPPPL"] * 6 + ["PPPPAA", "LLPPPP", "PAPPLP", "AAAAAA"]
    detail = close_class(station, played, rows)
    assert sum(bool(row.graduated) for row in detail.trainees) == 38
    assert [row.rate_text for row in detail.trainees[37:]] == ["83.3%", "66.7%", "66.7%", "66.7%", "0%"]
    assert {row.failure_cause for row in detail.trainees if not row.graduated} == {"attendance"}
    assert detail.row.graduate_count == 38
    with station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, END)
    assert [one.trainee_no for one in made] == [row.trainee_no for row in detail.trainees if row.graduated]


def test_four_of_five_half_days_are_eighty_per_cent_and_pass(station: StationInUse) -> None:
    played = open_class(station, 2)
    with station.db.work() as session:
        service.void_session(session, played.session_ids[5], "停电")
    five = type(played)(played.class_id, played.session_ids[:5], played.enrolment_ids, played.person_ids)
    detail = close_class(station, five, ["PPPPA", "PPPAA"])
    assert [(row.rate_text, row.graduated) for row in detail.trainees] == [("80%", True), ("60%", False)]


def test_hours_decide_not_half_days(station: StationInUse) -> None:
    played = open_class(station, 3)
    short = {"time_from": dt.time(8, 30), "time_to": dt.time(10, 0), "hours": 20}
    with station.db.work() as session:
        service.save_session(session, played.class_id, short, session_id=played.session_ids[0])
    detail = close_class(station, played, ["APPPPP", "PAPPPP", "PAAPPP"])
    assert [(row.hours_present, row.hours_due, row.rate_text, row.graduated) for row in detail.trainees] == [
        (200, 220, "90.9%", True),
        (180, 220, "81.8%", True),
        (140, 220, "63.6%", False),
    ]


def test_a_class_with_exam_needs_attendance_and_the_pass_mark(station: StationInUse) -> None:
    played = open_class(station, 5, has_exam=True)
    type_marks(station, played, ["PPPPPP", "PPPPPP", "PPPPPP", "PPPPAA", "PPPPPP"])
    with station.db.work() as session:
        detail = service.advance(session, played.class_id, "examining", on=END)
        assert [row.state for row in detail.trainees] == ["eligible_exam"] * 3 + ["studying", "eligible_exam"]
        service.set_scores(session, played.enrolment_ids[0], 600, 600)
        service.set_scores(session, played.enrolment_ids[1], 900, 390)
        service.set_scores(session, played.enrolment_ids[2], None, None, absent="4")
        with pytest.raises(Refused, match=f"还没有成绩：{detail.trainees[4].name}"):
            service.advance(session, played.class_id, "completed", on=END)
        service.set_scores(session, played.enrolment_ids[4], 1000, 1000)
        done = service.advance(session, played.class_id, "completed", on=END)
    assert [(row.final_score, row.exam_status, row.failure_cause) for row in done.trainees] == [
        (6000, "1", ""),
        (5940, "2", "exam"),
        (None, "4", "exam_absent"),
        (None, "9", "attendance"),
        (10000, "1", ""),
    ]
    assert [row.state for row in done.trainees] == ["passed", "failed", "failed", "failed", "passed"]


def test_a_resit_after_the_class_is_closed_needs_a_reason_and_makes_a_graduate(station: StationInUse) -> None:
    played = open_class(station, 1, has_exam=True)
    type_marks(station, played, ["PPPPPP"])
    with station.db.work() as session:
        service.set_scores(session, played.enrolment_ids[0], 500, 500)
        service.complete_class(session, played.class_id, on=END)
    with pytest.raises(Refused, match="写明原因"), station.db.work() as session:
        service.set_scores(session, played.enrolment_ids[0], 700, 700, resit=True)
    with station.db.work() as session:
        service.set_scores(session, played.enrolment_ids[0], 700, 700, resit=True, reason="3月补考")
    row = read_class(station, played).trainees[0]
    assert (row.exam_status, row.graduated, row.state) == ("3", True, "passed")


def test_scores_out_of_range_or_without_exam_are_refused(station: StationInUse) -> None:
    plain = open_class(station, 1)
    type_marks(station, plain, ["PPPPPP"])
    with pytest.raises(Refused, match="不考核"), station.db.work() as session:
        service.set_scores(session, plain.enrolment_ids[0], 600, 600)
    with pytest.raises(Refused) as refused, station.db.work() as session:
        service.set_scores(session, plain.enrolment_ids[0], 1001, 600)
    assert refused.value.problems[0].field == "theory_score"


def test_every_step_of_a_class_is_in_its_history(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
        assert record_archive(session, played.class_id)
    with station.db.read() as session:
        query = select(StateChange).where(StateChange.record_id == played.class_id).order_by(StateChange.id)
        steps = [(one.from_state, one.to_state, one.changed_on, one.created_by) for one in session.scalars(query)]
        trainee = select(StateChange.to_state).where(StateChange.record_id == played.enrolment_ids[0])
        states = list(session.scalars(trainee.order_by(StateChange.id)))
    assert [step[:2] for step in steps] == [
        ("planned", "enrolling"),
        ("enrolling", "in_session"),
        ("in_session", "completed"),
        ("completed", "archived"),
    ]
    assert steps[1][2:] == (START, "王敏")
    assert states == ["admitted", "studying", "eligible_exam", "passed", "certified"]


def test_steps_out_of_order_are_refused(station: StationInUse) -> None:
    played = open_class(station, 1)
    for target in ("completed", "archived", "approved", "examining"):
        with pytest.raises(Refused), station.db.work() as session:
            service.advance(session, played.class_id, target, on=END)


def test_an_application_needs_its_date_and_an_approval_its_authority(station: StationInUse) -> None:
    with station.db.work() as session:
        played = service.save_class(session, class_values())
        with pytest.raises(Refused, match="申请日期"):
            service.advance(session, played, "applied", on=START)
        service.save_class(session, {"applied_on": dt.date(2023, 2, 1)}, class_id=played)
        with pytest.raises(Refused, match="授课教师"):
            service.advance(session, played, "applied", on=START)
        service.save_class(session, {"trainer_ids": (add_trainer(session),)}, class_id=played)
        service.advance(session, played, "applied", on=dt.date(2023, 2, 1))
        with pytest.raises(Refused, match="批准"):
            service.advance(session, played, "approved", on=START)
        approval = {"approved_by": "测试县民政局", "approved_on": dt.date(2023, 2, 6)}
        service.save_class(session, approval, class_id=played)
        assert service.advance(session, played, "approved", on=dt.date(2023, 2, 6)).row.state == "approved"


def test_a_class_starts_with_trainees_and_a_timetable(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values())
        service.advance(session, key, "enrolling", on=START)
        with pytest.raises(Refused, match="学员"):
            service.advance(session, key, "in_session", on=START)


def test_a_closed_class_is_taken_back_only_with_a_reason(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPA"])
    with pytest.raises(Refused, match="原因"), station.db.work() as session:
        service.advance(session, played.class_id, "in_session", on=END)
    with station.db.work() as session:
        service.advance(session, played.class_id, "in_session", on=END, note="补上一个半天")
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "P")
        done = service.complete_class(session, played.class_id, on=END)
    assert (done.row.state, done.trainees[0].rate_text) == ("completed", "100%")


def test_a_class_is_cancelled_with_a_reason(station: StationInUse) -> None:
    played = open_class(station, 1)
    with pytest.raises(Refused), station.db.work() as session:
        service.advance(session, played.class_id, "cancelled", on=END)
    with station.db.work() as session:
        assert service.advance(session, played.class_id, "cancelled", on=END, note="疫情").row.state == "cancelled"


def test_archiving_waits_for_the_certificates(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with pytest.raises(Refused, match="1 位结业学员"), station.db.work() as session:
        service.advance(session, played.class_id, "archived", on=END)


def test_a_class_is_archived_by_its_folder_alone_and_a_class_closed_anew_needs_a_new_one(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with station.db.work() as session:
        assert not record_archive(session, played.class_id), "a folder without the certificate number"
        service.issue_certificates(session, played.class_id, END)
    for again in (False, True):
        with pytest.raises(Refused, match="还没有写成文件夹"), station.db.work() as session:
            service.advance(session, played.class_id, "archived")
        with station.db.work() as session:
            assert not record_archive(session, played.class_id, close=False), "written, and kept open on purpose"
        if not again:
            with station.db.work() as session:
                service.advance(session, played.class_id, "in_session", note="补一个半天")
                service.complete_class(session, played.class_id, on=END)
    with station.db.work() as session:
        assert service.advance(session, played.class_id, "archived").row.state == "archived"
