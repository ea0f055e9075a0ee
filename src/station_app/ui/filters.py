"""What a column must hold for its row to be shown: plain data that lists apply, say in words and keep as JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from station_app.core.kinds import Boolean, Code, Codes, Date, Decimals, Integer, Money
from station_app.core.texts import _
from station_app.ui.columns import Column, is_gap

Way = Literal["ticks", "range", "text"]
"""How a column is asked for: by ticking, from–to, or by what its text contains."""

ONLY_GAPS, NO_GAPS = "only", "none"
_SAMPLE = 200
_ENOUGH_DAYS = 8


@dataclass(frozen=True)
class ColumnFilter:
    """All that is filled must hold; an empty filter lets everything through."""

    values: tuple[str, ...] = ()
    """Any of these: codes of a code column, else texts as shown; '' stands for an empty cell."""
    text: str = ""
    """The shown text contains each of these words."""
    low: str = ""
    """From here, as typed: a date (2023-02-15) or a number as the column shows it."""
    high: str = ""
    """Up to here, inclusive."""
    gaps: str = ""
    """ONLY_GAPS = empty cells alone, NO_GAPS = no empty cells."""

    def __bool__(self) -> bool:
        return bool(self.values or self.text.strip() or self.low or self.high or self.gaps)

    def to_json(self) -> dict[str, Any]:
        """For keeping: only what is filled."""
        return {name: list(v) if name == "values" else v for name, v in asdict(self).items() if v}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ColumnFilter:
        """What to_json gave; anything else in it is ignored."""
        values = kept.get("values")
        texts = {name: kept[name] for name in ("text", "low", "high", "gaps") if isinstance(kept.get(name), str)}
        ticked = tuple(v for v in values if isinstance(v, str)) if isinstance(values, (list, tuple)) else ()
        return cls(values=ticked, **texts)


def way_of(column: Column, rows: Iterable[Any]) -> Way:
    """How to ask for a column: by its kind, without one by what its first values are."""
    kind = column.kind
    if isinstance(kind, (Code, Codes, Boolean)):
        return "ticks"
    if isinstance(kind, (Date, Integer, Decimals, Money)):
        return "range"
    if kind is None:
        some = [v for row, _n in zip(rows, range(_SAMPLE), strict=False) if not is_gap(v := column.get(row))]
        if some and all(isinstance(v, (int, float, dt.date)) and not isinstance(v, bool) for v in some):
            return "range"
    return "text"


def sift(rows: list[Any], column: Column, wanted: ColumnFilter) -> list[Any]:
    """The rows whose cell is as wanted, in their order; ValueError when a bound cannot be read."""
    get, show = column.get, column.format
    if wanted.gaps:
        only = wanted.gaps == ONLY_GAPS
        rows = [row for row in rows if is_gap(get(row)) is only]
    if wanted.values:
        rows = _ticked(rows, column, wanted.values)
    for word in wanted.text.lower().split():
        rows = [row for row in rows if (value := get(row)) is not None and word in show(value).lower()]
    if wanted.low or wanted.high:
        rows = _between(rows, get, *(bound(column, text) if text else None for text in (wanted.low, wanted.high)))
    return rows


def bound(column: Column, text: str) -> Any:
    """A typed bound as the column's values are; ValueError with a sentence when it cannot be read."""
    if column.kind is not None:
        return column.kind.parse(text)
    plain = text.strip()
    if len(plain) >= _ENOUGH_DAYS and not plain.isdigit():
        return Date().parse(plain)
    try:
        return float(plain)
    except ValueError:
        raise ValueError(_("请输入数字。")) from None


def tally(rows: Iterable[Any], column: Column) -> list[tuple[str, str, int]]:
    """What stands in a column: (value for a filter, its words, how many rows), codes in their order, gaps last."""
    get, kind = column.get, column.kind
    counts: Counter[str] = Counter()
    if isinstance(kind, Codes):
        for row in rows:
            counts.update(get(row) or ("",))
    elif isinstance(kind, Code):
        counts.update(get(row) or "" for row in rows)
    else:
        show = column.format
        counts.update("" if is_gap(value := get(row)) else show(value) for row in rows)
    order = sorted(counts) if isinstance(kind, (Code, Codes)) else [v for v, _n in counts.most_common()]
    order.sort(key=lambda value: value == "")
    return [(value, words_of(column, value), counts[value]) for value in order]


def words_of(column: Column, value: str) -> str:
    """A filter's value as people read it."""
    if value == "":
        return _("（空着的）")
    kind = column.kind
    if isinstance(kind, Codes):
        return kind.format((value,))
    return kind.format(value) if isinstance(kind, Code) else value


def sentence(column: Column, wanted: ColumnFilter) -> str:
    """One column's filter for the bar and the paper: 年龄 16–45."""
    parts: list[str] = []
    if wanted.values:
        parts.append("、".join(words_of(column, value) for value in wanted.values))
    if wanted.text.strip():
        parts.append(_("含“{text}”").format(text=wanted.text.strip()))
    if wanted.low and wanted.high:
        parts.append(f"{wanted.low}–{wanted.high}")
    elif wanted.low:
        parts.append(_("{low} 起").format(low=wanted.low))
    elif wanted.high:
        parts.append(_("{high} 止").format(high=wanted.high))
    if wanted.gaps:
        parts.append(_("空着的") if wanted.gaps == ONLY_GAPS else _("填了的"))
    return f"{column.label} {'，'.join(parts)}"


def _ticked(rows: list[Any], column: Column, values: Sequence[str]) -> list[Any]:
    get, kind = column.get, column.kind
    chosen = frozenset(values)
    gaps = "" in chosen
    if isinstance(kind, Codes):
        return [row for row in rows if (not chosen.isdisjoint(held) if (held := get(row)) else gaps)]
    if isinstance(kind, Code):
        codes = chosen | {None} if gaps else chosen
        return [row for row in rows if get(row) in codes]
    show = column.format
    return [row for row in rows if (gaps if is_gap(value := get(row)) else show(value) in chosen)]


def _between(rows: list[Any], get: Callable[[Any], Any], low: Any, high: Any) -> list[Any]:
    """From low to high, both inclusive, None = open; a gap, or a value of another sort, is not in between."""
    try:
        if low is None:
            return [row for row in rows if (value := get(row)) is not None and value <= high]
        if high is None:
            return [row for row in rows if (value := get(row)) is not None and value >= low]
        return [row for row in rows if (value := get(row)) is not None and low <= value <= high]
    except TypeError:
        sort = type(low if low is not None else high)
        like = [row for row in rows if isinstance(get(row), (int, float) if sort in (int, float) else sort)]
        return like if like == rows else _between(like, get, low, high)
