"""考勤: the grid in the middle; figures, the current half-day, who is in danger and the keys on the right."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from station_app.core import codes
from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.rules.states import RUNNING
from station_app.features.training.service import MarkEntry, mark_many
from station_app.features.training.service.rows import ClassDetail, SessionRow
from station_app.features.training.ui.attendance_grid import AttendanceGrid
from station_app.features.training.ui.attendance_sheet import HalfDay, Sheet, Trainee, TypedMark
from station_app.features.training.ui.cards import Card, Figures, Notices, WithSide
from station_app.features.training.ui.tab import Tab
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

REASON = Record(
    "attendance_correction",
    _("更正考勤"),
    (Field("reason", _("更正原因"), Text(100), required=True, hint=_("如 对照签到表，2月16日下午漏登")),),
)
_SHOWN_AT_RISK = 4


def sheet_of(detail: ClassDetail) -> Sheet:
    """The class as the grid takes it, in the order of the paper."""
    half_days = tuple(
        HalfDay(row.id, row.short_label, row.long_label, row.hours, row.counts, row.topic) for row in detail.sessions
    )
    trainees: list[Trainee] = []
    marks: dict[tuple[str, str], str] = {}
    for row in detail.trainees:
        marks |= {(half.id, row.id): cell.mark for half, cell in zip(detail.sessions, row.marks, strict=True)}
        missing = [
            half
            for half, cell in zip(detail.sessions, row.marks, strict=True)
            if not cell.expected and cell.mark == attendance.UNMARKED
        ]
        early = frozenset(
            half.id for half in missing if row.admitted_on is not None and half.session_date < row.admitted_on
        )
        trainees.append(
            Trainee(
                row.id,
                row.trainee_no or 0,
                row.name,
                early,
                frozenset(half.id for half in missing) - early,
                _("中途退出") if row.state == "dropped" else "",
            )
        )
    decided = {row.id: row.graduated for row in detail.trainees if row.graduated is not None}
    return Sheet(half_days, tuple(trainees), marks, detail.row.attendance_threshold, decided)


class AttendanceTab(Tab):
    """Marks are shown at once and saved at once; 已保存 is said after each commit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.grid = AttendanceGrid()
        self._unsaved = 0
        self._reason = ""
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        self.empty = QLabel()
        self.empty.setProperty("role", "soft")
        self.empty.setContentsMargins(24, 24, 24, 24)
        self.empty.setWordWrap(True)
        inside.addWidget(self.empty)
        self.figures = Figures((_("已登记半天"), _("平均出勤"), _("不足八成")))
        overview = Card()
        overview.body.addWidget(self.figures)
        self.now = Card()
        self.notices = Notices()
        self.now.body.addWidget(self.notices)
        self.rest_present = QPushButton(_("本半天全到"))
        self.rest_present.setToolTip(_("还没登记的人都记为到（Ctrl+Enter）"))
        self.rest_present.clicked.connect(lambda _on=False: self._all_present())
        self.now.body.addWidget(self.rest_present)
        self.correct = QPushButton(_("更正考勤…"))
        self.correct.clicked.connect(lambda _on=False: self.ask_to_correct())
        self.now.body.addWidget(self.correct)
        self.column.addWidget(WithSide(frame, (overview, self.now, _key_card())))
        self.grid.marked.connect(self._save)
        self.grid.refused.connect(lambda text: desk.say(text, "warn"))
        self.grid.moved.connect(lambda _row, _column: self._show_cards())

    def show_detail(self, detail: ClassDetail) -> None:
        """The grid takes what was read, unless marks are still on their way into the file."""
        if self.detail is not None and self.detail.row.id != detail.row.id:
            self._reason = ""
        super().show_detail(detail)
        if self._unsaved:
            return
        self.grid.set_sheet(sheet_of(detail))
        self.grid.set_closed(self._closed(detail))
        self.grid.setVisible(not self.grid.is_empty())
        self.empty.setVisible(self.grid.is_empty())
        self.empty.setText(
            _("还没有课程表。请先在“课程表”里排好上课的半天。")
            if not detail.sessions
            else _("还没有学员。请先在“学员”里加入学员。")
        )
        self._show_cards()

    def came_to_front(self) -> None:
        """Typing can begin at once."""
        self.grid.setFocus()

    def ask_to_correct(self) -> None:
        """A closed class is only corrected with a reason, which is kept with each mark."""

        def keep(_session: Any, values: dict[str, Any]) -> str:
            if not values["reason"]:
                raise Refused([Problem("reason", _("请写明更正原因。"), "REQUIRED")])
            return str(values["reason"])

        def opened(reason: str) -> None:
            self._reason = reason
            self.show_detail(self.shown_class)
            self.grid.setFocus()

        sentence = _("班已结业。写明原因后可以更正考勤，学时和是否结业会重新计算。")
        FormDialog(
            self, self.desk, _("更正考勤"), REASON, keep, accept=_("开始更正"), sentences=[sentence], done=opened
        ).open()

    def _closed(self, detail: ClassDetail) -> str:
        """Why the grid takes no marks; '' when it does."""
        state = detail.row.state
        if state in RUNNING or state == "enrolling" or (state == "completed" and self._reason):
            return ""
        if state == "completed":
            return _("班已结业。需要改动请点右边的“更正考勤”，并写明原因。")
        if state in ("archived", "cancelled"):
            return _("这个班已经结束，考勤不能再改。")
        return _("还没有开始报名，不能登记考勤。请先在“概况”里点“开始报名”。")

    def _all_present(self) -> None:
        self.grid.mark_all_present()
        self.grid.setFocus()

    def _save(self, marks: tuple[TypedMark, ...]) -> None:
        entries = [MarkEntry(mark.session_id, mark.enrolment_id, mark.mark) for mark in marks]
        reason = self._reason
        self._unsaved += 1
        self._show_cards()

        def work(_progress: Any) -> None:
            with self.desk.database.work() as session:
                mark_many(session, entries, reason=reason)

        def saved(_result: None) -> None:
            self._unsaved -= 1
            self.desk.saved.emit()

        def failed(_error: Exception) -> bool:
            """What could not be saved must not stay on the screen as if it were."""
            self._unsaved -= 1
            if not self._unsaved and self.detail is not None:
                self.grid.set_sheet(sheet_of(self.detail))
                self.desk.changed.emit(frozenset({"session_attendance"}))
            return False

        self.desk.tasks.run(work, saved, failed, title=_("正在保存…"))

    def _show_cards(self) -> None:
        if self.detail is None or self.grid.is_empty():
            self.now.hide()
            self.figures.show_figures(("0/0", ""), ("–", ""), ("0", ""))
            return
        grid = self.grid
        done = sum(not count.unmarked for count in grid.counts)
        low = [
            row
            for row, who in enumerate(grid.marking.sheet.trainees)
            if not who.left and grid.totals[row].standing.code in (attendance.SHORT, attendance.LOST)
        ]
        share = self.detail.row.attendance_threshold
        self.figures.set_label(2, _("不足八成") if share == 80 else _("不足 {n}%").format(n=share))
        self.figures.show_figures(
            (f"{done}/{len(grid.counts)}", ""),
            (grid.average or "–", ""),
            (str(len(low)), "bad" if low else ""),
        )
        half: SessionRow = self.detail.sessions[grid.column]
        self.now.show()
        self.now.set_heading(" · ".join(part for part in (_day(half), half.topic) if part))
        self.notices.show_notices([*self._about_half_day(half), *self._at_risk()])
        open_class = not grid.closed
        self.rest_present.setVisible(open_class and grid.counts[grid.column].unmarked > 0)
        self.correct.setVisible(self.detail.row.state == "completed" and not self._reason)

    def _about_half_day(self, half: SessionRow) -> list[tuple[str, Literal["warn", "bad"]]]:
        count = self.grid.counts[self.grid.column]
        if self.grid.closed or not count.unmarked:
            return []
        if count.unmarked == count.expected:
            return [(_("{half}尚未登记（{n} 人）").format(half=half.long_label, n=count.expected), "warn")]
        return [(_("{half}还有 {n} 人没有登记").format(half=half.long_label, n=count.unmarked), "warn")]

    def _at_risk(self) -> list[tuple[str, Literal["warn", "bad"]]]:
        """Who can no longer graduate, then who cannot miss another half-day."""
        grid = self.grid
        lost: list[str] = []
        edge: list[tuple[str, int]] = []
        for row, who in enumerate(grid.marking.sheet.trainees):
            standing, missed = grid.totals[row].standing, grid.marking.tally(row).missed
            if who.left or not missed:
                continue
            if standing.code == attendance.LOST:
                lost.append(who.name)
            elif standing.open_count and not standing.may_miss:
                edge.append((who.name, missed))
        notices: list[tuple[str, Literal["warn", "bad"]]] = []
        if lost:
            text = _("{names}出勤不足，未结业。") if grid.marking.sheet.decided else _("{names}出勤不足，已不能结业。")
            notices.append((text.format(names=_named(lost)), "bad"))
        if len(edge) == 1:
            name, missed = edge[0]
            notices.append((_("{name}已缺 {n} 个半天，再缺 1 个将不能结业。").format(name=name, n=missed), "warn"))
        elif edge:
            names = _named([name for name, _missed in edge])
            notices.append((_("{names}再缺 1 个半天将不能结业。").format(names=names), "warn"))
        return notices


def _named(names: list[str]) -> str:
    """The first few names, and how many they are together."""
    shown = "、".join(names[:_SHOWN_AT_RISK])
    return shown + (_("等 {n} 人").format(n=len(names)) if len(names) > _SHOWN_AT_RISK else "")


def _day(half: SessionRow) -> str:
    day = half.session_date
    return f"{day.month}月{day.day}日 {codes.table('half_day').label(half.half_day)}"


def _key_card() -> Card:
    card = Card()
    lines = (
        _("按键：1 到　2 迟　3 早退　4 假　5 缺"),
        _("退格 清除　回车 下一人　PgDn 跳五人"),
        _("Ctrl+Enter 本半天全到　Ctrl+Z 撤销"),
        _("Ctrl+V 粘贴从 WPS 复制的一列"),
    )
    label = QLabel("\n".join(lines))
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    card.body.addWidget(label)
    return card
