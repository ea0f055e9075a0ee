"""What the county proposes for one column: applied by itself where nothing speaks against it, else put to a person.

Both values, who, when and why stay in the record; the decision goes back with the next package (§3.6, F56–F58).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.kinds import Account, CardNumber, IdNumber, Kind, Phone
from station_app.core.texts import _
from station_app.exchange import incoming
from station_app.exchange.lines import base_of
from station_app.exchange.tables import travelling
from station_app.features.people.service.households import save_household
from station_app.features.people.service.people import save_person
from station_app.features.submission.model import Correction
from station_app.features.submission.rules.proposals import may_apply_alone, may_be_taken
from station_app.features.submission.rules.states import CORRECTION_FLOW
from station_app.features.submission.service import places
from station_app.features.submission.service.moments import moment
from station_app.features.submission.service.rows import CorrectionRow
from station_app.storage import audit, records

_EMPTY = _("（空）")
_PRIVATE = (IdNumber, Phone, Account, CardNumber)
"""Numbers that screens show masked until asked for (R-50)."""


def take_proposal(session: Session, line: Mapping[str, Any]) -> str:
    """Keep a `correct` line; the state it got, or '' when it was known already."""
    if session.get(Correction, line["id"]) is not None:
        return ""
    now = current_text(session, line["e"], line["record"], line["f"])
    proposed = json.dumps(line["v"], ensure_ascii=False)
    values = {
        "id": line["id"],
        "record": line["e"],
        "record_id": line["record"],
        "field": line["f"],
        "value": proposed,
        "base": line["b"],
        "had": now if now is not None else "null",
        "why": line["why"][:300],
        "proposed_by": line["by"],
        "proposed_at": line["at"],
    }
    made = records.save(session, Correction, values)
    if now is None:
        _close(session, made, "kept", _("本站没有这条记录"))
    elif json.loads(now) == line["v"]:
        _close(session, made, "applied", _("本站已经是这个值"))
    elif base_of(now) == line["b"] and may_apply_alone(places.record_of(line["e"]), line["f"]):
        try:
            with session.begin_nested():
                _put(session, made)
            _close(session, made, "applied", _("本站的值没有改过，程序自动更正"))
        except Refused:
            session.refresh(made)  # what this station would not accept by hand is not accepted from the county
    return str(made.state)


def decide(session: Session, correction_id: str, *, take: bool, reason: str, version: int | None = None) -> None:
    """Take the county's value over or keep the station's own; keeping needs a reason. Refused: decided already, STALE,
    or a value that the station does not accept."""
    found = records.get(session, Correction, correction_id)
    if version is not None and found.version != version:
        raise Refused([Problem("", _("这条更正刚被别人改过，请刷新后再看。"), "STALE")])
    CORRECTION_FLOW.step(found.state, "taken" if take else "kept")
    if not take and not reason.strip():
        raise Refused([Problem("reason", _("请写明为什么保留本站的值，县里会看到。"), "REQUIRED")])
    now = current_text(session, found.record, found.record_id, found.field)
    found.had = now if now is not None else "null"
    if take:
        if not may_be_taken(places.record_of(found.record), found.field) or now is None:
            raise Refused(_("这一栏由程序自己算出，或记录已不在，不能直接采用。请先改有关的资料，再保留本站的值。"))
        _put(session, found)
    _close(session, found, "taken" if take else "kept", reason.strip())


def list_corrections(session: Session) -> list[CorrectionRow]:
    """Open ones first, in the order they came; then what was decided, the newest first."""
    found = records.live(session, Correction, order_by=[Correction.id])
    waiting = [row for row in found if row.state == "open"]
    done = sorted((row for row in found if row.state != "open"), key=lambda row: row.decided_at or "", reverse=True)
    return [_row(session, row) for row in (*waiting, *done)]


def count_open(session: Session) -> int:
    """How many wait for a decision."""
    query = select(Correction.id).where(Correction.state == "open", Correction.voided_at.is_(None))
    return len(session.scalars(query).all())


def current_text(session: Session, record: str, record_id: str, field: str) -> str | None:
    """JSON of what a column holds now, as the change log writes it; None when there is no such record or column."""
    table = travelling().get(record)
    if table is None or field not in table.kinds:
        return None
    query = f'SELECT json_quote("{field}") FROM "{record}" WHERE id = ?'  # noqa: S608 - names from the schema
    row = audit.execute_of(session)(query, (record_id,)).fetchone()
    return None if row is None else str(row[0])


def _put(session: Session, found: Any) -> None:
    """The proposed value into the station's record, by the service that knows its rules."""
    values = {found.field: python_value(found.record, found.field, json.loads(found.value))}
    if found.record == "person":
        save_person(session, values, person_id=found.record_id, require=False)
    elif found.record == "household":
        save_household(session, values, household_id=found.record_id, require=False)
    else:
        model = places.model_of(found.record)
        if model is None:
            raise Refused(_("本程序还不认识这种资料，请先升级。"))
        records.save(session, model, values, record_id=found.record_id, require=False)


