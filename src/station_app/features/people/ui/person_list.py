"""The list of people: search as you type, filters, masked numbers; works on rows alone, without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.outside import Outside
from station_app.features.people.rules.rows import LEFT_BEHIND_WOMAN, PersonRow
from station_app.features.people.ui.columns import GAP_MARK, KINDS, list_columns
from station_app.features.people.ui.filter_row import FilterRow
from station_app.features.people.ui.gap_row import GapRow
from station_app.ui import icons, theme
from station_app.ui.screen import button_for
from station_app.ui.table import Table

_TYPING_PAUSE_MS = 40
_WHOLE_FROM = 800
"""Narrower lists do without _GIVE_WAY; device-independent pixels before large type."""
_GIVE_WAY = ("phone", "responsible")
_BESIDE_A_RECORD = ("name", "sex", "age", "village", "gaps")

CHIPS: tuple[tuple[str, str, Callable[[PersonRow], bool]], ...] = (
    ("all", _("全部"), lambda _row: True),
    ("gaps", GAP_MARK, lambda row: bool(row.gaps)),
    ("left_behind", _("留守妇女"), lambda row: LEFT_BEHIND_WOMAN in row.categories),
)


class PersonList(QWidget):
    """Search field, chips, count and table."""

    opened = Signal(str)
    """The key of the person to open."""
    filters_asked = Signal()
    """筛选 was pressed."""
    thread_wanted = Signal(str)
    """Everything known of the person with this key (Ctrl+Enter)."""

    def __init__(
        self,
        rows: Sequence[PersonRow] = (),
        *,
        outsides: Sequence[Outside] = (),
        on_empty: Callable[[], Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: list[PersonRow] = list(rows)
        self._hays: list[str] | None = None
        self._chip = CHIPS[0]
        self._compact = False
        self.search = QLineEdit()
        self.search.setAccessibleName(_("在人员中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(280))
        self.search.addAction(icons.icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._refresh)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.chips: dict[str, QPushButton] = {}
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.columns = list_columns(outsides)
        self.table = Table(
            self.columns,
            name="people",
            empty=_("还没有人员。从村里报来的花名册开始最快，也可以一个一个新建。"),
            action=_("导入花名册") if on_empty else "",
            on_action=on_empty,
        )
        self.table.source.tone = _tone
        self.table.source.tip = _tip
        self.table.setAccessibleName(_("人员列表"))
        self.table.setMinimumWidth(theme.px(320))
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.search.returnPressed.connect(self._open_first)
        self.filter_row = FilterRow(self.table)
        self.gap_row = GapRow()
        self.gap_row.chosen.connect(lambda _label: self._refresh())
        self.filter_button = button_for(_("筛选"), "funnel", self.filters_asked.emit, shortcut="Ctrl+Shift+F")
        self.many_button = QPushButton(_("批量"))
        self.many_button.setIcon(icons.icon("list"))
        self.many_button.setIconSize(QSize(theme.px(22), theme.px(18)))
        self.many_button.setToolTip(_("对选中的人（没有多选时对列表里全部的人）一起办（Ctrl+Shift+A）"))
        self.table.filters_changed.connect(self._show_count)
        thread = QShortcut(QKeySequence("Ctrl+Return"), self.table)
        thread.setContext(Qt.ShortcutContext.WidgetShortcut)
        thread.activated.connect(self._want_thread)
        self._lay_out()
        self.set_compact(False)
        self._refresh()

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Other people; search text, chip and current row stay."""
        self._rows = list(rows)
        self._hays = None
        self.filter_row.set_rows(self._rows)
        self._refresh()

    @property
    def rows(self) -> Sequence[PersonRow]:
        """Everybody, whatever is filtered."""
        return self._rows

    @property
    def is_working_through(self) -> bool:
        """The 待补 list is shown: after saving, the next one opens."""
        return self._chip[0] == "gaps"

    def acted_on(self) -> list[PersonRow]:
        """Whom an action for many means: the selected ones, where more than one is selected, else all in the list."""
        chosen = self.table.selected()
        return chosen if len(chosen) > 1 else list(self.table.source.rows)

    def next_after(self, key: str) -> str | None:
        """Whose turn it is after this person; the first one after the last, None when nobody else is left."""
        keys = [row.id for row in self.table.source.rows]
        if key in keys:
            at = keys.index(key)
            keys = keys[at + 1 :] + keys[:at]
        return keys[0] if keys else None

    def set_compact(self, compact: bool) -> None:
        """Fewer columns beside an open record."""
        self._compact = compact
        self._fit()
        self.table.horizontalHeader().setStretchLastSection(compact)
        for button in (self.chips["left_behind"], self.filter_button, self.many_button):
            button.setVisible(not compact)
        self.gap_row.hint.setVisible(not compact)
        self.search.setPlaceholderText(_("查找") if compact else _("姓名、首字母、证件号、电话、村"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the categories keep their room; phone and worker give way."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.px(_WHOLE_FROM)
        for number, shown in enumerate(self.columns):
            beside = self._compact and shown.name not in _BESIDE_A_RECORD
            self.table.setColumnHidden(number, beside or (narrow and shown.name in _GIVE_WAY))

    def choose_chip(self, name: str) -> None:
        """Filter by one of CHIPS."""
        self._chip = next(chip for chip in CHIPS if chip[0] == name)
        self.chips[name].setChecked(True)
        self.gap_row.label = ""
        self._refresh()

    def choose_gap(self, label: str) -> None:
        """Show those of whom this is missing ('' = anything)."""
        self.choose_chip("gaps")
        self.gap_row.label = label
        self._refresh()

    def tally(self, name: str) -> int:
        """How many people a chip stands for."""
        test = next(chip[2] for chip in CHIPS if chip[0] == name)
        return sum(1 for row in self._rows if test(row))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addWidget(self.search, 100)
        for name, label, _test in CHIPS:
            chip = QPushButton(label)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(name == self._chip[0])
            chip.clicked.connect(lambda _checked=False, name=name: self.choose_chip(name))
            self.chips[name] = chip
            tools.addWidget(chip)
        tools.addWidget(self.filter_button)
        tools.addStretch(1)
        tools.addWidget(self.count)
        tools.addWidget(self.many_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(tools)
        layout.addWidget(self.gap_row)
        layout.addWidget(self.filter_row)
        layout.addWidget(self.table, 1)

    def _refresh(self) -> None:
        is_gaps = self.is_working_through
        self.gap_row.setVisible(is_gaps)
        if is_gaps:
            self.gap_row.show_groups(self._rows)
        test = self.gap_row.fits if is_gaps else self._chip[2]
        words = self.search.text().lower().split()
        if words:
            if self._hays is None:
                self._hays = [row.hay for row in self._rows]
            pairs = zip(self._rows, self._hays, strict=True)
            found = [row for row, hay in pairs if all(word in hay for word in words) and test(row)]
        elif self._chip[0] == "all":
            found = self._rows
        else:
            found = [row for row in self._rows if test(row)]
        self.table.set_rows(found)
        self.table.say_empty(total=len(self._rows))
        self._show_count()

    def _show_count(self) -> None:
        shown = self.table.source.rowCount()
        self.count.setText(
            _("{n:,} 人").format(n=shown)
            if shown == len(self._rows)
            else _("{n:,} / {m:,} 人").format(n=shown, m=len(self._rows))
        )

    def _open_first(self) -> None:
        self._pause.stop()
        self._refresh()
        if self.table.source.rows:
            self.table.selectRow(0)
            self.opened.emit(self.table.source.rows[0].id)

    def _want_thread(self) -> None:
        row = self.table.current()
        if row is not None:
            self.thread_wanted.emit(row.id)

    def focus_table(self) -> None:
        """The cursor into the list, on the first row when none is current."""
        if self.table.current() is None and self.table.source.rows:
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _tone(row: PersonRow, name: str) -> str:
    return "warn" if name == "gaps" and row.gaps else ""


def _tip(row: PersonRow, name: str) -> str:
    if name == "gaps" and row.gaps:
        return _("还没有填：{labels}").format(labels="、".join(row.gaps))
    return KINDS[name].format(getattr(row, name)) if name in ("categories", "labour_ability") else ""
