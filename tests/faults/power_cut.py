"""What a disk may hold after a power cut, rebuilt from the record of a recorded disk.

Unsynced 512-byte sectors are kept or lost one by one, file sizes go back to any value since the last fsync. Changes of
directories that no fsync of the directory followed are lost from some point on (a journalling file system: ext4) or
one by one (a file system without a journal: FAT, where a rename is two changes).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.faults.recorded_disk import ROOT

SECTOR = 512
Kind = Literal["ext4", "fat"]


@dataclass
class File:
    """What surely is on the disk, and what may be."""

    durable: bytearray
    sectors: dict[int, list[bytes]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    now: bytearray = field(default_factory=bytearray)

    def changed(self, first: int, end: int) -> None:
        for sector in range(first // SECTOR, (end + SECTOR - 1) // SECTOR):
            content = bytes(self.now[sector * SECTOR : (sector + 1) * SECTOR]).ljust(SECTOR, b"\0")
            self.sectors.setdefault(sector, []).append(content)

    def write(self, offset: int, data: bytes) -> None:
        before = len(self.now)
        if before < offset:
            self.now.extend(bytes(offset - before))
        self.now[offset : offset + len(data)] = data
        self.changed(offset, offset + len(data))
        if len(self.now) != before:
            self.sizes.append(len(self.now))

    def truncate(self, size: int) -> None:
        before = len(self.now)
        if size < before:
            del self.now[size:]
            self.changed(size, before)
        else:
            self.now.extend(bytes(size - before))
        self.sizes.append(size)

    def sync(self) -> None:
        self.durable, self.sectors, self.sizes = bytearray(self.now), {}, []

    def after_cut(self, dice: random.Random, chance: float) -> bytes:
        """One of the contents that may be found."""
        if not self.sectors and not self.sizes:
            return bytes(self.durable)
        content = bytearray(self.durable)
        for sector, versions in self.sectors.items():
            if dice.random() < chance:
                end = (sector + 1) * SECTOR
                if len(content) < end:
                    content.extend(bytes(end - len(content)))
                content[sector * SECTOR : end] = dice.choice(versions) if chance < 1 else versions[-1]
        sizes = [len(self.durable), *self.sizes]
        size = sizes[-1] if chance == 1 else sizes[0] if chance == 0 else dice.choice(sizes)
        return bytes(content[:size]).ljust(size, b"\0")


class Surviving:
    """A disk as the record goes along: at any moment `after_cut` gives one state that a cut may leave."""

    def __init__(self, start: tuple[dict[int, dict[str, int]], dict[int, bytes]], kind: Kind) -> None:
        folders, files = start
        self.kind = kind
        self.durable = {number: dict(names) for number, names in folders.items()}
        self.pending: list[tuple[Any, ...]] = []
        self.files = {n: File(bytearray(content), now=bytearray(content)) for n, content in files.items()}
        self.acknowledged: list[str] = []

    def apply(self, event: tuple[Any, ...]) -> None:
        what = event[0]
        if what == "ack":
            self.acknowledged.append(event[1])
        elif what == "write":
            self.files[event[1]].write(event[2], event[3])
        elif what == "truncate":
            self.files[event[1]].truncate(event[2])
        elif what == "sync":
            self.files[event[1]].sync()
        elif what == "sync folder":
            self._sync_folder(event[1])
        elif what == "add":
            _add, folder, name, number, is_folder = event
            if is_folder:
                self.durable[number] = {}
            else:
                self.files[number] = File(bytearray())
            self.pending.append(("link", folder, name, number))
        elif what == "remove":
            self.pending.append(event)
        elif what == "rename":
            _rename, folder, name, new_folder, new_name, number = event
            if self.kind == "ext4":
                self.pending.append(event)
            else:
                self.pending += [("link", new_folder, new_name, number), ("remove", folder, name)]

    def _sync_folder(self, folder: int) -> None:
        """A journal is written whole; without one only this folder's changes are."""
        rest: list[tuple[Any, ...]] = []
        for change in self.pending:
            if self.kind == "ext4" or change[1] == folder:
                change_names(self.durable, change)
            else:
                rest.append(change)
        self.pending = rest

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """One state of the whole disk: contents by relative name; names of folders end in a slash."""
        if self.kind == "ext4":
            kept = self.pending[: dice.randint(0, len(self.pending))]
        else:
            kept = [change for change in self.pending if dice.random() < 0.5]
        folders = {number: dict(names) for number, names in self.durable.items()} if kept else self.durable
        for change in kept:
            change_names(folders, change)
        chance = dice.choice((0.0, 0.2, 0.5, 0.5, 0.8, 1.0))
        return {
            name: b"" if name.endswith("/") else self.files[number].after_cut(dice, chance)
            for name, number in walk(folders, ROOT, "")
        }


def change_names(folders: dict[int, dict[str, int]], change: tuple[Any, ...]) -> None:
    if change[0] == "link":
        folders[change[1]][change[2]] = change[3]
    elif change[0] == "remove":
        folders[change[1]].pop(change[2], None)
    else:
        _rename, folder, name, new_folder, new_name, number = change
        folders[folder].pop(name, None)
        folders[new_folder][new_name] = number


def walk(folders: dict[int, dict[str, int]], folder: int, prefix: str) -> Iterator[tuple[str, int]]:
    for name, number in folders[folder].items():
        if number in folders:
            yield f"{prefix}{name}/", number
            yield from walk(folders, number, f"{prefix}{name}/")
        else:
            yield prefix + name, number


def states(
    recording: tuple[Any, list[tuple[Any, ...]]], kind: Kind, count: int, seed: int
) -> Iterator[tuple[list[str], dict[str, bytes]]]:
    """`count` states spread evenly over the moments of a recording: (acknowledged so far, the disk)."""
    start, record = recording
    surviving, dice = Surviving(start, kind), random.Random(seed)
    given = 0
    for moment, event in enumerate(record, start=1):
        surviving.apply(event)
        while given < count * moment // len(record):
            given += 1
            yield surviving.acknowledged, surviving.after_cut(dice)


def write_out(state: dict[str, bytes], place: Path) -> None:
    """Put a state into an empty folder."""
    for name, content in state.items():
        file = place / name
        if name.endswith("/"):
            file.mkdir(parents=True, exist_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
