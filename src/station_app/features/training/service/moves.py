"""Changing a state: the step must exist, its fields must be filled, and the history keeps who, when and why (§9)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.flow import Flow
from station_app.core.texts import _
from station_app.features.training.model import StateChange
from station_app.storage.base import Synced


def move(session: Session, record: Synced, flow: Flow, target: str, *, on: dt.date, note: str = "") -> None:
    """Take a flushed record to its next state. Raises Refused: no such step, or a needed field is empty."""
    step = flow.step(record.state, target)
    empty = [name for name in step.needs if getattr(record, name) in (None, "", ())]
    if empty:
        raise Refused(
            Problem(name, _("请先填写“{label}”。").format(label=record.describes[name].label), "REQUIRED")
            for name in empty
        )
    session.add(
        StateChange(
            entity=record.__tablename__,
            record_id=record.id,
            from_state=record.state,
            to_state=target,
            changed_on=on,
            note=note.strip() or None,
        )
    )
    record.state = target
