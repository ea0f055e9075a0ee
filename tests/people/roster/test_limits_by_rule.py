"""A roster is judged by the age limits in force on its reference date (R-03, R-04)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import TRAINING_ENROLMENT, Options
from station_app.features.people.service.roster_limits import with_station_rules
from station_app.features.station.service import rules
from station_app.spreadsheets.reading import read_workbook
from tests.conftest import StationInUse


def test_a_raised_age_limit_counts_from_its_day_on(station: StationInUse, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "性别", "身份证号", "联系电话"), ("李翠花", "女", "419901196606150028", "15400001234")):
        sheet.append(row)
    place = tmp_path / "报名.xlsx"
    book.save(place)
    with station.db.work() as session:
        rules.set_rule(
            session, "training_age_max_female", valid_from=dt.date(2023, 3, 1), value="58", source="县民发〔2023〕2号"
        )

    def found(day: dt.date) -> set[str]:
        with station.db.read() as session:
            options = with_station_rules(session, Options(day, day))
        judgement = judge(read_workbook(place), TRAINING_ENROLMENT, options)
        (verdict,) = [row for row in judgement.rows if row.disposition != "ignored"]
        return {finding.code for finding in (*verdict.reasons, *verdict.warnings)}

    before, after = found(dt.date(2023, 2, 28)), found(dt.date(2023, 3, 1))
    assert before - after == {next(code for code in before if code.startswith("AGE"))}
    assert not [code for code in after if code.startswith("AGE")]
