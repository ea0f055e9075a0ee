"""What a person can do: trade, level, since when, from where, verified by whom (domain.md §3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from station_app.core import clock
from station_app.core.fields import Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.people.fields import PERSON_SKILL
from station_app.features.people.ui.child_rows import ChildRows
from station_app.ui.columns import Column, column
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.storage.database import Session

_NAMES = ("trade", "skill_level", "gained_on", "source", "certificate_no", "verified_by")
_WITHDRAW = Record(
    "person_skill",
    _("技能"),
    (
        replace(PERSON_SKILL["withdrawn_on"], computed=False, required=True),
        replace(PERSON_SKILL["withdrawn_reason"], computed=False, required=True, kind=Text(79)),
    ),
)


def _standing(row: Any) -> str:
    """Withdrawn, only told by the person, or verified and by whom."""
    if row.withdrawn_on:
        return str(_("已收回"))
    if row.is_self_declared:
        return str(_("自述未核实"))
    return row.verified_by or str(_("有记录"))


_COLUMNS = (
    column(PERSON_SKILL["trade"], stretch=True),
    column(PERSON_SKILL["skill_level"], width=112),
    column(PERSON_SKILL["gained_on"], width=104),
    column(PERSON_SKILL["source"], width=88),
    column(PERSON_SKILL["certificate_no"], width=120),
    Column("standing", _("核实"), _standing, str, "left", 96),
)


class SkillRows(ChildRows):
    """The card 技能."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("技能"), _COLUMNS, empty=_("还没有技能。结业后自动写入；外来证书和自述按“添加”。"))
        self.add = self.add_button(_("添加"), "plus", "Ins", self._on_add, of_row=False)
        self.change = self.add_button(_("修改"), "pencil", "F2", self.edit)
        self.withdraw = self.add_button(_("收回"), "undo-2", "Ctrl+E", self._on_withdraw)
        self.void = self.add_button(_("作废"), "ban", "Del", self._on_void)

    def read_rows(self, session: Session, owner_id: str) -> Sequence[Any]:
        """All, those in force first."""
        from station_app.features.people.service import skills  # noqa: PLC0415 - not before the first paint

        return skills.list_skills(session, owner_id)

    def edit(self) -> None:
        """Correct the current row."""
        row = self.table.current()
        if row is None or row.withdrawn_on:
            return

        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import skills  # noqa: PLC0415

            typed = {name: values[name] for name in _NAMES}
            skills.change_skill(session, row.id, typed, values["version"])

        self.correct(_("修改技能"), PERSON_SKILL, write, row, _NAMES)

    def allows(self, button: QPushButton, row: Any) -> bool:
        """What was withdrawn stays as it is."""
        return button is self.void or row.withdrawn_on is None

    def _on_add(self) -> None:
        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import skills  # noqa: PLC0415

            skills.add_skill(session, self.owner_id, values)

        self.ask(_("添加技能"), PERSON_SKILL, write, {"source": "外来证书"}, _NAMES)

    def _on_withdraw(self) -> None:
        row = self.table.current()

        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import skills  # noqa: PLC0415

            skills.withdraw_skill(session, row.id, values["withdrawn_reason"], on=values["withdrawn_on"])

        heading = _("收回“{trade}”").format(trade=PERSON_SKILL["trade"].kind.format(row.trade))
        self.ask(heading, _WITHDRAW, write, {"withdrawn_on": clock.today()})

    def _on_void(self) -> None:
        row = self.table.current()

        def write(session: Session, reason: str) -> None:
            from station_app.features.people.service import skills  # noqa: PLC0415

            skills.void_skill(session, row.id, reason)

        self.ask_void(_("作废“{trade}”").format(trade=PERSON_SKILL["trade"].kind.format(row.trade)), write)
