"""One person beside the list: all described fields, what is still missing, her household, saving and voiding."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from station_app.core import clock, id_number
from station_app.core.checks import Problem
from station_app.core.dates import age_on
from station_app.core.kinds import IdNumber
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.rules.doubts import doubts
from station_app.features.people.rules.rows import PersonRow, gap_names
from station_app.features.people.ui.category_rows import CategoryRows
from station_app.features.people.ui.consent_card import ConsentCard
from station_app.features.people.ui.duplicates_card import DuplicatesCard
from station_app.features.people.ui.erase_dialog import ask_to_erase
from station_app.features.people.ui.household_editor import HouseholdEditor, choices_of
from station_app.features.people.ui.masked import MaskedEditor
from station_app.features.people.ui.panel import Panel
from station_app.features.people.ui.skill_rows import SkillRows
from station_app.features.people.ui.state_button import StateButton, state_word
from station_app.features.people.ui.worker_editor import WorkerEditor
from station_app.ui.buttons import button
from station_app.ui.editors.divisions import VillageEditor
from station_app.ui.editors.id_numbers import IdRemarks
from station_app.ui.editors.photos import PhotoEditor
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk, button_for

if TYPE_CHECKING:
    from station_app.storage.database import Session

SECTIONS = (
    Section(
        _("基本"),
        (
            "name",
            "former_name",
            "id_number",
            "id_document_type",
            "sex",
            "birth_date",
            "ethnic_group",
            "education",
            "marital_status",
            "political_status",
            "consent_date",
            "consent_guardian",
            "responsible",
        ),
    ),
    Section(
        _("联系"),
        ("phone", "village", "address", "contact_name", "contact_phone", "register_type", "register_village"),
    ),
    Section(_("家庭"), ("household_id", "relation_to_head")),
    Section(
        _("救助与残疾"),
        (
            "categories",
            "primary_category",
            "health_status",
            "disability_category",
            "disability_grade",
            "disability_cert_no",
        ),
    ),
    Section(
        _("能力与意愿"),
        (
            "labour_ability",
            "communication_ability",
            "work_willingness",
            "min_wage_wish",
            "distance_limit",
            "employment_status",
        ),
    ),
    Section(_("账户"), ("bank_account", "bank_name", "account_name")),
    Section(_("照片"), ("photo",), wide=("photo",)),
)
_FOLLOWING = ("categories", "primary_category")
_MASKED = ("id_number", "phone", "contact_phone", "bank_account", "disability_cert_no")


class PersonPanel(Panel):
    """The record beside the list."""

    household_wanted = Signal(object)
    """Open a household: its key, or a dict of values to start a new one with."""
    person_wanted = Signal(str)
    """Open another person: her key."""
    thread_wanted = Signal(str)
    """Show everything known of this person: her key."""
    merge_wanted = Signal(str, str)
    """Compare these two people, to make them one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        makers: dict[str, Any] = dict.fromkeys(_MASKED, MaskedEditor)
        makers["household_id"] = HouseholdEditor
        makers["village"] = VillageEditor
        makers["responsible"] = WorkerEditor
        super().__init__(desk, Form(PERSON, SECTIONS, columns=2, editors=makers), parent)
        self.members = QLabel()
        self.members.setWordWrap(True)
        self.members.setTextFormat(Qt.TextFormat.RichText)
        self.members.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.members.linkActivated.connect(self.person_wanted)
        self.open_household = button_for(_("打开家庭"), "users", self._on_household, shortcut="Alt+H")
        self.new_household = button_for(_("新建家庭"), "plus", self._on_new_household, shortcut="Alt+J")
        self.thread_button = button_for(_("全部情况"), "user", self._on_thread, shortcut="Alt+Q", writes=False)
        self.later = button(_("先存下，缺的留作待补"), lambda: self.save(require=False), shortcut="Alt+K")
        self.doubts = QLabel()
        self.doubts.setProperty("role", "warn")
        self.doubts.setWordWrap(True)
        self.state = QLabel()
        self.state.setProperty("role", "warn")
        self.state.setWordWrap(True)
        self.duplicates = DuplicatesCard(desk, self.form)
        self.duplicates.open_wanted.connect(self.person_wanted)
        self.duplicates.merge_wanted.connect(self.merge_wanted)
        for shown in (self.state, self.doubts, self.duplicates, self.members):
            self.above.addWidget(shown)
        self.categories, self.skills, self.consent = CategoryRows(desk), SkillRows(desk), ConsentCard(desk)
        for card in (self.categories, self.skills, self.consent):
            card.changed.connect(self._after_rows)
            self.add_card(card)
        self.state_button = StateButton(desk, self)
        self.state_button.changed.connect(self._after_state)
        self.state_button.erase_wanted.connect(self._ask_to_erase)
        self.head_buttons.addWidget(self.state_button)
        self.head_buttons.addWidget(self.thread_button)
        self.head_buttons.addWidget(self.open_household)
        self.head_buttons.addWidget(self.new_household)
        self.beside_save.addWidget(self.later)
        self.later.hide()
        for name in _MASKED:
            cast("MaskedEditor", self.form.editor(name)).unmasked.connect(partial(self._note_unmasked, name))
        self._home = cast("HouseholdEditor", self.form.editor("household_id"))
        self._home.wanted.connect(self._load_households)
        self._photo = cast("PhotoEditor", self.form.editor("photo"))
        self._from_numbers: defaultdict[str, set[Any]] = defaultdict(set)
        """Values of sex and birth date that came from the number, not from somebody's keys."""
        IdRemarks(cast("MaskedEditor", self.form.editor("id_number")))
        self.form.editor("id_number").changed.connect(self._on_number)
        self.form.editor("household_id").changed.connect(self._show_household_buttons)
        self.form.refused.connect(self._on_refused)

    def start_new(self) -> None:
        """An empty form."""
        self.record_id = None
        self._photo.set_owner(None)
        user = self.desk.user
        self.form.set_values({"responsible": user.name} if user.id != user.name else {})
        self._begin_number("")
        self.show_title(_("新人员"), _("带“必填”的项目填好后保存"))
        self.show_gaps(())
        self.later.hide()
        self._show_members((), "")
        self._home.forget_choices()
        self._show_beside({})
        self.duplicates.begin(ask=False)
        self.void_button.hide()
        self.form.focus_first()

    def open(self, record_id: str) -> None:
        """Read a person and show her."""

        def ask(session: Session) -> tuple[dict[str, Any], list[PersonRow], str]:
            from station_app.features.people.service import people  # noqa: PLC0415 - not before
            from station_app.features.people.service.household_finding import name_households  # noqa: PLC0415

            values = people.get_person(session, record_id)
            home = values["household_id"]
            named = name_households(session, [home]) if home else []
            title = "  ".join(part for hit in named for part in (hit.title, hit.subtitle) if part)
            return values, people.members_of(session, home) if home else [], title

        self.desk.read(ask, lambda found: self._show(*found))

    def save(self, *, require: bool = True) -> None:
        """Write the form in one transaction; what is refused stands beside the fields."""
        key, version = self.record_id, self.form.version
        distinct = tuple(self.duplicates.dismissed) if key is None else ()

        def again(session: Session) -> dict[str, Any]:
            from station_app.features.people.service import people  # noqa: PLC0415

            return people.get_person(session, str(key))

        def write(session: Session, values: dict[str, Any]) -> tuple[dict[str, Any], list[PersonRow], dict[str, Any]]:
            from station_app.features.people.service import duplicates, people  # noqa: PLC0415

            saved = people.save_person(session, values, person_id=key, version=version, require=require)
            for other in distinct:
                duplicates.mark_distinct(session, saved, other)
            stored = people.get_person(session, saved)
            home = stored["household_id"]
            return stored, people.members_of(session, home) if home else [], values

        if self.later.hasFocus():
            self.save_button.setFocus()  # a button that goes would leave the cursor to the sidebar
        self.later.hide()
        self.desk.save_form(self.form, write, lambda done: self._on_saved(*done), again=again)

    def write_void(self, session: Session, record_id: str, reason: str) -> None:
        """The service call behind 作废."""
        from station_app.features.people.service import people  # noqa: PLC0415

        people.void_person(session, record_id, reason)

    def choose_household(self, household_id: str) -> None:
        """A household was just created for this person."""
        self._load_households()
        self.form.editor("household_id").set_value(household_id)
        self.form.is_modified = True
        self._show_household_buttons()

    def _show(self, values: dict[str, Any], members: Sequence[PersonRow], home: str) -> None:
        self.record_id = values["id"]
        self._photo.set_owner(self.record_id)
        self._home.forget_choices()
        if home:
            self._home.name(values["household_id"], home)
        self.form.set_values(values)
        self._begin_number(values.get("id_number") or "")
        self.later.hide()
        self.void_button.show()
        self._show_head(values)
        self._show_members(members, values["id"])
        self._show_beside(values)
        self.duplicates.begin(ask=True)
        self.opened.emit()

    def _on_saved(self, stored: dict[str, Any], members: Sequence[PersonRow], sent: dict[str, Any]) -> None:
        self.record_id = stored["id"]
        self._photo.set_owner(self.record_id)
        self.form.saved_as(stored, sent)
        self.void_button.show()
        self._show_head(stored)
        self._show_members(members, stored["id"])
        self._show_beside(stored)
        self.duplicates.begin(ask=True)
        self.saved.emit(stored["id"])

    def _show_head(self, values: dict[str, Any]) -> None:
        born = values.get("birth_date")
        parts = [
            PERSON["sex"].kind.format(values.get("sex")),
            _("{n} 岁").format(n=age_on(born, clock.today())) if born else "",
            values.get("village") or "",
            PERSON["categories"].kind.format(values.get("categories")),
        ]
        self.show_title(values.get("name") or "", "・".join(part for part in parts if part))
        self.show_gaps([PERSON[name].label for name in gap_names(values)])

    def _show_beside(self, values: dict[str, Any]) -> None:
        """Doubts, state, and the small records of a stored person."""
        key = values.get("id") or ""
        sentences = [problem.text for problem in doubts(values)]
        self.doubts.setText(_("请核对：{what}").format(what="；".join(sentences)))
        self.doubts.setVisible(bool(sentences))
        state, on = values.get("person_state") or "normal", values.get("state_on")
        said = _("{state}（{day}）：{reason}。默认不再出现在名单和统计里。")
        day = on.isoformat() if on else ""
        self.state.setText(said.format(state=state_word(state), day=day, reason=values.get("state_reason") or ""))
        self.state.setVisible(state != "normal")
        self.state_button.show_of(key, state)
        self.thread_button.setVisible(bool(key))
        self.categories.show_of(key)
        self.skills.show_of(key)
        self.consent.show_of(key)

    def _after_rows(self) -> None:
        """Categories follow their dated records: the form takes what is stored, typed text elsewhere stays."""
        key = self.record_id
        if key is None:
            return

        def ask(session: Session) -> dict[str, Any]:
            from station_app.features.people.service import people  # noqa: PLC0415

            return people.get_person(session, key)

        def done(stored: dict[str, Any]) -> None:
            if key != self.record_id:
                return
            others = [n for n in self.form.names if n not in _FOLLOWING and self.form.opened.get(n) != stored.get(n)]
            if not others:
                self.form.opened = dict(stored)
            for name in _FOLLOWING:
                self.form.take(name, stored[name])
            self._show_head(stored)

        self.desk.read(ask, done)

    def _after_state(self) -> None:
        if self.record_id is not None:
            self.open(self.record_id)

    def _show_members(self, members: Sequence[PersonRow], own: str) -> None:
        others = [
            f'<a href="{row.id}">{html.escape(row.name)}</a>' + (_("（{n} 岁）").format(n=row.age) if row.age else "")
            for row in members
            if row.id != own
        ]
        self.members.setText(_("同户：{people}").format(people="　".join(others)))
        self.members.setVisible(bool(others))
        self._show_household_buttons()

    def _show_household_buttons(self) -> None:
        editor = self.form.editor("household_id")
        chosen = editor.text_problem() is None and editor.value()
        self.open_household.setVisible(bool(chosen))
        self.new_household.setVisible(not chosen)

    def _on_thread(self) -> None:
        if self.record_id is not None:
            self.thread_wanted.emit(self.record_id)

    def _on_household(self) -> None:
        self.household_wanted.emit(self.form.editor("household_id").value())

    def _on_new_household(self) -> None:
        typed = {name: self.form.editor(name).text() or None for name in ("village", "address")}
        self.household_wanted.emit(typed | {"head_name": self.form.editor("name").text()})

    def _load_households(self) -> None:
        def ask(session: Session) -> list[tuple[str, str, str]]:
            from station_app.features.people.service import households  # noqa: PLC0415

            return choices_of(households.list_households(session))

        self.desk.read(ask, self._home.set_choices)

    def _ask_to_erase(self) -> None:
        """Everything known of her goes, on her demand (PIPL 47)."""
        if self.record_id:
            name = self.form.editor("name").text()
            ask_to_erase(self.window(), self.desk, self.record_id, name, self._after_void)

    def _note_unmasked(self, field: str, reason: str) -> None:
        """Who looked at which number, and why, stays in the audit trail (R-50)."""
        if self.record_id:
            self.desk.note("unmask", "person", self.record_id, {"field": field, "reason": reason})

    def _on_number(self) -> None:
        """A good number fills sex and birth date, also again where an earlier number filled them."""
        for name, value in _said_by(self.form.editor("id_number").text()).items():
            editor = self.form.editor(name)
            if not editor.text() or (editor.text_problem() is None and editor.value() in self._from_numbers[name]):
                editor.set_value(value)
            self._from_numbers[name].add(value)

    def _begin_number(self, number: str) -> None:
        """Another record is shown: what its own number says may be replaced with the number."""
        self._from_numbers.clear()
        for name, value in _said_by(number).items():
            self._from_numbers[name].add(value)

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        codes = {problem.code for problem in problems}
        if codes == {"REQUIRED"} and not any(problem.field == "name" for problem in problems):
            self.later.show()


def _said_by(typed: str) -> dict[str, Any]:
    """Sex and birth date as a good number says them; nothing for any other."""
    number = IdNumber().parse(typed) or ""
    if id_number.fault(number, clock.today()):
        return {}
    reading = id_number.read(number)
    return {"sex": reading.sex, "birth_date": reading.birth_date}
