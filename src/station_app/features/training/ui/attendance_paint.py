"""Paints the attendance grid: runs of equal cells in one go, so that 60 × 60 cells need no more than 3 ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from station_app.core.texts import _
from station_app.ui import theme

if TYPE_CHECKING:
    from station_app.features.training.ui.attendance_grid import AttendanceGrid

RADIUS = 9
"""Of the card that holds the grid, less its border."""


class GridPainter:
    """Paints one view of the grid."""

    def __init__(self, grid: AttendanceGrid) -> None:
        self.grid = grid
        self.plan = grid.plan()
        self.cells = grid.cells()
        self.painter = QPainter(grid.viewport())

    def paint(self, area: QRect) -> None:
        """Paint what lies in `area` of the viewport."""
        plan, painter = self.plan, self.painter
        if plan.rows and plan.columns:
            rows = plan.rows_in(area.top(), area.bottom() + 1)
            body = QRect(plan.left, plan.head_height, plan.right - plan.left, plan.bottom - plan.head_height)
            painter.setClipRect(body)
            self._marks(rows, plan.columns_in(area.left(), area.right() + 1))
            painter.setClipRect(QRect(0, plan.head_height, plan.end, plan.bottom - plan.head_height))
            for row in rows:
                self._sides(row)
            painter.setClipRect(body)
            self._cursor()
            painter.setClipping(False)
            self._head()
            self._foot()
        painter.end()

    def _marks(self, rows: range, columns: range) -> None:
        grid, plan, draw = self.grid, self.plan, self.painter.drawTiledPixmap
        width, height = plan.cell_width, plan.row_height
        begun = [count.unmarked < count.expected for count in grid.counts]
        pictures: dict[tuple[str, bool], QPixmap] = {}
        for row in rows:
            top, marks = plan.row_top(row), grid.marking.marks[row]
            start, last = columns.start, None
            for column in columns:
                key = (marks[column], begun[column])
                if key == last:
                    continue
                if last is not None:
                    draw(plan.column_left(start), top, (column - start) * width, height, pictures[last])
                if key not in pictures:
                    pictures[key] = self.cells.mark(key[0], width, height, begun=key[1])
                start, last = column, key
            if last is not None:
                draw(plan.column_left(start), top, (columns.stop - start) * width, height, pictures[last])

    def _sides(self, row: int) -> None:
        """Number, name and totals of one trainee, and the stronger line after each fifth."""
        grid, plan, cells, height = self.grid, self.plan, self.cells, self.plan.row_height
        top, who, totals, current = (
            plan.row_top(row),
            grid.marking.sheet.trainees[row],
            grid.totals[row],
            row == grid.row,
        )
        number = cells.text(
            str(who.trainee_no),
            plan.number_width,
            height,
            tone="" if current else "soft",
            weight="small bold" if current else "small",
        )
        self.painter.drawPixmap(0, top, number)
        tone = "soft" if who.left else ""
        name = cells.text(who.name, plan.name_width, height, tone=tone, weight="bold" if current else "", left=True)
        self.painter.drawPixmap(plan.number_width, top, name)
        word, word_tone = grid.marking.word(row, totals)
        left = plan.right
        told = ((totals.hours, tone), (totals.rate, tone), (word, word_tone))
        for (text, text_tone), width in zip(told, plan.totals_widths, strict=True):
            self.painter.drawPixmap(left, top, cells.text(text, width, height, tone=text_tone))
            left += width
        if row % 5 == 4:
            fifth = QColor(theme.tokens().soft)
            fifth.setAlpha(90)
            self.painter.fillRect(0, top + height - 1, plan.end, 1, fifth)

    def _cursor(self) -> None:
        grid, plan = self.grid, self.plan
        place = plan.cell(grid.row, grid.column)
        mark, count = grid.marking.marks[grid.row][grid.column], grid.counts[grid.column]
        begun = count.unmarked < count.expected
        picture = self.cells.mark(mark, place.width(), place.height(), begun=begun, current=True)
        self.painter.drawPixmap(place.topLeft(), picture)
        if grid.hasFocus():
            self.painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            self.painter.drawRect(QRectF(place).adjusted(1, 1, -2, -2))

    def _head(self) -> None:
        plan, colours, height = self.plan, theme.tokens(), self.plan.head_height
        self._stripe(0, height)
        two_lines = height > theme.px(36)
        for column in plan.columns_in(0, plan.view_width):
            label = self.grid.marking.sheet.half_days[column].label
            self._head_cell(
                label.replace(" ", "\n") if two_lines else label,
                plan.column_left(column),
                plan.cell_width,
                current=column == self.grid.column,
            )
        self._head_cell(_("序号"), 0, plan.number_width)
        self._head_cell(_("姓名"), plan.number_width, plan.name_width, left=True)
        at = plan.right
        for text, width in zip((_("学时"), _("出勤率"), _("结业")), plan.totals_widths, strict=True):
            self._head_cell(text, at, width)
            at += width
        self.painter.fillRect(0, height - 1, plan.view_width, 1, QColor(colours.line))
        self.painter.setClipping(False)

    def _head_cell(self, text: str, at: int, width: int, *, current: bool = False, left: bool = False) -> None:
        picture = self.cells.text(
            text,
            width,
            self.plan.head_height,
            tone="" if current else "soft",
            ground=theme.tokens().head,
            weight="small bold" if current else "small",
            left=left,
        )
        self.painter.drawPixmap(at, 0, picture)

    def _foot(self) -> None:
        plan, top = self.plan, self.plan.bottom
        self._stripe(top, plan.foot_height)
        for column in plan.columns_in(0, plan.view_width):
            count = self.grid.counts[column]
            text, tone = f"{count.present}/{count.expected}", "soft"
            if count.unmarked == count.expected:
                text = _("未登记")
            elif count.unmarked:
                text, tone = _("剩 {n} 人").format(n=count.unmarked), "warn"
            self._foot_cell(text, plan.column_left(column), plan.cell_width, tone=tone)
        self._foot_cell(_("实到/应到"), 0, plan.left, left=True)
        at = plan.right
        for text, width in zip(("", self.grid.average, ""), plan.totals_widths, strict=True):
            self._foot_cell(text, at, width)
            at += width
        self.painter.fillRect(0, top, plan.view_width, 1, QColor(theme.tokens().line))
        self.painter.setClipping(False)

    def _foot_cell(self, text: str, at: int, width: int, *, tone: str = "soft", left: bool = False) -> None:
        ground = theme.tokens().head
        picture = self.cells.text(
            text, width, self.plan.foot_height, tone=tone, ground=ground, weight="small", left=left
        )
        self.painter.drawPixmap(at, self.plan.bottom, picture)

    def _stripe(self, top: int, height: int) -> None:
        """A stripe of the head's colour across the view; clips to its corners, round where the card's are."""
        radius, width = theme.px(RADIUS), self.plan.view_width
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(QRectF(0, top, width, height), radius, radius)
        if top > 0:
            path.addRect(QRectF(0, top, width, height / 2))
        else:
            path.addRect(QRectF(0, height / 2, width, height / 2))
        self.painter.setClipPath(path)
        self.painter.fillRect(0, top, width, height, QColor(theme.tokens().head))
