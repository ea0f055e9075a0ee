"""People who were erased: what was blanked stays blank, whatever arrives later (F29)."""

from __future__ import annotations

import json

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from station_app.county.store import own_tables as own
from station_app.county.store.plain import STAMPS, kept, moment_of
from station_app.county.store.tables import STATION_TABLES
from station_app.exchange.incoming import Erasing
from station_app.storage.erasing import word_for

_KEPT_FOR_EVER = STAMPS | {"id", "station_id"}


class Erased:
    """The blanked columns of one station's records, asked for every row that arrives."""

    def __init__(self, session: Session, station: str) -> None:
        self._session = session
        self._station = station
        query = select(own.erased.c.record, own.erased.c.record_id, own.erased.c.fields)
        rows = session.execute(query.where(own.erased.c.station_id == station))
        self._columns = {(record, key): tuple(json.loads(columns)) for record, key, columns in rows}

    def __bool__(self) -> bool:
        return bool(self._columns)

    def columns(self, record: str, key: str) -> tuple[str, ...]:
        """Which columns of a record stay blank."""
        return self._columns.get((record, key), ())

    def carry_out(self, erasing: Erasing) -> list[tuple[str, str]]:
        """Blank what it names: records, earlier values, conflicts, what people are compared by.

        Returns what is another station's record and stayed as it was.
        """
        foreign = []
        for record, key, named in erasing.rows:
            if self._is_foreign(record, key):
                foreign.append((record, key))
                continue
            known = kept().get(record)
            columns = [c for c in named if known is not None and c in known.kinds and c not in _KEPT_FOR_EVER]
            self._remember(erasing, record, key, columns)
            if columns:
                table = STATION_TABLES[record]
                mine = (table.c.id == key) & (table.c.station_id == self._station)
                words = {column: word_for(column) for column in columns}
                self._session.execute(update(table).where(mine).values(words))
            self._forget(record, key, columns)
        person = erasing.person
        if self._is_foreign("person", person):
            return foreign
        self._session.execute(delete(own.match_key).where(own.match_key.c.person_id == person))
        pair = or_(own.same_person.c.a == person, own.same_person.c.b == person)
        self._session.execute(delete(own.same_person).where(pair, own.same_person.c.state == "suggested"))
        return foreign

    def _is_foreign(self, record: str, key: str) -> bool:
        """Whether a record belongs to another station: by the record, else by what was erased of it."""
        table = STATION_TABLES.get(record)
        owner = None
        if table is not None:
            owner = self._session.execute(select(table.c.station_id).where(table.c.id == key)).scalar()
        if owner is None:
            place = (own.erased.c.record == record) & (own.erased.c.record_id == key)
            owner = self._session.execute(select(own.erased.c.station_id).where(place)).scalar()
        return owner not in (None, self._station)

    def _remember(self, erasing: Erasing, record: str, key: str, columns: list[str]) -> None:
        known = self._columns.get((record, key))
        every = tuple(dict.fromkeys([*(known or ()), *columns]))
        self._columns[record, key] = every
        same = (own.erased.c.record == record) & (own.erased.c.record_id == key)
        self._session.execute(delete(own.erased).where(same))
        row = {
            "record": record,
            "record_id": key,
            "fields": json.dumps(every),
            "station_id": self._station,
            "person_id": erasing.person,
            "at": moment_of(erasing.at),
            "basis": erasing.basis,
        }
        self._session.execute(own.erased.insert().values(row))

    def _forget(self, record: str, key: str, columns: list[str]) -> None:
        changes, conflicts = own.field_change, own.conflict
        of_record = (changes.c.record == record) & (changes.c.record_id == key) & changes.c.field.in_(columns)
        self._session.execute(update(changes).where(of_record).values(old=None, new=None))
        in_conflict = (conflicts.c.record == record) & (conflicts.c.record_id == key) & conflicts.c.field.in_(columns)
        self._session.execute(update(conflicts).where(in_conflict).values(ours=None, theirs=None))
