"""The import of a roster from the window: choose, judge, correct, write in one transaction, undo, hand back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.people.rules.enrolling import Enrolling, EnrolTarget
from station_app.features.people.rules.roster import blank
from station_app.features.people.rules.roster.senders import mappable_headers
from station_app.features.people.rules.roster.verdicts import (
    ACCEPTED,
    DUPLICATE,
    NEEDS_CORRECTION,
    Judgement,
    Options,
    RowKey,
)
from station_app.features.people.ui.roster import work
from station_app.features.people.ui.roster.files import ask_where_to_put_blank, ask_where_to_write
from station_app.features.people.ui.roster.mapping import MappingDialog
from station_app.features.people.ui.roster.result import Result
from station_app.features.people.ui.roster.review import Review
from station_app.features.people.ui.roster.start import Start
from station_app.ui import messages
from station_app.ui.screen import Desk, button_for

if TYPE_CHECKING:
    from station_app.features.people.service.import_list import ImportRow
    from station_app.features.people.service.roster_import import ImportPlan
    from station_app.features.people.service.sender_mappings import MappingRow
    from station_app.spreadsheets.cells import Workbook


class RosterScreen(QWidget):
    """Three steps in one place; the page above shows its headline and buttons."""

    headline_changed = Signal()
    left = Signal()
    """Back to the people."""

    def __init__(self, desk: Desk, enrolling: Enrolling | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._enrolling = enrolling
        self._path: Path | None = None
        self._workbook: Workbook | None = None
        self._judgement: Judgement | None = None
        self._plan: ImportPlan | None = None
        self._mapping: MappingRow | None = None
        self._corrections: list[tuple[RowKey, str, str]] = []
        self._batch = ""
        self._asked_for = ""
        self._asked = self._answered = 0
        self._write_next = False
        self.start = Start()
        self.review = Review()
        self.result = Result()
        self.write = button_for(_("写入"), "check", self._write, primary=True, shortcut="Ctrl+S")
        self.stack = QStackedWidget()
        for part in (self.start, self.review, self.result):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.start.chosen.connect(self.open_file)
        self.start.undo_wanted.connect(self._undo_batch)
        self.start.blank_wanted.connect(self._ask_for_blank)
        self.review.corrected.connect(self._correct)
        self.review.undone.connect(self._uncorrect)
        self.review.export_wanted.connect(self._export)
        self.review.mapping_wanted.connect(self._ask_for_mapping)
        self.review.forgetting_wanted.connect(self._forget_mapping)
        self.review.options_changed.connect(self._judge_again)
        self.result.undo_wanted.connect(self._undo_last)
        self.result.export_wanted.connect(self._export)
        self.result.again_wanted.connect(self._again)
        self.result.finished.connect(self.left)
        self.result.target_wanted.connect(self._go_to_target)

    @property
    def facts(self) -> str:
        """One line for the page's headline."""
        if self._judgement is None or self.stack.currentWidget() is self.start:
            return _("核对清楚再写入；写入以后也可以撤销")
        counts = self._judgement.counts
        total = _("{n} 行").format(n=len(self._judgement.rows))
        parts = (f"{self._judgement.file_name}・{total}", _("{n} 处已更正").format(n=len(self._current())))
        return "・".join(parts if self._corrections else parts[:1]) if counts else ""

    @property
    def is_busy(self) -> bool:
        """Something was corrected and not written yet."""
        return self.stack.currentWidget() is self.review and bool(self._corrections)

    def begin(self, class_id: str = "") -> None:
        """Ready for a file; its people go into this class, if one is named."""
        self._forget()
        self._asked_for = class_id
        self.start.show_target("")
        self._show(self.start)
        enrolling = self._enrolling

        def ask(session: Any) -> tuple[list[ImportRow], list[EnrolTarget]]:
            targets = list(enrolling.targets(session)) if enrolling else []
            return work.past_imports(session), targets

        self.desk.read(ask, lambda found: self._ready(*found))

    def open_file(self, path: Path, options: Options | None = None, kind: str | None = None) -> None:
        """Read and judge a file."""
        self._path = path
        target = self.review.options.chosen_target if self._asked_for else None
        if target is not None:
            options, kind = self.review.options.options(), self.review.options.chosen_kind
        chosen = options or Options(clock.today(), clock.today())

        def run(progress: Any) -> tuple[Workbook, work.Judged]:
            workbook = work.read_file(path)
            progress(1, 2)
            with self.desk.database.read() as session:
                return workbook, work.judge_file(session, workbook, kind, chosen, {})

        self.desk.tasks.run(run, lambda found: self._opened(*found), title=_("正在读取“{n}”…").format(n=path.name))

    def _ready(self, batches: Sequence[ImportRow], targets: Sequence[EnrolTarget]) -> None:
        self.start.show_batches(batches)
        self.review.options.set_targets(targets)
        target = next((target for target in targets if target.id == self._asked_for), None)
        self.review.options.start_with(target)
        self.start.show_target(target.label if target else "")

    def _opened(self, workbook: Workbook, judged: work.Judged) -> None:
        self._workbook = workbook
        self._corrections = []
        self._judged(judged, fresh=True)

    def _judged(self, judged: work.Judged, *, fresh: bool = False) -> None:
        judgement, plan, roster, mapping = judged
        self._judgement, self._plan, self._mapping = judgement, plan, mapping
        self.review.show_mapped_by(work.mapped_by(mapping) if mapping else "")
        self.review.show_judgement(judgement, roster, fresh=fresh)
        lines, warn = work.notices(judgement, plan, roster.unknown)
        self.review.show_notice(lines, warn=warn)
        counts = judgement.counts
        self.write.setText(_("写入 {n} 人").format(n=counts[ACCEPTED]))
        self.write.setShortcut("Ctrl+S")  # setText took it away
        self.write.setEnabled(counts[ACCEPTED] > 0)
        self.review.export.setEnabled(counts[NEEDS_CORRECTION] + counts[DUPLICATE] > 0)
        if self.stack.currentWidget() is not self.review:
            self._show(self.review)
        self.headline_changed.emit()

    def _current(self) -> dict[RowKey, dict[str, str]]:
        """The corrections in force, the latest of each cell."""
        found: dict[RowKey, dict[str, str]] = {}
        for key, field, text in self._corrections:
            found.setdefault(key, {})[field] = text
        return found

    def _correct(self, key: RowKey, field: str, text: str) -> None:
        self._corrections.append((key, field, text))
        self._judge_again()

    def _uncorrect(self) -> None:
        if self._corrections:
            self._corrections.pop()
            self._judge_again()

    def _judge_again(self) -> None:
        workbook = self._workbook
        if workbook is None:
            return
        options, kind, corrections = self.review.options.options(), self.review.options.chosen_kind, self._current()
        self._asked += 1
        number = self._asked

        def done(judged: work.Judged) -> None:
            if number == self._asked:
                self._answered = number
                self._judged(judged)
                if self._write_next:
                    self._write()

        self.desk.read(
            lambda session: work.judge_file(session, workbook, kind, options, corrections),
            done,
            title=_("正在重新核对…"),
        )

    def _ask_for_mapping(self) -> None:
        workbook, judgement = self._workbook, self._judgement
        if workbook is None or judgement is None:
            return
        headers = mappable_headers(workbook, judgement)
        if not headers:
            messages.tell(
                self, _("没有可以对应的栏目"), _("表的前几行里没有一行像栏目名。请先在表里写好栏目名再导入。")
            )
            return
        sender = self._mapping.sender if self._mapping else work.sender_of(judgement)
        dialog = MappingDialog(self, headers, sender)
        dialog.saved.connect(self._save_mapping)
        dialog.open()

    def _save_mapping(self, header_hash: str, sender: str, labels: Mapping[str, str]) -> None:
        self.desk.save(
            lambda session: work.save_mapping(session, header_hash, sender, labels),
            lambda _nothing: self._judge_again(),
        )

    def _forget_mapping(self) -> None:
        mapping = self._mapping
        if mapping is not None:
            self.desk.save(
                lambda session: work.forget_mapping(session, mapping.id), lambda _nothing: self._judge_again()
            )

    def _write(self) -> None:
        self._write_next = self._asked != self._answered
        if self._write_next:  # a correction is still being judged: write what comes of it
            return
        judgement, plan = self._judgement, self._plan
        if judgement is None or plan is None or not self.write.isEnabled():
            return
        again = plan.earlier is not None
        if again and not messages.confirm(
            self, _("这份文件已经导入过"), work.same_file(plan, judgement), accept=_("再次导入"), reject=_("不导入")
        ):
            return
        target = self.review.options.chosen_target
        if target is not None and target.warning:
            told = _("这个班已经开课。{told}").format(told=target.warning)
            if not messages.confirm(self, _("现在编入算插班"), told, accept=_("写入并编入")):
                return
        enrolling = self._enrolling
        said: list[str] = []
        take = tuple(self.review.taken)

        def enrol(session: Any, person_ids: list[str], _judgement: Judgement) -> None:
            if enrolling is not None and target is not None:
                said.extend(enrolling.enrol(session, target.id, person_ids))

        self.write.setEnabled(False)
        self.desk.tasks.run(
            lambda _progress: work.write(self.desk.database, judgement, again=again, take=take, enrol=enrol),
            lambda result: self._written(judgement, result, said),
            self._not_written,
            title=_("正在写入…"),
        )

    def _not_written(self, error: Exception) -> bool:
        self.write.setEnabled(True)
        if isinstance(error, Refused):
            messages.show_refused(self, error)
            return True
        return False

    def _written(self, judgement: Judgement, result: Any, said: Sequence[str]) -> None:
        self._batch = result.batch_id
        self.desk.saved.emit()
        heading = work.result_heading(result)
        self.desk.say(heading, "accent")
        rest = work.rest_sentence(judgement)
        lines = [*work.result_lines(result), *said]
        self._show(self.result)
        enrolled = self.review.options.chosen_target is not None
        self.result.show_result(heading, lines, rest, undoable=True, enrolled=enrolled)

    def _go_to_target(self) -> None:
        """The import is over, so the page of people shows its lists when it is next opened."""
        target = self.review.options.chosen_target
        if target is not None:
            self.left.emit()
            self.desk.open(target.page, target.id)

    def _undo_last(self) -> None:
        self._undo(self._batch, self._path.name if self._path else "")

    def _undo_batch(self, row: ImportRow) -> None:
        self._undo(row.id, row.file_name)

    def _undo(self, batch_id: str, file_name: str) -> None:
        enrolling = self._enrolling
        if not messages.confirm(
            self,
            _("撤销导入“{name}”？").format(name=file_name),
            _("这次新登记的人和家庭会作废，补填的内容恢复成导入前的样子，跟着编入培训班的也会移出。"),
            _("导入以后有人改过或用到其中的记录时，会拒绝撤销并告诉您是哪些，资料不会变动。"),
            accept=_("撤销导入"),
            danger=True,
        ):
            return
        self.desk.save(lambda session: work.undo(session, batch_id, enrolling), self._undone, title=_("正在撤销…"))

    def _undone(self, lines: Sequence[str]) -> None:
        self.desk.say(_("已撤销导入"), "accent")
        messages.tell(self, _("已撤销导入"), *lines)
        self.begin(self._asked_for)

    def _export(self) -> None:
        judgement, path = self._judgement, self._path
        if judgement is None or path is None:
            return
        where = ask_where_to_write(self, path)
        if where is not None:
            self.export_to(where)

    def export_to(self, where: Path) -> None:
        """The rows that are not written, as .xlsx with a 问题 column."""
        judgement, corrections = self._judgement, self._current()
        if judgement is not None:
            self.desk.tasks.run(
                lambda _progress: work.write_rejects(where, judgement, corrections),
                lambda count: self._exported(count, where),
                title=_("正在导出…"),
            )

    def _exported(self, count: int, where: Path) -> None:
        self.desk.note("export", "import_batch", detail={"list": "rejects", "rows": count, "full_numbers": True})
        self.desk.say(_("已导出 {n} 行到 {name}").format(n=count, name=where.name), "accent")

    def _ask_for_blank(self, kind: str) -> None:
        where = ask_where_to_put_blank(self, blank.NAMES[kind])
        if where is not None:
            self.blank_to(where, kind)

    def blank_to(self, where: Path, kind: str) -> None:
        """A blank list for a village to fill in, as .xlsx."""
        self.desk.read(
            lambda session: work.write_blank(session, where, kind),
            lambda _nothing: self.desk.say(_("空白表已保存为 {name}").format(name=where.name), "accent"),
            title=_("正在写空白表…"),
        )

    def _again(self) -> None:
        self.begin(self._asked_for)

    def _forget(self) -> None:
        self._workbook = self._judgement = self._plan = self._mapping = None
        self._corrections = []
        self._asked += 1  # what is still being judged comes too late
        self._answered = self._asked
        self._write_next = False

    def show_buttons(self) -> None:
        """The buttons of the step that is shown; the page puts them into its headline."""
        reviewing = self.stack.currentWidget() is self.review
        self.write.setVisible(reviewing)

    def _show(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)
        self.headline_changed.emit()
