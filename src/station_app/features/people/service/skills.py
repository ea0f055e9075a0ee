"""What people can do: from training, papers and visits, withdrawn when the paper is, searched (domain.md §3.8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.fields import PERSON_SKILL
from station_app.features.people.model import Person, PersonSkill
from station_app.storage import records

FROM_TRAINING, FROM_PAPER, SELF_DECLARED = "培训结业", "外来证书", "走访自述"
"""Codes of table skill_source."""


@dataclass(frozen=True)
class SkillRow:
    """One skill as the person's panel lists it."""

    id: str
    person_id: str
    trade: str
    skill_level: str
    gained_on: dt.date | None
    source: str
    certificate_no: str
    verified_by: str
    withdrawn_on: dt.date | None
    version: int

    @property
    def is_self_declared(self) -> bool:
        """Said by the person and verified by nobody: lists mark it."""
        return self.source == SELF_DECLARED and not self.verified_by


def add_skill(session: Session, person_id: str, values: Mapping[str, Any]) -> str:
    """Write down a skill; returns its key.

    A skill of the same trade and source that came from another record (a second class) is replaced when the new
    one is not older. Refused: DUPLICATE when one typed by hand is there already.
    """
    records.get(session, Person, person_id)
    whole: dict[str, Any] = {field.name: field.default for field in PERSON_SKILL} | dict(values)
    whole["person_id"] = person_id
    problems = PERSON_SKILL.check(whole)
    if problems:
        raise Refused(problems)
    for known in _in_force(session, person_id, whole["trade"], whole["source"]):
        if whole["origin_id"] is None:
            sentence = _("已有一条同工种、同来源的技能，请改那一条。")
            raise Refused([Problem("trade", sentence, "DUPLICATE")])
        if known.gained_on and known.gained_on > whole["gained_on"]:
            return str(known.id)
        _withdraw(session, known, whole["gained_on"], _("由新的记录代替"))
    return str(records.save(session, PersonSkill, whole).id)


def change_skill(session: Session, skill_id: str, values: Mapping[str, Any], version: int | None = None) -> None:
    """Correct a skill or say who verified it; one that another record made is corrected there."""
    found = records.get(session, PersonSkill, skill_id)
    values = {name: value for name, value in values.items() if (value or "") != (getattr(found, name) or "")}
    if found.origin_id and set(values) - {"verified_by", "note"}:
        raise Refused([Problem("", _("这条技能来自培训或证书记录，请到那里更正。"), "ORIGIN")])
    trade, source = values.get("trade", found.trade), values.get("source", found.source)
    for known in _in_force(session, found.person_id, trade, source):
        if known.id != skill_id:
            raise Refused([Problem("trade", _("已有一条同工种、同来源的技能，请改那一条。"), "DUPLICATE")])
    records.save(session, PersonSkill, values, record_id=skill_id, version=version)


def withdraw_skill(session: Session, skill_id: str, reason: str, *, on: dt.date | None = None) -> None:
    """The skill no longer counts from a day on; it stays in the list, marked. Refused without a reason."""
    if not reason.strip():
        raise Refused([Problem("withdrawn_reason", _("请写明收回原因。"), "REQUIRED")])
    _withdraw(session, records.get(session, PersonSkill, skill_id), on or clock.today(), reason.strip())


def withdraw_of(session: Session, origin_kind: str, origin_id: str, reason: str) -> int:
    """Withdraw what an enrolment or a certificate gave, when that is made void; returns how many."""
    found = records.live(
        session,
        PersonSkill,
        PersonSkill.origin_id == origin_id,
        PersonSkill.origin_kind == origin_kind,
        PersonSkill.withdrawn_on.is_(None),
    )
    for skill in found:
        _withdraw(session, skill, clock.today(), reason)
    return len(found)


def void_skill(session: Session, skill_id: str, reason: str) -> None:
    """A skill that was written down by mistake."""
    records.void(session, PersonSkill, skill_id, reason)


def list_skills(session: Session, person_id: str) -> list[SkillRow]:
    """Skills of a person: in force first, then the newest."""
    found = records.live(session, PersonSkill, PersonSkill.person_id == person_id)
    rows = [_row(skill) for skill in found]
    return sorted(rows, key=lambda row: (row.withdrawn_on is not None, -_ordinal(row.gained_on), row.trade))


def find_skilled(
    session: Session, *, trade: str = "", skill_level: str = "", village: str = "", work_willingness: str = ""
) -> list[SkillRow]:
    """Skills in force of live people, by trade, level, village and willingness; empty words do not narrow."""
    query = (
        select(PersonSkill)
        .join(Person, Person.id == PersonSkill.person_id)
        .where(PersonSkill.voided_at.is_(None), PersonSkill.withdrawn_on.is_(None))
        .where(Person.voided_at.is_(None), Person.person_state == "normal")
        .order_by(Person.name_pinyin, PersonSkill.gained_on.desc())
    )
    for column, wanted in (
        (PersonSkill.trade, trade),
        (PersonSkill.skill_level, skill_level),
        (Person.village, village),
        (Person.work_willingness, work_willingness),
    ):
        if wanted:
            query = query.where(column == wanted)
    return [_row(skill) for skill in session.scalars(query)]


def _in_force(session: Session, person_id: str, trade: str, source: str) -> list[PersonSkill]:
    return records.live(
        session,
        PersonSkill,
        PersonSkill.person_id == person_id,
        PersonSkill.trade == trade,
        PersonSkill.source == source,
        PersonSkill.withdrawn_on.is_(None),
    )


def _withdraw(session: Session, skill: PersonSkill, on: dt.date, reason: str) -> None:
    skill.withdrawn_on, skill.withdrawn_reason = on, reason[:200]
    session.flush()


def _row(skill: PersonSkill) -> SkillRow:
    return SkillRow(
        skill.id,
        skill.person_id,
        skill.trade or "",
        skill.skill_level or "",
        skill.gained_on,
        skill.source or "",
        skill.certificate_no or "",
        skill.verified_by or "",
        skill.withdrawn_on,
        skill.version,
    )


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
