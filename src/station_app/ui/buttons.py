"""Buttons that keep their shortcut and say it in the tooltip, whatever their words become."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QPushButton, QToolButton, QWidget

from station_app.core.texts import _


def enter_presses(event: QKeyEvent, focused: QWidget | None) -> bool:
    """Presses the button that has the cursor when Enter comes; Qt leaves that to the space bar outside dialogs."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(focused, QPushButton | QToolButton):
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        focused.click()
    return True


class Button(QPushButton):
    """Keeps its shortcut when its words change (Qt drops it) and always says it in the tooltip."""

    def __init__(self, text: str, shortcut: str = "", *, key: str = "") -> None:
        """`key` is one that the dialog around it hears itself; it is only said."""
        super().__init__(text)
        self._shortcut, self._key = shortcut, key
        self._said = ""
        self._tell()

    def setText(self, text: str) -> None:  # noqa: N802
        """Other words, the same shortcut."""
        said = self._said
        super().setText(text)
        self._tell(keep_tip=self.toolTip() != said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses it, in a window and in a dialog alike."""
        if not enter_presses(event, self):
            super().keyPressEvent(event)

    def _tell(self, *, keep_tip: bool = False) -> None:
        if self._shortcut:
            self.setShortcut(self._shortcut)
        key = self._key or self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if not key:
            return
        self._said = _("{text}（{shortcut}）").format(text=self.text(), shortcut=key)
        if not keep_tip:
            self.setToolTip(self._said)


def button(text: str, slot: Callable[[], Any], *, shortcut: str = "", primary: bool = False) -> Button:
    """A button with words alone that calls `slot`; screens use `screen.button_for`."""
    made = Button(text, shortcut)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("role", "primary")
    made.clicked.connect(lambda _checked=False: slot())
    return made


def back(slot: Callable[[], Any], words: str = _("返回")) -> Button:
    """Leaves a dialog, as Esc does."""
    return _of_dialog(words, slot, "Esc")


def answer(words: str, slot: Callable[[], Any], *, danger: bool = False, key: str = _("Ctrl+回车")) -> Button:
    """Does what a dialog is for, as Ctrl+Enter does there."""
    made = _of_dialog(words, slot, key)
    made.setProperty("role", "danger" if danger else "primary")
    return made


def _of_dialog(words: str, slot: Callable[[], Any], key: str) -> Button:
    made = Button(words, key=key)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: slot())
    return made


def chips(owner: QWidget, choices: Iterable[tuple[str, str]], choose: Callable[[str], Any]) -> dict[str, Button]:
    """One of several views of a list, given as (key, words): Alt+1, Alt+2 … or a click calls `choose` with the key."""
    group = QButtonGroup(owner)
    made: dict[str, Button] = {}
    for key, words in choices:
        chip = made[key] = Button(words, f"Alt+{len(made) + 1}")
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda _on=False, key=key: choose(key))
        group.addButton(chip)
    return made
