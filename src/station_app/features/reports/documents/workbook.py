"""The report as .xlsx in the columns of F19: a line a measure, numbers as numbers, for the county to add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from station_app.core.listing import Value
from station_app.core.texts import _
from station_app.documents.grid import table_form
from station_app.features.reports.documents.forms import MONTHLY, as_of
from station_app.features.reports.documents.heading import Heading
from station_app.features.reports.rules.columns import CATEGORY, TOTAL
from station_app.features.reports.rules.counting import Figure
from station_app.features.reports.rules.form_lines import line_of
from station_app.features.reports.rules.indicators import Measure
from station_app.features.reports.service import Report

_NARROW, _WIDE = 9, 26


def report_workbook(report: Report, heading: Heading) -> bytes:
    """The workbook's bytes; rates are per cent with one decimal, a figure that does not exist is an empty cell."""
    from station_app.spreadsheets.writing import ledger_workbook  # noqa: PLC0415 - when one is made

    title = _("就业帮扶工作报表 {period}（{who}）").format(period=report.period.words, who=heading.reporter)
    return ledger_workbook(title, columns_of(report), rows_of(report), sheet=report.period.key)


def columns_of(report: Report) -> list[tuple[str, int, bool]]:
    """As F19 has them; another breakdown has its own columns in their place."""
    return [
        (_("序号"), 6, False),
        (_("指标"), _WIDE, True),
        (_("单位"), 7, True),
        (_("本期合计"), _NARROW, False),
        *((column.label, _NARROW, False) for column in report.columns),
        (_("本年累计"), _NARROW, False),
        (_("备注"), 30, True),
    ]


def rows_of(report: Report) -> list[Sequence[Value]]:
    """Measures first, then the lines of the county's form that are filled by hand, and when the numbers were made."""
    rows: list[Sequence[Value]] = []
    for line in report.lines:
        each = line.measure
        label = f"{each.indicator} {each.label}"
        figures = [_cell(each, line.now.get(column.key)) for column in report.columns]
        year = _cell(each, line.to_date.get(TOTAL))
        late = _("上期补报 {n}").format(n=line.late_text) if line.late_text else ""
        rows.append([len(rows) + 1, label, each.unit, _cell(each, line.now.get(TOTAL)), *figures, year, late])
    if report.breakdown == CATEGORY:
        empty: list[Value] = [None] * (len(report.columns) + 2)
        by_hand = [row for row in table_form(MONTHLY).fixed_rows if line_of(row["indicator"]) is None]
        rows += [
            [len(rows) + at, row["indicator"], row["unit"], *empty, _("手工填写")]
            for at, row in enumerate(by_hand, start=1)
        ]
    width = len(columns_of(report))
    words = [*report.notes, as_of(report)]
    rows += [["", word, *[""] * (width - 2)] for word in words]
    return rows


def _cell(measure: Measure, value: Figure) -> Value:
    if value is None:
        return None
    if isinstance(value, Fraction):
        return int(value * 1000 + Fraction(1, 2)) / 10
    return value / 10 if measure.tenths else value
