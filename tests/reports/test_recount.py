"""Whatever is stored, a figure is what counting its records one by one in plain Python gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station_app.core import clock
from station_app.core.ids import new_id
from station_app.features.people.model import Person, PersonCategory
from station_app.features.reports.rules.columns import NAMED, category_columns
from station_app.features.reports.rules.periods import Period, month, quarter, read_period
from station_app.features.reports.service import Scope, listing, live_report
from station_app.features.training.model import ClassSession, Enrolment, SessionAttendance, TrainingClass
from station_app.storage.database import Database
from tests.storage.whole_station import make_station

STATIONS = ("a" * 32, "b" * 32)
VILLAGES = ("东河村", "西河村", None)
ENDS = (dt.date(2023, 1, 31), dt.date(2023, 2, 1), dt.date(2023, 2, 28), dt.date(2023, 3, 1), dt.date(2022, 12, 31))
PERIODS = (month(2023, 1), month(2023, 2), quarter(2023, 1), read_period("2023-01-31..2023-02-28"))


@dataclass(frozen=True)
class Someone:
    """A person of one station, and of which real person she is the record."""

    station: int
    real: int
    village: str | None
    held: tuple[tuple[str, dt.date, dt.date | None], ...]


@dataclass(frozen=True)
class Trained:
    """One enrolment: who, in which class, with a mark for each of its two half-days, and whether she graduated."""

    who: int
    class_index: int
    marks: str
    graduated: bool


@dataclass(frozen=True)
class World:
    """What two stations stored."""

    people: tuple[Someone, ...]
    ends: tuple[tuple[int, dt.date, str], ...]
    """Station, last day and state of each class."""
    trained: tuple[Trained, ...]


_dates = st.sampled_from([dt.date(2022, 6, 1), dt.date(2023, 1, 31), dt.date(2023, 2, 1), dt.date(2023, 2, 28)])
_held = st.tuples(st.sampled_from(["A01", "A02", "B12", "B11", "C01", "E01"]), _dates, st.none() | _dates)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to six people, four classes, ten enrolments; one real person may be known to both stations."""
    people = draw(
        st.lists(
            st.builds(
                Someone,
                st.integers(0, 1),
                st.integers(0, 3),
                st.sampled_from(VILLAGES),
                st.lists(_held, max_size=2).map(tuple),
            ),
            min_size=1,
            max_size=6,
            unique_by=lambda one: (one.station, one.real),
        )
    )
    states = st.sampled_from(["completed", "archived", "in_session", "cancelled"])
    ends = draw(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ENDS), states), min_size=1, max_size=4))
    pairs = [
        (who, at)
        for who, one in enumerate(people)
        for at, (station, _end, _state) in enumerate(ends)
        if station == one.station
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=10)) if pairs else []
    marks = st.sampled_from(["PP", "PA", "AA", "NN", "LT"])
    trained = [Trained(who, at, draw(marks), draw(st.booleans())) for who, at in chosen]
    return World(tuple(people), tuple(ends), tuple(trained))


def _stamped(station: int) -> dict[str, Any]:
    moment = clock.now()
    names = {"created_by": "王敏", "updated_by": "王敏", "version": 1}
    return {"id": new_id(), "station_id": STATIONS[station], "created_at": moment, "updated_at": moment} | names


def store(session: Any, world: World) -> list[str]:
    """Write the world into the tables; returns the keys of its people."""
    people, classes, enrolled, marks, held = [], [], [], [], []
    for one in world.people:
        people.append(_stamped(one.station) | {"name": "王秀兰", "village": one.village, "sex": "2"})
        for category, first, last in one.held:
            row = {"person_id": people[-1]["id"], "category": category, "valid_from": first, "valid_to": last}
            held.append(_stamped(one.station) | row)
    halves: list[tuple[str, str]] = []
    half_rows = []
    for station, end, state in world.ends:
        row = _stamped(station) | {"class_no": f"2023-{len(classes):03}", "name": "班", "end_date": end, "state": state}
        classes.append(row | {"start_date": end - dt.timedelta(days=1), "attendance_threshold": 80})
        pair = []
        for half_day in ("AM", "PM"):
            half = {
                "training_class_id": row["id"],
                "session_date": end,
                "half_day": half_day,
                "hours": 40,
                "counts": True,
            }
            half_rows.append(_stamped(station) | half)
            pair.append(half_rows[-1]["id"])
        halves.append((pair[0], pair[1]))
    for number, one in enumerate(world.trained, start=1):
        station = world.people[one.who].station
        settled = world.ends[one.class_index][2] in ("completed", "archived")
        row = {
            "training_class_id": classes[one.class_index]["id"],
            "person_id": people[one.who]["id"],
            "trainee_no": number,
            "state": "studying",
            "graduated": one.graduated if settled else None,
            "hours_present": present(one) if settled else None,
            "hours_due": due(one) if settled else None,
        }
        enrolled.append(_stamped(station) | row)
        for half_id, mark in zip(halves[one.class_index], one.marks, strict=True):
            given_mark = {"session_id": half_id, "enrolment_id": enrolled[-1]["id"], "mark": mark}
            marks.append(_stamped(station) | given_mark)
    for model, rows in (
        (Person, people),
        (PersonCategory, held),
        (TrainingClass, classes),
        (ClassSession, half_rows),
        (Enrolment, enrolled),
        (SessionAttendance, marks),
    ):
        if rows:
            session.execute(model.__table__.insert(), rows)
    return [str(row["id"]) for row in people]


