"""What a station sends next, and how receipts move what it sent: pure rules; states only go forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.sequence import Gap, Status


class State(StrEnum):
    """Of a package in the outbox."""

    WAITING = "waiting"
    """待写出: made, its bytes never change; not on a medium yet."""
    WRITTEN = "written"
    """已写出: on a medium, read back and compared."""
    DELIVERED = "delivered"
    """已送达: the county's receipt says it was taken in."""
    CLEANED = "cleaned"
    """已清理: delivered, and its bytes given up."""


_ORDER = list(State)
KEPT_RECEIPTS = 2
"""Bytes are kept until so many later receipts came: a county that was restored may ask again."""
MOST_UNANSWERED = 3
"""Packages that were written and never answered, after which a snapshot is offered."""


@dataclass(frozen=True)
class Item:
    """One package of the outbox."""

    epoch: str
    seq: int
    hash: str
    state: State = State.WAITING
    receipts: int = 0
    """Packages of the county that were taken in since it was delivered."""
    wanted: bool = False
    """The county asked for it (again): write the same bytes once more."""


@dataclass(frozen=True)
class Place:
    """Where the station's file stands."""

    epoch: str
    seq: int
    """Of the newest package of this epoch; 0 before the first."""
    hash: str
    """Its hash, '' before the first."""
    parent: Parent | None
    """Of the epoch."""
    sent: int
    """Line of the change log up to which packages carry everything."""
    counter: int
    """Newest line of the change log."""


@dataclass(frozen=True)
class Next:
    """The package to make."""

    type: str
    """`package` or `snapshot`."""
    seq: int
    prev: str
    parent: Parent | None
    first: int
    last: int
    chain: tuple[str, ...] = ()


def next_package(
    place: Place, items: Sequence[Item] = (), *, snapshot: bool = False, always: bool = False
) -> Next | None:
    """The package that comes next; None when nothing changed. `snapshot`: everything anew. `always`: an empty one too.

    `items` has every package of this epoch, in any order; a snapshot names them.
    """
    seq = place.seq + 1
    if snapshot:
        own = sorted((item for item in items if item.epoch == place.epoch), key=lambda item: item.seq)
        chain = tuple(item.hash for item in own)
        if [item.seq for item in own] != list(range(1, seq)):
            raise ValueError("a package of this epoch is not in the outbox")
        return Next("snapshot", seq, place.hash, place.parent, 1, place.counter, chain)
    if place.counter <= place.sent and not always:
        return None
    return Next("package", seq, place.hash, place.parent, place.sent + 1, place.counter)


def needs_snapshot(items: Sequence[Item]) -> bool:
    """Whether only a snapshot helps: asked for what was given up, or too many were never answered."""
    unanswered = [item for item in items if item.state is State.WRITTEN]
    return len(unanswered) >= MOST_UNANSWERED or any(item.wanted and item.state is State.CLEANED for item in items)


def moved(item: Item, state: State) -> Item:
    """The item in a later state; a state never goes back."""
    return item if _ORDER.index(state) <= _ORDER.index(item.state) else replace(item, state=state)


def written(item: Item) -> Item:
    """On a medium, read back and compared; nobody waits for it any more."""
    return replace(moved(item, State.WRITTEN), wanted=False)


def answered(item: Item, status: Status) -> Item:
    """After a receipt for it. Held, fork and refused packages are not delivered: their bytes are kept."""
    if status in (Status.APPLIED, Status.DUPLICATE):
        return replace(moved(item, State.DELIVERED), wanted=False)
    return item


@dataclass(frozen=True)
class Heard:
    """What a station has heard of its county's chain so far."""

    epoch: str = ""
    seq: int = 0
    made_at: str = ""
    older: frozenset[str] = frozenset()
    """Epochs of the county before its present one: it was restored since, and no longer knows what it said then."""


class Word(StrEnum):
    """What a package of the county is worth for the outbox."""

    NEWEST = "newest"
    EARLIER = "earlier"
    """Of the present epoch, but said before something that was heard already: its receipts still hold."""
    SUPERSEDED = "superseded"
    """Said before the county was restored: its receipts move nothing."""


def hear(heard: Heard, manifest: Manifest) -> tuple[Heard, Word]:
    """After a package of the county whose signature holds."""
    if manifest.epoch in heard.older:
        return heard, Word.SUPERSEDED
    if manifest.epoch == heard.epoch:
        if manifest.seq <= heard.seq:
            return heard, Word.EARLIER
        return replace(heard, seq=manifest.seq, made_at=manifest.made_at), Word.NEWEST
    parent = manifest.parent.epoch if manifest.parent else ""
    if heard.epoch and parent != heard.epoch and manifest.made_at < heard.made_at:
        return replace(heard, older=heard.older | {manifest.epoch}), Word.SUPERSEDED
    older = heard.older | ({heard.epoch} - {""}) | ({parent} - {""})
    return Heard(manifest.epoch, manifest.seq, manifest.made_at, older), Word.NEWEST


def acknowledged(items: Sequence[Item], ack: Ack, gaps: Sequence[Gap] = (), word: Word = Word.NEWEST) -> list[Item]:
    """After a package of the county whose manifest says up to where everything is taken in, and whose lines name gaps.

    `items` in the order in which they were made. What a restored county lacks again keeps its state and is wanted.
    """
    if word is Word.SUPERSEDED:
        return list(items)
    up_to = next((at for at, item in enumerate(items) if (item.epoch, item.seq) == (ack.epoch, ack.seq)), None)
    forgot = -1 if not ack.epoch else up_to
    found = []
    for at, item in enumerate(items):
        now = item
        if item.epoch == ack.epoch and item.seq <= ack.seq:
            now = answered(now, Status.APPLIED)
        if any(gap.epoch == item.epoch and gap.first <= item.seq <= gap.last for gap in gaps):
            now = replace(now, wanted=True)
        if word is Word.NEWEST and forgot is not None and at > forgot and now.state in (State.DELIVERED, State.CLEANED):
            now = replace(now, wanted=True)
        if item.state is State.DELIVERED:
            now = replace(now, receipts=now.receipts + 1)
        found.append(now)
    return found


def after_fork(items: Sequence[Item], epoch: str, parent: Parent | None) -> Parent | None:
    """What a new epoch of this computer names as its parent after the county called a package of it a fork.

    `items` of this file, `parent` of the epoch that is given up: the newest package of it that was taken in, else the
    epoch's own parent. Everything behind that package goes out again in the new epoch.
    """
    taken_in = [item for item in items if item.epoch == epoch and item.state in (State.DELIVERED, State.CLEANED)]
    newest = max(taken_in, key=lambda item: item.seq, default=None)
    return Parent(newest.epoch, newest.seq, newest.hash) if newest else parent


def may_clean(item: Item) -> bool:
    """Whether its bytes may be given up."""
    return item.state is State.DELIVERED and item.receipts >= KEPT_RECEIPTS and not item.wanted


def cleaned(item: Item) -> Item:
    """Its bytes were given up; ValueError where they may not be."""
    if not may_clean(item):
        raise ValueError("kept until the county has answered often enough")
    return moved(item, State.CLEANED)
