"""Whether the folder of a class's archive was written: noted once it was read back, asked before the class is archived.

The note is a line of the audit trail, because the folder stands outside the file and the trail is what says who took
whole ID numbers out. It names the version of the class: a class that was taken back and closed again needs a new one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from station_app.features.training.model import TrainingClass
from station_app.storage import audit

_ACTION = "export"


def note_written(session: Session, found: TrainingClass, *, whole: bool) -> None:
    """The folder was written and read back; `whole` when every graduate's certificate number stands in it."""
    audit.note(session, _ACTION, found.__tablename__, found.id, _detail(found, whole=whole))


def was_written(session: Session, found: TrainingClass) -> bool:
    """A folder with every certificate number was written of the class as it is now."""
    return audit.is_noted(session, _ACTION, found.__tablename__, found.id, _detail(found, whole=True))


def _detail(found: TrainingClass, *, whole: bool) -> dict[str, Any]:
    return {"form": "archive", "full": True, "version": found.version, "whole": whole}
