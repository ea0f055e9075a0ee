"""抽查: trainees of a finished class drawn by a seed, the call sheet, and what they said (R-29)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.fields import Field, Record
from station_app.core.kinds import Integer, Text
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import PHONE_CHECK
from station_app.features.training.rules.drawing import LONGEST_SEED
from station_app.features.training.service import phone_checks
from station_app.features.training.service.phone_checks import ASKED, PhoneCheckRow, PlannedDraw
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.ui.cards import Card
from station_app.features.training.ui.tab import Tab
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.editors import LineEditor
from station_app.ui.form import Form, Section
from station_app.ui.masked_text import MaskedText
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, ask_to_leave, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

if TYPE_CHECKING:
    from station_app.features.training.ui.papers import Papers

DRAW = Record(
    "phone_check_draw",
    _("抽样"),
    (
        Field("seed", _("抽样种子"), Text(LONGEST_SEED), required=True),
        Field("count", _("抽查人数"), Integer(1, 999), required=True),
    ),
)
_YES_NO = ("answered", *ASKED)
_MUST = ("asked_on", "answered", "asked_by")
CALL = Record(
    PHONE_CHECK.name,
    PHONE_CHECK.label,
    tuple(
        replace(field, hint=_("1 是　0 否") if field.name in _YES_NO else field.hint, required=field.name in _MUST)
        for field in PHONE_CHECK
    ),
)
"""A call being written down; yes and no are typed, so that what was not asked is not a no."""
FIELDS = ("asked_on", *_YES_NO, "remarks", "asked_by")

COLUMNS: tuple[Column, ...] = (
    Column("place", _("序"), lambda row: row.place, str, "center", 40),
    Column("trainee_no", _("学号"), lambda row: row.trainee_no, str, "center", 52),
    column(PERSON["name"], width=104),
    column(PERSON["village"], width=88, label=_("村")),
    column(PERSON["phone"], show=PERSON["phone"].kind.mask, width=108),
    column(PHONE_CHECK["answered"], width=76),
    column(PHONE_CHECK["attended"], width=92),
    column(PHONE_CHECK["free_of_charge"], width=76),
    column(PHONE_CHECK["satisfied"], width=56),
    column(PHONE_CHECK["remarks"], width=140, stretch=True),
)


class PhoneCheckTab(Tab):
    """Before the draw what it would be; after it the call sheet with a form beside it."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self._papers = papers
        self._class_id = ""
        self._stale = False
        self.rows: list[PhoneCheckRow] = []
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack)
        self._build_draw()
        self._build_calls()

    def show_detail(self, detail: ClassDetail) -> None:
        """Read who was drawn."""
        super().show_detail(detail)
        if detail.row.id != self._class_id:
            self._class_id, self.rows = detail.row.id, []
            self.draw_form.is_modified = False
        self._stale = True
        if self.isVisible():
            self._read()

    def came_to_front(self) -> None:
        """The list of calls, or the seed."""
        if self._stale:
            self._read()
        if self.rows:
            self.table.setFocus()
        else:
            self.draw_form.focus_first()

    def may_leave(self) -> bool:
        """Typed answers are not lost without asking."""
        return ask_to_leave(self, self.form)

    def draw(self) -> None:
        """Draw as the form says."""
        class_id = self._class_id

        def write(session: Any, typed: dict[str, Any]) -> None:
            phone_checks.draw_sample(session, class_id, typed["seed"] or "", count=typed["count"])

        self.desk.save_form(self.draw_form, write, lambda _none: self._read(go_on=True))

    def save(self) -> None:
        """Keep what a call came to, then the next one that was not called."""
        row = self._row()
        if row is None:
            return
        version = self.form.version

        def write(session: Any, values: dict[str, Any]) -> None:
            phone_checks.write_answer(session, row.id, values, version=version)

        self.desk.save_form(
            self.form,
            write,
            lambda _none: self._read(go_on=True),
            again=lambda session: self._values(session, row.id),
        )

    def print_sheet(self) -> None:
        """The call sheet on paper, with whole telephone numbers."""
        from station_app.features.training.documents.call_sheet import call_sheet_pdf  # noqa: PLC0415 - reportlab

        class_id = self._class_id
        name = _("电话抽查表 {name}").format(name=self.shown_class.row.name)
        self._papers.save_pdf(name, lambda session: call_sheet_pdf(session, class_id))

    def take_back(self) -> None:
        """Another draw, with a reason, as long as nobody was called."""
        class_id = self._class_id
        ask_why(
            self,
            self.desk,
            _("撤销抽样"),
            lambda session, reason: phone_checks.void_draw(session, class_id, reason),
            accept=_("撤销抽样"),
            sentences=[_("抽中的名单作废，可以换一个种子再抽；原因留在库中。")],
            done=lambda _none: self._read(),
        )

    def _build_draw(self) -> None:
        card = Card(_("电话抽查"))
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        self.how = QLabel(
            _(
                "谁被抽中只由种子和学号决定：对每个学号算“种子/三位学号”的 SHA-256，按结果从小到大取前几名。"
                "同一个种子在任何电脑上抽出同样的人，可以当场核对。"
            )
        )
        self.how.setProperty("role", "soft")
        self.how.setWordWrap(True)
        self.draw_form = Form(DRAW, [Section("", ("seed", "count"))], columns=1)
        self.draw_form.submitted.connect(self.draw)
        self.draw_form.setFixedHeight(theme.px(140))
        self.draw_button = button_for(_("抽取"), "check", self.draw, primary=True, shortcut="Ctrl+Return")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.draw_button)
        for part in (self.told, self.draw_form, self.how):
            card.body.addWidget(part)
        card.body.addLayout(foot)
        card.setMaximumWidth(theme.px(640))
        page = QWidget()
        column_ = QVBoxLayout(page)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(card)
        column_.addStretch(1)
        self.stack.addWidget(page)

    def _build_calls(self) -> None:
        self.table = Table(COLUMNS, empty=_("还没有抽样。"), name="phone_checks")
        self.table.setAccessibleName(_("电话抽查名单"))
        self.table.source.tone = _tone
        GiveWay(self.table, ("phone", "village", "remarks"), least=140)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(lambda _row: self._type())
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.seed = QLabel()
        self.seed.setProperty("role", "soft")
        self.seed.setWordWrap(True)
        self.print_button = button_for(_("打印抽查表"), "printer", self.print_sheet, shortcut="Ctrl+Shift+P")
        self.void_button = button_for(_("撤销抽样…"), "undo-2", self.take_back, shortcut="Ctrl+Del")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.seed, 1)
        head.addWidget(self.void_button)
        head.addWidget(self.print_button)
        left = QWidget()
        column_ = QVBoxLayout(left)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.px(12))
        column_.addWidget(self.figures)
        column_.addLayout(head)
        column_.addWidget(self.table, 1)
        self.card = Card()
        self.phone = MaskedText(_("电话"), PERSON["phone"].kind)
        self.phone.unmasked.connect(self._note_unmasked)
        self.form = Form(CALL, [Section("", FIELDS)], columns=1, editors=dict.fromkeys(_YES_NO, LineEditor))
        self.form.submitted.connect(self.save)
        self.desk.keep_drafts(self.form, PHONE_CHECK.name, self.card.heading.text)
        self.save_button = button_for(_("保存，下一个"), "check", self.save, primary=True, shortcut="Ctrl+S")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.card.body.addWidget(self.phone)
        self.card.body.addWidget(self.form, 1)
        self.card.body.addLayout(foot)
        self.card.setMaximumWidth(theme.px(400))
        self.card.setMinimumWidth(theme.px(340))
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(left, 3)
        line.addWidget(self.card, 1)
        self.stack.addWidget(page)

    def _read(self, *, go_on: bool = False) -> None:
        class_id, self._stale = self._class_id, False

        def ask(session: Any) -> tuple[PlannedDraw, list[PhoneCheckRow]]:
            return phone_checks.plan_draw(session, class_id), phone_checks.list_checks(session, class_id)

        def show(found: tuple[PlannedDraw, list[PhoneCheckRow]]) -> None:
            if class_id == self._class_id:
                self._show(*found, go_on=go_on)

        self.desk.read(ask, show)

    def _show(self, planned: PlannedDraw, rows: list[PhoneCheckRow], *, go_on: bool) -> None:
        self.rows = rows
        finished = self.shown_class.row.state in ("completed", "archived")
        self.draw_form.set_read_only(not finished)
        self.draw_button.setEnabled(finished)
        words = _("学员 {n} 人，按 {share}% 且至少 {least} 人，应抽 {count} 人。")
        told = words.format(n=planned.trainees, share=planned.share, least=planned.least, count=planned.count)
        self.told.setText(told if finished else _("班结业以后，从学员里抽人打电话核对。{told}").format(told=told))
        if not rows and not self.draw_form.is_modified:
            self.draw_form.set_values({"seed": planned.seed, "count": planned.count})
        self.stack.setCurrentIndex(1 if rows else 0)
        if not rows:
            return
        done = phone_checks.summary_of(rows)
        self.figures.setText(
            _("抽中 {n} 人，已打 {m}，接通 {a}；参加过 {t}，没收费 {f}，满意 {s}").format(
                n=done.drawn, m=done.asked, a=done.answered, t=done.attended, f=done.free_of_charge, s=done.satisfied
            )
        )
        self.seed.setText(_("种子 {seed}（学员 {n} 人）").format(seed=rows[0].seed, n=planned.trainees))
        self.void_button.setVisible(not done.asked)
        self.table.set_rows(rows)
        waiting = next((row for row in rows if row.asked_on is None), None)
        if go_on and waiting is not None:
            self.table.select_id(waiting.id)
            self._type()
        elif not self.table.currentIndex().isValid():
            self.table.select_id((waiting or rows[0]).id)

    def _type(self) -> None:
        self.form.editor("answered").setFocus()

    def _row(self) -> PhoneCheckRow | None:
        row = self.table.current()
        return row if isinstance(row, PhoneCheckRow) else None

    def _on_current(self, row: PhoneCheckRow | None) -> None:
        if row is None or self._goes_back(row):
            return
        self.card.set_heading(_("{name}　学号 {n}").format(name=row.name, n=row.trainee_no))
        self.phone.set_value(row.phone or None)
        if self.form.record_id == row.id and (self.form.is_modified or self.form.version == row.version):
            return

        def show(values: dict[str, Any]) -> None:
            current = self._row()
            if current is not None and current.id == values["id"]:
                self.form.set_values(values)

        self.desk.read(lambda session: self._values(session, row.id), show)

    def _goes_back(self, row: PhoneCheckRow) -> bool:
        """Answers typed for another line are not lost without asking; True when they are still being typed."""
        typed = self.form.record_id
        if typed == row.id or not any(each.id == typed for each in self.rows) or self.may_leave():
            return False
        self.table.select_id(str(typed))
        return True

    def _values(self, session: Any, check_id: str) -> dict[str, Any]:
        from station_app.features.station.service import signature  # noqa: PLC0415 - SQLAlchemy

        values = phone_checks.get_check(session, check_id)
        if values["asked_on"] is None:
            values |= {"asked_on": clock.today(), "asked_by": signature(session) or None}
        return values

    def _note_unmasked(self, reason: str) -> None:
        row = self._row()
        if row is not None:
            self.desk.note("unmask", "person", row.person_id, {"field": "phone", "reason": reason})


def _tone(row: PhoneCheckRow, name: str) -> str:
    if name == "answered" and row.answered is False:
        return "warn"
    return "bad" if name in ASKED and getattr(row, name) is False else ""
