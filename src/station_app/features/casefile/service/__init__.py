"""Puts a case file together: her own record, her household, and what every feature contributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.core.checks import Refused
from station_app.core.dates import age_on, half_width
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.features.casefile import rules
from station_app.features.casefile.rules import CaseFile, Fact, Group, Member
from station_app.features.casefile.service.sources import SOURCES
from station_app.features.people.fields import HOUSEHOLD, PERSON
from station_app.features.people.model import Person, PersonCategory
from station_app.features.people.rules.rows import gap_names
from station_app.features.people.service import households, people
from station_app.features.station.service.attachments import read_attachment
from station_app.storage import records
from station_app.storage.attachments import AttachmentStore

_OF_HOUSEHOLD = ("household_no", "village", "group_name", "address", "member_count", "labour_count", "categories")


PhotoOf = Callable[[Session, str], bytes | None]
"""(session, attachment key) → the picture, None where its file cannot be read."""


def photos_of(folder: StationFolder, data_key: bytes) -> PhotoOf:
    """How the photos of a station are read; a lost file is no reason not to show the rest."""
    store = AttachmentStore(folder.attachments, data_key)

    def read(session: Session, attachment_id: str) -> bytes | None:
        try:
            return read_attachment(session, store, attachment_id).content
        except (Refused, Trouble):
            return None

    return read


def case_file(session: Session, person_id: str, photo_of: PhotoOf | None = None) -> CaseFile:
    """Everything known of one person, newest first; Refused when she is void or unknown."""
    values = people.get_person(session, person_id)
    born = values["birth_date"]
    home_id = values["household_id"] or ""
    home, members = _household(session, home_id, values)
    dated = _dated_categories(session, person_id, values["categories"] or ())
    entries = [entry for source in SOURCES for entry in source(session, person_id)]
    return CaseFile(
        person_id=person_id,
        name=values["name"] or "",
        sex=PERSON["sex"].kind.format(values["sex"]),
        age=age_on(born, clock.today()) if born else None,
        village=values["village"] or "",
        id_number=rules.fact("id_number", values),
        phone=rules.fact("phone", values),
        responsible=values.get("responsible") or "",
        categories=dated,
        groups=_with_household(rules.groups(values, categories=dated), home),
        household_id=home_id,
        household=home.facts[0].text if home_id else "",
        members=members,
        consent_on=values["consent_date"],
        gaps=tuple(PERSON[name].label for name in gap_names(values)),
        entries=rules.in_order(entries),
        photo=photo_of(session, values["photo"]) if photo_of is not None and values["photo"] else None,
    )


def find_person(session: Session, text: str) -> str:
    """The key of the person with this ID number, key or — where only one has it — name; Refused otherwise."""
    wanted = half_width(text).strip()
    live = Person.voided_at.is_(None)
    for column, word in ((Person.id_number, wanted.upper()), (Person.id, wanted.lower()), (Person.name, text.strip())):
        keys = list(session.scalars(select(Person.id).where(column == word, live).limit(2)))
        if len(keys) > 1:
            raise Refused(_("叫“{name}”的不止一位，请写身份证号。").format(name=text.strip()))
        if keys:
            return str(keys[0])
    raise Refused(_("没有找到“{text}”。请写完整的身份证号，或站里只有一位的姓名。").format(text=text.strip()))


def _household(session: Session, home_id: str, values: dict[str, Any]) -> tuple[Group, tuple[Member, ...]]:
    """The household as a group of facts, its head first, and the others who live there."""
    relation = rules.fact("relation_to_head", values)
    if not home_id:
        empty = (Fact(HOUSEHOLD[name].label, "") for name in _OF_HOUSEHOLD)
        return Group(_("家庭"), (Fact(HOUSEHOLD["head_name"].label, ""), relation, *empty)), ()
    home = households.get_household(session, home_id)
    head = Fact(HOUSEHOLD["head_name"].label, home["head_name"] or home["household_no"])
    facts = (head, relation, *(Fact(HOUSEHOLD[n].label, HOUSEHOLD[n].kind.format(home[n])) for n in _OF_HOUSEHOLD))
    relations = codes.table("family_relation")
    known = {
        key: relations.label(relation)
        for key, relation in session.execute(
            select(Person.id, Person.relation_to_head).where(Person.household_id == home_id, Person.voided_at.is_(None))
        )
    }
    members = tuple(
        Member(row.id, row.name, known.get(row.id, ""), row.age)
        for row in people.members_of(session, home_id)
        if row.id != values["id"]
    )
    return Group(_("家庭"), facts), members


def _with_household(own: tuple[Group, ...], home: Group) -> tuple[Group, ...]:
    """The household stands behind 基本 and 联系."""
    return (*own[:2], home, *own[2:])


def _dated_categories(session: Session, person_id: str, held: tuple[str, ...]) -> tuple[str, ...]:
    """Each category that she has, and since when where that is known."""
    since = {
        dated.category: dated.valid_from
        for dated in records.live(
            session, PersonCategory, PersonCategory.person_id == person_id, order_by=[PersonCategory.valid_from]
        )
    }
    table = codes.table("assistance_category")
    return tuple(
        _("{label} 自 {day}").format(label=table.label(code), day=since[code]) if code in since else table.label(code)
        for code in held
    )
