"""After the class: the skill and the visits of a graduate, and what becomes of them when it is taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.followups import service as followups
from station_app.features.followups.service import FollowUpRow
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.service import people, skills
from station_app.features.people.service.listed import listed_people
from station_app.features.training import service
from station_app.features.training.service.after_class import employed_after
from station_app.features.training.service.facts import TRAINING_FACTS
from tests.conftest import StationInUse
from tests.training.played_classes import END, Played, close_class, open_class, type_marks

PASTRY = "4-03-02-02"


def skills_of(station: StationInUse, person_id: str) -> list[skills.SkillRow]:
    with station.db.read() as session:
        return skills.list_skills(session, person_id)


def visits_of(station: StationInUse, enrolment_id: str) -> list[FollowUpRow]:
    with station.db.read() as session:
        return followups.list_follow_ups(session, origin_id=enrolment_id)


def issued(station: StationInUse, trainees: int = 1) -> tuple[Played, list[service.CertificateRow]]:
    played = open_class(station, trainees)
    close_class(station, played, ["PPPPPP"] * trainees)
    with station.db.work() as session:
        return played, service.issue_certificates(session, played.class_id, END)


def test_a_graduate_gets_the_skill_and_three_visits_and_who_falls_short_gets_neither(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPA", "PPAAAA"])
    (skill,) = skills_of(station, played.person_ids[0])
    assert (skill.trade, skill.source, skill.gained_on, skill.verified_by) == (PASTRY, "培训结业", END, "王敏")
    visits = visits_of(station, played.enrolment_ids[0])
    assert [(f"{one.due_date:%m-%d}", one.kind, one.worker) for one in visits] == [
        ("03-19", "T", "王敏"),
        ("05-18", "T", "王敏"),
        ("08-16", "T", "王敏"),
    ]
    assert skills_of(station, played.person_ids[1]) == []
    assert visits_of(station, played.enrolment_ids[1]) == []


def test_the_skill_names_the_certificate_and_is_there_once(station: StationInUse) -> None:
    played, (certificate,) = issued(station)
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "A", reason="对照签到表")
    assert [one.certificate_no for one in skills_of(station, played.person_ids[0])] == [certificate.certificate_no]
    assert len(visits_of(station, played.enrolment_ids[0])) == 3


def test_a_void_certificate_withdraws_the_skill_and_cancels_the_visits_and_its_reissue_brings_them_back(
    station: StationInUse,
) -> None:
    played, (certificate,) = issued(station)
    with station.db.work() as session:
        service.void_certificate(session, certificate.id, "姓名写错")
    assert [one.withdrawn_on is not None for one in skills_of(station, played.person_ids[0])] == [True]
    assert {one.state for one in visits_of(station, played.enrolment_ids[0])} == {"cancelled"}
    with station.db.work() as session:
        again = service.reissue_certificate(session, certificate.id, "姓名写错", END)
    in_force = [one for one in skills_of(station, played.person_ids[0]) if one.withdrawn_on is None]
    assert [one.certificate_no for one in in_force] == [again.certificate_no]
    assert [one.is_open for one in visits_of(station, played.enrolment_ids[0])].count(True) == 3


def test_a_class_that_is_opened_again_takes_skills_and_visits_back_but_keeps_what_was_done(
    station: StationInUse,
) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    first = visits_of(station, played.enrolment_ids[0])[0]
    with station.db.work() as session:
        done = {"done_on": dt.date(2023, 3, 20), "method": "2", "result": "1"}
        followups.write_done(session, first.id, done)
        service.advance(session, played.class_id, "in_session", on=END, note="补一个半天")
    assert [one.state for one in visits_of(station, played.enrolment_ids[0])] == ["done", "cancelled", "cancelled"]
    assert [one.withdrawn_on is None for one in skills_of(station, played.person_ids[0])] == [False]
    with station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
    states = [one.state for one in visits_of(station, played.enrolment_ids[0])]
    assert sorted(states) == ["cancelled", "cancelled", "done", "overdue", "overdue"]
    assert sum(one.withdrawn_on is None for one in skills_of(station, played.person_ids[0])) == 1


def test_a_correction_after_closing_moves_skill_and_visits_with_the_outcome(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPAA"])
    with station.db.work() as session:
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "P", reason="漏登")
    assert len(skills_of(station, played.person_ids[0])) == 1
    with station.db.work() as session:
        service.mark(session, played.session_ids[5], played.enrolment_ids[0], "A", reason="看错了行")
    assert [one.withdrawn_on is None for one in skills_of(station, played.person_ids[0])] == [False]
    assert {one.state for one in visits_of(station, played.enrolment_ids[0])} == {"cancelled"}


def test_who_can_do_pastry_and_wants_work(station: StationInUse) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPPPPP", "AAAAAA"])
    with station.db.work() as session:
        people.save_person(session, {"work_willingness": "1"}, person_id=played.person_ids[0])
        people.save_person(session, {"work_willingness": "4"}, person_id=played.person_ids[1])
    with station.db.read() as session:
        found = skills.find_skilled(session, trade=PASTRY, work_willingness="1")
        listed = listed_people(session, (TRAINING_FACTS,))
    assert [one.person_id for one in found] == [played.person_ids[0]]

    def fits(row: PersonRow) -> bool:
        return PASTRY in row.outside["skills"] and row.work_willingness == "1"

    assert [row.id for row in listed if fits(row)] == [played.person_ids[0]]


def test_work_found_after_a_class_counts_each_graduate_once(station: StationInUse) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPPPPP", "PPPPPP"])
    results = {0: ("5", "1"), 1: ("6",), 2: ()}
    with station.db.work() as session:
        for place, found in results.items():
            visits = followups.list_follow_ups(session, origin_id=played.enrolment_ids[place])
            for visit, result in zip(visits, found, strict=False):
                done = {"done_on": dt.date(2023, 6, 1), "method": "2", "result": result}
                followups.write_done(session, visit.id, done)
    with station.db.read() as session:
        found_work = employed_after(session, played.class_id)
    assert (found_work.graduated, found_work.asked, found_work.employed, found_work.rate) == (3, 2, 1, "33.3%")


def test_a_resit_makes_a_graduate_with_skill_and_keeps_the_first_scores(station: StationInUse) -> None:
    played = open_class(station, 1, has_exam=True)
    type_marks(station, played, ["PPPPPP"])
    with station.db.work() as session:
        service.set_scores(session, played.enrolment_ids[0], 500, 500)
        service.complete_class(session, played.class_id, on=END)
    assert skills_of(station, played.person_ids[0]) == []
    with station.db.work() as session:
        service.save_resit(session, played.enrolment_ids[0], dt.date(2023, 3, 10), 700, 720)
    with station.db.read() as session:
        row = service.get_class(session, played.class_id).trainees[0]
        (resit,) = service.list_resits(session, played.class_id)
    assert (row.exam_status, row.graduated, row.state, row.final_score) == ("3", True, "passed", 7120)
    assert (resit.theory_before, resit.practice_before, resit.sat_on) == (500, 500, dt.date(2023, 3, 10))
    assert len(skills_of(station, played.person_ids[0])) == 1
    with station.db.work() as session, pytest.raises(Refused, match="可以补考"):
        service.save_resit(session, played.enrolment_ids[0], dt.date(2023, 3, 11), 900, 900)


def test_a_resit_typed_by_mistake_is_taken_back_with_what_it_brought(station: StationInUse) -> None:
    played = open_class(station, 1, has_exam=True)
    type_marks(station, played, ["PPPPPP"])
    with station.db.work() as session:
        service.set_scores(session, played.enrolment_ids[0], 500, 500)
        service.complete_class(session, played.class_id, on=END)
        key = service.save_resit(session, played.enrolment_ids[0], dt.date(2023, 3, 10), 700, 720)
    with station.db.work() as session:
        service.void_resit(session, key, "登错了人")
    with station.db.read() as session:
        row = service.get_class(session, played.class_id).trainees[0]
    assert (row.theory_score, row.exam_status, row.graduated, row.state) == (500, "2", False, "failed")
    assert [one.withdrawn_on is None for one in skills_of(station, played.person_ids[0])] == [False]


def test_correcting_the_score_of_a_resit_leaves_it_a_resit(station: StationInUse) -> None:
    played = open_class(station, 1, has_exam=True)
    type_marks(station, played, ["PPPPPP"])
    with station.db.work() as session:
        service.set_scores(session, played.enrolment_ids[0], 500, 500)
        service.save_resit(session, played.enrolment_ids[0], dt.date(2023, 2, 20), 700, 720)
        service.set_scores(session, played.enrolment_ids[0], 710, 720)
    with station.db.read() as session:
        row = service.get_class(session, played.class_id).trainees[0]
        (resit,) = service.list_resits(session, played.class_id)
    assert (row.exam_status, row.theory_score, resit.theory_score) == ("3", 710, 710)
