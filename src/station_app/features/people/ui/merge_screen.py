"""疑似重复: pairs that may be one person or one household, compared and merged; past merges, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.ui.merge_compare import Compare
from station_app.ui import messages, theme
from station_app.ui.columns import Column
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

if TYPE_CHECKING:
    from station_app.features.people.service.comparing import Comparison
    from station_app.storage.database import Session

PEOPLE, HOUSEHOLDS, PAST = range(3)
_LIST_WIDTH = 272
_PEOPLE = (
    Column("names", _("两个人"), lambda p: f"{p.first.name} / {p.second.name}", str, "left", 120),
    Column("why", _("为什么"), lambda p: p.likeness.sentence, str, "left", 180, stretch=True),
)
_HOUSEHOLDS = (
    Column("names", _("两户"), lambda p: f"{p.first.title} / {p.second.title}", str, "left", 150),
    Column("where", _("村・住址"), lambda p: f"{p.second.village} {p.second.address}", str, "left", 170, stretch=True),
)
_PAST = (
    Column("title", _("合并"), lambda m: m.title, str, "left", 112, stretch=True),
    Column("at", _("时间"), lambda m: m.at, lambda at: at.astimezone().strftime("%Y-%m-%d"), "center", 96),
    Column("by", _("操作人"), lambda m: m.by, str, "left", 64),
)


class MergeScreen(QWidget):
    """A step of the page 人员."""

    left = Signal()
    """Back to the lists."""
    headline_changed = Signal()
    merged = Signal(str, str)
    """Entity and key of what stayed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.facts = ""
        self._wanted: tuple[str, str] | None = None
        self._to_list = False
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for label in (_("人员"), _("家庭"), _("已合并")):
            self.tabs.addTab(label)
        self.people = Table(_PEOPLE, empty=_("没有疑似重复的人。"))
        self.households = Table(_HOUSEHOLDS, empty=_("没有疑似重复的家庭。"))
        self.past = Table(_PAST, empty=_("还没有合并过。合并以后随时可以在这里撤销。"))
        self.lists = QStackedWidget()
        for table, name in (
            (self.people, _("疑似重复的人")),
            (self.households, _("疑似重复的家庭")),
            (self.past, _("已合并")),
        ):
            table.setAccessibleName(name)
            self.lists.addWidget(table)
        self.people.source.tip = lambda row, _column: row.likeness.sentence
        self.past.source.tip = lambda row, _column: f"{row.title}\n{row.at.astimezone():%Y-%m-%d %H:%M}　{row.by}"
        self.compare = Compare()
        self.compare.chosen.connect(self._enable)
        self.compare.hide()
        self.hint = QLabel(_("在左边选一对，看看是不是同一个人。合并后随时可以撤销。"))
        self.hint.setProperty("role", "soft")
        self.hint.setWordWrap(True)
        self.merge_button = button_for(_("合并"), "check", self.merge, primary=True, shortcut="Ctrl+Return")
        self.swap_button = button_for(_("左右对调"), "refresh-cw", self.swap, shortcut="Alt+S")
        self.distinct_button = button_for(_("不是同一人"), "x", self.mark_distinct, shortcut="Alt+N")
        self.undo_button = button_for(_("撤销这次合并"), "undo-2", self.undo, shortcut="Alt+Z")
        self._lay_out()
        for number, table in enumerate((self.people, self.households)):
            table.current_changed.connect(lambda row, number=number: self._on_pair(number, row))
        self.past.current_changed.connect(lambda _row: self._enable())
        self.tabs.currentChanged.connect(self._on_tab)
        self._enable()

    def begin(self, first: str = "", second: str = "", *, households: bool = False) -> None:
        """Show all pairs, or compare these two people or households."""
        self._wanted = (first, second) if first else None
        number = HOUSEHOLDS if households else PEOPLE
        self.tabs.setCurrentIndex(number)
        self.lists.setCurrentIndex(number)
        self.reload()
        if first:
            self.compare_pair(number, first, second)

    def reload(self) -> None:
        """Read pairs and past merges."""

        def ask(session: Session) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any]]:
            from station_app.features.people.service import comparing, duplicates, unmerging  # noqa: PLC0415

            return (
                duplicates.find_duplicates(session),
                comparing.find_household_duplicates(session),
                unmerging.list_merges(session),
            )

        self.desk.read(ask, lambda found: self._take(*found), title=_("正在比对…"))

    def compare_pair(self, number: int, first: str, second: str) -> None:
        """Show two people or two households side by side."""

        def ask(session: Session) -> Comparison:
            from station_app.features.people.service import comparing  # noqa: PLC0415

            return (comparing.compare_people if number == PEOPLE else comparing.compare_households)(
                session, first, second
            )

        self.desk.read(ask, self._show)

    def swap(self) -> None:
        """The other one stays."""
        shown = self.compare.comparison
        if shown is not None:
            number = PEOPLE if shown.entity == "person" else HOUSEHOLDS
            self.compare_pair(number, shown.sides[1].id, shown.sides[0].id)

    def merge(self) -> None:
        """Make the two one, with the values that are chosen."""
        shown = self.compare.comparison
        if shown is None or not self.compare.isVisible() or not self.merge_button.isEnabled():
            return
        kept, gone, take = self.compare.kept_id, self.compare.gone_id, tuple(self.compare.take)
        relation = self.compare.relation.value() if self.compare.relation is not None else ""

        def write(session: Session) -> tuple[str, str] | None:
            from station_app.features.people.service import merging  # noqa: PLC0415

            if shown.entity == "person":
                return merging.merge_people(session, kept, gone, take=take).households
            merging.merge_households(session, kept, gone, take=take, other_head_relation=relation or "")
            return None

        self.desk.save(write, lambda homes: self._after_merge(shown.entity, kept, homes), title=_("正在合并…"))

    def mark_distinct(self) -> None:
        """The two people are two people; they are not proposed again."""
        first, second = self.compare.kept_id, self.compare.gone_id

        def write(session: Session) -> None:
            from station_app.features.people.service import duplicates  # noqa: PLC0415

            duplicates.mark_distinct(session, first, second)

        self.desk.save(write, lambda _none: self._next())

    def undo(self) -> None:
        """Take the chosen merge back."""
        row = self.past.current()
        if row is None:
            return

        def write(session: Session) -> list[str]:
            from station_app.features.people.service import unmerging  # noqa: PLC0415

            return unmerging.undo_merge(session, row.id)

        self.desk.save(write, self._after_undo, title=_("正在撤销…"))

    def _after_undo(self, stayed: list[str]) -> None:
        self.reload()
        self.desk.say(_("已撤销合并，两边都恢复了。"))
        if stayed:
            messages.tell(self, _("已撤销合并，这些值合并后改过，没有动"), *stayed[:8])

    def _after_merge(self, entity: str, kept: str, homes: tuple[str, str] | None) -> None:
        self._next()
        self.merged.emit(entity, kept)
        self.desk.say(_("已合并。需要时在“已合并”里撤销。"))
        if homes is not None and messages.confirm(
            self,
            _("两个人原来在两户"),
            _("人已经合并，家庭没有动。这两户也是同一户吗？"),
            accept=_("看看这两户"),
            reject=_("不是同一户"),
        ):
            self.tabs.setCurrentIndex(HOUSEHOLDS)
            self.compare_pair(HOUSEHOLDS, *homes)

    def _next(self) -> None:
        self._wanted = None
        self._to_list = True  # the buttons go away; the cursor would end in the sidebar
        self._hide_compare()
        self.reload()

    def _take(self, people: Sequence[Any], homes: Sequence[Any], past: Sequence[Any]) -> None:
        self.people.set_rows([_Keyed(pair) for pair in people])
        self.households.set_rows([_Keyed(pair) for pair in homes])
        self.past.set_rows(past)
        self.tabs.setTabText(PEOPLE, _("人员 {n:,}").format(n=len(people)))
        self.tabs.setTabText(HOUSEHOLDS, _("家庭 {n:,}").format(n=len(homes)))
        self.tabs.setTabText(PAST, _("已合并 {n:,}").format(n=len(past)))
        self.facts = _("{people:,} 对人员・{homes:,} 对家庭").format(people=len(people), homes=len(homes))
        self.headline_changed.emit()
        if self._wanted is None and not self.compare.isVisible():
            self._on_tab(self.tabs.currentIndex())
        current = self.lists.currentWidget()
        if self._to_list and current is not None:
            current.setFocus()
        self._to_list = False
        self._enable()

    def _on_tab(self, number: int) -> None:
        self.lists.setCurrentIndex(number)
        self._hide_compare()
        table = (self.people, self.households, self.past)[number]
        if table.source.rows and table.current() is None:
            table.select_id(table.source.rows[0].id)
        elif number != PAST:
            self._on_pair(number, table.current())
        self._enable()

    def _on_pair(self, number: int, row: Any) -> None:
        if row is not None and number == self.tabs.currentIndex() and self._wanted is None:
            self.compare_pair(number, row.first.id, row.second.id)

    def _show(self, comparison: Comparison) -> None:
        self._wanted = None
        self.compare.show_comparison(comparison)
        self.compare.show()
        self.hint.hide()
        self._enable()

    def _hide_compare(self) -> None:
        self.compare.hide()
        self.hint.show()
        self._enable()

    def _enable(self) -> None:
        shown = self.compare.comparison
        comparing = self.compare.isVisibleTo(self)
        relation = self.compare.relation
        ready = relation is None or (relation.text_problem() is None and bool(relation.value()))
        past = self.tabs.currentIndex() == PAST
        for button in (self.merge_button, self.swap_button):
            button.setVisible(comparing and not past)
        self.merge_button.setEnabled(ready)
        self.distinct_button.setVisible(comparing and not past and shown is not None and shown.entity == "person")
        self.undo_button.setVisible(past)
        self.undo_button.setEnabled(self.past.current() is not None)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(theme.px(_LIST_WIDTH))
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(12))
        left.addWidget(self.tabs)
        left.addWidget(self.lists, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.distinct_button)
        foot.addWidget(self.swap_button)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        foot.addWidget(self.merge_button)
        right = QVBoxLayout()
        right.setSpacing(theme.px(12))
        right.addWidget(self.hint)
        right.addWidget(self.compare, 1)
        right.addStretch(0)
        right.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(16))
        across.addWidget(side)
        across.addLayout(right, 1)


class _Keyed:
    """A pair as the table keeps it: with a key of its own."""

    def __init__(self, pair: Any) -> None:
        self.first, self.second = pair.first, pair.second
        self.likeness = getattr(pair, "likeness", None)
        self.id = f"{pair.first.id} {pair.second.id}"
