"""成绩: theory and practice typed down the column, resits, corrections with a reason; only for classes with an exam."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel

from station_app.core import clock, codes
from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import ENROLMENT, RESIT
from station_app.features.training.rules import graduation
from station_app.features.training.rules.states import ON_ROLL, RUNNING
from station_app.features.training.service import list_resits, save_resit, void_resit
from station_app.features.training.service.rows import ClassDetail, TraineeRow
from station_app.features.training.service.scores import NOT_PASSED, change_scores
from station_app.features.training.ui.class_view import would_graduate
from station_app.features.training.ui.tab import Tab
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table
from station_app.ui.typing_down import TypingDown
from station_app.ui.why import ask_why

_TYPED = ("theory_score", "practice_score", "exam_status")
_ABSENT = {"缺考": "4", "缓考": "5", "4": "4", "5": "5"}
_RESIT = Record(RESIT.name, RESIT.label, (RESIT["sat_on"], RESIT["theory_score"], RESIT["practice_score"]))


class ScoresTab(Tab):
    """Typing in a cell saves it; 缺考 or 缓考 goes into the result column; why somebody graduates stands beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns: tuple[Column, ...] = (
            Column("trainee_no", _("学号"), lambda row: row.trainee_no, str, "center", 52),
            column(PERSON["name"], width=148, order=lambda row: (row.name_pinyin, row.name)),
            Column("rate", _("出勤率"), lambda row: row.rate_text, str, "center", 72),
            column(ENROLMENT["theory_score"], width=96),
            column(ENROLMENT["practice_score"], width=96),
            column(ENROLMENT["final_score"], width=80),
            column(ENROLMENT["exam_status"], width=110),
            Column("outcome", _("是否结业"), self._explain, str, "left", 280, stretch=True),
        )
        self.table = Table(columns, empty=_("还没有学员。"), name="scores")
        GiveWay(self.table, ("rate", "trainee_no", "final_score"), least=345)  # rate and 总评 stand in the reason, too
        self.table.source.editable = lambda row, name: name in _TYPED and self._may_type(row)
        self.table.source.edited = self._edited
        self.table.source.pasted = self._pasted
        self.table.source.tone = self._tone
        self.table.setAccessibleName(_("成绩"))
        self.typing = TypingDown(self.table, _problem)
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.hint = QLabel()
        self.hint.setProperty("role", "soft")
        self.hint.setWordWrap(True)
        self.resit_button = button_for(_("补考…"), "pencil", self.ask_resit, shortcut="Ctrl+R")
        self.void_button = button_for(_("撤销补考…"), "undo-2", self.ask_void, shortcut="Ctrl+Del")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.hint, 1)
        head.addWidget(self.void_button)
        head.addWidget(self.resit_button)
        self.column.addLayout(head)
        self.column.addWidget(self.table, 1)

    def show_detail(self, detail: ClassDetail) -> None:
        """The same trainee stays current."""
        super().show_detail(detail)
        if tuple(self.table.source.rows) != detail.trainees:
            at = self.table.currentIndex()
            self.table.set_rows(detail.trainees)
            if at.isValid() and at.row() < self.table.source.rowCount():
                self.table.setCurrentIndex(self.table.source.index(at.row(), at.column()))
        self.hint.setText(
            _("班已结业：改一格要写明原因，学时和是否结业会重新计算。")
            if detail.row.state == "completed"
            else _("直接输入分数，回车到下一人；可以从 WPS 整列粘贴，Ctrl+Z 撤销；缺考、缓考填在“考核结果”里。")
        )
        self._show_buttons()

    def came_to_front(self) -> None:
        """Scores can be typed at once."""
        if self.table.currentIndex().column() not in (3, 4) and self.table.source.rowCount():
            self.table.setCurrentIndex(self.table.source.index(0, 3))
        self.table.setFocus()

    def ask_resit(self) -> None:
        """The current trainee sat the exam again."""
        row = self._row()
        if row is None:
            return

        def write(session: Any, typed: dict[str, Any]) -> None:
            problems = _RESIT.check(typed)
            if problems:
                from station_app.core.checks import Refused  # noqa: PLC0415 - rare

                raise Refused(problems)
            save_resit(session, row.id, typed["sat_on"], typed["theory_score"], typed["practice_score"])

        FormDialog(
            self,
            self.desk,
            _("{name}补考").format(name=row.name),
            _RESIT,
            write,
            accept=_("登记补考"),
            values={"sat_on": clock.today()},
            sentences=[_("补考成绩代替原来的成绩，原来的成绩保留在补考记录里。")],
        ).open()

    def ask_void(self) -> None:
        """The current trainee's resit was written down by mistake."""
        row, class_id = self._row(), self.shown_class.row.id
        if row is None:
            return

        def write(session: Any, reason: str) -> None:
            mine = [resit for resit in list_resits(session, class_id) if resit.enrolment_id == row.id]
            if mine:
                void_resit(session, mine[0].id, reason)

        ask_why(
            self,
            self.desk,
            _("撤销{name}的补考").format(name=row.name),
            write,
            accept=_("撤销补考"),
            sentences=[_("成绩回到补考以前，是否合格重新计算。")],
        )

    def _explain(self, row: TraineeRow) -> str:
        if self.detail is None:
            return ""
        of_class = self.detail.row
        standing = graduation.Standing(
            row.rate_text,
            of_class.attendance_threshold,
            row.final_score,
            of_class.pass_mark,
            row.exam_status,
            of_class.has_exam,
        )
        return graduation.explain(standing, would_graduate(row, of_class))

    def _tone(self, row: TraineeRow, name: str) -> str:
        if name != "outcome" or self.detail is None or not row.rate_text:
            return ""
        decided = would_graduate(row, self.detail.row)
        return "accent" if decided.graduated else "soft" if decided.cause in ("exam_missing", "dropped") else "bad"

    def _row(self) -> TraineeRow | None:
        row = self.table.current()
        return row if isinstance(row, TraineeRow) else None

    def _show_buttons(self) -> None:
        row = self._row()
        may = row is not None and self._may_type(row)
        self.resit_button.setEnabled(may and row is not None and row.exam_status in NOT_PASSED)
        self.void_button.setVisible(may and row is not None and row.exam_status == "3")

    def _may_type(self, row: TraineeRow) -> bool:
        return self.detail is not None and self.detail.row.state in (*RUNNING, "completed") and row.state in ON_ROLL

    def _edited(self, row: TraineeRow, name: str, text: str) -> bool:
        return not self._keep([(row, {name: text})])

    def _pasted(self, taken: Sequence[tuple[TraineeRow, Mapping[str, str]]]) -> list[str]:
        return self._keep(taken)

    def _keep(self, taken: Sequence[tuple[TraineeRow, Mapping[str, str]]]) -> list[str]:
        """One transaction for all that was typed or pasted; what cannot be read is said and returned."""
        marks: list[tuple[str, dict[str, int | None], str]] = []
        refused: list[str] = []
        lines: list[str] = []
        for row, typed in taken:
            why = next((w for name, text in typed.items() if (w := _problem(row, name, text))), "")
            if why:
                refused.append(_("{name}：{why}").format(name=row.name, why=why))
                continue
            absent = _ABSENT.get(codes.plain_word(typed.get("exam_status", "")), "")
            scores = {name: ENROLMENT[name].kind.parse(text) for name, text in typed.items() if name != "exam_status"}
            marks.append((row.id, scores, absent))
            lines += [_change(row, name, text) for name, text in typed.items()]
        if refused:
            self.desk.say(refused[0], "warn")
        if marks:
            self._write(marks, lines)
        return refused

    def _write(self, marks: Sequence[tuple[str, dict[str, int | None], str]], lines: Sequence[str]) -> None:
        """At once, or with a reason and old → new when the class is closed."""

        def write(session: Any, reason: str = "") -> None:
            for enrolment_id, scores, absent in marks:
                change_scores(session, enrolment_id, scores, absent=absent, reason=reason)

        if self.shown_class.row.state != "completed":
            self.desk.save(write)
            return
        more = [_("等 {n} 处").format(n=len(lines))] if len(lines) > 6 else []
        ask_why(
            self,
            self.desk,
            _("更正成绩"),
            write,
            accept=_("更正"),
            sentences=[*lines[:6], *more, _("总评、考核结果和是否结业会重新计算。")],
            danger=False,
        )


def _problem(_row: TraineeRow, name: str, text: str) -> str:
    """Why a typed score cannot be kept; '' when it can."""
    if name == "exam_status":
        known = not text.strip() or codes.plain_word(text) in _ABSENT
        return "" if known else _("这里只填缺考或缓考，合格与否按成绩算。")
    try:
        value = ENROLMENT[name].kind.parse(text)
        if value is not None:
            ENROLMENT[name].kind.check(value)
    except ValueError as refusal:
        return str(refusal)
    return ""


def _change(row: TraineeRow, name: str, text: str) -> str:
    field = ENROLMENT[name]
    before = field.kind.format(getattr(row, name)) if getattr(row, name) not in (None, "") else _("空")
    words = _("{name}　{label}：{before} → {after}")
    return words.format(name=row.name, label=field.label, before=before, after=text.strip() or _("空"))
