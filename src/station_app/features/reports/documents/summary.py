"""One page that lies beside a package: figures, classes of the period, what was checked."""

from __future__ import annotations

from typing import Any

from station_app.core import clock
from station_app.core.dates import long_date
from station_app.core.texts import _
from station_app.documents.grid import Below, Column, FilledForm, TableForm
from station_app.features.reports import service
from station_app.features.reports.documents.forms import as_of
from station_app.features.reports.documents.heading import Heading, heading_of
from station_app.features.reports.rules.checks import Check
from station_app.features.reports.rules.columns import TOTAL
from station_app.features.reports.rules.indicators import measure
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service import Report, Scope

_MOST_CLASSES = 6
"""More of them are counted, not named: it stays one page."""
_COLUMNS = (
    Column(_("指标"), 56, "label", "left"),
    Column(_("单位"), 16, "unit", "centre"),
    Column(_("本期"), 28, "now", "right"),
    Column(_("本年累计"), 28, "year", "right"),
    Column(_("上期补报"), 42, "late", "right"),
)


def summary_pdf(
    session: Any, period: Period, *, scope: Scope = service.WHOLE_FILE, heading: Heading | None = None
) -> bytes:
    """The page as a PDF. `session` comes from Database.work() or read()."""
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print

    names = heading or heading_of(session)
    report = (service.get_report if heading is None else service.live_report)(session, period, scope)
    rows = [
        {
            "label": line.measure.label,
            "unit": line.measure.unit,
            "now": line.text(TOTAL) or "–",
            "year": line.text(TOTAL, year=True) or "–",
            "late": line.late_text,
        }
        for line in report.lines
    ]
    form = TableForm(
        form_id="",
        title=_("{period}就业帮扶工作数字").format(period=period.words),
        landscape=False,
        subtitle="",
        header=(names.reporter, names.to, _("打印日期：{day}").format(day=long_date(clock.today()))),
        columns=_COLUMNS,
        rows_per_page=len(rows),
        row_height=6.2,
        sign=(_("填报人："), _("审核人：")),
        printed_notes=(as_of(report),),
        below=tuple(Below(text) for text in (*_classes(session, period, scope), *_checks(report))),
    )
    return draw_form(FilledForm(form, {}, rows))


def _classes(session: Any, period: Period, scope: Scope) -> list[str]:
    """The classes that ended in the period, with their people."""
    trained = service.listing(session, "M12.times", period, scope=scope)
    graduated = service.listing(session, "M15.people", period, scope=scope)
    names = list(dict.fromkeys(row.title for row in trained))
    if not names:
        return []
    words = _("{name}（培训 {n} 人，结业 {m} 人）")
    told = [
        words.format(
            name=name,
            n=sum(row.title == name for row in trained),
            m=sum(row.title == name for row in graduated),
        )
        for name in names[:_MOST_CLASSES]
    ]
    rest = len(names) - len(told)
    more = _("等 {n} 个班").format(n=len(names)) if rest else ""
    return [_("本期结束的班：{classes}{more}。").format(classes="；".join(told), more=more)]


def _checks(report: Report) -> list[str]:
    """Each rule, kept or broken, and which closed figures changed since."""
    marks = [f"{_sign(check)} {check.text}" for check in report.checks]
    if report.changed_since:
        labels = "、".join(measure(key).label for key in report.changed_since)
        marks.append(_("· 关账后又有变动，将在以后的月份补报：{labels}。").format(labels=labels))
    return ["\n".join(marks)] if marks else []


def _sign(check: Check) -> str:
    if not check.kept:
        return _("！")
    return "·" if check.is_warning else "√"
