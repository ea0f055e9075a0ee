"""An import into a class taken back: everybody it enrolled leaves, nobody for whom something was marked since."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.features.people.model import Person
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import Judgement, Options
from station_app.features.people.service import people
from station_app.features.people.service.roster_import import undo_import, write_import
from station_app.features.training import service as training
from station_app.features.training.service.roster_target import enrol_roster, let_roster_go
from station_app.spreadsheets.reading import read_workbook
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values
from tests.training.played_classes import Played, open_class

NAMES = ("王秀兰", "李娟", "赵月娥")


def _roster(tmp_path: Path) -> Judgement:
    path = tmp_path / "报名.csv"
    lines = ["姓名,身份证号,联系电话"]
    lines += [f"{name},{number('19850101', 2 * n)},1540000100{n}" for n, name in enumerate(NAMES, 1)]
    path.write_text("\n".join(lines), encoding="utf-8")
    day = dt.date(2023, 2, 8)
    return judge(read_workbook(path), None, Options(day, day), {})


def _import(station: StationInUse, played: Played, tmp_path: Path) -> str:
    def enrol(session: Session, person_ids: list[str], _judgement: Judgement) -> None:
        enrol_roster(session, played.class_id, person_ids)

    with station.db.work() as session:
        return write_import(session, _roster(tmp_path), after_write=enrol).batch_id


def _trainees(station: StationInUse, played: Played) -> list[str]:
    with station.db.read() as session:
        return [trainee.name for trainee in training.get_class(session, played.class_id).trainees]


@pytest.fixture
def played(station: StationInUse) -> Played:
    """A class of two, and somebody known to the station who is not in it."""
    with station.db.work() as session:
        people.save_person(session, person_values(name="王秀兰", id_number=number("19850101", 2)))
    return open_class(station, trainees=2)


def test_people_known_before_leave_the_class_as_the_new_ones_do(
    station: StationInUse, played: Played, tmp_path: Path
) -> None:
    before = _trainees(station, played)
    batch_id = _import(station, played, tmp_path)
    assert _trainees(station, played) == [*before, *NAMES]
    with station.db.work() as session:
        assert undo_import(session, batch_id, before_undo=let_roster_go) == 2
    assert _trainees(station, played) == before
    with station.db.read() as session:
        assert people.list_people(session, text="王秀兰")


def test_somebody_enrolled_before_the_import_stays(station: StationInUse, played: Played, tmp_path: Path) -> None:
    with station.db.work() as session:
        (known,) = people.list_people(session, text=number("19850101", 2))
        enrol_roster(session, played.class_id, [known.id])
    before = _trainees(station, played)
    batch_id = _import(station, played, tmp_path)
    with station.db.work() as session:
        undo_import(session, batch_id, before_undo=let_roster_go)
    assert _trainees(station, played) == before


def test_the_people_for_whom_something_was_marked_are_named_and_nothing_is_undone(
    station: StationInUse, played: Played, tmp_path: Path
) -> None:
    batch_id = _import(station, played, tmp_path)
    with station.db.work() as session:
        detail = training.get_class(session, played.class_id)
        last = detail.trainees[-1]
        training.mark(session, detail.sessions[0].id, last.id, "P")
    with (
        pytest.raises(Refused, match="赵月娥记了考勤") as refusal,
        station.db.work() as session,
    ):
        undo_import(session, batch_id, before_undo=let_roster_go)
    assert refusal.value.problems[0].code == "CHANGED_SINCE"
    assert _trainees(station, played)[-3:] == list(NAMES)
    with station.db.read() as session:
        assert session.get_one(Person, last.person_id).voided_at is None


def test_a_new_person_enrolled_by_hand_since_is_a_reason_to_refuse(
    station: StationInUse, played: Played, tmp_path: Path
) -> None:
    with station.db.work() as session:
        batch_id = write_import(session, _roster(tmp_path)).batch_id
        (made,) = people.list_people(session, text="赵月娥")
        enrol_roster(session, played.class_id, [made.id])
    with pytest.raises(Refused, match="没有撤销"), station.db.work() as session:
        undo_import(session, batch_id, before_undo=let_roster_go)
    assert _trainees(station, played)[-1] == "赵月娥"
