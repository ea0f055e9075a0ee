"""The attendance sheet as a grid that is typed like the paper: one painted widget, marks saved one by one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QToolTip, QWidget

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import UNMARKED
from station_app.features.training.ui import attendance_keys
from station_app.features.training.ui.attendance_cells import Cells
from station_app.features.training.ui.attendance_keys import ENTER, MARK_KEYS
from station_app.features.training.ui.attendance_layout import Layout
from station_app.features.training.ui.attendance_paint import GridPainter
from station_app.features.training.ui.attendance_sheet import Marking, Sheet, TypedMark, first_open
from station_app.ui import theme


class AttendanceGrid(QAbstractScrollArea):
    """Trainees down, half-days across, running totals beside and below."""

    marked = Signal(tuple)
    """What one action of the user changed, as TypedMark: one transaction."""
    refused = Signal(str)
    """Why something was not done, in a sentence."""
    moved = Signal(int, int)
    """The cursor stands in another cell (row, column)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marking = Marking(Sheet((), (), {}, 80))
        self.row = self.column = 0
        self.closed = ""
        """Why nothing can be typed; '' while marks are taken."""
        self._pressed_current = False
        self._cells: Cells | None = None
        self._widths: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("考勤表"))
        self._update_totals()

    # ---- what is shown

    def set_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; the cursor stays with its trainee and half-day, undo stays if nothing changed elsewhere."""
        fresh = Marking(sheet)
        before = self.marking.sheet
        first_time = not before.trainees
        who = before.trainees[self.row].enrolment_id if before.trainees else ""
        half = before.half_days[self.column].session_id if before.half_days else ""
        same = (before.trainees, before.half_days) == (sheet.trainees, sheet.half_days)
        if same and fresh.marks == self.marking.marks:
            self.marking.sheet = sheet
        else:
            self.marking = fresh
        rows = [trainee.enrolment_id for trainee in sheet.trainees]
        columns = [half_day.session_id for half_day in sheet.half_days]
        if first_time:
            self.row, self.column = first_open(self.marking)
        else:
            self.row = rows.index(who) if who in rows else min(self.row, max(len(rows) - 1, 0))
            self.column = columns.index(half) if half in columns else min(self.column, max(len(columns) - 1, 0))
        self._widths = None
        self._update_totals()
        self._update_bars()
        self.show_cursor()
        self._tell()
        self.viewport().update()

    def set_closed(self, reason: str) -> None:
        """Only show the sheet from now on, and say why when somebody types; '' opens it again."""
        self.closed = reason

    def is_empty(self) -> bool:
        """There is nothing to mark yet."""
        return not (self.marking.sheet.trainees and self.marking.sheet.half_days)

    def _update_totals(self) -> None:
        self.totals = [self.marking.totals(row) for row in range(len(self.marking.sheet.trainees))]
        self.counts = [self.marking.count(column) for column in range(len(self.marking.sheet.half_days))]
        self.average = attendance.rate_text(self.marking.average_rate())

    # ---- measures

    def cells(self) -> Cells:
        """The pictures for the theme in force."""
        if self._cells is None:
            self._cells = Cells(self.font(), self.devicePixelRatioF())
        return self._cells

    def plan(self) -> Layout:
        """Where everything is right now."""
        sheet = self.marking.sheet
        names, labels = self._text_widths()
        name_width = min(max(names + theme.px(17), theme.px(72)), theme.px(150))
        number_width = theme.px(36)
        totals = (theme.px(68), theme.px(64), theme.px(88))
        room = self.viewport().width() - number_width - name_width - sum(totals)
        cell_width = min(max(room // max(1, len(sheet.half_days)), theme.px(44)), theme.px(112))
        return Layout(
            rows=len(sheet.trainees),
            columns=len(sheet.half_days),
            number_width=number_width,
            name_width=name_width,
            cell_width=cell_width,
            totals_widths=totals,
            row_height=theme.row_height(),
            head_height=theme.px(36) if cell_width >= labels + theme.px(12) else theme.px(44),
            foot_height=theme.row_height() + theme.px(4),
            view_width=self.viewport().width(),
            view_height=self.viewport().height(),
            scroll_x=self.horizontalScrollBar().value(),
            scroll_y=self.verticalScrollBar().value(),
        )

    def _text_widths(self) -> tuple[int, int]:
        """The widest name and the widest head of a half-day, measured once for each sheet and font."""
        if self._widths is None:
            sheet, cells = self.marking.sheet, self.cells()
            self._widths = (
                max((cells.width_of(who.name, "bold") for who in sheet.trainees), default=0),
                max((cells.width_of(half.label, "small bold") for half in sheet.half_days), default=0),
            )
        return self._widths

    def _update_bars(self) -> None:
        plan = self.plan()
        for bar, hidden, page, step in (
            (self.verticalScrollBar(), plan.hidden_height, plan.bottom - plan.head_height, plan.row_height),
            (self.horizontalScrollBar(), plan.hidden_width, plan.right - plan.left, plan.cell_width),
        ):
            bar.setRange(0, hidden)
            bar.setPageStep(max(1, page))
            bar.setSingleStep(step)

    def show_cursor(self) -> None:
        """Scroll until the current cell is in sight, with a row to spare."""
        if self.is_empty():
            return
        plan = self.plan()
        cell = plan.cell(self.row, self.column)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if cell.top() - plan.row_height < plan.head_height:
            down.setValue(down.value() + cell.top() - plan.row_height - plan.head_height)
        elif cell.bottom() + plan.row_height > plan.bottom:
            down.setValue(down.value() + cell.bottom() + 1 + plan.row_height - plan.bottom)
        if cell.left() < plan.left:
            across.setValue(across.value() + cell.left() - plan.left)
        elif cell.right() >= plan.right:
            across.setValue(across.value() + cell.right() + 1 - plan.right)

    # ---- what the user does

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell inside the sheet."""
        if self.is_empty():
            return
        sheet = self.marking.sheet
        row = min(max(row, 0), len(sheet.trainees) - 1)
        column = min(max(column, 0), len(sheet.half_days) - 1)
        if (row, column) == (self.row, self.column):
            return
        self.row, self.column = row, column
        self.show_cursor()
        self.viewport().update()
        self._tell()
        self.moved.emit(row, column)

    def mark(self, mark: str) -> None:
        """Mark the current cell."""
        if not self._may_type():
            return
        if self.marking.can_mark(self.row, self.column):
            self._changed(self.marking.set([(self.row, self.column, mark)]))
            return
        who = self.marking.sheet.trainees[self.row]
        self.refused.emit(
            _("{name}已{state}，这个半天不再登记考勤。").format(name=who.name, state=who.left)
            if self.marking.sheet.half_days[self.column].session_id in who.after
            else _("这个半天在{name}录取之前，不用登记。").format(name=who.name)
        )

    def mark_all_present(self, column: int | None = None) -> None:
        """本半天全到: everybody still unmarked in the current half-day."""
        if self._may_type():
            self._changed(self.marking.all_present(self.column if column is None else column))

    def undo(self) -> None:
        """Take the last change back and show where it was."""
        if self._may_type():
            place = self.marking.last_place()
            self._changed(self.marking.undo())
            if place is not None:
                self.move_to(*place)

    def redo(self) -> None:
        """Put back what was undone."""
        if self._may_type():
            self._changed(self.marking.redo())

    def paste(self) -> None:
        """Marks from the clipboard, down from the current cell."""
        if self._may_type():
            try:
                self._changed(self.marking.paste(self.row, self.column, QGuiApplication.clipboard().text()))
            except Refused as refusal:
                self.refused.emit(str(refusal))

    def _may_type(self) -> bool:
        if self.closed and not self.is_empty():
            self.refused.emit(self.closed)
        return not self.closed and not self.is_empty()

    def _changed(self, marks: tuple[TypedMark, ...]) -> None:
        if not marks:
            return
        self._update_totals()
        self.viewport().update()
        self._tell()
        self.marked.emit(marks)

    def _tell(self) -> None:
        """What a screen reader says of the current cell."""
        if self.is_empty():
            return
        who, half = self.marking.sheet.trainees[self.row], self.marking.sheet.half_days[self.column]
        word = codes.table("attendance_mark").label(self.marking.marks[self.row][self.column])
        spoken = _("{name}，{half_day}，{mark}").format(name=who.name, half_day=half.spoken, mark=word)
        self.setAccessibleDescription(spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Marks, movement, 本半天全到, paste, undo."""
        key, held = Qt.Key(event.key()), event.modifiers() & attendance_keys.HELD
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key in ENTER and held == Qt.KeyboardModifier.ControlModifier:
            self.mark_all_present()
        elif key in MARK_KEYS and not held:
            self.mark(MARK_KEYS[key])
        elif not self._move(key, held):
            super().keyPressEvent(event)

    def _move(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        rows, columns = len(self.marking.sheet.trainees), len(self.marking.sheet.half_days)
        place = attendance_keys.destination(key, held, (self.row, self.column), rows, columns)
        if place is not None:
            self.move_to(*place)
        return place is not None

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
        self.move_to(row, column)

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
        for key, mark in (("1", "P"), ("2", "T"), ("3", "E"), ("4", "L"), ("5", "A")):
            action = menu.addAction(f"{codes.table('attendance_mark').label(mark)}\t{key}")
            action.triggered.connect(lambda _on=False, code=mark: self.mark(code))
        menu.addSeparator()
        menu.addAction(_("清除") + "\tBackspace").triggered.connect(lambda: self.mark(UNMARKED))
        menu.addAction(_("本半天全到") + "\tCtrl+Enter").triggered.connect(lambda _on=False: self.mark_all_present())
        return menu

    def _below_cursor(self) -> QPoint:
        return self.viewport().mapToGlobal(self.plan().cell(self.row, self.column).bottomLeft())

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Put the pictures side by side."""
        GridPainter(self).paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Cells take the width there is."""
        super().resizeEvent(event)
        self._update_bars()
        self.show_cursor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002, N802
        """The frozen parts stay, so all is painted anew."""
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Keys of the grid come before the window's shortcuts; a new theme or screen needs new pictures."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.Paste)
            if event.key() in ENTER or any(event.matches(sequence) for sequence in ours):
                event.accept()
                return True
        if event.type() in (
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.DevicePixelRatioChange,
        ):
            self._cells = self._widths = None
            self._update_bars()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tool tips say in full what a cell shortens."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def tip(self, point: QPoint) -> str:
        """What the place under the pointer means."""
        plan, sheet = self.plan(), self.marking.sheet
        row, column = plan.row_at(point.y()), plan.column_at(point.x())
        if row is not None and column is not None:
            word = codes.table("attendance_mark").label(self.marking.marks[row][column])
            return f"{sheet.trainees[row].name} {sheet.half_days[column].spoken} {word}"
        if row is not None:
            name, totals = sheet.trainees[row].name, self.totals[row]
            return name if point.x() < plan.left else totals.standing.hint or self.marking.word(row, totals)[0]
        if column is not None:
            half = sheet.half_days[column]
            return " ".join(part for part in (half.spoken, half.topic) if part)
        return ""
