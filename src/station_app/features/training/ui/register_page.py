"""证书登记: every certificate and statement of the station on one screen, found by number, name, class or state."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.training.documents.register_book import history
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.service import (
    STATEMENT_TYPE,
    Gap,
    PrintRow,
    RegisterRow,
    explain_gaps,
    judge,
    list_prints,
    list_register,
)
from station_app.features.training.service.rows import CertificateRow
from station_app.features.training.ui.cards import Card, WithSide
from station_app.features.training.ui.certificate_actions import CertificateActions
from station_app.features.training.ui.certificate_lines import received_text
from station_app.features.training.ui.certificate_lists import show_gaps, show_prints
from station_app.features.training.ui.papers import Papers
from station_app.features.training.ui.register_papers import RegisterPapers
from station_app.proof import Verdict, is_code
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, Screen, button_for
from station_app.ui.table import Table

RECORDS = frozenset(("certificate", "certificate_print", "enrolment", "training_class"))
_PAUSE_MS = 120
"""Typing is searched once it pauses."""
_SHOWN = 6


def _of(name: str) -> Any:
    return lambda row: getattr(row.certificate, name)


def kind_text(row: RegisterRow) -> str:
    """结业证书 or 参训证明: what stands on the paper."""
    return _("参训证明") if row.certificate.type == STATEMENT_TYPE else _("结业证书")


COLUMNS: tuple[Column, ...] = (
    column(CERTIFICATE["certificate_no"], get=_of("certificate_no"), label=_("证书编号"), width=206),
    column(CERTIFICATE["name"], get=_of("name"), width=150),
    Column("kind", _("类型"), kind_text, str, "left", 80),
    Column("class_no", _("班号"), lambda row: row.class_no, str, "left", 84, is_offered=True),
    column(CERTIFICATE["class_name"], get=_of("class_name"), width=110, stretch=True),
    column(CERTIFICATE["issued_on"], get=_of("issued_on"), width=100, is_offered=True),
    column(CERTIFICATE["state"], get=_of("state"), width=68),
    Column("printed", _("打印"), lambda row: row.printed, lambda n: str(n or ""), "right", 48),
    Column("received_by", _("领取人"), lambda row: received_text(row.certificate), str, "left", 150),
    column(CERTIFICATE["received_on"], get=_of("received_on"), width=96),
    column(CERTIFICATE["state_reason"], get=_of("state_reason"), width=160, is_offered=True),
)


class RegisterPage(Screen):
    """Ctrl+F searches; the columns' filters narrow by class, type and state."""

    manual = "证书"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: list[RegisterRow] = []
        self._stale = True
        self.doing = CertificateActions(desk, self, Papers(desk, self))
        self.papers = RegisterPapers(desk, self)
        head = self._build_head()
        self.table = Table(
            COLUMNS, empty=_("还没有证书。班结业后，在班的“证书”页编号发证。"), name="certificate_register"
        )
        self.table.setAccessibleName(_("证书登记簿"))
        self.table.source.tone = _tone
        GiveWay(self.table, ("printed", "received_on", "kind", "class_name"), least=88)
        self.table.source.tip = lambda row, name: row.certificate.state_reason if name == "state" else ""
        self.table.opened.connect(self._open_class)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._build_card()
        self.body.addLayout(head)
        self.body.addWidget(WithSide(self.table, (self.card,), fold="below"), 1)
        self.back_button = self.add_action("", "arrow-left", self.go_back, shortcut="Esc")
        self.back_button.setToolTip(_("回到培训（Esc）"))
        self.back_button.setAccessibleName(_("回到培训"))
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self.set_headline(_("证书登记"))
        self._show_buttons()

    def _build_head(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("编号、姓名、状态，或扫码"))
        self.search.setAccessibleName(_("查找证书"))
        self.search.setToolTip("Ctrl+F")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(360))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._narrow)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._enter)
        self.count = _soft()
        self.gaps_button = button_for(_("缺号说明…"), "list", self.show_gaps, shortcut="Ctrl+G")
        self.verify_button = button_for(
            _("验证证书…"), "circle-check", self.verify, shortcut="Ctrl+Shift+V", writes=False
        )
        self.layouts_button = button_for(
            _("版式…"), "award", lambda: self.desk.open("layouts"), shortcut="Ctrl+Shift+B", writes=False
        )
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.search, 2)
        line.addWidget(self.count, 1)
        self.book_button = button_for(_("登记簿…"), "printer", self.offer_book, shortcut="Ctrl+Shift+D")
        for button in (self.book_button, self.layouts_button, self.verify_button, self.gaps_button):
            line.addWidget(button)
        return line

    def _build_card(self) -> None:
        self.card = Card(_("选中的证书"))
        self.who, self.log = _soft(), _soft()
        self.print_button = button_for(_("打印…"), "printer", self.print_selected, shortcut="Ctrl+Shift+P")
        self.hand_out_button = button_for(_("登记领取…"), "check", self.hand_out, shortcut="Ctrl+Shift+L")
        self.take_back_button = button_for(_("撤销领取…"), "undo-2", self.take_back)
        self.reissue_button = button_for(_("补发…"), "copy", self.reissue)
        self.void_button = button_for(_("作废…"), "ban", self.void)
        self.class_button = button_for(_("打开这个班"), "graduation-cap", self.open_class)
        self.prints_button = button_for(_("打印记录…"), "history", self.show_prints)
        self.lost_button = button_for(_("遗失声明…"), "file-text", self.print_lost)
        self.older_button = button_for(_("看原证书"), "chevron-left", lambda: self._go_to("replaces"))
        self.newer_button = button_for(_("看补发的证书"), "chevron-right", lambda: self._go_to("replaced_by"))
        for part in (
            self.who,
            self.older_button,
            self.newer_button,
            self.print_button,
            self.hand_out_button,
            self.take_back_button,
            self.reissue_button,
            self.void_button,
            self.lost_button,
            self.class_button,
            self.prints_button,
            self.log,
        ):
            self.card.body.addWidget(part)

    def shown(self) -> None:
        """Read when it may have changed; the search has the cursor."""
        if self._stale:
            self._stale = False
            self.desk.read(list_register, self._show)
        self.search.setFocus()

    def reload(self, changed: frozenset[str]) -> None:
        """Certificates changed: at once when this is seen."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self._stale = False
                self.desk.read(list_register, self._show)

    def open_record(self, record_id: str | None) -> None:
        """What to search for: a number or a name."""
        self.search.setText(record_id or "")

    def place(self) -> str | None:
        """What is searched for, when the window is built anew."""
        return self.search.text() or None

    def go_back(self) -> None:
        """To the classes; a search is given up first."""
        if self.search.text():
            self.search.clear()
            self.search.setFocus()
        else:
            self.desk.open("training")

    def selected(self) -> list[RegisterRow]:
        """The selected lines."""
        return list(self.table.selected())

    def print_selected(self) -> None:
        """In the order of the list; out of force ones are left out."""
        chosen = [row.certificate for row in self.selected() if _in_force(row.certificate)]
        self.doing.print_all(_("F06 证书 {n} 张").format(n=len(chosen)), chosen)

    def hand_out(self) -> None:
        """The selected ones that are printed."""
        chosen = [row.certificate for row in self.selected()]
        self.doing.hand_out(chosen, {row.id for row in chosen})

    def take_back(self) -> None:
        """The collection was entered by mistake."""
        if (row := self._one()) is not None:
            self.doing.take_back(row)

    def reissue(self) -> None:
        """A second copy with -B1."""
        if (row := self._one()) is not None:
            self.doing.reissue(row)

    def void(self) -> None:
        """Take the certificate out of force."""
        if (row := self._one()) is not None:
            self.doing.void(row)

    def offer_book(self) -> None:
        """The register as a book, the signature sheet of a batch; as PDF or workbook."""
        shown = [row.id for row in self.table.source.rows]
        if not shown:
            self.desk.say(_("没有列出证书。"), "warn")
            return
        words = self.search.text().strip()
        said = _("查找：{words}").format(words=words) if words else ""
        self.papers.offer(self.book_button, shown, said, [row.id for row in self.selected()])

    def print_lost(self) -> None:
        """Somebody lost her certificate and declares it."""
        if (row := self._one()) is not None:
            self.papers.lost(row)

    def _go_to(self, link: str) -> None:
        """The certificate that this one replaces, or that replaced it."""
        chosen = self.selected()
        number = getattr(chosen[0], link) if len(chosen) == 1 else ""
        found = next((row for row in self.rows if row.certificate.certificate_no == number), None)
        if found is not None:
            if found not in self.table.source.rows:
                self.search.clear()
                self._pause.stop()
                self._narrow()
            self.table.select_id(found.id)

    def open_class(self) -> None:
        """The class of the selected certificate, at its certificates."""
        if self.selected():
            self._open_class(self.selected()[0])

    def verify(self) -> None:
        """Is a paper that somebody brings genuine?"""
        self.desk.open("verify")

    def show_gaps(self) -> None:
        """Every number of every class without a certificate in force."""
        self.desk.read(explain_gaps, self._show_gaps)

    def show_prints(self) -> None:
        """Who printed the selected one, or anything, when and why."""
        one = self.selected()[0].id if len(self.selected()) == 1 else ""
        self.desk.read(lambda session: list_prints(session, one), self._show_prints)

    def _show_gaps(self, gaps: list[Gap]) -> None:
        show_gaps(self, gaps)

    def _show_prints(self, prints: list[PrintRow]) -> None:
        show_prints(self, prints)

    def _show(self, rows: list[RegisterRow]) -> None:
        self.rows = rows
        self._narrow()
        in_force = [row.certificate for row in rows if _in_force(row.certificate)]
        lying = sum(row.state == "printed" for row in in_force)
        facts = _("共 {n} 个号，有效 {m} 张").format(n=len(rows), m=len(in_force))
        self.set_headline(
            _("证书登记"), (facts + (_("，{n} 张等领取").format(n=lying) if lying else "")) if rows else ""
        )

    def _narrow(self) -> None:
        scanned = self.search.text().strip()
        if is_code(scanned):
            self.desk.read(lambda session: judge(session, scanned), self._on_scanned)
            return
        words = self.search.text().lower().split()
        found = [row for row in self.rows if all(word in _haystack(row) for word in words)] if words else self.rows
        kept = {row.id for row in self.selected()}
        self.table.set_rows(found)
        self.table.say_empty(total=len(self.rows))
        self.count.setText(_("找到 {n} 张").format(n=len(found)) if words else "")
        if len(kept) == 1:
            self.table.select_id(kept.pop())
        self._show_buttons()

    def _on_scanned(self, verdict: Verdict) -> None:
        """A scanned certificate is shown when it is one of the register; else what is wrong with it is said."""
        found = next((row for row in self.rows if row.certificate.certificate_no == verdict.number), None)
        if found is None or not verdict.number:
            self.count.setText(verdict.sentence)
            self.table.set_rows([])
            self.table.say_empty(total=len(self.rows))
            self.search.selectAll()
            return
        self.search.setText(verdict.number)
        self._enter()
        self.table.select_id(found.id)

    def _enter(self) -> None:
        """From the search into the list."""
        self._pause.stop()
        self._narrow()
        if is_code(self.search.text().strip()):
            return
        self.table.setFocus()
        if self.table.source.rowCount():
            self.table.selectRow(0)

    def _open_class(self, row: RegisterRow) -> None:
        self.desk.open("training", f"{row.class_id}:certificates")

    def _one(self) -> CertificateRow | None:
        chosen = self.selected()
        return chosen[0].certificate if len(chosen) == 1 else None

    def _on_selection(self, *_both: Any) -> None:
        self._show_buttons()
        one = self._one()
        self.log.clear()
        if one is not None:
            self.desk.read(lambda session: (one.id, list_prints(session, one.id)), self._show_log)

    def _show_log(self, found: tuple[str, list[PrintRow]]) -> None:
        one = self._one()
        if one is None or one.id != found[0]:
            return
        lines = [
            f"{row.printed_at.astimezone():%Y-%m-%d %H:%M}　{row.who}　{row.reason or _('第一次打印')}"
            for row in found[1][:_SHOWN]
        ]
        self.log.setText("\n".join(lines) if lines else _("还没有打印过。"))

    def _show_buttons(self) -> None:
        """What can be done with the selection."""
        chosen = self.selected()
        self.card.setVisible(bool(chosen))
        if not chosen:
            return
        one = self._one()
        self.who.setText(_about(chosen[0]) if one else _("选中 {n} 张证书").format(n=len(chosen)))
        in_force = sum(_in_force(row.certificate) for row in chosen)
        ready = sum(row.certificate.state == "printed" for row in chosen)
        self.print_button.setText(_("打印 {n} 张…").format(n=in_force))
        self.print_button.setVisible(in_force > 0)
        self.hand_out_button.setText(_("登记领取 {n} 张…").format(n=ready))
        self.hand_out_button.setVisible(ready > 0)
        state = one.state if one else ""
        self.take_back_button.setVisible(state == "issued")
        self.reissue_button.setVisible(state in ("issued", "voided", "printed"))
        self.void_button.setVisible(state in ("reserved", "printed", "issued"))
        self.lost_button.setVisible(state in ("printed", "issued", "voided", "reissued"))
        for button, number in ((self.older_button, chosen[0].replaces), (self.newer_button, chosen[0].replaced_by)):
            button.setToolTip(number)
            button.setVisible(one is not None and bool(number))
        self.class_button.setVisible(one is not None)
        self.prints_button.setVisible(one is not None and state != "reserved")


def _about(row: RegisterRow) -> str:
    """The selected one in a few lines."""
    one = row.certificate
    lines = [f"{one.name}　{one.certificate_no}", codes.table("state_certificate").label(one.state)]
    if one.received_on:
        lines.append(_("{day} 由{who}领取").format(day=one.received_on, who=received_text(one)))
    return "\n".join([*lines, *history(row).split("；")]).strip()


def _haystack(row: RegisterRow) -> str:
    """What is searched, in small letters."""
    one = row.certificate
    state = codes.table("state_certificate").label(one.state)
    return f"{one.certificate_no} {one.name} {row.class_no} {one.class_name} {state} {kind_text(row)}".lower()


def _in_force(row: CertificateRow) -> bool:
    return row.state not in ("voided", "reissued")


def _tone(row: RegisterRow, _name: str) -> str:
    return "" if _in_force(row.certificate) else "soft"


def _soft() -> QLabel:
    label = QLabel()
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    return label
