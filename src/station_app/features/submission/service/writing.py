"""Packages onto a stick or into the county's folder, read back from it before anybody hears 可以拔出 (F30, F31)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.exchange.outbox import State, moved
from station_app.features.submission.model import OutgoingPackage
from station_app.features.submission.service import acknowledging, outbox
from station_app.features.submission.service.rows import Written
from station_app.storage import audit, steps
from station_app.storage.handover import hand_over_bytes
from station_app.storage.opened import OpenStation

_LONGEST_PLACE = 200


def to_write(session: Session) -> list[int]:
    """Numbers of the packages that belong on the next stick: not confirmed by the county, or wanted again.

    What came before a whole state need not travel with it.
    """
    rows = session.scalars(select(OutgoingPackage).order_by(OutgoingPackage.number)).all()
    open_rows = [row for row in rows if row.state in ("waiting", "written") and row.answer != "fork"]
    last_whole = max((row.number for row in open_rows if row.type == "snapshot"), default=0)
    wanted = [row.number for row in rows if row.wanted and row.state != "cleaned"]
    return sorted({row.number for row in open_rows if row.number >= last_whole} | {n for n in wanted if n > last_whole})


def write_to(station: OpenStation, folder: Path, numbers: Sequence[int] | None = None) -> Written:
    """Write packages into a folder or onto a stick, each read back and compared; their bytes are always the same.

    Without `numbers` those of `to_write`. Trouble E_STICK_… or E_OUTBOX_DAMAGED: what was read back before stays
    written. Refused when there is nothing to write.
    """
    with station.db.read() as session:
        chosen = list(numbers) if numbers is not None else to_write(session)
        rows = session.scalars(select(OutgoingPackage).where(OutgoingPackage.number.in_(chosen))).all()
        by_number = {row.number: row for row in map(outbox.stored_of, rows)}
    if not by_number:
        raise Refused(_("没有要写的数据包：上次上报以后没有改动，已写的都有回执了。"))
    files = []
    for number in sorted(by_number):
        row = by_number[number]
        content = outbox.read_bytes(station.folder, row)
        steps.reached("write.read")
        files.append(hand_over_bytes(folder, row.file_name, content))
        steps.reached("write.compared")
        with station.db.work() as session:
            _mark_written(session, number, folder)
        steps.reached("write.noted")
    return Written(tuple(files), tuple(by_number[number].seq for number in sorted(by_number)))


def _mark_written(session: Session, number: int, folder: Path) -> None:
    row: Any = session.get(OutgoingPackage, number)
    item = moved(acknowledging.item_of(row), State.WRITTEN)
    row.state, row.wanted = str(item.state), False
    row.written_at, row.written_to = clock.now(), str(folder)[-_LONGEST_PLACE:]
    audit.note(session, "export", detail={"package": row.hash[:16], "seq": int(row.seq), "written": True})
