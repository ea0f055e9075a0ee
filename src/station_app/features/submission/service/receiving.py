"""What comes back from the county: receipts, corrections, trust lists, rules, records given back.

One transaction a file; any order, any number of times: what is known changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.exchange import enrolment, package, trust
from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import Manifest, Parent
from station_app.exchange.outbox import Word, after_fork
from station_app.exchange.sequence import Gap
from station_app.exchange.trust import COUNTY
from station_app.features.submission.model import IncomingPackage, OutgoingPackage, PackageNotice
from station_app.features.submission.rules.answers import receipt_sentence
from station_app.features.submission.service import (
    acknowledging,
    corrections,
    county,
    devices,
    epochs,
    giving_back,
    outbox,
    publishing,
)
from station_app.features.submission.service.rows import Received
from station_app.storage import audit, steps
from station_app.storage.handover import sha256_of
from station_app.storage.opened import OpenStation

Line = dict[str, Any]
_OF_THE_OUTBOX = frozenset(("receipt", "row", "gap", "rollback", "whole", "snapshot_wanted"))
"""Lines that say what the county has: nothing once it was restored to before it said so."""


@dataclass
class _Taking:
    """What is known while one file is taken in."""

    session: Session
    manifest: Manifest
    word: Word
    sentences: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    whole: list[Line] = field(default_factory=list)
    forked: bool = False


def receive(station: OpenStation, files: Sequence[Path]) -> list[Received]:
    """Take in files of the county, one transaction each; what each of them did.

    PackageFault at the first file that is refused (those before it are taken in), Refused before enrolment, Trouble
    when a file cannot be read.
    """
    return [receive_file(station, file) for file in files]


def receive_file(station: OpenStation, file: Path) -> Received:
    """One file."""
    try:
        kind = package.read_outer(file).type
        return _receive_trust(station, file) if kind == "trust" else _receive_receipt(station, file)
    except OSError as fault:
        raise Trouble(
            "E_FILE_UNREADABLE",
            _("读不了 {path}（{why}）。").format(path=file, why=reason(fault)),
            _("没有收进任何东西，站里的数据没有变化。"),
            _("请重新插好U盘，或重新复制这个文件。"),
        ) from fault


def _receive_receipt(station: OpenStation, file: Path) -> Received:
    with station.db.read() as session:
        trusted = county.require(session)
        opened = package.open_package(file, devices.identities(session), trusted.public_keys, types={"receipt"})
        trusted.check_signer(opened.public_key, COUNTY)
        if opened.manifest.station != station.db.station_id:
            raise PackageFault("E_NOT_FOR_ME", "another station")
        if _known(session, opened.hash):
            return Received(
                file.name, False, (_("这份文件以前已经收过，没有变化。"),), 0, corrections.count_open(session)
            )
    lines = list(opened.lines)  # all of it is checked before anything is written
    steps.reached("receive.read")
    with station.db.work() as session:
        taking = _Taking(session, opened.manifest, acknowledging.word_of(session, opened.manifest))
        _take_lines(taking, lines)
        _finish(taking, station.db.station_id)
        steps.reached("receive.applied")
        note_taken(session, opened.manifest, opened.hash, file, taking.sentences)
        gone = outbox.clean(session)
        received = _told(taking, file)
    steps.reached("receive.committed")
    outbox.discard_files(station.folder, gone)
    if taking.forked:
        outbox.note_mark(station.db)
    return received


def _receive_trust(station: OpenStation, file: Path) -> Received:
    """A newer list by itself; the first one comes by enrolment, after its digits were compared."""
    with station.db.read() as session:
        known = county.require(session)
        found = enrolment.read_trust(file, devices.identities(session), known=known)
    with station.db.work() as session:
        changed = county.keep(session, found.trust)
        note_taken(session, found.manifest, found.hash, file, [])
        open_now = corrections.count_open(session)
    said = _("单位名单已更新到第 {n} 版。") if changed else _("单位名单已经是第 {n} 版，没有变化。")
    return Received(file.name, changed, (said.format(n=found.trust.version),), 0, open_now)


def _take_lines(taking: _Taking, lines: Sequence[Line]) -> None:
    """The acknowledgement first: it counts answers since a package was delivered."""
    if taking.word is Word.SUPERSEDED:
        lines = [line for line in lines if line["op"] not in _OF_THE_OUTBOX]
    gaps = [Gap(line["epoch"], line["from"], line["to"]) for line in lines if line["op"] == "gap"]
    wanted = acknowledging.take_ack(taking.session, taking.manifest.ack, gaps, taking.word)
    if taking.word is Word.RESTORED and wanted:
        said = _("县里的数据恢复过，还缺 {n} 个包，请再写到 U 盘交一次；内容不变，不会重复计算。")
        taking.sentences.append(said.format(n=wanted))
    for line in lines:
        take = _TAKERS.get(line["op"])
        if take is not None:
            take(taking, line)


def _finish(taking: _Taking, station_id: str) -> None:
    """What needs all lines: records given back, what a fork asks for."""
    if taking.whole:
        last = taking.session.scalars(_of_parent(taking.session)).first()
        since = int(last) if last is not None else 0
        back, updated, asked = giving_back.take_back(taking.session, taking.whole, station_id, since)
        if back or updated or asked:
            said = _("县里退回了恢复以前上报过的记录：补回 {back} 条，更新 {new} 条，{asked} 处两边不同等您决定。")
            taking.sentences.append(said.format(back=back, new=updated, asked=asked))
    if taking.forked:
        epochs.begin_after_fork(taking.session, _last_delivered(taking.session))
        outbox.want_snapshot(taking.session)


def _of_parent(session: Session) -> Any:
    """Line of the change log up to which the file was when its epoch began."""
    parent = epochs.standing_of(session).parent
    hashed = parent.hash if parent is not None else ""
    return select(OutgoingPackage.counter_to).where(OutgoingPackage.hash == hashed)


def _last_delivered(session: Session) -> Parent | None:
    item = after_fork(outbox.items_of(session))
    return Parent(item.epoch, item.seq, item.hash) if item is not None else None


def _receipt(taking: _Taking, line: Line) -> None:
    row, is_news = acknowledging.take_receipt(taking.session, line, taking.word)
    if row is None:
        taking.counts["foreign"] += 1
        return
    if not is_news:
        return
    taking.sentences.append(receipt_sentence(row.seq, line["status"], line["code"], line["counts"]))
    epoch = epochs.standing_of(taking.session).epoch
    taking.forked = taking.forked or (line["status"] == "fork" and row.epoch == epoch)
    if line["code"] == "E_DIGEST":
        outbox.want_snapshot(taking.session)


def _notice(taking: _Taking, line: Line) -> None:
    taking.counts["notices"] += acknowledging.take_notice(taking.session, line)


def _gap(taking: _Taking, line: Line) -> None:
    numbers = str(line["from"]) if line["from"] == line["to"] else f"{line['from']}–{line['to']}"
    taking.sentences.append(_("县里还缺第 {numbers} 号包，请把它再写到 U 盘交一次。").format(numbers=numbers))


def _correct(taking: _Taking, line: Line) -> None:
    taking.counts[f"correction {corrections.take_proposal(taking.session, line)}"] += 1


def _same(taking: _Taking, line: Line) -> None:
    name = publishing.take_same(taking.session, line)
    if name:
        words = (
            _("县里认定：{name}和{station}的一位登记的是同一个人。")
            if line["state"] == "same"
            else _("县里认定：{name}和{station}的一位不是同一个人。")
        )
        taking.sentences.append(words.format(name=name, station=line["b_station"]))


def _publish(taking: _Taking, line: Line) -> None:
    taking.counts["published"] += publishing.take_published(taking.session, line)


def _revoked(taking: _Taking, line: Line) -> None:
    taking.counts["revoked"] += publishing.take_revoked(taking.session, line)


def _trust(taking: _Taking, line: Line) -> None:
    offered, known = trust.read_line(line), county.known(taking.session)
    try:
        trust.check_newer(offered, known)
    except PackageFault as fault:
        if fault.code != "E_STALE_TRUST":
            raise
        return  # an older receipt that came late
    if county.keep(taking.session, offered):
        taking.sentences.append(_("单位名单已更新到第 {n} 版。").format(n=offered.version))
        own = devices.active(taking.session)
        states = [
            d.state for s in offered.stations for d in s.devices if own is not None and d.public == own.public_key
        ]
        if "revoked" in states:
            taking.sentences.append(
                _("县里已停用这台电脑的密钥：以后写的包县里不收，请给县民政局打电话，重新办理登记。")
            )


def _snapshot_wanted(taking: _Taking, _line: Line) -> None:
    outbox.want_snapshot(taking.session)
    taking.sentences.append(_("县里要一份全量包：下次上报会自动写全部数据。"))


def _upgrade(taking: _Taking, line: Line) -> None:
    taking.sentences.append(_("县里已能收 {version} 版写的包，本站可以升级了。").format(version=line["to"]))


_TAKERS: dict[str, Callable[[_Taking, Line], None]] = {
    "receipt": _receipt,
    "row": _notice,
    "gap": _gap,
    "whole": lambda taking, line: taking.whole.append(line),
    "correct": _correct,
    "same": _same,
    "publish": _publish,
    "revoked": _revoked,
    "trust": _trust,
    "snapshot_wanted": _snapshot_wanted,
    "upgrade": _upgrade,
}


def _known(session: Session, digest: str) -> bool:
    return session.scalars(select(IncomingPackage.number).where(IncomingPackage.hash == digest)).first() is not None


def note_taken(session: Session, manifest: Manifest, digest: str, file: Path, sentences: Sequence[str]) -> None:
    """A file of the county was taken in: known from now on, and part of the next acknowledgement."""
    if _known(session, digest):
        return
    stamped: Any = session
    session.add(
        IncomingPackage(
            hash=digest,
            epoch=manifest.epoch,
            seq=manifest.seq,
            parent_epoch=manifest.parent.epoch if manifest.parent is not None else "",
            file_hash=sha256_of(file),
            type=manifest.type,
            rows=manifest.rows,
            taken_at=clock.now(),
            taken_by=str(stamped.actor),
            told=json.dumps(list(sentences), ensure_ascii=False),
        )
    )
    session.flush()
    audit.note(session, "receive", detail={"package": digest[:16], "seq": manifest.seq, "rows": manifest.rows})


def _told(taking: _Taking, file: Path) -> Received:
    counts, said = taking.counts, list(taking.sentences)
    if counts["notices"]:
        said.append(_("有 {n} 条记录没有收下，见下面的清单。").format(n=counts["notices"]))
    if counts["correction applied"]:
        said.append(_("县里的更正已自动采用 {n} 处。").format(n=counts["correction applied"]))
    if counts["correction open"]:
        said.append(_("县里提了 {n} 处更正，等您决定。").format(n=counts["correction open"]))
    if counts["published"]:
        said.append(_("收到县里统一的规则、代码或节假日 {n} 条。").format(n=counts["published"]))
    if counts["revoked"]:
        said.append(_("收到作废证书 {n} 本。").format(n=counts["revoked"]))
    if taking.forked:
        said.append(_("县里收到过同一编号的另一份包，这台电脑已改为单独上报；下次会写全量包，什么都不会丢。"))
    if not said and counts["foreign"]:
        said.append(_("这份回执说的是本站另一台电脑写的包，这里没有变化。"))
    number = len(taking.session.scalars(select(PackageNotice.id)).all()) if counts["notices"] else 0
    return Received(
        file.name,
        True,
        tuple(said) or (_("收好了，没有需要办的事。"),),
        min(counts["notices"], number),
        corrections.count_open(taking.session),
        taking.forked,
    )
