"""Kinds of value: how each is parsed from typed text, checked, shown, masked, and which editor fits it.

A kind is stored as `storage` says: text, integer, boolean, date, time, codes (comma-joined). Parse and check
raise ValueError with a Chinese sentence; an empty text is None everywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from station_app.core import clock, codes, dates, id_number, names
from station_app.core.texts import _

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\ud800-\udfff]")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")


@dataclass(frozen=True)
class Kind:
    """One kind of value; subclasses say what differs."""

    storage: ClassVar[str] = "text"
    editor: ClassVar[str] = "text"
    align: ClassVar[str] = "left"

    def parse(self, text: str) -> Any:
        """The value behind typed or imported text; None for nothing; ValueError with a sentence."""
        return self.clean(text) or None

    def clean(self, text: str) -> str:
        """Typed text without outer white space; control characters and surrogates are refused (F63, F79)."""
        if _CONTROL.search(text):
            raise ValueError(_("含有看不见的控制字符，请重新输入。"))
        return text.strip()

    def check(self, value: Any) -> None:
        """Refuse a value that must not be stored: ValueError with a sentence."""

    def format(self, value: Any) -> str:
        """As the screen and the paper show it."""
        return "" if value is None else str(value)

    def mask(self, value: Any) -> str:
        """As shown to people looking over the shoulder (R-50); most kinds have nothing to hide."""
        return self.format(value)


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
        if not names.is_legal(value):
            raise ValueError(_("姓名只能用汉字和间隔号“·”，不能有数字、字母、问号或方框。"))

    def mask(self, value: Any) -> str:
        """张* (reliability.md §4.6)."""
        return value[:1] + "*" * (len(value) - 1) if value else ""


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
        plain = dates.half_width(self.clean(text)).replace(",", "").removesuffix("元")
        if not plain:
            return None
        try:
            steps = Decimal(plain).scaleb(self.places)
        except InvalidOperation:
            raise ValueError(_("请输入数字。")) from None
        if not steps.is_finite() or abs(steps) > self.high * 10 or steps != steps.to_integral_value():
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


@dataclass(frozen=True)
class Date(Kind):
    """A plain date; `past` refuses days after today."""

    past: bool = False
    storage: ClassVar[str] = "date"
    editor: ClassVar[str] = "date"

    def parse(self, text: str) -> Any:
        """20230215, 2023.2.15, 2023/2/15, 2023年2月15日 …"""
        plain = self.clean(text)
        if not plain:
            return None
        day = dates.parse_date(plain)
        if day is None:
            raise ValueError(_("看不懂这个日期，请写成 2023-02-15 或 20230215。"))
        return day

    def check(self, value: Any) -> None:
        """A day people deal with."""
        if not dt.date(1900, 1, 1) <= value <= dt.date(2200, 1, 1):
            raise ValueError(_("年份不对，请核对。"))
        if self.past and value > clock.today():
            raise ValueError(_("不能晚于今天。"))

    def format(self, value: Any) -> str:
        """2023-02-15 on screen; paper uses dates.long_date."""
        return "" if value is None else value.isoformat()


@dataclass(frozen=True)
class Time(Kind):
    """A time of day, to the minute."""

    storage: ClassVar[str] = "time"
    editor: ClassVar[str] = "text"

    def parse(self, text: str) -> Any:
        """8:30, 08:30, 0830, also full-width."""
        plain = dates.half_width(self.clean(text))
        if not plain:
            return None
        match = re.fullmatch(r"(\d{1,2}):?(\d{2})", plain)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueError(_("时间请写成 8:30。"))
        return dt.time(int(match[1]), int(match[2]))

    def format(self, value: Any) -> str:
        """08:30."""
        return "" if value is None else value.strftime("%H:%M")


@dataclass(frozen=True)
class Boolean(Kind):
    """Yes or no."""

    storage: ClassVar[str] = "boolean"
    editor: ClassVar[str] = "boolean"
    align: ClassVar[str] = "center"

    def parse(self, text: str) -> Any:
        """√ 是 1 有 → yes; × 否 0 无 → no (§11 rule 14)."""
        plain = codes.plain_word(text)
        if plain in ("√", "✓", "✔", "是", "1", "有"):
            return True
        if plain in ("", "×", "✗", "✘", "否", "0", "无", "x", "X"):
            return False if plain else None
        raise ValueError(_("请填 是 或 否。"))

    def format(self, value: Any) -> str:
        """是 or 否."""
        return "" if value is None else (_("是") if value else _("否"))


@dataclass(frozen=True)
class Code(Kind):
    """One value of a code table; `offered` narrows what the editor lists, not what may be stored."""

    table: str
    offered: tuple[str, ...] = ()
    editor: ClassVar[str] = "code"
    max_length: ClassVar[int] = 20

    def parse(self, text: str) -> Any:
        """A code, its name, or what counties type for it."""
        if not text.strip():
            return None
        code = codes.table(self.table).find(text)
        if code is None:
            raise ValueError(_("“{word}”不在可选项中。").format(word=text.strip()))
        return code

    def check(self, value: Any) -> None:
        """The code must be in its table."""
        if value not in codes.table(self.table):
            raise ValueError(_("“{word}”不在可选项中。").format(word=value))

    def format(self, value: Any) -> str:
        """The code's Chinese name."""
        return codes.table(self.table).label(value)


@dataclass(frozen=True)
class Codes(Kind):
    """Several values of one code table, a tuple in the order given."""

    table: str
    storage: ClassVar[str] = "codes"
    editor: ClassVar[str] = "codes"
    max_length: ClassVar[int] = 400

    def parse(self, text: str) -> Any:
        """Words split on 、,，;；/ and spaces."""
        found: list[str] = []
        for word in re.split(r"[、,，;；/\s]+", text.strip()):
            if word:
                code = Code(self.table).parse(word)
                found += [] if code in found else [code]
        return tuple(found)

    def check(self, value: Any) -> None:
        """Each code must be in its table."""
        for code in value:
            Code(self.table).check(code)

    def format(self, value: Any) -> str:
        """Names joined by 、."""
        return "、".join(codes.table(self.table).label(code) for code in value or ())


@dataclass(frozen=True)
class Division(Text):
    """A division code of 6, 9 or 12 digits (GB/T 2260 + GB/T 10114), shown by name where the station knows it."""

    length: int = 12
    editor: ClassVar[str] = "division"

    def parse(self, text: str) -> Any:
        """Digits only, also full-width."""
        return re.sub(r"\s", "", dates.half_width(self.clean(text))) or None

    def check(self, value: Any) -> None:
        """6, 9 or 12 digits; the county's table is never forced to hold it (codes.md §2)."""
        if not re.fullmatch(r"\d{6}(\d{3}){0,2}", value):
            raise ValueError(_("区划代码应为 6、9 或 12 位数字。"))


@dataclass(frozen=True)
class Reference(Kind):
    """The key of another record; which one is found by search."""

    record: str
    editor: ClassVar[str] = "reference"
    max_length: ClassVar[int] = 32


@dataclass(frozen=True)
class References(Kind):
    """Keys of several other records, a tuple in the order given."""

    record: str
    storage: ClassVar[str] = "codes"
    editor: ClassVar[str] = "references"
    max_length: ClassVar[int] = 400

    def parse(self, text: str) -> Any:
        """Keys joined by commas."""
        return tuple(key for key in text.split(",") if key)

    def format(self, value: Any) -> str:
        """Keys joined by commas; a screen shows names instead."""
        return ",".join(value or ())
