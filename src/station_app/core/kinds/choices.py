"""Kinds chosen from a list: yes or no, codes, other records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from station_app.core import codes
from station_app.core.kinds.base import Kind
from station_app.core.texts import _


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
class Reference(Kind):
    """The key of another record; which one is found by search."""

    record: str
    editor: ClassVar[str] = "reference"
    max_length: ClassVar[int] = 32


@dataclass(frozen=True)
class Photo(Reference):
    """The picture of somebody: the key of an attachment, shown as a picture."""

    record: str = "attachment"
    of_record: str = "person"
    """Whose picture it is."""
    editor: ClassVar[str] = "photo"


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
