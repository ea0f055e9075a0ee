"""同一个人: people of two stations who may be one, side by side; a person decides, and can take it back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.kinds import Date, IdNumber
from station_app.core.texts import _
from station_app.county.service import same_people
from station_app.county.service.same_people import APART, REASONS, SAME, SUGGESTED, PairRow
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.words import moment
from station_app.ui import theme
from station_app.ui.buttons import chips
from station_app.ui.columns import Column, chinese_order
from station_app.ui.screen import Screen, button_for
from station_app.ui.table import Table

CHIPS = ((SUGGESTED, _("待定")), (SAME, _("已定为一人")), (APART, _("已定为两人")))
COLUMNS: tuple[Column, ...] = (
    Column("a_name", _("姓名"), lambda row: row.a_name, width=84, order=lambda row: chinese_order(row.a_name)),
    Column("a_station", _("站点"), lambda row: row.a_station, width=164),
    Column("b_name", _("姓名"), lambda row: row.b_name, width=84, order=lambda row: chinese_order(row.b_name)),
    Column("b_station", _("另一个站点"), lambda row: row.b_station, width=164),
    Column("reason", _("为什么像"), lambda row: REASONS.get(row.reason, row.reason), width=200, stretch=True),
    Column("by", _("谁定的"), lambda row: row.by, width=90),
    Column("at", _("时间"), lambda row: moment(row.at), align="center", width=140),
)


class SamePeoplePage(Screen):
    """Nothing is joined by itself; the records stay where they are and count once."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stale = True
        self._state = SUGGESTED
        self.table = Table(COLUMNS, empty=_("没有两个站像同一个人的记录。"), name="county_same")
        self.table.setAccessibleName(_("可能是同一个人"))
        self.table.current_changed.connect(self._show_pair)
        self.chips = chips(self, CHIPS, self.choose)
        self.chips[SUGGESTED].setChecked(True)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        for chip in self.chips.values():
            tools.addWidget(chip)
        tools.addStretch(1)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.px(24))
        self._facts.setVerticalSpacing(theme.px(4))
        self.same_button = button_for(_("是同一个人"), "check", lambda: self.decide(SAME), shortcut="Ctrl+Return")
        self.apart_button = button_for(_("不是同一个人"), "x", lambda: self.decide(APART), shortcut="Ctrl+D")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.apart_button)
        buttons.addWidget(self.same_button)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(*(theme.px(16),) * 4)
        inside.setSpacing(theme.px(12))
        inside.addLayout(self._facts)
        inside.addLayout(buttons)
        self.body.addLayout(tools)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.card)
        self.set_headline(_("同一个人"))
        self._show_pair(None)

    def shown(self) -> None:
        """Read the pairs of the chosen state."""
        if self._stale:
            self._stale = False
            state = self._state
            self.desk.read(lambda session: same_people.list_pairs(session, state), self._show)

    def reload(self, changed: frozenset[str]) -> None:
        """Packages brought other people, or somebody decided."""
        if "county_same_person" in changed:
            self._stale = True
            if self.isVisible():
                self.shown()

    def choose(self, state: str) -> None:
        """Pairs in another state."""
        self._state = state
        self._stale = True
        self.shown()

    def decide(self, state: str) -> None:
        """Say it of the current pair; saying the other takes it back."""
        row: PairRow | None = self.table.current()
        if row is None:
            return

        def done(_none: Any) -> None:
            words = _("已定为同一个人，统计只算一次") if state == SAME else _("已定为两个人，各算各的")
            self.desk.say(_("{words}；两个站随下一份回执得知。").format(words=words), "accent")

        self.desk.save(lambda session: same_people.decide(session, row.a, row.b, state), done)

    def _show(self, rows: list[PairRow]) -> None:
        place = self.table.currentIndex().row()
        self.table.set_rows(rows)
        for at, column in enumerate(self.table.source.columns):
            if column.name in ("by", "at"):
                self.table.setColumnHidden(at, self._state == SUGGESTED)
        if rows:
            self.table.selectRow(min(max(place, 0), len(rows) - 1))
        words = dict(CHIPS)[self._state]
        self.set_headline(_("同一个人"), _("{words} {n} 对").format(words=words, n=len(rows)))
        if self._state == SUGGESTED:
            self.desk.set_badge("same", len(rows))

    def _show_pair(self, row: Any) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self.card.setVisible(row is not None)
        if row is None:
            return
        number, day = IdNumber(), Date()
        lines = (
            (_("站点"), row.a_station, row.b_station),
            (_("姓名"), row.a_name, row.b_name),
            (_("身份证号"), number.mask(row.a_number), number.mask(row.b_number)),
            (_("出生日期"), day.format(row.a_birth), day.format(row.b_birth)),
        )
        for at, (label, mine, theirs) in enumerate(lines):
            head = QLabel(label)
            head.setProperty("role", "soft")
            self._facts.addWidget(head, at, 0)
            for column, text in ((1, mine), (2, theirs)):
                cell = QLabel(text or "–")
                if at and mine != theirs:
                    cell.setProperty("role", "warn")
                self._facts.addWidget(cell, at, column)
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(2, 1)
        same = row.state != SAME
        self.same_button.setVisible(same)
        self.apart_button.setVisible(row.state != APART)
        self.apart_button.setText(_("撤销：不是同一个人") if row.state == SAME else _("不是同一个人"))
        self.same_button.setText(_("改定：是同一个人") if row.state == APART else _("是同一个人"))
        self.told.setText(
            _("定为同一个人以后，两个站的记录都不动，县里统计只算一次；随时可以撤销。")
            if same
            else _("统计只算一次。撤销以后各算各的。")
        )
