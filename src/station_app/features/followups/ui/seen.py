"""One follow-up as the page shows it: the service's row with a word for where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from station_app.features.followups.service import DoneRate, FollowUpRow

OriginNames = Callable[[Any, Sequence[str]], Mapping[str, str]]
"""(session, keys of origins) → what people call them: class number and name; handed down by the menu."""


@dataclass(frozen=True)
class Seen:
    """Attributes as FollowUpRow, and `origin` in words."""

    id: str
    version: int
    kind: str
    person_id: str
    person_name: str
    phone: str
    village: str
    origin: str
    due_date: dt.date
    window_days: int
    done_on: dt.date | None
    result: str | None
    attempts: int
    worker: str
    state: str
    is_open: bool


@dataclass(frozen=True)
class Reading:
    """Everything the page reads at once."""

    rows: tuple[Seen, ...]
    this_month: DoneRate


def no_names(_session: Any, _origin_ids: Sequence[str]) -> Mapping[str, str]:
    """Where nobody knows more of the origins."""
    return {}


def seen(row: FollowUpRow, names: Mapping[str, str]) -> Seen:
    """A row with its origin's name."""
    of_row = {name: getattr(row, name) for name in Seen.__dataclass_fields__ if name != "origin"}
    return Seen(**of_row, origin=names.get(row.origin_id, ""))


def read(session: Any, names_of: OriginNames) -> Reading:
    """All follow-ups and how this month stands (R-42)."""
    import calendar  # noqa: PLC0415 - one use

    from station_app.core import clock  # noqa: PLC0415
    from station_app.features.followups import service  # noqa: PLC0415 - SQLAlchemy

    rows = service.list_follow_ups(session)
    names = names_of(session, sorted({row.origin_id for row in rows}))
    today = clock.today()
    last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    rate = service.done_rate(session, today.replace(day=1), last)
    return Reading(tuple(seen(row, names) for row in rows), rate)
