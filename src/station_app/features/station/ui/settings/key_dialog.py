"""What the dialogs that write the key file share: lines under each other, one problem below, work on the worker."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.buttons import Button
from station_app.ui.dialog_room import room_on_screen
from station_app.ui.screen import Desk


class KeyDialog(QDialog):
    """Open with `open()`; it is accepted once the key file is written, and stays while it is being written."""

    def __init__(self, parent: QWidget, desk: Desk, heading: str, accept: str, *, danger: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_working = False
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(theme.px(480))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme.px(24),) * 4)
        self._column.setSpacing(theme.px(12))
        self._column.addWidget(_label(heading, "heading"))
        self.explanation = _label("", "soft")
        self._column.addWidget(self.explanation)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self._column.addLayout(self._grid)
        self.problem = _label("", "problem")
        self.problem.hide()
        self._column.addWidget(self.problem)
        self.accept_button = Button(accept)
        self.accept_button.setProperty("role", "danger" if danger else "primary")
        self.accept_button.setToolTip(_("{words}（回车）").format(words=accept))
        self.accept_button.clicked.connect(self.submit)
        back = Button(_("返回"))
        back.setToolTip(_("返回（Esc）"))
        back.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(8))
        self._buttons.addStretch(1)
        for button in (back, self.accept_button):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        self._column.addLayout(self._buttons)

    def submit(self) -> None:
        """Write when what was typed is good."""
        raise NotImplementedError

    def reject(self) -> None:
        """Not while the key file is being written."""
        if not self._is_working:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The height is only known once the fonts are in force."""
        super().showEvent(event)
        self._fit()

    def _line(self, name: str, *, shown: bool = True, secret: bool = True) -> QLineEdit:
        """A line of the grid; one that is not asked for is there, unseen."""
        line = QLineEdit()
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(name)
        line.textEdited.connect(lambda _text: self._say(""))
        self._place(name, line, shown=shown)
        return line

    def _place(self, name: str, editor: QWidget, *, shown: bool = True) -> QLabel:
        label = QLabel(name)
        label.setProperty("role", "soft")
        label.setBuddy(editor)
        if shown:
            row = self._grid.rowCount()
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(editor, row, 1)
        else:
            for part in (label, editor):
                part.setParent(self)
                part.hide()
        return label

    def _say(self, text: str, line: QLineEdit | None = None) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._fit()
        if line is not None:
            line.setAccessibleDescription(text)
            line.setFocus()
            line.selectAll()

    def _fit(self) -> None:
        """As high as the wrapped sentences are at this width; the lines keep their height when one comes up."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), min(height, room_on_screen(self).height()))

    def _set_working(self, working: bool) -> None:
        self._is_working = working
        self.accept_button.setEnabled(not working)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