def python_value(record: str, field: str, value: Any) -> Any:
    """A value of a line as services take it. Refused when the column may not hold it."""
    described = places.record_of(record)
    try:
        stored = incoming.stored_value(travelling()[record], field, value, typed=True)
    except (KeyError, ValueError) as fault:
        raise Refused([Problem(field, _("县里的值不合这一栏的规定，没有采用。"))]) from fault
    if described is not None and field in described and described[field].kind.storage == "codes":
        return tuple(part for part in (stored or "").split(",") if part)
    return stored


def _close(session: Session, found: Any, state: str, reason: str) -> None:
    user = session.info.get("user")
    values = {
        "state": state,
        "reason": reason[:200],
        "decided_by": (user.name if user is not None else "")[:40],
        "decided_at": moment(clock.now()),
    }
    for name, value in values.items():
        setattr(found, name, value)
    session.flush()
    audit.note(session, "correction", found.record, found.record_id, {"field": found.field, "state": state})


def _row(session: Session, found: Any) -> CorrectionRow:
    described = places.record_of(found.record)
    ours = current_text(session, found.record, found.record_id, found.field) if found.state == "open" else found.had
    can_take = may_be_taken(described, found.field) and ours is not None
    kind = described[found.field].kind if described is not None and found.field in described else None
    return CorrectionRow(
        id=str(found.id),
        place=places.place_of(session, found.record, found.record_id),
        field=places.field_label(found.record, found.field),
        ours=_shown(found.record, found.field, ours, kind),
        theirs=_shown(found.record, found.field, found.value, kind),
        ours_masked=_shown(found.record, found.field, ours, kind, masked=True),
        theirs_masked=_shown(found.record, found.field, found.value, kind, masked=True),
        why=found.why or "",
        proposed_by=found.proposed_by or "",
        proposed_at=(found.proposed_at or "")[:10],
        state=found.state,
        decided_by=found.decided_by or "",
        decided_at=(found.decided_at or "")[:10],
        reason=found.reason or "",
        can_take=can_take,
        note=_note(found, ours, can_take=can_take),
        version=int(found.version),
    )


def _note(found: Any, ours: str | None, *, can_take: bool) -> str:
    if found.state != "open":
        return ""
    if not can_take:
        return _("这一栏由程序算出，只能保留本站的值，或先改有关的资料。")
    if ours is not None and base_of(ours) == found.base:
        return _("本站的值没有改过；但{label}关系到待遇和身份，要由人来定。").format(
            label=places.field_label(found.record, found.field)
        )
    return _("县里看到的是以前的值，本站后来改过。")


def _shown(record: str, field: str, text: str | None, kind: Kind | None, *, masked: bool = False) -> str:
    """A stored value as people read it."""
    plain = json.loads(text) if text else None
    if plain in (None, ""):
        return _EMPTY
    if kind is None:
        return str(plain)
    try:
        value = python_value(record, field, plain)
        shown = kind.format(value)
        return kind.mask(value) if masked and isinstance(kind, _PRIVATE) else shown
    except (Refused, ValueError, TypeError, AttributeError):
        return str(plain)
