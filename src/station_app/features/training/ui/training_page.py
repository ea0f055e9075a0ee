"""The page 培训: the list of classes, the form of a new one, and the page of one class."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.features.training.fields import TRAINING_CLASS
from station_app.features.training.rules.states import CLOSED, RUNNING
from station_app.features.training.service import list_classes
from station_app.features.training.service.rows import ClassRow
from station_app.features.training.ui.class_form import NewClass, values_like
from station_app.features.training.ui.class_page import ClassPage, next_step
from station_app.features.training.ui.class_view import date_range, facts_of
from station_app.features.training.ui.trainers_panel import TrainersPanel
from station_app.ui import icons
from station_app.ui.columns import Column, column
from station_app.ui.narrow import GiveWay
from station_app.ui.one_page import OnePage
from station_app.ui.screen import Desk, Screen
from station_app.ui.table import Table

COLUMNS: tuple[Column, ...] = (
    Column("class_no", _("班号"), lambda row: row.class_no, str, "left", 96),
    column(TRAINING_CLASS["name"], width=260, stretch=True),
    column(TRAINING_CLASS["trade"], width=140),
    Column(
        "dates",
        _("起止"),
        lambda row: date_range(row.start_date, row.end_date),
        str,
        "left",
        200,
        order=lambda row: row.start_date,
    ),
    column(TRAINING_CLASS["venue"], width=140),
    Column(
        "count",
        _("人数"),
        lambda row: f"{row.trainee_count}/{row.planned_count}",
        str,
        "center",
        72,
        order=lambda row: row.trainee_count,
    ),
    column(TRAINING_CLASS["state"], width=96),
)


class TrainingPage(Screen):
    """Opens where it was left; a class from Ctrl+K or another page comes to the front."""

    manual = "开一期培训班"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stale = True
        self._came_back = True
        self._opening = False
        self.list = Table(
            COLUMNS,
            empty=_("还没有培训班。"),
            action=_("开新班"),
            on_action=self.start_new,
            name="classes",
        )
        self.list.source.tone = _tone
        self.list.setAccessibleName(_("培训班"))
        GiveWay(self.list, ("venue", "trade"), least=200)
        self.list.opened.connect(lambda row: self.open_class(row.id))
        self._new_class: NewClass | None = None
        self._class_page: ClassPage | None = None
        self._trainers: TrainersPanel | None = None
        self.stack = OnePage()
        self.stack.addWidget(self.list)
        self.body.addWidget(self.stack)
        self.trainers_button = self.add_action(_("教师"), "users", self.show_trainers, shortcut="Ctrl+T")
        self.register_button = self.add_action(
            _("证书登记"), "list", lambda: desk.open("certificates"), shortcut="Ctrl+R"
        )
        self.trainer_button = self.add_action(
            _("登记教师"), "user-plus", self.start_new_trainer, primary=True, shortcut="Ctrl+N"
        )
        self.again_button = self.add_action(_("开新一期"), "copy", self.start_again, shortcut="Ctrl+Shift+N")
        self.again_button.setToolTip(
            _("照选中的这个班再开一期：课程、教师、地点都带过来，只填开始日期（Ctrl+Shift+N）")
        )
        self.new_button = self.add_action(_("开新班"), "plus", self.start_new, primary=True, shortcut="Ctrl+N")
        self.print_button = self.add_action(_("打印签到表"), "printer", self._print_sign_in, shortcut="Ctrl+P")
        self.next_button = self.add_action("", "award", self._do_next_step, primary=True, shortcut="Ctrl+Shift+Return")
        self._headline()

    @property
    def new_class(self) -> NewClass:
        """The form, built when it is first needed."""
        if self._new_class is None:
            self._new_class = NewClass(self.desk)
            self._new_class.created.connect(self._on_created)
            self._new_class.cancelled.connect(self.show_list)
            self.stack.addWidget(self._new_class)
        return self._new_class

    @property
    def class_page(self) -> ClassPage:
        """The page of one class, built when it is first needed."""
        if self._class_page is None:
            self._class_page = ClassPage(self.desk)
            self._class_page.back_wanted.connect(self.show_list)
            self._class_page.headline_changed.connect(self._headline)
            self._class_page.copy_wanted.connect(self._copy)
            self.stack.addWidget(self._class_page)
        return self._class_page

    @property
    def trainers(self) -> TrainersPanel:
        """The page of trainers, built when it is first needed."""
        if self._trainers is None:
            self._trainers = TrainersPanel(self.desk)
            self._trainers.back_wanted.connect(self.show_list)
            self.stack.addWidget(self._trainers)
        return self._trainers

    def shown(self) -> None:
        """Read the list when it may have changed; the sidebar's 培训 once more leads from a class to the list."""
        again = not self._came_back and not self._opening
        self._came_back = self._opening = False
        if again and self.stack.currentWidget() in (self._class_page, self._trainers):
            self.show_list()
        if self._stale:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another page came to the front."""
        super().hideEvent(event)
        self._came_back = True

    def reload(self, changed: frozenset[str]) -> None:
        """The list at once when it is seen, else when it is next."""
        if self._class_page is not None:
            self._class_page.reload(changed)
        if self._trainers is not None and self._trainers.isVisible() and changed & {"trainer", "training_class"}:
            self._trainers.read()
        if changed & {"training_class", "enrolment"}:
            self._stale = True
            if self.isVisible() and self.stack.currentWidget() is self.list:
                self._read()

    def open_record(self, record_id: str | None) -> None:
        """A class's key, KEY:tab, "new", "trainers", or "trainers:" and a trainer's key."""
        self._opening = True
        key, _colon, tab = (record_id or "").partition(":")
        if key == "new":
            self.start_new()
        elif key == "trainers":
            self.show_trainers(tab)
        elif key:
            tab, _colon, half_day = tab.partition(":")
            self.open_class(key, tab)
            if half_day:
                self.class_page.attendance.come_to(half_day)

    def place(self) -> str | None:
        """The class and tab that are shown, for a window built anew."""
        current = self.stack.currentWidget()
        if isinstance(current, NewClass):
            return "new"
        if isinstance(current, TrainersPanel):
            return "trainers"
        return current.place() if isinstance(current, ClassPage) else None

    def open_class(self, class_id: str, tab: str = "") -> None:
        """Show one class."""
        if self.may_leave():
            self.class_page.open_class(class_id, tab)
            self.stack.setCurrentWidget(self.class_page)
            self._headline()

    def show_list(self) -> None:
        """All classes."""
        if not self.may_leave():
            return
        if self._class_page is not None:
            self._class_page.close_class()
        self.stack.setCurrentWidget(self.list)
        self.list.setFocus()
        self._headline()
        if self._stale:
            self._read()

    def show_trainers(self, trainer_id: str = "") -> None:
        """Who teaches; one of them when named."""
        if self.may_leave():
            if trainer_id:
                self.trainers.open_trainer(trainer_id)
            else:
                self.trainers.read()
            self.stack.setCurrentWidget(self.trainers)
            self.trainers.table.setFocus()
            self._headline()

    def start_again(self) -> None:
        """开新一期: the form filled from the selected class; only the start is missing."""
        row = self.list.current()
        if not isinstance(row, ClassRow):
            self.start_new()
            return
        self.desk.read(lambda session: values_like(session, row.id), self._copy)

    def start_new(self) -> None:
        """The form of a new class."""
        if self.may_leave():
            self.new_class.start()
            self.stack.setCurrentWidget(self.new_class)
            self._headline()

    def start_new_trainer(self) -> None:
        """An empty form beside the list of trainers."""
        self.trainers.start_new()

    def may_leave(self) -> bool:
        """Typed text is not lost without asking."""
        current = self.stack.currentWidget()
        if isinstance(current, NewClass):
            return self.ask_to_leave(current.form)
        return not isinstance(current, ClassPage | TrainersPanel) or current.may_leave()

    def _copy(self, values: dict[str, Any]) -> None:
        if self.may_leave():
            self.new_class.start(values)
            self.stack.setCurrentWidget(self.new_class)
            self._headline()

    def _on_created(self, class_id: str) -> None:
        self.class_page.open_class(class_id, "trainees")
        self.stack.setCurrentWidget(self.class_page)
        self._headline()

    def _do_next_step(self) -> None:
        self.class_page.do_next_step()

    def _print_sign_in(self) -> None:
        if self.class_page.view is not None:
            self.class_page.papers.sign_in_sheets(self.class_page.view.detail)

    def _read(self) -> None:
        self._stale = False
        self.desk.read(list_classes, self._show)

    def _show(self, rows: list[ClassRow]) -> None:
        self.list.set_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.selectRow(0)
        self._headline()

    def _headline(self) -> None:
        """Title, facts and actions of what is shown."""
        current = self.stack.currentWidget()
        in_class = isinstance(current, ClassPage)
        view = self._class_page.view if self._class_page is not None else None
        for button in (self.new_button, self.trainers_button, self.register_button):
            button.setVisible(current is self.list)
        self.again_button.setVisible(current is self.list and bool(self.list.source.rows))
        self.trainer_button.setVisible(isinstance(current, TrainersPanel))
        self.print_button.setVisible(in_class and view is not None and bool(view.detail.trainees))
        step = next_step(view) if in_class and view is not None else None
        self.next_button.setVisible(step is not None)
        if step is not None:
            self.next_button.setText(step.text)
            self.next_button.setIcon(icons.icon(step.icon, "on_accent"))
        if in_class and view is not None:
            self.set_headline(view.detail.row.name, facts_of(view.detail.row))
        elif isinstance(current, NewClass):
            self.set_headline(_("开新班"), _("填好后按 Ctrl+S；课程表按半天排好，以后可以逐个改"))
        elif isinstance(current, TrainersPanel):
            self.set_headline(_("教师"), _("开班时从这里选；按 Ctrl+S 保存"))
        else:
            rows = self.list.source.rows
            running = sum(row.state in RUNNING for row in rows)
            facts = _("共 {n} 个班").format(n=len(rows)) + (_("，{n} 个在上课").format(n=running) if running else "")
            self.set_headline(_("培训"), facts if rows else "")


def _tone(row: ClassRow, name: str) -> str:
    if name != "state":
        return ""
    return "accent" if row.state in RUNNING else "soft" if row.state in CLOSED else ""
