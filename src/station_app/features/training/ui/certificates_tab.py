"""证书: who graduates and why not, numbering, printing, the register."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLabel

from station_app.core import clock, codes
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.rules import attendance
from station_app.features.training.service import (
    issue_certificates,
    reissue_certificate,
    void_certificate,
)
from station_app.features.training.service.rows import CertificateRow, TraineeRow
from station_app.features.training.ui.cards import Card, Figures, WithSide
from station_app.features.training.ui.class_view import ClassView, numbering_line, would_graduate
from station_app.features.training.ui.handing_out import ask_to_hand_out
from station_app.features.training.ui.narrow import GiveWay
from station_app.features.training.ui.papers import Papers
from station_app.features.training.ui.tab import Tab
from station_app.ui.clock_question import confirm_today
from station_app.ui.columns import Column, column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

ISSUE = Record("issue", _("发证"), (CERTIFICATE["issued_on"],))
REASON = Record("void", _("作废"), (Field("reason", _("原因"), Text(200), required=True),))
REISSUE = Record(
    "reissue",
    _("补发"),
    (Field("reason", _("补发原因"), Text(200), required=True), CERTIFICATE["issued_on"]),
)


@dataclass(frozen=True)
class Line:
    """One trainee in the register; `certificate` is None before numbering."""

    id: str
    trainee: TraineeRow
    graduates: str
    why_not: str
    certificate: CertificateRow | None


def lines_of(view: ClassView) -> list[Line]:
    """The register in roster order; void certificates have a line of their own."""
    lines = []
    of_trainee: dict[str, list[CertificateRow]] = {}
    for row in view.certificates:
        of_trainee.setdefault(row.enrolment_id, []).append(row)
    for trainee in view.detail.trainees:
        outcome = would_graduate(trainee, view.detail.row)
        word = _("结业") if outcome.graduated else _("不结业")
        why = codes.table("failure_cause").label(outcome.cause)
        if _is_open(trainee, outcome.cause):
            word, why = _("未定"), ""
        held: list[CertificateRow | None] = [*of_trainee.get(trainee.id, ())]
        lines += [Line(row.id if row else trainee.id, trainee, word, why, row) for row in held or [None]]
    return lines


def _is_open(trainee: TraineeRow, cause: str) -> bool:
    """Marks or scores that are still missing can change what would come out now."""
    if trainee.graduated is not None or trainee.state == "dropped" or trainee.standing.code == attendance.LOST:
        return False
    return trainee.standing.open_count > 0 or not trainee.hours_due or cause == "exam_missing"


def _of_certificate(name: str) -> Any:
    return lambda line: getattr(line.certificate, name) if line.certificate is not None else None


COLUMNS: tuple[Column, ...] = (
    Column("trainee_no", _("学号"), lambda line: line.trainee.trainee_no, str, "center", 52),
    column(PERSON["name"], get=lambda line: line.trainee.name, width=96),
    Column("rate", _("出勤率"), lambda line: line.trainee.rate_text, str, "center", 64),
    Column("graduates", _("结业"), lambda line: line.graduates, str, "left", 72),
    Column("why_not", _("原因"), lambda line: line.why_not, str, "left", 80),
    column(CERTIFICATE["certificate_no"], get=_of_certificate("certificate_no"), label=_("证书编号"), width=188),
    column(CERTIFICATE["issued_on"], get=_of_certificate("issued_on"), width=96),
    column(CERTIFICATE["state"], get=_of_certificate("state"), width=72),
    column(CERTIFICATE["received_by"], get=_of_certificate("received_by"), width=80, stretch=True),
)


class CertificatesTab(Tab):
    """Select lines to print, hand out, reissue or void just those."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self._papers = papers
        self.view: ClassView | None = None
        self.table = Table(COLUMNS, empty=_("还没有学员。"), name="certificates")
        self.table.source.tone = _tone
        self.table.source.tip = lambda line, name: line.why_not if name == "graduates" else ""
        self.table.setAccessibleName(_("证书登记簿"))
        GiveWay(self.table, ("rate", "issued_on", "why_not"))
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._show_buttons())
        self.figures = Figures((_("结业"), _("不结业"), _("已编号")))
        self.preview = QLabel()
        self.preview.setProperty("role", "soft")
        self.preview.setWordWrap(True)
        self.issue_button = button_for(_("编号发证…"), "award", self.issue)
        self.print_button = button_for(_("打印证书"), "printer", self.print_certificates)
        numbering = Card()
        numbering.body.addWidget(self.figures)
        numbering.body.addWidget(self.preview)
        numbering.body.addWidget(self.issue_button)
        numbering.body.addWidget(self.print_button)
        self.chosen = Card(_("选中的证书"))
        self.hand_out_button = button_for(_("登记领取…"), "check", self.hand_out)
        self.reissue_button = button_for(_("补发…"), "copy", self.reissue)
        self.void_button = button_for(_("作废…"), "ban", self.void)
        self.who = QLabel()
        self.who.setProperty("role", "soft")
        self.who.setWordWrap(True)
        self.chosen.body.addWidget(self.who)
        for button in (self.hand_out_button, self.reissue_button, self.void_button):
            self.chosen.body.addWidget(button)
        self.column.addWidget(WithSide(self.table, (numbering, self.chosen), fold="below"))

    def show_view(self, view: ClassView) -> None:
        """The same line stays current."""
        self.view = view
        self.show_detail(view.detail)
        lines = lines_of(view)
        if self.table.source.rows != lines:
            self.table.set_rows(lines)
        yes, no = (len({line.trainee.id for line in lines if line.graduates == w}) for w in (_("结业"), _("不结业")))
        self.figures.show_figures((str(yes), "accent" if yes else ""), (str(no), ""), (str(len(view.in_force)), ""))
        closed = view.detail.row.state in ("completed", "archived")
        waiting = self.waiting()
        self.preview.setText(
            numbering_line(view, waiting)
            if closed and waiting
            else _("所有结业学员都已编号。")
            if closed
            else _("考勤登记完、班结业以后编号。")
        )
        self.issue_button.setVisible(closed and bool(waiting))
        self.print_button.setVisible(bool(view.in_force))
        self._show_buttons()

    def came_to_front(self) -> None:
        """Arrows work at once."""
        self.table.setFocus()

    def waiting(self) -> list[TraineeRow]:
        """Graduates of the closed class who never had a number."""
        if self.view is None:
            return []
        numbered = {row.enrolment_id for row in self.view.certificates}
        return [row for row in self.view.detail.trainees if row.graduated and row.id not in numbered]

    def issue(self) -> None:
        """Ask for the day, show the numbers, then number."""
        view = self.view
        if view is None or not confirm_today(self, self.desk):
            return
        class_id = view.detail.row.id
        FormDialog(
            self,
            self.desk,
            _("编号发证"),
            ISSUE,
            lambda session, typed: issue_certificates(session, class_id, typed["issued_on"]),
            accept=_("编号发证"),
            values={"issued_on": usual_issue_day(view.detail.row.end_date)},
            sentences=[numbering_line(view, self.waiting())],
        ).open()

    def print_certificates(self) -> None:
        """The selected ones when several are selected, else all in force."""
        if self.view is None:
            return
        chosen = [row for row in self.selected() if row in self.view.in_force]
        self._papers.certificates(self.view.detail, chosen if len(chosen) > 1 else self.view.in_force)

    def hand_out(self) -> None:
        """Who took the selected certificates away: one question for all of them."""
        selected = self.selected()
        ready = [row for row in selected if row.state == "printed"]
        if ready:
            ask_to_hand_out(self, self.desk, ready, [row for row in selected if row.state != "printed"])
        else:
            self.desk.say(_("请先点选已打印、还没领取的证书。"), "warn")

    def reissue(self) -> None:
        """A second copy with -B1."""
        row = self._current()
        if row is not None and confirm_today(self, self.desk):
            FormDialog(
                self,
                self.desk,
                _("补发{name}的证书").format(name=row.name),
                REISSUE,
                lambda session, typed: reissue_certificate(session, row.id, typed["reason"] or "", typed["issued_on"]),
                accept=_("补发"),
                values={"issued_on": max(clock.today(), row.issued_on)},
                sentences=[_("原证书作废，新证书内容不变，编号后加 -B1。")],
            ).open()

    def void(self) -> None:
        """Take the certificate out of force."""
        row = self._current()
        if row is not None:
            FormDialog(
                self,
                self.desk,
                _("作废{name}的证书").format(name=row.name),
                REASON,
                lambda session, typed: void_certificate(session, row.id, typed["reason"] or ""),
                accept=_("作废"),
                sentences=[_("编号 {number} 不会再用。").format(number=row.certificate_no)],
                danger=True,
            ).open()

    def selected(self) -> list[CertificateRow]:
        """The certificates of the selected lines; lines without one do not count."""
        return [line.certificate for line in self.table.selected() if line.certificate is not None]

    def _current(self) -> CertificateRow | None:
        selected = self.selected()
        if len(selected) == 1:
            return selected[0]
        self.desk.say(_("请先点选一张证书。"), "warn")
        return None

    def _show_buttons(self) -> None:
        """What can be done with the selection: handing out with many, replacing and voiding with one."""
        selected = self.selected()
        in_force = sum(row.state not in ("voided", "reissued") for row in selected)
        self.print_button.setText(_("打印选中的 {n} 张").format(n=in_force) if in_force > 1 else _("打印证书"))
        self.chosen.setVisible(bool(selected))
        if not selected:
            return
        one = selected[0] if len(selected) == 1 else None
        ready = sum(row.state == "printed" for row in selected)
        self.who.setText(f"{one.name}　{one.certificate_no}" if one else _("选中 {n} 张证书").format(n=len(selected)))
        self.hand_out_button.setText(_("登记领取 {n} 张…").format(n=ready) if len(selected) > 1 else _("登记领取…"))
        self.hand_out_button.setVisible(ready > 0)
        self.reissue_button.setVisible(one is not None and one.state in ("issued", "voided", "printed"))
        self.void_button.setVisible(one is not None and one.state in ("reserved", "printed", "issued"))


def usual_issue_day(end: dt.date) -> dt.date:
    """Today while the class just ended, its last day for a class typed in much later."""
    today = clock.today()
    return today if end <= today <= end + dt.timedelta(days=60) else end


def _tone(line: Line, name: str) -> str:
    if name == "graduates":
        return {_("结业"): "accent", _("不结业"): "bad"}.get(line.graduates, "soft")
    if name == "state" and line.certificate is not None and line.certificate.state in ("voided", "reissued"):
        return "soft"
    return ""
