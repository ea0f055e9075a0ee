"""What a 防伪校验码 says of a certificate, as the payload of a CWT (RFC 8392)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from station_app.core import codes
from station_app.proof import cbor

CLAIM = -65537
"""Of private use (RFC 8392 §9.1): one array, which is shorter than a key for each value."""
_FORM = 1
_TYPES = (int, str, str, str, str, str, int, int, int, int)
_LONGEST = (40, 50, 4, 2, 60)
"""Characters of number, name, ID tail, kind, course."""
_EPOCH = dt.date(1970, 1, 1)
_TRADES = "training_trade"


@dataclass(frozen=True)
class Claims:
    """The values that are signed. Who signed is told by the key, whose name stands in the list of issuers."""

    number: str
    name: str
    id_tail: str
    """The last four of the ID number, '' without one; never more of it."""
    kind: str
    """Code of certificate_type: a statement must not pass for a certificate."""
    course: str
    """A code of training_trade, or the name of the class."""
    hours: int
    """In tenths."""
    start: dt.date
    end: dt.date
    issued: dt.date

    @property
    def course_text(self) -> str:
        """The course in words."""
        return codes.table(_TRADES).label(self.course)


def course_of(class_name: str, trade: str) -> str:
    """The code of the trade where every station knows it and it is shorter, else the name of the class."""
    shorter = len(trade.encode()) < len(class_name.encode())
    return trade if trade in codes.table(_TRADES).shipped_names and shorter else class_name


def payload_of(claims: Claims) -> bytes:
    """The CWT claims set; the same bytes for the same claims."""
    days = [(day - _EPOCH).days for day in (claims.start, claims.end, claims.issued)]
    texts = [claims.number, claims.name, claims.id_tail, claims.kind, claims.course]
    return cbor.encode({CLAIM: [_FORM, *texts, claims.hours, *days]})


def claims_of(payload: bytes) -> Claims:
    """The claims of a payload whose signature holds; ValueError for any other form."""
    whole = cbor.decode(payload)
    if not isinstance(whole, dict) or whole.keys() != {CLAIM}:
        raise ValueError("claims")
    values = whole[CLAIM]
    if not isinstance(values, list) or tuple(map(type, values)) != _TYPES or values[0] != _FORM:
        raise ValueError("form")
    texts = [str(value) for value in values[1:6]]
    if any(len(text) > most for text, most in zip(texts, _LONGEST, strict=True)) or not (texts[0] and texts[1]):
        raise ValueError("length")
    if any(not text.isprintable() and not _is_private(text) for text in texts):
        raise ValueError("control character")
    hours, *days = [value for value in values[6:] if isinstance(value, int)]
    try:
        start, end, issued = [_EPOCH + dt.timedelta(days=day) for day in days]
    except OverflowError as fault:
        raise ValueError("day") from fault
    if not 0 <= hours <= 99_999 or not start <= end <= issued:
        raise ValueError("order")
    number, name, id_tail, kind, course = texts
    return Claims(number, name, id_tail, kind, course, hours, start, end, issued)


def _is_private(text: str) -> bool:
    """Whether all that Python calls unprintable are characters of private use or newer than its tables, no controls."""
    return all(char.isprintable() or ord(char) >= 0xE000 or char == "\u3000" for char in text)
