"""A form made from a description: sections of field names become labels, editors and places for problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.editors import Editor, editor_for

EditorMaker = Callable[[Field], Editor]


@dataclass(frozen=True)
class Section:
    """A titled group of fields; an empty title draws none."""

    title: str
    names: tuple[str, ...]
    wide: tuple[str, ...] = ()
    """Those that take the whole width although their kind does not ask for it."""


class _Slot(QWidget):
    """An editor with the problem sentence below it."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(editor)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(2, 0, 0, theme.px(4))
        line.setSpacing(theme.px(4))
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setProperty("role", "problem")
        self._text.setWordWrap(True)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        self._line.hide()
        layout.addWidget(self._line)

    @property
    def problem(self) -> str:
        """The sentence shown, '' for none."""
        return "" if self._line.isHidden() else self._text.text()

    def show_problem(self, text: str) -> None:
        """Show a sentence, or none for ''."""
        self.editor.set_bad(bool(text))
        self._text.setText(text)
        if text:
            self._icon.setPixmap(icons.icon("circle-alert", "bad").pixmap(theme.px(16)))
        self.editor.setAccessibleDescription(text)
        self._line.setVisible(bool(text))


class Form(QScrollArea):
    """Editors for some fields of a record, one after the other; Enter moves on, the last Enter submits."""

    modified = Signal()
    """The user changed something."""
    submitted = Signal()
    """Enter in the last field, or Ctrl+Enter anywhere."""

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
        self.is_modified = False
        self.is_saving = False
        """Its values are on their way into the file."""
        self._columns = columns
        self._makers = dict(editors or {})
        self._slots: dict[str, _Slot] = {}
        self._stars: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.px(12))
        self._whole = QLabel()
        self._whole.setProperty("role", "bad")
        self._whole.setWordWrap(True)
        self._whole.hide()
        self._body.addWidget(self._whole)
        for section in sections:
            self._body.addWidget(self._card(section))
        self._body.addStretch(1)
        self.setWidget(body)

    @property
    def names(self) -> list[str]:
        """The fields of this form, in order."""
        return list(self._slots)

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._slots[name].editor

    def problem(self, name: str) -> str:
        """The sentence shown at a field ('' = the whole form), '' when there is none."""
        if not name:
            return "" if self._whole.isHidden() else self._whole.text()
        return self._slots[name].problem

    def values(self) -> dict[str, Any]:
        """Values by field name without computed ones; Refused with a problem for every text that cannot be read."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, slot in self._slots.items():
            if self.record[name].computed:
                continue
            try:
                found[name] = slot.editor.value()
            except ValueError as refusal:
                problems.append(Problem(name, str(refusal)))
        if problems:
            raise Refused(problems)
        return found

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show a record (missing names: their default); the form counts as unmodified afterwards."""
        for name, slot in self._slots.items():
            slot.editor.set_value(values.get(name, self.record[name].default))
        self.show_problems(())
        self.is_modified = False

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Each sentence at its field, those of no visible field on top; the cursor goes to the first one."""
        texts: dict[str, str] = {}
        for problem in problems:
            name = problem.field if problem.field in self._slots else ""
            texts[name] = f"{texts[name]}\n{problem.text}" if name in texts else problem.text
        self._whole.setText(texts.get("", ""))
        self._whole.setVisible("" in texts)
        first: _Slot | None = None
        for name, slot in self._slots.items():
            slot.show_problem(texts.get(name, ""))
            first = first or (slot if name in texts else None)
        if first is not None:
            first.editor.setFocus()
            self._reveal(first)
        elif "" in texts:
            self.ensureVisible(0, 0)

    def mark(self, name: str, text: str) -> None:
        """A sentence at one field ('' takes it away); the cursor stays where it is."""
        self._slots[name].show_problem(text)

    def focus_first(self) -> None:
        """The cursor into the first field that can be typed in."""
        for name, slot in self._slots.items():
            if not self.record[name].computed:
                slot.editor.setFocus()
                return

    def saved(self) -> None:
        """The values were stored: no problems, not modified."""
        self.show_problems(())
        self.is_modified = False

    def set_read_only(self, read_only: bool) -> None:
        """Show the record without letting anybody type."""
        for name, slot in self._slots.items():
            slot.editor.set_read_only(read_only or self.record[name].computed)
        for star in self._stars:
            star.setVisible(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter belongs to the form, not to a dialog's default button; with Ctrl it submits."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()

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
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        column.addLayout(grid)
        row = position = 0
        for name in section.names:
            wide = name in section.wide or is_wide(self.record[name])
            if wide and position:
                row, position = row + 1, 0
            self._place(grid, name, row, position, self._columns if wide else 1)
            position += self._columns if wide else 1
            if position >= self._columns:
                row, position = row + 1, 0
        for place in range(self._columns):
            grid.setColumnMinimumWidth(place * 3, theme.px(104))
            grid.setColumnStretch(place * 3 + 1, 1)
            if place:
                grid.setColumnMinimumWidth(place * 3 - 1, theme.px(16))
        return card

    def _place(self, grid: QGridLayout, name: str, row: int, position: int, width: int) -> None:
        described = self.record[name]
        maker = self._makers.get(name, editor_for)
        slot = _Slot(maker(described))
        slot.editor.set_read_only(described.computed)
        self._slots[name] = slot
        grid.addWidget(self._label(described, slot.editor), row, position * 3, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(slot, row, position * 3 + 1, 1, width * 3 - 2, Qt.AlignmentFlag.AlignTop)
        slot.editor.changed.connect(lambda: self._on_changed(slot))
        slot.editor.finished.connect(lambda: self._move_on(name))
        slot.editor.left.connect(lambda: self._look_again(slot))

    def _label(self, described: Field, editor: Editor) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, theme.px(7), 0, 0)
        line.setSpacing(theme.px(4))
        label = QLabel(described.label)
        label.setProperty("role", "soft")
        label.setWordWrap(True)
        label.setBuddy(editor)
        line.addWidget(label, 0)
        if described.required and not described.computed:
            star = QLabel("*" + _("必填"))
            star.setProperty("role", "required")
            line.addWidget(star, 0)
            self._stars.append(star)
        line.addStretch(1)
        return box

    def _on_changed(self, slot: _Slot) -> None:
        if slot.problem and slot.editor.text_problem() is None:
            slot.show_problem("")
        if not self.is_modified:
            self.is_modified = True
        self.modified.emit()

    def _look_again(self, slot: _Slot) -> None:
        """Text that cannot be read is said as soon as the cursor leaves; what a service refused stays until changed."""
        text = slot.editor.text_problem()
        if text is not None:
            slot.show_problem(text)

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

    def _reveal(self, slot: _Slot) -> None:
        self.ensureWidgetVisible(slot, 0, theme.px(48))


def is_wide(described: Field) -> bool:
    """A field that takes the whole width: long text, several codes."""
    kind = described.kind
    return kind.editor in ("codes", "references") or (isinstance(kind, Text) and (kind.lines > 1 or kind.length >= 80))


def single_section(names: Sequence[str]) -> tuple[Section, ...]:
    """The sections of a small form without titles."""
    return (Section("", tuple(names)),)
