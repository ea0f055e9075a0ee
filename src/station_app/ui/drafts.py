"""What was typed and not saved is kept every few seconds and offered again after a crash, calmly, above the form."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from station_app.core import clock
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.ui import conflict, theme
from station_app.ui.buttons import button
from station_app.ui.conflict import Difference

if TYPE_CHECKING:
    from station_app.storage.drafts import DraftRow
    from station_app.ui.form import Form
    from station_app.ui.screen import Desk

KEEP_AFTER_MS = 5000
"""From the first key that is not kept yet; F23 allows ten seconds."""
_NAMED = 4


class _Slot:
    """The row of one draft; its number is only known on the worker."""

    def __init__(self, number: int | None = None) -> None:
        self.number = number
        self.texts: dict[str, tuple[str, str]] | None = None
        """What was last sent to be kept."""


class DraftKeeper(QObject):
    """Keeps the draft of one form and offers it when the same record is shown again."""

    offered = Signal()
    """A bar came above the form."""

    def __init__(self, desk: Desk, form: Form, form_id: str, title: Callable[[], str], about: str = "") -> None:
        """`about`: the record that a form without one of its own is about."""
        super().__init__(form)
        self.desk = desk
        self.form = form
        self.form_id = form_id
        self.offer: Offer | None = None
        """The bar, while a draft is offered."""
        self._title = title
        self.about = about
        """Set it anew before the form is filled for another record."""
        self._slot = _Slot()
        self._told = False
        self._user = ""
        """Who typed what stands here; somebody else may be at the desk by the time it is kept."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        form.modified.connect(self._on_modified)
        form.filled.connect(self._on_filled)
        form.stored.connect(self._on_stored)
        form.given_up.connect(self._drop)

    @property
    def subject(self) -> tuple[str, str]:
        """Form and record."""
        return self.form_id, self.form.record_id or self.about

    def keep(self) -> None:
        """Store what is typed now, unless it is stored already; on the worker."""
        self._timer.stop()
        desk, form, slot = self.desk, self.form, self._slot
        if not form.is_modified:
            self._drop()
            return
        texts = self._texts()
        if texts == slot.texts or not desk.is_open or desk.database.read_only:
            return
        slot.texts = texts
        user = self._user or desk.database.actor
        database, (form_id, record_id), title, where = desk.database, self.subject, self._title(), desk.where()

        def work(_progress: Any) -> None:
            from station_app.storage import drafts  # noqa: PLC0415 - after the first paint

            with database.work(by_program=True) as session:
                kept = drafts.keep(
                    session, form_id, record_id, user, texts, title=title, where=where, draft_id=slot.number
                )
            slot.number = kept

        def failed(error: Exception) -> bool:
            slot.texts = None
            if shiboken6.isValid(self):
                self._timer.start()
            if isinstance(error, Trouble):
                self._tell(error)
                return True
            return False

        def done(_none: None) -> None:
            self._told = False

        desk.tasks.run(work, done, failed, quiet=True)

    def _texts(self) -> dict[str, tuple[str, str]]:
        """Stored and typed text of what differs; of a new record everything, also what it was begun with."""
        form = self.form
        differing = form.edits.differing()
        if form.record_id is not None:
            return differing
        return {name: (form.edits.stored(name), text) for name, text in form.edits.typed().items() if text} | differing

    def _on_modified(self) -> None:
        if not self._user and self.desk.is_open:
            self._user = self.desk.database.actor
        if not self._timer.isActive():
            self._timer.start()

    def _on_filled(self) -> None:
        """Another record, or the same one anew: hand over what was typed before the looks changed, else look for it."""
        self._slot, self._user = _Slot(), ""
        self._timer.stop()
        self._close_offer()
        handed = self.desk.handed_over.pop(self.subject, None)
        if handed is not None:
            self._slot = handed
            self._put(handed.texts or {})
            return
        if not self.desk.is_open:
            return
        subject = self.subject

        def ask(session: Any) -> DraftRow | None:
            from station_app.storage import drafts  # noqa: PLC0415

            return drafts.find(session, *subject, self.desk.database.actor)

        def done(row: DraftRow | None) -> None:
            if shiboken6.isValid(self) and row is not None and subject == self.subject and row.id != self._slot.number:
                self._show(row)

        self.desk.read(ask, done)

    def _show(self, row: DraftRow) -> None:
        form = self.form
        typed = form.edits.typed()
        texts = {name: pair for name, pair in row.texts.items() if name in typed and typed[name] != pair[1]}
        if form.is_read_only:
            return
        if not texts:
            self._forget(row.id)
            return
        self.offer = Offer(row.at, [form.record[name].label for name in texts])
        self.offer.restore_button.clicked.connect(lambda _on=False: self._restore(row.id, texts))
        self.offer.give_up_button.clicked.connect(lambda _on=False: self._give_up(row.id))
        form.above.addWidget(self.offer)
        QWidget.setTabOrder(form, self.offer.restore_button)
        QWidget.setTabOrder(self.offer.restore_button, self.offer.give_up_button)
        form.announce(self.offer.accessibleName())
        self.offered.emit()

    def _restore(self, number: int, texts: dict[str, tuple[str, str]]) -> None:
        if self._slot.texts is not None:
            self._forget(number)  # typing went on meanwhile: that draft has its own row
        else:
            self._slot = _Slot(number)
        self._close_offer()
        self._put(texts)
        self.desk.drafts_changed.emit()

    def _put(self, texts: dict[str, tuple[str, str]]) -> None:
        """What was typed comes back as one step; where the stored value is another one by now, both are shown."""
        form = self.form
        new = form.record_id is None
        plain = {name: typed for name, (was, typed) in texts.items() if new or form.edits.stored(name) == was}
        form.put(plain)
        both = [
            Difference(name, was, typed, form.edits.stored(name), _("现在存的"))
            for name, (was, typed) in texts.items()
            if name not in plain and form.edits.stored(name) != typed
        ]
        if both:
            heading = _("下面 {n} 项后来改过，和草稿不一样，请逐项选一个。").format(n=len(both))
            conflict.ask(form, both, heading, _("按所选恢复"), lambda: None)
        elif plain:
            form.editor(next(iter(plain))).setFocus()

    def _give_up(self, number: int) -> None:
        self._forget(number)
        self._close_offer()
        self.form.focus_first()

    def _on_stored(self) -> None:
        self._drop()
        if self.form.is_modified:
            self._timer.start()

    def _drop(self) -> None:
        """It was saved or given up, or undone to what is stored."""
        slot, self._slot, self._user = self._slot, _Slot(), ""
        self._timer.stop()
        if (slot.number is not None or slot.texts is not None) and self.desk.is_open:
            database = self.desk.database

            def work(_progress: Any) -> None:
                from station_app.storage import drafts  # noqa: PLC0415

                if slot.number is not None:
                    with database.work(by_program=True) as session:
                        drafts.drop(session, slot.number)

            self._write(work)

    def _write(self, work: Callable[[Any], None]) -> None:
        self.desk.tasks.run(
            work,
            lambda _none: self.desk.drafts_changed.emit(),
            lambda error: isinstance(error, Trouble),  # it is offered once more
            quiet=True,
        )

    def _forget(self, number: int) -> None:
        database = self.desk.database

        def work(_progress: Any) -> None:
            from station_app.storage import drafts  # noqa: PLC0415

            with database.work(by_program=True) as session:
                drafts.drop(session, number)

        self._write(work)

    def _close_offer(self) -> None:
        if self.offer is not None:
            self.offer.hide()
            self.offer.deleteLater()
            self.offer = None

    def _tell(self, trouble: Trouble) -> None:
        if not self._told:
            self._told = True
            self.desk.say(_("草稿暂时存不下，填的内容还在窗口里：{what}").format(what=trouble.what), "warn")

    def hand_over(self) -> Callable[[], None] | None:
        """The window is built anew: leave what is typed to the record's next form; returns how to take it back.

        Somebody else is at the desk now: it stays a draft of who typed it.
        """
        if not self.form.is_modified:
            return None
        self.keep()  # in case nobody opens that form again
        form, subject, handed = self.form, self.subject, self._slot
        texts = self._texts()
        handed.texts = texts
        if self.desk.is_open and self._user == self.desk.database.actor:
            self.desk.handed_over[subject] = handed
        self._slot = _Slot()
        form.edits.rebase()

        def take_back() -> None:
            self.desk.handed_over.pop(subject, None)
            self._slot = handed
            form.edits.rebase({name: was for name, (was, _typed) in texts.items()})

        return take_back


