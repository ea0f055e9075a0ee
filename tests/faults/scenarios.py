"""What is under way when the power fails: saving, the key file, a new station, a copy, a migration, a restore.

A scenario prepares a folder, works in it on a recorded disk saying what it acknowledged, and judges what a cut left:
'' is good, anything else names what a user would have lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

import station_app.models  # noqa: F401 - completes the metadata
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.features.station.model import Station
from station_app.storage import backup, copies, keys, migrate, records, restoring, schema, station_file
from station_app.storage.connect import open_file
from station_app.storage.database import Database
from station_app.storage.safe_file import write_safely

Context = dict[str, Any]
Ack = Callable[[str], None]
SAVES, KEY_WRITES, COPIES = 30, 25, 3
SECOND_REVISION = '''"""The next release's revision, for the tests of an interrupted migration."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("well", sa.String(10)))
        batch.alter_column("village", type_=sa.String(60))
'''


@dataclass(frozen=True)
class Scenario:
    """One kind of work that the power may cut off."""

    prepare: Callable[[Path], Context]
    work: Callable[[Path, Context, Ack], None]
    judge: Callable[[Path, Context, list[str]], str]


def make_station(root: Path, households: int) -> bytes:
    """A station without a password in which some households exist; its data key."""
    folder = StationFolder(root)
    made = keys.create_keys(folder, None)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor="王敏")
    with db.work() as session:
        records.save(session, Station, {"name": "城郊乡社会工作服务站"}, require=False)
        session.add_all(Household(village="甲村") for _row in range(households))
    db.close()
    for place in root.glob("*.reserve"):
        place.unlink()
    return made.data_key


def villages(folder: StationFolder, data_key: bytes) -> list[str]:
    db = station_file.open_station(folder, data_key, actor="王敏")
    with db.read() as session:
        found = [found.village for found in records.live(session, Household, order_by=[Household.id])]
    db.close()
    return found


def faults_of(connection: Any) -> str:
    """What is wrong inside an open database file, '' for nothing."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return "damaged pages"
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return "" if said == "ok" else f"damaged structure: {said}"


# --- saving ------------------------------------------------------------------------------------------------------


def prepare_saves(root: Path) -> Context:
    return {"data_key": make_station(root, 20).hex()}


def save_one(db: Database, number: int) -> None:
    """Two records in one action, so that half of it would show."""
    with db.work() as session:
        if number:
            before = records.live(session, Household, Household.village == f"v{number - 1}")[0]
            before.group_name = f"before {number}"
        records.save(session, Household, {"village": f"v{number}", "address": "东街" * 20}, require=False)


def work_saves(root: Path, context: Context, ack: Ack) -> None:
    db = station_file.open_station(StationFolder(root), bytes.fromhex(context["data_key"]), actor="王敏")
    if context.get("journal") == "DELETE":
        event.listen(db.engine, "connect", lambda connection, _record: connection.execute("PRAGMA journal_mode=DELETE"))
        db.engine.dispose()  # what opening left in the pool has the right journal
    for number in range(SAVES):
        save_one(db, number)
        ack(str(number))
    db.close()


def judge_saves(root: Path, context: Context, acknowledged: list[str]) -> str:
    with contextlib.closing(open_file(root / "station.db", bytes.fromhex(context["data_key"]))) as connection:
        rows = connection.execute("SELECT village, group_name FROM household WHERE village LIKE 'v%' ORDER BY id")
        found = rows.fetchall()
        lines = connection.execute(
            "SELECT count(*) FROM change WHERE record = 'household' AND (field = 'group_name' OR new LIKE '%:\"v%')"
        ).fetchone()[0]
        if len(found) < len(acknowledged):
            return "lost an acknowledged save"
        if len(found) > len(acknowledged) + 1:
            return "more than was saved"
        wanted = [(f"v{n}", f"before {n + 1}" if n + 1 < len(found) else None) for n in range(len(found))]
        if found != wanted or lines != max(2 * len(found) - 1, 0):
            return "half of an action"
        return faults_of(connection)


def prepare_careless_saves(root: Path) -> Context:
    return prepare_saves(root) | {"journal": "DELETE"}


# --- the key file ------------------------------------------------------------------------------------------------


def key_content(number: int) -> bytes:
    return json.dumps({"number": number, "filling": "x" * 1500}).encode()


def prepare_key(root: Path) -> Context:
    root.mkdir(exist_ok=True)
    (root / "station.key").write_bytes(key_content(0))
    return {}


def work_key(root: Path, context: Context, ack: Ack) -> None:
    for number in range(1, KEY_WRITES):
        write_safely(root / "station.key", key_content(number), private=True)
        ack(str(number))


def work_key_carelessly(root: Path, context: Context, ack: Ack) -> None:
    """What most programs do: no fsync at all."""
    for number in range(1, KEY_WRITES):
        part = root / "station.key.part"
        part.write_bytes(key_content(number))
        part.replace(root / "station.key")
        ack(str(number))


def judge_key(root: Path, context: Context, acknowledged: list[str]) -> str:
    content = (root / "station.key").read_bytes() if (root / "station.key").exists() else None
    if content is None:
        return "missing"
    try:
        number = json.loads(content)["number"]
    except (ValueError, UnicodeDecodeError):
        return "torn"
    return "" if number >= int(acknowledged[-1] if acknowledged else 0) else "lost the confirmed version"


# --- a new station -----------------------------------------------------------------------------------------------


def prepare_nothing(root: Path) -> Context:
    root.mkdir(exist_ok=True)
    return {}


def work_new(root: Path, context: Context, ack: Ack) -> None:
    folder = StationFolder(root / "new")
    made = keys.create_keys(folder, None)
    station_file.create_station(folder, made.data_key)
    ack("made")


def judge_new(root: Path, context: Context, acknowledged: list[str]) -> str:
    folder = StationFolder(root / "new")
    if not folder.database.exists():
        return "lost the new station" if acknowledged else ""
    return "" if villages(folder, keys.unlock(folder, None)) == [] else "not empty"


# --- a safe copy -------------------------------------------------------------------------------------------------


def prepare_copy(root: Path) -> Context:
    return {"data_key": make_station(root, 20).hex()}


def work_copy(root: Path, context: Context, ack: Ack) -> None:
    folder = StationFolder(root)
    db = station_file.open_station(folder, bytes.fromhex(context["data_key"]), actor="王敏")
    for number in range(COPIES):
        ack(backup.make_copy(db, folder, folder.copies).path.name)
        save_one(db, number)
    db.close()


def judge_copy(root: Path, context: Context, acknowledged: list[str]) -> str:
    folder = StationFolder(root)
    found = copies.list_copies(folder.copies)
    if not {copy.path.name for copy in found} >= set(acknowledged):
        return "lost an acknowledged copy"
    for copy in found:
        copies.require_whole(copy)
    with contextlib.closing(open_file(folder.database, bytes.fromhex(context["data_key"]))) as connection:
        return faults_of(connection)


# --- a migration -------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def next_release(scripts: Path) -> Iterator[None]:
    """As if this program were the next release, with one more revision."""
    if not scripts.exists():
        shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / "0002_second.py").write_text(SECOND_REVISION, encoding="utf-8")
    before = migrate.SCRIPTS, schema.REVISIONS
    migrate.SCRIPTS, schema.REVISIONS = scripts, ("0001", "0002")
    try:
        yield
    finally:
        migrate.SCRIPTS, schema.REVISIONS = before


def prepare_migration(root: Path) -> Context:
    return {"data_key": make_station(root, 200).hex(), "scripts": str(root.with_name(root.name + "-scripts"))}


def work_migration(root: Path, context: Context, ack: Ack) -> None:
    with next_release(Path(context["scripts"])):
        station_file.open_station(StationFolder(root), bytes.fromhex(context["data_key"]), actor="王敏").close()
    ack("migrated")


def judge_migration(root: Path, context: Context, acknowledged: list[str]) -> str:
    folder = StationFolder(root)
    found = copies.list_copies(folder.copies)
    with contextlib.closing(open_file(folder.database, bytes.fromhex(context["data_key"]))) as connection:
        number = schema.number_of(connection)
        columns = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info('household')")]
        if ("well" in columns) != (number == 2) or (acknowledged and number != 2):
            return "a mix of schemas"
        if number == 2 and not found:
            return "migrated without a copy"
        for copy in found:
            copies.require_whole(copy)
        return faults_of(connection)


# --- a restore ---------------------------------------------------------------------------------------------------


def prepare_restore(root: Path) -> Context:
    folder = StationFolder(root / "station")
    data_key = make_station(folder.root, 20)
    db = station_file.open_station(folder, data_key, actor="王敏")
    backup.make_copy(db, folder, root / "usb")
    save_one(db, 0)
    db.close()
    for place in folder.root.glob("*.reserve"):
        place.unlink()
    return {"data_key": data_key.hex()}


def work_restore(root: Path, context: Context, ack: Ack) -> None:
    backup.restore(root / "usb", StationFolder(root / "station"))
    ack("restored")


def judge_restore(root: Path, context: Context, acknowledged: list[str]) -> str:
    folder, data_key = StationFolder(root / "station"), bytes.fromhex(context["data_key"])
    restoring.finish(folder)
    if keys.unlock(folder, None) != data_key:
        return "another key"
    found, aside = villages(folder, data_key), folder.root / "before-restore-001"
    if found == ["甲村"] * 20:
        return "" if villages(StationFolder(aside), data_key)[-1] == "v0" else "lost the earlier data"
    return "" if found == ["甲村"] * 20 + ["v0"] and not acknowledged else "neither old nor new"


SCENARIOS = {
    "save": Scenario(prepare_saves, work_saves, judge_saves),
    "save, journal deleted": Scenario(prepare_careless_saves, work_saves, judge_saves),
    "key file": Scenario(prepare_key, work_key, judge_key),
    "key file without fsync": Scenario(prepare_key, work_key_carelessly, judge_key),
    "new station": Scenario(prepare_nothing, work_new, judge_new),
    "copy": Scenario(prepare_copy, work_copy, judge_copy),
    "migration": Scenario(prepare_migration, work_migration, judge_migration),
    "restore": Scenario(prepare_restore, work_restore, judge_restore),
}


def judged(scenario: Scenario, root: Path, context: Context, acknowledged: list[str]) -> str:
    """The judgement, with a file that does not open as one of them."""
    try:
        return scenario.judge(root, context, acknowledged)
    except Trouble as trouble:
        return f"does not open: {trouble.code}"
    except Exception as error:  # noqa: BLE001 - whatever the engine says, the user could not work
        return f"does not open: {type(error).__name__}: {error}"


def acknowledge_on(mount: Path) -> Ack:
    """Notes an acknowledgement between the recorded changes."""

    def ack(text: str) -> None:
        handle = os.open(mount / ".ack", os.O_WRONLY)
        try:
            os.write(handle, text.encode())
        finally:
            os.close(handle)

    return ack
