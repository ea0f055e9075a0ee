"""Kinds that are written in words: texts, names, places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from station_app.core import dates, names
from station_app.core.kinds.base import Kind
from station_app.core.texts import _


@dataclass(frozen=True)
class Text(Kind):
    """Words up to `length` code points; `lines` > 1 for a box."""

    length: int
    lines: int = 1

    @property
    def max_length(self) -> int:
        """Code points that storage must hold."""
        return self.length

    def check(self, value: Any) -> None:
        """Not longer than the column on PostgreSQL would hold."""
        self.clean(value)
        if len(value) > self.length:
            raise ValueError(_("最多 {n} 个字，现在是 {m} 个。").format(n=self.length, m=len(value)))


@dataclass(frozen=True)
class CardNumber(Text):
    """A number that holds somebody's ID number, as on the disability card; masked like it (R-50)."""

    def mask(self, value: Any) -> str:
        """First 6, last 4."""
        return value[:6] + "*" * (len(value) - 10) + value[-4:] if value and len(value) > 10 else value or ""


@dataclass(frozen=True)
class Name(Text):
    """A person's name: Han and ·, stored as typed (R: domain.md §1.4)."""

    length: int = 50
    editor: ClassVar[str] = "name"

    def parse(self, text: str) -> Any:
        """Dots between Han to ·, spaces inside a Han name out, old private-use characters mapped."""
        return names.clean(self.clean(text))[0] or None

    def check(self, value: Any) -> None:
        """Legal characters only; the count is code points."""
        super().check(value)
        if odd := names.odd(value):
            told = "、".join(f"U+{ord(char):04X}" for char in odd)
            raise ValueError(
                _("姓名里的 {chars} 不是标准汉字（自造的字或附加符号），请改成身份证上的字。").format(chars=told)
            )
        if not names.is_legal(value):
            raise ValueError(_("姓名只能用汉字和间隔号“·”，不能有数字、字母、问号或方框。"))

    def mask(self, value: Any) -> str:
        """张* (reliability.md §4.6)."""
        return value[:1] + "*" * (len(value) - 1) if value else ""


@dataclass(frozen=True)
class Division(Text):
    """A division code of 6, 9 or 12 digits (GB/T 2260 + GB/T 10114), shown by name where somebody knows it.

    With `length` 14 also a villagers' group: the village and 2 digits of the station's own.
    """

    length: int = 12
    editor: ClassVar[str] = "division"

    def parse(self, text: str) -> Any:
        """Digits only, also full-width."""
        return re.sub(r"\s", "", dates.half_width(self.clean(text))) or None

    def check(self, value: Any) -> None:
        """6, 9 or 12 digits; the county's table is never forced to hold it (codes.md §2)."""
        if self.length >= 14 and re.fullmatch(r"[0-9]{14}", value):
            return
        if not re.fullmatch(r"[0-9]{6}([0-9]{3}){0,2}", value):
            raise ValueError(_("区划代码应为 6、9 或 12 位数字。"))
