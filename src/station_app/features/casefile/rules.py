"""What a case file consists of: facts in groups, and a time line that every feature adds to; plain values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from station_app.core.texts import _
from station_app.features.people.fields import PERSON


@dataclass(frozen=True)
class Entry:
    """One thing that happened, a link to its record where there is one."""

    on: dt.date
    what: str
    """One word of a few characters: 登记, 类别, 培训, 证书 …"""
    title: str
    detail: str = ""
    page: str = ""
    """Id of the page that shows the record; '' = nothing to open."""
    record_id: str = ""
    """What that page's `open_record` takes."""
    tone: str = ""
    """Tone of ui.theme: accent for what was reached, warn and bad for what went wrong."""


Source = Callable[[Any, str], Iterable[Entry]]
"""(session, person key) → what a feature has to tell of that person, in any order."""


@dataclass(frozen=True)
class Fact:
    """One described value as people read it."""

    label: str
    text: str
    masked: str = ""
    """As shown to people looking over the shoulder (R-50); '' = nothing to hide."""
    name: str = ""
    """Of the field, for the trail of who looked at it whole."""
    value: Any = None
    """As stored, only of what is masked."""

    @property
    def on_screen(self) -> str:
        """The mask where there is one."""
        return self.masked or self.text


@dataclass(frozen=True)
class Group:
    """Facts under one heading."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Member:
    """Somebody of the same household."""

    person_id: str
    name: str
    relation: str
    age: int | None


@dataclass(frozen=True)
class CaseFile:
    """Everything known of one person."""

    person_id: str
    name: str
    sex: str
    age: int | None
    village: str
    id_number: Fact
    phone: Fact
    responsible: str
    categories: tuple[str, ...]
    """留守妇女 自 2023-01-05, in the order of the record."""
    groups: tuple[Group, ...]
    household_id: str
    household: str
    members: tuple[Member, ...]
    consent_on: dt.date | None
    gaps: tuple[str, ...]
    entries: tuple[Entry, ...]
    """Newest first."""
    photo: bytes | None = None
    """A JPEG or PNG."""


_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        _("基本"),
        (
            "name",
            "former_name",
            "sex",
            "birth_date",
            "id_document_type",
            "id_number",
            "ethnic_group",
            "education",
            "marital_status",
            "political_status",
            "responsible",
            "consent_date",
        ),
    ),
    (
        _("联系"),
        ("phone", "village", "address", "contact_name", "contact_phone", "register_type", "register_village"),
    ),
    (
        _("救助与健康"),
        (
            "categories",
            "primary_category",
            "health_status",
            "disability_category",
            "disability_grade",
            "disability_cert_no",
        ),
    ),
    (
        _("能力与意愿"),
        (
            "labour_ability",
            "communication_ability",
            "work_willingness",
            "min_wage_wish",
            "distance_limit",
            "employment_status",
        ),
    ),
    (_("账户"), ("bank_account", "bank_name", "account_name")),
)


_MASKED = frozenset(("id_number", "phone", "contact_phone", "bank_account", "disability_cert_no"))


def fact(name: str, values: Mapping[str, Any]) -> Fact:
    """A described field of a person with her value, and its mask where the kind has one."""
    field = PERSON[name]
    value = values.get(name)
    text = field.kind.format(value)
    masked = field.kind.mask(value) if value and name in _MASKED else ""
    hides = bool(masked) and masked != text
    return Fact(field.label, text, masked if hides else "", name, value if hides else None)


def groups(values: Mapping[str, Any], *, categories: Iterable[str] = ()) -> tuple[Group, ...]:
    """The person's own fields in groups, the empty ones too: a blank sheet shows where to write.

    `categories` are hers with their dates, in place of the bare names.
    """
    dated = Fact(PERSON["categories"].label, "、".join(categories))
    return tuple(
        Group(
            heading,
            tuple(dated if name == "categories" else fact(name, values) for name in names if name in PERSON),
        )
        for heading, names in _GROUPS
    )


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Newest first; on one day in the order they were contributed."""
    return tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))
