"""Putting a safe copy in the place of the data: the old data are kept aside, a cut half-way is completed later.

The copy is staged beside the data and checked; then a small plan file is written safely. From that moment the moves
are carried out, again and again if need be, until the plan is gone: at no moment is there a mix without a plan.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import copies, keys
from station_app.storage.safe_file import move_over, sync_folder, write_safely

_PLAN = "restore.plan"
_STAGE = "restore.part"


def restore(source: Path, folder: StationFolder) -> Path | None:
    """Put a copy in place (`source` is one copy, or a folder of copies: the newest); the caller holds the lock.

    Returns where the earlier data lie now, None when there were none. Trouble E_NO_COPY, E_COPY_DAMAGED and what
    the disk says; until the plan is written nothing has changed.
    """
    finish(folder)
    copy = copies.read_copy(source) or next(iter(copies.list_copies(source)[::-1]), None)
    if copy is None:
        raise Trouble(
            "E_NO_COPY",
            _("{path} 里没有完整的安全副本。").format(path=source),
            _("现在的数据没有变化。"),
            _("请选择名字以 copy- 开头的文件夹。"),
        )
    copies.require_whole(copy)
    stage = folder.root / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    for name in copy.files:
        target = stage / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy.path / name, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
        sync_folder(target.parent)
    copies.require_whole(copy, stage)
    old = [name for name in _own_names(folder) if (folder.root / name).exists()]
    aside = _free_name(folder.root) if old else None
    if aside is not None:
        aside.mkdir()
    plan = {
        "aside": aside.name if aside else "",
        "old": old,
        "new": sorted({name.split("/")[0] for name in copy.files}),
    }
    write_safely(folder.root / _PLAN, json.dumps(plan).encode())
    finish(folder)
    return aside


def finish(folder: StationFolder) -> None:
    """Carry out a plan that is there; nothing to do otherwise. Safe to repeat after any cut."""
    plan_file = folder.root / _PLAN
    try:
        plan = json.loads(plan_file.read_bytes())
    except FileNotFoundError:
        return
    stage, aside = folder.root / _STAGE, folder.root / (plan["aside"] or _STAGE)
    for name in plan["old"]:
        arrived = name in plan["new"] and not (stage / name).exists()
        if not arrived and not (aside / name).exists():
            _move(folder.root / name, aside / name)
    for name in plan["new"]:
        _move(stage / name, folder.root / name)
    sync_folder(folder.root)
    plan_file.unlink(missing_ok=True)
    sync_folder(folder.root)
    shutil.rmtree(stage, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        move_over(source, target)


def _own_names(folder: StationFolder) -> list[str]:
    """What makes up the data of a station; the journal belongs to the database and must never meet another one."""
    journal = folder.database.name + "-journal"
    key_files = [place.name for place in keys.places(folder)]
    return [journal, folder.database.name, *key_files, folder.attachments.name]


def _free_name(root: Path) -> Path:
    numbers = [int(place.name.rsplit("-", 1)[1]) for place in root.glob("before-restore-*") if place.name[-1].isdigit()]
    return root / f"before-restore-{max(numbers, default=0) + 1:03d}"
