"""An editor for every kind of value, all with one face: value, set_value, text_problem, changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from station_app.core.fields import Field
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.ui import theme

_BREAKS = re.compile(r" *[\t\r\n\v\f\u2028\u2029]+ *")


def _to_one_line(line: QLineEdit, typed: str) -> None:
    """What was pasted into a line is one: WPS ends the text of a cell with a line break."""
    if _BREAKS.search(typed):
        line.setText(_BREAKS.sub(" ", typed).strip())


class Editor(QWidget):
    """One field's place to type; what was typed stays until set_value replaces it, also when it cannot be read."""

    changed = Signal()
    """The user changed something (not set_value)."""
    finished = Signal()
    """Enter: the user is done here."""
    left = Signal()
    """The cursor went elsewhere."""

    note_taken = Signal(str)
    """A link inside the note was clicked."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._note: QLabel | None = None

    def text(self) -> str:
        """What stands in the editor."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def value(self) -> Any:
        """The value behind the text; ValueError with a sentence when it cannot be read."""
        return self.field.kind.parse(self.text())

    def text_problem(self) -> str | None:
        """Why the text cannot be read or must not be stored; None when all is well."""
        try:
            value = self.value()
            if value is not None:
                self.field.kind.check(value)
        except ValueError as refusal:
            return str(refusal)
        return None

    def typed(self) -> str:
        """What undo and drafts keep of this editor: enough for `retype`, also when it cannot be read."""
        return self.text()

    def retype(self, typed: str) -> None:
        """Put back what `typed` gave, as if it had been typed; `changed` is not emitted."""
        inner = self.focusProxy()
        if isinstance(inner, QLineEdit):
            inner.setText(typed)
        elif isinstance(inner, QPlainTextEdit):
            blocked = self.blockSignals(True)
            inner.setPlainText(typed)
            self.blockSignals(blocked)
        else:
            raise NotImplementedError(type(self).__name__)

    def words(self, typed: str) -> str:
        """Something typed as it is said beside another version: masked where the kind masks (R-50)."""
        try:
            return self.field.kind.mask(self.field.kind.parse(typed)) if typed else ""
        except ValueError:
            return typed

    def set_bad(self, bad: bool) -> None:
        """Mark the editor as refused or take the mark away; a refusal stands in the place of a remark."""
        if bad and self._note is not None:
            self.set_note("")
        target = self.focusProxy() or self
        if target.property("bad") is not bad:
            target.setProperty("bad", bad)
            target.style().unpolish(target)
            target.style().polish(target)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anybody type."""
        raise NotImplementedError

    def _adopt(self, inner: QWidget) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(inner)
        self.setFocusProxy(inner)
        if isinstance(inner, QLineEdit):
            inner.textEdited.connect(partial(_to_one_line, inner))
        inner.setAccessibleName(self.field.label)
        inner.installEventFilter(self)

    def note(self) -> str:
        """The remark shown below, '' for none."""
        return self._note.text() if self._note is not None and not self._note.isHidden() else ""

    def set_note(self, text: str, tone: str = "soft") -> None:
        """A remark below what is typed that is no refusal; '' takes it away. Links of it are told by `note_taken`."""
        if self._note is None:
            if not text:
                return
            self._note = QLabel()
            self._note.setWordWrap(True)
            self._note.setContentsMargins(theme.px(2), 0, 0, theme.px(2))
            self._note.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._note.linkActivated.connect(self.note_taken)
            self.layout().addWidget(self._note)  # type: ignore[union-attr]
        self._note.setText(text)
        self._note.setProperty("role", "note")
        self._note.setProperty("tone", tone)
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._note.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notices when the cursor leaves."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


def lock(line: QLineEdit, *, read_only: bool) -> None:
    """Only show what stands in a line: no hint how to type, and the cursor passes it by; or open it again."""
    if read_only and not line.isReadOnly():
        line.setProperty("hint", line.placeholderText())
        line.setPlaceholderText("")
    elif not read_only and line.isReadOnly():
        line.setPlaceholderText(line.property("hint") or "")
    line.setReadOnly(read_only)
    line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if read_only else Qt.FocusPolicy.StrongFocus)


class LineEditor(Editor):
    """One line: text, name, ID number, phone, number, date, division code; shown again as the kind formats it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = self.make_line()
        self.line.setPlaceholderText(field.hint or _HINTS.get(field.kind.editor, ""))
        self._adopt(self.line)
        if field.kind.align == "right":
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self._on_return)
        self.left.connect(self._tidy)

    def make_line(self) -> QLineEdit:
        """The line itself; a subclass may want one that offers choices."""
        return QLineEdit()

    def text(self) -> str:
        """As typed."""
        return self.line.text()

    def set_value(self, value: Any) -> None:
        """As the kind formats it."""
        self.line.setText(self.field.kind.format(value))
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        lock(self.line, read_only=read_only)

    def _tidy(self) -> None:
        """20230215 becomes 2023-02-15 when the cursor leaves; what cannot be read stays as typed."""
        if self.line.isReadOnly() or not self.line.text():
            return
        try:
            tidy = self.field.kind.format(self.value())
        except ValueError:
            return
        if tidy != self.line.text():
            self.line.setText(tidy)

    def _on_return(self) -> None:
        self._tidy()
        self.finished.emit()


