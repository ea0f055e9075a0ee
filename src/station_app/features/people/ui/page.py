"""The page 人员: lists of people, households and past imports, a record beside the list, and the way into an import."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.enrolling import Enrolling
from station_app.features.people.rules.gaps import count
from station_app.features.people.rules.outside import Outside
from station_app.features.people.ui.for_many import ForMany, PrintSheets
from station_app.features.people.ui.household_list import HouseholdList
from station_app.features.people.ui.household_panel import HouseholdPanel
from station_app.features.people.ui.panel import Panel
from station_app.features.people.ui.person_list import PersonList
from station_app.features.people.ui.person_panel import PersonPanel
from station_app.features.people.ui.saved_filters import SavedFilters
from station_app.features.people.ui.steps import PeopleSteps
from station_app.features.people.ui.summary import WIDTH, Summary
from station_app.ui import messages, theme
from station_app.ui.one_page import OnePage
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.features.people.rules.rows import PersonRow
    from station_app.features.people.service.filters import FilterRow
    from station_app.features.people.service.households import HouseholdRow
    from station_app.storage.database import Session

P = TypeVar("P", bound=Panel)
_SUMMARY_FROM = 1000
"""Narrower pages leave the whole room to the list; device-independent pixels."""
NEW = "new"
_LIST_BESIDE_RECORD = 420
_RECORD_FROM = 640
"""With less room beside the list the record takes the whole page."""


class PeoplePage(PeopleSteps):
    """Everything about people in one place."""

    manual = "人员与家庭"

    def __init__(
        self,
        desk: Desk,
        enrolling: Enrolling | None = None,
        *,
        outsides: Sequence[Outside] = (),
        print_sheets: PrintSheets | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`outsides` are facts of other features for columns and filters, `print_sheets` writes person sheets."""
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self._outsides = tuple(outsides)
        self.people = PersonList(outsides=self._outsides, on_empty=self.start_import)
        self.saved_filters = SavedFilters(desk, self.people)
        self.for_many = ForMany(desk, self.people, enrolling, print_sheets)
        self.households = HouseholdList()
        self.summary = Summary()
        self._enrolling = enrolling
        self._for_person = False
        self._stale = self._is_new = True
        self._after: tuple[str, str | None] | None = None
        self._just_saved = ""
        self._facts = ""
        self._watched = {"person", "household", "person_skill", "saved_filter"}.union(
            *(one.records for one in outsides)
        )
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for label in (_("人员"), _("家庭")):
            self.tabs.addTab(label)
        self.lists = QStackedWidget()
        self.beside = QStackedWidget()
        self.steps = OnePage()
        self._list_actions = (
            self.add_action(_("导入花名册"), "file-input", self.start_import, shortcut="Ctrl+I"),
            self.add_action(_("新建"), "plus", self.start_new, primary=True, shortcut="Ctrl+N"),
        )
        self._back = self.add_action("", "arrow-left", self.leave_import, shortcut="Esc")
        self._back.setToolTip(_("返回人员（Esc）"))
        self._back.setAccessibleName(_("返回人员"))
        self._lay_out()
        self._connect()
        self._show_beside(None)
        self._show_step(self.lists_and_record)

    @cached_property
    def person(self) -> PersonPanel:
        """The form of a person, made when the first one is opened: the window is there sooner without it."""
        panel = PersonPanel(self.desk)
        panel.person_wanted.connect(self.open_person)
        panel.household_wanted.connect(self._on_household_wanted)
        panel.merge_wanted.connect(self.start_merging)
        panel.thread_wanted.connect(lambda key: self.desk.open("casefile", key))
        panel.saved.connect(self._on_person_saved)
        return self._add_panel(panel)

    @cached_property
    def household(self) -> HouseholdPanel:
        """The form of a household, made when the first one is opened."""
        panel = HouseholdPanel(self.desk)
        panel.person_wanted.connect(self.open_person)
        panel.saved.connect(self._on_household_saved)
        return self._add_panel(panel)

    def shown(self) -> None:
        """Read the lists when they may have changed."""
        self._come_home()
        if self._stale:
            self._read()

    def reload(self, changed: frozenset[str]) -> None:
        """People or households changed somewhere."""
        if changed & self._watched:
            self._stale = True
            if self.isVisible():
                self._read()

    def open_record(self, record_id: str | None) -> None:
        """A person's key, "new", "household:KEY", "household:new", "import", "import:CLASS_KEY" or "gaps:LABEL"."""
        self._opening = True
        what, _colon, key = (record_id or "").partition(":")
        if what == "import":
            self.start_import(class_id=key)
            return
        if self.is_importing or self.is_merging:
            if not self.may_leave():
                return
            self._show_step(self.lists_and_record)
        if what == "gaps":
            if self.may_leave():
                self._show_beside(None)
                self._show_list(0)
                self.people.choose_gap(key)
        elif what == "household" and key == NEW:
            self._on_household_wanted({})
        elif what == "household":
            self.open_household(key)
        elif record_id == NEW:
            self.start_new()
        elif record_id:
            self.open_person(record_id)

    def place(self) -> str | None:
        """The record that is shown, for a window built anew."""
        panel = self._panel
        if self.is_importing or self.is_merging or panel is None:
            return None
        prefix = "household:" if panel is self.__dict__.get("household") else ""
        return prefix + (panel.record_id or NEW)

    def manual_page(self) -> str:
        """The import has a page of its own."""
        return "导入花名册" if self.is_importing else self.manual

    def may_leave(self) -> bool:
        """Typed text is not lost without a question."""
        if self.is_importing:
            return not self.roster.is_busy or messages.confirm(
                self,
                _("有更正还没有写入"),
                _("离开后，刚才的更正会丢失，库里没有变化。"),
                accept=_("放弃更正"),
                reject=_("继续核对"),
                danger=True,
            )
        panel = self._panel
        if panel is None or self.ask_to_leave(panel.form):
            if panel is not None:
                panel.form.is_modified = False
            return True
        return False

    def open_person(self, key: str) -> None:
        """Show a person beside the list."""
        if key != self.person.record_id or self._panel is not self.person:
            if not self.may_leave():
                return
            self._for_person = False
            self._show_list(0)
            self._show_beside(self.person)
            self.person.open(key)

    def open_household(self, key: str) -> None:
        """Show a household beside the list."""
        if self.may_leave():
            self._for_person = False
            self._show_list(1)
            self._show_beside(self.household)
            self.household.open(key)

    def start_new(self) -> None:
        """An empty person form."""
        if self.may_leave():
            self._for_person = False
            self._show_list(0)
            self._show_beside(self.person)
            self.person.start_new()

    def focus_list(self) -> None:
        """The cursor into the list of people."""
        self.people.focus_table()

    def close_record(self) -> None:
        """Back to the list alone."""
        if not self.may_leave():
            return
        if self._for_person and self._panel is self.household:
            self._for_person = False
            self._show_beside(self.person)
            return
        self._show_beside(None)
        if self.tabs.currentIndex() == 0:
            self.people.focus_table()
        else:
            self.households.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _panel(self) -> Panel | None:
        found = self.beside.currentWidget()
        return found if isinstance(found, Panel) else None

    def _lay_out(self) -> None:
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(12))
        left.addWidget(self.tabs)
        for shown in (self.people, self.households):
            self.lists.addWidget(shown)
        self.lists.setMinimumWidth(theme.px(320))  # else the list behind keeps the one in front wide
        left.addWidget(self.lists, 1)
        self.beside.addWidget(self.summary)
        across = QHBoxLayout()
        across.setSpacing(theme.px(16))
        across.addWidget(self.left, 1)
        across.addWidget(self.beside)
        across.setContentsMargins(0, 0, 0, 0)
        self.lists_and_record = QWidget()
        self.lists_and_record.setLayout(across)
        self.steps.addWidget(self.lists_and_record)
        self.body.addWidget(self.steps, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.people.opened.connect(self.open_person)
        self.for_many.merge_wanted.connect(self.start_merging)
        self.households.merge_wanted.connect(lambda one, two: self.start_merging(one, two, households=True))
        self.people.thread_wanted.connect(lambda key: self.desk.open("casefile", key))
        self.households.opened.connect(self.open_household)
        self.people.table.clicked.connect(lambda _index: self._on_clicked(0))
        self.households.table.clicked.connect(lambda _index: self._on_clicked(1))
        self.summary.gaps_wanted.connect(lambda: self.people.choose_chip("gaps"))
        self.summary.duplicates_wanted.connect(self.start_merging)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self._find)

    def _add_panel(self, panel: P) -> P:
        panel.closed.connect(self.close_record)
        panel.voided.connect(lambda: self._show_beside(None))
        self.beside.addWidget(panel)
        return panel

    def _read(self) -> None:
        self._stale = False

        outsides = self._outsides

        def ask(session: Session) -> tuple[list[PersonRow], list[HouseholdRow], list[FilterRow]]:
            from station_app.features.people.service import filters, households  # noqa: PLC0415 - after the first paint
            from station_app.features.people.service.listed import listed_people  # noqa: PLC0415

            rows = listed_people(session, outsides)
            deque(map(attrgetter("hay", "age"), rows), maxlen=0)  # reckoned here: the first key waits for nothing
            return rows, households.list_households(session), filters.list_filters(session)

        self.desk.read(ask, lambda found: self._take(*found), title=_("正在读取名单…"))

    def _take(self, rows: list[PersonRow], homes: list[HouseholdRow], filters: list[FilterRow]) -> None:
        self.people.set_rows(rows)
        self.households.set_rows(homes)
        self.saved_filters.set_rows(filters)
        if self._is_new and self._panel is None and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.people.focus_table()
        self._is_new = False
        gaps = self.people.tally("gaps")
        home_gaps = count(homes)
        self.summary.show_figures(len(rows), gaps)
        self.desk.set_badge("people", gaps + home_gaps)
        self.tabs.setTabText(1, _("家庭 {n:,}").format(n=len(homes)) if homes else _("家庭"))
        facts = _("{people:,} 人・{homes:,} 户・待补 {gaps:,} 人")
        self._facts = facts.format(people=len(rows), homes=len(homes), gaps=gaps)
        self._headline()
        self._open_next()

    def _on_tab(self, number: int) -> None:
        self.lists.setCurrentIndex(number)

    def _show_list(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)

    def _show_beside(self, panel: Panel | None) -> None:
        self.beside.setCurrentWidget(panel or self.summary)
        self._fit()

    def _fit(self) -> None:
        """Widths of list and record for the room there is."""
        panel = self._panel
        record = panel is not None
        self.people.set_compact(record)
        self.households.set_compact(record)
        if record:
            room = self.width() - theme.px(16) - theme.px(_LIST_BESIDE_RECORD)
            alone = room < theme.px(_RECORD_FROM)
            focus = QApplication.focusWidget()
            if alone and panel is not None and focus is not None and self.left.isAncestorOf(focus):
                panel.form.focus_first()  # the list goes; its cursor must not end on the button of an import
            self.left.setVisible(not alone)
            self.beside.setFixedWidth(self.width() if alone else room)
        else:
            self.left.show()
            self.beside.setFixedWidth(theme.px(WIDTH))
        self.beside.setVisible(record or self.width() >= theme.px(_SUMMARY_FROM))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The record takes the room that the list leaves."""
        super().resizeEvent(event)
        self._fit()

    def _on_clicked(self, number: int) -> None:
        """Beside an open record one click is enough to see the next one."""
        row = (self.people.table if number == 0 else self.households.table).current()
        if self._panel is not None and row is not None:
            (self.open_person if number == 0 else self.open_household)(row.id)

    def _find(self) -> None:
        shown = self.people if self.tabs.currentIndex() == 0 else self.households
        shown.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        shown.search.selectAll()

    def _on_household_wanted(self, wanted: object) -> None:
        """From the person's form, which keeps what was typed."""
        self._for_person = True
        self._show_beside(self.household)
        if isinstance(wanted, dict):
            self.household.start_new(wanted)
        else:
            self.household.open(str(wanted))

    def _on_person_saved(self, key: str) -> None:
        """A new person is current in the list once it has been read again; in 待补 whose turn it is then."""
        self._just_saved = key
        if self.people.is_working_through and not self._for_person:
            self._after = key, self.people.next_after(key)

    def _open_next(self) -> None:
        """The next person of the 待补 list, when the one just saved has left it."""
        saved, self._just_saved = self._just_saved, ""
        if saved:
            self.people.table.select_id(saved)
        after, self._after = self._after, None
        if after is None or self._panel is not self.person or self.person.record_id != after[0]:
            return
        saved, following = after
        keys = [row.id for row in self.people.table.source.rows]
        if saved in keys or self.person.form.is_modified:
            return
        if following is None or following not in keys:
            self._show_beside(None)
            self.desk.say(_("这一组待补完了"))
            return
        self.desk.say(_("已保存，打开下一个，还有 {n:,} 人").format(n=len(keys)))
        self.people.table.select_id(following)
        self.open_person(following)

    def _on_household_saved(self, key: str) -> None:
        if self._for_person:
            self._for_person = False
            self._show_beside(self.person)
            self.person.choose_household(key)
