"""Classes of invented trainees, ready to be marked, closed and certified; what a test does not care about is here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.features.people.service import people
from station_app.features.training import service
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values

START = dt.date(2023, 2, 15)
END = dt.date(2023, 2, 17)
_SURNAMES = "王李赵陈刘谢马孙周吴郑冯褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
_GIVEN = ("秀兰", "娟", "月娥", "桂香", "甜甜", "玉梅")


def trainee_name(index: int) -> str:
    """Deterministic invented name of the index-th person."""
    return _SURNAMES[index % len(_SURNAMES)] + _GIVEN[index // len(_SURNAMES) % len(_GIVEN)]


def class_values(**changes: Any) -> dict[str, Any]:
    """A pastry class with every field filled that no rule fills."""
    values: dict[str, Any] = {
        "name": "2023年第一期留守妇女面点技术培训班",
        "trade": "4-03-02-02",
        "form": "1",
        "venue": "城郊乡文化站",
        "start_date": START,
        "end_date": END,
        "trainer_name": "张建国",
        "class_worker": "王敏",
        "planned_count": 45,
        "target_categories": ("D01",),
    }
    return values | changes


ELSEWHERE = {"trainer_name": "刘桂香", "venue": "东河村委会"}
"""Of a class that may be held at the same time as another one."""


def add_trainer(session: Session, name: str = "张建国", **changes: Any) -> str:
    """Write a pastry cook down; returns the key."""
    values: dict[str, Any] = {"name": name, "trades": ("4-03-02-02",), "phone": "15400009001"}
    return service.save_trainer(session, values | changes)


def add_people(session: Session, count: int, *, first: int = 0, **changes: Any) -> list[str]:
    """Register invented women; returns their keys."""
    return [
        people.save_person(
            session,
            person_values(
                name=trainee_name(index), id_number=number(sequence=2 * index + 2), phone=f"154{index:08d}", **changes
            ),
        )
        for index in range(first, first + count)
    ]


@dataclass(frozen=True)
class Played:
    """A class with its half-days and trainees, by key, in their order."""

    class_id: str
    session_ids: tuple[str, ...]
    enrolment_ids: tuple[str, ...]
    person_ids: tuple[str, ...]


def open_class(
    station: StationInUse, trainees: int = 3, *, days: int = 3, halves: Sequence[str] = ("AM", "PM"), **changes: Any
) -> Played:
    """A class that is enrolling, with a timetable and trainees."""
    with station.db.work() as session:
        class_id = service.save_class(session, class_values(**changes))
        halves_made = service.plan_timetable(session, class_id, START, days, halves=halves)
        service.advance(session, class_id, "enrolling", on=dt.date(2023, 2, 1))
        person_ids = add_people(session, trainees)
        result = service.enrol(session, class_id, person_ids, dt.date(2023, 2, 6), "村里推荐")
    return Played(class_id, tuple(halves_made), (*result.admitted, *result.waitlisted), tuple(person_ids))


def type_marks(station: StationInUse, played: Played, rows: Sequence[str]) -> None:
    """Store marks as typed from the sheets: one word of P, T, E, L, A, N per trainee, a letter per half-day."""
    entries = [
        service.MarkEntry(session_id, enrolment_id, letter)
        for enrolment_id, row in zip(played.enrolment_ids, rows, strict=True)
        for session_id, letter in zip(played.session_ids, row, strict=True)
    ]
    with station.db.work() as session:
        service.mark_many(session, entries)


def close_class(station: StationInUse, played: Played, rows: Sequence[str]) -> service.ClassDetail:
    """Marks in, class completed on its last day."""
    type_marks(station, played, rows)
    with station.db.work() as session:
        return service.complete_class(session, played.class_id, on=END)


def read_class(station: StationInUse, played: Played) -> service.ClassDetail:
    """The class as a fresh reader sees it."""
    with station.db.read() as session:
        return service.get_class(session, played.class_id)


def running_class(
    station: StationInUse, trainees: int = 2, *, gone: int, to_come: int, marks: str = "", **changes: Any
) -> Played:
    """A class with one half-day a day around today, `gone` of them marked (all present unless `marks` says).

    Today itself is free: when midnight passes during the test, tomorrow's half-day is still to come.
    """
    today = clock.today()
    days = [today + dt.timedelta(days=number) for number in range(-gone, to_come + 1) if number]
    with station.db.work() as session:
        dates = {"start_date": days[0], "end_date": days[-1]}
        class_id = service.save_class(session, class_values(**dates, **changes))
        halves = [
            service.save_session(
                session,
                class_id,
                {
                    "session_date": day,
                    "half_day": "AM",
                    "time_from": dt.time(8),
                    "time_to": dt.time(11, 30),
                    "hours": 40,
                    "topic": "面点",
                    "kind": "practice",
                },
            )
            for day in days
        ]
        service.advance(session, class_id, "enrolling", on=days[0] - dt.timedelta(days=9))
        person_ids = add_people(session, trainees)
        result = service.enrol(session, class_id, person_ids, days[0] - dt.timedelta(days=5), "村里推荐")
        played = Played(class_id, tuple(halves), (*result.admitted, *result.waitlisted), tuple(person_ids))
        service.mark_many(
            session,
            [
                service.MarkEntry(half, key, letter)
                for key in result.admitted
                for half, letter in zip(halves, marks or "P" * gone, strict=False)
            ],
        )
    return played
