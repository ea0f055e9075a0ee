"""What can be done for many people at once: into a class, to another worker, person sheets, workbook, paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.rules.enrolling import Enrolling, EnrolTarget
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.ui.person_list import PersonList
from station_app.features.people.ui.worker_editor import WorkerEditor
from station_app.ui import icons, messages, table_keys
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.write_gate import writes

if TYPE_CHECKING:
    from station_app.features.people.service.handing_over import HandedOver
    from station_app.storage.database import Session

PrintSheets = Callable[[QWidget, Desk, Sequence[str], str], None]
"""(owner, desk, person keys, title) → asks where to and writes the person sheets."""
HAND_OVER = Record(
    "hand_over",
    _("换负责人"),
    (Field("responsible", PERSON["responsible"].label, Text(40), required=True, hint=_("接手的社工姓名")),),
)
_MOST_SHEETS = 200


class ForMany(QObject):
    """The menu behind 批量; it means the selected people, or all in the list when one or none is selected."""

    merge_wanted = Signal(str, str)
    """Compare the two people that are selected, to make them one."""

    def __init__(
        self, desk: Desk, people: PersonList, enrolling: Enrolling | None, print_sheets: PrintSheets | None
    ) -> None:
        super().__init__(people)
        self._desk, self._people = desk, people
        self._enrolling, self._print_sheets = enrolling, print_sheets
        people.many_button.clicked.connect(lambda _checked=False: self.ask())
        key = QShortcut(QKeySequence("Ctrl+Shift+A"), people)
        key.activated.connect(self.ask)

    def ask(self) -> None:
        """Read which classes still take people, then show the menu."""
        enrolling = self._enrolling
        if enrolling is None:
            self._popup(())
            return
        self._desk.read(lambda session: list(enrolling.targets(session)), self._popup)

    def menu(self, targets: Sequence[EnrolTarget]) -> QMenu:
        """The actions, headed by whom they mean."""
        people, table = self._people.acted_on(), self._people.table
        menu = QMenu(self._people)
        menu.aboutToHide.connect(menu.deleteLater)
        chosen = len(table.selected()) > 1
        words = _("选中的 {n:,} 人") if chosen else _("列表里的 {n:,} 人")
        menu.addAction(words.format(n=len(people))).setEnabled(False)
        menu.addSeparator()
        classes = menu.addMenu(icons.icon("graduation-cap", "soft"), _("编入培训班"))
        for target in targets:
            action = classes.addAction(target.label)
            action.triggered.connect(lambda _checked=False, target=target: self.enrol(target, people))
        classes.setEnabled(bool(targets and people))
        writes(classes.menuAction())
        writes(self._add(menu, "user", _("换负责人…"), lambda: self.hand_over(people), can=bool(people)))
        if chosen and len(people) == 2:
            first, second = people
            join = self._add(
                menu, "users", _("合并这两个人…"), lambda: self.merge_wanted.emit(first.id, second.id), can=True
            )
            writes(join)
        if self._print_sheets is not None:
            can = 0 < len(people) <= _MOST_SHEETS
            label = _("打印情况表…") if can or not people else _("打印情况表（一次最多 {n} 人）").format(n=_MOST_SHEETS)
            self._add(menu, "file-text", label, lambda: self._sheets(people), can=can)
        menu.addSeparator()
        self._add(menu, "file-output", _("导出列表…"), lambda: table_keys.export(table), can=bool(people))
        self._add(menu, "printer", _("打印列表…"), lambda: table_keys.print_out(table), can=bool(people))
        return menu

    def enrol(self, target: EnrolTarget, people: Sequence[PersonRow]) -> None:
        """Into a class, in the order of the list; what became of it is told."""
        enrolling, keys = self._enrolling, [row.id for row in people]
        if enrolling is None:
            return

        def tell(sentences: Sequence[str]) -> None:
            messages.tell(self._people, _("编入 {label}").format(label=target.label), *sentences)

        self._desk.save(lambda session: list(enrolling.enrol(session, target.id, keys)), tell)

    def hand_over(self, people: Sequence[PersonRow]) -> None:
        """Ask to whom, then make that worker responsible for all of them."""
        keys = [row.id for row in people]

        def write(session: Session, values: dict[str, Any]) -> HandedOver:
            from station_app.features.people.service.handing_over import hand_over  # noqa: PLC0415

            return hand_over(session, keys, values["responsible"] or "")

        FormDialog(
            self._people,
            self._desk,
            _("换负责人"),
            HAND_OVER,
            write,
            accept=_("交给她/他"),
            sentences=[_("这 {n:,} 人的负责社工一次改好，可在每个人的修改记录里查到。").format(n=len(keys))],
            done=self._tell_handed_over,
            editors={"responsible": WorkerEditor},
        ).open()

    def _tell_handed_over(self, done: HandedOver) -> None:
        told = [
            (_("原来由{name}负责：{n:,} 人") if name else _("原来没有负责人：{n:,} 人")).format(name=name, n=count)
            for name, count in done.before
        ]
        if done.unchanged:
            told.append(_("原本就由{name}负责：{n:,} 人，没有变化").format(name=done.to, n=done.unchanged))
        heading = _("{n:,} 人已交给{name}").format(n=done.changed, name=done.to)
        messages.tell(self._people, heading, *told)

    def _sheets(self, people: Sequence[PersonRow]) -> None:
        if self._print_sheets is not None:
            title = people[0].name if len(people) == 1 else _("{n} 人").format(n=len(people))
            self._print_sheets(self._people, self._desk, [row.id for row in people], title)

    def _popup(self, targets: Sequence[EnrolTarget]) -> None:
        button = self._people.many_button
        self.menu(targets).popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    @staticmethod
    def _add(menu: QMenu, icon: str, text: str, act: Callable[[], Any], *, can: bool) -> QAction:
        action = menu.addAction(icons.icon(icon, "soft"), text)
        action.setEnabled(can)
        action.triggered.connect(lambda _checked=False: act())
        return action
