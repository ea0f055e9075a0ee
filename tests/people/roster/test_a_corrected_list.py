"""A corrected list comes again: who is meant, what differs, what is taken over, and how it is taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sqlalchemy import select

from station_app.features.people.model import Person
from station_app.features.people.rules.roster.verdicts import with_suggestions
from station_app.features.people.service.people import get_person, save_person
from station_app.features.people.service.roster_import import plan_import, undo_import, write_import
from station_app.features.people.service.roster_plan import suggested_numbers
from tests.conftest import StationInUse
from tests.people.invented_people import person_values
from tests.people.roster.workbooks import id_of, judge_rows, phone_of

HEADER = ["姓名", "身份证号", "出生日期", "联系电话", "住址"]
NEW = id_of("19790808", 22)
OLD = NEW[:6] + NEW[8:17]
BIRTH = dt.date(1979, 8, 8)


def _known(station: StationInUse, **values: Any) -> str:
    known = {
        "name": "王芳",
        "id_number": NEW,
        "birth_date": BIRTH,
        "sex": "2",
        "phone": phone_of(1),
        "address": "东河村",
    }
    with station.db.work() as session:
        return save_person(session, person_values(**(known | values)), require=False)


def _old(station: StationInUse, key: str) -> None:
    """As somebody's number was kept before the station had it in 18 digits."""
    with station.db.work() as session:
        session.get_one(Person, key).id_number = OLD


def _number(station: StationInUse, key: str) -> Any:
    with station.db.read() as session:
        return get_person(session, key)["id_number"]


def test_somebody_kept_with_the_old_number_is_the_same_person(station: StationInUse, tmp_path: Path) -> None:
    key = _known(station)
    _old(station, key)
    judgement = judge_rows(tmp_path, [HEADER, ["王芳", NEW, None, phone_of(1), "东河村"]])
    with station.db.work() as session:
        plan = plan_import(session, judgement)
        assert [row.person_id for row in plan.rows] == [key]
        assert [(each.field, each.kept, each.found) for each in plan.differences] == [("id_number", OLD, NEW)]
        result = write_import(session, judgement, take=[(plan.differences[0].row, "id_number")])
    assert _number(station, key) == NEW
    with station.db.work() as session:
        undo_import(session, result.batch_id)
    assert _number(station, key) == OLD


def test_the_old_number_stays_unless_the_new_one_is_taken(station: StationInUse, tmp_path: Path) -> None:
    key = _known(station)
    _old(station, key)
    judgement = judge_rows(tmp_path, [HEADER, ["王芳", NEW, None, phone_of(1), "东河村"]])
    with station.db.work() as session:
        write_import(session, judgement)
        assert session.scalar(select(Person.id).where(Person.id_number == NEW)) is None
    assert _number(station, key) == OLD


def test_somebody_without_a_number_is_found_by_name_and_birth_date(station: StationInUse, tmp_path: Path) -> None:
    key = _known(station, id_number=None, id_document_type="8")
    judgement = judge_rows(tmp_path, [HEADER, ["王芳", NEW, "1979-08-08", None, "东河村"]])
    with station.db.work() as session:
        plan = plan_import(session, judgement)
        assert [row.person_id for row in plan.recognised] == [key]
        result = write_import(session, judgement)
        kept = get_person(session, key)
    assert (kept["id_number"], kept["id_document_type"], kept["phone"]) == (NEW, "1", phone_of(1))
    with station.db.work() as session:
        undo_import(session, result.batch_id)
        kept = get_person(session, key)
    assert (kept["id_number"], kept["id_document_type"]) == (None, "8")


def test_two_of_the_same_name_and_day_are_never_guessed(station: StationInUse, tmp_path: Path) -> None:
    for _each in range(2):
        _known(station, id_number=None, id_document_type="8")
    judgement = judge_rows(tmp_path, [HEADER, ["王芳", NEW, "1979-08-08", None, "东河村"]])
    with station.db.read() as session:
        assert plan_import(session, judgement).new_people == 1


def test_a_row_without_a_number_is_offered_the_one_the_station_knows(station: StationInUse, tmp_path: Path) -> None:
    _known(station)
    rows = [
        HEADER,
        ["王芳", None, "1979-08-08", None, ""],
        ["王芳", None, "1979-08", None, ""],
        ["李兰", None, "1979-08-08"],
    ]
    judgement = judge_rows(tmp_path, rows)
    with station.db.read() as session:
        offered = with_suggestions(judgement, suggested_numbers(session, judgement))
    assert [row.suggested_id for row in offered.rows if row.disposition == "needs_correction"] == [NEW, "", ""]


def test_an_empty_cell_never_erases(station: StationInUse, tmp_path: Path) -> None:
    key = _known(station)
    judgement = judge_rows(tmp_path, [HEADER, ["王芳", NEW, None, None, None]])
    with station.db.work() as session:
        plan = plan_import(session, judgement)
        assert plan.differences == ()
        take = [(row.verdict.key, name) for row in plan.rows for name in ("phone", "address")]
        write_import(session, judgement, take=take)
        kept = get_person(session, key)
    assert (kept["phone"], kept["address"]) == (phone_of(1), "东河村")
