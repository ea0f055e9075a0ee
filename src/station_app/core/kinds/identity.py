"""Kinds that identify a person: ID number, phone, bank account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from station_app.core import clock, dates, id_number
from station_app.core.kinds.base import Kind
from station_app.core.texts import _

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")


@dataclass(frozen=True)
class IdNumber(Kind):
    """Resident ID number, GB 11643."""

    editor: ClassVar[str] = "id_number"
    max_length: ClassVar[int] = 18

    def parse(self, text: str) -> Any:
        """Cleaned as in domain.md §11 rule 4."""
        return id_number.clean(text) or None

    def check(self, value: Any) -> None:
        """Birth date and check character must hold; the sentence names what is wrong."""
        reason = id_number.fault(value, clock.today())
        if reason:
            raise ValueError(id_sentence(reason, value))

    def mask(self, value: Any) -> str:
        """419901********1027: first 6, last 4 (R-50)."""
        return (
            value[:6] + "*" * (len(value) - 10) + value[-4:]
            if value and len(value) > 10
            else "****"[: len(value or "")]
        )


def id_sentence(reason: str, value: str = "") -> str:
    """What the clerk reads for an ID reason code of import_reason.csv."""
    if reason == "ID_15_DIGIT":
        return _("这是 15 位旧号码，18 位应为 {new}，请核对后改正。").format(new=id_number.from_15(value))
    if reason == "ID_LENGTH":
        return _("身份证号应为 18 位，现在是 {n} 位。").format(n=len(value))
    return {
        "ID_MISSING": _("没有身份证号。"),
        "ID_PRECISION_LOST": _("号码在表格里存成了数字，末尾几位已经丢失，请对照身份证重新输入。"),
        "ID_ILLEGAL_CHAR": _("身份证号里有不该有的字符（只能是数字，末位可为 X）。"),
        "ID_BAD_DATE": _("号码中的出生日期不存在，请核对第 7 至 14 位。"),
        "ID_CHECKSUM": _("校验码不对，号码中有输错的数字，请对照身份证核对。"),
    }.get(reason, reason)


@dataclass(frozen=True)
class Phone(Kind):
    """Mobile or landline with area code."""

    editor: ClassVar[str] = "phone"
    max_length: ClassVar[int] = 20

    def parse(self, text: str) -> Any:
        """Spaces, +86 and dashes inside a mobile number out, full-width in (§11 rule 13)."""
        plain = re.sub(r"\s", "", dates.half_width(self.clean(text)))
        bare = re.sub(r"^\+?86(?=1\d{10}$)", "", plain.replace("-", ""))
        return (bare if re.fullmatch(r"1\d{10}", bare) else plain) or None

    def check(self, value: Any) -> None:
        """1[3-9] and 9 digits, or area code and 7–8 digits."""
        if not _PHONE.fullmatch(value):
            raise ValueError(_("电话应为 11 位手机号，或带区号的座机（如 0377-6800123）。"))

    def mask(self, value: Any) -> str:
        """154****5678 (R-50)."""
        return value[:3] + "*" * max(len(value) - 7, 0) + value[-4:] if value else ""


@dataclass(frozen=True)
class Account(Kind):
    """Bank account, always text."""

    editor: ClassVar[str] = "text"
    max_length: ClassVar[int] = 25

    def parse(self, text: str) -> Any:
        """Digits without the spaces people put between groups of four."""
        return re.sub(r"[\s-]", "", dates.half_width(self.clean(text))) or None

    def check(self, value: Any) -> None:
        """12–25 digits; the Luhn check is only a hint elsewhere."""
        if not re.fullmatch(r"\d{12,25}", value):
            raise ValueError(_("银行账号应为 12 至 25 位数字。"))

    def mask(self, value: Any) -> str:
        """Last 4 only (R-50)."""
        return "*" * max(len(value) - 4, 0) + value[-4:] if value else ""
