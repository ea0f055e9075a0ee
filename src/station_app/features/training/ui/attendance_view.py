"""What the attendance grid shows: the painted sheet, its measures, its running totals, tips and spoken words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHelpEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.ui.attendance_cells import Cells
from station_app.features.training.ui.attendance_layout import Layout
from station_app.features.training.ui.attendance_paint import GridPainter, Strips
from station_app.features.training.ui.attendance_sheet import Marking, Place, Sheet, first_open
from station_app.features.training.ui.attendance_words import spoken_word
from station_app.ui import theme


class SheetView(QAbstractScrollArea):
    """Trainees down, half-days across, running totals beside and below; the cursor and what is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marking = Marking(Sheet((), (), {}, 80))
        self.row = self.column = 0
        self.anchor: Place | None = None
        """Where the selection began; None while it is the one cell of the cursor."""
        self.unsaved: frozenset[tuple[str, str]] = frozenset()
        """Half-day and whose mark: what could not be stored."""
        self.strips = Strips()
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
        who = before.trainees[self.row].key if before.trainees else ""
        half = before.half_days[self.column].session_id if before.half_days else ""
        same = (before.trainees, before.half_days) == (sheet.trainees, sheet.half_days)
        if same and fresh.marks == self.marking.marks:
            self.marking.sheet = sheet
        else:
            self.marking, self.anchor = fresh, None
        rows = [trainee.key for trainee in sheet.trainees]
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

    def set_unsaved(self, keys: Iterable[tuple[str, str]]) -> None:
        """Mark what could not be stored (half-day and whose mark)."""
        self.unsaved = frozenset(keys)
        self.viewport().update()

    def is_empty(self) -> bool:
        """There is nothing to mark yet."""
        return not (self.marking.sheet.trainees and self.marking.sheet.half_days)

    def _update_totals(self) -> None:
        self.totals = [self.marking.totals(row) for row in range(len(self.marking.sheet.trainees))]
        self.words = [self.marking.word(row, totals) for row, totals in enumerate(self.totals)]
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

    def show_row(self, row: int) -> None:
        """Scroll until a row is in sight, wherever the cursor is."""
        plan = self.plan()
        self.verticalScrollBar().setValue(row * plan.row_height - (plan.bottom - plan.head_height) // 2)

    def selected(self) -> tuple[range, range]:
        """Rows and columns of the selection, at least the cursor's cell."""
        row, column = self.anchor or (self.row, self.column)
        rows, columns = sorted((row, self.row)), sorted((column, self.column))
        return range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1)

    def _tell(self) -> None:
        """What a screen reader says of the current cell."""
        if self.is_empty():
            return
        who, half = self.marking.sheet.trainees[self.row], self.marking.sheet.half_days[self.column]
        word = spoken_word(self.marking.marks[self.row][self.column])
        spoken = _("{name}，{half_day}，{mark}").format(name=who.name, half_day=half.spoken, mark=word)
        self.setAccessibleDescription(spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

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
        """A new theme or screen needs new pictures."""
        if event.type() in (
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.DevicePixelRatioChange,
        ):
            self._cells = self._widths = None
            self.strips.clear()
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
            cell = self.marking.marks[row][column]
            said = f"{sheet.trainees[row].name} {sheet.half_days[column].spoken} {spoken_word(cell)}"
            return said + (_("（还没有存上）") if self._is_unsaved(row, column) else "")
        if row is not None:
            name = sheet.trainees[row].name
            return (
                name
                if point.x() < plan.left
                else self.marking.reason(row) or self.marking.word(row, self.totals[row])[0]
            )
        if column is not None:
            half = sheet.half_days[column]
            scan = _("已附签到表") if half.session_id in sheet.scanned else _("还没有附签到表，可以把扫描件拖到这里")
            return "\n".join(part for part in (f"{half.spoken} {half.topic}".strip(), scan) if part)
        return ""

    def _is_unsaved(self, row: int, column: int) -> bool:
        sheet = self.marking.sheet
        return (sheet.half_days[column].session_id, sheet.trainees[row].key) in self.unsaved
