"""Who looks after whom: many people given to another worker in one action, with a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.model import Person
from station_app.features.people.service.bulk import chunks
from station_app.features.station.service.users import active_names

_MOST_NAMES = 40


@dataclass(frozen=True)
class HandedOver:
    """What a change of worker did."""

    to: str
    before: tuple[tuple[str, int], ...]
    """Who had them and how many, the most first; '' for nobody."""
    unchanged: int
    """People who were with that worker already."""

    @property
    def changed(self) -> int:
        """People who have another worker now."""
        return sum(count for _name, count in self.before)


def hand_over(session: Session, person_ids: Sequence[str], to: str) -> HandedOver:
    """Make one worker responsible for these people, in the caller's transaction. Refused without a name."""
    name = to.strip()
    problems = PERSON.check({"responsible": name}, require=True)
    if not name:
        problems.append(Problem("responsible", _("请写明交给谁。"), "REQUIRED"))
    if problems:
        raise Refused(problems)
    before: Counter[str] = Counter()
    unchanged = 0
    for keys in chunks(list(dict.fromkeys(person_ids))):
        for person in session.scalars(select(Person).where(Person.id.in_(keys), Person.voided_at.is_(None))):
            if person.responsible == name:
                unchanged += 1
            else:
                before[person.responsible or ""] += 1
                person.responsible = name
        session.flush()
    return HandedOver(name, tuple(before.most_common()), unchanged)


def worker_names(session: Session) -> list[str]:
    """Who can be made responsible: the station's users who may write, then names in use, the most frequent first."""
    used = session.execute(
        select(Person.responsible)
        .where(Person.voided_at.is_(None), Person.responsible.is_not(None), Person.responsible != "")
        .group_by(Person.responsible)
        .order_by(func.count().desc(), Person.responsible)
        .limit(_MOST_NAMES)
    )
    return list(dict.fromkeys([*active_names(session), *(name for (name,) in used)]))
