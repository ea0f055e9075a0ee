"""Which package follows which, as the county judges it: pure rules over one station's chains (package-format.md §6).

A chain is what was taken in of one epoch. Nothing here reads or writes: the caller keeps the chains and what is held.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from station_app.exchange.manifest import Ack, Manifest, Parent


class Status(StrEnum):
    """What becomes of a package; the words of a receipt."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    HELD = "held"
    FORK = "fork"
    REFUSED = "refused"


@dataclass(frozen=True)
class Gap:
    """Packages of an epoch that are missing, both ends included."""

    epoch: str
    first: int
    last: int


@dataclass(frozen=True)
class Chain:
    """What the county has taken in of one epoch of a station."""

    epoch: str
    last_seq: int
    last_hash: str
    parent: Parent | None = None
    hashes: Mapping[int, str] = field(default_factory=dict)
    """Number → hash of every package taken in, and of those before a snapshot that it names itself."""
    ack: Ack = field(default_factory=Ack)
    """What the newest package acknowledged of the county's chain."""
    covered: frozenset[str] = frozenset()
    """Hashes of all that the file of a snapshot had made before it, of any epoch: their content is in it."""

    def has(self, seq: int, digest: str) -> bool:
        """Whether exactly this package was taken in, or was part of a snapshot."""
        return self.hashes.get(seq) == digest or digest in self.covered

    def link(self) -> Parent:
        """Its newest package."""
        return Parent(self.epoch, self.last_seq, self.last_hash)


@dataclass(frozen=True)
class Verdict:
    """What to do with a package."""

    status: Status
    gaps: tuple[Gap, ...] = ()
    rollback: Parent | None = None
    """The newest that the county knows beside this package's own line of descent: answer lines.rollback() with whole
    lines of what the station has lost."""
    alone: bool = True
    """Everything taken in from this station lies on the package's own line of descent, or was returned to its file:
    values are taken as they come. Where not, exchange.values decides by bases."""

    @property
    def code(self) -> str:
        """The code that the receipt names."""
        return {Status.HELD: "E_GAP", Status.FORK: "E_FORK"}.get(self.status, "")


def judge(
    chains: Sequence[Chain],
    manifest: Manifest,
    digest: str,
    *,
    quarantined: Collection[str] = (),
    returned: Mapping[str, int] | None = None,
) -> Verdict:
    """The verdict on a package of a station with these chains; what was held is judged again after each one applied.

    `quarantined`: hashes of forks that nobody decided yet. `returned`: epoch → number up to which a rollback answer
    gave the records of that epoch back and acknowledged_before() says that they are taken in.
    """
    back = returned or {}
    chain = next((each for each in chains if each.epoch == manifest.epoch), None)
    if any(each.has(manifest.seq, digest) for each in chains if each is chain or digest in each.covered):
        return Verdict(Status.DUPLICATE)
    if {digest, manifest.prev, manifest.parent.hash if manifest.parent else ""} & set(quarantined) - _covered(chains):
        return Verdict(Status.FORK)
    if chain is not None:
        return _goes_on(chains, chain, manifest, back)
    return _begins(chains, manifest, back)


def _covered(chains: Sequence[Chain]) -> set[str]:
    return set().union(*(chain.covered for chain in chains))


def acknowledged_before(chains: Sequence[Chain], manifest: Manifest) -> Ack:
    """What the package before this one on its line acknowledged: every line of this one was written knowing that."""
    chain = next((each for each in chains if each.epoch == manifest.epoch), None)
    if chain is not None:
        return chain.ack
    parent = manifest.parent
    found = next((each.ack for each in chains if parent is not None and each.link() == parent), None)
    return found or Ack()


def taken(chains: Sequence[Chain], manifest: Manifest, digest: str) -> list[Chain]:
    """The chains after a package was applied."""
    old = next((each for each in chains if each.epoch == manifest.epoch), None)
    before = {seq: each for epoch, seq, each in manifest.chain if epoch == manifest.epoch}
    chain = Chain(
        manifest.epoch,
        manifest.seq,
        digest,
        old.parent if old else manifest.parent,
        (dict(old.hashes) if old else {}) | before | {manifest.seq: digest},
        manifest.ack,
        (old.covered if old else frozenset()) | {each for _epoch, _seq, each in manifest.chain},
    )
    if old is None:
        return [*chains, chain]
    return [chain if each is old else each for each in chains]


