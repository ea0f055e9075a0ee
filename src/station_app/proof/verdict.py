"""What checking a 防伪校验码 found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The four answers; only the first is a yes."""

    GENUINE = "genuine"
    VOID = "void"
    NOT_OURS = "not_ours"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Verdict:
    """The answer, the values to compare with the paper and the person, and one sentence.

    The values are empty unless a known issuer signed them.
    """

    outcome: Outcome
    sentence: str
    name: str = ""
    id_tail: str = ""
    number: str = ""
    kind: str = ""
    """Code of certificate_type."""
    course: str = ""
    hours: int = 0
    """In tenths."""
    start: dt.date | None = None
    end: dt.date | None = None
    issued: dt.date | None = None
    issuer: str = ""
    source: str = ""
    """Where the issuer's key comes from: own or county."""

    @property
    def is_genuine(self) -> bool:
        """Whether the certificate may be relied upon, if the holder is who it names."""
        return self.outcome is Outcome.GENUINE
