"""The station's own wording and columns of its printed forms (forms.md: counties differ)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from station_app.documents.form_layout import Changes, check_changes, with_changes
from station_app.documents.grid import TableForm, table_form
from station_app.features.station.model import FormLayout
from station_app.storage import records


def station_form(session: Session, form_id: str) -> TableForm:
    """A form as this station prints it; KeyError when there is none."""
    return with_changes(table_form(form_id), form_changes(session, form_id))


def form_changes(session: Session, form_id: str) -> dict[str, Any]:
    """What the station changed on a form, {} when it prints as shipped."""
    found = _found(session, form_id)
    return dict(json.loads(found.changes)) if found is not None else {}


def changed_forms(session: Session) -> frozenset[str]:
    """The forms that do not print as shipped."""
    return frozenset(str(each.form_no) for each in records.live(session, FormLayout, FormLayout.valid.is_(True)))


def save_form_layout(session: Session, form_id: str, changes: Changes) -> None:
    """Keep a station's wording and columns; Refused when the widths do not fill the page."""
    check_changes(table_form(form_id), changes)
    values = {"form_no": form_id, "changes": json.dumps(changes, ensure_ascii=False, sort_keys=True), "valid": True}
    found = _found(session, form_id)
    records.save(session, FormLayout, values, record_id=found.id if found is not None else None)


def restore_form(session: Session, form_id: str) -> None:
    """Print a form as shipped again; what the station had is kept, but no longer used."""
    found = _found(session, form_id)
    if found is not None:
        records.save(session, FormLayout, {"valid": False}, record_id=found.id)


def _found(session: Session, form_id: str) -> Any:
    rows = records.live(session, FormLayout, FormLayout.form_no == form_id, FormLayout.valid.is_(True))
    return next(iter(rows), None)
