"""F19 for a month (or any days) and F20 for a quarter, filled or blank (forms.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from station_app.core import clock
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.documents.sources import Asked, FormSource
from station_app.features.reports import service
from station_app.features.reports.documents.heading import Heading, heading_of
from station_app.features.reports.rules.columns import TOTAL
from station_app.features.reports.rules.form_lines import FormLine, line_of
from station_app.features.reports.rules.indicators import Way, measure
from station_app.features.reports.rules.periods import Period, read_period
from station_app.features.reports.service import Report, Scope

MONTHLY, QUARTERLY = "F19", "F20"
Texts = Mapping[str, str]


def form_for(period: Period) -> str:
    """F20 for a quarter, F19 for everything else."""
    return QUARTERLY if "Q" in period.key else MONTHLY


def report_pdf(
    session: Any,
    period: Period,
    *,
    scope: Scope = service.WHOLE_FILE,
    heading: Heading | None = None,
    fill: Fill = Fill.FILLED,
) -> bytes:
    """The county's form of a period; `heading` for a report of several stations.

    `session` comes from Database.work() or read(). Refused when a character cannot be printed.
    """
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print
    from station_app.features.station.service.form_layouts import station_form  # noqa: PLC0415 - SQLAlchemy

    names = heading or heading_of(session)
    number = form_for(period)
    form = station_form(session, number) if heading is None else _shipped(number)
    if fill is Fill.BLANK:
        return draw_form(FilledForm(form, _head(period, names), fill=fill))
    asked = service.get_report if heading is None else service.live_report
    report = asked(session, period, scope)
    form = replace(form, printed_notes=(*form.printed_notes, as_of(report)))
    if number == MONTHLY:
        return draw_form(FilledForm(form, _head(period, names), monthly_rows(report, form), fill))
    months = [asked(session, each, scope) for each in period.months()]
    before = service.live_report(session, period.year_before(), scope)
    rows = _quarter_rows(report, months, before, form)
    return draw_form(FilledForm(form, _head(period, names), rows, fill))


def as_of(report: Report) -> str:
    """Whether the numbers are those that were closed, or of today."""
    if report.is_closed:
        return _("数字为 {day} 关账时的数字，关账人：{who}。").format(day=report.closed_on, who=report.closed_by)
    return (
        _("数字截至 {day}，尚未关账。").format(day=clock.today())
        if report.period.is_month
        else _("数字截至 {day}。").format(day=clock.today())
    )


def monthly_rows(report: Report, form: TableForm) -> list[Texts]:
    """The rows of F19, lines of records that are not kept here left blank."""
    return [{**row, **_monthly(report, line_of(row["indicator"]))} for row in form.fixed_rows]


def _monthly(report: Report, line: FormLine | None) -> Texts:
    if line is None:
        return {}
    columns = {column.key: _joined(report, line, column.key) for column in report.columns}
    late = [report.line(key).late_text for key in line.measures]
    return {
        **columns,
        "total": _joined(report, line, TOTAL),
        "year_total": _joined(report, line, TOTAL, year=True),
        "note": _("补报{late}").format(late="/".join(word or "0" for word in late)) if any(late) else "",
    }


def _joined(report: Report, line: FormLine, column: str, *, year: bool = False) -> str:
    """38(92.7%), 1/1; rates stand in 合计 alone, a column that the line does not have is blank."""
    keys = [key for key in line.measures if column == TOTAL or measure(key).way not in (Way.SHARE, Way.SHARE_OF_PEOPLE)]
    texts = [report.line(key).text(column, year=year) for key in keys]
    if not any(texts):
        return ""
    rate = report.line(line.in_brackets).text(column, year=year) if line.in_brackets and column == TOTAL else ""
    return "/".join(text or "–" for text in texts) + (f"({rate})" if rate else "")


def _quarter_rows(report: Report, months: Sequence[Report], before: Report, form: TableForm) -> list[Texts]:
    rows: list[Texts] = []
    for row in form.fixed_rows:
        line = line_of(row["indicator"])
        if line is None:
            rows.append(dict(row))
            continue
        each_month = {f"month_{at}": _joined(month, line, TOTAL) for at, month in enumerate(months, start=1)}
        rows.append(
            dict(row)
            | each_month
            | {
                "quarter": _joined(report, line, TOTAL),
                "year_before": _joined(before, line, TOTAL),
                "year_total": _joined(report, line, TOTAL, year=True),
            }
        )
    return rows


def _head(period: Period, names: Heading) -> dict[str, str]:
    return {
        "month": period.words,
        "year": str(period.first.year),
        "q": str((period.first.month + 2) // 3),
        "station.name": names.reporter,
        "county_bureau_name": names.to,
    }


def _shipped(number: str) -> TableForm:
    from station_app.documents.grid import table_form  # noqa: PLC0415

    return table_form(number)


def _drawn(session: Any, asked: Asked) -> bytes:
    return report_pdf(session, read_period(asked.record_id), fill=asked.fill)


FORMS: tuple[FormSource, ...] = tuple(
    FormSource(number, "report_month", _drawn, ways=(Fill.FILLED, Fill.BLANK)) for number in (MONTHLY, QUARTERLY)
)
"""`record_id` of what is asked is the period: 2023-02, 2023-Q1."""
