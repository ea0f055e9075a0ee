"""What people type that must be refused, and what must be taken, for each kind of value: strategies for hypothesis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from station_app.core import clock, codes, id_number, kinds

Texts = st.SearchStrategy[str]
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
ASCII_WORD = st.text("abcdefgXYZ?*%#", min_size=1, max_size=8)
CONTROL = st.sampled_from(("\x00", "\x07", "\x1b", "\x7f", "\ud800"))
KEYS = st.text("0123456789abcdef", min_size=32, max_size=32)
LINE_HOLDS = 32_000
WORDS = st.text(HAN, min_size=1, max_size=6)


def long_words(length: int) -> Texts:
    """Words of so many characters, out of few choices: thousands of them cost nothing."""
    return WORDS.map(lambda words: (words * length)[:length])


def _broken_number(number: str, place: int) -> str:
    """A digit typed wrong: whatever it becomes, the check character no longer fits."""
    digit = str((int(number[place]) + 1) % 10)
    return number[:place] + digit + number[place + 1 :]


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """An invented number of region 4199xx with its check character."""
    born = draw(st.dates(dt.date(1930, 1, 1), dt.date(2010, 12, 31)))
    first = f"4199{draw(st.integers(1, 29)):02d}{born:%Y%m%d}{draw(st.integers(1, 999)):03d}"
    return first + id_number.check_character(first)


def _outside(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low - 10**6, low - 1) | st.integers(high + 1, high + 10**6)


def _bad_name(kind: kinds.Name) -> Texts:
    odd = st.builds(lambda name, sign: name + sign, WORDS, st.sampled_from("0?？□■*(+Zz9１"))
    return odd | st.text(HAN, min_size=kind.length + 1, max_size=kind.length + 9) | ASCII_WORD


def _bad_division(kind: kinds.Division) -> Texts:
    lengths = sorted({5, 7, 8, 10, 11, 13, 15} | ({14} if kind.length < 14 else set()))
    return st.sampled_from(lengths).flatmap(lambda n: st.text("123456789", min_size=n, max_size=n)) | ASCII_WORD


def _too_long(kind: kinds.Text) -> Texts:
    return st.integers(kind.length + 1, kind.length + 9).flatmap(long_words)


def _bad_text(kind: kinds.Text) -> Texts:
    return _too_long(kind) | st.builds(lambda words, control: words[:1] + control + words[1:], WORDS, CONTROL)


def _bad_id_number(_kind: kinds.IdNumber) -> Texts:
    broken = st.builds(_broken_number, id_numbers(), st.sampled_from((14, 15, 16)))
    day = st.sampled_from(("41990119800230", "41990119801301", "41990121000101"))
    return broken | day.map(lambda head: head + "0021") | id_numbers().map(lambda n: n[:-1]) | ASCII_WORD


def _bad_decimals(kind: kinds.Decimals) -> Texts:
    unit = 10**kind.places
    beyond = _outside(kind.low // unit, kind.high // unit).filter(lambda n: not kind.low <= n * unit <= kind.high)
    fine = st.integers(1, 9).map(lambda n: "1." + "0" * kind.places + str(n))
    return beyond.map(str) | fine | WORDS


def _bad_integer(kind: kinds.Integer) -> Texts:
    return _outside(kind.low, kind.high).map(str) | st.sampled_from(("1.5", "一百", "1-2", "1e3")) | WORDS


def _bad_date(kind: kinds.Date) -> Texts:
    future = [f"{clock.today() + dt.timedelta(days=1):%Y-%m-%d}", "2199-01-01"] if kind.past else []
    said = ("明天", "2月15日", "23.2.15", "2023-02-30", "20231301", "1899-12-31", "2201-05-05", "2023", *future)
    return st.sampled_from(said) | WORDS


def _bad_code(kind: kinds.Code | kinds.Codes) -> Texts:
    table = codes.table(kind.table)  # part of exactly one name is taken for it
    return WORDS.filter(lambda word: table.find(word) is None and not any(word in label for _code, label in table))


def _some(*texts: str) -> Texts:
    return st.sampled_from(texts) | WORDS


def _exactly(pattern: str) -> Texts:
    return st.from_regex(pattern, fullmatch=True)


_BAD: dict[type[kinds.Kind], Callable[[Any], Texts]] = {
    kinds.Name: _bad_name,
    kinds.Division: _bad_division,
    kinds.Text: _bad_text,
    kinds.IdNumber: _bad_id_number,
    kinds.Phone: lambda _kind: _exactly(r"1[0-2][0-9]{9}|1[3-9][0-9]{5,8}|[2-9][0-9]{3,11}") | ASCII_WORD,
    kinds.Account: lambda _kind: _exactly(r"[0-9]{1,11}|[0-9]{26,30}") | ASCII_WORD,
    kinds.Decimals: _bad_decimals,
    kinds.Integer: _bad_integer,
    kinds.Date: _bad_date,
    kinds.YearMonth: lambda _kind: _some("2023-13", "2023-00", "23.2", "2月", "1899-12", "2200-01"),
    kinds.Time: lambda _kind: _some("24:00", "8:60", "8点", "8.30.1", "早上", "123456"),
    kinds.Code: _bad_code,
    kinds.Codes: _bad_code,
    kinds.Reference: lambda _kind: WORDS | ASCII_WORD,
    kinds.References: lambda _kind: WORDS | ASCII_WORD,
}
_ALWAYS_GOOD = (kinds.Boolean, kinds.Photo)
"""A tick, and a picture that is looked at by its content (tests/ui/test_photos.py)."""


def _good_name(_kind: kinds.Name) -> Texts:
    part = st.text(HAN, min_size=1, max_size=24)
    return part | st.builds(lambda first, last: f"{first}·{last}", part, part)


def _good_code(kind: kinds.Code | kinds.Codes) -> Texts:
    return st.sampled_from([code for code, _label in codes.table(kind.table)])


def _several(one: Texts) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)


_GOOD: dict[type[kinds.Kind], Callable[[Any], st.SearchStrategy[Any]]] = {
    kinds.Boolean: lambda _kind: st.booleans(),
    kinds.Name: _good_name,
    kinds.Division: lambda _kind: _exactly(r"[1-9][0-9]{5}([0-9]{3}){0,2}"),
    kinds.Text: lambda kind: st.integers(1, kind.length).flatmap(long_words),
    kinds.IdNumber: lambda _kind: id_numbers(),
    kinds.Phone: lambda _kind: _exactly(r"1[3-9][0-9]{9}|0[1-9][0-9]{1,2}-[0-9]{7,8}"),
    kinds.Account: lambda _kind: _exactly(r"[0-9]{12,25}"),
    kinds.Decimals: lambda kind: st.integers(kind.low, kind.high),
    kinds.Integer: lambda kind: st.integers(kind.low, kind.high),
    kinds.Date: lambda kind: st.dates(dt.date(1900, 1, 1), clock.today() if kind.past else dt.date(2200, 1, 1)),
    kinds.YearMonth: lambda _kind: st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)).map(lambda d: f"{d:%Y-%m}"),
    kinds.Time: lambda _kind: st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)),
    kinds.Code: _good_code,
    kinds.Codes: lambda kind: _several(_good_code(kind)),
    kinds.Reference: lambda _kind: KEYS,
    kinds.References: lambda _kind: _several(KEYS),
}


def bad(kind: kinds.Kind) -> Texts | None:
    """Texts that no field of this kind may take; None for kinds of which every state of the editor is good."""
    if isinstance(kind, _ALWAYS_GOOD):
        return None
    return next(_BAD[each](kind) for each in type(kind).__mro__ if each in _BAD)


def by_hand(kind: kinds.Kind) -> Texts | None:
    """Those that a keyboard can put into a form: no control characters, no more than a line holds."""
    wrong = bad(kind)
    if isinstance(kind, kinds.References):
        return WORDS.map(lambda words: f"|{words}")  # no key chosen, and words that name none
    if wrong is None or not isinstance(kind, kinds.Text) or isinstance(kind, kinds.Name | kinds.Division):
        return wrong
    return _too_long(kind) if kind.length < LINE_HOLDS else None


def good(kind: kinds.Kind) -> st.SearchStrategy[Any]:
    """Values that every field of this kind takes."""
    return next(_GOOD[each](kind) for each in type(kind).__mro__ if each in _GOOD)