class Drafts:
    """The keepers of all forms of the window."""

    def __init__(self) -> None:
        self._keepers: weakref.WeakSet[DraftKeeper] = weakref.WeakSet()

    def watch(self, keeper: DraftKeeper) -> None:
        """Another form."""
        self._keepers.add(keeper)

    def keep_now(self) -> None:
        """Store every draft at once: the window is about to ask whether to close, or something went wrong."""
        for keeper in _alive(self._keepers):
            if keeper.form.is_modified:
                keeper.keep()

    def hand_over(self) -> Callable[[], None]:
        """Leave everything typed to the forms of the next window; returns how to take it back."""
        backs = [keeper.hand_over() for keeper in _alive(self._keepers)]

        def take_back() -> None:
            for back in backs:
                if back is not None:
                    back()

        return take_back


class Offer(QFrame):
    """有 15:42 没保存的内容：姓名、联系电话 [恢复] [放弃]."""

    def __init__(self, at: dt.datetime, labels: list[str]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        rest = _("等 {n} 项").format(n=len(labels)) if len(labels) > _NAMED else ""
        words = _("有 {when} 没保存的内容：{labels}{rest}").format(
            when=moment_of(at), labels="、".join(labels[:_NAMED]), rest=rest
        )
        self.setAccessibleName(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        line.setSpacing(theme.px(8))
        text = QLabel(words)
        text.setWordWrap(True)
        line.addWidget(text, 1)
        self.restore_button = button(_("恢复"), lambda: None, shortcut="Alt+R")
        self.give_up_button = button(_("放弃"), lambda: None, shortcut="Alt+G")
        line.addWidget(self.restore_button)
        line.addWidget(self.give_up_button)


def moment_of(at: dt.datetime) -> str:
    """15:42, with the day when it was not today."""
    local = at.astimezone()
    return f"{local:%H:%M}" if local.date() == clock.today() else f"{local:%m-%d %H:%M}"


def _alive(keepers: weakref.WeakSet[DraftKeeper]) -> list[DraftKeeper]:
    return [keeper for keeper in keepers if shiboken6.isValid(keeper) and shiboken6.isValid(keeper.form)]
