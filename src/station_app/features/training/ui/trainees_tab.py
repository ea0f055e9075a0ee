"""学员: who is in the class and who waits; taking in, taking out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_app.core import clock, codes
from station_app.core.dates import age_on
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import ENROLMENT, HOURS
from station_app.features.training.rules import attendance
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.service import admit, drop_out, withdraw
from station_app.features.training.service.rows import ClassDetail, TraineeRow
from station_app.features.training.ui.enrolling import Enrolled, PersonLine, take_in, take_in_numbers
from station_app.features.training.ui.narrow import GiveWay
from station_app.features.training.ui.tab import Tab
from station_app.ui import messages, theme
from station_app.ui.columns import Column, column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

DROP_OUT = Record(
    "drop_out",
    _("退出"),
    tuple(replace(ENROLMENT[name], required=True) for name in ("dropped_on", "dropout_reason")),
)
REASON = Record("withdrawal", _("移出"), (Field("reason", _("原因"), Text(100), required=True, hint=_("如 报错班")),))


def outcome_word(row: TraineeRow) -> str:
    """One word on how a trainee stands: by the books once the class is closed, by the marks before."""
    if row.state in ("dropped", "waitlisted", "registered"):
        return codes.table("state_enrolment").label(row.state)
    if row.graduated is not None:
        return _("结业") if row.graduated else codes.table("failure_cause").label(row.failure_cause)
    return row.standing.word


def outcome_tone(row: TraineeRow) -> str:
    """The tone of that word."""
    if row.state in ("dropped", "waitlisted", "registered"):
        return "soft"
    if row.graduated is not None:
        return "accent" if row.graduated else "bad"
    return {attendance.ELIGIBLE: "accent", attendance.SHORT: "warn", attendance.LOST: "bad"}.get(
        row.standing.code, "soft"
    )


def _hours(row: TraineeRow) -> str:
    return f"{HOURS.format(row.hours_present)}/{HOURS.format(row.hours_due)}" if row.hours_due else ""


def _age(row: TraineeRow) -> int | None:
    return age_on(row.birth_date, clock.today()) if row.birth_date else None


COLUMNS: tuple[Column, ...] = (
    Column("trainee_no", _("学号"), lambda row: row.trainee_no, str, "center", 52),
    column(PERSON["name"], width=124, order=lambda row: (row.name_pinyin, row.name)),
    column(PERSON["sex"], width=56),
    Column("age", _("年龄"), _age, str, "right", 52),
    column(PERSON["id_number"], show=PERSON["id_number"].kind.mask, width=164),
    column(PERSON["phone"], show=PERSON["phone"].kind.mask, width=108),
    column(PERSON["village"], width=90, label=_("村")),
    column(ENROLMENT["category_snapshot"], width=110, label=_("类别"), stretch=True),
    Column("hours", _("学时"), _hours, str, "center", 68),
    Column("rate", _("出勤率"), lambda row: row.rate_text, str, "center", 64),
    Column("outcome", _("结业"), outcome_word, str, "left", 90),
)


class TraineesTab(Tab):
    """The roll in the order of the paper, the waiting list below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.line = PersonLine(desk)
        self.line.picked.connect(lambda key: self._take([key]))
        self.line.pasted.connect(self._take_numbers)
        self.table = Table(
            COLUMNS,
            empty=_("还没有学员。"),
            action=_("从花名册导入"),
            on_action=self.import_roster,
            name="trainees",
        )
        self.table.source.tone = lambda row, name: outcome_tone(row) if name == "outcome" else ""
        self.table.setAccessibleName(_("学员"))
        GiveWay(self.table, ("phone", "id_number", "age"))
        self.table.opened.connect(lambda row: desk.open("people", row.person_id))
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        bar.addWidget(self.line)
        self.import_button = button_for(_("从花名册导入"), "file-input", self.import_roster, shortcut="Ctrl+I")
        bar.addWidget(self.import_button)
        bar.addStretch(1)
        self.admit_button = button_for(_("录取"), "check", self.admit)
        self.drop_button = button_for(_("退出…"), "user", self.drop_out)
        self.withdraw_button = button_for(_("移出…"), "x", self.withdraw)
        self.drop_button.setToolTip(_("上过课后不来了：写明日期和原因，学号和考勤保留"))
        self.withdraw_button.setToolTip(_("报错了班、还没有考勤：从名单里移出"))
        for button in (self.admit_button, self.drop_button, self.withdraw_button):
            bar.addWidget(button)
        main = QWidget()
        column_ = QVBoxLayout(main)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.px(12))
        column_.addLayout(bar)
        column_.addWidget(self.table, 1)
        self.column.addWidget(main)
        find = QShortcut(QKeySequence("Ctrl+J"), self)
        find.activated.connect(self.line.setFocus)

    def show_detail(self, detail: ClassDetail) -> None:
        """The same trainee stays current."""
        super().show_detail(detail)
        rows = (*detail.trainees, *(row for row in detail.waiting if row.trainee_no is None))
        if tuple(self.table.source.rows) != rows:
            self.table.set_rows(rows)
        open_class = detail.row.state not in CLOSED and detail.row.state != "examining"
        self.line.setEnabled(open_class)
        self.import_button.setEnabled(open_class)
        self._show_buttons()

    def came_to_front(self) -> None:
        """Names can be typed at once while the class is filled."""
        (self.line if self.line.isEnabled() and not self.table.source.total else self.table).setFocus()

    def import_roster(self) -> None:
        """The import screen of people, with this class as where the accepted rows go."""
        self.desk.open("people", f"import:{self.shown_class.row.id}")

    def admit(self) -> None:
        """Take the current person off the waiting list."""
        row = self._current()
        if row is not None:
            self.desk.save(lambda session: admit(session, row.id, clock.today()))

    def drop_out(self) -> None:
        """The current trainee does not come any more."""
        row = self._current()
        if row is not None:
            FormDialog(
                self,
                self.desk,
                _("{name}退出").format(name=row.name),
                DROP_OUT,
                lambda session, typed: drop_out(session, row.id, typed["dropped_on"], typed["dropout_reason"]),
                accept=_("登记退出"),
                values={"dropped_on": min(clock.today(), self.shown_class.row.end_date)},
                sentences=[_("学号和已有的考勤保留，不再计入在册人数。")],
            ).open()

    def withdraw(self) -> None:
        """The current trainee was enrolled by mistake."""
        row = self._current()
        if row is not None:
            FormDialog(
                self,
                self.desk,
                _("把{name}移出本班").format(name=row.name),
                REASON,
                lambda session, typed: withdraw(session, row.id, typed["reason"] or ""),
                accept=_("移出"),
                danger=True,
            ).open()

    def _current(self) -> TraineeRow | None:
        row = self.table.current()
        if not isinstance(row, TraineeRow):
            self.desk.say(_("请先点选一名学员。"), "warn")
            return None
        return row

    def _show_buttons(self) -> None:
        row = self.table.current()
        state = row.state if isinstance(row, TraineeRow) else ""
        open_class = self.detail is not None and self.detail.row.state not in CLOSED
        self.admit_button.setVisible(state == "waitlisted")
        self.drop_button.setEnabled(open_class and state in ("registered", "waitlisted", "admitted", "studying"))
        self.withdraw_button.setEnabled(open_class and state not in ("", "dropped"))

    def _take(self, person_ids: list[str]) -> None:
        class_id = self.shown_class.row.id
        self.desk.save(lambda session: take_in(session, class_id, person_ids), self._tell)

    def _take_numbers(self, numbers: list[str]) -> None:
        class_id = self.shown_class.row.id
        self.desk.save(lambda session: take_in_numbers(session, class_id, numbers), self._tell)

    def _tell(self, done: Enrolled) -> None:
        """One quiet word for one plain success, a message when there is something to read."""
        self.line.setFocus()
        if len(done.sentences) == 1 and done.result.admitted:
            self.desk.say(done.sentences[0], "accent")
        else:
            messages.tell(self, _("加入学员"), *done.sentences)
