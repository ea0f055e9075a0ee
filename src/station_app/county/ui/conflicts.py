"""冲突: a column with two values; who wrote which, when; one of them is chosen with a reason, both stay in history."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.county.service import conflicts
from station_app.county.service.conflicts import DECIDED, OPEN, OURS, THEIRS, ConflictRow
from station_app.county.service.described import field_label, record_label, value_text
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.words import moment
from station_app.ui import theme
from station_app.ui.buttons import Button, chips
from station_app.ui.columns import Column
from station_app.ui.screen import Screen, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

CHIPS = ((OPEN, _("待定")), (DECIDED, _("已定")))


def _ours(row: ConflictRow, *, whole: bool = False) -> str:
    return value_text(row.record, row.column, row.ours, whole=whole)


def _theirs(row: ConflictRow, *, whole: bool = False) -> str:
    return value_text(row.record, row.column, row.theirs, whole=whole)


COLUMNS: tuple[Column, ...] = (
    Column("station", _("站点"), lambda row: row.station_name, width=180),
    Column("record", _("资料"), lambda row: record_label(row.record), width=90),
    Column("named", _("谁"), lambda row: row.named, width=110),
    Column("column", _("栏目"), lambda row: field_label(row.record, row.column), width=110),
    Column("ours", _("县里的值"), _ours, width=180),
    Column("theirs", _("站里的值"), _theirs, width=180, stretch=True),
    Column("found", _("发现时间"), lambda row: moment(row.found_at), align="center", width=140),
)


class Side(QFrame):
    """One of the two values."""

    def __init__(self, heading: str, key: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.value = QLabel()
        self.value.setProperty("role", "heading")
        self.value.setWordWrap(True)
        self.who = QLabel()
        self.who.setProperty("role", "soft")
        self.who.setWordWrap(True)
        self.button = Button(heading, key)
        self.button.setProperty("role", "choice")
        self.button.setProperty("writes", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(16),) * 4)
        layout.setSpacing(theme.px(8))
        for part in (self.value, self.who):
            layout.addWidget(part)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class ConflictsPage(Screen):
    """Ctrl+← takes the county's value, Ctrl+→ the station's; then the reason is asked."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stale = True
        self._state = OPEN
        self._station = ""
        self._whole = ""
        """The conflict whose values are shown whole."""
        self.table = Table(COLUMNS, empty=_("没有等人定的冲突。"), name="county_conflicts")
        self.table.setAccessibleName(_("冲突"))
        self.table.current_changed.connect(self._show_one)
        self.chips = chips(self, CHIPS, self.choose)
        self.chips[OPEN].setChecked(True)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        for chip in self.chips.values():
            tools.addWidget(chip)
        tools.addStretch(1)
        self.eye = button_for(_("查看完整号码"), "eye", self.reveal, shortcut="Ctrl+Shift+M", writes=False)
        tools.addWidget(self.eye)
        self.ours = Side(_("用县里的值"), "Ctrl+Left")
        self.theirs = Side(_("用站里的值"), "Ctrl+Right")
        self.ours.button.clicked.connect(lambda _on=False: self.decide(OURS))
        self.theirs.button.clicked.connect(lambda _on=False: self.decide(THEIRS))
        self.decided = QLabel()
        self.decided.setProperty("role", "soft")
        self.decided.setWordWrap(True)
        self.sides = QWidget()
        line = QHBoxLayout(self.sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(self.ours, 1)
        line.addWidget(self.theirs, 1)
        self.body.addLayout(tools)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.sides)
        self.body.addWidget(self.decided)
        QShortcut(QKeySequence("F5"), self, self._read)
        self.set_headline(_("冲突"))
        self._show_one(None)

    def shown(self) -> None:
        """Read when it may have changed."""
        if self._stale:
            self._read()

    def reload(self, changed: frozenset[str]) -> None:
        """A package brought one, or somebody decided."""
        if "county_conflict" in changed:
            self._stale = True
            if self.isVisible():
                self._read()

    def open_record(self, record_id: str | None) -> None:
        """The conflicts of a station, its first one current."""
        self._station = record_id or ""
        self._stale = True

    def choose(self, state: str) -> None:
        """Open ones, or those that were decided."""
        self._state = state
        self._read()

    def decide(self, choice: str) -> None:
        """Ask why, then keep it."""
        row: ConflictRow | None = self.table.current()
        if row is None or row.state != OPEN:
            return
        field = field_label(row.record, row.column)
        value = _ours(row) if choice == OURS else _theirs(row)
        said = (
            _("县里的记录不变；这个值随下一份回执提给站里，由站里决定改不改。")
            if choice == OURS
            else _("县里的记录改成站里的值；原来的值留在历史里。")
        )
        ask_why(
            self,
            self.desk,
            _("“{field}”用“{value}”").format(field=field, value=value),
            lambda session, why: conflicts.decide(session, row.id, choice, why),
            accept=_("就这样定"),
            sentences=(said,),
            danger=False,
        )

    def reveal(self) -> None:
        """Both values whole; looking at them is kept in the trail (R-50)."""
        row: ConflictRow | None = self.table.current()
        if row is not None and self._whole != row.id:
            self._whole = row.id
            self._show_one(row)
            self.desk.note("unmask", row.record, row.record_id, {"field": row.column, "reason": _("核对冲突")})

    def _read(self) -> None:
        self._stale = False
        state = self._state
        self.desk.read(lambda session: conflicts.list_conflicts(session, state), self._show)

    def _show(self, rows: list[ConflictRow]) -> None:
        place = self.table.currentIndex().row()
        self.table.set_rows(rows)
        if rows:
            mine = next((at for at, row in enumerate(rows) if row.station_id == self._station), None)
            self.table.selectRow(mine if mine is not None else min(max(place, 0), len(rows) - 1))
            self._station = ""
        self.set_headline(_("冲突"), _("{words} {n} 个").format(words=dict(CHIPS)[self._state], n=len(rows)))
        if self._state == OPEN:
            self.desk.set_badge("conflicts", len(rows))

    def _show_one(self, row: Any) -> None:
        self.sides.setVisible(row is not None)
        self.decided.setVisible(row is not None and row.state != OPEN)
        self.eye.setVisible(
            row is not None and (_ours(row), _theirs(row)) != (_ours(row, whole=True), _theirs(row, whole=True))
        )
        if row is None:
            return
        whole = self._whole == row.id
        self.ours.value.setText(_("县里：{value}").format(value=_ours(row, whole=whole)))
        self.theirs.value.setText(_("站里：{value}").format(value=_theirs(row, whole=whole)))
        self.ours.who.setText(_written(row.ours_by, moment(row.ours_at)))
        self.theirs.who.setText(_written(row.theirs_by, moment(row.theirs_at)))
        for side in (self.ours, self.theirs):
            side.button.setVisible(row.state == OPEN)
        words = _("用县里的值") if row.choice == OURS else _("用站里的值")
        self.decided.setText(_("已定：{words}。理由：{why}").format(words=words, why=row.why))


def _written(by: str, at: str) -> str:
    return _("{by} 写于 {at}").format(by=by or _("不知道谁"), at=at or _("不知道何时"))
