"""What a dated rule may be set to: parsed and checked by its kind (domain.md §8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from station_app.core.dates import half_width
from station_app.core.texts import _
from station_app.features.station.rules import number_pattern


@dataclass(frozen=True)
class RuleValue:
    """The kind of a rule's value: integer, percent, numbers (a rising list: 30,90,180), number_pattern, text."""

    kind: str
    low: int = 0
    high: int = 0
    unit: str = ""

    def parse(self, typed: str) -> str:
        """The value as it is stored; ValueError with a sentence."""
        plain = half_width(typed).strip()
        if self.kind == "text":
            if not plain:
                raise ValueError(_("请填写新的值。"))
            return typed.strip()
        if self.kind == "number_pattern":
            return number_pattern.parse(typed)
        for suffix in (self.unit, "%", "％"):
            plain = plain.removesuffix(suffix).strip() if suffix else plain
        if self.kind == "numbers":
            found = [self._number(word) for word in re.split(r"[、,，;；\s]+", plain) if word]
            if not found:
                raise ValueError(_("请填写新的值，如 30、90、180。"))
            if sorted(set(found)) != found:
                raise ValueError(_("请从小到大写，不要重复。"))
            return ",".join(str(number) for number in found)
        return str(self._number(plain))

    def show(self, stored: str) -> str:
        """As people read it, with its unit."""
        words = stored.replace(",", "、") if self.kind == "numbers" else stored
        if not self.unit or self.kind in ("text", "number_pattern"):
            return words
        return f"{words}{self.unit}" if self.unit == "%" else f"{words} {self.unit}"

    def _number(self, word: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", word):
            raise ValueError(_("请输入整数。"))
        if not self.low <= int(word) <= self.high:
            raise ValueError(_("应在 {low} 到 {high} 之间。").format(low=self.low, high=self.high))
        return int(word)
