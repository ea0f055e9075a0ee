"""What waits today: every card against the service that owns its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from station_app.core import clock
from station_app.features.followups.service import list_follow_ups
from station_app.features.reports import service as reports
from station_app.features.reports.rules.periods import month
from station_app.features.station.service.holidays import save_holiday
from station_app.features.today import rules
from station_app.features.today.rules import Card, Line
from station_app.features.today.service import cards
from station_app.features.today.service.rest import Today, read_today
from station_app.features.training import service
from station_app.features.training.service.scans import half_days_without_scan
from station_app.storage import backup, drill
from station_app.storage.connect import open_file
from tests.conftest import StationInUse
from tests.training.played_classes import END, START, Played, close_class, open_class, type_marks

FIRST_DAY, AFTER = START, END + dt.timedelta(days=3)


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda day: monkeypatch.setattr(clock, "today", lambda: day)


def read(station: StationInUse) -> Today:
    with station.db.read() as session:
        return read_today(session, station.db.actor, station.folder.copies)


def card_of(station: StationInUse, key: str) -> Card | None:
    columns = read(station).columns
    return next((card for card in (*columns.left, *columns.right) if card.key == key), None)


def lines_of(station: StationInUse, key: str) -> list[Line]:
    card = card_of(station, key)
    return list(card.lines) if card else []


def test_todays_half_days_are_named_with_time_place_trainer_and_what_is_missing(
    station: StationInUse, on_day: Any
) -> None:
    played = open_class(station, trainees=3)
    on_day(FIRST_DAY)
    morning, afternoon = lines_of(station, "classes")
    assert morning.words == "08:30–11:30  2023年第一期留守妇女面点技术培训班  城郊乡文化站・张建国"
    assert (morning.detail, morning.page) == ("3 人待登记", "training")
    assert morning.record == f"{played.class_id}:attendance:{played.session_ids[0]}"
    assert afternoon.words.startswith("14:30–")
    type_marks(station, played, ["PPNNNN", "PPNNNN", "PNNNNN"])
    assert [line.detail for line in lines_of(station, "classes")] == ["已登完", "还差 1 人"]


def test_a_day_without_classes_names_the_next_one(station: StationInUse, on_day: Any) -> None:
    open_class(station)
    on_day(START - dt.timedelta(days=5))
    card = card_of(station, "classes")
    assert card is not None
    assert card.empty == "今天没有课。下一次：2月15日上午，2023年第一期留守妇女面点技术培训班。"


def test_half_days_without_marks_are_those_of_the_class_page_the_oldest_first(
    station: StationInUse, on_day: Any
) -> None:
    played = open_class(station, trainees=4)
    type_marks(station, played, ["PPPNPP", "PPPPPN", "PPNNPP", "PPPPPP"])
    with station.db.work() as session:
        service.drop_out(session, played.enrolment_ids[1], START + dt.timedelta(days=2), "01")
    on_day(AFTER)
    with station.db.read() as session:
        open_ones = service.get_class(session, played.class_id).unmarked_sessions
    shown = lines_of(station, "unmarked")
    assert [(line.record.split(":")[2], line.detail) for line in shown] == [
        (half.id, f"缺 {half.unmarked} 人") for half in open_ones
    ]
    assert shown[0].words.startswith("2月16日上午　")


def test_half_days_without_a_scan_are_counted_as_the_attendance_counts_them(station: StationInUse, on_day: Any) -> None:
    played = open_class(station, trainees=2)
    type_marks(station, played, ["PPPPPP"] * 2)
    on_day(AFTER)
    with station.db.read() as session:
        missing = half_days_without_scan(session, until=AFTER - dt.timedelta(days=1))
    card = card_of(station, "unscanned")
    assert card is not None
    assert card.number == len(missing) == 6
    assert [line.detail for line in card.lines] == ["6 个半天"]


def test_certificates_wait_to_be_numbered_printed_and_handed_out(station: StationInUse, on_day: Any) -> None:
    played = open_class(station, trainees=3)
    close_class(station, played, ["PPPPPP", "PPPPPP", "AAAAAA"])
    on_day(AFTER)
    assert [line.detail for line in lines_of(station, "certificates")] == ["待编号 2 人"]
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
        first, _second = [row.id for row in service.list_certificates(session, played.class_id)]
    assert [line.detail for line in lines_of(station, "certificates")] == ["待打印 2 张"]
    with station.db.work() as session:
        service.record_print(session, [first], "")
    assert [line.detail for line in lines_of(station, "certificates")] == ["待发放 1 张", "待打印 1 张"]
    assert lines_of(station, "certificates")[0].record == f"{played.class_id}:certificates"


def test_follow_ups_are_those_that_the_follow_up_service_calls_due_or_overdue(
    station: StationInUse, on_day: Any
) -> None:
    played = open_class(station, trainees=7)
    close_class(station, played, ["PPPPPP"] * 7)
    for days in (1, 20, 30, 60, 100):
        on_day(END + dt.timedelta(days=days))
        with station.db.read() as session:
            wanted = [row for row in list_follow_ups(session, open_only=True) if row.state in ("due", "overdue")]
        card = card_of(station, "follow_ups")
        assert (card.number if card else 0) == len(wanted), days
        shown = card.lines if card else ()
        assert [line.record for line in shown[: rules.SHOWN]] == [row.id for row in wanted[: rules.SHOWN]]
    assert shown[-1].words == "还有 9 人"


def test_a_safe_copy_older_than_a_working_day_is_something_to_do(station: StationInUse, on_day: Any) -> None:
    open_class(station)
    (nothing,) = lines_of(station, "copy")
    assert (nothing.words, nothing.tone) == ("还没有安全副本", "bad")
    made = backup.make_copy(station.db, station.folder, station.folder.copies)
    friday = dt.date(2023, 2, 17)
    manifest = made.path / "copy.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(made.made_at, "2023-02-17T17:30:00+08:00"), "utf-8"
    )
    for day, detail in ((friday, "完好"), (dt.date(2023, 2, 20), "完好"), (dt.date(2023, 2, 21), "超过 1 个工作日")):
        on_day(day)
        (line,) = lines_of(station, "copy")
        assert line.detail.endswith(detail), day
        assert "17:30" in line.words


def test_who_lacks_what_is_counted_and_opens_that_group(station: StationInUse) -> None:
    from station_app.features.people.service import people
    from tests.people.invented_people import number, person_values

    with station.db.work() as session:
        people.save_person(session, person_values(id_number=number(sequence=2)))
        people.save_person(session, {"name": "李娟", "id_number": number(sequence=4)}, require=False)
    card = card_of(station, "gaps")
    assert card is not None
    assert card.number == 1
    assert all(line.page == "people" and line.record == f"gaps:{line.words[1:]}" for line in card.lines)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2023, 10, 2), "2023年10月2日 星期一 ・ 国庆节"),
        (dt.date(2023, 10, 7), "2023年10月7日 星期六 ・ 国庆节调休，今天上班"),
        (dt.date(2023, 2, 15), "2023年2月15日 星期三"),
    ],
)
def test_the_day_is_named_with_its_holiday_or_the_day_it_makes_up_for(
    station: StationInUse, on_day: Any, day: dt.date, words: str
) -> None:
    on_day(day)
    assert read(station).day_line == words


def test_a_holiday_of_the_stations_own_overrules_the_shipped_table(station: StationInUse, on_day: Any) -> None:
    with station.db.work() as session:
        save_holiday(session, {"day": dt.date(2023, 2, 15), "kind": "off", "name": "本地古会"})
    on_day(dt.date(2023, 2, 15))
    assert read(station).day_line == "2023年2月15日 星期三 ・ 本地古会"


def test_plain_sql_on_a_plain_connection_finds_what_the_page_finds(station: StationInUse, on_day: Any) -> None:
    played = open_class(station, trainees=8)
    close_class(station, played, ["PPPPPP"] * 8)
    on_day(END + dt.timedelta(days=40))
    whole = read(station)
    with open_file(station.folder.database, station.data_key, read_only=True) as connection:

        def execute(query: str, arguments: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
            return list(connection.execute(query, arguments).fetchall())

        plain = cards.columns(execute, clock.today())
    connection.close()
    assert whole.columns.left[: len(plain.left)] == plain.left
    assert whole.columns.right[: len(plain.right)] == plain.right
    assert [card.key for card in plain.right] == ["follow_ups", "certificates", "county"]


def test_a_new_station_is_told_what_to_do_first(station: StationInUse) -> None:
    columns = read(station).columns
    assert [line.record for line in columns.left[0].lines] == ["import", "new", "new", "station"]


def test_nothing_to_do_is_said_kindly(station: StationInUse, on_day: Any) -> None:
    played = open_class(station, trainees=1)
    on_day(START - dt.timedelta(days=20))
    assert card_of(station, "quiet") is not None
    assert isinstance(played, Played)


def test_the_quiet_card_goes_when_something_waits(station: StationInUse, on_day: Any) -> None:
    open_class(station)
    on_day(FIRST_DAY)
    assert card_of(station, "quiet") is None


def test_a_month_without_a_restore_drill_that_succeeded_is_something_to_do(station: StationInUse, on_day: Any) -> None:
    backup.make_copy(station.db, station.folder, station.folder.copies)
    today = clock.today()
    assert len(lines_of(station, "copy")) == 1, "a new station has a month"
    found = drill.drill(station.db, station.folder)
    assert found is not None
    assert not found.fault
    on_day(today + dt.timedelta(days=30))
    assert len(lines_of(station, "copy")) == 1
    on_day(today + dt.timedelta(days=31))
    card = card_of(station, "copy")
    assert card is not None
    assert card.lines[1] == Line(f"{today} 以后没有试恢复成功过", "现在试一次", "settings", "copies", "warn")
    assert card.number == 1


def test_a_month_with_classes_waits_to_be_closed_once_it_is_over(station: StationInUse, on_day: Any) -> None:
    close_class(station, open_class(station, 1), ["PPPPPP"])
    on_day(dt.date(2023, 2, 28))
    assert lines_of(station, "county") == []
    on_day(dt.date(2023, 3, 1))
    assert lines_of(station, "county") == [Line("2月报表", "还没有关账", "reports", "2023-02", "accent")]
    with station.db.work() as session:
        reports.close_month(session, month(2023, 2), "王敏")
    assert lines_of(station, "county") == []
    on_day(dt.date(2023, 4, 2))  # no class in March, but this station closes its months
    assert [line.record for line in lines_of(station, "county")] == ["2023-03"]
