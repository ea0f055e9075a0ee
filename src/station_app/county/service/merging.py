"""The records of one package into the county's tables, inside the one transaction that takes it in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from station_app.county.service.differences import Differences, Said
from station_app.county.service.erasures import Erased
from station_app.county.service.outcome import Outcome
from station_app.county.service.unknown import keep_unknown
from station_app.county.store.plain import Value, kept
from station_app.county.store.staging import Row, Stage
from station_app.exchange.incoming import Change, Changes, Erasing, Kept, RowFault, Rows, Staged
from station_app.storage.erasing import word_for

_AT_ONCE = 500
_MOST_CHANGES = 20_000


class Merge:
    """Takes what exchange.incoming.staged() yields; `finish` leaves everything in the tables.

    `watched`: record names whose new and changed keys somebody wants (Outcome.touched).
    """

    def __init__(
        self,
        session: Session,
        station: str,
        digest: str,
        outcome: Outcome,
        *,
        alone: bool,
        snapshot: bool,
        watched: frozenset[str] = frozenset(),
    ) -> None:
        self.outcome = outcome
        self.decisions: list[dict[str, Any]] = []
        """Lines `decided`: what the station's people said to corrections."""
        self.erased_people: list[str] = []
        self._session = session
        self._station = station
        self._digest = digest
        self._snapshot = snapshot
        self._watched = watched
        self._differences = Differences(session, station, digest, outcome, alone=alone)
        self._erased = Erased(session, station)
        self._stages: dict[str, Stage] = {}
        self._changes: dict[str, dict[str, list[Change]]] = defaultdict(lambda: defaultdict(list))
        self._seen: dict[str, set[str]] = defaultdict(set)
        self._waiting = 0

    def take(self, staged: Staged) -> None:
        """One batch of lines."""
        if isinstance(staged, Rows):
            with self.outcome.timed("stage"):
                self._stage(staged.record).add(self._allowed(staged))
        elif isinstance(staged, Changes):
            for change in staged.changes:
                self._changes[change.record][change.id].append(change)
            self._waiting += len(staged.changes)
            if self._waiting >= _MOST_CHANGES:
                self._settle()
        elif isinstance(staged, Erasing):
            for record, key in self._erased.carry_out(staged):
                self._reject(record, key, "E_VALUE")
            self.erased_people.append(staged.person)
        elif isinstance(staged, RowFault):
            self.outcome.rejected += 1
            self.outcome.issue(staged.record, staged.id, staged.column, staged.code)
        else:
            self._keep(staged)

    def finish(self) -> None:
        """Merge what is staged, apply the changes, write history and conflicts."""
        self._settle()
        for stage in self._stages.values():
            stage.close()

    def _settle(self) -> None:
        with self.outcome.timed("merge"):
            for name, stage in self._stages.items():
                self._merge(name, stage)
            for record, changes in self._changes.items():
                self._edit(self._stage(record), changes)
            self._differences.write()
        self._changes.clear()
        self._waiting = 0

    def _stage(self, record: str) -> Stage:
        if record not in self._stages:
            self._stages[record] = Stage(self._session.connection(), kept()[record])
        return self._stages[record]

    def _allowed(self, rows: Rows) -> Sequence[Row]:
        """The rows, each key once, with what was erased left blank."""
        if rows.record in self._watched:
            self.outcome.touched.setdefault(rows.record, set()).update(row[0] for row in rows.rows)
        seen, fresh = self._seen[rows.record], {row[0] for row in rows.rows}
        if self._erased or len(fresh) < len(rows.rows) or not seen.isdisjoint(fresh):
            return self._picked(rows, seen)
        seen |= fresh
        return rows.rows

    def _picked(self, rows: Rows, seen: set[str]) -> list[Row]:
        """Row by row, where a key came twice or somebody was erased."""
        allowed: list[Row] = []
        for row in rows.rows:
            if row[0] in seen:
                self._reject(rows.record, row[0], "E_VALUE")
                continue
            seen.add(row[0])
            blank = self._erased.columns(rows.record, row[0])
            if blank:
                values = list(row)
                for column in blank:
                    values[rows.columns.index(column)] = word_for(column)
                allowed.append(tuple(values))
            else:
                allowed.append(row)
        return allowed

    def _merge(self, name: str, stage: Stage) -> None:
        if not stage.any_present():
            self.outcome.created += stage.merge(self._digest)
            return
        stage.analyze()
        for key in stage.foreign(self._station):
            self._reject(name, key, "E_VALUE")
        if not self._snapshot:  # how a record was made is told again: it changes nothing
            known = stage.differing()
            self.outcome.unchanged += len(known)
            stage.drop(known)
        self.outcome.unchanged += stage.drop_equal()
        met = stage.differing()
        final: list[Row] = []
        for some in _pieces(met):
            theirs, ours = stage.staged(some), stage.stored(some)
            for key in some:
                row = self._differences.meet(stage.table, ours[key], theirs[key])
                if row is None:
                    self.outcome.unchanged += 1
                else:
                    final.append(tuple(row))
            self._differences.flush_if_many()
        stage.drop(met)
        self.outcome.created += stage.merge(self._digest)
        self.outcome.changed += len(final)
        stage.add(final)
        stage.merge(self._digest)

    def _edit(self, stage: Stage, changes: dict[str, list[Change]]) -> None:
        record = stage.table.name
        for some in _pieces(list(changes)):
            stored, final = stage.stored(some), []
            for key in some:
                row = stored.get(key)
                if row is None or row[1] != self._station:
                    self.outcome.lacks |= row is None
                    self._reject(record, key, "E_REFERENCE" if row is None else "E_VALUE")
                    continue
                final.append(self._changed(stage, row, changes[key]))
                self.outcome.changed += 1
            if record in self._watched:
                self.outcome.touched.setdefault(record, set()).update(stored)
            self._differences.flush_if_many()
            stage.add(final)
            stage.merge(self._digest)

    def _changed(self, stage: Stage, stored: list[Value], changes: Iterable[Change]) -> Row:
        names = stage.table.columns
        row: dict[str, Value] = dict(zip(names, stored, strict=False))
        extra: dict[str, Any] = json.loads(str(stored[-1])) if stored[-1] else {}
        blank = self._erased.columns(stage.table.name, str(row["id"]))
        known = int(row["version"] or 0)
        for change in changes:
            said = Said(change.column, change.value, change.version, change.by, change.at, change.base)
            if not change.known:
                extra[change.column] = change.value
            elif change.column in blank and change.value != word_for(change.column):
                self.outcome.issue(stage.table.name, str(row["id"]), change.column, "E_ERASED")
            else:
                self._differences.apply(stage.table, row, said, known)
        text = json.dumps(extra, ensure_ascii=False, separators=(",", ":")) if extra else None
        return (*(row[name] for name in names), text)

    def _reject(self, record: str, key: str, code: str) -> None:
        self.outcome.rejected += 1
        self.outcome.issue(record, key, "", code)

    def _keep(self, line: Kept) -> None:
        said = json.loads(line.line)
        if said["op"] == "decided":
            self.decisions.append(said)
        elif not keep_unknown(self._session, self._station, said):
            self._reject(str(said.get("e", ""))[:40], str(said.get("id", ""))[:32], "E_VALUE")


def _pieces(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