def _goes_on(chains: Sequence[Chain], chain: Chain, manifest: Manifest, back: Mapping[str, int]) -> Verdict:
    if manifest.seq <= chain.last_seq:
        return Verdict(Status.FORK)
    if manifest.type == "snapshot":
        own = {seq: each for epoch, seq, each in manifest.chain if epoch == manifest.epoch}
        same = all(own.get(seq) == each for seq, each in chain.hashes.items())
        return _applied(chains, manifest, chain.parent, back) if same else Verdict(Status.FORK)
    if manifest.prev in _covered(chains):
        return _applied(chains, manifest, chain.parent, back)
    if manifest.seq > chain.last_seq + 1:
        return Verdict(Status.HELD, (Gap(chain.epoch, chain.last_seq + 1, manifest.seq - 1),))
    if manifest.prev != chain.last_hash:
        return Verdict(Status.FORK)
    return _applied(chains, manifest, chain.parent, back)


def _begins(chains: Sequence[Chain], manifest: Manifest, back: Mapping[str, int]) -> Verdict:
    parent, covered = manifest.parent, _covered(chains)
    if manifest.type == "snapshot" or manifest.prev in covered:
        return _applied(chains, manifest, parent, back)
    if manifest.seq > 1:
        return Verdict(Status.HELD, (Gap(manifest.epoch, 1, manifest.seq - 1),))
    if parent is not None and parent.seq and parent.hash not in covered:
        chain = next((each for each in chains if each.epoch == parent.epoch), None)
        last = chain.last_seq if chain else 0
        if parent.seq > last:
            return Verdict(Status.HELD, (Gap(parent.epoch, last + 1, parent.seq),))
        if chain is not None and not chain.has(parent.seq, parent.hash):
            return Verdict(Status.FORK)
    return _applied(chains, manifest, parent, back)


def _applied(chains: Sequence[Chain], manifest: Manifest, parent: Parent | None, back: Mapping[str, int]) -> Verdict:
    line = _line(chains, manifest, parent)
    beside = [
        chain
        for chain in chains
        if any(digest not in line for seq, digest in chain.hashes.items() if seq > back.get(chain.epoch, 0))
    ]
    if not beside:
        return Verdict(Status.APPLIED)
    return Verdict(Status.APPLIED, rollback=beside[-1].link(), alone=False)


def line_of(chains: Sequence[Chain], manifest: Manifest) -> set[str]:
    """The hashes that a package goes on from, of what was taken in."""
    own = next((each for each in chains if each.epoch == manifest.epoch), None)
    return _line(chains, manifest, own.parent if own is not None else manifest.parent)


def _line(chains: Sequence[Chain], manifest: Manifest, parent: Parent | None) -> set[str]:
    """The hashes that a package goes on from: its epoch before it, the parent's up to the parent, and so on."""
    line = {digest for _epoch, _seq, digest in manifest.chain}
    by_epoch = {chain.epoch: chain for chain in chains}
    own = by_epoch.get(manifest.epoch)
    if own is not None:
        line |= set(own.hashes.values()) | own.covered
    met = {manifest.epoch}
    while parent is not None and parent.epoch not in met:
        met.add(parent.epoch)
        chain = by_epoch.get(parent.epoch)
        if chain is None or not chain.has(parent.seq, parent.hash):
            break
        line |= {digest for seq, digest in chain.hashes.items() if seq <= parent.seq}
        if parent.seq == chain.last_seq:  # a snapshot behind the parent is not on this line
            line |= chain.covered
        parent = chain.parent
    return line


def next_ack(seen: Collection[int], before: int = 0) -> int:
    """Up to which number everything was seen, going on from `before`."""
    while before + 1 in seen:
        before += 1
    return before
