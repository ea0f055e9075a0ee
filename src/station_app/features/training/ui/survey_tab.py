"""满意度: paper slips typed one after the other, and what they add up to."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.training.fields import RATED, SATISFACTION_SURVEY
from station_app.features.training.rules.states import BEFORE_START
from station_app.features.training.service import survey
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.ui.cards import Card
from station_app.features.training.ui.survey_chart import SurveyChart
from station_app.features.training.ui.survey_entry import SlipGrid
from station_app.features.training.ui.tab import Tab
from station_app.ui import theme
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk, ask_to_give_up, button_for

WORDS = ("best_part", "wish_trades", "plan_after", "suggestion")
_SHOWN_WORDS = 8


class SurveyTab(Tab):
    """On the left the slip, on the right the summary, which grows with every slip."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.summary = survey.SurveySummary((), ())
        self._class_id = ""
        self._stale = False
        self.entry = Card(_("录入调查表"))
        self.hint = QLabel(_("对照纸质表按 5 4 3 2 1，自动到下一项；没有勾按 0；回车保存，接着录下一张。"))
        self.hint.setProperty("role", "soft")
        self.hint.setWordWrap(True)
        self.grid = SlipGrid()
        self.grid.done.connect(self.save)
        self.words = Form(SATISFACTION_SURVEY, [Section("", WORDS), Section("", RATED, is_elsewhere=True)], columns=1)
        self.grid.changed.connect(self._rate)
        self.words.modified.connect(self._show_ratings)
        self.words.submitted.connect(self.save)
        self.drafts = desk.keep_drafts(self.words, SATISFACTION_SURVEY.name, self._title)
        self.undo_button = button_for(_("撤销上一张"), "undo-2", self.undo, shortcut="Ctrl+Shift+Z")
        self.save_button = button_for(_("保存这张"), "check", self.save, primary=True, shortcut="Ctrl+S")
        self.entry.body.addWidget(self.hint)
        self.entry.body.addWidget(self.grid)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.entry.body.addLayout(foot)
        self.entry.body.addWidget(self.words, 1)
        self.entry.setMaximumWidth(max(theme.px(480), self.grid.minimumWidth() + theme.px(40)))
        self.result = Card(_("汇总"))
        self.count = QLabel()
        self.count.setProperty("role", "figure")
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        self.chart = SurveyChart()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "soft")
        for part in (self.count, self.told, self.chart, self.said):
            self.result.body.addWidget(part)
        self.result.body.addStretch(1)
        self._lay_out()

    def show_detail(self, detail: ClassDetail) -> None:
        """Another class begins with an empty slip; the same one keeps what is being typed."""
        super().show_detail(detail)
        if detail.row.id != self._class_id:
            self._class_id = self.drafts.about = detail.row.id
            self._start_slip()
        has_begun = detail.row.state not in BEFORE_START and detail.row.state != "cancelled"
        self.entry.setEnabled(has_begun)
        self._stale = True
        if self.isVisible():
            self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The words are as high as they need: on a low screen the page scrolls, and nothing in it once more."""
        if watched is self.words and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.words.setMinimumHeight(self.words.full_height())
        return super().eventFilter(watched, event)

    def came_to_front(self) -> None:
        """The first item can be typed at once."""
        if self._stale:
            self._read()
        self.grid.setFocus()

    def may_leave(self) -> bool:
        """A slip half typed is not lost without asking."""
        if not (any(self.grid.ratings) or self.words.is_modified):
            return True
        leave = ask_to_give_up(self)
        if leave:
            self.words.is_modified = False
            self._start_slip()
        return leave

    def save(self) -> None:
        """Keep the slip and begin the next one."""
        class_id = self.shown_class.row.id

        def write(session: Any, typed: dict[str, Any]) -> str:
            return survey.add_slip(session, class_id, typed)

        self.desk.save_form(self.words, write, self._on_saved)

    def undo(self) -> None:
        """Take the last slip out again; it stands in the grid, to be corrected."""
        if not self.summary.slips:
            self.desk.say(_("还没有录入调查表。"), "warn")
            return
        last = self.summary.slips[-1]

        def done(_none: None) -> None:
            self.words.set_values({name: getattr(last, name) or None for name in WORDS})
            self.grid.show_ratings(last.ratings)
            self._rate()
            self.grid.setFocus()
            self._read()

        self.desk.save(lambda session: survey.void_slip(session, last.id, _("录错撤销")), done)

    def _lay_out(self) -> None:
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(self.entry, 2)
        line.addWidget(self.result, 3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        self.words.installEventFilter(self)
        self.column.addWidget(area)

    def _rate(self) -> None:
        """What is ticked is the form's: kept every few seconds with the words."""
        values = self.grid.values()
        if any(self.words.editor(name).value() != rating for name, rating in values.items()):
            for name, rating in values.items():
                self.words.editor(name).set_value(rating)
                self.words.edits.changed(name)
            self.words.modified.emit()

    def _show_ratings(self) -> None:
        """A draft came back, or a step was undone."""
        ratings = [self.words.editor(name).value() or "" for name in RATED]
        if ratings != self.grid.ratings:
            self.grid.show_ratings(ratings)

    def _title(self) -> str:
        return _("{name} 的调查表").format(name=self.shown_class.row.name)

    def _on_saved(self, _key: str) -> None:
        self._start_slip()
        self.grid.setFocus()
        self._read()

    def _start_slip(self) -> None:
        self.words.set_values({})
        self.grid.clear()

    def _read(self) -> None:
        class_id, self._stale = self._class_id, False
        self.desk.read(lambda session: survey.survey_of(session, class_id), partial(self._show, class_id))

    def _show(self, class_id: str, summary: survey.SurveySummary) -> None:
        if class_id != self._class_id:
            return
        self.summary = summary
        self.chart.show_items(summary.items)
        total = self.shown_class.row.trainee_count
        overall = summary.overall
        self.count.setText(overall.rate or "–")
        if summary.slips:
            words = _("总体满意率（非常满意和满意 {s} ÷ 有效 {v}）· 已录 {n} 张，学员 {t} 人")
            self.told.setText(words.format(s=overall.satisfied, v=overall.valid, n=len(summary.slips), t=total))
        else:
            self.told.setText(_("还没有录入。从左边第一项开始按数字。"))
        self.undo_button.setEnabled(bool(summary.slips))
        self.entry.set_heading(_("第 {n} 张").format(n=len(summary.slips) + 1))
        self.said.setText("\n".join(_words(summary)))
        self.said.setVisible(bool(self.said.text()))


def _words(summary: survey.SurveySummary) -> list[str]:
    """The last things that somebody wrote, and what they plan."""
    plans = codes.table("plan_after")
    wanted = [slip.plan_after for slip in summary.slips if slip.plan_after]
    counted = "，".join(f"{plans.label(code)} {wanted.count(code)}" for code in sorted(set(wanted)))
    lines = [_("今后打算：{plans}").format(plans=counted)] if counted else []
    for name in ("best_part", "wish_trades", "suggestion"):
        said = [getattr(slip, name) for slip in summary.slips if getattr(slip, name)]
        if said:
            label = SATISFACTION_SURVEY[name].label
            lines.append(_("{label}：{words}").format(label=label, words="；".join(said[-_SHOWN_WORDS:])))
    return lines
