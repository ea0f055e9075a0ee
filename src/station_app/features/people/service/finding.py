"""What makes a person findable by Ctrl+K: words to search by, and a line that tells namesakes apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import names
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.model import Person
from station_app.storage.search import Entry

WORDS = ("id_number", "phone", "contact_phone")


def person_entry(key: str, person: Mapping[str, Any], categories: tuple[str, ...]) -> Entry:
    """Name, pinyin in every reading, initials, ID and phones of a person given by field name."""
    name = person["name"] or ""
    syllables, initials = names.pinyin(name)
    words = (name, syllables.replace(" ", ""), initials, *names.other_readings(name), *(person[w] for w in WORDS))
    born = str(person["birth_date"] or "")[:4]
    parts = (_("{year}年生").format(year=born) if born else "", person["village"], _named(categories))
    return Entry("person", key, name, " ".join(part for part in parts if part), tuple(word for word in words if word))


def merged_words(session: Session, key: str) -> tuple[str, ...]:
    """Words of the records that were merged into a person: Ctrl+K finds her by their names and numbers too."""
    words: list[str] = []
    for gone in session.scalars(select(Person).where(Person.merged_into == key)):
        plain = {name: getattr(gone, name) for name in ("name", "birth_date", "village", *WORDS)}
        words += [*person_entry(gone.id, plain, ()).words, *merged_words(session, gone.id)]
    return tuple(words)


@lru_cache(maxsize=5000)
def _named(categories: tuple[str, ...]) -> str:
    return PERSON["categories"].kind.format(categories)
