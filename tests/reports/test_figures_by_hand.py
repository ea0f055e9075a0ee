"""Figures computed by hand (domain.md §10, §12): each definition with an example that would catch another reading."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.features.followups import service as followups
from station_app.features.people.service import people
from station_app.features.reports import service
from station_app.features.reports.rules.periods import month, month_of, quarter, read_period, year
from station_app.features.reports.service.of_people import CHINA
from station_app.features.training import service as training
from station_app.features.training.service import survey
from tests.conftest import StationInUse
from tests.reports.counted_classes import FEBRUARY, class_of_42, hold, names_behind, shown
from tests.training.played_classes import (
    ELSEWHERE,
    END,
    START,
    add_people,
    class_values,
    close_class,
    open_class,
    trainee_name,
    type_marks,
)


def second_class(station: StationInUse, person_ids: list[str], marks: list[str], start: dt.date) -> str:
    """Another class of three days for people who are registered already, marked and closed."""
    end = start + dt.timedelta(days=2)
    with station.db.work() as session:
        values = class_values(name="家政班", start_date=start, end_date=end, **ELSEWHERE)
        class_id = training.save_class(session, values)
        halves = training.plan_timetable(session, class_id, start, 3)
        training.advance(session, class_id, "enrolling", on=start)
        admitted = training.enrol(session, class_id, person_ids, start, "村里推荐").admitted
        training.mark_many(
            session,
            [
                training.MarkEntry(half, who, letter)
                for who, row in zip(admitted, marks, strict=True)
                for half, letter in zip(halves, row, strict=True)
            ],
        )
        training.complete_class(session, class_id, on=end)
    return class_id


def test_the_class_of_walk_through_a_gives_the_figures_worked_out_by_hand(station: StationInUse) -> None:
    class_of_42(station)
    figures = shown(station)
    # trained: 42 − 1 never seen; graduates: 30 (100 %) + 8 (83.3 %); 66.7 % is below 80 %
    assert (figures["M11.started"], figures["M11.completed"]) == ("1", "1")
    assert (figures["M12.people"], figures["M12.times"], figures["M12.running"]) == ("41", "41", "0")
    assert figures["M13.hours"] == "24"
    assert figures["M14.rate"] == "92.1%"  # (30×24 + 8×20 + 3×16 + 0) ÷ (42×24) = 928 ÷ 1008
    assert (figures["M15.people"], figures["M15.rate"]) == ("38", "92.7%")  # 38 ÷ 41
    assert figures["M16.rate"] == ""  # no exam: nobody was examined
    assert figures["M19.rate"] == ""


def test_half_days_of_unequal_length_weigh_by_their_hours(station: StationInUse) -> None:
    played = open_class(station, 3)
    with station.db.work() as session:
        first = training.get_class(session, played.class_id).sessions[0]
        training.save_session(session, played.class_id, {"hours": 20, "time_to": dt.time(10, 0)}, session_id=first.id)
    close_class(station, played, ["APPPPP", "PAPPPP", "PAAPPP"])
    figures = shown(station)
    assert figures["M13.hours"] == "22"
    assert figures["M14.rate"] == "78.8%"  # (20 + 18 + 14) ÷ 66
    assert (figures["M15.people"], figures["M15.rate"]) == ("2", "66.7%")  # 90.9 %, 81.8 % pass, 63.6 % does not


def test_somebody_in_two_classes_is_one_person_and_two_enrolments_and_a_year_does_not_add_months(
    station: StationInUse,
) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP", "PPPPPP"])
    second_class(station, list(played.person_ids[:1]), ["PPPPPP"], dt.date(2023, 2, 20))
    second_class(station, list(played.person_ids), ["PPPPPP", "AAAAAA"], dt.date(2023, 3, 1))
    february, march, first_quarter = shown(station), shown(station, month(2023, 3)), shown(station, quarter(2023, 1))
    assert (february["M12.people"], february["M12.times"], february["M15.people"]) == ("2", "3", "2")
    assert (march["M12.people"], march["M12.times"]) == ("1", "1")
    assert (first_quarter["M12.people"], first_quarter["M12.times"], first_quarter["M15.people"]) == ("2", "4", "2")
    with station.db.read() as session:
        report = service.get_report(session, month(2023, 3))
    assert (report.line("M12.people").text("total", year=True), report.is_kept) == ("2", True)
    assert names_behind(station, "M12.people").count(trainee_name(0)) == 2


def test_a_class_counts_in_the_month_it_ends_and_shows_as_running_before(station: StationInUse) -> None:
    played = open_class(station, 2, days=1)
    with station.db.work() as session:
        training.save_class(session, {"end_date": dt.date(2023, 3, 2)}, class_id=played.class_id)
    type_marks(station, played, ["PP", "AA"])
    february = shown(station)
    assert (february["M11.started"], february["M12.people"], february["M12.running"]) == ("1", "0", "1")
    assert february["M13.hours"] == "8"
    march = shown(station, month(2023, 3))
    assert (march["M12.people"], march["M12.running"], march["M13.hours"], march["M11.started"]) == ("1", "0", "0", "0")
    assert march["M14.rate"] == "50%"  # from the marks: the class is not closed yet


def test_a_person_of_two_categories_counts_in_each_column_and_once_in_the_total(station: StationInUse) -> None:
    played = open_class(station, 4)
    hold(station, played.person_ids[0], "A01", "C01")
    hold(station, played.person_ids[1], "B12")
    hold(station, played.person_ids[2], "B11", "B13", "B01")
    hold(station, played.person_ids[3], "E01")
    close_class(station, played, ["PPPPPP"] * 4)
    with station.db.read() as session:
        report = service.get_report(session, FEBRUARY)
    line = report.line("M12.people")
    wanted = {"total": 4, "a01": 1, "a02": 0, "a03": 0, "a04": 0, "b01": 1, "b11": 2, "c01": 1, "d01": 0, "other": 1}
    assert dict(line.now) == wanted
    assert report.notes == ("同一人具有多种身份的，分别计入各栏，合计按一人统计。",)
    assert names_behind(station, "M12.people", column="b11") == [trainee_name(1), trainee_name(2)]


def test_the_category_is_the_one_that_holds_on_the_last_day_of_the_period(station: StationInUse) -> None:
    played = open_class(station, 3)
    hold(station, played.person_ids[0], "A01", until=dt.date(2023, 2, 27))
    hold(station, played.person_ids[1], "A01", until=dt.date(2023, 2, 28))
    hold(station, played.person_ids[2], "A01", since=dt.date(2023, 3, 1))
    close_class(station, played, ["PPPPPP"] * 3)
    with station.db.read() as session:
        line = service.get_report(session, FEBRUARY).line("M12.people")
    assert (line.now["a01"], line.now["other"]) == (1, 2)
    assert (line.to_date["a01"], line.to_date["total"]) == (1, 3)


def test_people_typed_after_the_month_count_by_the_categories_they_were_registered_with(station: StationInUse) -> None:
    played = open_class(station, 1)  # her D01 is dated by the day she was registered: today
    close_class(station, played, ["PPPPPP"])
    assert shown(station, column="d01")["M12.people"] == "1"


def test_figures_by_village_sex_and_age_band(station: StationInUse) -> None:
    played = open_class(station, 3)
    with station.db.work() as session:
        people.save_person(session, {"village": "西河村"}, person_id=played.person_ids[2])
    close_class(station, played, ["PPPPPP"] * 3)
    with station.db.read() as session:
        villages = service.get_report(session, FEBRUARY, breakdown="village")
        sexes = service.get_report(session, FEBRUARY, breakdown="sex")
        ages = service.get_report(session, FEBRUARY, breakdown="age")
    assert [column.label for column in villages.columns] == ["东河村", "西河村"]
    assert dict(villages.line("M12.people").now) == {"total": 3, "东河村": 2, "西河村": 1}
    assert [(c.label, sexes.line("M12.people").now[c.key]) for c in sexes.columns] == [("男", 0), ("女", 3)]
    by_age = {c.label: ages.line("M12.people").now[c.key] for c in ages.columns}
    assert by_age == {"16–29": 0, "30–39": 0, "40–49": 3, "50–59": 0, "60 及以上": 0}  # born 1980-01-01


def test_exam_resits_absent_and_deferred_trainees_in_the_pass_rate(station: StationInUse) -> None:
    played = open_class(station, 5, has_exam=True)
    type_marks(station, played, ["PPPPPP"] * 5)
    with station.db.work() as session:
        training.advance(session, played.class_id, "examining", on=END)
        for who, points in zip(played.enrolment_ids[:3], (800, 500, 300), strict=True):
            training.set_scores(session, who, points, points)
        training.set_scores(session, played.enrolment_ids[3], None, None, absent="4")
        training.set_scores(session, played.enrolment_ids[4], None, None, absent="5")
        training.save_resit(session, played.enrolment_ids[1], END, 700, 700)
        training.complete_class(session, played.class_id, on=END)
    figures = shown(station)
    assert figures["M16.rate"] == "66.7%"  # 合格 1 + 补考合格 1 of 3 examined
    assert (figures["M15.people"], figures["M15.rate"]) == ("2", "40%")


def test_certificates_count_once_by_their_first_day_whatever_was_reissued(station: StationInUse) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPPPPP", "PPAAAA"])
    with station.db.work() as session:
        first, second = training.issue_certificates(session, played.class_id, END)
        training.issue_statements(session, played.class_id, END)
    figures = shown(station)
    assert (figures["M17.certificates"], figures["M17.statements"]) == ("2", "1")
    with station.db.work() as session:
        training.reissue_certificate(session, first.id, "遗失", dt.date(2023, 3, 5))
        training.void_certificate(session, second.id, "姓名写错")
    assert (shown(station)["M17.certificates"], shown(station, month(2023, 3))["M17.certificates"]) == ("1", "0")


def test_satisfaction_is_answers_5_and_4_of_the_overall_item_without_blanks(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with station.db.work() as session:
        for level in ("5", "4", "3", "5", None):
            survey.add_slip(session, played.class_id, {"rate_overall": level, "rate_content": "5"})
    assert shown(station)["M19.rate"] == "75%"


def test_follow_ups_after_training_give_due_done_in_time_overdue_and_work_found(station: StationInUse) -> None:
    played = open_class(station, 4)
    close_class(station, played, ["PPPPPP"] * 4)  # ended 02-17: due 03-19, 05-18, 08-16, window 7 days
    visits = {}
    with station.db.read() as session:
        for who in played.enrolment_ids:
            visits[who] = followups.list_follow_ups(session, origin_id=who)[0]
    in_time, late, unreached, _never = (visits[who].id for who in played.enrolment_ids)
    with station.db.work() as session:
        done = {"method": "2", "worker": "王敏"}
        followups.write_done(session, in_time, done | {"done_on": dt.date(2023, 3, 26), "result": "1"})
        followups.write_done(session, late, done | {"done_on": dt.date(2023, 3, 27), "result": "5"})
        for day in (18, 19, 20):
            followups.write_attempt(session, unreached, dt.date(2023, 3, day))
    march = shown(station, month(2023, 3))
    assert (march["M71.due"], march["M71.done"], march["M71.rate"]) == ("4", "2", "25%")
    assert (march["M71.overdue"], march["M72.people"]) == ("1", "1")
    february = shown(station)
    assert (february["M18.people"], february["M18.rate"]) == ("1", "25%")
    with station.db.read() as session:
        rate = followups.done_rate(session, dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    assert (rate.due, rate.in_time) == (4, 1)


def test_new_people_are_those_first_registered_in_the_period(station: StationInUse) -> None:
    with station.db.work() as session:
        ids = add_people(session, 3)
    this_month = month_of(clock.now().astimezone(CHINA).date())
    assert len(ids) == 3
    assert shown(station, this_month)["M02.people"] == "3"
    assert shown(station, this_month.step(-1))["M02.people"] == "0"


def test_a_cancelled_class_counts_nowhere_and_a_planned_one_is_not_begun(station: StationInUse) -> None:
    with station.db.work() as session:
        cancelled = training.save_class(session, class_values())
        training.advance(session, cancelled, "cancelled", on=START, note="报名人数不够")
        training.save_class(session, class_values(name="二班", start_date=START, **ELSEWHERE))
    assert shown(station)["M11.started"] == "0"


def test_an_open_class_that_has_ended_is_told_before_sending(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    with station.db.read() as session:
        report = service.get_report(session, FEBRUARY)
    told = [check for check in report.checks if check.is_warning]
    assert [(check.page, check.record_id) for check in told] == [("training", played.class_id)]
    assert report.is_kept


def test_no_figure_of_an_unknown_name(station: StationInUse) -> None:
    with station.db.read() as session, pytest.raises(Refused, match="没有“M99”这个指标"):
        service.listing(session, "M99", FEBRUARY)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2023-02", "2023年2月", "2023-02-01", "2023-02-28"),
        ("2024年2月", "2024年2月", "2024-02-01", "2024-02-29"),
        ("2023-Q1", "2023年第1季度", "2023-01-01", "2023-03-31"),
        ("2023", "2023年", "2023-01-01", "2023-12-31"),
        ("2023-02-03..2023-03-01", "2023年2月3日至3月1日", "2023-02-03", "2023-03-01"),
    ],
)
def test_a_period_is_read_as_it_is_written_and_names_itself(text: str, words: str, first: str, last: str) -> None:
    period = read_period(text)
    assert (period.words, f"{period.first}", f"{period.last}") == (words, first, last)
    assert read_period(period.key) == period
    assert period.step(1).step(-1) == period
    assert f"{period.to_date().first}" == f"{period.last.year}-01-01"


def test_periods_that_make_no_sense_are_refused_with_how_to_write_them() -> None:
    for text in ("二月", "2023-13", "2023-Q5", "2023-03-01..2023-02-01", "2023-02-30..2023-03-01"):
        with pytest.raises(Refused):
            read_period(text)
    assert year(2023).year_before() == year(2022)
    assert month(2024, 2).year_before() == month(2023, 2)
