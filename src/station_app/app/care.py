"""What the worker does for the station around the user's work: load, open, check, keep safe copies."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import getpass
import importlib
import os
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _

if TYPE_CHECKING:
    from station_app.storage.database import Database
    from station_app.storage.logins import Login
_BREATH_SECONDS = 0.005


def load(modules: Iterable[str]) -> None:
    """Import what is heavy, one after the other, with a breath between for the window's thread."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    for name in modules:
        importlib.import_module(name)
        time.sleep(_BREATH_SECONDS)


def open_database(folder: StationFolder, login: Login) -> Database:
    """The database of the station for who logged in, migrated if need be; its own codes are merged into the shipped."""
    from station_app.features.station.service import code_tables, user_access  # noqa: PLC0415 - after the first paint
    from station_app.storage import station_file  # noqa: PLC0415

    database = station_file.open_station(folder, login.data_key, actor=getpass.getuser())
    user_access.meet(database, login)
    code_tables.follow(database)
    return database


def note_login(database: Database, login: Login) -> None:
    """Who opened the station, in the audit trail; after the check, which comes before the first write."""
    from station_app.features.station.service import user_access  # noqa: PLC0415

    user_access.note_login(database, login)


def begin_packages(database: Database, folder: StationFolder) -> str:
    """Whether the file went back or came from elsewhere since its last package; what the clerk is told, or ''."""
    from station_app.features.submission.service import at_start  # noqa: PLC0415
    from station_app.storage.opened import OpenStation  # noqa: PLC0415

    return at_start(OpenStation(database, folder))


def check(database: Database, folder: StationFolder) -> None:
    """Every page and reference, before the first write; Trouble E_DB_DAMAGED, and nothing is written any more.

    A file that is not the one this program closed last (exchanged, dragged here by hand, left by a crash) is checked
    whole, trail and attachments too (F16); that stands in the audit trail.
    """
    from station_app.storage import integrity, left_as  # noqa: PLC0415

    is_foreign = not left_as.is_as_left(folder, database.data_key)
    if is_foreign:
        findings = integrity.check(folder, database.data_key)
    else:
        findings = integrity.database_findings(database.path, database.data_key)
    codes = "、".join(sorted({finding.code for finding in findings}))
    if any(finding.code.startswith("E_DB") for finding in findings):
        database.read_only = True
        raise Trouble(
            "E_DB_DAMAGED",
            _("检查发现数据文件有损坏（{codes}）。").format(codes=codes),
            _("为了不让损坏扩大，现在只能查看，不能修改。")
            + (_("这不是程序上次关闭时的文件，可能是使用中被复制或替换的。") if is_foreign else ""),
            _("请从最近的安全副本恢复；现在的文件会原样留着。"),
        )
    if is_foreign:
        database.note("full_check", detail={"what": "whole" if not findings else codes})
    if any(finding.code == "E_AUDIT_TRAIL" for finding in findings):
        raise Trouble(
            "E_AUDIT_TRAIL",
            _("这不是程序上次关闭时的文件，而且操作记录和数据对不上。"),
            _("每一页都读得出来，可以继续工作；但可能有人在程序之外改过、换过或拼过这个文件。"),
            _("请站长核对最近的录入；不放心时从安全副本恢复，现在的文件会原样留着。"),
        )
    if findings:
        raise Trouble(
            "E_FILES_MISSING",
            _("检查发现有附件或密钥文件缺失、损坏（{codes}）。").format(codes=codes),
            _("其他数据完好，可以继续工作。"),
            _("如果刚刚搬过数据文件夹，请把 attachments 文件夹和 station.key 一起搬来；也可以从安全副本恢复。"),
        )


def remember_file(database: Database, folder: StationFolder) -> None:
    """After the file was closed: how it was left, so that the next start knows whether it is still that file."""
    from station_app.storage import left_as  # noqa: PLC0415

    if not database.read_only:
        with contextlib.suppress(OSError):  # a full disk: the next start checks everything
            left_as.remember(folder, database.data_key)


def monthly_drill(database: Database, folder: StationFolder) -> None:
    """Once a month the newest safe copy is tried; Trouble E_DRILL_FAILED when it could not be restored."""
    from station_app.core import clock  # noqa: PLC0415
    from station_app.storage import audit, drill  # noqa: PLC0415

    if database.read_only:
        return
    with database.read() as session:
        is_due = drill.is_due(audit.execute_of(session), clock.today())
    found = drill.drill(database, folder) if is_due else None
    if found is not None and found.fault:
        raise drill.failed(found)


def follow_calendar(database: Database) -> None:
    """People whose dated categories began or ended since the program was last open show what holds today."""
    from station_app.features.people.service.categories import refresh_categories  # noqa: PLC0415

    if not database.read_only:
        with database.work(by_program=True) as session:
            refresh_categories(session)


def daily_copy(database: Database, folder: StationFolder) -> dt.datetime | None:
    """Today's safe copy if there is none yet; when the newest copy was made (None: never)."""
    from station_app.storage import backup, copies  # noqa: PLC0415

    if not database.read_only and backup.daily_copy_due(folder):
        sweep(database, folder)
        backup.make_copy(database, folder, folder.copies, reason="daily")
        copies.thin(folder.copies)
    return newest_copy_at(folder)


def sweep(database: Database, folder: StationFolder) -> None:
    """Attachment files that no record names since yesterday go, before the safe copy takes them along."""
    from station_app.core import clock  # noqa: PLC0415
    from station_app.features.station.service.attachments import sweep_attachments  # noqa: PLC0415
    from station_app.storage.attachments import AttachmentStore  # noqa: PLC0415

    if folder.attachments.is_dir():
        with database.read() as session:
            store = AttachmentStore(folder.attachments, database.data_key)
            sweep_attachments(session, store, clock.now() - dt.timedelta(days=1))


def copy_at_close(database: Database, folder: StationFolder) -> None:
    """A safe copy when something was saved since the newest one."""
    from station_app.storage import backup, copies  # noqa: PLC0415

    if not database.read_only and backup.close_copy(database, folder) is not None:
        copies.thin(folder.copies)


def give_memory_back(database: Database) -> None:
    """What imports, check and copy needed for a moment goes back to the system: old computers have 4 GB."""
    gc.collect()
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA shrink_memory")  # the pages that the check read through
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only here

        with contextlib.suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def newest_copy_at(folder: StationFolder) -> dt.datetime | None:
    """When the newest safe copy in the station's own folder was made."""
    from station_app.storage import copies  # noqa: PLC0415

    made = copies.list_copies(folder.copies)[-1:]
    try:
        return dt.datetime.fromisoformat(made[0].made_at) if made else None
    except ValueError:
        return None
