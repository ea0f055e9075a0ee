"""What the county's window is called, and the words that several of its pages share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from station_app.core.texts import _
from station_app.ui.program import Program

COUNTY = Program(
    title=_("县级汇总"),
    find=_("找站点（Ctrl+K）"),
    found_nothing=_("可输入站名或区划代码"),
    manual_first="县级程序",
)
STATUSES: Mapping[str, str] = {
    "applied": _("已收下"),
    "duplicate": _("收过了"),
    "held": _("先留着"),
    "fork": _("分叉，待处理"),
    "refused": _("没有收"),
    "dropped": _("已放弃"),
}
TONES: Mapping[str, str] = {"held": "warn", "fork": "bad", "refused": "bad"}
"""Of a package's status."""


def moment(at: dt.datetime | None) -> str:
    """2023-03-05 14:20 by the office's clock; '' for none."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at is not None else ""


def counts_text(counts: Mapping[str, int]) -> str:
    """新增 42 条，更改 3 条 …; what is nought is left out."""
    parts = (
        (_("新增 {n} 条"), "created"),
        (_("更改 {n} 条"), "changed"),
        (_("没有变化 {n} 条"), "unchanged"),
        (_("冲突 {n} 条"), "conflict"),
        (_("没收 {n} 条"), "rejected"),
    )
    return "，".join(words.format(n=counts[name]) for words, name in parts if counts.get(name))
