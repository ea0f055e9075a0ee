"""The safe copies that exist, told by their folders alone: what is complete, what may be thinned out."""

from __future__ import annotations

from pathlib import Path

MANIFEST = "copy.json"


def newest_copy(folder: Path) -> Path | None:
    """The newest complete copy in a folder of copies."""
    found = sorted(place.parent for place in folder.glob(f"*/{MANIFEST}") if place.parent.suffix != ".part")
    return found[-1] if found else None
