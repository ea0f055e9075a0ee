"""The first paint: station, pages and rows drawn by hand in the places where the real widgets will be.

Real widgets with their style sheet cost as much again as Qt itself; this costs a tenth of that. Pens, brushes and the
name `Qt` are avoided here and in whatever the first paint imports: the first of them that is touched makes the 120
enumerations of `Qt`, 14 ms. So areas are filled with one-pixel pixmaps, and text takes its colour from the palette.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from station_app.ui import card_measures, looks

_HEADLINE, _STATUS, _HEAD = 81, 29, 35
_FIRST_PAGE = 54
"""Top of the first page button, as ui.sidebar lays them out."""
_FIRST_IN_RAIL = 26
"""The same in a narrow window, without the station's name."""
_MIDDLE = 0x80
_FLAGS = {"left": _MIDDLE | 0x1, "right": _MIDDLE | 0x2, "center": _MIDDLE | 0x4}
"""Qt::AlignmentFlag as numbers."""
_WRAP = 0x2000
"""Qt::TextWrapAnywhere, as Chinese is broken."""
_SOFT = 0.72
"""Opacity that makes the text colour the soft one."""


class CardSight(NamedTuple):
    """One card of lines."""

    title: str
    number: str
    lines: Sequence[tuple[str, str, str]]
    """Words, what stands at the right, and the tone of that."""


class Filling(NamedTuple):
    """What a page shows of itself at once: a table, two columns of cards, or nothing yet."""

    heading: str = ""
    """The page's title where it is another than in the sidebar."""
    facts: str = ""
    """The line below it."""
    columns: Sequence[tuple[str, int, str]] = ()
    """Label, width in pixels, alignment (left, right, center); width 0 takes the room that is left."""
    rows: Sequence[Sequence[str]] = ()
    above: int = 0
    """Room between headline and table, in pixels."""
    beside: int = 0
    """Room to the right of the table."""
    cards: tuple[Sequence[CardSight], Sequence[CardSight]] = ((), ())
    """Left and right, from the top."""


class Sight(NamedTuple):
    """What there is to see at once."""

    station: str
    pages: Sequence[str]
    title: str
    filling: Filling = Filling()
    status: str = ""
    bottom: Sequence[str] = ()
    """Pages at the bottom of the sidebar."""


