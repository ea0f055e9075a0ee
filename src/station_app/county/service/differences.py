"""What differs between what the county has and what a station says: history, conflicts, the row that stays.

`alone`: all that was taken in from the station lies on the package's own line, so values are taken as they come. Where
not (a backup was put back, two computers worked on), a value is taken only if the station knew what the county holds;
else both values wait for a person, and the county's own stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.ids import new_id
from station_app.county.service.outcome import Outcome
from station_app.county.store import own_tables as own
from station_app.county.store.plain import STAMPS, Value, moment_of
from station_app.exchange import values
from station_app.exchange.tables import Travelling

_AT_ONCE = 500
_VOIDED = "voided_at"


@dataclass(frozen=True)
class Said:
    """One value of one column, with who wrote it and when."""

    column: str
    value: Value
    version: int
    by: str
    at: str
    base: str
    """Short hash of what the writer saw before; '' where nobody says."""


class Differences:
    """Collects history and conflicts of one package and writes them in bulk."""

    def __init__(self, session: Session, station: str, digest: str, outcome: Outcome, *, alone: bool) -> None:
        self.alone = alone
        self._session = session
        self._station = station
        self._digest = digest
        self._outcome = outcome
        self._changes: list[dict[str, Any]] = []
        self._conflicts: list[dict[str, Any]] = []
        query = select(own.conflict).where(own.conflict.c.station_id == station, own.conflict.c.state == "open")
        self._open = {(row.record, row.record_id, row.field): dict(row._mapping) for row in session.execute(query)}

    def apply(self, table: Travelling, row: dict[str, Value], said: Said, known: int = 0) -> None:
        """Take one value into a row, or note the conflict (exchange.values).

        `known`: the version that the county had before this package; 0 where it does not matter.
        """
        if said.column in STAMPS:
            self._stamp(row, said)
            return
        held = row.get(said.column)
        found = self._open.get((table.name, str(row["id"]), said.column))
        became = values.of_set(held, said.value, said.base, alone=self.alone)
        if known >= said.version and not self.alone:
            became = self._unseen(table, row, said, became)
        if became is values.Outcome.CONFLICT:
            self._note_conflict(table, row, said, found)
        else:
            if found is not None:
                self._agree(found)
            if became is values.Outcome.TAKEN:
                self._history(table.name, str(row["id"]), said, held)
                row[said.column] = said.value
        self._stamp(row, said)

    def _unseen(self, table: Travelling, row: dict[str, Value], said: Said, became: values.Outcome) -> values.Outcome:
        """The writer did not see what the county has: taking out of use against an edit is a question (F57)."""
        if said.column == _VOIDED:
            return values.Outcome.CONFLICT if became is values.Outcome.TAKEN else became
        if row.get(_VOIDED) is not None and (table.name, str(row["id"]), _VOIDED) not in self._open:
            still_used = Said(_VOIDED, None, said.version, said.by, said.at, "")
            self._note_conflict(table, row, still_used, None)
        return became

    def meet(self, table: Travelling, ours: list[Value], theirs: list[Value]) -> list[Value] | None:
        """The row that stays where a whole row meets another one with its key; None when nothing changes."""
        names = table.columns
        mine, told = dict(zip(names, ours, strict=False)), dict(zip(names, theirs, strict=False))
        by, at, version = str(told["updated_by"]), str(told["updated_at"]), int(told["version"] or 0)
        for name in names:
            if name not in STAMPS and mine[name] != told[name]:
                self.apply(table, mine, Said(name, told[name], version, by, at, ""))
        if self.alone:
            mine |= {name: told[name] for name in STAMPS}
        stays = [*(mine[name] for name in names), theirs[-1] if theirs[-1] is not None else ours[-1]]
        return None if stays == ours else stays

    def write(self) -> None:
        """Everything that was collected, into the present transaction."""
        for rows, place in ((self._changes, own.field_change), (self._conflicts, own.conflict)):
            if rows:
                self._session.execute(place.insert(), rows)
            rows.clear()

    def flush_if_many(self) -> None:
        """Keep memory flat in a large package."""
        if len(self._changes) > _AT_ONCE * 10:
            self.write()

    @staticmethod
    def _stamp(row: dict[str, Value], said: Said) -> None:
        if said.version >= int(row["version"] or 0):
            row |= {"version": said.version, "updated_by": said.by, "updated_at": said.at}

    def _history(self, record: str, key: str, said: Said, held: Value) -> None:
        self._changes.append(
            {
                "record": record,
                "record_id": key,
                "field": said.column,
                "old": json.dumps(held, ensure_ascii=False),
                "new": json.dumps(said.value, ensure_ascii=False),
                "version": said.version,
                "actor": said.by,
                "at": moment_of(said.at),
                "package": self._digest,
            }
        )

    def _note_conflict(
        self, table: Travelling, row: dict[str, Value], said: Said, found: dict[str, Any] | None
    ) -> None:
        theirs = {
            "theirs": json.dumps(said.value, ensure_ascii=False),
            "theirs_by": said.by,
            "theirs_at": moment_of(said.at),
            "theirs_package": self._digest,
        }
        if found is not None:
            self._session.execute(update(own.conflict).where(own.conflict.c.id == found["id"]).values(theirs))
            found |= theirs
            return
        self._outcome.conflict += 1
        self._outcome.issue(table.name, str(row["id"]), said.column, "E_CONFLICT")
        made = {
            "id": new_id(),
            "station_id": self._station,
            "record": table.name,
            "record_id": str(row["id"]),
            "field": said.column,
            "ours": json.dumps(row.get(said.column), ensure_ascii=False),
            **self._ours(table.name, row, said.column),
            **theirs,
            "kept": "ours",
            "state": "open",
            "choice": "",
            "why": "",
            "found_at": clock.now(),
            "decided_by": "",
        }
        self._session.execute(own.conflict.insert().values(made))
        self._open[table.name, str(row["id"]), said.column] = made

    def _ours(self, record: str, row: dict[str, Value], column: str) -> dict[str, Any]:
        """Who wrote the county's value, when, and from which package it came."""
        changes = own.field_change
        mine = (changes.c.record == record) & (changes.c.record_id == row["id"]) & (changes.c.field == column)
        last = self._session.execute(select(changes).where(mine).order_by(changes.c.id.desc()).limit(1)).first()
        if last is not None:
            return {"ours_by": last.actor, "ours_at": last.at, "ours_package": last.package}
        at = moment_of(str(row["created_at"]))
        return {"ours_by": str(row["created_by"]), "ours_at": at, "ours_package": ""}

    def _agree(self, found: dict[str, Any]) -> None:
        """The station came to the county's value by itself, or was told."""
        del self._open[found["record"], found["record_id"], found["field"]]
        done = {"state": "agreed", "decided_at": clock.now()}
        self._session.execute(update(own.conflict).where(own.conflict.c.id == found["id"]).values(done))
