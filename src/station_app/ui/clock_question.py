"""Confirming today's date while the office clock is in doubt (F53)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from station_app.core import clock
from station_app.core.texts import _
from station_app.ui import messages
from station_app.ui.screen import Desk


def confirm_today(parent: QWidget | None, desk: Desk) -> bool:
    """True when the clock is not in doubt, or somebody says that today's date is right; before dated papers."""
    watch = desk.database.clock
    if not watch.doubt:
        return True
    today = clock.today()
    sure = messages.confirm(
        parent,
        _("今天是 {year} 年 {month} 月 {day} 日吗？").format(year=today.year, month=today.month, day=today.day),
        watch.doubt,
        accept=_("日期正确"),
        reject=_("先去校准时间"),
    )
    if sure:
        watch.trust()
        desk.clock_doubted.emit("")
    return sure
