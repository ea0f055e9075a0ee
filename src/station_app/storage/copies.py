"""The safe copies that exist: told by their manifests alone, checked without any key, thinned by count and sequence.

A copy is a folder with the database, the key file, the attachments and copy.json, which is written last. A folder
whose name ends in .part is never a copy.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.storage import keys
from station_app.storage.safe_file import move_over, write_safely

MANIFEST = "copy.json"
KEY_SUFFIX = ".key"
VERSION = 1
DAYS, WEEKS, MONTHS = 7, 4, 12


@dataclass(frozen=True)
class Copy:
    """One complete safe copy."""

    path: Path
    sequence: int
    """Order of making; the clock is only shown."""
    made_at: str
    """ISO time by the office's clock, with its offset."""
    reason: str
    """button, daily, close, migration."""
    station_id: str
    program: str
    schema: int
    rows: dict[str, int]
    """Live and void rows by table."""
    files: dict[str, str]
    """SHA-256 by relative name."""

    @property
    def day(self) -> str:
        """The day it claims to be of: 2026-11-23."""
        return self.made_at[:10]


def list_copies(folder: Path) -> list[Copy]:
    """Complete copies in a folder, oldest first by sequence; unreadable manifests are left out."""
    if not folder.is_dir():
        return []
    found = [copy for place in folder.iterdir() if (copy := read_copy(place)) is not None]
    return sorted(found, key=lambda copy: copy.sequence)


def read_copy(place: Path) -> Copy | None:
    """The copy in a folder, None when it is not a complete one."""
    if place.name.endswith(".part"):
        return None
    try:
        content: dict[str, Any] = json.loads((place / MANIFEST).read_bytes())
        if content.pop("version") > VERSION:
            return None
        return Copy(path=place, **content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def newest_copy(folder: Path) -> Path | None:
    """The newest complete copy in a folder of copies."""
    copies = list_copies(folder)
    return copies[-1].path if copies else None


def write_manifest(copy: Copy) -> None:
    """The last step: from now on the folder is a copy."""
    content = asdict(copy) | {"version": VERSION}
    del content["path"]
    write_safely(copy.path / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode())


def digest(place: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    total = sha256()
    with place.open("rb") as file:
        while piece := file.read(1 << 20):
            total.update(piece)
    return total.hexdigest()


def require_whole(copy: Copy) -> None:
    """Every file of a copy is as it was made; Trouble E_COPY_DAMAGED."""
    for name, expected in copy.files.items():
        if not is_as_made(copy.path / name, expected):
            raise damaged(copy, name)


def is_as_made(place: Path, expected: str) -> bool:
    """A file has the content with that SHA-256; a key file may have followed a new password, its own sum tells."""
    if not place.is_file():
        return False
    return digest(place) == expected or (place.suffix == KEY_SUFFIX and keys.is_whole(place))


def damaged(copy: Copy, name: str) -> Trouble:
    """A file of a copy is missing or not what was written."""
    return Trouble(
        "E_COPY_DAMAGED",
        _("安全副本 {path} 里的 {name} 缺失或损坏。").format(path=copy.path, name=name),
        _("没有使用它；现在的数据没有变化。"),
        _("请换一份较早的安全副本。"),
    )


def thin(folder: Path) -> list[Path]:
    """Remove copies that are no longer needed; returns what went.

    Kept, going back by sequence: the newest 7 whatever they say, the newest of 7 days, of 4 weeks, of 12 months, and
    the newest made before a migration. Dates are only labels: a clock that jumped makes no copy old (F26).
    """
    copies = list_copies(folder)[::-1]
    kept = {copy.path for copy in copies[:DAYS]}
    for label, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        newest: dict[str, Path] = {}
        for copy in copies:
            newest.setdefault(label(copy), copy.path)
        kept.update(list(newest.values())[:count])
    kept.update([copy.path for copy in copies if copy.reason == "migration"][:1])
    gone = [copy.path for copy in copies if copy.path not in kept]
    for path in gone:
        discard(path)
    return gone


def discard(path: Path) -> None:
    """Remove a folder so that half of it is never taken for a copy."""
    part = path.with_name(path.name.removesuffix(".part") + ".gone.part")
    if path.exists():
        move_over(path, part)
    shutil.rmtree(part, ignore_errors=True)


def _day(copy: Copy) -> str:
    return copy.day


def _week(copy: Copy) -> str:
    import datetime as dt  # noqa: PLC0415 - copies are also listed on the start path

    try:
        year, week, _weekday = dt.date.fromisoformat(copy.day).isocalendar()
    except ValueError:
        return copy.day
    return f"{year}-{week}"


def _month(copy: Copy) -> str:
    return copy.day[:7]
