"""What the slips add up to: counts by item, the rate, and a bar of the five answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.training.fields import SATISFACTION_SURVEY
from station_app.features.training.service.survey import LEVELS, ItemSummary
from station_app.features.training.ui.survey_entry import two_lines
from station_app.ui import theme

_LABEL, _COUNT, _RATE, _ROW, _HEAD = 80, 50, 68, 40, 52
_LIGHTER = 0.55


class SurveyChart(QWidget):
    """A table with a bar behind each row, drawn in the colours of the theme; the numbers say what the bars show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: Sequence[ItemSummary] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(_LABEL + _COUNT * len(LEVELS) + _RATE))
        self.setFixedHeight(theme.px(_HEAD + _ROW * 6))
        self.setAccessibleName(_("满意度汇总"))

    def show_items(self, items: Sequence[ItemSummary]) -> None:
        """Other answers."""
        self.items = tuple(items)
        lines = [
            _("{item}：{counts}，满意率 {rate}").format(
                item=SATISFACTION_SURVEY[item.name].label,
                counts="、".join(str(count) for count in item.counts),
                rate=item.rate or "–",
            )
            for item in self.items
        ]
        self.setAccessibleDescription("；".join(lines))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Head with the colour of each answer, then the items."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count, label, head, high = (theme.px(size) for size in (_COUNT, _LABEL, _HEAD, _ROW))
        centre = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        colours = shades()
        table = codes.table("satisfaction_level")
        for column, level in enumerate(LEVELS):
            x = label + column * count
            painter.setPen(QColor(tokens.soft))
            painter.drawText(x, 0, count, head - theme.px(8), centre, two_lines(table.label(level)))
            painter.fillRect(QRectF(x + count * 0.2, head - theme.px(6), count * 0.6, theme.px(4)), colours[column])
        painter.setPen(QColor(tokens.soft))
        painter.drawText(label + count * 5, 0, theme.px(_RATE), head, centre, _("满意率"))
        for row, item in enumerate(self.items):
            top = head + row * high
            painter.setPen(QColor(tokens.line))
            painter.drawLine(0, top, self.width(), top)
            painter.setPen(QColor(tokens.text))
            painter.drawText(0, top, label, high, left, SATISFACTION_SURVEY[item.name].label)
            for column, number in enumerate(item.counts):
                painter.setPen(QColor(tokens.text if number else tokens.soft))
                painter.drawText(label + column * count, top, count, high, centre, str(number))
            painter.setPen(QColor(tokens.accent if item.rate else tokens.soft))
            painter.drawText(label + count * 5, top, theme.px(_RATE), high, centre, item.rate or "–")
            self._bar(painter, item, QRectF(self._bar_left(), top + high * 0.3, self._bar_width(), high * 0.4))
        painter.end()

    def _bar(self, painter: QPainter, item: ItemSummary, room: QRectF) -> None:
        if room.width() < theme.px(40):
            return
        painter.fillRect(room, QColor(theme.tokens().hover))
        x = room.left()
        for number, colour in zip(item.counts, shades(), strict=True):
            if number:
                width = room.width() * number / item.valid
                painter.fillRect(QRectF(x, room.top(), width, room.height()), colour)
                x += width

    def _bar_left(self) -> int:
        return theme.px(_LABEL + _COUNT * len(LEVELS) + _RATE + 12)

    def _bar_width(self) -> int:
        return self.width() - self._bar_left()


def shades() -> tuple[QColor, ...]:
    """From very satisfied to very dissatisfied: accent, lighter accent, grey, warning, bad."""
    tokens = theme.tokens()
    lighter = _mixed(QColor(tokens.accent), QColor(tokens.card), _LIGHTER)
    grey = _mixed(QColor(tokens.soft), QColor(tokens.card), _LIGHTER)
    return QColor(tokens.accent), lighter, grey, QColor(tokens.warn), QColor(tokens.bad)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    rest = 1 - share
    return QColor(
        round(one.red() * share + other.red() * rest),
        round(one.green() * share + other.green() * rest),
        round(one.blue() * share + other.blue() * rest),
    )
