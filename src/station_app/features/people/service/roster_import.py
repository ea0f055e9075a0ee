"""Writing a judged roster into the station: one transaction, every row's origin kept (domain.md §11 rule 16)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Household, ImportBatch
from station_app.features.people.rules.roster.collecting import collector_paused
from station_app.features.people.rules.roster.verdicts import DUPLICATE, NEEDS_CORRECTION, Judgement, RowKey
from station_app.features.people.service.bulk import stored, wide_cache
from station_app.features.people.service.households import Figures, household_figures, keep_household
from station_app.features.people.service.roster_households import Homes, find_homes
from station_app.features.people.service.roster_people import CHANGED, CREATED, Writing
from station_app.features.people.service.roster_plan import EarlierImport, ImportPlan, PlannedRow, plan_import
from station_app.features.people.service.roster_undo import undo_import
from station_app.storage import audit
from station_app.storage.base import Synced

__all__ = [
    "AfterWrite",
    "ImportPlan",
    "ImportResult",
    "plan_import",
    "same_file_sentence",
    "undo_import",
    "write_import",
]

AfterWrite = Callable[[Session, list[str], Judgement], None]
"""Called inside the transaction with the persons' keys in row order, so that a class can enrol them."""

_FIGURES = ("head_name", "member_count", "labour_count", "income_per_head")


@dataclass(frozen=True)
class ImportResult:
    """What was written."""

    batch_id: str
    person_ids: Mapping[RowKey, str] = field(repr=False)
    """Key of the person of every accepted row, in the order of the file."""
    created: int
    """People the station did not know."""
    completed: int
    """Known people whose gaps were filled, or whose fields the clerk let change."""
    unchanged: int
    """Known people to whom the file added nothing."""
    households: int
    """New households."""


def write_import(
    session: Session,
    judgement: Judgement,
    *,
    again: bool = False,
    take: Collection[tuple[RowKey, str]] = (),
    after_write: AfterWrite | None = None,
) -> ImportResult:
    """Write all accepted rows; the caller's work() makes it one transaction.

    `take`: (row, field) of differences where the clerk wants the file's value. Refused with code SAME_FILE when these
    very bytes were imported before and `again` is False; NOTHING_ACCEPTED when no row can be written.
    """
    with collector_paused(), wide_cache(session):
        return _write(session, judgement, again=again, take=take, after_write=after_write)


def _write(
    session: Session,
    judgement: Judgement,
    *,
    again: bool,
    take: Collection[tuple[RowKey, str]],
    after_write: AfterWrite | None,
) -> ImportResult:
    plan = plan_import(session, judgement)
    if plan.earlier is not None and not again:
        raise Refused([Problem("", same_file_sentence(plan.earlier, judgement.file_name), "SAME_FILE")])
    if not plan.rows:
        raise Refused([Problem("", _("这个文件里没有可以入库的行，什么都没有写入。"), "NOTHING_ACCEPTED")])
    new = [row for row in plan.rows if not row.person_id]
    known = [row for row in plan.rows if row.person_id]
    homes = find_homes(session, judgement, plan.rows)
    figures = _figures_before(session, homes, plan.rows)
    writing = Writing(session, _new_batch(session, judgement), judgement, homes)
    writing.write_households()
    keys = writing.write_new(new)
    completed = writing.complete_known(known, set(take))
    _keep_households(writing, figures)
    person_ids = {row.verdict.key: row.person_id or keys[row.verdict.key] for row in plan.rows}
    if after_write is not None:
        rows = {person_id: row for row, person_id in person_ids.items()}
        with _made_meanwhile(session) as made:
            after_write(session, list(person_ids.values()), judgement)
        for record in made:
            writing.note_origin(rows[record.person_id], type(record), record.id, CREATED, None)
    writing.keep_origins()
    counts = {"kind": writing.batch.import_kind, "rows": len(plan.rows), "new": len(new), "completed": completed}
    audit.note(session, "import", "import_batch", writing.batch.id, counts)
    return ImportResult(writing.batch.id, person_ids, len(new), completed, len(known) - completed, len(homes.created))


@contextmanager
def _made_meanwhile(session: Session) -> Iterator[list[Any]]:
    """The records of people that are new after the block, so that an undo finds them again (an enrolment)."""
    made: list[Any] = []

    def note(_session: Session, _context: Any) -> None:
        made.extend(record for record in session.new if isinstance(record, Synced) and hasattr(record, "person_id"))

    event.listen(session, "after_flush", note)
    try:
        yield made
        session.flush()
    finally:
        event.remove(session, "after_flush", note)


def same_file_sentence(earlier: EarlierImport, file_name: str) -> str:
    """What the clerk is asked before the same bytes are imported twice (F84)."""
    return _("“{name}”在 {day} 已经导入过（{n} 人入库）。再次导入只会补上空缺，不会重复建人。").format(
        name=file_name, day=f"{earlier.at.astimezone():%Y-%m-%d %H:%M}", n=earlier.accepted_count
    )


def _new_batch(session: Session, judgement: Judgement) -> ImportBatch:
    counts = judgement.counts
    batch = ImportBatch(
        file_name=judgement.file_name[-200:],
        file_hash=judgement.file_hash,
        import_kind=judgement.kind,
        accepted_count=len(judgement.accepted),
        rejected_count=counts[NEEDS_CORRECTION] + counts[DUPLICATE],
    )
    session.add(batch)
    session.flush()
    return batch


def _figures_before(session: Session, homes: Homes, rows: tuple[PlannedRow, ...]) -> dict[str, tuple[RowKey, Figures]]:
    """Figures of the station's own households that people of the file will join."""
    created = {household["id"] for household in homes.created}
    joined: dict[str, RowKey] = {}
    for row in rows:
        key = homes.household_of.get(row.verdict.key)
        if key is not None and key not in created and row.household_id is None:
            joined.setdefault(key, row.verdict.key)
    return {key: (row, household_figures(session, key)) for key, row in joined.items()}


def _keep_households(writing: Writing, figures: Mapping[str, tuple[RowKey, Figures]]) -> None:
    """Households that were joined count their members again; what they were before goes with the origin."""
    for key, (row, before) in figures.items():
        household = writing.session.get_one(Household, key)
        kept: dict[str, Any] = {name: stored(getattr(household, name)) for name in _FIGURES}
        version = household.version
        keep_household(writing.session, key, before)
        if household.version != version:
            writing.note_origin(row, Household, key, CHANGED, {"fields": kept, "version": household.version})
