"""登记领取: one day and one word for all the certificates that were taken away together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.service import hand_out
from station_app.features.training.service.rows import CertificateRow
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

HAND_OUT = Record(
    "hand_out",
    _("领取"),
    (
        Field("received_on", _("领取日期"), CERTIFICATE["received_on"].kind, required=True),
        Field("received_by", _("领取人"), Text(40), required=True, hint=_("代领写明关系，如 王秀英（女儿）")),
    ),
)
HIMSELF = _("本人")
"""Typed as who took it: each certificate keeps its holder's own name."""
_NAMED = 6


def ask_to_hand_out(
    parent: QWidget, desk: Desk, ready: Sequence[CertificateRow], left_out: Sequence[CertificateRow] = ()
) -> FormDialog:
    """Ask once for `ready`, which are printed; `left_out` were selected too but cannot be handed out now."""

    def write(session: Any, typed: dict[str, Any]) -> None:
        problems = HAND_OUT.check(typed)
        if problems:
            raise Refused(problems)
        by = typed["received_by"].strip()
        for row in ready:
            hand_out(session, row.id, row.name if by == HIMSELF else by, typed["received_on"])

    heading = (
        _("{name}领取证书").format(name=ready[0].name) if len(ready) == 1 else _("{n} 人领取证书").format(n=len(ready))
    )
    dialog = FormDialog(
        parent,
        desk,
        heading,
        HAND_OUT,
        write,
        accept=_("登记领取"),
        values={"received_on": max(clock.today(), *(row.issued_on for row in ready)), "received_by": HIMSELF},
        sentences=_sentences(ready, left_out),
    )
    dialog.open()
    return dialog


def _sentences(ready: Sequence[CertificateRow], left_out: Sequence[CertificateRow]) -> list[str]:
    """Whom it is about, and who is not entered although selected."""
    found = []
    if len(ready) > 1:
        found.append(_("{names}。").format(names=_names(ready)))
    unprinted = [row for row in left_out if row.state == "reserved"]
    if unprinted:
        found.append(_("还没打印，这次不登记：{names}。").format(names=_names(unprinted)))
    rest = len(left_out) - len(unprinted)
    if rest:
        found.append(_("另有 {n} 张已领取或已作废，这次不登记。").format(n=rest))
    return found


def _names(rows: Sequence[CertificateRow]) -> str:
    shown = "、".join(row.name for row in rows[:_NAMED])
    return shown + (_("等 {n} 人").format(n=len(rows)) if len(rows) > _NAMED else "")
