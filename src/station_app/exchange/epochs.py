"""Has this file gone back? The high-water mark outside the file, and the rules at start (reliability.md §3.5): pure.

The mark is written after the commit that made a package and before anybody is told of it. It is bound to the station
by a key derived from the data key, so that no other station's mark and no edited one counts.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from enum import StrEnum

from station_app.exchange.manifest import Parent

_INTRO = "station-app mark 1"
_BACK = dt.timedelta(minutes=5)
"""A clock is corrected by minutes every day."""


@dataclass(frozen=True)
class Mark:
    """The farthest that this station's file ever was on this computer."""

    generation: int
    """Grows with every mark: of two places the newer one counts."""
    epoch: str
    seq: int
    counter: int
    """Line of the change log when the newest package was made."""
    hash: str
    """Of the newest package, '' for none."""

    def to_bytes(self, key: bytes) -> bytes:
        """For the two places outside the file."""
        said = " ".join(map(str, astuple(self))).encode()
        return said + b"\n" + _tag(key, said) + b"\n"

    @classmethod
    def from_bytes(cls, content: bytes, key: bytes) -> Mark | None:
        """None for a mark that is cut off, edited, or of another station: as if there was none."""
        said, _end, tag = content.strip().partition(b"\n")
        if not hmac.compare_digest(tag, _tag(key, said)):
            return None
        generation, epoch, seq, counter, *rest = said.decode().split(" ")
        return cls(int(generation), epoch, int(seq), int(counter), rest[0] if rest else "")


@dataclass(frozen=True)
class Standing:
    """Where the file itself says it stands."""

    epoch: str
    seq: int
    """Of the newest package of this epoch, 0 for none."""
    counter: int
    """Newest line of the change log."""
    hash: str
    parent: Parent | None
    """Of the epoch."""

    def as_parent(self) -> Parent | None:
        """What an epoch that goes on from here names as its parent."""
        return Parent(self.epoch, self.seq, self.hash) if self.seq else self.parent


class Found(StrEnum):
    """Why an epoch goes on or begins."""

    SAME = "same"
    BEHIND = "behind"
    """An older file was put in place of the one that made packages."""
    UNKNOWN = "unknown"
    """The mark is of another epoch: the file comes from elsewhere, or was restored."""
    NO_MARK = "no_mark"
    """Nobody can tell: a cleaned or a new computer."""


@dataclass(frozen=True)
class Start:
    """What a start has to do."""

    found: Found
    parent: Parent | None
    """Of the epoch from now on."""

    @property
    def new_epoch(self) -> bool:
        """Whether a new epoch has to begin before anything is packed."""
        return self.found is not Found.SAME


def mark_key(data_key: bytes) -> bytes:
    """The key that binds marks to a station."""
    return hmac.digest(data_key, _INTRO.encode(), "sha256")


def newest(marks: Sequence[Mark | None]) -> Mark | None:
    """Of what the two places hold."""
    return max((mark for mark in marks if mark is not None), key=lambda mark: mark.generation, default=None)


def judge_start(standing: Standing, marks: Sequence[Mark | None]) -> Start:
    """Whether the file may go on with its epoch."""
    mark = newest(marks)
    if mark is None:
        return Start(Found.NO_MARK, standing.as_parent())
    if mark.epoch != standing.epoch:
        return Start(Found.UNKNOWN, standing.as_parent())
    behind = (standing.seq, standing.counter) < (mark.seq, mark.counter) or standing.counter < mark.counter
    if behind or (standing.seq == mark.seq and standing.hash != mark.hash):
        return Start(Found.BEHIND, standing.as_parent())
    return Start(Found.SAME, standing.parent)


def marked(standing: Standing, marks: Sequence[Mark | None]) -> Mark:
    """The mark to write now: at start, after a new epoch, after every package."""
    before = newest(marks)
    mark = Mark(0, standing.epoch, standing.seq, standing.counter, standing.hash)
    return replace(mark, generation=before.generation + 1 if before else 1)


def clock_doubt(now: dt.datetime, last_seen: dt.datetime | None, built_on: dt.date) -> bool:
    """Whether the office's clock cannot be right: earlier than the release, or than what was seen before."""
    return now.date() < built_on or (last_seen is not None and now < last_seen - _BACK)


def _tag(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, said, "sha256").hex().encode()
