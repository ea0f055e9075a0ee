"""Dated categories of people: kept by hand, and what they say of a person on a day (domain.md §1.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.fields import PERSON_CATEGORY
from station_app.features.people.model import Person, PersonCategory
from station_app.features.people.rules.categories import NONE, primary_category
from station_app.features.people.service.bulk import chunks
from station_app.storage import records

_DAY = dt.timedelta(days=1)
_MAY_HAVE_CHANGED = (
    "SELECT DISTINCT person_id FROM person_category WHERE voided_at IS NULL "
    "AND (valid_to < ? OR (valid_from <= ? AND valid_from > substr(created_at, 1, 10)))"
)
"""People with a record that ended, or that was written down before its first day."""


@dataclass(frozen=True)
class CategoryRow:
    """One dated category as the person's panel lists it."""

    id: str
    category: str
    valid_from: dt.date
    valid_to: dt.date | None
    """The last day on which it holds; None while it is open."""
    evidence_no: str
    source: str
    version: int

    def holds_on(self, day: dt.date) -> bool:
        """Both days count."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


def list_categories(session: Session, person_id: str) -> list[CategoryRow]:
    """All dated categories of a person, those that hold first, then the newest."""
    today = clock.today()
    rows = [_row(found) for found in _of(session, person_id)]
    return sorted(rows, key=lambda row: (not row.holds_on(today), -row.valid_from.toordinal(), row.category))


def save_category(
    session: Session,
    person_id: str,
    values: Mapping[str, Any],
    *,
    category_id: str | None = None,
    version: int | None = None,
) -> str:
    """Add a dated category or correct one; the person's categories follow. Returns its key.

    Refused: an end before its beginning (ORDER), days that overlap another record of the same category (OVERLAP).
    """
    person = records.get(session, Person, person_id)
    whole = dict(values)
    if category_id is not None:
        whole = records.values_of(records.get(session, PersonCategory, category_id)) | whole
    else:
        whole = {field.name: None for field in PERSON_CATEGORY} | whole | {"person_id": person_id}
    checked = {name: whole[name] for name in whole if name in PERSON_CATEGORY}
    problems = PERSON_CATEGORY.check(checked) or _clashes(session, person_id, checked, category_id)
    if problems:
        raise Refused(problems)
    saved = records.save(session, PersonCategory, checked, record_id=category_id, version=version)
    keep_categories(session, person)
    return str(saved.id)


def end_category(session: Session, category_id: str, last_day: dt.date) -> None:
    """A category holds for the last time on this day; Refused when that is before its beginning."""
    found = records.get(session, PersonCategory, category_id)
    save_category(session, found.person_id, {"valid_to": last_day}, category_id=category_id)


def void_category(session: Session, category_id: str, reason: str) -> None:
    """A category that was written down by mistake never held."""
    found = records.get(session, PersonCategory, category_id)
    person = records.get(session, Person, found.person_id)
    records.void(session, PersonCategory, category_id, reason)
    keep_categories(session, person)


def keep_categories(session: Session, person: Any) -> bool:
    """The person's categories and primary category follow the records that hold today; True when they changed."""
    today = clock.today()
    held = [row.category for row in map(_row, _of(session, person.id)) if row.holds_on(today)]
    held = [code for code in held if code != NONE] or held
    before = tuple(person.categories or ())
    order = [code for code in before if code in held]
    codes = tuple(dict.fromkeys(order + [code for code in held if code not in order]))
    if not codes and before:
        codes = (NONE,)
    if codes == before and person.primary_category == primary_category(codes):
        return False
    person.categories, person.primary_category = codes, primary_category(codes)
    session.flush()
    return True


def date_categories(session: Session, person_id: str, after: Sequence[str]) -> None:
    """Categories typed as a list: each new one holds from today, each one that is gone held until yesterday."""
    today = clock.today()
    held = [found for found in _of(session, person_id) if _row(found).holds_on(today)]
    for found in held:
        if found.category not in after:
            if found.valid_from < today:
                found.valid_to = today - _DAY
            else:
                found.voided_at, found.void_reason = clock.now(), _("当天登记，当天取消")
    session.flush()
    there = {found.category for found in held}
    for category in after:
        if category not in there:
            values = {"person_id": person_id, "category": category, "valid_from": today, "source": _("入户")}
            records.save(session, PersonCategory, values)


def refresh_categories(session: Session) -> int:
    """Once a day: people whose records began or ended since follow the calendar; returns how many changed."""
    today = clock.today()
    since = session.connection().exec_driver_sql(_MAY_HAVE_CHANGED, (today.isoformat(), today.isoformat()))
    changed = 0
    for chunk in chunks([str(line[0]) for line in since]):
        held = _held(session, today, PersonCategory.person_id.in_(chunk))
        for person in records.live(session, Person, Person.id.in_(chunk)):
            if set(person.categories or ()) - {NONE} != set(held.get(person.id, ())):
                changed += keep_categories(session, person)
    return changed


def categories_at(session: Session, day: dt.date) -> dict[str, tuple[str, ...]]:
    """Person → categories that hold on a day, the primary one first; a monthly report asks for its month's last day.

    People to whom nothing but 一般群众 applies have an empty tuple or are left out: a report counts them as Z00.
    """
    return _held(session, day)


def _held(session: Session, day: dt.date, *conditions: Any) -> dict[str, tuple[str, ...]]:
    query = select(PersonCategory.person_id, PersonCategory.category).where(
        PersonCategory.voided_at.is_(None),
        and_(PersonCategory.valid_from <= day, or_(PersonCategory.valid_to.is_(None), PersonCategory.valid_to >= day)),
        *conditions,
    )
    found: dict[str, list[str]] = {}
    for person_id, category in session.execute(query):
        found.setdefault(str(person_id), []).append(str(category))
    return {key: _primary_first([code for code in codes if code != NONE]) for key, codes in found.items()}


def _primary_first(codes: Sequence[str]) -> tuple[str, ...]:
    first = primary_category(codes)
    return (first, *(code for code in dict.fromkeys(codes) if code != first)) if first in codes else tuple(codes)


def _of(session: Session, person_id: str) -> list[Any]:
    order = [PersonCategory.valid_from, PersonCategory.id]
    return list(records.live(session, PersonCategory, PersonCategory.person_id == person_id, order_by=order))


def _row(found: Any) -> CategoryRow:
    return CategoryRow(
        found.id,
        found.category or "",
        found.valid_from,
        found.valid_to,
        found.evidence_no or "",
        found.source or "",
        found.version,
    )


def _clashes(session: Session, person_id: str, values: Mapping[str, Any], category_id: str | None) -> list[Problem]:
    start, end = values["valid_from"], values["valid_to"]
    if end is not None and end < start:
        return [Problem("valid_to", _("不能早于开始日期。"), "ORDER")]
    for other in _of(session, person_id):
        if other.id == category_id or other.category != values["category"]:
            continue
        if (end is None or other.valid_from <= end) and (other.valid_to is None or other.valid_to >= start):
            until = other.valid_to.isoformat() if other.valid_to else _("今")
            sentence = _("与已有的同类记录（{start} 至 {end}）重叠，请改那一条。").format(
                start=other.valid_from.isoformat(), end=until
            )
            return [Problem("valid_from", sentence, "OVERLAP")]
    return []