def present(one: Trained) -> int:
    """Tenths of hours with P, T or E."""
    return 40 * sum(mark in "PTE" for mark in one.marks)


def due(one: Trained) -> int:
    """Tenths of hours that were marked at all."""
    return 40 * sum(mark != "N" for mark in one.marks)


def ended(world: World, period: Period, station: int | None) -> list[Trained]:
    """Enrolments of classes that ended in the period and were not cancelled."""
    return [
        one
        for one in world.trained
        for at, end, state in [world.ends[one.class_index]]
        if period.first <= end <= period.last and state != "cancelled" and station in (None, at)
    ]


def columns_by_hand(world: World, real: int, day: dt.date, station: int | None) -> set[str]:
    """Columns of a real person from all her records that count."""
    held = {
        category
        for one in world.people
        if one.real == real and station in (None, one.station)
        for category, first, last in one.held
        if first <= day and (last is None or last >= day)
    }
    return {column.key for column, codes in NAMED if held & codes} or {"other"}


def by_hand(world: World, period: Period, station: int | None) -> Mapping[str, Mapping[str, int | Fraction | None]]:
    """M12, M14 and M15 counted from what was drawn."""
    found = ended(world, period, station)
    keys = ["total", *(column.key for column in category_columns())]

    def within(column: str, some: Sequence[Trained]) -> list[Trained]:
        if column == "total":
            return list(some)
        return [
            one for one in some if column in columns_by_hand(world, world.people[one.who].real, period.last, station)
        ]

    def people(some: Sequence[Trained]) -> int:
        return len({world.people[one.who].real for one in some})

    trained = [one for one in found if present(one)]
    done = [one for one in found if one.graduated and world.ends[one.class_index][2] in ("completed", "archived")]
    figures: dict[str, dict[str, int | Fraction | None]] = {
        key: {} for key in ("M12.people", "M12.times", "M15.people", "M15.rate", "M14.rate")
    }
    for key in keys:
        here, graduates, hours = within(key, trained), within(key, done), within(key, found)
        figures["M12.people"][key], figures["M12.times"][key] = people(here), len(here)
        figures["M15.people"][key] = people(graduates)
        figures["M15.rate"][key] = Fraction(people(graduates), people(here)) if here else None
        whole = sum(due(one) for one in hours)
        figures["M14.rate"][key] = Fraction(sum(present(one) for one in hours), whole) if whole else None
    return figures


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A station's tables; every example is rolled back."""
    made = make_station(tmp_path_factory.mktemp("recount") / "station", None)
    yield made.db
    made.db.close()


@settings(max_examples=60)
@given(world=worlds(), period=st.sampled_from(PERIODS), station=st.sampled_from([None, 0, 1]))
def test_a_figure_is_what_plain_counting_gives_in_one_station_and_in_two(
    tables: Database, station: int | None, world: World, period: Period
) -> None:
    with tables.read() as session:  # rolled back
        keys = store(session, world)
        first: dict[int, str] = {}
        for key, one in zip(keys, world.people, strict=True):
            first.setdefault(one.real, key)
        same = {key: first[one.real] for key, one in zip(keys, world.people, strict=True) if key != first[one.real]}
        scope = Scope(None, same) if station is None else Scope(frozenset((STATIONS[station],)))
        report = live_report(session, period, scope)
        wanted = by_hand(world, period, station)
        assert {key: dict(report.line(key).now) for key in wanted} == wanted
        behind = listing(session, "M12.times", period, "total", scope)
        assert len(behind) == wanted["M12.times"]["total"]
        if station is not None:
            assert [check.text for check in report.checks if not check.kept and check.code != "M15_M12"] == []
