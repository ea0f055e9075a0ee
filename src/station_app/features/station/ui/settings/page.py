"""设置: the page at the bottom of the sidebar."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from station_app.core.texts import _
from station_app.features.station.ui.settings.copies_tab import CopiesTab
from station_app.features.station.ui.settings.looks_tab import LooksTab
from station_app.features.station.ui.settings.password_tab import PasswordTab
from station_app.features.station.ui.settings.station_tab import StationTab
from station_app.ui.screen import Desk, Screen


class SettingsPage(Screen):
    """Four tabs; `open_record` takes station, password, copies or looks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set_headline(_("设置"))
        self.station = StationTab(desk)
        self.password = PasswordTab(desk)
        self.copies = CopiesTab(desk)
        self.looks = LooksTab(desk)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(_("设置的内容"))
        self.stack = QStackedWidget()
        listed: tuple[tuple[str, QWidget, str], ...] = (
            ("station", self.station, _("本站")),
            ("password", self.password, _("密码")),
            ("copies", self.copies, _("安全副本")),
            ("looks", self.looks, _("外观和关于")),
        )
        self._names = [name for name, _tab, _title in listed]
        for number, (_name, tab, title) in enumerate(listed, start=1):
            self.tabs.addTab(title)
            self.tabs.setTabToolTip(number - 1, f"{title}（Alt+{number}）")
            self.stack.addWidget(tab)
            jump = QShortcut(QKeySequence(f"Alt+{number}"), self)
            jump.activated.connect(lambda at=number - 1: self.tabs.setCurrentIndex(at))
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def open_record(self, record_id: str | None) -> None:
        """Show a tab by its name."""
        if record_id in self._names:
            self.tabs.setCurrentIndex(self._names.index(record_id))

    def place(self) -> str:
        """The tab that is shown."""
        return self._names[self.tabs.currentIndex()]

    def shown(self) -> None:
        """Read everything again: it is little."""
        self.station.read()
        self.password.read()
        self.copies.read()

    def reload(self, changed: frozenset[str]) -> None:
        """The station's record was changed."""
        if "station" in changed:
            self.station.read()

    def may_leave(self) -> bool:
        """Typed text is not lost without asking."""
        if not self.station.form.is_modified:
            return True
        leave = self.ask_to_leave(self.station.form)
        if leave:
            self.station.give_up()
        return leave
