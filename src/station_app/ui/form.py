"""A form made from a description: sections of field names become labels, editors and places for problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.ui import conflict, spoken, theme, undo
from station_app.ui.editors import Editor, editor_for
from station_app.ui.edits import Edit, Edits
from station_app.ui.field_grid import FieldGrid, arrange
from station_app.ui.sections import Section, is_wide, single_section
from station_app.ui.slot import Slot, labelled

if TYPE_CHECKING:
    from station_app.ui.conflict import Choosing

__all__ = ["Form", "Section", "single_section"]
EditorMaker = Callable[[Field], Editor]


class Form(QScrollArea):
    """Editors for some fields of a record, one after the other; Enter moves on, the last Enter submits."""

    modified = Signal()
    """The user changed something."""
    submitted = Signal()
    """Enter in the last field, Ctrl+Enter anywhere, or the last choice between two versions: save."""
    refused = Signal(object)
    """The problems that a save came back with."""
    filled = Signal()
    """A record is shown, or an empty form."""
    stored = Signal()
    """Its values are in the file."""
    given_up = Signal()
    """Typed text was given up on purpose."""
    announced = Signal(str)
    """Said to people who hear the screen: problems, questions, offers."""
    is_gate_shut: ClassVar[bool] = False  # who is at the desk may only read: no screen can open a form for typing

    def __init__(
        self,
        record: Record,
        sections: Iterable[Section],
        columns: int = 2,
        *,
        editors: Mapping[str, EditorMaker] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`editors` names another editor for a field (door 2), e.g. references with their finder."""
        super().__init__(parent)
        self.record = record
        self.is_saving = False
        """Its values are on their way into the file."""
        self.opened: dict[str, Any] = {}
        """The stored values that it shows or that typing began from."""
        self.edits = Edits()
        self.conflict: Choosing | None = None
        """The card that asks which side's values to keep, while it is there."""
        self._read_only = False
        self._columns = columns
        self._makers = dict(editors or {})
        self._slots: dict[str, Slot] = {}
        self._stars: list[QLabel] = []
        self._grids: list[FieldGrid] = []
        self._wide_from = 0
        """The least width for its columns, once it was too narrow for them."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget()
        self._body = QVBoxLayout(self.body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.px(12))
        self._whole = QLabel()
        self._whole.setProperty("role", "bad")
        self._whole.setWordWrap(True)
        self._whole.hide()
        self.above = QVBoxLayout()
        """Bars above the fields: a draft that is offered, two versions of a record."""
        self._body.addLayout(self.above)
        self._body.addWidget(self._whole)
        for section in sections:
            self._body.addWidget(self._card(section))
        arrange(self._grids, columns)
        self._body.addStretch(1)
        self.setWidget(self.body)

    @property
    def names(self) -> list[str]:
        """The fields of this form, in order."""
        return list(self._slots)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Too narrow for its columns: one below the other."""
        super().resizeEvent(event)
        wide, least = self.viewport().width(), self.body.minimumSizeHint().width()
        if wide < least and not self._wide_from and self._columns > 1:
            self._wide_from = least
            arrange(self._grids, 1)
        elif self._wide_from and wide >= self._wide_from:
            self._wide_from = 0
            arrange(self._grids, self._columns)

    def full_height(self) -> int:
        """How high it must be for nothing to scroll, at its width."""
        wide = self.viewport().width()
        return self._body.totalHeightForWidth(wide) if self._body.hasHeightForWidth() else self.body.sizeHint().height()

    @property
    def record_id(self) -> str | None:
        """The key of the record that is shown; None for a new one."""
        return self.opened.get("id")

    @property
    def version(self) -> int | None:
        """The version that typing began from: a save names it, so that nobody else's change is overwritten."""
        return self.opened.get("version")

    @property
    def is_modified(self) -> bool:
        """What stands here differs from what is stored; undoing everything makes it False again."""
        return self.edits.is_modified

    @is_modified.setter
    def is_modified(self, modified: bool) -> None:
        if modified:
            self.edits.force()
            self.modified.emit()
        elif self.edits.is_modified:
            self.edits.rebase()
            self.given_up.emit()

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._slots[name].editor

    def problem(self, name: str) -> str:
        """The sentence shown at a field ('' = the whole form), '' when there is none."""
        if not name:
            return "" if self._whole.isHidden() else self._whole.text()
        return self._slots[name].problem

    def values(self) -> dict[str, Any]:
        """Values by field name without computed ones.

        Refused when a text cannot be read, with a problem for each and for what must not be stored beside it: what was
        said when the cursor left stays said.
        """
        editors = {name: slot.editor for name, slot in self._slots.items() if not self.record[name].computed}
        found: dict[str, Any] = {}
        for name, editor in editors.items():
            with suppress(ValueError):
                found[name] = editor.value()
        if len(found) < len(editors):
            raise Refused(Problem(name, said) for name, editor in editors.items() if (said := editor.text_problem()))
        return found

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show a record (missing names: their default); the form counts as unmodified afterwards.

        Steps can still be taken back when it is the record that was shown before.
        """
        conflict.close(self)
        same = self.record_id is not None and values.get("id") == self.record_id
        self.opened = dict(values)
        for name, slot in self._slots.items():
            slot.editor.set_value(values.get(name, self.record[name].default))
            slot.show_note("")
        self.show_problems(())
        if same:
            self.edits.rebase()
        else:
            self.edits.forget()
        self.filled.emit()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Each sentence at its field, those of no visible field on top; the cursor goes to the first one."""
        texts: dict[str, str] = {}
        problems = tuple(problems)
        for problem in problems:
            name = problem.field if problem.field in self._slots else ""
            texts[name] = f"{texts[name]}\n{problem.text}" if name in texts else problem.text
        self._whole.setText(texts.get("", ""))
        self._whole.setVisible("" in texts)
        first: Slot | None = None
        for name, slot in self._slots.items():
            slot.show_problem(texts.get(name, ""))
            first = first or (slot if name in texts else None)
        if first is not None:
            first.editor.setFocus()
            self._reveal(first)
        elif "" in texts:
            self.ensureVisible(0, 0)
        if texts:
            self.announce("\n".join(spoken.problem(self.record, *each) for each in texts.items()))
            self.refused.emit(tuple(problems))

    def mark(self, name: str, text: str) -> None:
        """A sentence at one field ('' takes it away); the cursor stays where it is."""
        self._slots[name].show_problem(text)

    def focus_first(self) -> None:
        """The cursor into the first field that can be typed in."""
        for name, slot in self._slots.items():
            if not self.record[name].computed:
                slot.editor.setFocus()
                return

    def note(self, name: str) -> str:
        """The word shown at a field for a moment, '' for none."""
        return self._slots[name].note

    def show_note(self, name: str, text: str) -> None:
        """A word at a field for ten seconds."""
        self._slots[name].show_note(text)

    def announce(self, text: str) -> None:
        """Say something to people who hear the screen."""
        self.announced.emit(text)
        spoken.say(self, text)

    def saved(self, sent: Mapping[str, str] | None = None) -> None:
        """What was typed when it was sent is stored (none: all that stands here); no problems.

        Whatever was typed since then stays an unsaved change.
        """
        self.show_problems(())
        self.edits.rebase(sent)
        self.stored.emit()

    def saved_as(self, stored: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        """Show what was stored of the values `sent`, except where somebody has typed on meanwhile."""
        self.opened = dict(stored)
        for name, slot in self._slots.items():
            editor = slot.editor
            if self.record[name].computed or (editor.text_problem() is None and editor.value() == sent.get(name)):
                editor.set_value(stored.get(name))
                self.edits.settle(name)

    def take(self, name: str, value: Any) -> None:
        """Show a stored value at one field."""
        self._slots[name].editor.set_value(value)
        self._slots[name].show_problem("")
        self.edits.settle(name)

    @property
    def is_read_only(self) -> bool:
        """Nobody may type here now."""
        return self._read_only

    def undo(self) -> None:
        """Take the last step back, also across fields and behind a save; nothing is written."""
        if not self._read_only:
            self._went(self.edits.undo())

    def redo(self) -> None:
        """Put the step in place again that was taken back last."""
        if not self._read_only:
            self._went(self.edits.redo())

    def put(self, texts: Mapping[str, str]) -> None:
        """Type these texts into their fields as one step, e.g. a draft."""
        self.edits.put(texts)
        self.modified.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Show the record without letting anybody type; a user who may only read never may (write_gate)."""
        self._read_only = read_only = read_only or Form.is_gate_shut
        for name, slot in self._slots.items():
            slot.editor.set_read_only(read_only or self.record[name].computed)
        for star in self._stars:
            star.setVisible(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter belongs to the form, not to a dialog's default button; with Ctrl it submits."""
        if self._is_undo(event):
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Undo is the form's, not a single line's; pages scroll the form where a box has nothing to scroll."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and undo.wanted(event):
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pages = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if pages and isinstance(watched, QPlainTextEdit) and not watched.verticalScrollBar().maximum():
                super().keyPressEvent(event)
                return True
            return self._is_undo(event)
        return super().eventFilter(watched, event)

    def _is_undo(self, event: QKeyEvent) -> bool:
        what = undo.wanted(event)
        if what:
            (self.undo if what == "undo" else self.redo)()
        return bool(what)

    def _went(self, step: Edit | None) -> None:
        """After undo or redo: the cursor where something changed."""
        if step is None:
            return
        for name in step.before:
            slot = self._slots[name]
            slot.show_problem(slot.editor.text_problem() or "")
        slot = self._slots[step.name]
        slot.editor.setFocus()
        self._reveal(slot)
        self.modified.emit()

    def _card(self, section: Section) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(12))
        if section.title:
            title = QLabel(section.title)
            title.setProperty("role", "heading")
            column.addWidget(title)
        grid = FieldGrid()
        column.addLayout(grid)
        for name in section.names:
            self._place(grid, name, is_wide=name in section.wide or is_wide(self.record[name]))
        self._grids.append(grid)
        if section.is_elsewhere:
            card.hide()
            card.setEnabled(False)
        return card

    def _place(self, grid: FieldGrid, name: str, *, is_wide: bool) -> None:
        described = self.record[name]
        maker = self._makers.get(name, editor_for)
        slot = Slot(maker(described))
        slot.editor.set_read_only(described.computed)
        self._slots[name] = slot
        if not described.computed:
            self.edits.watch(name, slot.editor)
        for inner in (slot.editor, *slot.editor.findChildren(QWidget)):
            if inner.focusPolicy() != Qt.FocusPolicy.NoFocus:
                inner.installEventFilter(self)
        label, star = labelled(described, slot.editor)
        if star is not None:
            self._stars.append(star)
        grid.add(label, slot, is_wide=is_wide)
        slot.editor.changed.connect(lambda: self._on_changed(name, slot))
        slot.editor.finished.connect(lambda: self._move_on(name))
        slot.editor.left.connect(lambda: self._look_again(slot))

    def _on_changed(self, name: str, slot: Slot) -> None:
        if slot.problem and slot.problem != slot.editor.text_problem():
            slot.show_problem("")
        if not self.record[name].computed:
            self.edits.changed(name)
        self.modified.emit()

    def _look_again(self, slot: Slot) -> None:
        """Text that cannot be read is said as soon as the cursor leaves; what a service refused stays until changed."""
        self.edits.rest()
        text = slot.editor.text_problem()
        if text is not None:
            is_news = slot.problem != text
            slot.show_problem(text)
            if is_news:
                self.announce(spoken.problem(self.record, slot.editor.field.name, text))

    def _move_on(self, name: str) -> None:
        order = [n for n in self._slots if not self.record[n].computed and self._slots[n].isEnabled()]
        place = order.index(name) + 1
        if place == len(order):
            self._look_again(self._slots[name])
            self.submitted.emit()
            return
        following = self._slots[order[place]]
        following.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self._reveal(following)

    def _reveal(self, slot: Slot) -> None:
        self.ensureWidgetVisible(slot, 0, theme.px(48))
