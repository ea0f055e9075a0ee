"""Households as a reference finds and names them: by head or any member, number, village or address."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station_app.core.texts import _
from station_app.features.people.model import Household, Person
from station_app.storage import records, search
from station_app.storage.search import Hit

_MEMBERS_ASKED = 200


def find_households(session: Session, text: str, limit: int) -> list[Hit]:
    """Households that every typed word fits, those whose people are called so first."""
    words = text.split()
    if not words:
        first = select(Household).where(Household.voided_at.is_(None)).order_by(Household.household_no).limit(limit)
        return [_hit(household) for household in session.scalars(first)]
    people = [hit.record_id for hit in search.find(session, text, _MEMBERS_ASKED, kind="person")]
    of_people = set(
        session.scalars(select(Person.household_id).where(Person.id.in_(people), Person.household_id.is_not(None)))
    )
    fits = [
        or_(
            *(
                column.contains(word, autoescape=True)
                for column in (Household.head_name, Household.household_no, Household.village, Household.address)
            )
        )
        for word in words
    ]
    found = {h.id: h for h in records.live(session, Household, Household.id.in_(of_people))}
    rest = select(Household).where(Household.voided_at.is_(None), *fits).order_by(Household.household_no).limit(limit)
    found |= {h.id: h for h in session.scalars(rest)}
    return [_hit(household) for household in found.values()][:limit]


def name_households(session: Session, keys: Sequence[str]) -> list[Hit]:
    """What households are called."""
    return [_hit(found) for found in records.live(session, Household, Household.id.in_(keys))]


def _hit(found: Household) -> Hit:
    title = _("{head}户").format(head=found.head_name or found.household_no)
    return Hit("household", found.id, title, "  ".join(part for part in (found.village, found.address) if part))
