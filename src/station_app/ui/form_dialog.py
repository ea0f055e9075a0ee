"""A few fields asked for in between: a small described form with one button that says what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.fields import Record
from station_app.ui import theme
from station_app.ui.buttons import answer, back
from station_app.ui.dialog_room import keep_on_screen
from station_app.ui.form import EditorMaker, Form, single_section
from station_app.ui.screen import Again, Desk

Write = Callable[[Any, dict[str, Any]], Any]
"""(session, values by field name) → result; what it refuses is shown beside the fields."""
_KEY_LENGTH = 32
"""Of a record's key (core.ids); a place on a page begins with one."""


class FormDialog(QDialog):
    """Open with `open()`; it closes itself after the commit and hands the result on.

    What is typed is kept as a draft and offered when the same question about the same record is asked again; going
    back gives it up.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        heading: str,
        record: Record,
        write: Write,
        *,
        accept: str,
        values: Mapping[str, Any] | None = None,
        names: Iterable[str] = (),
        sentences: Iterable[str] = (),
        done: Callable[[Any], None] | None = None,
        danger: bool = False,
        beside: QWidget | None = None,
        editors: Mapping[str, EditorMaker] | None = None,
        again: Again | None = None,
    ) -> None:
        """`beside` stands left of the question: what it is about, to look at or to tick; `editors` as for a form.

        A dialog that corrects a stored record gives its `id` and `version` among the `values`, and how to read them
        `again`: `write` then gets the `version` that typing began from, and what somebody else changed meanwhile is
        met as in every form (ui.conflict).
        """
        super().__init__(parent)
        self._desk, self._write, self._done, self._again = desk, write, done, again
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(520))
        column = QVBoxLayout()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*(theme.px(24),) * 4)
        whole.setSpacing(theme.px(24))
        if beside is not None:
            self.setMinimumWidth(theme.px(400) + beside.sizeHint().width())
            whole.addWidget(beside)
        whole.addLayout(column, 1)
        column.setSpacing(theme.px(12))
        title = QLabel(heading)
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        column.addWidget(title)
        for sentence in sentences:
            label = QLabel(sentence)
            label.setProperty("role", "soft")
            label.setWordWrap(True)
            column.addWidget(label)
        shown = tuple(names) or tuple(field.name for field in record)
        self.form = Form(record, single_section(shown), columns=1, editors=editors)
        place = desk.where()[1]
        asked = _form_id(record.name, accept, heading, place)
        self.keeper = desk.keep_drafts(self.form, asked, lambda: heading, about=place[:_KEY_LENGTH])
        self.form.set_values(values or {})
        self.form.body.installEventFilter(self)
        self.form.submitted.connect(self.submit)
        column.addWidget(self.form)
        column.addLayout(self._buttons(accept, danger=danger))
        self.form.focus_first()

    def submit(self) -> None:
        """Save what was typed."""
        write = self._write
        if self._again is not None:
            version = self.form.version
            write = lambda session, typed: self._write(session, {**typed, "version": version})  # noqa: E731 - of this save
        self._desk.save_form(self.form, write, self._finish, again=self._again)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As high as its fields are, and no higher than the screen: then they scroll, and the buttons stay in sight."""
        super().showEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A draft is offered or a problem is told beside a field: higher."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit(least=self.height())
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        """Not while the values are on their way into the file; what was typed is given up on purpose."""
        if not self.form.is_saving:
            self.form.is_modified = False
            self.form.given_up.emit()
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter saves from anywhere; Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
            return
        super().keyPressEvent(event)

    def _buttons(self, accept: str, *, danger: bool) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        self.accept_button = answer(accept, self.submit, danger=danger)
        buttons.addWidget(back(self.reject))
        buttons.addWidget(self.accept_button)
        return buttons

    def _fit(self, least: int = 0) -> None:
        self.form.setMinimumWidth(self.form.body.minimumSizeHint().width())
        self.form.setMinimumHeight(self.form.full_height())
        keep_on_screen(self, self.form, least=least)

    def _finish(self, result: Any) -> None:
        self.accept()
        if self._done is not None:
            self._done(result)


def _form_id(*parts: str) -> str:
    """By what the same question is known again; a digest, for a heading may hold a name."""
    return f"dialog/{blake2b('/'.join(parts).encode(), digest_size=8).hexdigest()}"
