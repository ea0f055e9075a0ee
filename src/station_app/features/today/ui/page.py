"""The page 今日: what is to be done, in two columns of cards, each line a click or Enter from the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.features.today.rules import Card, Columns, greeting
from station_app.features.today.ui.cards import CardView, LineButton
from station_app.ui import card_measures, theme
from station_app.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from station_app.features.today.service.rest import Today

_SETTLE_MS = 200
"""Several changes in a row are read once."""
_PEOPLE = frozenset(("person", "household"))


class TodayPage(Screen):
    """Read anew whenever it comes to the front, and while it is seen whenever anything changed."""

    manual = "今日"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._gaps: Card | None = None
        self._shown: Columns | None = None
        self._columns: tuple[list[LineButton], list[LineButton]] = ([], [])
        self.cards: list[CardView] = []
        self._inner = QWidget()
        self._inner.setMaximumWidth(theme.px(card_measures.WIDEST))
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._room.setWidget(self._inner)
        across = QHBoxLayout(self._inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(card_measures.GAP))
        self._places = (QVBoxLayout(), QVBoxLayout())
        for place in self._places:
            place.setSpacing(theme.px(card_measures.GAP))
            across.addLayout(place, 1)
        self.body.addWidget(self._room)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._read)
        desk.copy_made.connect(self._read_if_seen)
        desk.drafts_changed.connect(self._read_if_seen)
        desk.station_renamed.connect(self._greet)
        self._greet(desk.station_name)

    @property
    def lines(self) -> list[LineButton]:
        """All lines, the left column first."""
        return [*self._columns[0], *self._columns[1]]

    def shown(self) -> None:
        """The day may be another one since it was last seen."""
        self._greet(self.desk.station_name)
        self._read()

    def reload(self, changed: frozenset[str]) -> None:
        """At once when it is seen, else when it is next."""
        if changed & _PEOPLE:
            self._gaps = None
        self._read_if_seen()

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self._settle.start()

    def _greet(self, name: str) -> None:
        self.set_headline(greeting(clock.now().astimezone().hour, name), self.facts)

    def _read(self) -> None:
        if not self.desk.is_open:
            return  # the timer went off while the window was closing
        folder, gaps, user_id = self.desk.folder.copies, self._gaps, self.desk.database.actor

        def ask(session: Any) -> Today:
            from station_app.features.today.service.rest import read_today  # noqa: PLC0415 - after the first paint

            return read_today(session, user_id, folder, gaps)

        self.desk.read(ask, self._show)

    def _show(self, found: Today) -> None:
        self._gaps = found.gaps
        self.set_headline(greeting(clock.now().astimezone().hour, found.station), found.day_line)
        if found.columns == self._shown:
            return
        at = next((number for number, line in enumerate(self.lines) if line.hasFocus()), None)
        self._shown = found.columns
        self._lay_out(found.columns)
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        is_seen = self.isVisible() or not self.window().isVisible()  # read before the window takes its place
        if self.lines and is_seen and not typing:
            self.lines[min(at or 0, len(self.lines) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, columns: Columns) -> None:
        for old in self.cards:
            old.hide()
            old.deleteLater()
        self.cards = []
        for number, (place, cards) in enumerate(zip(self._places, columns, strict=True)):
            while place.count():
                place.takeAt(0)
            made = [CardView(card) for card in cards]
            for view in made:
                place.addWidget(view)
            place.addStretch(1)
            self.cards += made
            self._columns[number][:] = [line for view in made for line in view.lines if line.isEnabled()]
        for line in self.lines:
            line.opened.connect(self._open)
            line.step_wanted.connect(self._step)

    def _open(self, page: str, record: str) -> None:
        self.desk.open(page, record or None)

    def _step(self, across: int, down: int) -> None:
        here = next((number for number, column in enumerate(self._columns) if self.sender() in column), 0)
        column = self._columns[here]
        at = next((number for number, line in enumerate(column) if line is self.sender()), 0)
        if across:
            other = self._columns[1 - here] if 0 <= here + across <= 1 else []
            top = column[at].mapTo(self._inner, column[at].rect().center()).y()
            wanted = min(
                other, key=lambda line: abs(line.mapTo(self._inner, line.rect().center()).y() - top), default=None
            )
        else:
            wanted = column[max(0, min(at + down, len(column) - 1))]
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self._room.ensureWidgetVisible(wanted)
