"""The pattern by which the station numbers certificates (R-24): what a head may type, and the number it makes."""

from __future__ import annotations

import re

from station_app.core.dates import half_width
from station_app.core.texts import _

TOWNSHIP, SHORT_NAME, YEAR, CLASS, TRAINEE = _("乡镇代码"), _("简称"), _("年份"), _("班次"), _("学号")
USUAL = "{乡镇代码}-{年份}-{班次}-{学号}"
LONGEST = 24
"""Characters of a number, so that the marks of statements and reissues still fit (domain.md §3.6)."""
_MOST = {TOWNSHIP: 9, SHORT_NAME: 10, YEAR: 4, CLASS: 3, TRAINEE: 3}
_SLOT = re.compile(r"\{([^{}]*)\}")
_BETWEEN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff〔〕()（）\-—/.·第号]*")


def parse(typed: str) -> str:
    """The pattern as it is stored; ValueError with a sentence when its numbers could repeat or would not fit."""
    pattern = "".join(half_width(typed).split())
    names = _SLOT.findall(pattern)
    unknown = [name for name in names if name not in _MOST]
    if unknown:
        known = "、".join(f"{{{name}}}" for name in _MOST)
        raise ValueError(_("没有“{{{name}}}”这一段，可用的有 {known}。").format(name=unknown[0], known=known))
    for name in (YEAR, CLASS, TRAINEE):
        if names.count(name) != 1:
            raise ValueError(_("编号里要有一个“{{{name}}}”，不然会重号。").format(name=name))
    rest = _SLOT.sub("", pattern)
    if not _BETWEEN.fullmatch(rest):
        raise ValueError(_("各段之间只能用汉字、字母、数字和 - / . 〔〕这样的符号。"))
    longest = len(rest) + sum(_MOST[name] for name in names)
    if longest > LONGEST:
        text = _("这样编出来有 {n} 个字，最多 {most} 个，请改短。")
        raise ValueError(text.format(n=longest, most=LONGEST))
    return pattern


def fill(pattern: str, *, township: str, short_name: str, class_no: str, trainee_no: int) -> str:
    """One number: class 2023-003, trainee 12 → 411328300-2023-003-012."""
    year, running = class_no.split("-", 1)
    values = {
        TOWNSHIP: township,
        SHORT_NAME: short_name[: _MOST[SHORT_NAME]],
        YEAR: year,
        CLASS: running,
        TRAINEE: f"{trainee_no:03d}",
    }
    return _SLOT.sub(lambda slot: values[slot[1]], pattern)
