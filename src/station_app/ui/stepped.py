"""A dialog that goes from step to step and ends with a key that is shown once: how a program's file is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import messages, theme
from station_app.ui.buttons import Button, enter_presses
from station_app.ui.dialog_room import Body, open_at
from station_app.ui.tasks import Tasks


class SteppedDialog(QDialog):
    """The frame; what a step shows and what is made belongs to the dialog that is built on it."""

    key_lost = _("没有抄下它，忘了密码就再也打不开数据。")
    """What follows when the key is left without being written down."""

    def __init__(self, parent: QWidget | None, title: str, height: int) -> None:
        super().__init__(parent)
        self._tasks = Tasks(self)
        self._tasks.trouble.connect(lambda trouble: messages.show_trouble(self, trouble))
        self.setWindowTitle(title)
        open_at(self, 680, height)
        self.steps = QStackedWidget()
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.back = Button(_("上一步"), "Alt+Left")
        self.back.setToolTip(_("上一步（Alt+←）"))
        self.next = QPushButton()
        self.next.setToolTip(_("在最后一格按回车也一样"))
        self.next.setProperty("role", "primary")
        self.back.clicked.connect(lambda: self._go(self.steps.currentIndex() - 1))
        self.next.clicked.connect(self._on_next)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(16))
        layout.addWidget(Body(self.steps), 1)
        layout.addLayout(buttons)

    def add_steps(self, steps: Sequence[QWidget]) -> None:
        """The steps in their order; the first one is shown."""
        for step in steps:
            self.steps.addWidget(step)
        self._go(0)

    def done(self, result: int) -> None:
        """However it ends, the worker ends too."""
        self._tasks.wait(60_000)
        self._tasks.stop()
        super().done(result)

    def reject(self) -> None:
        """Esc and the cross; once the key is on the screen the file exists: left only after a question."""
        if not self._shows_key():
            super().reject()
            return
        words = {"accept": _("不抄了，直接开始"), "reject": _("回去抄")}
        if messages.confirm(self, _("恢复密钥以后不会再显示"), self.key_lost, danger=True, **words):
            self._finish_made()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the cursor; in a line it moves on, as the steps say."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter_presses(event, self.focusWidget())
            return
        super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        """Show a step, its buttons and its cursor."""
        raise NotImplementedError

    def _on_next(self) -> None:
        """The primary button, or Enter in the last line of a step."""
        raise NotImplementedError

    def _shows_key(self) -> bool:
        """Whether the file is made and its key on the screen."""
        raise NotImplementedError

    def _finish_made(self) -> None:
        """Go on with what was made."""
        raise NotImplementedError
