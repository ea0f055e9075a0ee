"""Numbers of classes and certificates (domain.md §3.1, R-24); the pattern of certificates is the station's."""

from __future__ import annotations

import re

_CLASS_NO = re.compile(r"(\d{4})-(\d{3,})")
_STATEMENT = "-C"
_REISSUE = re.compile(r"(.+)-B(\d+)")


def class_no(year: int, running: int) -> str:
    """2023-003: the year of the start and a number running per station and year."""
    return f"{year:04d}-{running:03d}"


def running_of(number: str) -> int:
    """The running part of a class number."""
    match = _CLASS_NO.fullmatch(number)
    if match is None:
        raise ValueError(number)
    return int(match[2])


def printed_class_no(short_name: str, number: str) -> str:
    """As on paper: 城郊社工培字〔2023〕003号."""
    year, running = number.split("-", 1)
    return f"{short_name}培字〔{year}〕{running}号"


def statement_no(number: str) -> str:
    """The number of a statement of attendance: that of the certificate with its own mark, 参训证明 (type C)."""
    return f"{number}{_STATEMENT}"


def reissue_no(number: str) -> str:
    """The number of a reissue: the same with -B1, then -B2 … (R-24)."""
    match = _REISSUE.fullmatch(number)
    if match is None:
        return f"{number}-B1"
    return f"{match[1]}-B{int(match[2]) + 1}"


_TERM = re.compile(r"第([〇零一二三四五六七八九十\d]{1,4})期")
_YEAR = re.compile(r"^(19|20)\d{2}年")
_DIGITS = "零一二三四五六七八九"
_TEN = 10


def chinese_number(number: int) -> str:
    """一, 十二, 三十 … up to 99 as terms are written; larger ones in figures."""
    tens, ones = divmod(number, _TEN)
    if not 0 < number < _TEN * _TEN:
        return str(number)
    words = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return words + (_DIGITS[ones] if ones else "")


def next_name(name: str, year: int, term_no: int) -> str:
    """The name of a class for another year and term: 2023年第一期… becomes 2024年第二期…, figures stay figures."""

    def term(match: re.Match[str]) -> str:
        written = str(term_no) if match[1].isdigit() else chinese_number(term_no)
        return f"第{written}期"

    return _TERM.sub(term, _YEAR.sub(f"{year}年", name.strip()), count=1)
