"""The list of follow-ups: what is due and overdue first, the rest a click away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.followups.fields import FOLLOW_UP
from station_app.features.followups.ui.seen import Seen
from station_app.features.people.fields import PERSON
from station_app.ui import icons, theme
from station_app.ui.buttons import chips
from station_app.ui.columns import Column, column
from station_app.ui.narrow import GiveWay
from station_app.ui.table import Table

CHIPS: tuple[tuple[str, str, Callable[[Seen], bool]], ...] = (
    ("due", _("该办的"), lambda row: row.state in ("due", "overdue")),
    ("overdue", _("逾期"), lambda row: row.state == "overdue"),
    ("later", _("以后"), lambda row: row.state == "scheduled"),
    ("done", _("已办"), lambda row: row.state in ("done", "unreachable")),
    ("all", _("全部"), lambda _row: True),
)
"""Name in code, words, what it lets through."""

COLUMNS: tuple[Column, ...] = (
    column(FOLLOW_UP["due_date"], width=100),
    column(PERSON["name"], width=116, get=lambda row: row.person_name),
    column(PERSON["village"], width=88, label=_("村"), get=lambda row: row.village),
    column(FOLLOW_UP["kind"], width=116),
    Column("origin", _("来源"), lambda row: row.origin, str, "left", 180, stretch=True),
    column(FOLLOW_UP["state"], width=84),
    column(FOLLOW_UP["attempts"], width=84, label=_("未接通"), get=lambda row: row.attempts or None),
    column(FOLLOW_UP["result"], width=120),
    column(FOLLOW_UP["done_on"], width=100, is_offered=True),
    column(FOLLOW_UP["worker"], width=84, is_offered=True),
)
_GIVE_WAY = ("result", "kind", "attempts", "village")
"""Columns that the form beside the list says too."""
_ORIGIN = 168
"""What tells one class from another of it, in pixels before large type."""


class FollowUpList(QWidget):
    """Chips with their numbers, search, table."""

    chosen = Signal(object)
    """Another row is current (a Seen, or None)."""
    opened = Signal(object)
    """Enter or a double click on a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Seen] = ()
        self._chip = CHIPS[0]
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("查找"))  # what it finds has no room beside the chips in large type
        self.search.setToolTip(_("按姓名、村、培训班查找"))
        self.search.setAccessibleName(_("在回访中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(220))
        self.search.addAction(icons.icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        self.chips = chips(self, [chip[:2] for chip in CHIPS], self.show_only)
        for chip in self.chips.values():
            tools.addWidget(chip)
        self.chips["due"].setChecked(True)
        tools.addStretch(1)
        tools.addWidget(self.search, 10)
        self.table = Table(COLUMNS, empty=_("还没有回访。培训班结业后，会按日期自动排好。"), name="followups")
        self.table.setAccessibleName(_("回访列表"))
        self.table.source.tone = _tone
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        GiveWay(self.table, _GIVE_WAY, least=_ORIGIN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)

    @property
    def chip(self) -> str:
        """Name of the chip that is pressed."""
        return self._chip[0]

    def set_rows(self, rows: Sequence[Seen]) -> None:
        """Other follow-ups; chip, search text and current row stay."""
        self._rows = rows
        for name, words, fits in CHIPS:
            number = sum(1 for row in rows if fits(row))
            self.chips[name].setText(_("{words} {n}").format(words=words, n=number) if number else words)
        self._refresh()

    def show_only(self, name: str) -> None:
        """Press a chip."""
        self._chip = next(chip for chip in CHIPS if chip[0] == name)
        self.chips[name].setChecked(True)
        self._refresh()
        self.table.setFocus()

    def look_for(self, text: str) -> None:
        """Everything that holds these words, whatever its state."""
        self.show_only("all")
        self.search.setText(text)

    def following(self, record_id: str) -> Seen | None:
        """The next open one below a row, else the first open one; None when nothing is left."""
        rows: list[Seen] = self.table.source.rows
        place = next((n for n, row in enumerate(rows) if row.id == record_id), -1)
        order = [*rows[place + 1 :], *rows[: max(place, 0)]]
        return next((row for row in order if row.is_open), None)

    def _refresh(self) -> None:
        fits = self._chip[2]
        shown = [row for row in self._rows if fits(row)]
        self.table.set_rows(shown)
        self.table.say_empty(total=len(self._rows))
        if not self.table.currentIndex().isValid() and self.table.source.rowCount():
            self.table.selectRow(0)

    def _filter(self, text: str) -> None:
        self.table.filter(text)
        if not self.table.currentIndex().isValid() and self.table.source.rowCount():
            self.table.selectRow(0)


def _tone(row: Seen, name: str) -> str:
    if name == "state":
        return {"overdue": "bad", "due": "warn", "unreachable": "bad", "done": "accent"}.get(row.state, "soft")
    return "soft" if row.state == "cancelled" else ""
