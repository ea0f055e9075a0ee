"""The editor for a person's name: says at once which characters cannot be printed or do not belong into a name."""

from __future__ import annotations

import re

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from station_app.core import names
from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import office
from station_app.ui.editors import LineEditor

_PAUSE_MS = 250
_LOOKED_AT = re.compile(f"[{names.HAN}{names.PRIVATE}{names.COMBINING}]")


class NameEditor(LineEditor):
    """A line; a dot between Han characters becomes · when the cursor leaves, everything else stays as typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.line.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        rare = _beyond_common(text)
        if not rare:
            self._asked = ""
            self.set_note("")
        elif rare != self._asked:
            self._pause.start()

    def _look(self) -> None:
        """Whether anything draws what is not in everyday use; asked on the worker, which may look for more fonts."""
        here = office.current()
        rare = _beyond_common(self.line.text())
        if here is None or here.undrawable is None or not rare:
            return
        self._asked, ask = rare, here.undrawable
        here.desk.tasks.run(lambda _progress: ask(rare), lambda told: self._answered(rare, told))

    def _answered(self, asked: str, told: str) -> None:
        if asked != _beyond_common(self.line.text()):
            return
        if told:
            self.set_note(told, "warn")
        else:
            self.set_note(_("生僻字 {chars}：字库里有，打印没有问题。").format(chars="、".join(asked)))


def _beyond_common(text: str) -> str:
    """Characters outside GB 2312, each once, in order: the shipped fonts certainly have the others."""
    return "".join(dict.fromkeys(char for char in _LOOKED_AT.findall(names.clean(text)[0]) if _is_rare(char)))


def _is_rare(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
