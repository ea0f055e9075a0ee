"""The place of one field in a form: its editor, what is wrong with it, what somebody else just changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.editors import Editor

_NOTED_MS = 10_000


class Slot(QWidget):
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
        self._note = QLabel()
        self._note.setProperty("role", "small")
        self._note.setProperty("tone", "accent")
        self._note.hide()
        layout.addWidget(self._note)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_NOTED_MS)
        self._fade.timeout.connect(self._note.hide)

    @property
    def note(self) -> str:
        """The word shown for a moment, '' for none."""
        return "" if self._note.isHidden() else self._note.text()

    def show_note(self, text: str) -> None:
        """A word below the editor for ten seconds."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._fade.start()

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
        for described in (self.editor, self.editor.focusProxy()):
            if described is not None:
                described.setAccessibleDescription(text or self.editor.field.hint)
        self._line.setVisible(bool(text))


def labelled(described: Field, editor: Editor) -> tuple[QWidget, QLabel | None]:
    """The words left of an editor, and the mark of a field that must be filled."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, theme.px(7), 0, 0)
    line.setSpacing(theme.px(4))
    label = QLabel(described.label)
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    label.setBuddy(editor)
    line.addWidget(label, 0)
    star: QLabel | None = None
    if described.required and not described.computed:
        star = QLabel("*" + _("必填"))
        star.setProperty("role", "required")
        line.addWidget(star, 0)
    line.addStretch(1)
    return box, star
