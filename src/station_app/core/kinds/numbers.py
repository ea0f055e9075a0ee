"""Kinds that count: whole numbers, fixed decimals, money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from station_app.core import dates
from station_app.core.kinds.base import Kind
from station_app.core.texts import _


@dataclass(frozen=True)
class Integer(Kind):
    """A whole number within inclusive bounds."""

    low: int = 0
    high: int = 2_000_000_000
    storage: ClassVar[str] = "integer"
    editor: ClassVar[str] = "number"
    align: ClassVar[str] = "right"

    def parse(self, text: str) -> Any:
        """Digits, also full-width."""
        plain = dates.half_width(self.clean(text))
        if not plain:
            return None
        if not re.fullmatch(r"-?[0-9]{1,12}", plain):
            raise ValueError(_("请输入整数。"))
        return int(plain)

    def check(self, value: Any) -> None:
        """Inside the bounds."""
        if not self.low <= value <= self.high:
            raise ValueError(_("应在 {low} 到 {high} 之间。").format(low=self.low, high=self.high))


@dataclass(frozen=True)
class Decimals(Kind):
    """A number with fixed decimals, stored as an integer of the smallest step (hundredths for 2 places).

    Value in Python: int of steps. 4 课时 with places=1 is 40.
    """

    places: int = 1
    low: int = 0
    high: int = 1_000_000_000
    storage: ClassVar[str] = "integer"
    editor: ClassVar[str] = "number"
    align: ClassVar[str] = "right"

    def parse(self, text: str) -> Any:
        """4, 4.0, ４．５ …; more places than are kept are refused, not rounded."""
        plain = dates.half_width(self.clean(text)).replace(",", "").removesuffix("元").lstrip("¥￥ ")
        if not plain:
            return None
        try:
            steps = Decimal(plain).scaleb(self.places)
        except InvalidOperation:
            raise ValueError(_("请输入数字。")) from None
        if steps.is_finite() and abs(steps) > self.high * 10:
            raise ValueError(_("请输入数字，不能这么大。"))
        if not steps.is_finite() or steps != steps.to_integral_value():
            raise ValueError(_("请输入数字，最多 {n} 位小数。").format(n=self.places))
        return int(steps)

    def check(self, value: Any) -> None:
        """Inside the bounds."""
        if not self.low <= value <= self.high:
            raise ValueError(
                _("应在 {low} 到 {high} 之间。").format(low=self.format(self.low), high=self.format(self.high))
            )

    def format(self, value: Any) -> str:
        """Without superfluous zeros: 4, 4.5."""
        if value is None:
            return ""
        text = f"{Decimal(value).scaleb(-self.places):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Money(Decimals):
    """Yuan with two decimals, stored in 分."""

    places: int = 2
    high: int = 100_000_000_00

    def format(self, value: Any) -> str:
        """Always two decimals: 2000.00."""
        return "" if value is None else f"{Decimal(value).scaleb(-2):.2f}"
