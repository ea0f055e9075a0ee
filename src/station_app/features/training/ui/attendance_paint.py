"""Paints the attendance grid: rows kept as pictures, so that 60 × 60 cells need no more than 3 ms."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from station_app.core.texts import _
from station_app.features.training.ui.attendance_cells import Weight
from station_app.ui import icons, theme

if TYPE_CHECKING:
    from station_app.features.training.ui.attendance_view import SheetView


class Strips:
    """Parts of rows kept as one picture each, so that painting the whole sheet only puts strips below each other."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], tuple[Hashable, QPixmap]] = {}

    def clear(self) -> None:
        """Other colours, another font or another screen."""
        self._kept.clear()

    def of(self, part: str, row: int, look: Hashable, draw: Callable[[int], QPixmap]) -> QPixmap:
        """The picture of a part of a row; drawn when it does not look as before."""
        kept = self._kept.get((part, row))
        if kept is None or kept[0] != look:
            kept = self._kept[part, row] = (look, draw(row))
        return kept[1]


RADIUS = 9
"""Of the card that holds the grid, less its border."""


class GridPainter:
    """Paints one view of the grid."""

    def __init__(self, grid: SheetView) -> None:
        self.grid = grid
        self.plan = grid.plan()
        self.cells = grid.cells()
        self.painter = QPainter(grid.viewport())

    def paint(self, area: QRect) -> None:
        """Paint what lies in `area` of the viewport."""
        plan, painter = self.plan, self.painter
        if plan.rows and plan.columns:
            rows = plan.rows_in(area.top(), area.bottom() + 1)
            painter.setClipRect(QRect(0, plan.head_height, plan.end, plan.bottom - plan.head_height))
            self._sides(rows)
            painter.setClipRect(
                QRect(plan.left, plan.head_height, plan.right - plan.left, plan.bottom - plan.head_height)
            )
            self._marks(rows)
            self._unsaved(rows)
            self._cursor()
            painter.setClipping(False)
            self._head_and_foot()
        painter.end()

    def _marks(self, rows: range) -> None:
        grid, plan = self.grid, self.plan
        begun = tuple(count.unmarked < count.expected for count in grid.counts)
        left, top, step = plan.column_left(0), plan.row_top(0), plan.row_height
        marks, trainees, of, draw = (
            grid.marking.marks,
            grid.marking.sheet.trainees,
            grid.strips.of,
            self.painter.drawPixmap,
        )
        size = (plan.cell_width, step)
        for row in rows:
            look = (tuple(marks[row]), begun, size, bool(trainees[row].walk_in_id))
            draw(left, top + row * step, of("marks", row, look, self._strip))

    def _strip(self, row: int) -> QPixmap:
        """All marks of one trainee side by side."""
        plan, cells = self.plan, self.grid.marking.marks[row]
        begun = [count.unmarked < count.expected for count in self.grid.counts]
        walk_in = bool(self.grid.marking.sheet.trainees[row].walk_in_id)
        drawn, painter = self._blank(plan.columns * plan.cell_width)
        for column, cell in enumerate(cells):
            waited = begun[column] and not walk_in
            picture = self.cells.mark(cell, plan.cell_width, plan.row_height, begun=waited)
            painter.drawPixmap(column * plan.cell_width, 0, picture)
        self._fifth(painter, row, drawn)
        painter.end()
        return drawn

    def _blank(self, width: int) -> tuple[QPixmap, QPainter]:
        ratio = self.grid.devicePixelRatioF()
        drawn = QPixmap(round(width * ratio), round(self.plan.row_height * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(QColor(theme.tokens().card))
        return drawn, QPainter(drawn)

    def _fifth(self, painter: QPainter, row: int, drawn: QPixmap) -> None:
        """The stronger line after each fifth trainee."""
        if row % 5 == 4:
            line = QColor(theme.tokens().soft)
            line.setAlpha(90)
            painter.fillRect(0, self.plan.row_height - 1, drawn.width(), 1, line)

    def _sides(self, rows: range) -> None:
        """Number and name on the left, totals on the right."""
        grid, plan, draw, of = self.grid, self.plan, self.painter.drawPixmap, self.grid.strips.of
        size = (plan.name_width, plan.row_height)
        right, top, step, trainees = plan.right, plan.row_top(0), plan.row_height, grid.marking.sheet.trainees
        for row in rows:
            draw(0, top + row * step, of("left", row, (trainees[row], row == grid.row, size), self._left))
            draw(right, top + row * step, of("right", row, (grid.totals[row], grid.words[row], size), self._right))

    def _left(self, row: int) -> QPixmap:
        plan, who, current = self.plan, self.grid.marking.sheet.trainees[row], row == self.grid.row
        drawn, painter = self._blank(plan.left)
        number = self.cells.text(
            str(who.trainee_no) if who.trainee_no else "+",
            plan.number_width,
            plan.row_height,
            tone="" if current else "soft",
            weight="small bold" if current else "small",
        )
        tone = "soft" if who.left or who.walk_in_id else ""
        weight: Weight = "bold" if current else ""
        name = self.cells.text(who.name, plan.name_width, plan.row_height, tone=tone, weight=weight, left=True)
        painter.drawPixmap(0, 0, number)
        painter.drawPixmap(plan.number_width, 0, name)
        self._fifth(painter, row, drawn)
        painter.end()
        return drawn

    def _right(self, row: int) -> QPixmap:
        plan, totals = self.plan, self.grid.totals[row]
        drawn, painter = self._blank(sum(plan.totals_widths))
        tone = "soft" if self.grid.marking.sheet.trainees[row].left else ""
        word, word_tone = self.grid.words[row]
        told = ((totals.hours, tone), (totals.rate, tone), (word, word_tone))
        at = 0
        for (text, text_tone), width in zip(told, plan.totals_widths, strict=True):
            small: Weight = "" if self.cells.width_of(text) < width - theme.px(6) else "small"
            painter.drawPixmap(at, 0, self.cells.text(text, width, plan.row_height, tone=text_tone, weight=small))
            at += width
        self._fifth(painter, row, drawn)
        painter.end()
        return drawn

    def _unsaved(self, rows: range) -> None:
        """A corner of the tone of trouble where a mark is not in the file."""
        grid, side = self.grid, theme.px(8)
        if not grid.unsaved:
            return
        sheet = grid.marking.sheet
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(theme.tokens().bad))
        for row in rows:
            for column, half in enumerate(sheet.half_days):
                if (half.session_id, sheet.trainees[row].key) in grid.unsaved:
                    corner = self.plan.cell(row, column).topRight() + QPoint(0, 0)
                    self.painter.drawPolygon([corner, corner - QPoint(side, 0), corner + QPoint(0, side)])

    def _cursor(self) -> None:
        grid, plan = self.grid, self.plan
        place = plan.cell(grid.row, grid.column)
        mark, count = grid.marking.marks[grid.row][grid.column], grid.counts[grid.column]
        begun = count.unmarked < count.expected
        picture = self.cells.mark(mark, place.width(), place.height(), begun=begun, current=True)
        self.painter.drawPixmap(place.topLeft(), picture)
        if grid.anchor is not None:
            rows, columns = grid.selected()
            first, last = plan.cell(rows.start, columns.start), plan.cell(rows.stop - 1, columns.stop - 1)
            ground = QColor(theme.tokens().accent)
            ground.setAlpha(40)
            place = first.united(last)
            self.painter.fillRect(place.adjusted(0, 0, -1, -1), ground)
        if grid.hasFocus():
            self.painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRect(QRectF(place).adjusted(1, 1, -2, -2))

    def _head_and_foot(self) -> None:
        """Both as kept pictures too: their round corners are dear to clip."""
        grid, plan, sheet = self.grid, self.plan, self.grid.marking.sheet
        head = (plan, grid.column, sheet.half_days, sheet.scanned)
        self.painter.drawPixmap(0, 0, grid.strips.of("head", 0, head, lambda _row: self._kept(0, self._head)))
        foot = (plan, tuple(grid.counts), grid.average)
        picture = grid.strips.of("foot", 0, foot, lambda _row: self._kept(plan.bottom, self._foot))
        self.painter.drawPixmap(0, plan.bottom, picture)

    def _kept(self, top: int, draw: Callable[[], None]) -> QPixmap:
        """What `draw` paints from `top` on, as a picture."""
        ratio, onto = self.grid.devicePixelRatioF(), self.painter
        height = self.plan.foot_height if top else self.plan.head_height
        drawn = QPixmap(round(self.plan.view_width * ratio), round(height * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        self.painter = QPainter(drawn)
        self.painter.translate(0, -top)
        draw()
        self.painter.end()
        self.painter = onto
        return drawn

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
            if self.grid.marking.sheet.half_days[column].session_id in self.grid.marking.sheet.scanned:
                sign = icons.pixmap("file-text", theme.px(12), colours.soft, self.grid.devicePixelRatioF())
                right = plan.column_left(column) + plan.cell_width
                self.painter.drawPixmap(right - theme.px(16), theme.px(4), sign)
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
            came = f"{count.present}+{count.walk_ins}" if count.walk_ins else str(count.present)
            text, tone = f"{came}/{count.expected}", "soft"
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
