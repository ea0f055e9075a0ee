"""How receipts move packages: only forward, the same receipt again moves nothing (reliability.md §3.7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.texts import _
from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.outbox import Heard, Item, State, Word, acknowledged, answered, hear, may_clean
from station_app.exchange.sequence import Gap, Status, next_ack
from station_app.features.submission.model import IncomingPackage, OutgoingPackage, PackageNotice

_TAKEN_IN = ("applied", "duplicate")
SUPERSEDED = "superseded"
"""Answer of a package whose content came to the county with a whole state instead."""


def ack_of(session: Session) -> Ack:
    """Up to which package of the county's newest epoch everything was taken in, for the next manifest."""
    columns = (IncomingPackage.epoch, IncomingPackage.seq, IncomingPackage.hash)
    rows = session.execute(select(*columns).order_by(IncomingPackage.number)).all()
    if not rows:
        return Ack()
    epoch = rows[-1][0]
    hashes = {seq: digest for each, seq, digest in rows if each == epoch}
    seq = next_ack(hashes)
    return Ack(epoch, seq, hashes.get(seq, ""))


def word_of(session: Session, manifest: Manifest) -> Word:
    """What a package of the county is worth for the outbox, by what was heard of the county before it."""
    heard = Heard()
    rows = session.scalars(select(IncomingPackage).order_by(IncomingPackage.number))
    for row in rows:
        parent = Parent(row.parent_epoch, 0, "") if row.parent_epoch else None
        said = replace(manifest, type=row.type, epoch=row.epoch, seq=int(row.seq), parent=parent)
        heard, _word = hear(heard, said)
    return hear(heard, manifest)[1]


def take_receipt(session: Session, line: Mapping[str, Any], word: Word) -> tuple[OutgoingPackage | None, bool]:
    """What a receipt line says of one of our packages, and whether that is news; None for one of another computer."""
    row = session.scalars(select(OutgoingPackage).where(OutgoingPackage.hash == line["package"])).first()
    if row is None:
        return None, False
    status = Status(line["status"])
    taken_in = status in (Status.APPLIED, Status.DUPLICATE)
    if row.answer in _TAKEN_IN and not taken_in and word is Word.EARLIER:
        return row, False  # an older receipt that came late
    _put(row, answered(item_of(row), status))
    if row.answer in _TAKEN_IN and status is Status.DUPLICATE:
        return row, False  # the same receipt again
    known = (row.answer, row.answer_code, row.answer_counts)
    told = (line["status"], line["code"], json.dumps(line["counts"]))
    row.answer, row.answer_code, row.answer_counts = told
    row.wanted = bool(row.wanted) or status is Status.REFUSED
    if status is Status.APPLIED and row.type == "snapshot":
        _supersede(session, row)
    return row, known != told


def take_ack(session: Session, ack: Ack, gaps: Sequence[Gap], word: Word) -> int:
    """What the manifest of the county's package and its gaps say of all our packages; how many it wants again.

    A county that was restored lacks what it does not name.
    """
    rows = list(session.scalars(select(OutgoingPackage).order_by(OutgoingPackage.number)))
    before = [item_of(row) for row in rows]
    after = acknowledged(before, ack, gaps, word)
    for row, item in zip(rows, after, strict=True):
        _put(row, item)
    return sum(now.wanted and not then.wanted for then, now in zip(before, after, strict=True))


def take_notice(session: Session, line: Mapping[str, Any]) -> bool:
    """One record that was held or rejected; False when it is known already or of a package of another computer."""
    row = session.scalars(select(OutgoingPackage).where(OutgoingPackage.hash == line["package"])).first()
    if row is None:
        return False
    said = {"record": line["e"], "record_id": line["id"], "field": line["f"], "code": line["code"]}
    known = select(PackageNotice.id).where(PackageNotice.package == row.number).filter_by(**said)
    if session.scalars(known).first() is not None:
        return False
    session.add(PackageNotice(package=row.number, **said))
    session.flush()
    return True


def superseded_words() -> str:
    """What is said of such a package."""
    return _("内容已随后面的全量包送到县里。")


def may_be_cleaned(row: OutgoingPackage) -> bool:
    """Whether its bytes may be given up; never while the county only holds it."""
    return may_clean(item_of(row)) and row.answer not in ("held", "fork", "refused")


def item_of(row: Any) -> Item:
    """A row as the rules of exchange.outbox know it."""
    state = State(row.state)
    return Item(row.epoch, row.seq, row.hash, state, int(row.receipts or 0), bool(row.wanted), bool(row.forked))


def _put(row: Any, item: Item) -> None:
    if item.state is State.DELIVERED and row.state in ("waiting", "written"):
        row.delivered_at = clock.now()
    row.state, row.receipts, row.wanted, row.forked = str(item.state), item.receipts, item.wanted, item.forked


def _supersede(session: Session, whole: Any) -> None:
    """A whole state was taken in: nobody waits any more for what came before it."""
    earlier = select(OutgoingPackage).where(
        OutgoingPackage.number < whole.number, OutgoingPackage.state.in_(("waiting", "written"))
    )
    for row in session.scalars(earlier):
        row.state, row.answer, row.delivered_at, row.wanted = "delivered", SUPERSEDED, clock.now(), False
