"""Two records that are one: everything moves to the kept one, and all of it can be taken back later (F54).

What a merge changed is read from the change log, whoever changed it; undoing gives exactly those fields their
earlier values, except where somebody has changed them since.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Household, Merge, Person, PersonCategory, PersonSkill
from station_app.features.people.service.categories import keep_categories, list_categories
from station_app.features.people.service.duplicates import MERGED
from station_app.features.people.service.households import household_figures, keep_household
from station_app.features.people.service.moving import move_references, refuse_collisions
from station_app.features.people.service.people import derived, index_person
from station_app.storage import changes, records, search
from station_app.storage.base import Synced

_HEAD = "02"
_TOGETHER = {"household_id": ("household_id", "relation_to_head"), "birth_date": ("birth_date",)}
"""Fields that are taken from the same record."""
_NEVER_TAKEN = (
    "categories",
    "primary_category",
    "name_pinyin",
    "person_state",
    "state_on",
    "state_reason",
    "merged_into",
)


@dataclass(frozen=True)
class MergeResult:
    """What a merge of two people led to."""

    merge_id: str
    households: tuple[str, str] | None
    """(the kept person's, the gone one's) when both had one: are they one family too?"""


def differing(session: Session, kept_id: str, gone_id: str) -> dict[str, tuple[Any, Any]]:
    """Fields of two people that are not the same: (kept, gone); what only one of them has is among them."""
    kept, gone = records.get(session, Person, kept_id), records.get(session, Person, gone_id)
    return _differing(kept, gone)


def differing_households(session: Session, kept_id: str, gone_id: str) -> dict[str, tuple[Any, Any]]:
    """The same for two households."""
    kept, gone = records.get(session, Household, kept_id), records.get(session, Household, gone_id)
    return _differing(kept, gone)


def merge_people(session: Session, kept_id: str, gone_id: str, *, take: Collection[str] | None = None) -> MergeResult:
    """The gone person's records, categories and skills become the kept one's; the gone one is merged into her.

    `take` names the fields whose value comes from the gone one; None takes those that the kept one lacks. Refused:
    one person twice (SAME), both in one class or otherwise where only one can be (COLLISION), a second head.
    """
    kept, gone = _both(session, Person, kept_id, gone_id)
    refuse_collisions(session, Person, kept_id, gone_id, but=("person_category", "person_skill"))
    taken = _taken(kept, gone, take)
    homes = (kept.household_id, gone.household_id)
    before = {home: household_figures(session, home) for home in set(homes) - {None}}
    last = changes.last_counter(session)
    title = f"{gone.name} → {kept.name}"
    _join_categories(session, kept_id, gone_id)
    move_references(session, Person, kept_id, gone_id, leave=_second_skills(session, kept_id, gone_id))
    _go(session, gone, kept_id, _("合并到“{name}”").format(name=kept.name))
    gone.person_state = "merged"
    session.flush()
    for name, value in (taken | derived({"name": taken["name"]} if "name" in taken else {})).items():
        setattr(kept, name, value)
    session.flush()
    keep_categories(session, kept)
    for home, figures in before.items():
        _one_head(session, home)
        keep_household(session, home, figures)
    merge_id = _write_down(session, "person", (kept_id, gone_id), title, last)
    search.remove(session, "person", gone_id)
    index_person(session, kept)
    ask = homes[0] and homes[1] and homes[0] != homes[1]
    return MergeResult(merge_id, (str(homes[0]), str(homes[1])) if ask else None)


def merge_households(
    session: Session,
    kept_id: str,
    gone_id: str,
    *,
    take: Collection[str] | None = None,
    other_head_relation: str = "",
) -> str:
    """The members of the gone household live in the kept one; returns the key of the merge.

    When both have a head, hers of the gone one gets `other_head_relation`; Refused (REQUIRED) without it.
    """
    kept, gone = _both(session, Household, kept_id, gone_id)
    refuse_collisions(session, Household, kept_id, gone_id)
    heads = [head_of(session, home) for home in (kept_id, gone_id)]
    if all(heads) and (not other_head_relation or other_head_relation == _HEAD):
        sentence = _("两户都有户主：请选择“{name}”与“{head}”的关系。").format(name=heads[1].name, head=heads[0].name)
        raise Refused([Problem("relation_to_head", sentence, "REQUIRED")])
    taken = _taken(kept, gone, take)
    before = household_figures(session, kept_id)
    last = changes.last_counter(session)
    title = _("{gone}户 → {kept}户").format(gone=_called(gone), kept=_called(kept))
    if all(heads):
        records.save(session, Person, {"relation_to_head": other_head_relation}, record_id=heads[1].id, require=False)
    move_references(session, Household, kept_id, gone_id)
    _go(session, gone, kept_id, _("合并到“{name}”户").format(name=_called(kept)))
    session.flush()
    for name, value in taken.items():
        setattr(kept, name, value)
    session.flush()
    session.expire_all()
    keep_household(session, kept_id, before)
    return _write_down(session, "household", (kept_id, gone_id), title, last)


def _called(household: Any) -> str:
    return str(household.head_name or household.household_no)


def _both(session: Session, model: type[Any], kept_id: str, gone_id: str) -> tuple[Any, Any]:
    if kept_id == gone_id:
        raise Refused([Problem("", _("这是同一条记录，不用合并。"), "SAME")])
    return records.get(session, model, kept_id), records.get(session, model, gone_id)


def _differing(kept: Any, gone: Any) -> dict[str, tuple[Any, Any]]:
    pairs = {
        field.name: (getattr(kept, field.name), getattr(gone, field.name))
        for field in kept.describes
        if field.name not in _NEVER_TAKEN and not field.computed
    }
    return {name: pair for name, pair in pairs.items() if (pair[0] or None) != (pair[1] or None)}


def _taken(kept: Any, gone: Any, take: Collection[str] | None) -> dict[str, Any]:
    """Values that come from the gone record; a household and the place in it go together."""
    pairs = _differing(kept, gone)
    if take is None:
        take = [name for name, (mine, hers) in pairs.items() if mine in (None, "", ()) and hers]
    names = [also for name in take for also in _TOGETHER.get(name, (name,))]
    if "relation_to_head" in names and kept.household_id != gone.household_id and "household_id" not in take:
        names.remove("relation_to_head")
    return {name: getattr(gone, name) for name in dict.fromkeys(names) if name in pairs}


def _go(session: Session, gone: Synced, kept_id: str, reason: str) -> None:
    gone.voided_at, gone.void_reason, gone.merged_into = clock.now(), reason[:200], kept_id
    session.flush()


def _join_categories(session: Session, kept_id: str, gone_id: str) -> None:
    """A category that both have in the same days becomes one record of all those days; the others are moved later."""
    mine = list_categories(session, kept_id)
    for hers in list_categories(session, gone_id):
        for row in mine:
            if row.category != hers.category or not _overlap(row, hers):
                continue
            found = records.get(session, PersonCategory, row.id)
            found.valid_from = min(found.valid_from, hers.valid_from)
            found.valid_to = None if None in (found.valid_to, hers.valid_to) else max(found.valid_to, hers.valid_to)
            found.evidence_no = found.evidence_no or hers.evidence_no or None
            records.void(session, PersonCategory, hers.id, _("合并时与另一条相同"))
            break


def _overlap(one: Any, other: Any) -> bool:
    return (one.valid_to is None or one.valid_to >= other.valid_from) and (
        other.valid_to is None or other.valid_to >= one.valid_from
    )


def _second_skills(session: Session, kept_id: str, gone_id: str) -> set[str]:
    """Skills of the gone one that the kept one has from the same source: they stay where they are."""
    there = {
        (skill.trade, skill.source)
        for skill in records.live(session, PersonSkill, PersonSkill.person_id == kept_id)
        if skill.withdrawn_on is None
    }
    return {
        str(skill.id)
        for skill in records.live(session, PersonSkill, PersonSkill.person_id == gone_id)
        if skill.withdrawn_on is None and (skill.trade, skill.source) in there
    }


def head_of(session: Session, household_id: str) -> Any:
    """The member who is the head of a household; None for none."""
    of_home = (Person.household_id == household_id, Person.relation_to_head == _HEAD, Person.person_state == "normal")
    return next(iter(records.live(session, Person, *of_home)), None)


def _one_head(session: Session, household_id: str) -> None:
    of_home = (Person.household_id == household_id, Person.relation_to_head == _HEAD, Person.person_state == "normal")
    if len(records.live(session, Person, *of_home)) > 1:
        sentence = _("合并后这户会有两位户主：请选择另一个“与户主关系”，或先改户主。")
        raise Refused([Problem("relation_to_head", sentence, "SECOND_HEAD")])


def _write_down(session: Session, entity: str, pair: tuple[str, str], title: str, last: int) -> str:
    session.flush()
    lines = session.execute(
        text('SELECT record, record_id, field, old, new FROM "change" WHERE counter > :last ORDER BY counter'),
        {"last": last},
    )
    moved = [list(line) for line in lines if line[2] not in ("", "version")]
    values = {
        "entity": entity,
        "kept_id": pair[0],
        "gone_id": pair[1],
        "outcome": MERGED,
        "title": title[:200],
        "moved": json.dumps(moved, ensure_ascii=False),
    }
    return str(records.save(session, Merge, values).id)
