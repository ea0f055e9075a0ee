"""证书: who graduates and why not, numbering, printing, the register."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from station_app.core.texts import _
from station_app.features.training.service import (
    STATEMENT_TYPE,
    explain_gaps,
    issue_certificates,
    issue_statements,
    list_prints,
)
from station_app.features.training.service.rows import CertificateRow, TraineeRow
from station_app.features.training.ui.cards import Card, Figures, WithSide
from station_app.features.training.ui.certificate_actions import CertificateActions
from station_app.features.training.ui.certificate_lines import COLUMNS, lines_of, tone_of
from station_app.features.training.ui.certificate_lists import show_gaps, show_prints
from station_app.features.training.ui.certificate_preview import CertificatePreview
from station_app.features.training.ui.class_view import ClassView, numbering_line
from station_app.features.training.ui.issuing import ask_to_issue, graduates_without
from station_app.features.training.ui.papers import Papers
from station_app.features.training.ui.tab import Tab
from station_app.ui import theme
from station_app.ui.clock_question import confirm_today
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table


class CertificatesTab(Tab):
    """Select lines to print, hand out, reissue or void just those."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self.steps = CertificateActions(desk, self, papers)
        self.view: ClassView | None = None
        self.table = Table(COLUMNS, empty=_("还没有学员。"), name="certificates")
        self.table.source.tone = tone_of
        self.table.source.tip = lambda line, name: line.why_not if name == "graduates" else ""
        self.table.setAccessibleName(_("证书登记簿"))
        GiveWay(self.table, ("rate", "issued_on", "why_not", "received_by"), least=150)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.figures = Figures((_("结业"), _("不结业"), _("已编号")))
        self.preview = _soft()
        self.issue_button = button_for(_("编号发证…"), "award", self.issue, shortcut="Ctrl+N")
        self.statements_button = button_for(
            _("开参训证明…"), "file-text", self.issue_statements, shortcut="Ctrl+Shift+E", writes=True
        )
        self.print_button = button_for(_("打印证书"), "printer", self.print_certificates, shortcut="Ctrl+Shift+P")
        self.range_button = button_for(_("重打一段…"), "printer", self.print_range, shortcut="Ctrl+Shift+R")
        self.print_statements_button = button_for(
            _("打印参训证明"), "printer", self.print_statements, shortcut="Ctrl+Shift+T"
        )
        self.hand_out_button = button_for(_("登记领取…"), "check", self.hand_out, shortcut="Ctrl+G")
        self.gaps_button = button_for(_("缺号说明"), "", self.show_gaps, shortcut="Ctrl+Shift+G")
        self.prints_button = button_for(_("打印记录"), "", self.show_prints, shortcut="Ctrl+H")
        numbering = Card()
        numbering.body.addWidget(self.figures)
        numbering.body.addWidget(self.preview)
        self._of_class = (
            self.issue_button,
            self.print_button,
            self.range_button,
            self.hand_out_button,
            self.statements_button,
            self.print_statements_button,
            self.gaps_button,
            self.prints_button,
        )
        for button in self._of_class[:-2]:
            numbering.body.addWidget(button)
        numbering.body.addWidget(_pair(self.gaps_button, self.prints_button))
        self.chosen = Card(_("选中的证书"))
        self.print_one_button = button_for(_("打印这张"), "printer", self.print_one, shortcut="Ctrl+Shift+O")
        self.take_back_button = button_for(_("撤销领取…"), "undo-2", self.take_back, shortcut="Ctrl+Shift+Z")
        self.reissue_button = button_for(_("补发…"), "copy", self.reissue, shortcut="Ctrl+Shift+B")
        self.void_button = button_for(_("作废…"), "ban", self.void, shortcut="Ctrl+Del")
        self.who = _soft()
        self.chosen.body.addWidget(self.who)
        self.chosen.body.addWidget(self.print_one_button)
        self.chosen.body.addWidget(self.take_back_button)
        self.chosen.body.addWidget(_pair(self.reissue_button, self.void_button))
        self.column.addWidget(WithSide(self.table, (numbering, self.chosen), fold="below"))

    def show_view(self, view: ClassView) -> None:
        """The same line stays current."""
        self.view = view
        self.show_detail(view.detail)
        lines = lines_of(view)
        if self.table.source.rows != lines:
            self.table.set_rows(lines)
        yes, no = (len({line.trainee.id for line in lines if line.graduates == w}) for w in (_("结业"), _("不结业")))
        own = self.certificates()
        self.figures.show_figures((str(yes), "accent" if yes else ""), (str(no), ""), (str(len(own)), ""))
        closed = view.detail.row.state in ("completed", "archived")
        waiting = self.waiting()
        self.preview.setText(
            numbering_line(view, waiting)
            if closed and waiting
            else self._numbered_line()
            if closed
            else _("考勤登记完、班结业以后编号。")
        )
        self.issue_button.setVisible(closed and bool(waiting))
        self.statements_button.setVisible(closed and bool(self.short()))
        self.print_statements_button.setVisible(bool(self.statements()))
        self.print_button.setVisible(bool(own))
        self.range_button.setVisible(len(own) > 1 and any(row.state != "reserved" for row in own))
        self.prints_button.setVisible(any(row.state != "reserved" for row in view.certificates))
        self.gaps_button.setVisible(closed and bool(own) and len(own) < len(view.detail.trainees))
        self._show_buttons()

    def came_to_front(self) -> None:
        """Arrows work at once."""
        self.table.setFocus()

    def certificates(self) -> list[CertificateRow]:
        """In force, without statements: page n of the class's file is number n of these."""
        return [row for row in self.view.in_force if row.type != STATEMENT_TYPE] if self.view else []

    def statements(self) -> list[CertificateRow]:
        """参训证明 in force."""
        return [row for row in self.view.in_force if row.type == STATEMENT_TYPE] if self.view else []

    def waiting(self) -> list[TraineeRow]:
        """Graduates of the closed class who never had a number."""
        return graduates_without(self.view) if self.view is not None else []

    def short(self) -> list[TraineeRow]:
        """Those who came, do not graduate and have no statement."""
        if self.view is None:
            return []
        held = {row.enrolment_id for row in self.view.certificates}
        return [
            row
            for row in self.view.detail.trainees
            if row.graduated is False and row.hours_present and row.id not in held
        ]

    def issue(self) -> None:
        """Ask for the day, show the certificates and the numbers, then number all of them."""
        view = self.view
        if view is None or not confirm_today(self, self.desk):
            return
        class_id = view.detail.row.id
        preview = CertificatePreview(self.desk, class_id, "P")
        ask_to_issue(
            self,
            self.desk,
            view,
            _("编号发证"),
            [numbering_line(view, self.waiting())],
            write=lambda session, typed: issue_certificates(
                session, class_id, typed["issued_on"], layout=preview.layout_name
            ),
            preview=preview,
        )

    def issue_statements(self) -> None:
        """参训证明 for those who fall short: the selected ones when some are, else all."""
        view = self.view
        if view is None or not confirm_today(self, self.desk):
            return
        class_id = view.detail.row.id
        chosen = {line.trainee.id for line in self.table.selected()}
        wanted = [row for row in self.short() if row.id in chosen] or self.short()
        keys = tuple(row.id for row in wanted)
        preview = CertificatePreview(self.desk, class_id, STATEMENT_TYPE, keys)
        names = "、".join(row.name for row in wanted[:6]) + (_("等") if len(wanted) > 6 else "")
        ask_to_issue(
            self,
            self.desk,
            view,
            _("开参训证明"),
            [
                _("{n} 人没有结业：{names}。").format(n=len(wanted), names=names),
                _("写实际学习的课时，编号后面加 -C，和证书登记在一起。"),
            ],
            write=lambda session, typed: issue_statements(
                session, class_id, typed["issued_on"], keys, layout=preview.layout_name
            ),
            preview=preview,
        )

    def print_certificates(self) -> None:
        """The selected ones when several are selected, else all in force."""
        if self.view is not None:
            own = {row.id for row in self.certificates()}
            chosen = [row for row in self.selected() if row.id in own]
            self.steps.print_all(self._title(_("F06 结业证书")), chosen if len(chosen) > 1 else self.certificates())

    def print_one(self) -> None:
        """The selected one alone: the copy just reissued, or a page that was spoiled."""
        if (row := self._current()) is not None:
            form = _("F06 参训证明") if row.type == STATEMENT_TYPE else _("F06 结业证书")
            self.steps.print_all(f"{form} {row.name}", [row])

    def print_range(self) -> None:
        """Pages of the class's file that the printer spoiled."""
        self.steps.print_range(self._title(_("F06 结业证书（重打）")), self.certificates())

    def print_statements(self) -> None:
        """All statements of the class in one file."""
        self.steps.print_all(self._title(_("F06 参训证明")), self.statements())

    def hand_out(self) -> None:
        """Tick who came; the selected ones are ticked first."""
        if self.view is not None:
            self.steps.hand_out(self.view.in_force, {row.id for row in self.selected()})

    def take_back(self) -> None:
        """The collection was entered by mistake."""
        if (row := self._current()) is not None:
            self.steps.take_back(row)

    def reissue(self) -> None:
        """A second copy with -B1."""
        if (row := self._current()) is not None:
            self.steps.reissue(row)

    def void(self) -> None:
        """Take the certificate out of force."""
        if (row := self._current()) is not None:
            self.steps.void(row)

    def show_gaps(self) -> None:
        """Why numbers are missing."""
        class_id = self.shown_class.row.id
        self.desk.read(lambda session: explain_gaps(session, class_id), self._show_gaps)

    def show_prints(self) -> None:
        """Who printed what, when and why."""
        class_id, chosen = self.shown_class.row.id, self.selected()
        one = chosen[0].id if len(chosen) == 1 else ""
        self.desk.read(lambda session: list_prints(session, one, class_id=class_id), self._show_prints)

    def selected(self) -> list[CertificateRow]:
        """The certificates of the selected lines; lines without one do not count."""
        return [line.certificate for line in self.table.selected() if line.certificate is not None]

    def _show_gaps(self, gaps: Any) -> None:
        show_gaps(self, gaps)

    def _show_prints(self, prints: Any) -> None:
        show_prints(self, prints)

    def _numbered_line(self) -> str:
        """Nobody waits for a first number; who lost hers and has no other is named."""
        holds = {row.enrolment_id for row in self.certificates()}
        without = [row.name for row in self.shown_class.trainees if row.graduated and row.id not in holds]
        if not without:
            return _("所有结业学员都已编号。")
        names = "、".join(without[:3]) + (_("等 {n} 人").format(n=len(without)) if len(without) > 3 else "")
        return _("{names}的证书作废后还没补发：点选那张，按“补发”。").format(names=names)

    def _title(self, what: str) -> str:
        return f"{what} {self.shown_class.row.name}"

    def _current(self) -> CertificateRow | None:
        selected = self.selected()
        if len(selected) == 1:
            return selected[0]
        self.desk.say(_("请先点选一张证书。"), "warn")
        return None

    def _on_selection(self, *_both: Any) -> None:
        self._show_buttons()

    def _show_buttons(self) -> None:
        """What can be done with the selection: printing with many, replacing and voiding with one."""
        selected = self.selected()
        in_force = sum(row.state not in ("voided", "reissued") and row.type != STATEMENT_TYPE for row in selected)
        self.print_button.setText(_("打印选中的 {n} 张").format(n=in_force) if in_force > 1 else _("打印证书"))
        lying = [row for row in self.view.in_force if row.state == "printed"] if self.view else []
        ready = sum(row.state == "printed" for row in selected)
        self.hand_out_button.setVisible(bool(lying))
        self.hand_out_button.setText(_("登记领取 {n} 张…").format(n=ready or len(lying)))
        self.chosen.setVisible(bool(selected))
        if not selected:
            return
        one = selected[0] if len(selected) == 1 else None
        self.who.setText(f"{one.name}　{one.certificate_no}" if one else _("选中 {n} 张证书").format(n=len(selected)))
        self.print_one_button.setVisible(one is not None and one.state in ("reserved", "printed", "issued"))
        self.take_back_button.setVisible(one is not None and one.state == "issued")
        self.reissue_button.setVisible(one is not None and one.state in ("issued", "voided", "printed"))
        self.void_button.setVisible(one is not None and one.state in ("reserved", "printed", "issued"))


def _pair(*buttons: QPushButton) -> QWidget:
    """Two buttons that share a line."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    for button in buttons:
        # Large type takes a little of the padding rather than making the card wider than its place.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(button, 1)
    return both


def _soft() -> QLabel:
    label = QLabel()
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    return label
