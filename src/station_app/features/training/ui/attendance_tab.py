"""考勤: the grid in the middle; figures, the current half-day, who is in danger and the keys on the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.rules.states import CLOSED, RUNNING
from station_app.features.training.service.rows import ClassDetail, SessionRow
from station_app.features.training.ui import attendance_correcting
from station_app.features.training.ui.attendance_grid import AttendanceGrid
from station_app.features.training.ui.attendance_kept import KeptBar
from station_app.features.training.ui.attendance_saving import MarkSaver
from station_app.features.training.ui.attendance_scans import Extras, ScanCard, read_extras
from station_app.features.training.ui.attendance_sheet import Change, HalfDay, Sheet, Trainee, TypedMark
from station_app.features.training.ui.attendance_walk_ins import WalkInCard
from station_app.features.training.ui.attendance_words import cell_of
from station_app.features.training.ui.cards import Card, Figures, Notices, WithSide
from station_app.features.training.ui.tab import Tab
from station_app.ui import messages
from station_app.ui.buttons import Button
from station_app.ui.screen import Desk

_SHOWN_AT_RISK = 4
_NOTHING = Extras(frozenset(), (), 30)


def sheet_of(
    detail: ClassDetail, extras: Extras = _NOTHING, kept: Mapping[tuple[str, str], TypedMark] | None = None
) -> Sheet:
    """The class as the grid takes it, in the order of the paper, walk-ins last; `kept` was typed and not stored."""
    half_days = tuple(
        HalfDay(row.id, row.short_label, row.long_label, row.hours, row.counts, row.topic) for row in detail.sessions
    )
    trainees: list[Trainee] = []
    marks: dict[tuple[str, str], str] = {}
    for row in detail.trainees:
        marks |= {
            (half.id, row.id): cell_of(cell.mark, cell.late_minutes)
            for half, cell in zip(detail.sessions, row.marks, strict=True)
        }
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
    for came in detail.unlinked:
        marks |= {
            (half.id, came.id): cell_of(cell.mark, cell.late_minutes)
            for half, cell in zip(detail.sessions, came.marks, strict=True)
        }
        trainees.append(Trainee("", 0, came.name, walk_in_id=came.id))
    marks |= {key: mark.cell for key, mark in (kept or {}).items()}
    decided = {row.id: row.graduated for row in detail.trainees if row.graduated is not None}
    threshold = detail.row.attendance_threshold
    return Sheet(
        half_days,
        tuple(trainees),
        marks,
        threshold,
        decided,
        extras.late_minutes_max,
        detail.counting,
        extras.scanned,
    )


class AttendanceTab(Tab):
    """Marks are shown at once and saved at once; 已保存 is said after each commit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.grid = AttendanceGrid()
        self.saver = MarkSaver(desk, self)
        self.extras = _NOTHING
        self._reason = ""
        self._wanted = ""
        """Half-day to go to once the class is read."""
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.kept = KeptBar(self.saver, self._give_up)
        inside.addWidget(self.kept)
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
        self.rest_present = QPushButton(_("全到（没登记的）"))
        self.rest_present.setToolTip(_("这个半天还没登记的人都记为到（Ctrl+Enter）"))
        self.rest_present.clicked.connect(lambda _on=False: self._all_present())
        self.now.body.addWidget(self.rest_present)
        self.correct = Button(_("更正考勤…"), "Ctrl+G")
        self.correct.setToolTip(_("先选对的标记，再写原因；也可以直接在格子里按键（Ctrl+G）"))
        self.correct.clicked.connect(self._offer_marks)
        self.now.body.addWidget(self.correct)
        self.walk_ins = WalkInCard(desk, self)
        self.scans = ScanCard(desk)
        self.column.addWidget(WithSide(frame, (overview, self.now, self.walk_ins, self.scans, _key_card())))
        walk_in = QShortcut(QKeySequence("Ctrl+B"), self)  # works also while the card is folded away
        walk_in.activated.connect(self._write_walk_in)
        self._cards_soon = QTimer(self)
        self._cards_soon.setSingleShot(True)
        self._cards_soon.setInterval(0)
        self._cards_soon.timeout.connect(self._show_cards)
        self.grid.marked.connect(self._save)
        self.grid.correction_wanted.connect(self._correct)
        self.grid.sheet_brought.connect(self._take_scan)
        self.grid.refused.connect(self._warn)
        self.grid.moved.connect(self._on_moved)
        self.saver.stored.connect(desk.saved)
        self.saver.kept_changed.connect(self._show_kept)
        self.scans.changed.connect(self._read_extras)

    def show_detail(self, detail: ClassDetail) -> None:
        """The grid takes what was read, unless marks are still on their way into the file."""
        other = self.detail is not None and self.detail.row.id != detail.row.id
        if other:
            self._reason, self.extras = "", _NOTHING
        super().show_detail(detail)
        if self.saver.is_busy and not other:
            return
        self.grid.set_sheet(sheet_of(detail, self.extras, self.saver.kept))
        self.grid.set_closed(self._closed(detail), asks=detail.row.state == "completed")
        self.grid.setVisible(not self.grid.is_empty())
        self.empty.setVisible(self.grid.is_empty())
        self.empty.setText(
            _("还没有课程表。请先在“课程表”里排好上课的半天。")
            if not detail.sessions
            else _("还没有学员。请先在“学员”里加入学员。")
        )
        self._go_to_wanted()
        self._show_cards()
        self._read_extras()

    def half_day(self) -> str:
        """Key of the half-day under the cursor; '' without one."""
        return "" if self.grid.is_empty() else self.grid.marking.sheet.half_days[self.grid.column].session_id

    def come_to(self, session_id: str) -> None:
        """Open a half-day where its first mark is missing, now or as soon as the class is read."""
        self._wanted = session_id
        if self.detail is not None:
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        halves = [half.session_id for half in self.grid.marking.sheet.half_days]
        if self._wanted in halves and not self.grid.is_empty():
            column, self._wanted = halves.index(self._wanted), ""
            cells = [line[column] for line in self.grid.marking.marks]
            open_rows = (row for row, cell in enumerate(cells) if cell == attendance.UNMARKED)
            self.grid.move_to(next((row for row in open_rows if self.grid.marking.is_expected(row, column)), 0), column)
            self.grid.setFocus()

    def may_leave(self) -> bool:
        """What could not be stored is not lost without asking."""
        if not self.saver.kept:
            return True
        leave = messages.confirm(
            self,
            _("有 {n} 个标记没有存上").format(n=len(self.saver.kept)),
            _("离开后，这些标记会丢失；其他标记都已存好。"),
            accept=_("放弃这些标记"),
            reject=_("留在这里"),
            danger=True,
        )
        if leave:
            self._give_up()
        return leave

    def came_to_front(self) -> None:
        """Typing can begin at once."""
        self.grid.setFocus()

    def _closed(self, detail: ClassDetail) -> str:
        """Why the grid takes no marks; '' when it does."""
        state = detail.row.state
        if not self.desk.user.may_write:
            return _("您是只读用户，不能登记考勤。")
        if state in RUNNING or state in ("enrolling", "completed"):
            return ""
        if state in ("archived", "cancelled"):
            return _("这个班已经结束，考勤不能再改。")
        return _("还没有开始报名，不能登记考勤。请先在“概况”里点“开始报名”。")

    def _all_present(self) -> None:
        self.grid.mark_all_present()
        self.grid.setFocus()

    def _on_moved(self, _row: int, _column: int) -> None:
        self._cards_soon.start()

    def _save(self, marks: tuple[TypedMark, ...]) -> None:
        self.saver.add(marks)
        self._cards_soon.start()  # the mark is painted first

    def _write_walk_in(self) -> None:
        """补录, where its button would do it."""
        if not self.walk_ins.add_button.isHidden():
            self.walk_ins.add_button.click()

    def _offer_marks(self) -> None:
        self.grid.setFocus()
        self.grid.offer_marks()

    def _correct(self, changes: list[Change]) -> None:
        attendance_correcting.ask(self, self.desk, self.grid.marking.sheet, changes, self._reason, self._corrected)

    def _corrected(self, reason: str) -> None:
        self._reason = reason
        self.grid.setFocus()

    def _take_scan(self, _column: int, data: QMimeData) -> None:
        self._show_cards()
        self.scans.take(data)

    def _warn(self, text: str) -> None:
        self.desk.say(text, "warn")

    def _show_kept(self) -> None:
        self.grid.set_unsaved(self.saver.kept)
        self.kept.show_kept(self.grid.marking.sheet)

    def _give_up(self) -> None:
        """The file's marks stand again."""
        self.saver.give_up()
        if self.detail is not None:
            self.grid.set_sheet(sheet_of(self.detail, self.extras))
            self.desk.changed.emit(frozenset({"session_attendance"}))

    def _read_extras(self) -> None:
        row = self.shown_class.row
        self.desk.read(lambda session: (row.id, read_extras(session, row)), self._show_extras)

    def _show_extras(self, read: tuple[str, Extras]) -> None:
        class_id, extras = read
        if self.detail is None or self.detail.row.id != class_id or extras == self.extras:
            return
        self.extras = extras
        sheet = self.grid.marking.sheet
        self.grid.marking.sheet = replace(sheet, scanned=extras.scanned, late_minutes_max=extras.late_minutes_max)
        self.grid.viewport().update()
        self._show_cards()

    def _show_cards(self) -> None:
        if self.detail is None or self.grid.is_empty():
            for card in (self.now, self.walk_ins, self.scans):
                card.hide()
            self.figures.show_figures(("0/0", ""), ("–", ""), ("0", ""))
            return
        grid = self.grid
        done = sum(not count.unmarked for count in grid.counts)
        low = [
            row
            for row, who in enumerate(grid.marking.sheet.trainees)
            if not (who.left or who.walk_in_id)
            and grid.totals[row].standing.code in (attendance.SHORT, attendance.LOST)
        ]
        share = self.detail.row.attendance_threshold
        self.figures.set_label(2, _("不足八成") if share == 80 else _("不足 {n}%").format(n=share))
        self.figures.show_figures(
            (f"{done}/{len(grid.counts)}", ""),
            (grid.average or "–", ""),
            (str(len(low)), "bad" if low else ""),
        )
        half: SessionRow = self.detail.sessions[grid.column]
        for card in (self.now, self.walk_ins, self.scans):
            card.show()
        topic = half.topic if half.topic != self.detail.row.name else ""  # the page says it already
        self.now.set_heading(" · ".join(part for part in (half.long_label, topic) if part))
        self.notices.show_notices([*self._about_half_day(half), *self._at_risk()])
        open_class = not grid.closed
        self.rest_present.setVisible(open_class and not grid.asks and grid.counts[grid.column].unmarked > 0)
        self.correct.setVisible(open_class and grid.asks)
        who = grid.marking.sheet.trainees[grid.row]
        self.walk_ins.show_detail(self.detail, who.walk_in_id)
        same_day = [row.id for row in self.detail.sessions if row.session_date == half.session_date]
        self.scans.show_half_day(half, same_day, self.extras)
        self.grid.more = [*self.walk_ins.offers(), (_("附签到表扫描件…"), self.scans.files.choose)]

    def _about_half_day(self, half: SessionRow) -> list[tuple[str, Literal["warn", "bad"]]]:
        count = self.grid.counts[self.grid.column]
        if self.grid.closed or not count.unmarked:
            return []
        if count.unmarked == count.expected:
            return [(_("{half}尚未登记（{n} 人）").format(half=half.long_label, n=count.expected), "warn")]
        return [(_("{half}还有 {n} 人没有登记").format(half=half.long_label, n=count.unmarked), "warn")]

    def _at_risk(self) -> list[tuple[str, Literal["warn", "bad"]]]:
        """Who can no longer graduate and why, then who cannot miss another half-day."""
        grid = self.grid
        lost: list[int] = []
        edge: list[tuple[str, int]] = []
        for row, who in enumerate(grid.marking.sheet.trainees):
            standing, missed = grid.totals[row].standing, grid.marking.tally(row).missed
            if who.left or who.walk_in_id or not missed:
                continue
            if standing.code == attendance.LOST:
                lost.append(row)
            elif standing.open_count and not standing.may_miss:
                edge.append((who.name, missed))
        notices: list[tuple[str, Literal["warn", "bad"]]] = []
        names = _named([grid.marking.sheet.trainees[row].name for row in lost])
        if lost and self.detail is not None and self.detail.row.state in CLOSED:
            notices.append((_("{names}出勤不足，未结业。").format(names=names), "bad"))
        elif len(lost) == 1:
            text = _("{names}出勤不足，已不能结业：{why}。")
            notices.append((text.format(names=names, why=grid.marking.reason(lost[0])), "bad"))
        elif lost:
            notices.append((_("{names}出勤不足，已不能结业。").format(names=names), "bad"))
        if len(edge) == 1:
            name, missed = edge[0]
            text = _("{name}已缺 {n} 个半天，最多再缺0课时：再缺 1 个将不能结业。")
            notices.append((text.format(name=name, n=missed), "warn"))
        elif edge:
            names = _named([name for name, _missed in edge])
            notices.append((_("{names}最多再缺0课时：再缺 1 个半天将不能结业。").format(names=names), "warn"))
        return notices


def _named(names: list[str]) -> str:
    """The first few names, and how many they are together."""
    shown = "、".join(names[:_SHOWN_AT_RISK])
    return shown + (_("等 {n} 人").format(n=len(names)) if len(names) > _SHOWN_AT_RISK else "")


def _key_card() -> Card:
    card = Card()
    lines = (
        _("P 到　T 迟　E 早退　L 假　A 缺"),
        _("或 1–5，或首字母 D C Z J Q"),
        _("迟到分钟：T 后面接数字，如 T15"),
        _("退格 清除　回车 下一人　PgDn 跳五人"),
        _("Ctrl+Enter 全到　Shift+方向 选一片"),
        _("Ctrl+C、Ctrl+V 与 WPS 互贴　Ctrl+Z 撤销"),
    )
    label = QLabel("\n".join(lines))
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    card.body.addWidget(label)
    return card
