"""The figures of a period without a window: printed, as PDF, as .xlsx; closing a month."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core.texts import _
from station_app.features.reports.rules.periods import Period, read_period

if TYPE_CHECKING:
    from station_app.features.reports.service import Report
    from station_app.storage.opened import OpenStation


def add_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Contribute `report` to the command line."""
    words = _("报表：一个月、一季、一年或任意起止日期的数字")
    report = commands.add_parser("report", help=words, description=words)
    report.set_defaults(run=_report)
    add_arguments(report)
    report.add_argument("--summary", type=Path, metavar="FILE.pdf", help=_("一页纸的数字和检查结果"))
    report.add_argument("--close", metavar=_("关账人"), help=_("打印后把这个月关账，数字不再变"))


def add_arguments(report: argparse.ArgumentParser) -> None:
    """What a station's and a county's report are asked by."""
    which = report.add_mutually_exclusive_group(required=True)
    which.add_argument("--month", metavar="2023-02", help=_("月份"))
    which.add_argument("--period", metavar="2023-Q1", help=_("季 2023-Q1、年 2023，或起止日期 2023-02-03..2023-03-01"))
    report.add_argument("--pdf", type=Path, metavar="FILE.pdf", help=_("县里的报表（月报 F19，季报 F20）"))
    report.add_argument("--xlsx", type=Path, metavar="FILE.xlsx", help=_("同样栏目的电子表格"))


def period_of(arguments: argparse.Namespace) -> Period:
    """The period that was asked for; Refused when it cannot be read."""
    return read_period(arguments.month or arguments.period)


def lines_of(report: Report) -> list[str]:
    """The figures for a terminal: measure, 本期, 本年累计, 上期补报; then the checks."""
    lines = [_("{period}　本期 / 本年累计").format(period=report.period.words)]
    for line in report.lines:
        now, year = line.text("total") or "–", line.text("total", year=True) or "–"
        late = _("　上期补报 {n}").format(n=line.late_text) if line.late_text else ""
        lines.append(f"  {line.measure.indicator} {line.measure.label}（{line.measure.unit}）：{now} / {year}{late}")
    lines += [("  " if check.kept else _("！ ")) + check.text for check in report.checks]
    return lines


def _report(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.reports import documents, service  # noqa: PLC0415 - SQLAlchemy, reportlab
    from station_app.storage.safe_file import write_output  # noqa: PLC0415

    period = period_of(arguments)
    if arguments.close:
        with station.db.work() as session:
            service.close_month(session, period, arguments.close)
    made: list[tuple[Path, bytes]] = []
    with station.db.read() as session:
        report = service.get_report(session, period)
        if arguments.pdf:
            made.append((arguments.pdf, documents.report_pdf(session, period)))
        if arguments.summary:
            made.append((arguments.summary, documents.summary_pdf(session, period)))
        if arguments.xlsx:
            made.append((arguments.xlsx, documents.report_workbook(report, documents.heading_of(session))))
    for line in lines_of(report):
        _say(line)
    for path, content in made:
        write_output(path, content)
        station.db.note("export", "report_month", "", {"period": period.key, "to": path.suffix})
        _say(str(path))
    return 0 if report.is_kept else 1


def _say(line: Any) -> None:
    print(line)  # noqa: T201 - a command line prints
