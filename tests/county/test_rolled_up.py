"""The county's figures are those of its stations, counted anew: one database, many stations, people that are one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from station_app.core.paths import StationFolder
from station_app.county import commands
from station_app.county.service import rollup, same_people
from station_app.county.service.receiving import receive
from station_app.features.reports import service as reports
from station_app.features.reports.rules.periods import month, quarter
from tests.conftest import StationInUse
from tests.county.conftest import Founded
from tests.county.writer import Writer
from tests.reports.counted_classes import FEBRUARY, hold
from tests.training.played_classes import Played, close_class, open_class


def in_use(writer: Writer) -> StationInUse:
    """A writer's station as the tests of training know it."""
    return StationInUse(StationFolder(writer.out), b"", writer.db, writer.station)


def played(writer: Writer, marks: list[str]) -> Played:
    """A class of February; its first trainee is in 低保."""
    made = open_class(in_use(writer), len(marks))
    hold(in_use(writer), made.person_ids[0], "A01")
    close_class(in_use(writer), made, marks)
    return made


def own_figures(writer: Writer) -> dict[str, dict[str, object]]:
    with writer.db.read() as session:
        return {line.measure.key: dict(line.now) for line in reports.live_report(session, FEBRUARY).lines}


def county_figures(founded: Founded, station: str = "") -> dict[str, dict[str, object]]:
    with founded.county.db.read() as session:
        found = rollup.report(session, FEBRUARY, station=station)
    return {line.measure.key: dict(line.now) for line in found.lines}


def test_a_station_s_figures_are_the_same_at_the_county_and_people_that_are_one_count_once(
    founded: Founded, station: Writer, neighbour: Writer
) -> None:
    mine = played(station, ["PPPPPP", "PPPPPP", "PPAAAA"])
    theirs = played(neighbour, ["PPPPPP", "AAAAAA"])
    receive(founded.county, [station.package(), neighbour.package()])
    assert county_figures(founded, station.station) == own_figures(station)
    assert county_figures(founded, neighbour.station) == own_figures(neighbour)
    whole = county_figures(founded)
    assert (whole["M12.people"]["total"], whole["M12.times"]["total"], whole["M12.people"]["a01"]) == (4, 4, 2)
    with founded.county.db.work() as session:
        same_people.decide(session, mine.person_ids[0], theirs.person_ids[0], same_people.SAME)
    joined = county_figures(founded)
    assert (joined["M12.people"]["total"], joined["M12.times"]["total"], joined["M12.people"]["a01"]) == (3, 4, 1)
    assert county_figures(founded, station.station) == own_figures(station)
    with founded.county.db.read() as session:
        assert len(rollup.rows(session, "M12.times", FEBRUARY)) == 4
        by_station = rollup.report(session, FEBRUARY, breakdown="station")
    assert [by_station.line("M12.people").now[column.key] for column in by_station.columns] == [3, 1]
    with founded.county.db.work() as session:
        same_people.decide(session, mine.person_ids[0], theirs.person_ids[0], same_people.APART)
    assert county_figures(founded)["M12.people"]["total"] == 4


def test_what_a_station_closed_is_compared_with_what_the_county_counts(
    founded: Founded, station: Writer, neighbour: Writer
) -> None:
    made = played(station, ["PPPPPP", "PPPPPP"])
    with station.db.work() as session:
        reports.close_month(session, FEBRUARY, "王敏")
    receive(founded.county, [station.package(), neighbour.package()])
    with founded.county.db.read() as session:
        mine, theirs = rollup.check_stations(session, FEBRUARY)
    assert (mine.name, mine.is_same, mine.closed_by) == (station.name, True, "王敏")
    assert (theirs.closed_on, theirs.is_same) == ("", False)
    with station.db.work() as session:
        from station_app.features.training import service as training

        training.issue_certificates(session, made.class_id, dt.date(2023, 2, 20))
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        mine, _theirs = rollup.check_stations(session, FEBRUARY)
    assert (mine.is_same, mine.different) == (False, ("M17.certificates",))


def test_the_county_s_paper_and_workbook_are_made_of_the_same_figures(founded: Founded, station: Writer) -> None:
    played(station, ["PPPPPP"])
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        for made in (
            rollup.pdf(session, FEBRUARY),
            rollup.pdf(session, quarter(2023, 1)),
            rollup.pdf(session, month(2023, 2), station=station.station, summary=True),
        ):
            assert made.startswith(b"%PDF")
        assert rollup.workbook(session, FEBRUARY, breakdown="station").startswith(b"PK")


@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
def test_report_on_the_command_line_prints_the_roll_up_and_writes_both_files(
    founded: Founded, station: Writer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played(station, ["PPPPPP"])
    receive(founded.county, [station.package()])
    founded.county.db.close()
    pdf, book = tmp_path / "全县.pdf", tmp_path / "全县.xlsx"
    asked = ["--data", str(founded.folder.root), "report", "--month", "2023-02"]
    assert commands.run([*asked, "--pdf", str(pdf), "--xlsx", str(book)]) == 0
    told = capsys.readouterr().out
    assert "M12 培训人数（人）：1 / 1" in told
    assert f"{station.name}：还没有收到这个月的关账" in told
    assert pdf.stat().st_size > 1000
    assert book.stat().st_size > 1000
    assert commands.run([*asked, "--station", station.name]) == 0
    assert commands.run([*asked, "--station", "没有的站"]) == 1
    assert "没有“没有的站”这个站" in capsys.readouterr().err
