"""What every tab of a class page is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.training.service.rows import ClassDetail
from station_app.ui import icons, theme
from station_app.ui.screen import Desk


def back_button(back: Callable[[], Any]) -> QToolButton:
    """所有班: from a class or the trainers to the list of classes."""
    made = QToolButton()
    made.setProperty("role", "quiet")
    made.setIcon(icons.icon("arrow-left", "soft"))
    made.setText(_("所有班"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setToolTip(_("回到培训班列表（Alt+←）"))
    made.setShortcut("Alt+Left")
    made.clicked.connect(lambda _on=False: back())
    return made


class Tab(QWidget):
    """One view of one class; gets the whole class whenever it was read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.detail: ClassDetail | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))

    def show_detail(self, detail: ClassDetail) -> None:
        """Show the class; cursor, selection and what is being typed stay."""
        self.detail = detail

    def came_to_front(self) -> None:
        """The tab is shown: put the cursor where work goes on."""

    def may_leave(self) -> bool:
        """Ask before typed text is lost; False stays here."""
        return True

    @property
    def shown_class(self) -> ClassDetail:
        """The class; only after the first show_detail."""
        if self.detail is None:
            raise RuntimeError("no class is shown yet")
        return self.detail
