"""Where the user was: window place, last page, looks, columns of lists; a small file without personal data."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass
class WindowMemory:
    """What the window remembers between two starts."""

    geometry: str = ""
    """Qt's saveGeometry as base64."""
    page: str = ""
    theme: str = ""
    """light, dark, or '' = as the system has it."""
    large_type: bool = False
    lists: dict[str, Any] = field(default_factory=dict)
    """Name of a list → its columns as the user set them (ui.column_choice)."""
    goes_on: bool = False
    """A start opens the page that was left, not 今日."""


def load(place: Path) -> WindowMemory:
    """What was remembered; the defaults when there is nothing or it cannot be read."""
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowMemory()
    if not isinstance(kept, dict):
        return WindowMemory()
    memory = WindowMemory()
    for each in fields(WindowMemory):
        value = kept.get(each.name)
        if isinstance(value, type(getattr(memory, each.name))):
            setattr(memory, each.name, value)
    return memory


def store(place: Path, memory: WindowMemory) -> None:
    """Keep it for next time; a full or read-only disk is no reason to disturb anybody."""
    with contextlib.suppress(OSError):
        place.write_text(json.dumps(asdict(memory), ensure_ascii=False), encoding="utf-8")
