"""规则: what counts today, since when and why; a change is a new line from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.station.fields import SETTING
from station_app.features.station.service import rules
from station_app.features.station.service.rules import RuleEntry, RuleRow
from station_app.features.station.ui.settings.cards import sentence
from station_app.ui import theme
from station_app.ui.card import Card
from station_app.ui.columns import Column
from station_app.ui.dialog_room import Body
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table

_ALWAYS = _("一直")


def _since(day: Any) -> str:
    return day.isoformat() if day else _ALWAYS


COLUMNS = (
    Column("group", _("类别"), lambda row: row.group, width=60),
    Column("label", _("规则"), lambda row: row.label, stretch=True),
    Column("value", _("今天的值"), lambda row: row.value, width=120),
)
HISTORY = (
    Column("valid_from", _("起用"), lambda entry: entry, lambda entry: _since(entry.valid_from), width=92),
    Column("value", _("值"), lambda entry: entry.value, width=72),
    Column("source", _("依据"), lambda entry: entry.source, stretch=True),
)


class RulesTab(QWidget, Tab):
    """Nothing is overwritten: what counted on an earlier day can always be told."""

    records = frozenset(("setting",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._row: RuleRow | None = None
        self.table = Table(COLUMNS)
        self.table.setAccessibleName(_("规则"))
        self.table.source.tone = lambda row, _column: "soft" if row.fixed else ""
        self.table.source.tip = lambda row, column: row.value if column == "value" else row.label
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(lambda _row: self.change())
        self.card = Card("")
        self.value, self.basis, self.fixed, self.upcoming = (
            sentence(role=""),
            sentence(),
            sentence(role="warn"),
            sentence(role="warn"),
        )
        for label in (self.value, self.basis, self.upcoming, self.fixed):
            self.card.body.addWidget(label)
        self.history = Table(HISTORY)
        self.history.setProperty("role", "embedded")
        self.history.setAccessibleName(_("这条规则从前和以后的值"))
        self.history.source.tone = lambda entry, _column: "" if entry.in_force else "soft"
        self.history.source.tip = lambda entry, _column: f"{entry.source}　{entry.written}".strip()
        self.history.setMinimumWidth(theme.px(240))  # its last head stays whole
        self.card.body.addWidget(self.history, 1)
        self.change_button = button_for(_("从某天起改…"), "pencil", self.change, primary=True, shortcut="Ctrl+E")
        self.card.add_buttons(self.change_button)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.table, 3)
        line.addWidget(Body(self.card), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(line, 1)
        column.addWidget(sentence(_("改规则不动已经算好的结果和已经发出的证书；以前的日子仍按以前的值。")))

    def read(self) -> None:
        """Every rule with its value today."""
        self.desk.read(rules.list_rules, self._show)

    def change(self) -> None:
        """A new value from a day on, with where it comes from."""
        row = self._row
        if row is None or row.fixed or self.desk.database.read_only:
            return

        def write(session: Any, values: dict[str, Any]) -> str:
            return rules.set_rule(
                session,
                row.id,
                valid_from=values["valid_from"],
                value=values["value"] or "",
                source=values["source"] or "",
            )

        told = _("现在是 {value}。").format(value=row.value)
        if row.hint:
            told += _("可填 {hint}。").format(hint=row.hint)
        FormDialog(
            self,
            self.desk,
            row.label,
            SETTING,
            write,
            accept=_("从这天起用"),
            names=("valid_from", "value", "source"),
            sentences=(told, _("依据写文件名和文号，以后查得到。同一天写两次，以后写的为准。")),
        ).open()

    def _show(self, rows: Sequence[RuleRow]) -> None:
        kept = self._row.id if self._row else rows[0].id
        self.table.set_rows(rows)
        self.table.select_id(kept)

    def _on_current(self, row: RuleRow | None) -> None:
        if row is None:
            return
        self._row = row
        is_fixed = bool(row.fixed)
        self.card.set_heading(row.label, "lock" if is_fixed else "", "soft")
        since = _("{day} 起").format(day=row.since) if row.since else _("程序自带")
        told = [row.value, since, row.source or row.rule]
        self.value.setText("　".join(told))
        self.basis.setText(row.basis)
        self.fixed.setText(_("不能改：{why}").format(why=row.fixed))
        self.fixed.setVisible(is_fixed)
        self.upcoming.setText(_("已经写好：{what}").format(what=row.upcoming))
        self.upcoming.setVisible(bool(row.upcoming))
        self.change_button.setEnabled(not is_fixed and not self.desk.database.read_only)
        self.desk.read(lambda session: (row.id, rules.rule_history(session, row.id)), self._show_history)

    def _show_history(self, told: tuple[str, Sequence[RuleEntry]]) -> None:
        if self._row is not None and told[0] == self._row.id:
            self.history.set_rows(told[1])
