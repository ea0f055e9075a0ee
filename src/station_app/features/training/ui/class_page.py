"""One class: its tabs, its next step, and 结业与发证."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.training.service import complete_class, issue_certificates
from station_app.features.training.service.steps import open_conditions
from station_app.features.training.ui.archive import Archiving
from station_app.features.training.ui.attendance_tab import AttendanceTab
from station_app.features.training.ui.attendance_walk_ins import walk_ins_line
from station_app.features.training.ui.certificate_preview import CertificatePreview
from station_app.features.training.ui.certificates_tab import CertificatesTab
from station_app.features.training.ui.class_form import values_like
from station_app.features.training.ui.class_view import (
    ClassView,
    not_graduating_line,
    numbering_line,
    read_class,
    would_graduate,
)
from station_app.features.training.ui.issuing import ask_to_issue, graduates_without
from station_app.features.training.ui.overview_tab import OverviewTab
from station_app.features.training.ui.papers import Papers
from station_app.features.training.ui.phone_check_tab import PhoneCheckTab
from station_app.features.training.ui.scores_tab import ScoresTab
from station_app.features.training.ui.survey_tab import SurveyTab
from station_app.features.training.ui.tab import Tab, back_button
from station_app.features.training.ui.timetable_tab import TimetableTab
from station_app.features.training.ui.trainees_tab import TraineesTab
from station_app.ui import messages, theme
from station_app.ui.screen import Desk

RECORDS = frozenset(
    (
        "training_class",
        "class_session",
        "enrolment",
        "session_attendance",
        "walk_in",
        "certificate",
        "resit",
        "satisfaction_survey",
        "phone_check",
        "person",
        "station",
    )
)
_SETTLE_MS = 150
"""Fast typing is read again once it pauses."""


@dataclass(frozen=True)
class NextStep:
    """The one primary action of the page."""

    code: str
    text: str
    icon: str = "graduation-cap"


def next_step(view: ClassView) -> NextStep | None:
    """What the class needs next; None when nothing is left to do."""
    row = view.detail.row
    if row.state in ("in_session", "examining"):
        if row.state == "in_session" and row.has_exam:
            return NextStep("examining", _("进入考核"), "clipboard-list")
        return NextStep("complete", _("结业与发证"), "award")
    if row.state == "completed":
        waiting = bool(graduates_without(view))
        return NextStep("issue", _("编号发证"), "award") if waiting else NextStep("print", _("打印证书"), "award")
    steps = {
        "planned": NextStep("enrolling", _("开始报名"), "user-plus"),
        "applied": NextStep("approved", _("已批准"), "check"),
        "approved": NextStep("enrolling", _("开始报名"), "user-plus"),
        "enrolling": NextStep("in_session", _("开班")),
    }
    return steps.get(row.state)


class ClassPage(QWidget):
    """Reads the class again whenever something in it changed; cursor and typed text stay."""

    back_wanted = Signal()
    copy_wanted = Signal(dict)
    """Values of this class, for the next one like it."""
    headline_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: ClassView | None = None
        self._class_id = ""
        self.papers = Papers(desk, self)
        self.archiving = Archiving(desk, self)
        self.overview = OverviewTab(
            desk,
            [
                (_("打印花名册 F02"), "printer", lambda: self.papers.roster(self.shown.detail), "Ctrl+Shift+R"),
                (_("打印签到表 F04"), "printer", lambda: self.papers.sign_in_sheets(self.shown.detail), "Ctrl+Shift+P"),
                (_("其他表格…"), "file-text", lambda: self.papers.choose(self.shown.detail), "Ctrl+O"),
                (_("导出台账 .xlsx"), "usb", lambda: self.papers.ledger(self.shown.detail), "Ctrl+Shift+E"),
                (_("做培训档案…"), "folder-open", lambda: self.archiving.start(self.shown.detail), "Ctrl+Shift+A"),
            ],
        )
        self.timetable = TimetableTab(desk)
        self.trainees = TraineesTab(desk)
        self.attendance = AttendanceTab(desk)
        self.scores = ScoresTab(desk)
        self.certificates = CertificatesTab(desk, self.papers)
        self.survey = SurveyTab(desk)
        self.phone_check = PhoneCheckTab(desk, self.papers)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(_("培训班的内容"))
        self.stack = QStackedWidget()
        self._listed: list[tuple[str, Tab]] = [
            ("overview", self.overview),
            ("timetable", self.timetable),
            ("trainees", self.trainees),
            ("attendance", self.attendance),
            ("scores", self.scores),
            ("certificates", self.certificates),
            ("survey", self.survey),
            ("phone_check", self.phone_check),
        ]
        titles = (_("概况"), _("课程表"), _("学员"), _("考勤"), _("成绩"), _("证书"), _("满意度"), _("抽查"))
        for number, ((_name, tab), title) in enumerate(zip(self._listed, titles, strict=True), start=1):
            self.tabs.addTab(title)
            self.tabs.setTabToolTip(number - 1, f"{title}（Alt+{number}）")
            self.stack.addWidget(tab)
            jump = QShortcut(QKeySequence(f"Alt+{number}"), self)
            jump.activated.connect(lambda at=number - 1: self.tabs.setCurrentIndex(at))
        self.back = back_button(self.back_wanted.emit)
        head = QHBoxLayout()
        head.setSpacing(theme.px(16))
        head.addWidget(self.back)
        head.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.overview.complete_wanted.connect(self.complete)
        self.overview.archive_wanted.connect(lambda: self.archiving.start(self.shown.detail))
        self.overview.copy_wanted.connect(self._copy)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._read)

    @property
    def shown(self) -> ClassView:
        """The class on screen; only once it was read."""
        if self.view is None:
            raise RuntimeError("no class is shown yet")
        return self.view

    @property
    def class_id(self) -> str:
        """Key of the class that is shown or being read; '' for none."""
        return self._class_id

    def place(self) -> str | None:
        """KEY:tab of what is shown, for attendance with the half-day: KEY:attendance:HALF."""
        if not self._class_id:
            return None
        name, tab = self._listed[self.tabs.currentIndex()]
        half_day = self.attendance.half_day() if tab is self.attendance else ""
        return ":".join(part for part in (self._class_id, name, half_day) if part)

    def open_class(self, class_id: str, tab: str = "") -> None:
        """Show a class; the tab that was open stays open unless one is named."""
        if class_id != self._class_id:
            self.view = None
            self.stack.hide()
        self._class_id = class_id
        if tab:
            self.open_tab(tab)
        self._read()

    def open_tab(self, name: str) -> None:
        """Bring a tab to the front by its name in code."""
        tab, _colon, _part = name.partition(":")
        self.tabs.setCurrentIndex([listed for listed, _tab in self._listed].index(tab))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Words that a tab got while nobody saw it are given room."""
        super().showEvent(event)
        self.tabs.setTabText(2, self.tabs.tabText(2))

    def close_class(self) -> None:
        """Nothing is shown any more."""
        self._class_id, self.view = "", None
        self._settle.stop()

    def reload(self, changed: frozenset[str]) -> None:
        """Read again soon; several changes in a row are read once."""
        if self._class_id and changed & RECORDS:
            self._settle.start()

    def may_leave(self) -> bool:
        """Every tab may object."""
        return all(tab.may_leave() for _name, tab in self._listed)

    def do_next_step(self) -> None:
        """What the primary button of the page does."""
        step = next_step(self.shown)
        if step is None:
            return
        if step.code == "complete":
            self.complete()
        elif step.code == "issue":
            self.open_tab("certificates")
            self.certificates.issue()
        elif step.code == "print":
            self.open_tab("certificates")
            self.certificates.print_certificates()
        else:
            self.overview.take_step(step.code)

    def complete(self) -> None:
        """结业与发证: say who graduates and which numbers will be given, then do both in one transaction."""
        view = self.shown
        detail = view.detail
        open_ends = open_conditions(detail, "completed")
        if open_ends:
            only_scores = all(problem.field == "theory_score" for problem in open_ends)
            self.open_tab("scores" if only_scores else "attendance")
            said = [problem.text for problem in open_ends]
            messages.tell(self, _("还不能结业"), *said, _("全部登记完以后，再点“结业与发证”。"))
            return
        judged = [(row, would_graduate(row, detail.row)) for row in detail.trainees]
        graduates = [row for row, outcome in judged if outcome.graduated]
        others = [(row, outcome.cause) for row, outcome in judged if not outcome.graduated]
        class_id = detail.row.id

        preview = CertificatePreview(self.desk, class_id, "P", [row.id for row in graduates]) if graduates else None

        def write(session: Any, typed: dict[str, Any]) -> None:
            complete_class(session, class_id, on=typed["issued_on"])
            layout = preview.layout_name if preview is not None else ""
            issue_certificates(session, class_id, typed["issued_on"], layout=layout)

        ask_to_issue(
            self,
            self.desk,
            view,
            _("结业与发证"),
            [
                _("结业 {n} 人。").format(n=len(graduates)),
                *([not_graduating_line(others)] if others else []),
                *([walk_ins_line(detail.unlinked)] if detail.unlinked else []),
                numbering_line(view, graduates),
            ],
            write=write,
            preview=preview,
            accept=_("结业并编号"),
            done=lambda _result: self.open_tab("certificates"),
        )

    def _copy(self) -> None:
        class_id = self.shown.detail.row.id
        self.desk.read(lambda session: values_like(session, class_id), self.copy_wanted.emit)

    def _read(self) -> None:
        class_id = self._class_id
        if class_id:
            self.desk.read(lambda session: read_class(session, class_id), self._show)

    def _show(self, view: ClassView) -> None:
        if view.detail.row.id != self._class_id:
            return
        first = self.view is None
        self.view = view
        detail = view.detail
        self.tabs.setTabText(2, _("学员 {n}").format(n=detail.row.trainee_count))
        self.tabs.setTabVisible(4, detail.row.has_exam)
        for _name, tab in self._listed:
            if tab is self.certificates:
                self.certificates.show_view(view)
            else:
                tab.show_detail(detail)
        self.stack.show()
        self.headline_changed.emit()
        if first:
            self._listed[self.stack.currentIndex()][1].came_to_front()

    def _on_tab(self, number: int) -> None:
        leaving = self._listed[self.stack.currentIndex()][1]
        if self.stack.currentIndex() != number and not leaving.may_leave():
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(self.stack.currentIndex())
            self.tabs.blockSignals(False)
            return
        self.stack.setCurrentIndex(number)
        if self.view is not None:
            self._listed[number][1].came_to_front()
