"""成绩: theory and practice typed in place; only for classes with an exam."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import ENROLMENT
from station_app.features.training.rules.states import ON_ROLL, RUNNING
from station_app.features.training.service import set_scores
from station_app.features.training.service.rows import ClassDetail, TraineeRow
from station_app.features.training.ui.tab import Tab
from station_app.features.training.ui.trainee_columns import outcome_tone, outcome_word
from station_app.ui.columns import Column, column
from station_app.ui.screen import Desk
from station_app.ui.table import Table

_TYPED = ("theory_score", "practice_score", "exam_status")
_ABSENT = {"缺考": "4", "缓考": "5", "4": "4", "5": "5"}

COLUMNS: tuple[Column, ...] = (
    Column("trainee_no", _("学号"), lambda row: row.trainee_no, str, "center", 52),
    column(PERSON["name"], width=120, order=lambda row: (row.name_pinyin, row.name)),
    Column("rate", _("出勤率"), lambda row: row.rate_text, str, "center", 72),
    column(ENROLMENT["theory_score"], width=96),
    column(ENROLMENT["practice_score"], width=96),
    column(ENROLMENT["final_score"], width=80),
    column(ENROLMENT["exam_status"], width=110),
    Column("outcome", _("结业"), outcome_word, str, "left", 110, stretch=True),
)


class ScoresTab(Tab):
    """Typing in a cell saves it; 缺考 or 缓考 goes into the result column."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = Table(COLUMNS, empty=_("还没有学员。"), name="scores")
        self.table.source.editable = lambda row, name: name in _TYPED and self._may_type(row)
        self.table.source.edited = self._edited
        self.table.source.pasted = self._pasted
        self.table.source.tone = lambda row, name: outcome_tone(row) if name == "outcome" else ""
        self.table.setAccessibleName(_("成绩"))
        hint = QLabel(_("点选格子直接输入分数，回车保存，也可以从表格里整列粘贴；缺考、缓考填在“考核结果”里。"))
        hint.setProperty("role", "soft")
        self.column.addWidget(hint)
        self.column.addWidget(self.table, 1)

    def show_detail(self, detail: ClassDetail) -> None:
        """The same trainee stays current."""
        super().show_detail(detail)
        if tuple(self.table.source.rows) != detail.trainees:
            self.table.set_rows(detail.trainees)

    def came_to_front(self) -> None:
        """Scores can be typed at once."""
        self.table.setFocus()

    def _may_type(self, row: TraineeRow) -> bool:
        return self.detail is not None and self.detail.row.state in RUNNING and row.state in ON_ROLL

    def _edited(self, row: TraineeRow, name: str, text: str) -> bool:
        return not self._keep([(row, {name: text})])

    def _pasted(self, taken: Sequence[tuple[TraineeRow, Mapping[str, str]]]) -> list[str]:
        return self._keep(taken)

    def _keep(self, taken: Sequence[tuple[TraineeRow, Mapping[str, str]]]) -> list[str]:
        """One transaction for all that was typed or pasted; what cannot be read is said and returned."""
        marks: list[tuple[str, dict[str, Any], str]] = []
        refused: list[str] = []
        for row, typed in taken:
            scores: dict[str, Any] = {"theory_score": row.theory_score, "practice_score": row.practice_score}
            absent = ""
            try:
                for name, text in typed.items():
                    if name != "exam_status":
                        scores[name] = ENROLMENT[name].kind.parse(text)
                    elif text:
                        absent = _ABSENT[codes.plain_word(text)]
                        scores = dict.fromkeys(scores)
            except KeyError:
                refused.append(_("{name}：这里只填缺考或缓考，合格与否按成绩算。").format(name=row.name))
            except ValueError as refusal:
                refused.append(_("{name}：{why}").format(name=row.name, why=refusal))
            else:
                marks.append((row.id, scores, absent))
        if refused:
            self.desk.say(refused[0], "warn")

        def write(session: Any) -> None:
            for enrolment_id, scores, absent in marks:
                set_scores(session, enrolment_id, scores["theory_score"], scores["practice_score"], absent=absent)

        if marks:
            self.desk.save(write)
        return refused
