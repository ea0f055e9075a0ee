"""A layout that is being edited and not saved is kept every few seconds and offered again after a crash (F23)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.documents.layout import Layout, dump_layout, load_layout
from station_app.ui.drafts import KEEP_AFTER_MS, Offer

if TYPE_CHECKING:
    from station_app.features.training.ui.layouts.draft import LayoutDraft
    from station_app.storage.drafts import DraftRow
    from station_app.ui.screen import Desk

FORM, FIELD = "certificate_layout", "content"


class LayoutKeeper(QObject):
    """Keeps what differs from the stored layout; `show` puts the bar that offers it above the page."""

    def __init__(self, desk: Desk, draft: LayoutDraft, show: Callable[[QWidget], None]) -> None:
        super().__init__(draft)
        self.desk, self.draft = desk, draft
        self.offer: Offer | None = None
        """The bar, while something is offered."""
        self._show_bar = show
        self._kept: Layout | None = None
        """What was last sent to be kept."""
        self._number: int | None = None
        """Of its row; only known on the worker."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        draft.changed.connect(self._on_changed)

    def keep(self) -> None:
        """Store it now, on the worker."""
        self._timer.stop()
        desk, layout = self.desk, self.draft.layout
        if not self.draft.is_modified or layout == self._kept or not desk.is_open or desk.database.read_only:
            return
        try:
            texts = {FIELD: (dump_layout(self.draft.kept).decode(), dump_layout(layout).decode())}
        except Refused:
            return  # half typed: what stood before stays kept
        self._kept = layout
        database, where, user = desk.database, desk.where(), desk.database.actor
        title = _("证书版式“{title}”").format(title=layout.title)

        def work(_progress: Any) -> None:
            from station_app.storage import drafts  # noqa: PLC0415 - after the first paint

            with database.work(by_program=True) as session:
                self._number = drafts.keep(
                    session, FORM, layout.name, user, texts, title=title, where=where, draft_id=self._number
                )

        desk.tasks.run(work, lambda _none: None, self._failed, quiet=True)

    def look_for(self, layout: Layout) -> None:
        """A layout was opened: offer what somebody at this desk did not save of it."""
        self._close()
        self._kept, self._number = None, None
        user, name = self.desk.database.actor, layout.name

        def ask(session: Any) -> DraftRow | None:
            from station_app.storage import drafts  # noqa: PLC0415

            return drafts.find(session, FORM, name, user)

        def done(row: DraftRow | None) -> None:
            if shiboken6.isValid(self) and row is not None and self.draft.layout.name == name:
                self._offer(row)

        self.desk.read(ask, done)

    def _offer(self, row: DraftRow) -> None:
        try:
            typed = load_layout(row.texts[FIELD][1].encode())
        except (Refused, KeyError):
            return
        self.offer = Offer(row.at, [_("版式的修改")])
        self.offer.restore_button.clicked.connect(lambda _on=False: self._restore(row.id, typed))
        self.offer.give_up_button.clicked.connect(lambda _on=False: self._give_up(row.id))
        self._show_bar(self.offer)

    def _restore(self, number: int, typed: Layout) -> None:
        self._close()
        self._number, self._kept = number, typed
        self.draft.change(typed)

    def _give_up(self, number: int) -> None:
        self._close()
        self._drop(number)

    def _on_changed(self) -> None:
        if self.draft.is_modified:
            if not self._timer.isActive() and self.draft.layout != self._kept:
                self._timer.start()
        elif self._kept is not None:  # saved, given up, or undone to what is stored
            self._timer.stop()
            self._kept = None
            self._drop(None)

    def _drop(self, number: int | None) -> None:
        database = self.desk.database

        def work(_progress: Any) -> None:
            from station_app.storage import drafts  # noqa: PLC0415

            row, self._number = number if number is not None else self._number, None
            if row is not None:
                with database.work(by_program=True) as session:
                    drafts.drop(session, row)

        self.desk.tasks.run(work, lambda _none: self.desk.drafts_changed.emit(), self._failed, quiet=True)

    def _failed(self, error: Exception) -> bool:
        """A full disk: what is on the screen stays there, and is kept with the next change."""
        self._kept = None
        return isinstance(error, Trouble)

    def _close(self) -> None:
        if self.offer is not None:
            self.offer.hide()
            self.offer.deleteLater()
            self.offer = None
