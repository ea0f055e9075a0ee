"""Typing one anonymous slip: 5 … 1 move on from item to item, Enter keeps it and the next one begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.training.fields import RATED, SATISFACTION_SURVEY
from station_app.ui import theme

LEVELS = ("5", "4", "3", "2", "1")
BLANK = frozenset((Qt.Key.Key_0, Qt.Key.Key_Space))
_LABEL, _ROW, _HEAD = 88, 38, 44
_VERY = "非常"


class SlipGrid(QWidget):
    """The slip as on the paper: an item a row, five columns to tick; the keyboard alone is enough."""

    changed = Signal()
    done = Signal()
    """Enter: the slip is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ratings = [""] * len(RATED)
        self.current = 0
        """Row that the next key fills; behind the last one when the slip is complete."""
        self._visited = 0
        table = codes.table("satisfaction_level")
        self._words = [two_lines(table.label(level)) for level in LEVELS]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("满意度调查表"))
        self.setToolTip(_("按 5 4 3 2 1 打分并到下一项，0 没有勾，退格改上一项，回车保存这张"))
        self.ensurePolished()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_HEAD + _ROW * len(RATED)))
        self.setMinimumWidth(theme.px(_LABEL) + self.least_cell() * len(LEVELS))
        self._say()

    def least_cell(self) -> int:
        """What a column needs so that its head keeps clear of its neighbour's, in pixels."""
        metrics = self.fontMetrics()
        longest = max(metrics.horizontalAdvance(line) for words in self._words for line in words.split("\n"))
        return max(theme.px(44), longest + theme.px(12))

    def clear(self) -> None:
        """An empty slip."""
        self.ratings = [""] * len(RATED)
        self.current = 0
        self._moved()

    def show_ratings(self, ratings: Sequence[str]) -> None:
        """Ticks that were typed before; the cursor is at the first item without one."""
        self.ratings = list(ratings)
        self.current = self.ratings.index("") if "" in self.ratings else 0
        self._say()
        self.update()

    def values(self) -> dict[str, Any]:
        """Item → rating, None for one left blank."""
        return {name: rating or None for name, rating in zip(RATED, self.ratings, strict=True)}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits rate, Backspace takes back, arrows move, Enter keeps the slip."""
        key, text = event.key(), event.text()
        if text in LEVELS and self.current < len(RATED):
            self.ratings[self.current] = text
            self.current += 1
        elif key in BLANK and self.current < len(RATED):
            self.ratings[self.current] = ""
            self.current += 1
        elif key == Qt.Key.Key_Backspace and self.current:
            self.current -= 1
            self.ratings[self.current] = ""
        elif key == Qt.Key.Key_Up:
            self.current = max(0, self.current - 1)
        elif key == Qt.Key.Key_Down:
            self.current = min(len(RATED), self.current + 1)
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.done.emit()
            return
        else:
            super().keyPressEvent(event)
            return
        self._moved()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A tick by the mouse; once more takes it away."""
        row = (round(event.position().y()) - theme.px(_HEAD)) // theme.px(_ROW)
        column = int((event.position().x() - theme.px(_LABEL)) // self._cell())
        if 0 <= row < len(RATED) and 0 <= column < len(LEVELS):
            level = LEVELS[column]
            self.ratings[row] = "" if self.ratings[row] == level else level
            self.current = row + 1
            self._moved()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The row that the next key fills is marked."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The mark goes with the cursor."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Head, rows, ticks."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell, head, high = self._cell(), theme.px(_HEAD), theme.px(_ROW)
        centre = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        beside = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(colours.soft))
        for column, words in enumerate(self._words):
            painter.drawText(round(theme.px(_LABEL) + column * cell), 0, round(cell), head, centre, words)
        for row, name in enumerate(RATED):
            top = head + row * high
            marked = row == self.current and self.hasFocus()
            if marked:
                painter.fillRect(0, top, self.width(), high, QColor(colours.accent_tint))
            painter.setPen(QColor(colours.line))
            painter.drawLine(0, top, self.width(), top)
            painter.setPen(QColor(colours.accent if marked else colours.text))
            painter.drawText(theme.px(8), top, theme.px(_LABEL), high, beside, SATISFACTION_SURVEY[name].label)
            for column, level in enumerate(LEVELS):
                self._tick(painter, round(theme.px(_LABEL) + (column + 0.5) * cell), top + high // 2, row, level)
        painter.end()

    def _tick(self, painter: QPainter, x: int, y: int, row: int, level: str) -> None:
        colours = theme.tokens()
        side = theme.px(24)
        ticked = self.ratings[row] == level
        painter.setPen(QPen(QColor(colours.accent if ticked else colours.line), 1.5))
        painter.setBrush(QColor(colours.accent) if ticked else QColor(colours.card))
        painter.drawRoundedRect(x - side // 2, y - side // 2, side, side, 5, 5)
        painter.setPen(QColor(colours.on_accent if ticked else colours.soft))
        painter.drawText(x - side // 2, y - side // 2, side, side, int(Qt.AlignmentFlag.AlignCenter), level)

    def _cell(self) -> float:
        return (self.width() - theme.px(_LABEL)) / len(LEVELS)

    def _moved(self) -> None:
        self._say()
        self.update()
        self.changed.emit()

    def _say(self) -> None:
        """For people who hear the screen: the item that is next."""
        if self.current < len(RATED):
            self.setAccessibleDescription(
                _("下一项：{item}").format(item=SATISFACTION_SURVEY[RATED[self.current]].label)
            )
        else:
            self.setAccessibleDescription(_("六项都打了，回车保存"))


def two_lines(words: str) -> str:
    """非常 above 不满意: a narrow head is read at once."""
    return words.replace(_VERY, _VERY + "\n", 1)
