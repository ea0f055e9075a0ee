"""A judged roster on screen: options, chips with counts that add up, table, and the card that explains a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.verdicts import (
    ACCEPTED,
    DISPOSITIONS,
    NEEDS_CORRECTION,
    Judgement,
    RowKey,
)
from station_app.features.people.ui.roster.detail import Detail
from station_app.features.people.ui.roster.options_bar import OptionsBar
from station_app.features.people.ui.roster.rows import Corrections, Roster, RosterRow, disposition_name, roster_of
from station_app.features.people.ui.roster.table import Holder, RosterTable
from station_app.ui import theme
from station_app.ui.screen import button_for


class Review(QWidget):
    """Shows a judgement and collects corrections; judging itself is the owner's."""

    corrected = Signal(object, str, str)
    """Sheet and row, field, what was typed instead."""
    undone = Signal()
    """The last correction is to be taken back."""
    options_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = OptionsBar()
        self.options.changed.connect(self.options_changed)
        self.chips: dict[str, QPushButton] = {}
        self.notice = QLabel()
        self.notice.setProperty("role", "warn")
        self.notice.setWordWrap(True)
        self.holder = Holder()
        self.detail = Detail()
        self.detail.taken.connect(self._take_suggestion)
        self._roster = Roster((), (), ())
        self._filter = ""
        self._differences: Mapping[RowKey, Sequence[str]] = {}
        self.next = button_for(_("下一处问题"), "chevron-down", lambda: self._step(1), shortcut="F8")
        self._lay_out()
        for keys, slot in (("Shift+F8", lambda: self._step(-1)), ("Ctrl+Z", self.undone.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def table(self) -> RosterTable:
        """The table of the file now open."""
        if self.holder.table is None:
            raise RuntimeError("no file is open")
        return self.holder.table

    def show_judgement(self, judgement: Judgement, corrections: Corrections, *, fresh: bool) -> None:
        """Rows as judged; a `fresh` file begins at its first problem."""
        self._roster = roster_of(judgement, corrections)
        self.options.show_judged(judgement)
        table, is_new = self.holder.table_for(self._roster)
        if is_new:
            table.corrected.connect(self._on_corrected)
            table.cell_changed.connect(self._on_cell)
        for disposition, chip in self.chips.items():
            name = disposition_name(disposition)
            chip.setText(f"{name} {self._roster.tally(disposition)}")
        if fresh:
            self._filter = ""
            self.chips[""].setChecked(True)
        self._show_rows()
        self.next.setEnabled(self._roster.tally(NEEDS_CORRECTION) > 0)
        if fresh:
            table.go_to(0, 0)
            if not table.next_problem():
                self._go_to_first_accepted()
            table.setFocus()

    def show_notice(self, lines: Sequence[str]) -> None:
        """What concerns the whole file."""
        self.notice.setText("\n".join(lines))
        self.notice.setVisible(bool(lines))

    def show_differences(self, differences: Mapping[RowKey, Sequence[str]]) -> None:
        """How rows differ from people already registered, in words."""
        self._differences = differences
        if self.holder.table is not None:
            self._on_cell(self.table.current(), self.table.current_field())

    def choose(self, disposition: str) -> None:
        """Only rows of one disposition; '' = all."""
        self._filter = disposition
        self.chips[disposition].setChecked(True)
        self._show_rows()

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """Labels of columns that will not be imported."""
        return self._roster.unknown

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        for disposition in ("", *DISPOSITIONS):
            chip = QPushButton()
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(not disposition)
            chip.clicked.connect(lambda _checked=False, wanted=disposition: self.choose(wanted))
            self.chips[disposition] = chip
            tools.addWidget(chip)
        tools.addStretch(1)
        tools.addWidget(self.next)
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(16))
        middle.addWidget(self.holder, 1)
        middle.addWidget(self.detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self.options)
        layout.addWidget(self.notice)
        layout.addLayout(tools)
        layout.addLayout(middle, 1)
        self.notice.hide()

    def _show_rows(self) -> None:
        rows = [row for row in self._roster.rows if self._filter in ("", row.verdict.disposition)]
        self.table.show_rows(rows)
        self.table.say_empty(total=len(rows))
        self._on_cell(self.table.current(), self.table.current_field())

    def _go_to_first_accepted(self) -> None:
        rows = self.table.source.rows
        place = next((n for n, row in enumerate(rows) if row.verdict.disposition == ACCEPTED), -1)
        if place >= 0:
            self.table.go_to_field(place, "name")

    def _step(self, step: int) -> None:
        if self._filter not in ("", NEEDS_CORRECTION):
            self.choose("")
        self.table.next_problem(step)
        self.table.setFocus()

    def _on_corrected(self, row: RosterRow, field: str, text: str) -> None:
        self.corrected.emit(row.verdict.key, field, text)

    def _on_cell(self, row: RosterRow | None, field: str) -> None:
        differences = self._differences.get(row.verdict.key, ()) if row is not None else ()
        self.detail.show_row(row, field, differences)

    def _take_suggestion(self) -> None:
        row = self.table.current()
        if row is not None and row.verdict.suggested_id:
            self.corrected.emit(row.verdict.key, "id_number", row.verdict.suggested_id)
            self.table.setFocus()
