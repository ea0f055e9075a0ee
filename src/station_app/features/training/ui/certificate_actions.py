"""What can be done with numbered certificates, the same on the class's tab and in the station's register."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Integer, Text
from station_app.core.texts import _
from station_app.features.station.service.printers import STOCK
from station_app.features.training import documents
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.service import (
    record_print,
    reissue_certificate,
    take_back_hand_out,
    void_certificate,
)
from station_app.features.training.service.certificates import rows_by_ids
from station_app.features.training.service.rows import CertificateRow
from station_app.features.training.ui.handing_out import ask_to_hand_out
from station_app.features.training.ui.papers import Papers
from station_app.ui import messages
from station_app.ui.clock_question import confirm_today
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.why import ask_why

_TOLD = 6
"""Sentences of what is missing that one question shows."""
REISSUE = Record(
    "reissue",
    _("补发"),
    (Field("reason", _("补发原因"), Text(200), required=True), CERTIFICATE["issued_on"]),
)
_WHY = Field("reason", _("重打原因"), Text(100), required=True, hint=_("如 第一次打印卡纸，第 17 至 38 页没出来"))
REPRINT = Record("reprint", _("重打"), (_WHY,))
_PAGE = Integer(1, 9999)
RANGE = Record(
    "reprint_range",
    _("重打几页"),
    (Field("first", _("从第几页"), _PAGE, required=True), Field("last", _("到第几页"), _PAGE, required=True), _WHY),
)


class CertificateActions(QObject):
    """Asks what has to be asked, then does it; the page reads again by itself."""

    def __init__(self, desk: Desk, owner: QWidget, papers: Papers) -> None:
        super().__init__(owner)
        self._desk, self._owner, self._papers = desk, owner, papers

    def print_all(self, title: str, rows: Sequence[CertificateRow]) -> None:
        """One PDF, page n is row n; whoever was printed before needs a reason."""
        if not rows:
            self._desk.say(_("还没有可以打印的证书。"), "warn")
            return
        again = [row for row in rows if row.state != "reserved"]
        if not again:
            self._save(title, rows, "")
            return
        FormDialog(
            self._owner,
            self._desk,
            _("重打证书"),
            REPRINT,
            lambda _session, typed: _checked(REPRINT, typed)["reason"],
            accept=_("打印"),
            sentences=[_("其中 {n} 张已经打印过，重打的内容与原来相同，会记入登记簿。").format(n=len(again))],
            done=lambda reason: self._save(title, rows, reason),
        ).open()

    def print_range(self, title: str, rows: Sequence[CertificateRow]) -> None:
        """Some pages of a run again, after a jam: page n of the file is certificate n of the class."""
        if not rows:
            return

        def chosen(_session: Any, typed: dict[str, Any]) -> tuple[str, Sequence[CertificateRow]]:
            found = _checked(RANGE, typed)
            first, last = found["first"], found["last"]
            if first > last or last > len(rows):
                text = _("一共 {n} 页，请填 1 到 {n}，从小到大。").format(n=len(rows))
                raise Refused([Problem("last", text, "RANGE")])
            return found["reason"], rows[first - 1 : last]

        ends = _("一共 {n} 页：第 1 页 {first}，第 {n} 页 {last}。").format(
            n=len(rows), first=rows[0].name, last=rows[-1].name
        )
        FormDialog(
            self._owner,
            self._desk,
            _("重打一段"),
            RANGE,
            chosen,
            accept=_("打印这几页"),
            values={"first": 1, "last": len(rows)},
            sentences=[ends, _("第几页就是名册里第几张证书。编号不变，重打的原因会记入登记簿。")],
            done=lambda found: self._save(title, found[1], found[0]),
        ).open()

    def hand_out(self, rows: Sequence[CertificateRow], selected: Collection[str]) -> None:
        """Tick who came for her certificate; without a selection everybody is ticked."""
        ready = [row for row in rows if row.state == "printed"]
        if not ready:
            self._desk.say(_("没有已打印、还没领取的证书。"), "warn")
            return
        ticked = {row.id for row in ready if row.id in selected}
        unprinted = sum(row.state == "reserved" for row in rows)
        ask_to_hand_out(self._owner, self._desk, ready, ticked or {row.id for row in ready}, unprinted)

    def take_back(self, row: CertificateRow) -> None:
        """A collection that was ticked by mistake."""
        ask_why(
            self._owner,
            self._desk,
            _("撤销{name}的领取登记").format(name=row.name),
            lambda session, reason: take_back_hand_out(session, row.id, reason),
            accept=_("撤销领取"),
            sentences=[_("证书回到“已打印”，原来的登记留在记录里。")],
            danger=False,
        )

    def reissue(self, row: CertificateRow) -> None:
        """A second copy with -B1."""

        def write(session: Any, typed: dict[str, Any]) -> Any:
            found = _checked(REISSUE, typed)
            return reissue_certificate(session, row.id, found["reason"], found["issued_on"])

        if confirm_today(self._owner, self._desk):
            FormDialog(
                self._owner,
                self._desk,
                _("补发{name}的证书").format(name=row.name),
                REISSUE,
                write,
                accept=_("补发"),
                values={"issued_on": max(clock.today(), row.issued_on)},
                sentences=[_("原证书作废，新证书内容不变，编号后加 -B1。")],
            ).open()

    def void(self, row: CertificateRow) -> None:
        """Take the certificate out of force."""
        ask_why(
            self._owner,
            self._desk,
            _("作废{name}的证书").format(name=row.name),
            lambda session, reason: void_certificate(session, row.id, reason),
            sentences=[_("编号 {number} 不会再用；凭它登记的技能一并收回。").format(number=row.certificate_no)],
        )

    def _save(self, title: str, rows: Sequence[CertificateRow], reason: str) -> None:
        keys = [row.id for row in rows]

        def values(session: Any) -> list[documents.CertificateValues]:
            return [documents.values_of(row) for row in rows_by_ids(session, keys)]

        def draw(session: Any) -> bytes:
            return documents.print_certificates(session, values(session))

        def shown(session: Any) -> bytes:
            return documents.print_certificates(session, values(session), on_screen=True)

        def show(found: tuple[bool, list[str]]) -> None:
            stock, told = found
            if told and not _is_fine_without(self._owner, told):
                return
            self._papers.save_pdf(
                title,
                draw,
                record=lambda session: record_print(session, keys, reason),
                profile=STOCK if stock else "",
                shown=shown if stock else None,
            )

        def look(session: Any) -> tuple[bool, list[str]]:
            found = values(session)
            return documents.is_stock(session, found), documents.lacking(session, found)

        self._desk.read(look, show)


def _is_fine_without(owner: QWidget, told: Sequence[str]) -> bool:
    """A lost photo or an erased holder: printed all the same?"""
    more = [_("另有 {n} 张也印不全。").format(n=len(told) - _TOLD)] if len(told) > _TOLD else []
    return messages.confirm(owner, _("有的证书印不全"), *told[:_TOLD], *more, accept=_("照样打印"), danger=True)


def _checked(record: Record, typed: dict[str, Any]) -> dict[str, Any]:
    """Refused beside the fields before anything is printed."""
    problems = record.check(typed)
    if problems:
        raise Refused(problems)
    return typed
