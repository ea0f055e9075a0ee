"""The menu behind 筛选: the station's saved filters with how many people they fit, a new one, and dropping one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from station_app.core.texts import _
from station_app.features.people.fields import SAVED_FILTER
from station_app.features.people.ui import conditions
from station_app.features.people.ui.person_list import PersonList
from station_app.ui import icons
from station_app.ui.filters import words_of
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.write_gate import writes

if TYPE_CHECKING:
    from station_app.features.people.service.filters import FilterRow as Kept
    from station_app.storage.database import Session

_NAME_LENGTH = 20


class SavedFilters(QObject):
    """Keeps the filters of the people list under names."""

    def __init__(self, desk: Desk, people: PersonList) -> None:
        super().__init__(people)
        self._desk, self._people = desk, people
        self.rows: Sequence[Kept] = ()
        people.filters_asked.connect(self.ask)
        people.filter_row.save_wanted.connect(self.save)

    def set_rows(self, rows: Sequence[Kept]) -> None:
        """Other saved filters."""
        self.rows = rows

    def ask(self) -> None:
        """The menu; without any saved filter straight to the line that builds one."""
        if not self.rows:
            self._people.filter_row.start()
            return
        button = self._people.filter_button
        self.menu().popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def menu(self) -> QMenu:
        """Every saved filter with its count, then what can be done."""
        menu = QMenu(self._people)
        menu.aboutToHide.connect(menu.deleteLater)
        now = conditions.kept(self._people.table.filters())
        present = None
        for number, row in enumerate(self.rows, start=1):
            wanted = conditions.read_kept(row.conditions)
            count = conditions.count(self._people.columns, self._people.rows, wanted)
            label = _("{name}　{n:,} 人").format(name=row.name.replace("&", "&&"), n=count)
            action = menu.addAction(f"&{number}  {label}" if number < 10 else label)
            action.setCheckable(True)
            if now == conditions.kept(wanted):
                present = row
                action.setChecked(True)
            action.triggered.connect(lambda _checked=False, row=row: self.apply(row))
        menu.addSeparator()
        new = menu.addAction(icons.icon("funnel", "soft"), _("按条件筛选…"))
        new.triggered.connect(lambda _checked=False: self._people.filter_row.start())
        if present is not None:
            away = menu.addAction(icons.icon("x", "soft"), _("删除筛选“{name}”").format(name=present.name))
            away.triggered.connect(lambda _checked=False, key=present.id: self.drop(key))
            writes(away)
        return menu

    def apply(self, row: Kept) -> None:
        """Show whom a saved filter fits."""
        self._people.table.set_filters(conditions.read_kept(row.conditions))
        self._people.focus_table()

    def save(self) -> None:
        """Ask for a name and keep the present conditions under it."""
        kept = conditions.kept(self._people.table.filters())
        if not kept:
            return

        def write(session: Session, values: dict[str, Any]) -> str:
            from station_app.features.people.service.filters import save_filter  # noqa: PLC0415

            return save_filter(session, values["name"] or "", kept)

        FormDialog(
            self._people,
            self._desk,
            _("保存筛选"),
            SAVED_FILTER,
            write,
            accept=_("保存"),
            names=("name",),
            values={"name": self._usual_name()},
            sentences=[_("全站的人都能用；只存条件，不存人。同名的会被替换。")],
        ).open()

    def drop(self, filter_id: str) -> None:
        """Take a saved filter away; what is shown stays filtered."""

        def write(session: Session) -> None:
            from station_app.features.people.service.filters import drop_filter  # noqa: PLC0415

            drop_filter(session, filter_id)

        self._desk.save(write)

    def _usual_name(self) -> str:
        """The conditions' own words, as many as a name has room for."""
        table = self._people.table
        words: list[str] = []
        for one in self._people.columns:
            if one.name in table.filters():
                words += [words_of(one, value) for value in table.filters()[one.name].values]
        return "，".join(words)[:_NAME_LENGTH]
