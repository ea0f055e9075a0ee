"""Putting a safe copy in the place of the data: the old data are kept aside, a cut half-way is completed later.

The old data are copied aside, the copy is staged beside them and checked; then a small plan file is written safely.
From that moment the staged files are put in place, again and again if need be, until the plan is gone. Files are
copied and not moved: a disk without a journal may lose a moved file under both names.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import copies
from station_app.storage.safe_file import copy_safely, make_folder, sync_folder, write_safely

_PLAN = "restore.plan"
_STAGE = "restore.part"


def restore(source: Path, folder: StationFolder, *, by: str = "") -> Path | None:
    """Put a copy in place (`source` is one copy, or a folder of copies: the newest); the caller holds the lock.

    Returns where the earlier data lie now, None when there were none. Trouble E_NO_COPY, E_COPY_DAMAGED and what
    the disk says; until the plan is written nothing has changed. `by` is who does it, for the trail of the copy.
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
    aside = _set_aside(folder)
    stage = folder.root / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    make_folder(stage)
    replaced = [name for name in copy.files if "/" not in name]
    for name in replaced:
        copy_safely(copy.path / name, stage / name)
    for name in copy.files:
        if name not in replaced:
            _put_attachment(copy.path / name, folder.root / name, aside)
    for name in replaced:
        if not copies.is_as_made(stage / name, copy.files[name]):
            raise copies.damaged(copy, name)
    plan = {"replace": replaced, "copy": copy.path.name, "made_at": copy.made_at} | ({"by": by} if by else {})
    write_safely(folder.root / _PLAN, json.dumps(plan).encode())
    finish(folder)
    return aside


def finish(folder: StationFolder) -> None:
    """Carry out a plan that is there; nothing to do otherwise. Safe to repeat after any cut."""
    plan_file, stage = folder.root / _PLAN, folder.root / _STAGE
    try:
        plan = json.loads(plan_file.read_bytes())
    except FileNotFoundError:
        return
    folder.database.with_name(folder.database.name + "-journal").unlink(missing_ok=True)
    sync_folder(folder.root)  # the journal of the old data must never meet the restored file
    for name in plan["replace"]:
        copy_safely(stage / name, folder.root / name)
    told = {name: plan[name] for name in ("copy", "made_at", "by") if name in plan}
    write_safely(folder.restored_mark, json.dumps(told).encode())
    plan_file.unlink()
    sync_folder(folder.root)
    shutil.rmtree(stage, ignore_errors=True)


def _set_aside(folder: StationFolder) -> Path | None:
    """A copy of the present data in a folder of their own; attachments stay, only those that differ follow later."""
    journal = folder.database.with_name(folder.database.name + "-journal")
    old = [place for place in (folder.database, journal, folder.key_file) if place.exists()]
    if not old:
        return None
    aside = _free_name(folder.root)
    make_folder(aside)
    for place in old:
        copy_safely(place, aside / place.name)
    return aside


def _put_attachment(source: Path, target: Path, aside: Path | None) -> None:
    """An attachment of the copy in its place; one that differs (damaged, or of other keys) is kept aside first."""
    if target.exists():
        if copies.digest(target) == copies.digest(source):
            return
        if aside is not None:
            make_folder(aside / target.parent.name)
            copy_safely(target, aside / target.parent.name / target.name)
    make_folder(target.parent)
    copy_safely(source, target)


def _free_name(root: Path) -> Path:
    numbers = [int(place.name.rsplit("-", 1)[1]) for place in root.glob("before-restore-*") if place.name[-1].isdigit()]
    return root / f"before-restore-{max(numbers, default=0) + 1:03d}"
