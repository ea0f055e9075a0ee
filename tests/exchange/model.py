"""Stations and a county in memory that play by the real rules: edit, pack, deliver in any order, restore, clone.

`python -m tests.exchange.model 20000 60` plays that many sequences of so many steps. Only what a person or a disk does
is written here; every decision is asked of station_app.exchange. A value is the number of the edit that wrote it, so
that one can ask of each edit where it went.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from station_app.exchange import epochs, outbox, sequence, values
from station_app.exchange.epochs import Mark, Standing
from station_app.exchange.lines import base_of_value
from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.outbox import Heard, Item, Place, State, Word
from station_app.exchange.sequence import Chain, Gap, Status
from station_app.exchange.values import Outcome

STATION = "5" * 32
FIELDS = ("f", "g")
_ORDER = list(State)


def real_rules() -> SimpleNamespace:
    """Every decision, by name; a mutant replaces one."""
    return SimpleNamespace(
        judge=sequence.judge,
        acknowledged_before=sequence.acknowledged_before,
        taken=sequence.taken,
        next_ack=sequence.next_ack,
        next_package=outbox.next_package,
        needs_snapshot=outbox.needs_snapshot,
        written=outbox.written,
        answered=outbox.answered,
        hear=outbox.hear,
        acknowledged=outbox.acknowledged,
        after_fork=outbox.after_fork,
        may_clean=outbox.may_clean,
        judge_start=epochs.judge_start,
        marked=epochs.marked,
        of_set=values.of_set,
        of_whole=values.of_whole,
        of_returned=values.of_returned,
        of_correction=values.of_correction,
    )


class Violation(Exception):  # noqa: N818 - a promise broken is no fault of the program that plays it
    """A promise was broken."""


@dataclass(frozen=True)
class Line:
    """One line of a change log, or one record of a snapshot."""

    counter: int
    record: int
    column: str
    """'' for a whole record."""
    value: Any
    before: Any = None
    """What the column held: the truth behind the base."""
    version: int = 1


@dataclass(frozen=True)
class Package:
    """Of a station."""

    manifest: Manifest
    hash: str
    lines: tuple[Line, ...]
    last: int
    """Newest line of the change log in it."""
    edits: frozenset[int]
    """Of a snapshot: all that its file knows."""
    told: frozenset[tuple[int, str]]
    """What lay on the conflict desk of its file: its people know of the other value."""


@dataclass
class File:
    """A station's file; copying it copies everything it knows."""

    epoch: str
    seq: int = 0
    hash: str = ""
    parent: Parent | None = None
    sent: int = 0
    log: list[Line] = field(default_factory=list)
    records: dict[int, dict[str, Any]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    packages: dict[str, Package] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    """Hash of a package → its last line of the log."""
    heard: Heard = field(default_factory=Heard)
    seen: set[tuple[str, int]] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    edits: set[int] = field(default_factory=set)
    began: int = 0
    """Newest line of the log when this epoch began."""
    again: bool = False
    told: set[tuple[int, str]] = field(default_factory=set)
    """On the conflict desk: (record, column) of which the county gave back another value."""
    forked: bool = False
    snapshot_wanted: bool = False

    def copy(self) -> File:
        return File(
            **self.__dict__
            | {
                "log": list(self.log),
                "records": {key: dict(row) for key, row in self.records.items()},
                "items": list(self.items),
                "packages": dict(self.packages),
                "ends": dict(self.ends),
                "seen": set(self.seen),
                "decided": set(self.decided),
                "edits": set(self.edits),
                "told": set(self.told),
            }
        )

    def standing(self) -> Standing:
        return Standing(self.epoch, self.seq, len(self.log), self.hash, self.parent)


@dataclass
class Device:
    """A computer with a file, a mark beside it, and older copies."""

    file: File
    mark: Mark | None = None
    started: bool = False
    copies: list[tuple[File, Mark | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """A package of the county."""

    manifest: Manifest
    receipts: tuple[tuple[str, Status], ...]
    gaps: tuple[Gap, ...]
    whole: dict[int, dict[str, Any]] | None
    corrections: tuple[tuple[int, int, str, Any, Any], ...]
    """(number, record, column, value, what the county held)"""


@dataclass
class County:
    """What the county's database knows."""

    epoch: str
    seq: int = 0
    hash: str = ""
    parent: Parent | None = None
    chains: list[Chain] = field(default_factory=list)
    records: dict[int, dict[str, Any]] = field(default_factory=dict)
    applied: set[str] = field(default_factory=set)
    held: dict[str, Package] = field(default_factory=dict)
    quarantined: dict[str, Package] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    """Edits that were taken, found equal, or put on the conflict list."""
    conflicts: set[tuple[int, str]] = field(default_factory=set)
    receipts: list[tuple[str, Status]] = field(default_factory=list)
    gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict)
    lost: bool = False
    """A rollback has to be answered."""
    returns: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    """Number of the answer that gave everything back → how far each epoch was then."""
    newest: Ack = field(default_factory=Ack)
    corrections: list[tuple[int, int, str, Any, Any]] = field(default_factory=list)
    sent: list[Answer] = field(default_factory=list)

    def copy(self) -> County:
        return County(
            **self.__dict__
            | {
                "chains": list(self.chains),
                "records": {key: dict(row) for key, row in self.records.items()},
                "applied": set(self.applied),
                "held": dict(self.held),
                "quarantined": dict(self.quarantined),
                "known": set(self.known),
                "conflicts": set(self.conflicts),
                "receipts": list(self.receipts),
                "gaps": dict(self.gaps),
                "returns": list(self.returns),
                "corrections": list(self.corrections),
                "sent": list(self.sent),
            }
        )


class World:
    """One station (and the computers that its disk was cloned to), its county, and the sticks between them."""

    def __init__(self, chance: random.Random, rules: SimpleNamespace | None = None) -> None:
        self.chance = chance
        self.rules = rules or real_rules()
        self.number = 0
        self.devices = [Device(File(self.fresh("e")))]
        self.county = County(self.fresh("c"))
        self.county_copies: list[County] = []
        self.sticks: list[Package] = []
        self.answers: list[Answer] = []
        self.cloned = False
        """Two files with one mark, or a copy from between a package and its mark: how one number gets two contents."""
        self.clock = 0
        self.counts = {"packages": 0, "forks": 0, "held": 0, "rollbacks": 0, "conflicts": 0, "snapshots": 0}

    def fresh(self, word: str) -> str:
        self.number += 1
        return f"{word}{self.number}"

    def now(self) -> str:
        """Wrong by years now and then; order must never rest on it."""
        return f"{1_000_000 + self.clock + self.number:08d}"

    # what a station does

    def start(self, device: Device) -> None:
        file = device.file
        found = self.rules.judge_start(file.standing(), [device.mark])
        if found.new_epoch:
            self.new_epoch(file, found.parent)
        device.mark = self.rules.marked(file.standing(), [device.mark])
        device.started = True

    def new_epoch(self, file: File, parent: Parent | None) -> None:
        file.epoch, file.seq, file.hash, file.parent = self.fresh("e"), 0, "", parent
        file.began, file.again = len(file.log), True

    def edit(self, device: Device) -> None:
        file = device.file
        self.number += 1
        if not file.records or self.chance.random() < 0.3:
            self.write_new(file, self.number, dict.fromkeys(FIELDS, self.number))
        else:
            record = self.chance.choice(list(file.records))
            self.write_set(file, record, self.chance.choice(FIELDS), self.number)
        file.edits.add(self.number)

    def write_new(self, file: File, record: int, row: dict[str, Any]) -> None:
        row = {"version": 1, **row}
        file.records[record] = row
        file.log.append(Line(len(file.log) + 1, record, "", dict(row)))

    def write_set(self, file: File, record: int, column: str, value: Any) -> None:
        row = file.records[record]
        before = row.get(column)
        row |= {column: value, "version": row["version"] + 1}
        file.log.append(Line(len(file.log) + 1, record, column, value, before, row["version"]))

    def export(self, device: Device, *, snapshot: bool = False, cut: bool = False) -> None:
        file = device.file
        place = Place(file.epoch, file.seq, file.hash, file.parent, file.sent, len(file.log), file.again)
        made = self.rules.next_package(place, file.items, snapshot=snapshot)
        if made is None:
            return
        if made.type == "snapshot":
            self.counts["snapshots"] += 1
            whole = [Line(0, record, "", dict(row)) for record, row in file.records.items()]
            lines, edits = tuple(whole), frozenset(file.edits)
        else:
            lines = tuple(file.log[made.first - 1 : made.last])
            edits = frozenset()
        manifest = Manifest(
            type=made.type,
            app="0",
            station=STATION,
            epoch=file.epoch,
            seq=made.seq,
            prev=made.prev,
            parent=made.parent,
            chain=made.chain,
            to=(),
            made_at=self.now(),
            ack=self.ack_of(file),
        )
        package = Package(manifest, self.fresh("h"), lines, made.last, edits, frozenset(file.told))
        self.counts["packages"] += 1
        file.seq, file.hash, file.sent = made.seq, package.hash, made.last
        file.items.append(Item(file.epoch, made.seq, package.hash))
        file.packages[package.hash] = package
        file.ends[package.hash] = made.last
        file.snapshot_wanted = file.snapshot_wanted and not snapshot
        if cut:  # the power fails before the mark is written, and before anybody is told
            device.started = False
            return
        device.mark = self.rules.marked(file.standing(), [device.mark])

    def ack_of(self, file: File) -> Ack:
        seen = {seq for epoch, seq in file.seen if epoch == file.heard.epoch}
        return Ack(file.heard.epoch, self.rules.next_ack(seen)) if file.heard.epoch else Ack()

    def write(self, device: Device) -> None:
        """Everything that waits goes onto a stick, the same bytes as before."""
        for at, item in enumerate(device.file.items):
            if item.hash in device.file.packages and (item.state in (State.WAITING, State.WRITTEN) or item.wanted):
                self.sticks.append(device.file.packages[item.hash])
                self.put(device.file, at, self.rules.written(item))

    def clean(self, device: Device) -> None:
        for at, item in enumerate(device.file.items):
            if self.rules.may_clean(item):
                self.put(device.file, at, replace(item, state=State.CLEANED))
                device.file.packages.pop(item.hash, None)

    def put(self, file: File, at: int, item: Item) -> None:
        if _ORDER.index(item.state) < _ORDER.index(file.items[at].state):
            raise Violation("a state went back")
        file.items[at] = item

    def receive(self, device: Device, answer: Answer) -> None:
        file, said = device.file, answer.manifest
        if (said.epoch, said.seq) in file.seen:
            return
        file.seen.add((said.epoch, said.seq))
        file.heard, word = self.rules.hear(file.heard, said)
        if word is not Word.SUPERSEDED:
            for digest, status in answer.receipts:
                for at, item in enumerate(file.items):
                    if item.hash == digest:
                        self.put(file, at, self.rules.answered(item, status))
                        given_up = item.epoch != file.epoch
                        file.forked = file.forked or (status is Status.FORK and not given_up)
        for at, item in enumerate(self.rules.acknowledged(file.items, said.ack, answer.gaps, word)):
            self.put(file, at, item)
        for record, row in (answer.whole or {}).items():
            self.take_back(file, record, row)
        for correction in answer.corrections:
            self.take_correction(file, correction)

    def take_back(self, file: File, record: int, row: dict[str, Any]) -> None:
        held = file.records.get(record)
        changed = any(line.record == record for line in file.log[file.began :])
        outcome = self.rules.of_returned(held, row, changed_since=changed)
        if outcome is Outcome.CONFLICT and held is not None:
            file.told |= {(record, column) for column in FIELDS if held[column] != row[column]}
        if outcome is not Outcome.TAKEN:
            return
        if held is not None and changed and any(held[column] != row[column] for column in FIELDS):
            raise Violation("what the county gave back replaced what the station had written itself")
        if held is None:
            self.write_new(file, record, row)
        else:
            for column in FIELDS:
                if held[column] != row[column]:
                    self.write_set(file, record, column, row[column])
        file.edits |= {row[column] for column in FIELDS}

    def take_correction(self, file: File, said: tuple[int, int, str, Any, Any]) -> None:
        number, record, column, value, seen = said
        if number in file.decided or record not in file.records:
            return
        file.decided.add(number)
        held = file.records[record][column]
        if self.rules.of_correction(held, value, base_of_value(seen)) is Outcome.TAKEN:
            if held != seen:
                raise Violation("a correction replaced what the county had not seen")
            self.write_set(file, record, column, value)
            file.edits.add(value)

    def decide_fork(self, device: Device) -> None:
        """A person says: this computer goes on as a new one."""
        file = device.file
        item = self.rules.after_fork(file.items)
        self.new_epoch(file, Parent(item.epoch, item.seq, item.hash) if item else None)
        file.sent = file.ends[item.hash] if item else 0
        file.forked = False
        device.mark = self.rules.marked(file.standing(), [device.mark])

    # what the county does

    def arrive(self, package: Package) -> None:
        self.judge(package)
        for _time in range(len(self.county.held)):
            waiting = [p for p in self.county.held.values() if self.verdict(p).status is not Status.HELD]
            if not waiting:
                break
            self.judge(waiting[0])

    def verdict(self, package: Package) -> Any:
        county = self.county
        ack = self.rules.acknowledged_before(county.chains, package.manifest)
        returned: dict[str, int] = {}
        for number, reach in county.returns:
            if ack.epoch == county.epoch and number <= ack.seq:
                returned = reach
        return self.rules.judge(
            county.chains, package.manifest, package.hash, quarantined=county.quarantined, returned=returned
        )

    def judge(self, package: Package) -> None:
        county, verdict = self.county, self.verdict(package)
        county.held.pop(package.hash, None)
        county.gaps.pop(package.hash, None)
        county.receipts.append((package.hash, verdict.status))
        if verdict.status is Status.HELD:
            self.counts["held"] += 1
            county.held[package.hash] = package
            county.gaps[package.hash] = verdict.gaps
        elif verdict.status is Status.FORK:
            self.counts["forks"] += 1
            if not self.cloned:
                raise Violation("a false alarm: nothing was cloned")
            county.quarantined[package.hash] = package
        elif verdict.status is Status.APPLIED:
            self.apply(package, verdict)

    def apply(self, package: Package, verdict: Any) -> None:
        county, said = self.county, package.manifest
        if package.hash in county.applied:
            raise Violation("applied twice")
        same = next((c for c in county.chains if c.epoch == said.epoch), None)
        if same and said.seq in same.hashes:
            raise Violation("a fork was applied")
        covered = set().union(*(chain.covered for chain in county.chains))
        if same and said.type == "package" and same.last_hash != said.prev and said.prev not in covered:
            raise Violation("applied out of its chain")
        own = {seq: digest for epoch, seq, digest in said.chain if epoch == said.epoch}
        if same and said.chain and any(own.get(seq) != each for seq, each in same.hashes.items()):
            raise Violation("a fork was applied by a snapshot")
        county.applied.add(package.hash)
        for line in package.lines:
            if line.column:
                self.take_set(line, package, alone=verdict.alone)
            else:
                self.take_whole(line, package, alone=verdict.alone)
        county.known |= package.edits
        county.chains = self.rules.taken(county.chains, said, package.hash)
        county.newest = Ack(said.epoch, said.seq, package.hash)
        if verdict.rollback is not None:
            self.counts["rollbacks"] += 1
            county.lost = True

    def take_set(self, line: Line, package: Package, *, alone: bool) -> None:
        county = self.county
        row = county.records.get(line.record)
        if row is None:
            raise Violation("a change of a record that never came")
        held = row[line.column]
        outcome = self.rules.of_set(held, line.value, base_of_value(line.before), alone=alone)
        county.known.add(line.value)
        if outcome is Outcome.CONFLICT:
            self.counts["conflicts"] += 1
            county.conflicts.add((line.record, line.column))
        elif outcome is Outcome.TAKEN:
            if held != line.before and (line.record, line.column) not in county.conflicts | package.told:
                raise Violation("a value was replaced that its writer had not seen")
            row |= {line.column: line.value, "version": max(line.version, row["version"])}
        if alone:
            row["version"] = line.version

    def take_whole(self, line: Line, package: Package, *, alone: bool) -> None:
        county, row = self.county, line.value
        held = county.records.get(line.record)
        op = "whole" if package.manifest.type == "snapshot" else "new"
        outcome = self.rules.of_whole(held, row, op=op, alone=alone)
        known = package.edits or {row[column] for column in FIELDS}
        county.known |= {row[column] for column in FIELDS}
        if held is None:
            county.records[line.record] = dict(row)
            return
        for column, each in outcome.items():
            if each is Outcome.CONFLICT:
                self.counts["conflicts"] += 1
                county.conflicts.add((line.record, column))
                continue
            if (
                column in FIELDS
                and held[column] not in known
                and (line.record, column) not in county.conflicts | package.told
            ):
                raise Violation("a record was replaced that its writer had not seen")
            held[column] = row[column]

    def answer(self) -> None:
        county = self.county
        county.seq += 1
        said = Manifest(
            type="receipt",
            app="0",
            station=STATION,
            epoch=county.epoch,
            seq=county.seq,
            prev=county.hash,
            parent=county.parent,
            to=(),
            made_at=self.now(),
            ack=county.newest,
        )
        county.hash = self.fresh("h")
        whole = {key: dict(row) for key, row in county.records.items()} if county.lost else None
        gaps = tuple(gap for each in county.gaps.values() for gap in each)
        made = Answer(said, tuple(county.receipts), gaps, whole, tuple(county.corrections))
        if county.lost:
            county.returns.append((county.seq, {chain.epoch: chain.last_seq for chain in county.chains}))
        county.receipts, county.lost, county.corrections = [], False, []
        county.sent.append(made)
        self.answers.append(made)

    def correct(self) -> None:
        county = self.county
        if county.records:
            record, column = self.chance.choice(list(county.records)), self.chance.choice(FIELDS)
            self.number += 1
            county.corrections.append((self.number, record, column, self.number, county.records[record][column]))

    def restore_county(self) -> None:
        old = self.chance.choice(self.county_copies).copy()
        parent = Parent(old.epoch, old.seq, old.hash)
        old.epoch, old.seq, old.hash, old.parent = self.fresh("c"), 0, "", parent
        old.sent, old.returns = [], []  # stations acknowledge the new epoch from its number 1 on
        self.county = old


# what happens: a weight each

Step = Callable[[World, Device], None]


def _started(step: Callable[[World, Device], None]) -> Step:
    def run(world: World, device: Device) -> None:
        if not device.started:
            world.start(device)
        step(world, device)

    return run


def _deliver(world: World, _device: Device) -> None:
    if world.sticks:
        world.arrive(world.chance.choice(world.sticks))


def _lose(world: World, _device: Device) -> None:
    if world.sticks:
        world.sticks.remove(world.chance.choice(world.sticks))


def _receive(world: World, device: Device) -> None:
    if world.answers:
        world.receive(device, world.chance.choice(world.answers[-6:]))


def _lose_answer(world: World, _device: Device) -> None:
    if world.answers:
        world.answers.remove(world.chance.choice(world.answers))


def _copy(world: World, device: Device) -> None:
    device.copies = [*device.copies[-3:], (device.file.copy(), device.mark)]


def _put_back(world: World, device: Device) -> None:
    file, mark = world.chance.choice(device.copies)
    world.cloned = world.cloned or _is_torn(file, mark)
    device.file = file.copy()


def _is_torn(file: File, mark: Mark | None) -> bool:
    """Copied after a power cut: its newest package was never told of, and its number may be given out again."""
    return mark is not None and mark.epoch == file.epoch and mark.seq < file.seq


def _restore(world: World, device: Device) -> None:
    """By the program: the file knows that it was restored."""
    if device.copies:
        _put_back(world, device)
        world.new_epoch(device.file, device.file.standing().as_parent())
        device.started = False


def _copy_back(world: World, device: Device) -> None:
    """By hand: the file knows nothing of it, only the mark does."""
    if device.copies:
        _put_back(world, device)
        device.started = False


def _revert_disk(world: World, device: Device) -> None:
    """File and mark together, as an image of the disk does."""
    if device.copies:
        file, device.mark = world.chance.choice(device.copies)
        device.file, device.started, world.cloned = file.copy(), False, True


def _clone(world: World, device: Device) -> None:
    if len(world.devices) < 3:
        world.devices.append(Device(device.file.copy(), device.mark))
        world.cloned = True


def _clone_file(world: World, device: Device) -> None:
    if len(world.devices) < 3:
        world.cloned = world.cloned or _is_torn(device.file, device.mark)
        world.devices.append(Device(device.file.copy(), None))


def _delete_mark(world: World, device: Device) -> None:
    device.mark, device.started = None, False


def _stop(world: World, device: Device) -> None:
    device.started = False


def _decide(world: World, device: Device) -> None:
    if device.file.forked:
        world.decide_fork(device)


def _county_copy(world: World, _device: Device) -> None:
    world.county_copies = [*world.county_copies[-2:], world.county.copy()]


def _county_restore(world: World, _device: Device) -> None:
    if world.county_copies:
        world.restore_county()


def _clock(world: World, _device: Device) -> None:
    world.clock = world.chance.choice((0, -900_000, 900_000))


STEPS: list[tuple[Step, int]] = [
    (_started(World.edit), 30),
    (_started(World.export), 12),
    (_started(World.write), 10),
    (_deliver, 22),
    (_lose, 3),
    (lambda world, _device: world.answer(), 8),
    (_started(_receive), 10),
    (_lose_answer, 2),
    (_copy, 4),
    (_restore, 1),
    (_copy_back, 2),
    (_stop, 3),
    (_delete_mark, 1),
    (_started(lambda world, device: world.export(device, cut=True)), 2),
    (_started(lambda world, device: world.export(device, snapshot=True)), 1),
    (_started(World.clean), 3),
    (_started(_decide), 3),
    (lambda world, _device: world.correct(), 3),
    (_county_copy, 2),
    (_county_restore, 1),
    (_clock, 1),
]
RARE: list[tuple[Step, int]] = [(_revert_disk, 1), (_clone, 1), (_clone_file, 1)]
"""Not in every sequence: what can be promised of one computer is more."""
_ROUNDS = 25


def play(seed: int, steps: int, rules: SimpleNamespace | None = None) -> World:
    """One sequence, then everything is delivered and every promise looked at. Violation where one is broken."""
    chance = random.Random(seed)
    world = World(chance, rules)
    choice = STEPS + (RARE if seed % 2 else [])
    kinds, weights = [step for step, _weight in choice], [weight for _step, weight in choice]
    for step in chance.choices(kinds, weights, k=steps):
        step(world, chance.choice(world.devices))
    settle(world)
    check(world)
    if world.county_copies and chance.random() < 0.5:  # all is quiet, and then the county is restored
        world.restore_county()
        settle(world)
        check(world)
    return world


def settle(world: World) -> None:
    """Everybody writes, everything arrives, everybody hears, until nothing moves any more."""
    for round_number in range(_ROUNDS):
        before = _picture(world)
        for device in world.devices:
            if not device.started:
                world.start(device)
            if device.file.forked:
                world.decide_fork(device)
            world.export(device, snapshot=world.rules.needs_snapshot(device.file.items, device.file.epoch))
            world.write(device)
        sticks, world.sticks = world.sticks, []
        world.chance.shuffle(sticks)
        for package in sticks:
            world.arrive(package)
        if round_number < 2 or world.county.receipts or world.county.lost or world.county.corrections:
            world.answer()
        for device in world.devices:
            late = [*world.answers, *world.county.sent]
            world.chance.shuffle(late)
            for answer in late:
                world.receive(device, answer)
        if round_number > 2 and before == _picture(world):
            return
    raise Violation("it never comes to rest")


def _picture(world: World) -> Any:
    files = [(d.file.epoch, d.file.seq, len(d.file.log), [i.state for i in d.file.items]) for d in world.devices]
    return files, len(world.county.known), len(world.county.applied), len(world.county.quarantined)


def check(world: World) -> None:
    """What is promised when everything was delivered."""
    county = world.county
    for device in world.devices:
        file = device.file
        if file.edits - county.known:
            raise Violation("an edit never arrived")
        given_up = {item.hash for item in file.items if item.epoch != file.epoch} if world.cloned else set()
        for item in file.items:
            arrived = item.hash in county.applied or any(item.hash in c.covered for c in county.chains)
            if item.state in (State.WAITING, State.WRITTEN) and not arrived and item.hash not in given_up:
                raise Violation("a package was never taken in")
    if len(world.devices) == 1 and not world.cloned:
        _check_alike(world.devices[0].file, county)


def _check_alike(file: File, county: County) -> None:
    for record, row in county.records.items():
        mine = file.records.get(record)
        if mine is None:
            raise Violation("a record was not given back")
        for column in FIELDS:
            if mine[column] != row[column] and (record, column) not in county.conflicts | file.told:
                raise Violation("the two sides differ and nobody was told")
    if file.records.keys() - county.records.keys():
        raise Violation("a record never arrived")


def run(
    sequences: int, steps: int, rules: SimpleNamespace | None = None, first: int = 0
) -> tuple[list[str], dict[str, int]]:
    """The broken promises, with their seeds, and how often what happened."""
    broken, counts = [], dict.fromkeys(World(random.Random(0)).counts, 0)
    for seed in range(first, first + sequences):
        try:
            world = play(seed, steps, rules)
        except Violation as violation:
            broken.append(f"{seed}: {violation}")
        else:
            counts = {name: counts[name] + world.counts[name] for name in counts}
    return broken, counts


if __name__ == "__main__":
    begun = time.monotonic()
    wrong, happened = run(int(sys.argv[1]), int(sys.argv[2]))
    print(f"{sys.argv[1]} sequences of {sys.argv[2]} steps in {time.monotonic() - begun:.0f} s: {happened}")
    print(f"{len(wrong)} promises broken", *wrong[:20], sep="\n")
    raise SystemExit(bool(wrong))
