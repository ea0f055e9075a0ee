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
class Stretch:
    """Unsynced writes between two changes of a file's size by truncate."""

    cut_to: int | None = None
    """The size that begins the stretch; None right after an fsync."""
    sectors: dict[int, list[bytes]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)


class File:
    """What surely is on the disk, and what may be."""

    def __init__(self, content: bytes) -> None:
        self.now = bytearray(content)
        self.durable = bytes(content)
        self.unsynced = [Stretch()]

    def write(self, offset: int, data: bytes) -> None:
        before = len(self.now)
        if before < offset:
            self.now.extend(bytes(offset - before))
        self.now[offset : offset + len(data)] = data
        last = self.unsynced[-1]
        for sector in range(offset // SECTOR, (offset + len(data) + SECTOR - 1) // SECTOR):
            content = bytes(self.now[sector * SECTOR : (sector + 1) * SECTOR]).ljust(SECTOR, b"\0")
            last.sectors.setdefault(sector, []).append(content)
        if len(self.now) != before:
            last.sizes.append(len(self.now))

    def truncate(self, size: int) -> None:
        self.now = bytearray(resized(self.now, size))
        self.unsynced.append(Stretch(size))

    def sync(self) -> None:
        self.durable, self.unsynced = bytes(self.now), [Stretch()]

    def after_cut(self, dice: random.Random, chance: float) -> bytes:
        """One of the contents that may be found; a truncate happened whole or not at all."""
        count = {0.0: 1, 1.0: len(self.unsynced)}.get(chance) or dice.randint(1, len(self.unsynced))
        content = bytearray(self.durable)
        for stretch in self.unsynced[:count]:
            if stretch.cut_to is not None:
                content = bytearray(resized(content, stretch.cut_to))
            sizes = [len(content), *stretch.sizes]
            for sector, versions in stretch.sectors.items():
                if dice.random() < chance:
                    content = bytearray(resized(content, max(len(content), (sector + 1) * SECTOR)))
                    kept = versions[-1] if chance == 1 else dice.choice(versions)
                    content[sector * SECTOR : (sector + 1) * SECTOR] = kept
            size = sizes[-1] if chance == 1 else sizes[0] if chance == 0 else dice.choice(sizes)
            content = bytearray(resized(content, size))
        return bytes(content)


def resized(content: bytes | bytearray, size: int) -> bytes:
    """Cut or filled with zeros."""
    return bytes(content[:size]).ljust(size, b"\0")


class Surviving:
    """A disk as the record goes along: at any moment `after_cut` gives one state that a cut may leave."""

    def __init__(self, start: tuple[dict[int, dict[str, int]], dict[int, bytes]], kind: Kind) -> None:
        folders, files = start
        self.kind = kind
        self.durable = {number: dict(names) for number, names in folders.items()}
        self.pending: list[tuple[Any, ...]] = []
        self.files = {number: File(content) for number, content in files.items()}
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
                self.files[number] = File(b"")
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
