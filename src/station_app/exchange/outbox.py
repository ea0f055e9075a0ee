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
    forked: bool = False
    """The county has another package of its number, or of one before it."""


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
    again: bool = False
    """The file had another epoch before this one, packages of it or not."""


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
    chain: tuple[tuple[str, int, str], ...] = ()


def next_package(
    place: Place, items: Sequence[Item] = (), *, snapshot: bool = False, always: bool = False
) -> Next | None:
    """The package that comes next; None when nothing changed. `snapshot`: everything anew. `always`: an empty one too.

    An epoch that went on from another always says so, that the county may give back what an older file lacks.
    `items`: every package that this file made, in that order; a snapshot names them.
    """
    seq = place.seq + 1
    if snapshot:
        chain = tuple((item.epoch, item.seq, item.hash) for item in items)
        if [item.seq for item in items if item.epoch == place.epoch] != list(range(1, seq)):
            raise ValueError("a package of this epoch is not in the outbox")
        return Next("snapshot", seq, place.hash, place.parent, 1, place.counter, chain)
    goes_on = place.seq == 0 and (place.again or place.parent is not None)
    if place.counter <= place.sent and not (always or goes_on):
        return None
    return Next("package", seq, place.hash, place.parent, place.sent + 1, place.counter)


def needs_snapshot(items: Sequence[Item], epoch: str) -> bool:
    """Whether only a snapshot helps: asked for what was given up, or too many of this epoch were never answered."""
    unanswered = [item for item in items if item.state is State.WRITTEN and item.epoch == epoch]
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
        return replace(moved(item, State.DELIVERED), wanted=False, forked=False)
    return replace(item, forked=item.forked or status is Status.FORK)


@dataclass(frozen=True)
class Heard:
    """What a station has heard of its county so far."""

    epoch: str = ""
    seq: int = 0
    older: frozenset[str] = frozenset()
    """Epochs of the county from which another one went on: what it said then it may not know any more."""
    others: tuple[tuple[str, int], ...] = ()
    """Epochs that nothing tells the age of, with the highest number heard of each."""


class Word(StrEnum):
    """What a package of the county is worth for the outbox."""

    RESTORED = "restored"
    """The first of an epoch: the county was restored since it was heard last, and lacks what it does not name."""
    NEWEST = "newest"
    EARLIER = "earlier"
    """Of the present epoch, but said before something that was heard already: its receipts still hold."""
    SUPERSEDED = "superseded"
    """Said before the county was restored: its receipts move nothing."""


def hear(heard: Heard, manifest: Manifest) -> tuple[Heard, Word]:
    """After a package of the county whose signature holds.

    Only a receipt says up to where the county has everything. No clock is asked. Of two epochs that do not name each
    other the one that says something new counts: an epoch that was given up runs out of packages.
    """
    epoch, seq = manifest.epoch, manifest.seq
    if epoch in heard.older:
        return heard, Word.SUPERSEDED
    if manifest.type != "receipt" or (epoch == heard.epoch and seq <= heard.seq):
        return heard, Word.EARLIER
    if epoch == heard.epoch:
        return replace(heard, seq=seq), Word.NEWEST
    others = dict(heard.others)
    if seq <= others.pop(epoch, 0):
        return heard, Word.SUPERSEDED
    if heard.epoch:
        others[heard.epoch] = heard.seq
    older = heard.older | ({manifest.parent.epoch} if manifest.parent else set())
    word = Word.RESTORED if heard.epoch else Word.NEWEST
    return Heard(epoch, seq, older, tuple(each for each in others.items() if each[0] not in older)), word


def acknowledged(items: Sequence[Item], ack: Ack, gaps: Sequence[Gap] = (), word: Word = Word.EARLIER) -> list[Item]:
    """After a package of the county whose manifest says up to where everything is taken in, and whose lines name gaps.

    `items` in the order in which they were made, `word` by hear(). What a restored county lacks again keeps its state
    and is wanted.
    """
    if word is Word.SUPERSEDED:
        return list(items)
    up_to = next((at for at, item in enumerate(items) if item.hash == ack.hash), None)
    forgot = len(items)
    if word in (Word.NEWEST, Word.RESTORED) and up_to is not None:
        forgot = up_to
    elif word is Word.RESTORED or (word is Word.NEWEST and not ack.hash):
        forgot = -1
    found = []
    for at, item in enumerate(items):
        now = item
        if up_to is not None and at <= up_to:
            now = replace(now, wanted=False)
            now = answered(now, Status.APPLIED) if item.epoch == ack.epoch else now
        if any(gap.epoch == item.epoch and gap.first <= item.seq <= gap.last for gap in gaps):
            now = replace(now, wanted=True)
        if at > forgot and now.state in (State.DELIVERED, State.CLEANED):
            now = replace(now, wanted=True)
        if item.state is State.DELIVERED:
            now = replace(now, receipts=now.receipts + 1)
        found.append(now)
    return found


def after_fork(items: Sequence[Item]) -> Item | None:
    """Where a new epoch of this computer goes on from after the county called a package of it a fork: its parent.

    `items` in the order in which they were made. The newest that was taken in; None when none was. Everything behind
    it goes out again in the new epoch; the items behind it are given up.
    """
    there = (State.DELIVERED, State.CLEANED)
    return next((item for item in reversed(items) if item.state in there and not item.forked), None)


def may_clean(item: Item) -> bool:
    """Whether its bytes may be given up."""
    return item.state is State.DELIVERED and item.receipts >= KEPT_RECEIPTS and not item.wanted


def cleaned(item: Item) -> Item:
    """Its bytes were given up; ValueError where they may not be."""
    if not may_clean(item):
        raise ValueError("kept until the county has answered often enough")
    return moved(item, State.CLEANED)
