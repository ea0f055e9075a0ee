"""kill -9 at any moment of saving, importing, copying, migrating, restoring: python -m tests.faults.kills COUNT SEED.

Every child is forked from this process, works until it is killed and says on a pipe what it has acknowledged. After
each kill the folder is opened as the program would and judged. Prints one line a kind of work; exits 1 on any loss.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert

from station_app.core.ids import new_id
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.storage import backup, copies, keys, records, search, station_file
from station_app.storage.database import Database
from station_app.storage.lock import held
from tests.faults.scenarios import make_station, next_release, save_one

BATCH = 300
Ack = Callable[[str], None]
Work = Callable[[StationFolder, bytes, Ack], None]


def saving(folder: StationFolder, data_key: bytes, ack: Ack) -> None:
    db = station_file.open_station(folder, data_key, actor="王敏")
    with db.read() as session:
        first = len(records.live(session, Household, Household.village.like("v%")))
    number = first
    while True:
        save_one(db, number)
        ack(f"v{number}")
        number += 1


def importing(folder: StationFolder, data_key: bytes, ack: Ack) -> None:
    db = station_file.open_station(folder, data_key, actor="王敏")
    number = 0
    while True:
        batch = f"b{os.getpid()}x{number}y"
        import_rows(db, batch)
        ack(batch)
        number += 1


def import_rows(db: Database, batch: str) -> None:
    """As an import does: rows and search words, all in one transaction."""
    rows = [{"id": new_id(), "village": "丙村", "address": batch} for _row in range(BATCH)]
    with db.work() as session:
        session.execute(insert(Household), rows)
        entries = [search.Entry("household", row["id"], batch, "", (batch, "丙村")) for row in rows]
        search.put_many(session, entries)


def copying(folder: StationFolder, data_key: bytes, ack: Ack) -> None:
    db = station_file.open_station(folder, data_key, actor="王敏")
    while True:
        ack(backup.make_copy(db, folder, folder.root / "usb").path.name)


def migrating(folder: StationFolder, data_key: bytes, ack: Ack) -> None:
    with next_release(folder.root.with_name("scripts")):
        station_file.open_station(folder, data_key, actor="王敏").close()
    ack("migrated")
    time.sleep(60)


def restoring(folder: StationFolder, data_key: bytes, ack: Ack) -> None:
    with held(folder):
        while True:
            backup.restore(folder.root / "usb", folder)
            ack("restored")


WORKS: dict[str, tuple[Work, float]] = {
    "save": (saving, 0.4),
    "import": (importing, 0.6),
    "copy": (copying, 0.3),
    "migration": (migrating, 0.35),
    "restore": (restoring, 0.3),
}
"""Kinds of work, and the longest time after which the child is killed in seconds."""


def killed(work: Work, folder: StationFolder, data_key: bytes, seconds: float) -> list[str]:
    """Let a child work and kill it; what it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(folder, data_key, lambda text: (os.write(writer, f"{text}\n".encode()), None)[1])
        finally:
            os._exit(3)  # only an exception leads here
    os.close(writer)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(reader) as pipe:
        acknowledged = pipe.read().splitlines()
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"{work.__name__} stopped by itself: {status}")
    return acknowledged


def judge(  # noqa: PLR0911 - one line a loss
    kind: str, folder: StationFolder, data_key: bytes, before: list[str], acknowledged: list[str]
) -> str:
    """'' or what a user would have lost."""
    release = next_release(folder.root.with_name("scripts")) if kind == "migration" else contextlib.nullcontext()
    with held(folder), release:
        if keys.unlock(folder, None) != data_key:
            return "another key"
        findings = backup.check(folder, data_key)
        if findings:
            return str(findings[0])
        db = station_file.open_station(folder, data_key, actor="王敏")
        with db.read() as session:
            villages = [found.village for found in records.live(session, Household)]
            batches = Counter(found.address for found in records.live(session, Household, Household.village == "丙村"))
            findable = {batch: len(search.find(session, batch, BATCH + 1)) for batch in batches}
        db.close()
    for copy in copies.list_copies(folder.root / "usb") + copies.list_copies(folder.copies):
        copies.require_whole(copy)
    if kind == "copy" and not {c.path.name for c in copies.list_copies(folder.root / "usb")} >= set(acknowledged):
        return "lost an acknowledged copy"
    if kind == "migration" and not copies.list_copies(folder.copies):
        return "migrated without a copy"
    if set(batches.values()) - {BATCH} or set(findable.values()) - {BATCH}:
        return "half an import"
    if kind == "restore":
        return "" if sorted(villages) in (sorted(before), ["甲村"] * 20) else "neither old nor new"
    there = {*villages, *batches} if kind in ("save", "import") else set(villages)
    wanted = {*before, *(acknowledged if kind in ("save", "import") else [])}
    return "" if wanted <= there and len(villages) >= len(before) else "lost an acknowledged save"


def loop(count: int, seed: int, place: Path) -> dict[str, Counter[str]]:
    """Kill `count` times, kinds in turn, each time on the folder that the kill before left behind."""
    dice = random.Random(seed)
    stations = {}
    for kind in WORKS:
        folder = StationFolder(place / kind.replace(" ", "-") / "station")
        data_key = make_station(folder.root, 20)
        db = station_file.open_station(folder, data_key, actor="王敏")
        backup.make_copy(db, folder, folder.root / "usb")
        with db.work() as session:
            records.save(session, Household, {"village": "乙村"}, require=False)
        db.close()
        stations[kind] = (folder, data_key)
    shutil.copytree(stations["migration"][0].root, place / "before-migration")
    result = {kind: Counter[str]() for kind in WORKS}
    for number in range(count):
        kind = list(WORKS)[number % len(WORKS)]
        folder, data_key = stations[kind]
        work, longest = WORKS[kind]
        if kind == "migration":
            shutil.rmtree(folder.root)
            shutil.copytree(place / "before-migration", folder.root)
        db = station_file.open_station(folder, data_key, actor="王敏")
        with db.read() as session:
            before = [found.village for found in records.live(session, Household)]
        db.close()
        acknowledged = killed(work, folder, data_key, dice.uniform(0.005, longest))
        result[kind]["acknowledged"] += len(acknowledged)
        result[kind][judge(kind, folder, data_key, before, acknowledged) or "good"] += 1
        for old in copies.list_copies(folder.root / "usb")[1:]:
            copies.discard(old.path)
        for aside in folder.root.glob("before-restore-*"):
            shutil.rmtree(aside)
    return result


def losses(result: dict[str, Counter[str]]) -> int:
    """Kills after which something was not good."""
    return sum(n for counted in result.values() for what, n in counted.items() if what not in ("good", "acknowledged"))


def main() -> int:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    place = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        result = loop(count, seed, place)
    finally:
        shutil.rmtree(place)
    for kind, counted in result.items():
        acknowledged = counted.pop("acknowledged", 0)
        print(f"kill -9 during {kind}: {sum(counted.values())} kills, {acknowledged} acknowledged, {dict(counted)}")
    return 1 if losses(result) else 0


if __name__ == "__main__":
    sys.exit(main())
