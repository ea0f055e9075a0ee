"""The dated categories of a person: since when, until when, by which paper (domain.md §1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from station_app.core import clock
from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.features.people.fields import PERSON_CATEGORY
from station_app.features.people.ui.child_rows import ChildRows
from station_app.ui.columns import Column, column
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.storage.database import Session

_COLUMNS = (
    column(PERSON_CATEGORY["category"], stretch=True),
    column(PERSON_CATEGORY["valid_from"], width=104),
    Column("valid_to", _("止"), lambda row: row.valid_to, lambda day: day.isoformat(), "center", 104),
    column(PERSON_CATEGORY["evidence_no"], width=130),
    column(PERSON_CATEGORY["source"], width=88),
)
_NAMES = ("category", "valid_from", "valid_to", "evidence_no", "source")
_END = Record(
    "person_category", _("类别记录"), (replace(PERSON_CATEGORY["valid_to"], label=_("最后一天"), required=True),)
)


class CategoryRows(ChildRows):
    """The card 类别记录."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("类别记录"), _COLUMNS, empty=_("还没有带日期的类别，按“添加”写下第一条。"))
        self.add = self.add_button(_("添加"), "plus", "Ins", self._on_add, of_row=False)
        self.change = self.add_button(_("修改"), "pencil", "F2", self.edit)
        self.end = self.add_button(_("结束"), "calendar", "Ctrl+E", self._on_end)
        self.void = self.add_button(_("作废"), "ban", "Del", self._on_void)

    def read_rows(self, session: Session, owner_id: str) -> Sequence[Any]:
        """All, those that hold today first."""
        from station_app.features.people.service import categories  # noqa: PLC0415 - not before the first paint

        return categories.list_categories(session, owner_id)

    def edit(self) -> None:
        """Correct the current row."""
        row = self.table.current()
        if row is None:
            return

        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import categories  # noqa: PLC0415

            categories.save_category(session, self.owner_id, values, category_id=row.id, version=values["version"])

        self.correct(_("修改类别记录"), PERSON_CATEGORY, write, row, _NAMES)

    def allows(self, button: QPushButton, row: Any) -> bool:
        """Only what is open can be ended."""
        return button is not self.end or row.valid_to is None

    def _on_add(self) -> None:
        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import categories  # noqa: PLC0415

            categories.save_category(session, self.owner_id, values)

        self.ask(_("添加类别"), PERSON_CATEGORY, write, {"valid_from": clock.today(), "source": "入户"}, _NAMES)

    def _on_end(self) -> None:
        row = self.table.current()

        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import categories  # noqa: PLC0415

            categories.end_category(session, row.id, values["valid_to"])

        heading = _("结束“{category}”").format(category=PERSON_CATEGORY["category"].kind.format(row.category))
        self.ask(heading, _END, write, {"valid_to": clock.today()})

    def _on_void(self) -> None:
        row = self.table.current()

        def write(session: Session, reason: str) -> None:
            from station_app.features.people.service import categories  # noqa: PLC0415

            categories.void_category(session, row.id, reason)

        heading = _("作废“{category}”").format(category=PERSON_CATEGORY["category"].kind.format(row.category))
        self.ask_void(heading, write)
