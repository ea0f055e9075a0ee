"""Workbooks of invented people, as villages send them; built in the test that needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from station_app.core.id_number import check_character
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import Judgement, Options, RowVerdict
from station_app.spreadsheets.reading import read_workbook

TODAY = dt.date(2023, 2, 8)
HEADER = ["姓名", "身份证号", "性别", "出生日期", "联系电话"]


def id_of(birth: str, sequence: int, region: str = "419901") -> str:
    """A valid ID number of an invented person: birth YYYYMMDD, sequence odd = male."""
    first = f"{region}{birth}{sequence:03d}"
    return first + check_character(first)


def phone_of(number: int) -> str:
    """An invented phone of the prefix that no operator has."""
    return f"154{number:08d}"


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], *, title: str = "花名册") -> Path:
    """One sheet with these rows, from row 1."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def judge_file(path: Path, kind: str | None = None, **chosen: Any) -> Judgement:
    """Read and judge, as on 2023-02-08 unless chosen otherwise."""
    options = Options(chosen.pop("reference_date", TODAY), chosen.pop("today", TODAY), **chosen)
    return judge(read_workbook(path), kind, options)


def judge_rows(tmp_path: Path, rows: Sequence[Sequence[Any]], kind: str | None = None, **chosen: Any) -> Judgement:
    """Judge one sheet with these rows."""
    return judge_file(write_xlsx(tmp_path / "花名册.xlsx", rows), kind, **chosen)


def only(judgement: Judgement) -> RowVerdict:
    """The one row of data."""
    (row,) = [row for row in judgement.rows if row.disposition != "ignored"]
    return row


def codes(findings: Sequence[Any]) -> list[str]:
    """Codes of reasons or warnings."""
    return [finding.code for finding in findings]
