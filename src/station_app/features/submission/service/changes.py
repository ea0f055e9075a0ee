"""What has changed since the last package, in words and counts, asked of the change log alone."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.exchange import outgoing
from station_app.features.submission.model import OutgoingPackage
from station_app.features.submission.rules.telling import Counted, words_of
from station_app.features.submission.service.rows import ChangesRow
from station_app.storage import changes


def changes_since_last(session: Session) -> ChangesRow:
    """New and changed records behind the last line of the change log that a package took."""
    last = last_package(session)
    after = last.counter_to if last is not None else 0
    counted = outgoing.summary(session, after + 1, changes.last_counter(session))
    records = sum(new + changed for new, changed in counted.values())
    return ChangesRow(phrases_of(counted), records, last.made_at if last is not None else None)


def phrases_of(counted: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Counts by record name in words."""
    rows = [Counted(record, new, changed) for record, (new, changed) in counted.items()]
    return tuple(words_of(rows))


def last_package(session: Session) -> OutgoingPackage | None:
    """The newest package that this file knows, whatever its epoch."""
    return session.scalars(select(OutgoingPackage).order_by(OutgoingPackage.number.desc()).limit(1)).first()
