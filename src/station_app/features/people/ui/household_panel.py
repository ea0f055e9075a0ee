"""One household: its fields and the people in it, each openable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD, PERSON
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.ui.member_actions import HEAD, MemberActions
from station_app.features.people.ui.panel import Panel
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk
from station_app.ui.table import Table

if TYPE_CHECKING:
    from station_app.storage.database import Session

SECTIONS = (
    Section(
        _("基本"),
        ("household_no", "head_name", "village", "village_code", "group_name", "contact_cadre", "address"),
    ),
    Section(
        _("人口与收入"),
        (
            "member_count",
            "labour_count",
            "member_count_reason",
            "student_count",
            "care_need_count",
            "annual_income",
            "income_per_head",
            "housing_note",
        ),
    ),
    Section(
        _("救助"),
        (
            "categories",
            "categories_from",
            "categories_to",
            "assistance_cert_no",
            "covered_count",
            "monthly_benefit",
            "hardship_causes",
        ),
        wide=("hardship_causes",),
    ),
)
_MEMBERS = (
    column(PERSON["name"], width=116),
    column(PERSON["relation_to_head"], width=104, label=_("关系")),
    column(PERSON["sex"], width=56),
    Column("age", _("年龄"), lambda row: row.age, str, "right", 56),
    column(PERSON["categories"], stretch=True),
    column(PERSON["labour_ability"], width=128),
)
_ROWS_SHOWN = 4


class HouseholdPanel(Panel):
    """The household beside the list."""

    person_wanted = Signal(str)
    """Open one of the people: her key."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, Form(HOUSEHOLD, SECTIONS, columns=2), parent)
        self.members = Table(_MEMBERS, empty=_("这个家庭还没有成员：在人员的“所属家庭”里选它。"))
        self.members.opened.connect(lambda row: self.person_wanted.emit(row.id))
        self.members.setAccessibleName(_("家庭成员"))
        self.above.addWidget(self.members)
        self.member_actions = MemberActions(desk, self.members)
        self.member_actions.changed.connect(self._read_again)
        self.above.addWidget(self.member_actions)

    def start_new(self, values: Mapping[str, Any]) -> None:
        """An empty form with what is known already."""
        self.record_id = None
        self.form.set_values(values)
        self.show_title(_("新家庭"), _("户编号在保存时自动编排"))
        self.show_gaps(())
        self._show_members(())
        self.members.hide()
        self.member_actions.hide()
        self.void_button.hide()
        self.form.editor("village").setFocus()

    def open(self, record_id: str) -> None:
        """Read a household and show it."""
        self.desk.read(lambda session: _read(session, record_id), lambda found: self._show(*found))

    def save(self) -> None:
        """Write the form in one transaction."""
        key, version = self.record_id, self.form.version

        def write(session: Session, values: dict[str, Any]) -> tuple[dict[str, Any], list[PersonRow], dict[str, Any]]:
            from station_app.features.people.service import households  # noqa: PLC0415

            saved = households.save_household(session, values, household_id=key, version=version)
            return (*_read(session, saved), values)

        def again(session: Session) -> dict[str, Any]:
            return _read(session, str(key))[0]

        self.desk.save_form(self.form, write, lambda done: self._on_saved(*done), again=again)

    def write_void(self, session: Session, record_id: str, reason: str) -> None:
        """The service call behind 作废."""
        from station_app.features.people.service import households  # noqa: PLC0415

        households.void_household(session, record_id, reason)

    def _show(self, values: dict[str, Any], members: Sequence[PersonRow]) -> None:
        self.record_id = values["id"]
        self.form.set_values(values)
        self._after(values, members)
        self.opened.emit()

    def _on_saved(self, stored: dict[str, Any], members: Sequence[PersonRow], sent: dict[str, Any]) -> None:
        self.record_id = stored["id"]
        self.form.saved_as(stored, sent)
        self._after(stored, members)
        self.saved.emit(stored["id"])

    def _after(self, values: dict[str, Any], members: Sequence[PersonRow]) -> None:
        title = _("{head}户").format(head=values["head_name"] or values["household_no"])
        facts = (values["household_no"] or "", values["village"] or "", _("系统内 {n} 人").format(n=len(members)))
        self.show_title(title, "・".join(part for part in facts if part))
        gaps = HOUSEHOLD.gaps(values)
        has_head = any(member.relation_to_head == HEAD for member in members)
        self.show_gaps([*([] if has_head else [_("户主")]), *(field.label for field in gaps)])
        self._show_members(members)
        self.members.show()
        self.member_actions.show_of(values["id"])
        self.void_button.show()

    def _read_again(self) -> None:
        """Members changed by an action: the figures follow, what was typed stays."""
        key = self.record_id
        if key is None:
            return

        def done(found: tuple[dict[str, Any], list[PersonRow]]) -> None:
            if key != self.record_id:
                return
            if self.form.is_modified:
                self._after(*found)
            else:
                self._show(*found)

        self.desk.read(lambda session: _read(session, key), done)

    def _show_members(self, members: Sequence[PersonRow]) -> None:
        self.members.set_rows(members)
        lines = min(max(len(members), 2), _ROWS_SHOWN)
        self.members.setFixedHeight(theme.row_height() * lines + theme.px(40))


def _read(session: Session, household_id: str) -> tuple[dict[str, Any], list[PersonRow]]:
    from station_app.features.people.service import households, people  # noqa: PLC0415

    return households.get_household(session, household_id), people.members_of(session, household_id)
