"""The list of households."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD
from station_app.features.people.rules.gaps import count
from station_app.features.people.ui.columns import GAP_MARK, gap_text
from station_app.features.people.ui.gap_row import GapRow
from station_app.ui import icons, theme
from station_app.ui.columns import Column, column
from station_app.ui.screen import button_for
from station_app.ui.table import Table

if TYPE_CHECKING:
    from station_app.features.people.service.households import HouseholdRow

_COLUMNS = (
    column(HOUSEHOLD["head_name"], width=120),
    Column("known_members", _("系统内人数"), lambda row: row.known_members, str, "right", 96),
    column(HOUSEHOLD["village"], width=120, label=_("村")),
    column(HOUSEHOLD["group_name"], width=100),
    column(HOUSEHOLD["address"], width=240, stretch=True),
    column(HOUSEHOLD["household_no"], width=160),
    Column("gaps", GAP_MARK, lambda row: row.gaps, gap_text, "left", 64, order=lambda row: len(row.gaps)),
)
_BESIDE_A_RECORD = ("head_name", "known_members", "village", "gaps")


class HouseholdList(QWidget):
    """Search field, count and table."""

    opened = Signal(str)
    """The key of the household to open."""
    merge_wanted = Signal(str, str)
    """Compare the two households that are selected, to make them one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("户主、村、住址、户编号"))
        self.search.setAccessibleName(_("在家庭中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(280))
        self.search.addAction(icons.icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.table = Table(
            _COLUMNS, empty=_("还没有家庭。导入家庭台账，或在人员的“家庭”一栏里新建。"), name="households"
        )
        self.table.setAccessibleName(_("家庭列表"))
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.source.tone = lambda row, name: "warn" if name == "gaps" and row.gaps else ""
        self.table.source.tip = _tip
        self._rows: Sequence[HouseholdRow] = ()
        self.only_gaps = QPushButton(GAP_MARK)
        self.only_gaps.setProperty("role", "chip")
        self.only_gaps.setCheckable(True)
        self.only_gaps.setToolTip(_("只看资料还不全的家庭"))
        self.only_gaps.toggled.connect(lambda _checked: self._refresh())
        self.gap_row = GapRow()
        self.gap_row.hint.hide()
        self.gap_row.chosen.connect(lambda _label: self._refresh())
        self.merge_button = button_for(_("合并两户…"), "users", self._merge, shortcut="Ctrl+M", writes=True)
        self.merge_button.hide()
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._offer_merge())
        self.table.filters_changed.connect(self._show_count)
        self.search.textChanged.connect(self._filter)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addWidget(self.search, 100)
        tools.addWidget(self.only_gaps)
        tools.addStretch(1)
        tools.addWidget(self.count)
        tools.addWidget(self.merge_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(tools)
        layout.addWidget(self.gap_row)
        layout.addWidget(self.table, 1)

    def set_rows(self, rows: Sequence[HouseholdRow]) -> None:
        """Other households; search text and current row stay."""
        self._rows = rows
        self._refresh()

    def set_compact(self, compact: bool) -> None:
        """Fewer columns beside an open record."""
        for number, shown in enumerate(_COLUMNS):
            self.table.setColumnHidden(number, compact and shown.name not in _BESIDE_A_RECORD)
        self.table.horizontalHeader().setStretchLastSection(compact)

    def _refresh(self) -> None:
        is_gaps = self.only_gaps.isChecked()
        self.gap_row.setVisible(is_gaps)
        if is_gaps:
            self.gap_row.show_groups(self._rows)
        self.table.set_rows([row for row in self._rows if self.gap_row.fits(row)] if is_gaps else self._rows)
        self.table.say_empty(total=len(self._rows))
        self.only_gaps.setText(_("{mark} {n:,}").format(mark=GAP_MARK, n=count(self._rows)))
        self._show_count()

    def _offer_merge(self) -> None:
        self.merge_button.setVisible(len(self.table.selected()) == 2)

    def _merge(self) -> None:
        chosen = self.table.selected()
        if len(chosen) == 2:
            self.merge_wanted.emit(chosen[0].id, chosen[1].id)

    def _filter(self, text: str) -> None:
        self.table.filter(text)
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.table.source.rowCount(), len(self._rows)
        self.count.setText(
            _("{n:,} 户").format(n=shown) if shown == total else _("{n:,} / {m:,} 户").format(n=shown, m=total)
        )


def _tip(row: HouseholdRow, name: str) -> str:
    return _("还没有填：{labels}").format(labels="、".join(row.gaps)) if name == "gaps" and row.gaps else ""
