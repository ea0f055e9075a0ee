"""The page 报表: the figures of a period, the lists behind them, closing a month, paper and workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.documents.grid import Fill
from station_app.features.reports import documents, service
from station_app.features.reports.documents.forms import form_for
from station_app.features.reports.fields import REPORT_MONTH
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service import CountedRow, Report
from station_app.features.reports.ui.view import ReportView
from station_app.features.station.service import signature
from station_app.ui import messages, where_to
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, Screen, button_for
from station_app.ui.why import ask_why

RECORDS = frozenset(
    (
        "person",
        "person_category",
        "training_class",
        "class_session",
        "enrolment",
        "session_attendance",
        "certificate",
        "satisfaction_survey",
        "follow_up",
        "state_change",
        "report_month",
    )
)
"""Whatever figures are made of."""


class ReportsPage(Screen):
    """Counted again when it comes to the front and something changed."""

    manual = "报表"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stale = True
        self.view = ReportView(
            desk,
            lambda session, period, breakdown: service.get_report(session, period, breakdown=breakdown),
            lambda session, key, period, column, breakdown: service.listing_of_month(
                session, key, period, column, breakdown=breakdown
            ),
            self._open_row,
        )
        self.view.shown.connect(self._on_shown)
        self.export_button = button_for(
            _("导出表格…"), "file-output", self.export, shortcut="Ctrl+Shift+E", writes=False
        )
        self.view.tools.addWidget(self.export_button)
        self.body.addWidget(self.view, 1)
        self.print_button = self.add_action(_("打印…"), "printer", self.print, shortcut="Ctrl+Shift+P")
        self.close_button = self.add_action(_("关账…"), "lock", self.close_or_open, shortcut="Ctrl+Shift+G")
        self.close_button.setProperty("writes", True)
        self.set_headline(_("报表"))

    def shown(self) -> None:
        """Count when something may have changed."""
        if self._stale:
            self._stale = False
            self.view.refresh()

    def reload(self, changed: frozenset[str]) -> None:
        """What figures are made of changed."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self.shown()

    def open_record(self, record_id: str | None) -> None:
        """A period (2023-02), a breakdown and a number: 2023-02:category:M12.people:d01."""
        self._stale = self.view.come_to(record_id or "") or self._stale

    def place(self) -> str | None:
        """What is shown, for a window built anew."""
        return self.view.place()

    def print(self) -> None:
        """The county's form of the period, or one page for people to read."""
        from station_app.ui.preview import Paper, Preview  # noqa: PLC0415 - Qt's PDF module, when the first opens

        period = self.view.period
        number = form_for(period)

        def draw(session: Any, way: Any, _whole: bool) -> bytes:
            if way == "summary":
                return documents.summary_pdf(session, period)
            return documents.report_pdf(session, period, fill=way)

        ways = ((Fill.FILLED, _("填好")), ("summary", _("一页数字")), (Fill.BLANK, _("空白")))
        title = _("{number} 就业帮扶工作报表 {period}").format(number=number, period=period.words)
        detail = {"form": number, "period": period.key}
        Preview(self, self.desk, Paper(title, draw, ways, form_no=number, entity="report_month", detail=detail)).open()

    def export(self) -> None:
        """The workbook in the county's columns."""
        period, breakdown, database = self.view.period, self.view.breakdown, self.desk.database

        def make() -> bytes:
            with database.read() as session:
                report = service.get_report(session, period, breakdown=breakdown)
                return documents.report_workbook(report, documents.heading_of(session))

        def done(_path: Path) -> None:
            self.desk.note("export", "report_month", detail={"period": period.key, "to": "xlsx"})

        name = _("就业帮扶工作报表 {period}").format(period=period.words)
        where_to.save_workbook(self, self.desk, name, make, done)

    def close_or_open(self) -> None:
        """Close the month, or open it again with a reason."""
        report = self.view.report
        if report is None:
            return
        if not report.period.is_month:
            messages.tell(self, _("只有整月可以关账"), _("请先选一个月，再关账。"))
        elif report.is_closed:
            self._ask_to_open(report)
        else:
            self._ask_to_close(report)

    def _ask_to_close(self, report: Report) -> None:
        period = report.period
        sentences = [_("关账后，这个月报出去的数字不再变；以后补录的列在后面月份的“上期补报”里。")]
        sentences += [check.text for check in report.checks if check.is_warning]
        self.desk.read(signature, lambda who: self._open_closing(period, sentences, who))

    def _open_closing(self, period: Period, sentences: list[str], who: str) -> None:
        FormDialog(
            self,
            self.desk,
            _("{month}关账").format(month=period.words),
            REPORT_MONTH,
            lambda session, typed: service.close_month(session, period, typed["closed_by"] or ""),
            accept=_("关账"),
            names=("closed_by",),
            values={"closed_by": who or None},
            sentences=sentences,
        ).open()

    def _ask_to_open(self, report: Report) -> None:
        period = report.period
        ask_why(
            self,
            self.desk,
            _("重新打开{month}").format(month=period.words),
            lambda session, why: service.open_month(session, period, why),
            accept=_("重新打开"),
            sentences=(_("重新打开后数字按现在的资料算。关账时的数字和原因都留着，县里会看到。"),),
        )

    def _on_shown(self, report: Report) -> None:
        state = _("尚未关账") if report.period.is_month else ""
        if report.is_closed:
            state = _("{day} {who}关账").format(day=report.closed_on, who=report.closed_by)
        facts = [report.period.words, state]
        broken = sum(not check.kept for check in report.checks)
        facts += [_("{n} 项检查没有通过").format(n=broken)] if broken else []
        self.set_headline(_("报表"), "・".join(fact for fact in facts if fact))
        self.close_button.setText(_("重新打开…") if report.is_closed else _("关账…"))
        self.close_button.setVisible(report.period.is_month)

    def _open_row(self, row: CountedRow) -> None:
        if row.person_id:
            self.desk.open("casefile", row.person_id)
        elif row.class_id:
            self.desk.open("training", row.class_id)
