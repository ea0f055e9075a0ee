"""The list of people: search as you type, filter chips, masked numbers; works on rows alone, without a database."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.rules.rows import LEFT_BEHIND_WOMAN, PersonRow
from station_app.ui import icons, theme
from station_app.ui.columns import Column, column
from station_app.ui.table import Table

_KINDS = {field.name: field.kind for field in PERSON}
_TYPING_PAUSE_MS = 40
GAP_MARK = _("待补")


def _age(row: PersonRow) -> int | None:
    return row.age


def _gap_text(gaps: Sequence[str]) -> str:
    return f"{GAP_MARK} {len(gaps)}" if gaps else ""


def _bare(label: str) -> str:
    return re.sub(r"\([^()]*\)", "", label)


def _short_codes(codes: tuple[str, ...]) -> str:
    """Without what stands in brackets; the tooltip has it all."""
    return _bare(_KINDS["categories"].format(codes))


def _short_code(code: str) -> str:
    return _bare(_KINDS["labour_ability"].format(code))


def _by_name(row: PersonRow) -> tuple[str, str]:
    return row.name_pinyin, row.id


COLUMNS: tuple[Column, ...] = (
    column(PERSON["name"], width=132, order=_by_name),
    column(PERSON["sex"], width=48, label=_("性别")),
    Column("age", _("年龄"), _age, str, "right", 48),
    column(PERSON["village"], width=88, label=_("村")),
    column(PERSON["categories"], width=140, label=_("类别"), show=_short_codes, stretch=True),
    column(PERSON["phone"], width=116, show=_KINDS["phone"].mask),
    column(PERSON["labour_ability"], width=100, show=_short_code),
    column(PERSON["work_willingness"], width=104, label=_("意愿")),
    Column("gaps", GAP_MARK, lambda row: row.gaps, _gap_text, "left", 64, order=lambda row: len(row.gaps)),
)
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

    def __init__(
        self,
        rows: Sequence[PersonRow] = (),
        *,
        on_empty: Callable[[], Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: list[PersonRow] = list(rows)
        self._hays: list[str] | None = None
        self._chip = CHIPS[0]
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
        self.table = Table(
            COLUMNS,
            empty=_("还没有人员。从村里报来的花名册开始最快，也可以一个一个新建。"),
            action=_("导入花名册") if on_empty else "",
            on_action=on_empty,
            name="people",
        )
        self.table.source.tone = _tone
        self.table.source.tip = _tip
        self.table.setAccessibleName(_("人员列表"))
        self.table.setMinimumWidth(theme.px(320))
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.search.returnPressed.connect(self._open_first)
        self._lay_out()
        self.set_compact(False)
        self._refresh()

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Other people; search text, chip and current row stay."""
        self._rows = list(rows)
        self._hays = None
        self._refresh()

    def set_compact(self, compact: bool) -> None:
        """Fewer columns beside an open record."""
        for number, shown in enumerate(COLUMNS):
            self.table.setColumnHidden(number, compact and shown.name not in _BESIDE_A_RECORD)
        self.table.horizontalHeader().setStretchLastSection(compact)
        self.chips["left_behind"].setVisible(not compact)
        self.search.setPlaceholderText(_("查找") if compact else _("姓名、首字母、证件号、电话、村"))

    def choose_chip(self, name: str) -> None:
        """Filter by one of CHIPS."""
        self._chip = next(chip for chip in CHIPS if chip[0] == name)
        self.chips[name].setChecked(True)
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
        tools.addStretch(1)
        tools.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)

    def _refresh(self) -> None:
        test = self._chip[2]
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
        shown = len(found)
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
    return _KINDS[name].format(getattr(row, name)) if name in ("categories", "labour_ability") else ""
