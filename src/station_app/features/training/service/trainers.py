"""Trainers: kept, listed, found by name; what their classes print (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import codes, names
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.training.model import ClassSession, Trainer, TrainingClass
from station_app.features.training.rules.states import CLOSED
from station_app.storage import records
from station_app.storage.search import Hit


@dataclass(frozen=True)
class TrainerRow:
    """One trainer as the list shows her. Fee in fen per class hour."""

    id: str
    version: int
    name: str
    trades: tuple[str, ...]
    skill_level: str
    certificate_no: str
    unit: str
    phone: str
    fee_per_hour: int | None
    class_count: int
    """Classes that name her, cancelled ones left out."""


def save_trainer(
    session: Session, values: Mapping[str, Any], *, trainer_id: str | None = None, version: int | None = None
) -> str:
    """Write a trainer down or change her; returns the key. A new name is printed by classes that are still open."""
    typed = {name: value for name, value in values.items() if name == "note" or name in Trainer.describes}
    number = typed.get("id_number")
    if number:
        others = records.live(session, Trainer, Trainer.id_number == number)
        if any(other.id != trainer_id for other in others):
            raise Refused([Problem("id_number", _("这个身份证号已经登记在另一位教师名下。"), "DUPLICATE")])
    saved = records.save(session, Trainer, typed, record_id=trainer_id, version=version)
    if trainer_id is not None:
        _print_new_name(session, saved)
    return str(saved.id)


def trainer_values(session: Session, trainer_id: str) -> dict[str, Any]:
    """All plain values of a trainer for the form; Refused when the record is void."""
    return records.values_of(records.get(session, Trainer, trainer_id))


def void_trainer(session: Session, trainer_id: str, reason: str) -> None:
    """Take a trainer out of use; refused while an open class names her."""
    still = [one for one in _classes_of(session, trainer_id) if one.state not in CLOSED]
    if still:
        listed = "、".join(str(one.class_no) for one in still)
        raise Refused(_("这位教师还在 {classes} 班任教，请先在班里换人。").format(classes=listed))
    records.void(session, Trainer, trainer_id, reason)


def list_trainers(session: Session) -> list[TrainerRow]:
    """All trainers by name."""
    used: dict[str, int] = {}
    named = select(TrainingClass.trainer_ids).where(
        TrainingClass.voided_at.is_(None), TrainingClass.state != "cancelled"
    )
    for keys in session.scalars(named):
        for key in keys or ():
            used[key] = used.get(key, 0) + 1
    rows = [
        TrainerRow(
            one.id,
            one.version,
            one.name or "",
            one.trades,
            one.skill_level or "",
            one.certificate_no or "",
            one.unit or "",
            one.phone or "",
            one.fee_per_hour,
            used.get(one.id, 0),
        )
        for one in records.live(session, Trainer)
    ]
    return sorted(rows, key=lambda row: (names.pinyin(row.name), row.id))


def find_trainers(session: Session, text: str, limit: int) -> list[Hit]:
    """Trainers whose name, pinyin, initials, phone, unit or trade holds every typed word; '' gives all."""
    words = text.lower().split()
    found = []
    for row in list_trainers(session):
        syllables, initials = names.pinyin(row.name)
        hay = "\n".join((row.name, syllables.replace(" ", ""), initials, row.phone, row.unit, trades_text(row.trades)))
        if all(word in hay.lower() for word in words):
            found.append(_hit(row.id, row.name, row.trades, row.unit))
    return found[:limit]


def name_trainers(session: Session, keys: Sequence[str]) -> list[Hit]:
    """What trainers are called, by key, in the order of the keys."""
    found = {one.id: one for one in records.live(session, Trainer, Trainer.id.in_(keys))}
    return [_hit(key, found[key].name, found[key].trades, found[key].unit or "") for key in keys if key in found]


def printed_names(session: Session, keys: Sequence[str]) -> str:
    """Names of trainers as papers print them: 张建国、刘桂香. Refused when one is not there any more."""
    return "、".join(str(records.get(session, Trainer, key).name) for key in keys)


def trainer_by_name(session: Session, name: str) -> str | None:
    """The key of the only trainer of that name; None for somebody who is not written down.

    Raises Refused when there are several.
    """
    key = names.match_key(name)
    found = [one for one in records.live(session, Trainer) if names.match_key(one.name or "") == key]
    if len(found) > 1:
        text = _("有 {n} 位教师叫{name}，请先在“教师”里改成能分清的名字。").format(n=len(found), name=name)
        raise Refused([Problem("trainer_name", text, "AMBIGUOUS")])
    return str(found[0].id) if found else None


def trades_text(trades: Sequence[str]) -> str:
    """Names of trades, joined."""
    table = codes.table("training_trade")
    return "、".join(table.label(code) for code in trades)


def _hit(key: str, name: str, trades: Sequence[str], unit: str) -> Hit:
    return Hit("trainer", key, name, "  ".join(part for part in (trades_text(trades), unit) if part))


def _classes_of(session: Session, trainer_id: str) -> list[TrainingClass]:
    return [one for one in records.live(session, TrainingClass) if trainer_id in one.trainer_ids]


def _print_new_name(session: Session, trainer: Trainer) -> None:
    for one in _classes_of(session, str(trainer.id)):
        if one.state not in CLOSED:
            one.trainer_name = printed_names(session, one.trainer_ids)[:50]
    open_halves = (
        select(ClassSession)
        .join(TrainingClass, TrainingClass.id == ClassSession.training_class_id)
        .where(
            ClassSession.trainer_id == trainer.id,
            ClassSession.voided_at.is_(None),
            TrainingClass.state.not_in(CLOSED),
        )
    )
    for half in session.scalars(open_halves):
        half.trainer_name = trainer.name
    session.flush()
