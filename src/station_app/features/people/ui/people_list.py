"""The list of everybody the station knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from station_app.core.texts import _
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.ui.columns import PEOPLE
from station_app.ui.screen import Desk, Screen
from station_app.ui.table import Table


def table(rows: Sequence[PersonRow]) -> Table:
    """The list as the first window and the screen both show it."""
    made = Table(PEOPLE, rows, empty=_("还没有人员。先导入一份花名册，或新增一个人。"), numbered=True)
    made.source.tone = lambda _row, name: "warn" if name == "gaps" and _row.gaps else ""
    return made


class PeopleList(Screen):
    """People in Chinese order of their names."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = table(())
        self.body.addWidget(self.table)
        self._read()

    def reload(self, changed: frozenset[str]) -> None:
        """Read again when people changed."""
        if "person" in changed:
            self._read()

    def open_record(self, record_id: str | None) -> None:
        """Make a person current."""
        if record_id is not None:
            self.table.select_id(record_id)

    def _read(self) -> None:
        def ask(session: Any) -> list[PersonRow]:
            from station_app.features.people.service import people  # noqa: PLC0415 - after the first paint

            return people.list_people(session)

        self.desk.read(ask, self._show)

    def _show(self, rows: list[PersonRow]) -> None:
        self.table.set_rows(rows)
        gaps = sum(1 for row in rows if row.gaps)
        facts = _("共 {n} 人").format(n=len(rows))
        self.set_headline(_("人员"), facts + (" · " + _("{n} 人待补").format(n=gaps) if gaps else ""))
