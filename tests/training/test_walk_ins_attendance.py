"""Walk-ins: counted as present, never graduating, linked to a person later and unlinked exactly."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.training import service
from station_app.features.training.service.walk_ins import (
    link_walk_in,
    save_walk_in,
    unlink_walk_in,
    void_walk_in,
)
from tests.conftest import StationInUse
from tests.training.played_classes import END, Played, add_people, open_class, read_class, type_marks


def write_down(station: StationInUse, played: Played, name: str = "孙大梅", marks: str = "PTNNNN") -> str:
    """A walk-in with marks, a letter per half-day."""
    with station.db.work() as session:
        key = save_walk_in(session, played.class_id, {"name": name, "phone": "15412345678", "note": "跟邻居来的"})
        entries = [
            service.MarkEntry(half, "", letter, walk_in_id=key)
            for half, letter in zip(played.session_ids, marks, strict=True)
            if letter != "N"
        ]
        service.mark_many(session, entries)
    return key


def a_person(station: StationInUse, index: int = 20) -> str:
    with station.db.work() as session:
        return add_people(session, 1, first=index)[0]


def words(station: StationInUse, played: Played) -> list[str]:
    return ["".join(cell.mark for cell in row.marks) for row in read_class(station, played).trainees]


def test_a_walk_in_counts_as_present_and_nobody_waits_for_her_marks(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    write_down(station, played)
    detail = read_class(station, played)
    assert [(row.name, row.phone, row.note) for row in detail.walk_ins] == [("孙大梅", "15412345678", "跟邻居来的")]
    assert "".join(cell.mark for cell in detail.walk_ins[0].marks) == "PTNNNN"
    assert [(half.present, half.walk_ins, half.unmarked) for half in detail.sessions][:3] == [
        (2, 1, 0),
        (2, 1, 0),
        (1, 0, 0),
    ]


def test_an_unlinked_walk_in_neither_graduates_nor_stops_the_class_and_gets_no_certificate(
    station: StationInUse,
) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    write_down(station, played, marks="PPPPPP")
    with station.db.work() as session:
        detail = service.complete_class(session, played.class_id, on=END)
        issued = service.issue_certificates(session, played.class_id, END)
    assert [row.name for row in detail.unlinked] == ["孙大梅"]
    assert len(issued) == 1
    assert issued[0].enrolment_id == played.enrolment_ids[0]


def test_linked_to_a_person_she_is_taken_in_on_the_day_she_came_and_her_marks_count(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    key, person = write_down(station, played, marks="NNPTEP"), a_person(station)
    with station.db.work() as session:
        link_walk_in(session, key, person)
    detail = read_class(station, played)
    her = detail.trainees[1]
    assert (her.person_id, her.admitted_on, her.state) == (person, dt.date(2023, 2, 16), "studying")
    assert words(station, played)[1] == "NNPTEP"
    assert her.rate_text == "66.7%"
    assert detail.unlinked == ()
    assert (detail.walk_ins[0].trainee_no, detail.walk_ins[0].enrolment_id) == (2, her.id)
    assert detail.sessions[2].walk_ins == 0


def test_unlinking_gives_back_exactly_what_the_link_brought(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    key, person = write_down(station, played, marks="NNPTEP"), a_person(station)
    before = read_class(station, played)
    with station.db.work() as session:
        link_walk_in(session, key, person)
        assert unlink_walk_in(session, key, "认错人了")
    after = read_class(station, played)
    assert [row.marks for row in after.walk_ins] == [row.marks for row in before.walk_ins]
    assert [(row.id, row.marks, row.state) for row in after.trainees] == [
        (row.id, row.marks, row.state) for row in before.trainees
    ]


def test_marks_that_the_trainee_had_of_her_own_stay_hers_when_the_link_is_taken_back(station: StationInUse) -> None:
    played = open_class(station, 2)
    type_marks(station, played, ["PPPPPP", "NNPPAP"])
    key = write_down(station, played, marks="PENNNN")
    with station.db.work() as session:
        link_walk_in(session, key, played.person_ids[1])
    assert words(station, played)[1] == "PEPPAP"
    with station.db.work() as session:
        assert not unlink_walk_in(session, key, "认错人了")
    assert words(station, played)[1] == "NNPPAP"
    assert "".join(cell.mark for cell in read_class(station, played).unlinked[0].marks) == "PENNNN"


def test_two_marks_for_one_half_day_are_named_and_nothing_is_linked(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PANNNN"])
    key = write_down(station, played, marks="NPPNNN")
    with pytest.raises(Refused, match="2月15日下午学员本人和补录的这一行都有标记"), station.db.work() as session:
        link_walk_in(session, key, played.person_ids[0])
    assert words(station, played) == ["PANNNN"]
    assert len(read_class(station, played).unlinked) == 1


def test_a_mark_on_its_way_while_she_is_linked_reaches_the_trainee(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPNNNN"])
    key = write_down(station, played, marks="NNPNNN")
    with station.db.work() as session:
        link_walk_in(session, key, played.person_ids[0])
        service.mark_many(session, [service.MarkEntry(played.session_ids[3], "", "L", walk_in_id=key)])
    assert words(station, played) == ["PPPLNN"]


def test_a_full_class_refuses_the_link_and_says_what_to_do(station: StationInUse) -> None:
    played = open_class(station, 1, planned_count=1)
    key, person = write_down(station, played), a_person(station)
    with pytest.raises(Refused, match="调高计划人数"), station.db.work() as session:
        link_walk_in(session, key, person)
    assert len(read_class(station, played).trainees) == 1


def test_after_completion_a_link_needs_a_reason_and_decides_again(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPAA"])
    key = write_down(station, played, marks="NNNNNN")
    with station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
        service.mark_many(
            session, [service.MarkEntry(played.session_ids[4], "", "P", walk_in_id=key)], reason="签到表背面"
        )
    with pytest.raises(Refused, match="写明原因"), station.db.work() as session:
        link_walk_in(session, key, played.person_ids[0])


def test_a_walk_in_written_down_by_mistake_goes_with_her_marks_but_not_while_linked(station: StationInUse) -> None:
    played = open_class(station, 1)
    key = write_down(station, played)
    other = write_down(station, played, "孙小梅", "NNNNNP")
    with station.db.work() as session:
        void_walk_in(session, key, "写重了")
        link_walk_in(session, other, played.person_ids[0])
    assert [row.name for row in read_class(station, played).walk_ins] == ["孙小梅"]
    with pytest.raises(Refused, match="取消对应"), station.db.work() as session:
        void_walk_in(session, other, "写重了")


def test_a_walk_in_needs_a_name_and_a_class_that_runs(station: StationInUse) -> None:
    played = open_class(station, 1)
    with pytest.raises(Refused, match="姓名"), station.db.work() as session:
        save_walk_in(session, played.class_id, {"name": "", "phone": ""})
    with station.db.work() as session:
        service.advance(session, played.class_id, "cancelled", note="人太少")
    with pytest.raises(Refused, match="不能补录"), station.db.work() as session:
        save_walk_in(session, played.class_id, {"name": "孙大梅"})
