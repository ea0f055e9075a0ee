"""Where the package goes: the sticks that are plugged in, found by themselves, or another folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from station_app.core.texts import _
from station_app.features.submission.ui import work
from station_app.storage.sticks import Stick
from station_app.ui import icons, theme
from station_app.ui.screen import Desk

_EVERY_MS = 2500
_GIGA = 10**9


class StickChoice(QWidget):
    """Looks for sticks while it is seen; `folder` is None when another folder has to be asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sticks: list[Stick] = []
        self._asked = False
        self.sign = QLabel()
        self.sign.setPixmap(icons.icon("usb", "soft").pixmap(theme.px(18)))
        self.words = QLabel()
        self.words.setProperty("role", "soft")
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("写到哪里"))
        self.choice.setMinimumWidth(theme.px(220))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self.sign)
        line.addWidget(self.words)
        line.addWidget(self.choice)
        line.addStretch(1)
        self._again = QTimer(self)
        self._again.setInterval(_EVERY_MS)
        self._again.timeout.connect(self.look)
        self.set_sticks([])

    @property
    def folder(self) -> Path | None:
        """The chosen stick."""
        at = self.choice.currentIndex()
        return self._sticks[at].path if self.choice.isVisibleTo(self) and 0 <= at < len(self._sticks) else None

    def set_sticks(self, found: Sequence[Stick]) -> None:
        """Other sticks are plugged in; the chosen one stays chosen."""
        if list(found) == self._sticks and self._asked:
            return
        before = self.folder
        self._asked, self._sticks = True, list(found)
        self.choice.clear()
        self.choice.addItems([*(_name(stick) for stick in found), _("另选文件夹…")])
        paths = [stick.path for stick in found]
        self.choice.setCurrentIndex(paths.index(before) if before in paths else 0)
        self.choice.setVisible(bool(found))
        self.words.setText(
            _("写到这个 U 盘：") if found else _("没有看到 U 盘：插上后自动认出，也可以写到别的文件夹。")
        )

    def look(self) -> None:
        """Ask the system again, on the worker: a broken stick may take its time."""
        if self._desk.is_open and self._desk.tasks.is_idle:
            self._desk.tasks.run(lambda _progress: work.sticks(), self.set_sticks, quiet=True)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to look."""
        super().showEvent(event)
        self.look()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody sees it."""
        self._again.stop()
        super().hideEvent(event)


def _name(stick: Stick) -> str:
    if stick.free < 0:
        return stick.label
    return _("{name}（剩 {free:.1f} GB）").format(name=stick.label, free=stick.free / _GIGA)