class FirstSight(QWidget):
    """Paints a Sight; nothing in it can be clicked, the real page is there a second later."""

    def __init__(self, sight: Sight) -> None:
        super().__init__()
        self.sight = sight
        self.setAccessibleName(sight.title)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(looks.tokens().text))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Everything at once."""
        super().paintEvent(event)
        painter = QPainter(self)
        self._frame(painter)
        if self.sight.filling.columns:
            self._table(painter)
        for number, column in enumerate(self.sight.filling.cards):
            self._cards(painter, number, column)
        painter.end()

    def _frame(self, painter: QPainter) -> None:
        colours, px, sight = looks.tokens(), looks.px, self.sight
        width, height, (side, margin) = self.width(), self.height(), looks.side_and_margin(self.width())
        bottom = height - px(_STATUS)
        line, card = _pixel(colours.line), _pixel(colours.card)
        painter.drawPixmap(self.rect(), _pixel(colours.ground))
        painter.drawPixmap(QRect(0, 0, side, height), card)
        painter.drawPixmap(QRect(side, bottom, width - side, height - bottom), card)
        painter.drawPixmap(QRect(side - 1, 0, 1, bottom), line)
        painter.drawPixmap(QRect(0, bottom, width, 1), line)
        rail = looks.is_narrow(width)
        first = px(_FIRST_IN_RAIL) if rail else px(_FIRST_PAGE) + self._station(painter)
        tops = [first + number * (px(40) + 2) for number in range(len(sight.pages))]
        tops += [bottom - px(12) + 2 - number * (px(40) + 2) for number in range(len(sight.bottom), 0, -1)]
        for top, page in zip(tops, [*sight.pages, *sight.bottom], strict=True):
            inset = px(4 if rail else 12)
            box = QRect(inset, top, side - 2 * inset - px(1), px(40))
            current = page == sight.title
            painter.setOpacity(1.0 if current else _SOFT)
            if current:
                painter.drawPixmap(box, _pixel(colours.accent_tint))
            painter.setFont(looks.font(14, bold=current))
            painter.drawText(box.adjusted(px(8 if rail else 44), 0, 0, 0), _MIDDLE, page)
        painter.setFont(looks.font(13))
        painter.setOpacity(_SOFT)
        painter.drawText(QRect(px(18), bottom, width, px(_STATUS)), _MIDDLE, sight.status)
        painter.setOpacity(1.0)
        painter.setFont(looks.font(20, bold=True))
        heading = sight.filling.heading or sight.title
        painter.drawText(QRect(side + margin, px(16), px(520), px(34)), _MIDDLE, heading)
        if sight.filling.facts:
            painter.setFont(looks.font(14))
            painter.setOpacity(_SOFT)
            painter.drawText(QRect(side + margin, px(50), px(800), px(_HEADLINE - 58)), _MIDDLE, sight.filling.facts)
            painter.setOpacity(1.0)

    def _station(self, painter: QPainter) -> int:
        """The station's name; how much more than one line it takes."""
        painter.setFont(looks.font(16, bold=True))
        station = looks.station_lines(self.sight.station)
        name = painter.boundingRect(
            QRect(looks.px(28), looks.px(16), looks.px(looks.NAME_WIDTH), looks.px(200)), _WRAP, station
        )
        painter.drawText(name, _WRAP, station)
        return max(0, name.height() - looks.px(28))

    def _cards(self, painter: QPainter, number: int, column: Sequence[CardSight]) -> None:
        colours, px, measures = looks.tokens(), looks.px, card_measures
        side, margin = looks.side_and_margin(self.width())
        left, top = side + margin, px(_HEADLINE)
        whole = min(self.width() - left - margin, px(measures.WIDEST))
        width = (whole - px(measures.GAP)) // 2
        left += number * (width + px(measures.GAP))
        painter.setClipRect(QRect(left, top, width, self.height() - px(_STATUS + 12) - top))
        for card in column:
            height = px(measures.card_height(len(card.lines)))
            painter.drawPixmap(QRect(left, top, width, height), _pixel(colours.line))
            painter.drawPixmap(QRect(left + 1, top + 1, width - 2, height - 2), _pixel(colours.card))
            inside = left + px(measures.SIDE)
            room = width - 2 * px(measures.SIDE)
            head = QRect(
                inside + px(measures.ICON), top + px(measures.PADDING), room - px(measures.ICON), px(measures.HEAD)
            )
            painter.setFont(looks.font(15, bold=True))
            painter.drawText(head, _MIDDLE, card.title)
            painter.drawText(head, _FLAGS["right"], card.number)
            painter.setFont(looks.font(14))
            line_top = head.bottom() + 1
            for words, detail, _tone in card.lines:
                line = QRect(inside, line_top, room, px(measures.LINE))
                painter.drawText(line, _FLAGS["left"], words)
                painter.setOpacity(_SOFT)
                painter.drawText(line, _FLAGS["right"], detail)
                painter.setOpacity(1.0)
                line_top += px(measures.LINE)
            top += height + px(measures.GAP)
        painter.setClipping(False)

    def _table(self, painter: QPainter) -> None:
        colours, px, sight = looks.tokens(), looks.px, self.sight.filling
        side, margin = looks.side_and_margin(self.width())
        left, top = side + margin, px(_HEADLINE + sight.above)
        width = self.width() - left - margin - px(sight.beside)
        height = self.height() - px(_STATUS + 12) - top
        head, row_height = px(_HEAD), looks.row_height()
        line = _pixel(colours.line)
        painter.drawPixmap(QRect(left, top, width, height), line)
        painter.drawPixmap(QRect(left + 1, top + 1, width - 2, height - 2), _pixel(colours.card))
        painter.drawPixmap(QRect(left + 1, top + 1, width - 2, head - 2), _pixel(colours.head))
        painter.setClipRect(QRect(left, top, width, height))
        count = min(len(sight.rows), (height - head) // row_height + 1)
        scroll_bar = px(12) if len(sight.rows) >= count else 0
        rest = width - 2 - scroll_bar - sum(px(wanted) for _label, wanted, _align in sight.columns)
        x = left + 1
        for number, (label, wanted, align) in enumerate(sight.columns):
            across = px(wanted) if wanted else max(rest, 0)
            inside = across - px(16)
            painter.setFont(looks.font(12))
            painter.setOpacity(_SOFT)
            painter.drawText(QRect(x + px(8), top, inside, head), _FLAGS[align], label)
            painter.setFont(looks.font(14))
            painter.setOpacity(1.0)
            for place, row in enumerate(sight.rows[:count]):
                if row[number]:
                    cell = QRect(x + px(8), top + head + 1 + place * row_height, inside, row_height)
                    painter.drawText(cell, _FLAGS[align], row[number])
            x += across
            painter.drawPixmap(QRect(x - 1, top, 1, head + count * row_height), line)
        for number in range(count + 1):
            painter.drawPixmap(QRect(left, top + head + number * row_height - 1, width, 1), line)


def _pixel(colour: str) -> QPixmap:
    """One pixel of a colour, to be stretched over an area."""
    made = QPixmap(1, 1)
    made.fill(QColor(colour))
    return made
