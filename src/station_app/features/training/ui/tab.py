"""What every tab of a class page is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from station_app.features.training.service.rows import ClassDetail
from station_app.ui import theme
from station_app.ui.screen import Desk


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
