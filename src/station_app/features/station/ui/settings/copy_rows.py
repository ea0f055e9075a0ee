"""What is shown of each safe copy."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import copies
from station_app.ui.columns import Column

REASONS = {
    "button": _("手动"),
    "daily": _("每日自动"),
    "close": _("关闭时自动"),
    "migration": _("升级前自动"),
}


@dataclass(frozen=True)
class CopyRow:
    """One safe copy in the station's own folder."""

    id: str
    sequence: int
    made_at: dt.datetime | None
    """By the office's clock; None when it cannot be read."""
    kind: str
    people: int
    """Rows of people, those taken out of use included."""
    classes: int
    size: int
    """Bytes of all its files."""
    path: Path
    place: str = ""
    """The folder it was found in, as people call it."""


def find_rows(folder: StationFolder, places: Sequence[tuple[str, Path]]) -> list[CopyRow]:
    """Copies of this kind of data in named folders and in the folders just below, the newest first by their dates.

    Off the window's thread: a stick may be slow. At most 300 folders are looked into.
    """
    found: dict[Path, CopyRow] = {}
    for name, place in places:
        for each in (place, *_below(place)):
            for copy in copies.list_copies(each):
                if folder.database.name in copy.files:
                    found.setdefault(copy.path, replace(_row(copy), id=str(copy.path), place=name))
    return sorted(found.values(), key=lambda row: (row.made_at.timestamp() if row.made_at else 0, row.sequence))[::-1]


def _below(place: Path) -> list[Path]:
    try:
        return [each for each in itertools.islice(place.iterdir(), 300) if each.is_dir()]
    except OSError:  # pulled out meanwhile: there is nothing to offer
        return []


def read_rows(folder: Path) -> list[CopyRow]:
    """The complete copies in a folder, newest first."""
    return [_row(copy) for copy in copies.list_copies(folder)[::-1]]


def fault_of(row: CopyRow) -> str:
    """Why a copy is not good any more: '' when every file is still what was proven when it was made."""
    copy = copies.read_copy(row.path)
    if copy is None:
        return _("已经不在，或清单读不出来")
    try:
        copies.require_whole(copy)
    except Trouble as trouble:
        return trouble.what
    return ""


def day(moment: dt.datetime | None) -> str:
    """2026-11-23 09:05."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1000))} KB"


COLUMNS = (
    Column("made_at", _("做的时间"), lambda row: row.made_at, day, width=148, order=lambda row: row.sequence),
    Column("kind", _("怎么做的"), lambda row: row.kind, width=104),
    Column("people", _("人员"), lambda row: row.people, align="right", width=64),
    Column("classes", _("培训班"), lambda row: row.classes, align="right", width=64),
    Column("size", _("大小"), lambda row: row.size, size, align="right", width=80),
)


def _row(copy: copies.Copy) -> CopyRow:
    try:
        made_at = dt.datetime.fromisoformat(copy.made_at)
    except ValueError:
        made_at = None
    places = [copy.path / name for name in copy.files]
    return CopyRow(
        id=copy.path.name,
        sequence=copy.sequence,
        made_at=made_at,
        kind=REASONS.get(copy.reason, copy.reason),
        people=copy.rows.get("person", 0),
        classes=copy.rows.get("training_class", 0),
        size=sum(place.stat().st_size for place in places if place.is_file()),
        path=copy.path,
    )
