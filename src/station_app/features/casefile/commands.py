"""What the command line takes from case files: a person sheet, for `people sheet`."""

from __future__ import annotations

from typing import Any


def draw_sheet(session: Any, person: str, full: bool) -> bytes:
    """The sheet of the person with this ID number, key or name; Refused when nobody or more than one is meant."""
    from station_app.features.casefile.documents import person_sheets  # noqa: PLC0415 - reportlab
    from station_app.features.casefile.service import find_person  # noqa: PLC0415 - SQLAlchemy

    return person_sheets(session, [find_person(session, person)], full=full)
