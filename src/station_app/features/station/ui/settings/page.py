"""设置: the page at the bottom of the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from station_app.core.texts import _
from station_app.features.station.ui.settings.copies_tab import CopiesTab
from station_app.features.station.ui.settings.password_tab import PasswordTab
from station_app.features.station.ui.settings.station_tab import StationTab
from station_app.ui import icons, theme
from station_app.ui.one_page import OnePage
from station_app.ui.screen import Desk, Screen
from station_app.ui.settings_tab import Tab


class Entry(NamedTuple):
    """One line of the list on the left; its tab is built when it is first opened."""

    name: str
    title: str
    icon: str
    build: Callable[[Desk], QWidget]


def _villages(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.villages_tab import VillagesTab  # noqa: PLC0415

    return VillagesTab(desk)


def _rules(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.rules_tab import RulesTab  # noqa: PLC0415 - when first opened

    return RulesTab(desk)


def _codes(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.codes_tab import CodesTab  # noqa: PLC0415

    return CodesTab(desk)


def _holidays(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.holidays_tab import HolidaysTab  # noqa: PLC0415

    return HolidaysTab(desk)


def _printers(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.printers_tab import PrintersTab  # noqa: PLC0415

    return PrintersTab(desk)


def _forms(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.forms_tab import FormsTab  # noqa: PLC0415

    return FormsTab(desk)


def _users(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.users_tab import UsersTab  # noqa: PLC0415

    return UsersTab(desk)


def _looks(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.looks_tab import LooksTab  # noqa: PLC0415

    return LooksTab(desk)


def _audit(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.audit_tab import AuditTab  # noqa: PLC0415

    return AuditTab(desk)


def _about(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.about_tab import AboutTab  # noqa: PLC0415

    return AboutTab(desk)


ENTRIES: tuple[Entry, ...] = (
    Entry("station", _("本站"), "briefcase", StationTab),
    Entry("password", _("密码"), "key-round", PasswordTab),
    Entry("users", _("用户"), "users", _users),
    Entry("copies", _("安全副本"), "save", CopiesTab),
    Entry("rules", _("规则"), "list", _rules),
    Entry("villages", _("村和社区"), "house", _villages),
    Entry("codes", _("代码表"), "clipboard-list", _codes),
    Entry("holidays", _("节假日"), "calendar", _holidays),
    Entry("printers", _("打印机"), "printer", _printers),
    Entry("forms", _("表格样式"), "columns-3", _forms),
    Entry("looks", _("外观"), "sun", _looks),
    Entry("audit", _("操作记录"), "history", _audit),
    Entry("about", _("关于"), "info", _about),
)
"""In the order people see them; `open_record` takes a name."""
_OF_THE_STATION = next(at for at, entry in enumerate(ENTRIES) if entry.name == "looks")
_LIST_WIDTH = 148


class SettingsPage(Screen):
    """A list on the left, the chosen tab beside it."""

    manual = "设置"

    def __init__(self, desk: Desk, more: Sequence[Entry] = ()) -> None:
        """`more` are the tabs of other features, shown before those of the program itself."""
        super().__init__(desk)
        self.entries = (*ENTRIES[:_OF_THE_STATION], *more, *ENTRIES[_OF_THE_STATION:])
        self.set_headline(_("设置"))
        self._built: dict[str, QWidget] = {}
        self.list = QListWidget()
        self.list.setProperty("role", "side")
        self.list.setAccessibleName(_("设置的内容"))
        self.list.setFixedWidth(theme.px(_LIST_WIDTH))
        self.list.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.stack = OnePage()
        for number, entry in enumerate(self.entries, start=1):
            item = QListWidgetItem(icons.icon(entry.icon), entry.title)
            item.setSizeHint(QSize(0, theme.px(33)))  # laid out before the style sheet is in force
            self.list.addItem(item)
            if number > 9:
                continue
            item.setToolTip(f"{entry.title}（Alt+{number}）")
            jump = QShortcut(QKeySequence(f"Alt+{number}"), self)
            jump.activated.connect(lambda at=number - 1: self.list.setCurrentRow(at))
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(self.list)
        line.addWidget(self.stack, 1)
        self.body.addLayout(line, 1)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def tab(self, name: str) -> QWidget:
        """A tab by its name, built when it is asked for first."""
        if name not in self._built:
            entry = next(entry for entry in self.entries if entry.name == name)
            self._built[name] = entry.build(self.desk)
            self.stack.addWidget(self._built[name])
        return self._built[name]

    def open_record(self, record_id: str | None) -> None:
        """Show a tab by its name."""
        names = [entry.name for entry in self.entries]
        if record_id in names:
            self.list.setCurrentRow(names.index(record_id))

    def manual_page(self) -> str:
        """Where the tab that is shown is explained."""
        return cast(Tab, self.tab(self.place())).manual or self.manual

    def place(self) -> str:
        """The tab that is shown."""
        return self.entries[self.list.currentRow()].name

    def shown(self) -> None:
        """Read the tab again: it is little."""
        cast(Tab, self.tab(self.place())).read()

    def reload(self, changed: frozenset[str]) -> None:
        """What a tab shows was changed; one that is behind is read when it comes to the front."""
        current = cast(Tab, self.tab(self.place()))
        if changed & current.records:
            current.read()

    def may_leave(self) -> bool:
        """Typed text is not lost without asking; the tab that refuses comes to the front."""
        for name, built in self._built.items():
            if not cast(Tab, built).may_leave():
                self.open_record(name)
                return False
        return True

    def _show(self, row: int) -> None:
        shown = self.tab(self.entries[row].name)
        self.stack.setCurrentWidget(shown)
        cast(Tab, shown).read()
