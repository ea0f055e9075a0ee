"""安全副本: database, key file and attachments in one folder, opened and checked before it is called good (F24)."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core import clock
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import copies, faults, schema
from station_app.storage.connect import open_file
from station_app.storage.copies import Copy, list_copies, thin
from station_app.storage.integrity import Finding, check, database_findings
from station_app.storage.restoring import restore
from station_app.storage.safe_file import make_folder, move_over, sync_file, sync_folder

if TYPE_CHECKING:
    from station_app.storage.database import Database

__all__ = ["Copy", "Finding", "check", "close_copy", "daily_copy_due", "list_copies", "make_copy", "restore", "thin"]


def make_copy(db: Database, folder: StationFolder, target_dir: Path, *, reason: str = "button") -> Copy:
    """Make a safe copy as a new folder inside `target_dir` and prove it; saves wait meanwhile (1 s for 100 MB).

    Trouble E_DISK_FULL, E_READ_ONLY, E_COPY_FAILED: no copy was made, earlier ones and the data are untouched.
    """
    with _as_copy_trouble(db.path):
        make_folder(target_dir)
        sequence = 1 + max(_sequences(target_dir), default=0)
        final = target_dir / f"copy-{sequence:06d}-{clock.now().astimezone():%Y%m%d-%H%M}"
        part = final.with_name(final.name + ".part")
        try:
            part.mkdir()
            copy = _fill(db, folder, part, sequence, reason)
            copies.write_manifest(copy)
            move_over(part, final)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    made = copies.read_copy(final)
    if made is None:
        raise _failed(_("副本的清单读不回来。"))
    if reason != "migration":  # an older file may not have the trail yet
        db.note("backup", detail={"copy": final.name, "reason": reason})
    if target_dir == folder.copies:
        thin(target_dir)
    return made


def daily_copy_due(folder: StationFolder) -> bool:
    """Whether today has no safe copy yet, by what the newest one (by sequence) says of its day."""
    newest = list_copies(folder.copies)[-1:]
    return not newest or newest[0].day != clock.now().astimezone().date().isoformat()


def close_copy(db: Database, folder: StationFolder) -> Copy | None:
    """A copy when the program closes, only if something was saved since the newest one; None otherwise."""
    newest = list_copies(folder.copies)[-1:]
    with contextlib.closing(open_file(db.path, db.data_key, read_only=db.read_only)) as connection:
        if newest and _work_in(row_counts(connection)) == _work_in(newest[0].rows):
            return None
    return make_copy(db, folder, folder.copies, reason="close")


def _work_in(rows: dict[str, int]) -> dict[str, int]:
    """Row counts that grow when something was saved (every save adds to the change log), not when it was looked at."""
    return {name: count for name, count in rows.items() if name not in ("audit_entry", "about")}


def _sequences(target_dir: Path) -> list[int]:
    """Numbers that are taken, also by unfinished and unreadable folders."""
    parts = [place.name.split("-") for place in target_dir.glob("copy-*")]
    return [int(part[1]) for part in parts if len(part) > 1 and part[1].isdecimal()]


def _fill(db: Database, folder: StationFolder, part: Path, sequence: int, reason: str) -> Copy:
    database = part / folder.database.name
    rows, number = _copy_database(db, database)
    shutil.copyfile(folder.key_file, part / folder.key_file.name)
    names = [database.name, folder.key_file.name]
    for attachment in sorted(folder.attachments.glob("[!.]*")):
        if attachment.suffix == ".part":  # left by a power cut, never named by a record
            continue
        (part / folder.attachments.name).mkdir(exist_ok=True)
        names.append(f"{folder.attachments.name}/{attachment.name}")
        shutil.copyfile(attachment, part / names[-1])
        if copies.digest(part / names[-1]) != copies.digest(attachment):
            raise _failed(_("附件 {name} 读回来不一样。").format(name=attachment.name))
    _prove(database, db.data_key, rows, number)
    for name in names:
        sync_file(part / name)
    for place in (part / folder.attachments.name, part):
        if place.is_dir():
            sync_folder(place)
    return Copy(
        path=part,
        sequence=sequence,
        made_at=clock.now().astimezone().isoformat(timespec="seconds"),
        reason=reason,
        station_id=db.station_id,
        program=schema.program_version(),
        schema=number,
        rows=rows,
        files={name: copies.digest(part / name) for name in names},
    )


def _copy_database(db: Database, target: Path) -> tuple[dict[str, int], int]:
    """VACUUM INTO while nobody else may write; row counts and schema number of the source at that moment."""
    with (
        contextlib.closing(open_file(db.path, db.data_key, read_only=db.read_only)) as source,
        contextlib.closing(open_file(db.path, db.data_key, read_only=db.read_only)) as guard,
    ):
        guard.execute("BEGIN" if db.read_only else "BEGIN IMMEDIATE")
        source.execute("VACUUM INTO ?", (str(target),))
        rows, number = row_counts(guard), schema.number_of(guard)
        guard.execute("ROLLBACK")
    return rows, number


def row_counts(connection: Any) -> dict[str, int]:
    """Rows by table of an open file."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}  # noqa: S608


def _prove(database: Path, data_key: bytes, rows: dict[str, int], number: int) -> None:
    findings = database_findings(database, data_key)
    if findings:
        raise _failed(findings[0].text)
    with contextlib.closing(open_file(database, data_key, read_only=True)) as connection:
        if row_counts(connection) != rows or schema.number_of(connection) != number:
            raise _failed(_("副本里的行数和原数据不一样。"))


@contextlib.contextmanager
def _as_copy_trouble(database: Path) -> Iterator[None]:
    """Faults of disk and engine, said about the copy and not about a save."""
    try:
        yield
    except Trouble:
        raise
    except Exception as error:
        trouble = faults.trouble_for(error, database, may_release=False)
        if trouble is None and not isinstance(error, OSError):
            raise
        code = trouble.code if trouble else "E_COPY_FAILED"
        if trouble and code == "E_DB_DAMAGED":
            raise trouble from error
        said = {
            "E_DISK_FULL": _("目标磁盘已满。"),
            "E_READ_ONLY": _("目标文件夹不能写入。"),
            "E_BUSY": _("数据正被别的程序占用。"),
        }
        raise _failed(said.get(code, str(error)), code) from error


def _failed(what: str, code: str = "E_COPY_FAILED") -> Trouble:
    return Trouble(
        code,
        _("安全副本没有做成：{what}").format(what=what),
        _("现在的数据和以前的副本都没有变化。"),
        _("请检查目标磁盘的剩余空间和写保护，或换一个U盘再做一次。"),
    )
