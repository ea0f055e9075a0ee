"""A field is described once: label, kind, whether it must be filled, and what spreadsheets call it.

Form, table column, import, export and printed cell all read these descriptions; they hold data, never conditions,
and need neither Qt nor SQLAlchemy, so that the first window can show them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from station_app.core.checks import Problem
from station_app.core.kinds import Kind
from station_app.core.texts import _


@dataclass(frozen=True)
class Field:
    """One described field of a record (domain/fields.csv)."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    """Binds forms and printing; imports may leave gaps that the 待补 list shows (§11 rule 15)."""
    default: Any = None
    hint: str = ""
    """What the form shows inside the empty editor."""
    computed: bool = False
    """Kept by the program; forms show it read-only."""
    unique: bool = False
    indexed: bool = False


@dataclass(frozen=True)
class Record:
    """A described kind of record: its name in code, its name for people, its fields in order."""

    name: str
    label: str
    fields: tuple[Field, ...]
    _by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {f.name: f for f in self.fields})

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def check(self, values: Mapping[str, Any], *, require: bool = True) -> list[Problem]:
        """Problems of plain values, field by field; `require` also reports empty required fields."""
        problems = []
        for described in self.fields:
            if described.name not in values:
                continue
            value = values[described.name]
            if value is None or value in ("", ()):
                if require and described.required:
                    problems.append(
                        Problem(described.name, _("请填写“{label}”。").format(label=described.label), "REQUIRED")
                    )
                continue
            try:
                described.kind.check(value)
            except ValueError as refusal:
                problems.append(Problem(described.name, str(refusal)))
        return problems

    def gaps(self, values: Mapping[str, Any]) -> list[Field]:
        """Required fields that are still empty: the record is 待补."""
        return [f for f in self.fields if f.required and not f.computed and values.get(f.name) in (None, "", ())]
