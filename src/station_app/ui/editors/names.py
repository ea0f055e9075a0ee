"""The editor for a person's name: says at once which characters cannot be printed or do not belong into a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from station_app.core import names
from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import office
from station_app.ui.editors import LineEditor

_PAUSE_MS = 250


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
        """Whether the fonts have what is not in everyday use; opened on the worker, half a second the first time."""
        here = office.current()
        rare = _beyond_common(self.line.text())
        if here is None or here.undrawable is None or not rare:
            return
        self._asked, ask = rare, here.undrawable
        here.desk.tasks.run(lambda _progress: list(ask(rare)), lambda missing: self._answered(rare, missing))

    def _answered(self, asked: str, missing: Sequence[str]) -> None:
        if asked != _beyond_common(self.line.text()):
            return
        told = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing)
        if told:
            sentence = _("字库里没有 {chars}，证书和表格上印不出来。请核对是不是打错了字；装上有它的字体后可以打印。")
            self.set_note(sentence.format(chars=told), "warn")
        else:
            self.set_note(_("生僻字 {chars}：字库里有，打印没有问题。").format(chars="、".join(asked)))


def _beyond_common(text: str) -> str:
    """Han characters outside GB 2312, each once, in order: the shipped fonts certainly have the others."""
    cleaned = names.clean(text)[0]
    return "".join(dict.fromkeys(char for char in cleaned if char != "·" and names.is_legal(char) and _is_rare(char)))


def _is_rare(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
