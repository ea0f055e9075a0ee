"""Numbers of classes and certificates (domain.md §3.1, R-24)."""

from __future__ import annotations

import re

_CLASS_NO = re.compile(r"(\d{4})-(\d{3,})")
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


def certificate_no(township_code: str, number_of_class: str, trainee_no: int) -> str:
    """R-24: township 9 + year 4 + class 3 + trainee 3, printed with dashes: 411328300-2023-003-012."""
    return f"{township_code}-{number_of_class}-{trainee_no:03d}"


def reissue_no(number: str) -> str:
    """The number of a reissue: the same with -B1, then -B2 … (R-24)."""
    match = _REISSUE.fullmatch(number)
    if match is None:
        return f"{number}-B1"
    return f"{match[1]}-B{int(match[2]) + 1}"
