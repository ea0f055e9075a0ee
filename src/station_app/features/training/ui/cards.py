"""Cards for what needs attention beside the work, and a page with such a column that folds when there is no room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.training.rules.reminders import Reminder
from station_app.ui import icons, theme
from station_app.ui.theme import Tone

FOLD_BELOW = 1200
"""Width of the window, in device-independent pixels, below which the right column folds (looks/README)."""
_SIDE = 300
"""Width of the column; it grows with large type only where the window is that much wider, too."""
_LOW = 640
_BELOW_HEIGHT = 196
_ANY = 16777215
"""Qt's QWIDGETSIZE_MAX."""


class Card(QFrame):
    """A white card with an optional heading."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(theme.px(16),) * 4)
        self.body.setSpacing(theme.px(8))
        self.heading = QLabel(heading)
        self.heading.setProperty("role", "heading")
        self._grid: QGridLayout | None = None
        self._buttons: list[QWidget] = []
        self.heading.setWordWrap(True)
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(heading))

    def add_buttons(self, buttons: Iterable[QWidget]) -> None:
        """Buttons below each other, two in a row while the card is wide."""
        self._buttons = list(buttons)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        self.body.addLayout(self._grid)
        self.set_wide(False)

    def set_wide(self, wide: bool) -> None:
        """Whether the card lies below the work instead of beside it."""
        if self._grid is not None:
            columns = 2 if wide else 1
            for place, button in enumerate(self._buttons):
                self._grid.addWidget(button, place // columns, place % columns)

    def set_heading(self, text: str) -> None:
        """Another heading; '' hides it."""
        self.heading.setText(text)
        self.heading.setVisible(bool(text))


class Figures(QWidget):
    """Two or three large figures with a word below each."""

    def __init__(self, labels: Iterable[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(2)
        self._figures: list[QLabel] = []
        self._words: list[QLabel] = []
        for column, label in enumerate(labels):
            figure, word = QLabel("–"), QLabel(label)
            figure.setProperty("role", "figure")
            word.setProperty("role", "soft")
            grid.addWidget(figure, 0, column)
            grid.addWidget(word, 1, column)
            grid.setColumnStretch(column, 1)
            self._figures.append(figure)
            self._words.append(word)

    def show_figures(self, *figures: tuple[str, Tone]) -> None:
        """A text and its tone for each figure."""
        for label, (text, tone) in zip(self._figures, figures, strict=True):
            label.setText(text)
            retone(label, tone)

    def set_label(self, position: int, text: str) -> None:
        """Another word below a figure."""
        self._words[position].setText(text)

    def texts(self) -> list[str]:
        """The figures as shown."""
        return [label.text() for label in self._figures]


class Notice(QFrame):
    """A sentence on the ground of its tone, with a sign, so that colour is not the only one."""

    def __init__(self, text: str, tone: Literal["warn", "bad"] = "warn") -> None:
        super().__init__()
        self.setProperty("role", tone)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        sign = QLabel()
        sign.setPixmap(icons.icon("triangle-alert" if tone == "warn" else "circle-alert", tone).pixmap(theme.px(18)))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self.label = QLabel(text)
        self.label.setProperty("tone", tone)
        self.label.setWordWrap(True)
        line.addWidget(self.label, 1)


class Notices(QWidget):
    """Some notices below each other, replaced together."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_notices(self, notices: Iterable[tuple[str, Literal["warn", "bad"]]]) -> None:
        """Sentences with their tone; nothing is built anew when they are the same."""
        wanted = tuple(notices)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in wanted:
            self._column.addWidget(Notice(text, tone))
        self.setVisible(bool(wanted))

    def texts(self) -> list[str]:
        """The sentences shown."""
        return [text for text, _tone in self._shown]


class RemindersCard(Card):
    """提醒: what differs from the rules, quietly, each with the rule and where it comes from; hidden without any."""

    def __init__(self) -> None:
        super().__init__(_("提醒"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(10))
        self.body.addLayout(self._rows)
        self._shown: tuple[Reminder, ...] = ()
        self.hide()

    def show_reminders(self, reminders: Iterable[Reminder]) -> None:
        """Replace the list; nothing is built anew when it is the same."""
        wanted = tuple(reminders)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in wanted:
            self._rows.addWidget(SignedLine("info", "soft", one.text, f"{one.rule} · {one.source}"))
        self.setVisible(bool(wanted))

    def texts(self) -> list[str]:
        """The sentences shown."""
        return [one.text for one in self._shown]


class SignedLine(QWidget):
    """A sign, a sentence, and a smaller one below it."""

    def __init__(self, icon: str, tone: Tone, text: str, below: str = "") -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        sign = QLabel()
        sign.setPixmap(icons.icon(icon, tone).pixmap(theme.px(18)))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        for said, role in ((text, ""), (below, "note")):
            if said:
                label = QLabel(said)
                label.setWordWrap(True)
                if role:
                    label.setProperty("role", role)
                    label.setProperty("tone", "soft")
                words.addWidget(label)
        line.addLayout(words, 1)


class WithSide(QWidget):
    """The work in the middle, cards in a column on the right; narrow windows fold the column away or below."""

    def __init__(
        self, main: QWidget, cards: Iterable[Card], *, fold: Literal["away", "below"] = "away", high: bool = False
    ) -> None:
        super().__init__()
        self._fold, self._high = fold, high
        self._shape: tuple[bool, int] | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(12))
        self._box.addWidget(main, 1)
        inner = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, inner)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.px(12))
        self._members = list(cards)
        for card in self._members:
            self._cards.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
            card.installEventFilter(self)
        self._cards.addStretch(1)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setWidget(inner)
        self._box.addWidget(self.side)
        # Until it is shown at a width nobody knows whether there is room: a page must not be wide for a hidden tab.
        self._apply(narrow=fold == "away", width=theme.px(_SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold or unfold: what folds away needs the room of large type, what would lie below stays beside longer.

        What needs a `high` window to lie below stays beside in a low one (200 %).
        """
        super().resizeEvent(event)
        room = self.window().width()
        roomy = room >= theme.px(FOLD_BELOW)
        low = self._high and self.window().height() < theme.px(_LOW)
        narrow = room < FOLD_BELOW and not low if self._fold == "below" else not roomy
        self._apply(narrow=narrow, width=theme.px(_SIDE) if roomy else _SIDE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Without a card to show, the work has the whole width."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_side()
        return super().eventFilter(watched, event)

    def _show_side(self) -> None:
        away = self._fold == "away" and self._shape is not None and self._shape[0]
        self.side.setVisible(not away and any(not card.isHidden() for card in self._members))

    def _apply(self, *, narrow: bool, width: int) -> None:
        if (narrow, width) == self._shape:
            return
        self._shape = (narrow, width)
        self._show_side()
        below = narrow and self._fold == "below"
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if below else QBoxLayout.Direction.TopToBottom)
        for card in self._members:
            card.set_wide(below)
        self.side.setMinimumWidth(0 if below else width)
        self.side.setMaximumWidth(_ANY if below else width)
        self.side.setMaximumHeight(theme.px(_BELOW_HEIGHT) if below else _ANY)


def retone(label: QLabel, tone: Tone) -> None:
    """Give a label another tone of the theme."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)
