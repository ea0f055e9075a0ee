"""How the fields of a form are grouped, and which of them take the whole width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_app.core.fields import Field
from station_app.core.kinds import Text


@dataclass(frozen=True)
class Section:
    """A titled group of fields; an empty title draws none."""

    title: str
    names: tuple[str, ...]
    wide: tuple[str, ...] = ()
    """Those that take the whole width although their kind does not ask for it."""
    is_elsewhere: bool = False
    """Typed in a widget beside the form: checked, kept as a draft and undone with it, not shown in it."""


def is_wide(described: Field) -> bool:
    """A field that takes the whole width: long text, several codes."""
    kind = described.kind
    return kind.editor in ("codes", "references") or (isinstance(kind, Text) and (kind.lines > 1 or kind.length >= 80))


def single_section(names: Sequence[str]) -> tuple[Section, ...]:
    """The sections of a small form without titles."""
    return (Section("", tuple(names)),)
