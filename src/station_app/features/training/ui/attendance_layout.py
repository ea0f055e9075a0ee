"""Where everything of the attendance grid is: frozen number, name and totals columns, head and foot, marks between."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect


@dataclass(frozen=True)
class Layout:
    """The places for one window size and scroll position, in device-independent pixels of the viewport."""

    rows: int
    columns: int
    number_width: int
    name_width: int
    cell_width: int
    totals_widths: tuple[int, ...]
    row_height: int
    head_height: int
    foot_height: int
    view_width: int
    view_height: int
    scroll_x: int = 0
    scroll_y: int = 0

    @property
    def left(self) -> int:
        """Where the marks begin."""
        return self.number_width + self.name_width

    @property
    def right(self) -> int:
        """Where the marks end and the totals begin."""
        return min(self.view_width - sum(self.totals_widths), self.left + self.columns * self.cell_width)

    @property
    def bottom(self) -> int:
        """Where the rows end and the foot begins."""
        return min(self.view_height - self.foot_height, self.head_height + self.rows * self.row_height)

    @property
    def end(self) -> int:
        """Right end of everything."""
        return self.right + sum(self.totals_widths)

    @property
    def hidden_width(self) -> int:
        """How far the marks can be scrolled sideways."""
        return max(0, self.columns * self.cell_width - max(0, self.right - self.left))

    @property
    def hidden_height(self) -> int:
        """How far the rows can be scrolled."""
        return max(0, self.rows * self.row_height - max(0, self.bottom - self.head_height))

    def row_top(self, row: int) -> int:
        """The y of a row."""
        return self.head_height + row * self.row_height - self.scroll_y

    def column_left(self, column: int) -> int:
        """The x of a half-day."""
        return self.left + column * self.cell_width - self.scroll_x

    def cell(self, row: int, column: int) -> QRect:
        """The place of a mark."""
        return QRect(self.column_left(column), self.row_top(row), self.cell_width, self.row_height)

    def row_at(self, y: int) -> int | None:
        """The row at a height, None in the head, in the foot and below."""
        if not self.head_height <= y < self.bottom:
            return None
        row = (y - self.head_height + self.scroll_y) // self.row_height
        return row if row < self.rows else None

    def column_at(self, x: int) -> int | None:
        """The half-day at an x, None beside the marks."""
        if not self.left <= x < self.right:
            return None
        column = (x - self.left + self.scroll_x) // self.cell_width
        return column if column < self.columns else None

    def rows_in(self, top: int, bottom: int) -> range:
        """The rows that touch a stripe of the view."""
        first = max(0, (max(top, self.head_height) - self.head_height + self.scroll_y) // self.row_height)
        last = (min(bottom, self.bottom) - 1 - self.head_height + self.scroll_y) // self.row_height
        return range(first, min(self.rows, last + 1))

    def columns_in(self, left: int, right: int) -> range:
        """The half-days that touch a stripe of the view."""
        first = max(0, (max(left, self.left) - self.left + self.scroll_x) // self.cell_width)
        last = (min(right, self.right) - 1 - self.left + self.scroll_x) // self.cell_width
        return range(first, min(self.columns, last + 1))
