"""A judged roster on screen: options, chips with counts that add up, table, and the card that explains a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.verdicts import (
    ACCEPTED,
    DISPOSITIONS,
    NEEDS_CORRECTION,
    Judgement,
    RowKey,
)
from station_app.features.people.ui.roster.detail import NARROW_WIDTH, WIDTH, Detail
from station_app.features.people.ui.roster.options_bar import OptionsBar
from station_app.features.people.ui.roster.rows import (
    DIFFERS,
    Roster,
    RosterRow,
    disposition_name,
)
from station_app.features.people.ui.roster.table import Holder, RosterTable
from station_app.ui import theme
from station_app.ui.screen import button_for

_WIDE = 900
_EXPORT = _("导出未入库的行")


class Review(QWidget):
    """Shows a judgement and collects corrections; judging itself is the owner's."""

    corrected = Signal(object, str, str)
    """Sheet and row, field, what was typed instead."""
    undone = Signal()
    """The last correction is to be taken back."""
    options_changed = Signal()
    export_wanted = Signal()
    """The rows that stay outside are to be handed back."""
    mapping_wanted = Signal()
    """The clerk wants to say what the columns mean."""
    forgetting_wanted = Signal()
    """The remembered meaning of the columns is to be forgotten."""
    preferred = Signal()
    """The choice between the station's and the file's values changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = OptionsBar()
        self.options.changed.connect(self.options_changed)
        self.chips: dict[str, QPushButton] = {}
        self.notice = QLabel()
        self.notice.setProperty("role", "warn")
        self.notice.setWordWrap(True)
        self.remark = QLabel()
        self.remark.setProperty("role", "small")
        self.remark.setWordWrap(True)
        self.holder = Holder()
        self.detail = Detail()
        self.detail.taken.connect(self._take_suggestion)
        self.detail.preferred.connect(self._on_preferred)
        self.prefer_all = QPushButton(_("不同的都用文件里的"))
        self.prefer_all.setCheckable(True)
        self.prefer_all.setProperty("role", "chip")
        self.prefer_all.clicked.connect(self._on_prefer_all)
        self.by_column = button_for(_("按栏目"), "list", self._offer_columns, shortcut="Ctrl+D")
        self.by_column.setAccessibleName(_("按栏目选：用文件里的还是库里的"))
        self.column_choices = QMenu(self)
        self.taken: set[tuple[RowKey, str]] = set()
        self._roster = Roster((), (), ())
        self._filter = ""
        self.export = button_for(_EXPORT, "file-output", self.export_wanted.emit, shortcut="Ctrl+E")
        self.export.setAccessibleName(_EXPORT)
        self.next = button_for(_("下一处问题"), "chevron-down", lambda: self._step(1), shortcut="F8")
        self.map = button_for(_("栏目对应"), "columns-3", self.mapping_wanted.emit, shortcut="Ctrl+M", writes=True)
        self.forget = button_for(_("不再照用"), "x", self.forgetting_wanted.emit)
        self.mapped_by = QLabel()
        self.mapped_by.setProperty("role", "good")
        self._lay_out()
        for keys, slot in (("Shift+F8", lambda: self._step(-1)), ("Ctrl+Z", self.undone.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def table(self) -> RosterTable:
        """The table of the file now open."""
        if self.holder.table is None:
            raise RuntimeError("no file is open")
        return self.holder.table

    def show_judgement(self, judgement: Judgement, roster: Roster, *, fresh: bool) -> None:
        """Rows as judged; a `fresh` file begins at its first problem."""
        self._roster = roster
        differing = self._differing()
        self.taken = set() if fresh else self.taken & differing
        self.prefer_all.setVisible(bool(differing))
        self.by_column.setVisible(bool(differing))
        self.prefer_all.setChecked(bool(differing) and self.taken == differing)
        self.options.show_judged(judgement)
        table, is_new = self.holder.table_for(self._roster)
        if is_new:
            table.corrected.connect(self._on_corrected)
            table.cell_changed.connect(self._on_cell)
        for disposition, chip in self.chips.items():
            name = disposition_name(disposition)
            chip.setText(f"{name} {self._roster.tally(disposition)}")
        self.chips[DIFFERS].setVisible(self._roster.tally(DIFFERS) > 0)
        if fresh or (self._filter == DIFFERS and not self._roster.tally(DIFFERS)):
            self._filter = ""
            self.chips[""].setChecked(True)
        self._show_rows()
        self.next.setEnabled(self._roster.tally(NEEDS_CORRECTION) > 0)
        if fresh:
            QTimer.singleShot(0, self, self._begin)

    def show_notice(self, lines: Sequence[str], *, warn: bool) -> None:
        """What concerns the whole file; with `warn` it needs attention before anything is written."""
        self.notice.setText("\n".join(lines))
        self.notice.setVisible(bool(lines) and warn)
        self.remark.setText("　".join(lines))
        self.remark.setVisible(bool(lines) and not warn)

    def show_mapped_by(self, text: str) -> None:
        """Whose remembered mapping the columns were read by; '' for none."""
        self.mapped_by.setText(text)
        self.mapped_by.setVisible(bool(text))
        self.forget.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The card takes less where there is little room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        self.detail.setFixedWidth(theme.px(WIDTH if wide else NARROW_WIDTH))
        self.export.setText(_EXPORT if wide else "")
        self.export.setShortcut("Ctrl+E")  # another text takes the shortcut away

    def choose(self, disposition: str) -> None:
        """Only rows of one disposition, or those that differ from the station's; '' = all."""
        self._filter = disposition
        self.chips[disposition].setChecked(True)
        self._show_rows()
        self.table.horizontalScrollBar().setValue(0)  # the problems stand first, whole

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        for disposition in ("", *DISPOSITIONS, DIFFERS):
            chip = QPushButton()
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(not disposition)
            chip.clicked.connect(lambda _checked=False, wanted=disposition: self.choose(wanted))
            self.chips[disposition] = chip
            tools.addWidget(chip)
        tools.addStretch(1)
        tools.addWidget(self.export)
        tools.addWidget(self.next)
        source = QHBoxLayout()
        source.setSpacing(theme.px(8))
        source.addWidget(self.mapped_by)
        source.addWidget(self.forget)
        source.addWidget(self.remark, 1)
        source.addStretch()
        source.addWidget(self.prefer_all)
        source.addWidget(self.by_column)
        source.addWidget(self.map)
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(16))
        middle.addWidget(self.holder, 1)
        middle.addWidget(self.detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self.options)
        layout.addWidget(self.notice)
        layout.addLayout(source)
        layout.addLayout(tools)
        layout.addLayout(middle, 1)
        self.notice.hide()
        self.remark.hide()
        self.show_mapped_by("")

    def _show_rows(self) -> None:
        rows = self._roster.of(self._filter)
        self.table.show_rows(rows)
        self.table.say_empty(total=len(rows))
        self._on_cell(self.table.current(), self.table.current_key())

    def _begin(self) -> None:
        """At the first problem, once the table knows its size."""
        self.table.go_to(0, 0)
        self.table.horizontalScrollBar().setValue(0)
        if not self.table.next_problem():
            self._go_to_first_accepted()
        self.table.setFocus()

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

    def _on_cell(self, row: RosterRow | None, key: str) -> None:
        self.detail.show_row(row, key, self.taken)

    def _on_preferred(self, what: tuple[RowKey, str], on: bool) -> None:
        (self.taken.add if on else self.taken.discard)(what)
        QTimer.singleShot(0, self, lambda: self._on_cell(self.table.current(), self.table.current_key()))
        self.preferred.emit()

    def _on_prefer_all(self, on: bool) -> None:
        self._prefer(self._differing(), on=on)

    def _prefer(self, wanted: set[tuple[RowKey, str]], *, on: bool) -> None:
        """Take the file's values, or leave the station's, in all these places."""
        self.taken = self.taken | wanted if on else self.taken - wanted
        self.prefer_all.setChecked(self.taken == self._differing())
        self._on_cell(self.table.current(), self.table.current_key())
        self.preferred.emit()

    def _differing(self) -> set[tuple[RowKey, str]]:
        return {(each.row, each.field) for row in self._roster.rows for each in row.differences}

    def _offer_columns(self) -> None:
        """One line a field: all its new values, or the station's."""
        places: dict[str, set[tuple[RowKey, str]]] = {}
        labels: dict[str, str] = {}
        for row in self._roster.rows:
            for each in row.differences:
                places.setdefault(each.field, set()).add((each.row, each.field))
                labels[each.field] = each.label
        self.column_choices.clear()
        for field, wanted in places.items():
            text = _("{label}全部采用新值（{n} 处）").format(label=labels[field], n=len(wanted))
            action = self.column_choices.addAction(text)
            action.setCheckable(True)
            action.setChecked(wanted <= self.taken)
            action.triggered.connect(lambda on, wanted=wanted: self._prefer(wanted, on=on))
        self.column_choices.popup(self.by_column.mapToGlobal(self.by_column.rect().bottomLeft()))
        self.column_choices.setActiveAction(self.column_choices.actions()[0])

    def _take_suggestion(self) -> None:
        row = self.table.current()
        if row is not None and row.verdict.suggested_id:
            self.corrected.emit(row.verdict.key, "id_number", row.verdict.suggested_id)
            self.table.setFocus()