_HINTS = {
    "date": _("如 20230215"),
    "year_month": _("如 202302"),
}


class BoxEditor(Editor):
    """Several lines of text; Enter makes a new line, Tab moves on."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(field.hint)
        self._adopt(self.box)
        lines = getattr(field.kind, "lines", 3)
        self.box.setFixedHeight(theme.px(20) * min(lines, 8) + theme.px(20))
        self._quiet = False
        self.box.textChanged.connect(self._on_text)

    def text(self) -> str:
        """As typed."""
        return self.box.toPlainText()

    def set_value(self, value: Any) -> None:
        """Replaces the text."""
        self._quiet = True
        self.box.setPlainText(self.field.kind.format(value))
        self._quiet = False

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        self.box.setReadOnly(read_only)

    def _on_text(self) -> None:
        if not self._quiet:
            self.changed.emit()


class TickEditor(Editor):
    """Yes or no as a tick."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.tick = QCheckBox(_("是"))
        self._adopt(self.tick)
        self.tick.clicked.connect(lambda _on: self.changed.emit())

    def text(self) -> str:
        """是 or 否."""
        return _("是") if self.tick.isChecked() else _("否")

    def value(self) -> Any:
        """True or False."""
        return self.tick.isChecked()

    def set_value(self, value: Any) -> None:
        """Nothing known counts as no."""
        self.tick.setChecked(bool(value))

    def retype(self, typed: str) -> None:
        """是 ticks it."""
        self.tick.setChecked(typed == _("是"))

    def set_read_only(self, read_only: bool) -> None:
        """A grey tick."""
        self.tick.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter moves on; Space toggles as everywhere."""
        if isinstance(event, QKeyEvent) and _is_plain_enter(event):
            self.finished.emit()
            return True
        return super().eventFilter(watched, event)


def _is_plain_enter(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and event.type() == QEvent.Type.KeyPress and event.modifiers() == Qt.KeyboardModifier.NoModifier


def _for_text(field: Field, parent: QWidget | None) -> Editor:
    kind = field.kind
    return BoxEditor(field, parent) if isinstance(kind, Text) and kind.lines > 1 else LineEditor(field, parent)


def _for_code(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.choices import CodeEditor  # noqa: PLC0415 - code tables are not needed for the first paint

    return CodeEditor(field, parent)


def _for_codes(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.choices import CodesEditor  # noqa: PLC0415

    return CodesEditor(field, parent)


def _for_name(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.names import NameEditor  # noqa: PLC0415

    return NameEditor(field, parent)


def _for_id_number(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.id_numbers import IdNumberEditor  # noqa: PLC0415

    return IdNumberEditor(field, parent)


def _for_date(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.dates import DateEditor  # noqa: PLC0415

    return DateEditor(field, parent)


def _for_division(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.divisions import DivisionEditor  # noqa: PLC0415

    return DivisionEditor(field, parent)


def _for_reference(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.references import ReferenceEditor  # noqa: PLC0415

    return ReferenceEditor(field, parent)


def _for_references(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.references import ReferencesEditor  # noqa: PLC0415

    return ReferencesEditor(field, parent)


def _for_photo(field: Field, parent: QWidget | None) -> Editor:
    from station_app.ui.editors.photos import PhotoEditor  # noqa: PLC0415

    return PhotoEditor(field, parent)


EDITORS: dict[str, Callable[[Field, QWidget | None], Editor]] = {
    "text": _for_text,
    "name": _for_name,
    "id_number": _for_id_number,
    "phone": LineEditor,
    "number": LineEditor,
    "date": _for_date,
    "division": _for_division,
    "boolean": TickEditor,
    "code": _for_code,
    "codes": _for_codes,
    "reference": _for_reference,
    "references": _for_references,
    "photo": _for_photo,
    "year_month": LineEditor,
}


def editor_for(field: Field, parent: QWidget | None = None) -> Editor:
    """The editor that a field's kind names; what it must ask of the station it asks of ui.office."""
    return EDITORS[field.kind.editor](field, parent)
