"""Table columns made from described fields: how a cell is read from a row, shown, aligned and ordered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from station_app.core import names
from station_app.core.fields import Field
from station_app.core.kinds import Account, CardNumber, Codes, Date, IdNumber, Kind, Name, Phone, Text

Order = Callable[[Any], Any]
PRIVATE = (IdNumber, Phone, Account, CardNumber)
GAPS = (None, "", ())


def is_gap(value: Any) -> bool:
    """An empty cell."""
    return value in GAPS


@dataclass(frozen=True)
class Column:
    """One column; `get` takes the row object, `format` the value, `order` (of the row) gives what is sorted by."""

    name: str
    label: str
    get: Callable[[Any], Any]
    format: Callable[[Any], str] = str
    align: str = "left"
    width: int = 100
    order: Order | None = None
    """Sort key of a row; None = the value itself, empty values last."""
    stretch: bool = False
    """Takes the room that is left."""
    kind: Kind | None = None
    """What its values are; filter, paste and export adapt to it."""
    is_offered: bool = False
    """Not shown at first, but offered under 列."""
    tip: str = ""
    """What its head says under a resting pointer, where the label alone is not clear."""

    @property
    def is_private(self) -> bool:
        """ID number, phone or account: text in every workbook, whole only after a warning (R-51)."""
        return isinstance(self.kind, PRIVATE)

    @property
    def is_masked(self) -> bool:
        """The screen shows it with stars (R-50)."""
        return self.is_private and getattr(self.format, "__name__", "") == "mask"

    def keys(self, rows: Sequence[Any]) -> list[Any]:
        """What each row is sorted by, None for an empty cell; made once for a list."""
        order, values = self.order, list(map(self.get, rows))
        if order is not None:
            return [None if value in GAPS else order(row) for row, value in zip(rows, values, strict=True)]
        if self.kind is None or isinstance(self.kind, Text):
            values = [chinese_order(value) if isinstance(value, str) else value for value in values]
        if "" in values or () in values:
            return [None if value in GAPS else value for value in values]
        return values


_NUMBER = re.compile(r"[0-9]+")


class _Syllables(dict[int, str]):
    """Code point → "syllable + character", so that str.translate gives a key in Chinese dictionary order."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = char if code < 128 else f"{names.pinyin(char)[0]} {char}\t"
        return found


_SYLLABLES = _Syllables()


def chinese_order(text: str | None) -> str:
    """Sort key of a Chinese text: by pinyin, equal syllables together by character, 2组 before 10组."""
    key = (text or "").translate(_SYLLABLES)
    return _NUMBER.sub(_padded, key) if _NUMBER.search(key) else key


def _padded(found: re.Match[str]) -> str:
    return found.group().zfill(20)


def column(
    field: Field,
    *,
    width: int = 0,
    label: str = "",
    get: Callable[[Any], Any] | None = None,
    show: Callable[[Any], str] | None = None,
    order: Order | None = None,
    stretch: bool = False,
    is_offered: bool = False,
) -> Column:
    """A column for a described field; rows are objects with an attribute of the field's name unless `get` says else."""
    read = get or attrgetter(field.name)
    kind = field.kind
    if order is None and isinstance(kind, Text) and kind.align != "right":
        order = lambda row: chinese_order(read(row))  # noqa: E731 - three words, used here only
    return Column(
        name=field.name,
        label=label or field.label,
        get=read,
        format=show or kind.format,
        align="center" if isinstance(kind, Date) else kind.align,
        width=width or _width(kind),
        order=order,
        stretch=stretch,
        kind=kind,
        is_offered=is_offered,
    )


_WIDTHS: tuple[tuple[type[Kind], int], ...] = ((IdNumber, 172), (Phone, 116), (Date, 100), (Name, 112), (Codes, 160))


def _width(kind: Kind) -> int:
    for kinds, width in _WIDTHS:
        if isinstance(kind, kinds):
            return width
    if kind.align in ("right", "center"):
        return 80
    return min(240, 60 + 6 * getattr(kind, "length", 10))
