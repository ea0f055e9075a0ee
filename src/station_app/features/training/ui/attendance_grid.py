"""The attendance sheet as a grid that is typed like the paper: one painted widget, marks saved one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import UNMARKED
from station_app.features.training.ui.attendance_sheet import Change, TypedMark
from station_app.features.training.ui.attendance_typing import Typing
from station_app.features.training.ui.attendance_view import SheetView

_MENU = (("P 1", "P"), ("T 2", "T"), ("E 3", "E"), ("L 4", "L"), ("A 5", "A"))
"""Keys and marks, in the order of the menu."""


class AttendanceGrid(SheetView):
    """Trainees down, half-days across, running totals beside and below."""

    marked = Signal(tuple)
    """What one action of the user changed, as TypedMark: one transaction."""
    refused = Signal(str)
    """Why something was not done, in a sentence."""
    moved = Signal(int, int)
    """The cursor stands in another cell (row, column)."""
    correction_wanted = Signal(list)
    """What would change, as Change, while every change needs a reason (`asks`)."""
    sheet_brought = Signal(int, object)
    """A scan was dropped on the head of a half-day: its column and the QMimeData."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.closed = ""
        """Why nothing can be typed; '' while marks are taken."""
        self.asks = False
        """The class is closed: nothing changes before `correction_wanted` was answered."""
        self.more: list[tuple[str, Callable[[], None]]] = []
        """What else the menu of a cell offers: words and what to do."""
        self.typing = Typing(self)
        self._pressed_current = False
        self.setAcceptDrops(True)

    def set_closed(self, reason: str, *, asks: bool = False) -> None:
        """Only show the sheet from now on, and say why when somebody types; '' opens it again.

        `asks`: the class is closed, a change is first asked about.
        """
        self.closed, self.asks = reason, asks

    # ---- what the user does

    def move_to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the cursor into a cell inside the sheet; `extend` selects from where it was."""
        if self.is_empty():
            return
        sheet = self.marking.sheet
        row = min(max(row, 0), len(sheet.trainees) - 1)
        column = min(max(column, 0), len(sheet.half_days) - 1)
        before = (self.row, self.column, self.anchor)
        anchor = (self.anchor or (self.row, self.column)) if extend else None
        self.anchor = None if anchor == (row, column) else anchor
        self.row, self.column = row, column
        if before == (row, column, self.anchor):
            return
        self.typing.end_minutes()
        self.show_cursor()
        self.viewport().update()
        self._tell()
        self.moved.emit(row, column)

    def select_half_day(self) -> None:
        """Everybody in the current half-day."""
        if not self.is_empty():
            row = self.row
            self.move_to(0, self.column)
            self.move_to(len(self.marking.sheet.trainees) - 1, self.column, extend=True)
            self.show_row(row)

    def mark(self, mark: str) -> None:
        """Mark the current cell, or all that is selected."""
        rows, columns = self.selected()
        if not self._may_type():
            return
        if self.anchor is not None:
            self.put((row, column, mark) for row in rows for column in columns)
            return
        if self.marking.can_mark(self.row, self.column):
            if mark != "T" or self.marking.marks[self.row][self.column][0] != "T":
                self.put([(self.row, self.column, mark)])
            return
        who = self.marking.sheet.trainees[self.row]
        self.refused.emit(
            _("{name}已{state}，这个半天不再登记考勤。").format(name=who.name, state=who.left)
            if self.marking.sheet.half_days[self.column].session_id in who.after
            else _("这个半天在{name}录取之前，不用登记。").format(name=who.name)
        )

    def set_minutes(self, minutes: int | None) -> None:
        """How late the one under the cursor was."""
        if not self._may_type():
            return
        self._changed(self.marking.set_minutes(self.row, self.column, minutes))
        most = self.marking.sheet.late_minutes_max
        if minutes is not None and minutes > most:
            text = _("迟到 {n} 分钟，超过 {most} 分钟一般按缺勤登记；要改就按 A。")
            self.refused.emit(text.format(n=minutes, most=most))

    def put(self, wanted: Iterable[tuple[int, int, str]]) -> None:
        """Put marks (row, column, cell) in place as one step; a closed class asks first."""
        if not self._may_type():
            return
        if self.asks:
            changes: list[Change] = self.marking.changes(wanted)
            if changes:
                self.correction_wanted.emit(changes)
            return
        self._changed(self.marking.set(wanted))

    def mark_all_present(self, column: int | None = None) -> None:
        """全到: everybody still unmarked in the current half-day."""
        if not self._may_type():
            return
        wanted = self.marking.all_present(self.column if column is None else column)
        self.put(wanted)
        if not wanted:
            self.refused.emit(_("这个半天没有未登记的人，没有改动。"))

    def undo(self) -> None:
        """Take the last change back and show where it was."""
        if self._may_type() and not self.asks:
            place = self.marking.last_place()
            self._changed(self.marking.undo())
            if place is not None:
                self.move_to(*place)

    def redo(self) -> None:
        """Put back what was undone."""
        if self._may_type() and not self.asks:
            self._changed(self.marking.redo())

    def copy(self) -> None:
        """What is selected, as WPS takes it."""
        if not self.is_empty():
            QGuiApplication.clipboard().setText(self.marking.block(*self.selected()))

    def paste(self) -> None:
        """Marks from the clipboard, down from the current cell; one mark fills what is selected."""
        if not self._may_type():
            return
        rows, columns = self.selected()
        try:
            wanted = self.marking.read_block(rows.start, columns.start, QGuiApplication.clipboard().text())
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        if len(wanted) == 1 and self.anchor is not None:
            wanted = [(row, column, wanted[0][2]) for row in rows for column in columns]
        self.put(wanted)

    def _may_type(self) -> bool:
        if self.closed and not self.is_empty():
            self.refused.emit(self.closed)
        return not self.closed and not self.is_empty()

    def _changed(self, marks: tuple[TypedMark, ...]) -> None:
        if not marks:
            return
        for row in {row for row, _column in self.marking.touched}:
            self.totals[row] = self.marking.totals(row)
            self.words[row] = self.marking.word(row, self.totals[row])
        for column in {column for _row, column in self.marking.touched}:
            self.counts[column] = self.marking.count(column)
        self.average = attendance.rate_text(self.marking.average_rate())
        self.viewport().update()
        self._tell()
        self.marked.emit(marks)

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Marks, movement, 全到, clipboard, undo."""
        if not self.typing.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Tab goes to the next half-day, and out of the grid at its end."""
        column = self.column + (1 if next else -1)
        if self.hasFocus() and not self.is_empty() and 0 <= column < len(self.marking.sheet.half_days):
            self.move_to(self.row, column)
            return True
        return super().focusNextPrevChild(next)

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click moves the cursor; the same cell again, or the right button, offers the marks."""
        plan, point = self.plan(), event.position().toPoint()
        row, column = plan.row_at(point.y()), plan.column_at(point.x())
        if row is None and point.y() < plan.head_height:
            row = self.row
        if row is None:
            return
        column = self.column if column is None else column
        self._pressed_current = (row, column) == (self.row, self.column) and point.y() >= plan.head_height
        self._pressed_current &= plan.column_at(point.x()) is not None
        if event.button() == Qt.MouseButton.RightButton and self._is_selected(row, column):
            return
        self.move_to(row, column, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _is_selected(self, row: int, column: int) -> bool:
        rows, columns = self.selected()
        return row in rows and column in columns

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Dragging selects."""
        plan, point = self.plan(), event.position().toPoint()
        row, column = plan.row_at(point.y()), plan.column_at(point.x())
        if event.buttons() & Qt.MouseButton.LeftButton and row is not None and column is not None:
            self._pressed_current &= (row, column) == (self.row, self.column)
            self.move_to(row, column, extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The second click on a cell opens the list of marks."""
        if self._pressed_current and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_current = False
            self.menu().popup(self._below_cursor())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The marks by the right button or the menu key."""
        if not self.is_empty():
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            self.menu().popup(event.globalPos() if by_mouse else self._below_cursor())

    def menu(self) -> QMenu:
        """The marks for the current cell, with their keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, mark in _MENU:
            action = menu.addAction(f"{codes.table('attendance_mark').label(mark)}\t{key}")
            action.triggered.connect(lambda _on=False, code=mark: self.mark(code))
        menu.addSeparator()
        menu.addAction(_("清除") + "\tBackspace").triggered.connect(lambda: self.mark(UNMARKED))
        menu.addAction(_("全到（没登记的）") + "\tCtrl+Enter").triggered.connect(
            lambda _on=False: self.mark_all_present()
        )
        menu.addSeparator()
        for text, slot in self.more:
            menu.addAction(text).triggered.connect(slot)
        return menu

    def offer_marks(self) -> None:
        """The list of marks at the cursor."""
        if not self.is_empty():
            self.menu().popup(self._below_cursor())

    def _below_cursor(self) -> QPoint:
        return self.viewport().mapToGlobal(self.plan().cell(self.row, self.column).bottomLeft())

    def event(self, event: QEvent) -> bool:
        """Keys of the grid come before the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.typing.wants(event):
            event.accept()
            return True
        return super().event(event)

    # ---- scans

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and pictures may be dropped on a half-day."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Anywhere above or below a half-day."""
        event.setAccepted(self.plan().column_at(event.position().toPoint().x()) is not None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The signed sheet of that half-day."""
        column = self.plan().column_at(event.position().toPoint().x())
        if column is not None:
            event.acceptProposedAction()
            self.move_to(self.row, column)
            self.sheet_brought.emit(column, event.mimeData())
