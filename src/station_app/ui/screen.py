"""What a screen gets from the window, and what it may tell the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.core.users import User, implicit
from station_app.ui import conflict, icons, messages, theme, write_gate
from station_app.ui.buttons import Button
from station_app.ui.drafts import DraftKeeper, Drafts
from station_app.ui.form import Form
from station_app.ui.memory import WindowMemory
from station_app.ui.page import Page
from station_app.ui.table_out import TableOut
from station_app.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from station_app.core.paths import StationFolder
    from station_app.storage.audit import Detail
    from station_app.storage.database import Database
    from station_app.storage.drafts import DraftRow
    from station_app.ui.printing import Offsets

__all__ = ["Desk", "Page", "Screen", "ask_to_leave", "button_for"]

T = TypeVar("T")
Again = Callable[[Any], Mapping[str, Any]]
"""session → the values of the record as they are stored now."""


class Desk(QObject):
    """What every screen works with: the database, the worker, messages, other pages, news of changed records."""

    changed = Signal(object)
    """frozenset of record names that a commit changed; on the window's thread."""
    open_requested = Signal(str, object)
    """Page id, record id or None."""
    badge_changed = Signal(str, int)
    """Page id and the number beside it (0 = none)."""
    said = Signal(str, str)
    """A short word for the status bar, and its tone."""
    clock_doubted = Signal(str)
    """The office clock may be wrong (a sentence), or is trusted again ('')."""
    saved = Signal()
    """A commit by this window succeeded."""
    copy_wanted = Signal()
    """Ask where to, and make a safe copy there."""
    copy_made = Signal()
    """There is another safe copy in the station's own folder."""
    restore_wanted = Signal(str)
    """Choose a safe copy and put it in the place of the data; the name of one, or '' to begin with the newest."""
    looks_wanted = Signal(str, bool)
    """Theme (light, dark) and large type or not."""
    password_set = Signal(bool)
    """Whether opening the station needs a password from now on."""
    lock_wanted = Signal()
    """Cover the window until somebody gives a password (Ctrl+L)."""
    user_changed = Signal(object)
    """Another User is at the desk, or the same with another name or role."""
    manual_wanted = Signal(str)
    """Open the manual at a page, without leaving the screen."""
    station_renamed = Signal(str)
    """The station's new name was stored."""
    drafts_changed = Signal()
    """A draft was restored, saved or given up."""
    _committed = Signal(object)
    _stored = Signal()

    def __init__(self, folder: StationFolder, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.tasks = tasks
        self.station_name = ""
        self.lists: dict[str, Any] = {}
        """Name of a list → its columns as the user set them; the window's memory."""
        self.memory = WindowMemory()
        """What is remembered between two starts; put in by the window."""
        self.table_out: TableOut | None = None
        """How a list becomes a workbook or paper; put in by the menu, the kit itself writes neither."""
        self.print_offsets: Callable[[str, str], Offsets] | None = None
        """(form number, printer) → how far its paper is off on this computer; put in by the menu."""
        self.keep_printing: Callable[[str, str, tuple[str, str]], None] | None = None
        """(form number, printer, (duplex, paper source)) as just printed, for next time; put in by the menu."""
        self.drafts = Drafts()
        self.handed_over: dict[tuple[str, str], Any] = {}
        """What was typed when the window was built anew, by form and record."""
        self.name_of: Callable[[Any, str], str] = lambda _session, actor: actor
        """The name behind the id that stamps keep, asked in a session; put in by the program."""
        self.where: Callable[[], tuple[str, str]] = lambda: ("", "")
        """The page that is shown and the place on it; put in by the window."""
        self._database: Database | None = None
        self._stop_listening: Callable[[], None] | None = None
        self._committed.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._stored.connect(self.saved, Qt.ConnectionType.QueuedConnection)

    @property
    def database(self) -> Database:
        """The open database; screens are only built once it is there."""
        if self._database is None:
            raise RuntimeError("the database is not open yet")
        return self._database

    @property
    def user(self) -> User:
        """Who is at the desk; before the database is open whoever sits there."""
        return self._database.user if self._database is not None else implicit("")

    @property
    def is_open(self) -> bool:
        """The database can be used."""
        return self._database is not None

    def attach(self, database: Database) -> None:
        """The database is open: listen to its changes."""
        self._database = database
        self._stop_listening = database.listen(self._committed.emit)

    def detach(self) -> None:
        """Before the database closes."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        self._database = None

    def read(self, ask: Callable[[Any], T], done: Callable[[T], None], *, title: str = "") -> Progress:
        """`ask(session)` on the worker in a reading session, `done(result)` on the window's thread."""

        return self.tasks.run(lambda _progress: self._reading(ask), done, title=title)

    def save(
        self,
        write: Callable[[Any], T],
        done: Callable[[T], None] | None = None,
        *,
        form: Form | None = None,
        title: str = "",
    ) -> Progress:
        """One user action: `write(session)` in one transaction on the worker; then 已保存 is said and `done` called.

        What is refused is shown in `form` when one is given, else as a message; the form keeps what was typed, also
        what is typed while the values are on their way.
        """
        return self._save(write, done, form, title, None)

    def _save(
        self,
        write: Callable[[Any], T],
        done: Callable[[T], None] | None,
        form: Form | None,
        title: str,
        again: Again | None,
    ) -> Progress:
        sent = form.edits.typed() if form is not None else {}

        def work(_progress: Progress) -> T:
            with self.database.work() as session:
                result = write(session)
            self._stored.emit()
            return result

        def finish(result: T) -> None:
            if form is not None:
                form.is_saving = False
                form.saved(sent)
            if done is not None:
                done(result)

        def failed(error: Exception) -> bool:
            if form is not None:
                form.is_saving = False
                if isinstance(error, Refused):
                    if again is not None and any(problem.code == "STALE" for problem in error.problems):
                        self._meet(form, again, error)
                        return True
                    form.show_problems(error.problems)
                    return True
            return False

        if form is not None:
            form.is_saving = True
        return self.tasks.run(work, finish, failed, title=title or _("正在保存…"))

    def save_form(
        self,
        form: Form,
        write: Callable[[Any, dict[str, Any]], T],
        done: Callable[[T], None] | None = None,
        *,
        again: Again | None = None,
    ) -> None:
        """Read the form (unreadable text is shown beside the fields) and save its values.

        Asked again before the answer is there, it does nothing: a second Enter must not save twice. `write` names
        `form.version`; when somebody changed the record since, `again` reads it, what only they changed comes in,
        and where both changed a field, the form asks; then it saves by `submitted` (ui.conflict).
        """
        if form.is_saving:
            return
        if form.conflict is not None:
            form.conflict.focus()
            return
        try:
            values = form.values()
        except Refused as refused:
            form.show_problems(refused.problems)
            return
        self._save(lambda session: write(session, values), done, form, "", again)

    def note(self, action: str, entity: str = "", record_id: str = "", detail: Detail = "") -> Progress:
        """A row of the audit trail (an unmasking, an export, a print …), written by the worker.

        `detail` is short words or a mapping, never a value of a person.
        """
        return self.tasks.run(lambda _progress: self.database.note(action, entity, record_id, detail))

    def keep_drafts(self, form: Form, form_id: str, title: Callable[[], str] = str, *, about: str = "") -> DraftKeeper:
        """Keep what is typed into a form until it is saved, and offer it again; `title` says what it is.

        `about` is the record meant by a form that shows none of its own (an erased person's drafts go with her).
        """
        keeper = DraftKeeper(self, form, form_id, title, about)
        self.drafts.watch(keeper)
        return keeper

    def drafts_of_user(self, session: Any) -> list[DraftRow]:
        """What the user at the desk typed and did not save, the newest first."""
        from station_app.storage import drafts  # noqa: PLC0415 - after the first paint

        return drafts.list_drafts(session, self.database.actor)

    def _meet(self, form: Form, again: Again, stale: Refused) -> None:
        record_id, version = form.record_id, form.version
        form.is_saving = True

        def ask(session: Any) -> tuple[Mapping[str, Any], conflict.Changed]:
            from station_app.storage import changes  # noqa: PLC0415 - after the first paint

            lines = changes.changed_by(session, str(record_id), version or 0)
            return again(session), {
                name: (self.name_of(session, who), dt.datetime.fromisoformat(at)) for name, (who, at) in lines.items()
            }

        def done(found: tuple[Mapping[str, Any], conflict.Changed]) -> None:
            form.is_saving = False
            stored, changed = found
            if form.record_id != record_id:
                return
            if stored.get("version") == version:
                form.show_problems(stale.problems)
                return
            if conflict.meet(form, stored, changed):
                form.submitted.emit()

        def failed(error: Exception) -> bool:
            form.is_saving = False
            if isinstance(error, Refused):
                form.show_problems(error.problems)
            return isinstance(error, Refused)

        self.tasks.run(lambda _progress: self._reading(ask), done, failed)

    def _reading(self, ask: Callable[[Any], T]) -> T:
        with self.database.read() as session:
            return ask(session)

    def open(self, page_id: str, record_id: str | None = None) -> None:
        """Go to a page, and to a record on it."""
        self.open_requested.emit(page_id, record_id)

    def set_badge(self, page_id: str, number: int) -> None:
        """The number beside a page's name; 0 hides it."""
        self.badge_changed.emit(page_id, number)

    def say(self, text: str, tone: str = "") -> None:
        """A short word in the status bar for a few seconds."""
        self.said.emit(text, tone)


class Screen(QWidget):
    """Base of every page: a headline, at most two actions, a body below. Override what applies."""

    headline_changed = Signal()
    manual = ""
    """The page of docs/manual that F1 opens here; '' = 认识窗口."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.title = ""
        self.facts = ""
        self.actions_bar = QWidget()
        self._actions = QHBoxLayout(self.actions_bar)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(theme.px(12))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(12))
        desk.changed.connect(self._on_changed)

    def set_headline(self, title: str, facts: str = "") -> None:
        """The page's title and its one line of facts (joined by ・)."""
        self.title, self.facts = title, facts
        self.headline_changed.emit()

    def add_action(
        self, text: str, icon: str, slot: Callable[[], Any], *, primary: bool = False, shortcut: str = ""
    ) -> QPushButton:
        """A button in the headline, at most two; the shortcut is shown in its tooltip."""
        button = button_for(text, icon, slot, primary=primary, shortcut=shortcut)
        self._actions.addWidget(button)
        return button

    def open_record(self, record_id: str | None) -> None:
        """Show a record of this page (from Ctrl+K or another page)."""

    def place(self) -> str | None:
        """What `open_record` needs to come back to what is shown; None for the page alone."""
        return None

    def shown(self) -> None:
        """The page came to the front: read what it shows if that was not done yet."""

    def reload(self, changed: frozenset[str]) -> None:
        """Records of these names changed; read again what is shown."""

    def manual_page(self) -> str:
        """The page of the manual for what is shown now."""
        return self.manual

    def may_leave(self) -> bool:
        """Ask before typed text is lost; False stays on the page."""
        return True

    def _on_changed(self, changed: object) -> None:
        if isinstance(changed, frozenset):
            self.reload(changed)

    def ask_to_leave(self, form: Form) -> bool:
        """The usual question when a form was changed and not saved; asked once, then the changes count as given up."""
        return ask_to_leave(self, form)


def ask_to_leave(parent: QWidget, form: Form) -> bool:
    """Before typed text is lost; asked once, then the changes count as given up."""
    if form.is_modified:
        form.is_modified = not ask_to_give_up(parent)
    return not form.is_modified


def ask_to_give_up(parent: QWidget) -> bool:
    """The question itself, where what was typed is not in a form alone."""
    return messages.confirm(
        parent,
        _("有还没保存的修改"),
        _("离开后，刚才输入的内容会丢失。"),
        accept=_("放弃修改"),
        reject=_("继续填写"),
        danger=True,
    )


def button_for(
    text: str,
    icon: str,
    slot: Callable[[], Any],
    *,
    primary: bool = False,
    shortcut: str = "",
    danger: bool = False,
    writes: bool | None = None,
) -> QPushButton:
    """A button as everywhere in the program: icon, words, shortcut in the tooltip.

    `writes` says that a user who may only read cannot press it; left out, the icon tells (write_gate).
    """
    button = Button(text, shortcut)
    button.setProperty(write_gate.WRITES, icon in write_gate.WRITING_ICONS if writes is None else writes)
    if icon:
        button.setIcon(icons.icon(icon, "on_accent" if primary else "bad" if danger else ""))
        button.setIconSize(QSize(theme.px(22), theme.px(18)))
    if primary or danger:
        button.setProperty("role", "primary" if primary else "danger")
    button.clicked.connect(lambda _checked=False: slot())
    return button
