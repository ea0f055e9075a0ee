"""学员: who is in the class and who waits; taking in, taking out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.dates import age_on
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.training.fields import ENROLMENT
from station_app.features.training.rules import eligibility
from station_app.features.training.rules.eligibility import Item
from station_app.features.training.rules.states import BEFORE_START, CLOSED
from station_app.features.training.service import (
    EnrolResult,
    admit,
    drop_out,
    eligibility_of,
    enrolment_values,
    move_up,
    reorder,
    save_enrolment,
    take_back,
    withdraw,
)
from station_app.features.training.service.enrolments import ENROLMENT_TYPED
from station_app.features.training.service.rows import ClassDetail, TraineeRow
from station_app.features.training.ui.cards import WithSide
from station_app.features.training.ui.enrolling import PersonLine, counted, take_in, told
from station_app.features.training.ui.late import confirm_late
from station_app.features.training.ui.pasting import PasteDialog
from station_app.features.training.ui.places import ConditionsCard, OfferBar, PlacesCard
from station_app.features.training.ui.tab import Tab
from station_app.features.training.ui.trainee_columns import columns, outcome_tip, outcome_tone
from station_app.ui import messages, theme
from station_app.ui.flow_layout import FlowLayout
from station_app.ui.form_dialog import FormDialog
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

DROP_OUT = Record(
    "drop_out",
    _("退出"),
    (
        *(replace(ENROLMENT[name], required=True) for name in ("dropped_on", "dropout_reason")),
        Field("note", _("说明"), Text(100)),
    ),
)
OVERRIDE = Record("override", _("破例录取"), (replace(ENROLMENT["override_reason"], required=True),))
ENROLMENT_FORM = Record(
    "enrolment",
    _("报名信息"),
    (
        *(ENROLMENT[name] for name in ENROLMENT_TYPED[:2]),
        *(replace(ENROLMENT[name], computed=False) for name in ENROLMENT_TYPED[2:]),
        Field("note", _("备注"), Text(200)),
    ),
)


class TraineesTab(Tab):
    """The roll in the order of the paper, then who is only registered, then the waiting list in its order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting: dict[str, int] = {}
        """Enrolment → her place on the waiting list."""
        self._made: tuple[str, ...] = ()
        """Enrolments of the last taking-in, for its undo."""
        self.line = PersonLine(desk)
        self.line.picked.connect(lambda key: self._take([key]))
        self.line.pasted.connect(self.paste)
        self.table = Table(
            columns(self._number, lambda row: row.trainee_no or 1000 + self._waiting.get(row.id, 0), self._age),
            empty=_("还没有学员。"),
            action=_("从花名册导入"),
            on_action=self.import_roster,
            name="trainees",
        )
        self.table.source.tone = lambda row, name: outcome_tone(row) if name == "outcome" else ""
        self.table.source.tip = lambda row, name: outcome_tip(row) if name == "outcome" else ""
        self.table.setAccessibleName(_("学员"))
        GiveWay(self.table, ("best", "phone", "sex", "id_number", "age"), least=84)
        self.table.opened.connect(lambda row: desk.open("people", row.person_id))
        self.table.current_changed.connect(lambda _row: self._on_current())
        self.places = PlacesCard()
        self.conditions = ConditionsCard()
        self.offer = OfferBar(self.move_up)
        main = QWidget()
        column_ = QVBoxLayout(main)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.px(12))
        column_.addLayout(self._taking_in())
        column_.addWidget(self.offer)
        column_.addWidget(self.table, 1)
        column_.addWidget(self._with_one())
        self.column.addWidget(WithSide(main, (self.places, self.conditions)))
        find = QShortcut(QKeySequence("Ctrl+J"), self)
        find.activated.connect(self.line.setFocus)

    def _taking_in(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        bar.addWidget(self.line, 1)
        self.paste_button = button_for(_("批量加入…"), "clipboard-paste", self.paste, shortcut="Ctrl+B", writes=True)
        self.import_button = button_for(_("从花名册导入"), "file-input", self.import_roster, shortcut="Ctrl+I")
        bar.addWidget(self.paste_button)
        bar.addWidget(self.import_button)
        return bar

    def _with_one(self) -> QWidget:
        """What can be done with the current trainee: two lines in large type, when there is much to do."""
        made = QWidget()
        bar = FlowLayout(made, theme.px(8))
        bar.setContentsMargins(0, 0, 0, 0)
        self.admit_button = button_for(_("录取"), "check", self.admit, shortcut="Ctrl+G")
        self.details_button = button_for(_("报名信息…"), "pencil", self.details, shortcut="F2")
        self.drop_button = button_for(_("退出…"), "user", self.drop_out, shortcut="Ctrl+D", writes=True)
        self.withdraw_button = button_for(_("移出…"), "x", self.withdraw, shortcut="Ctrl+Del")
        self.drop_button.setToolTip(_("上过课后不来了：写明日期和原因，学号和考勤保留（Ctrl+D）"))
        self.withdraw_button.setToolTip(_("报错了班、还没有考勤：从名单里移出（Ctrl+Del）"))
        self.order_button = button_for(_("排顺序"), "list", self._show_order, shortcut="Ctrl+Shift+O", writes=True)
        self.order_button.setToolTip(_("开班前可以改学号的顺序；开班后签到表的顺序不再变（Ctrl+Shift+O）"))
        self.undo_button = button_for("", "undo-2", self.take_back, shortcut="Ctrl+Z", writes=True)
        self.undo_button.hide()
        for button in (self.admit_button, self.details_button, self.drop_button, self.withdraw_button):
            bar.addWidget(button)
        bar.addWidget(self.order_button)
        bar.addWidget(self.undo_button)
        self._order = QMenu(self)
        for text, slot, keys in (
            (_("按姓名拼音"), lambda: self._sort(lambda row: (row.name_pinyin, row.name)), ""),
            (_("按村、姓名"), lambda: self._sort(lambda row: (row.village, row.name_pinyin, row.name)), ""),
            (_("上移一位"), lambda: self._shift(-1), "Ctrl+Shift+Up"),
            (_("下移一位"), lambda: self._shift(1), "Ctrl+Shift+Down"),
        ):
            action = self._order.addAction(text, slot)
            if keys:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                self.addAction(action)
        return made

    def show_detail(self, detail: ClassDetail) -> None:
        """The same trainee stays current."""
        if self.detail is None or self.detail.row.id != detail.row.id:
            self._remember(())
        super().show_detail(detail)
        self._waiting = {row.id: place for place, row in enumerate(detail.waiting, start=1)}
        first = {row.id: row for row in (*detail.trainees, *detail.registered, *detail.waiting)}
        rows = tuple(first.values())
        if tuple(self.table.source.rows) != rows:
            self.table.set_rows(rows)
        for widget in (self.line, self.paste_button, self.import_button):
            widget.setEnabled(self._takes_people())
        self.order_button.setEnabled(detail.row.state in BEFORE_START and len(detail.trainees) > 1)
        self.places.show_detail(detail)
        self.offer.show_detail(detail if self._takes_people() else None)
        self._on_current()

    def came_to_front(self) -> None:
        """Names can be typed at once while the class is filled."""
        (self.line if self.line.isEnabled() and not self.table.source.total else self.table).setFocus()

    def import_roster(self) -> None:
        """The import screen of people, with this class as where the accepted rows go."""
        self.desk.open("people", f"import:{self.shown_class.row.id}")

    def paste(self, text: str = "") -> None:
        """A column of ID numbers or names, judged line by line."""
        PasteDialog(self, self.desk, self.shown_class.row.id, text, self._pasted).open()

    def admit(self) -> None:
        """Take in the current person: from the waiting list, registered, or once more after leaving."""
        row = self._current()
        if row is not None:

            def go_on() -> None:
                self.desk.read(lambda session: eligibility_of(session, row.id), lambda items: self._admit(row, items))

            confirm_late(self, self.desk, self.shown_class.row.id, go_on, enrolment_id=row.id)

    def move_up(self) -> None:
        """Fill the free places from the waiting list, in its order."""
        class_id = self.shown_class.row.id

        def done(moved: list[str]) -> None:
            self.desk.say(_("递补 {n} 人。").format(n=len(moved)), "accent")
            if moved:
                self.table.select_id(moved[0])

        def go_on() -> None:
            self.desk.save(lambda session: move_up(session, class_id, clock.today()), done)

        confirm_late(self, self.desk, class_id, go_on)

    def drop_out(self) -> None:
        """The current trainee does not come any more."""
        row = self._current()
        if row is not None:
            FormDialog(
                self,
                self.desk,
                _("{name}退出").format(name=row.name),
                DROP_OUT,
                lambda session, typed: drop_out(
                    session, row.id, typed["dropped_on"], typed["dropout_reason"], typed["note"] or ""
                ),
                accept=_("登记退出"),
                values={"dropped_on": min(clock.today(), self.shown_class.row.end_date)},
                sentences=[_("学号和已有的考勤保留，不再计入在册人数；空出的名额可以递补。")],
            ).open()

    def withdraw(self) -> None:
        """The current trainee was enrolled by mistake."""
        row = self._current()
        if row is not None:
            ask_why(
                self,
                self.desk,
                _("把{name}移出本班").format(name=row.name),
                lambda session, reason: withdraw(session, row.id, reason),
                accept=_("移出"),
                sentences=[_("从名单里拿掉，人员资料不变；上过课的请用“退出”。")],
                hint=_("如 报错班"),
            )

    def details(self) -> None:
        """What was written down when the current person enrolled."""
        row = self._current()
        if row is not None:
            self.desk.read(lambda session: enrolment_values(session, row.id), lambda found: self._edit(row, found))

    def take_back(self) -> None:
        """Undo of the last taking-in."""
        made = self._made
        if made:
            self.desk.save(lambda session: take_back(session, made), lambda _done: self._remember(()))

    def _edit(self, row: TraineeRow, values: dict[str, Any]) -> None:
        FormDialog(
            self,
            self.desk,
            _("{name}的报名信息").format(name=row.name),
            ENROLMENT_FORM,
            lambda session, typed: save_enrolment(session, row.id, typed, version=typed["version"]),
            accept=_("保存"),
            values=values,
            again=lambda session: enrolment_values(session, row.id),
        ).open()

    def _admit(self, row: TraineeRow, items: Sequence[Item]) -> None:
        failing = [item.text for item in eligibility.failing(items)]
        if failing and not row.override_reason:
            self._ask_reason(row.id, row.name, failing)
            return
        self.desk.save(lambda session: admit(session, row.id, clock.today()), self._admitted)

    def _ask_reason(self, enrolment_id: str, name: str, why: Sequence[str]) -> None:
        FormDialog(
            self,
            self.desk,
            _("破例录取{name}").format(name=name),
            OVERRIDE,
            lambda session, typed: admit(
                session, enrolment_id, clock.today(), override_reason=typed["override_reason"] or ""
            ),
            accept=_("写明原因，录取"),
            sentences=[*why, _("原因会留在学员的记录里。不录取就返回，仍列为“已报名”。")],
            done=self._admitted,
        ).open()

    def _admitted(self, number: int | None) -> None:
        if number is None:
            self.desk.say(_("班已满，列入候补。"), "warn")
        else:
            self.desk.say(_("已录取，学号 {n}。").format(n=number), "accent")

    def _current(self) -> TraineeRow | None:
        row = self.table.current()
        if not isinstance(row, TraineeRow):
            self.desk.say(_("请先点选一名学员。"), "warn")
            return None
        return row

    def _takes_people(self) -> bool:
        return self.detail is not None and self.detail.row.state not in CLOSED and self.detail.row.state != "examining"

    def _on_current(self) -> None:
        """Buttons and conditions of the current person."""
        row = self.table.current()
        state = row.state if isinstance(row, TraineeRow) else ""
        open_class = self.detail is not None and self.detail.row.state not in CLOSED
        self.admit_button.setVisible(self._takes_people() and state in ("waitlisted", "registered", "dropped"))
        self.admit_button.setText(_("重新录取") if state == "dropped" else _("录取"))
        self.details_button.setEnabled(open_class and bool(state))
        self.drop_button.setEnabled(open_class and state in ("registered", "waitlisted", "admitted", "studying"))
        self.withdraw_button.setEnabled(open_class and state not in ("", "dropped"))
        if not isinstance(row, TraineeRow):
            self.conditions.hide()
            return

        def show(items: Sequence[Item]) -> None:
            now = self.table.current()
            if isinstance(now, TraineeRow) and now.id == row.id:
                self.conditions.show_person(now, items)

        self.desk.read(lambda session: eligibility_of(session, row.id), show)

    def _number(self, row: TraineeRow) -> str:
        """The trainee number, or the place on the waiting list."""
        if row.trainee_no is not None:
            return str(row.trainee_no)
        return _("候{n}").format(n=self._waiting[row.id]) if row.id in self._waiting else ""

    def _age(self, row: TraineeRow) -> int | None:
        """On the class's first day, as the condition reckons it."""
        return age_on(row.birth_date, self.shown_class.row.start_date) if row.birth_date and self.detail else None

    def _show_order(self) -> None:
        self._order.popup(self.order_button.mapToGlobal(self.order_button.rect().topLeft()))

    def _sort(self, key: Callable[[TraineeRow], Any]) -> None:
        self._reorder([row.id for row in sorted(self.shown_class.trainees, key=key)])

    def _shift(self, by: int) -> None:
        row, keys = self.table.current(), [one.id for one in self.shown_class.trainees]
        if not isinstance(row, TraineeRow) or row.id not in keys or not self.order_button.isEnabled():
            return
        place = keys.index(row.id)
        if 0 <= place + by < len(keys):
            keys.insert(place + by, keys.pop(place))
            self._reorder(keys)

    def _reorder(self, keys: list[str]) -> None:
        class_id = self.shown_class.row.id
        self.desk.save(lambda session: reorder(session, class_id, keys))

    def _take(self, person_ids: list[str]) -> None:
        class_id = self.shown_class.row.id

        def go_on() -> None:
            self.desk.save(lambda session: take_in(session, class_id, person_ids), self._tell)

        confirm_late(self, self.desk, class_id, go_on)

    def _remember(self, made: tuple[str, ...]) -> None:
        """Offer the undo of what was just taken in."""
        self._made = made
        self.undo_button.setText(_("撤销加入 {n} 人").format(n=len(made)))
        self.undo_button.setVisible(bool(made))

    def _pasted(self, result: EnrolResult) -> None:
        """What the report said line by line is not said once more."""
        self._remember(result.made)
        self.table.setFocus()
        self.desk.say("".join(counted(result)), "accent")

    def _tell(self, result: EnrolResult) -> None:
        """One quiet word for one plain success, a message when there is something to read."""
        self._remember(result.made)
        self.line.setFocus()
        said = told(result)
        if len(result.made) == len(result.registered) == 1:
            names = [problem.text for problem in result.warnings]
            self._ask_reason(result.registered[0], "", names)
        elif len(said) == 1 and result.admitted:
            self.desk.say(said[0], "accent")
        else:
            messages.tell(self, _("加入学员"), *said)
