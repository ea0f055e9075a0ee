"""Which rows of a roster live together: by village and household head, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from station_app.core import names
from station_app.features.people.rules.roster.verdicts import ACCEPTED, IGNORED, RowVerdict

_HEAD = "02"


@dataclass
class Family:
    """One household of the file with its accepted rows; the head's own row may have been rejected."""

    village: str
    head_name: str
    head_id: str = ""
    """ID number of the member with relation 户主, where the file has one."""
    members: list[RowVerdict] = field(default_factory=list)


def families(rows: Iterable[RowVerdict]) -> list[Family]:
    """Households with at least one accepted row.

    Without a column 户主 a row 户主 opens a household and the rows below it belong to it. Two different heads of one
    name in one village are two households: exactly one 户主 in each (domain.md §1.4).
    """
    found: list[Family] = []
    current: dict[tuple[str, str], Family] = {}
    latest: Family | None = None
    latest_sheet = ""
    for row in rows:
        if row.disposition == IGNORED:
            continue
        values = row.values
        village = values.get("village") or ""
        relation = values.get("relation_to_head") or ""
        named = names.clean(values.get("household_head") or "")[0]
        head_name = named or (values.get("name") or "" if relation == _HEAD else "")
        number = values.get("id_number") or ""
        if head_name:
            family = current.get((village, head_name))
            second = family is not None and relation == _HEAD and number and family.head_id not in ("", number)
            if family is None or second:
                family = current[village, head_name] = Family(village, head_name)
                found.append(family)
        elif relation and latest is not None and latest_sheet == row.sheet and latest.village == village:
            family = latest
        else:
            continue
        latest, latest_sheet = family, row.sheet
        if relation == _HEAD and number:
            family.head_id = number
        if row.disposition == ACCEPTED:
            family.members.append(row)
    return [family for family in found if family.members]
