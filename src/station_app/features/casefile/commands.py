"""What the command line takes from case files: a person sheet, for `people sheet`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from station_app.storage.opened import OpenStation


def draw_sheet(station: OpenStation, session: Any, person: str, full: bool) -> tuple[bytes, str]:
    """The sheet and the key of who has this ID number, key or name; Refused when nobody or more than one is meant."""
    from station_app.features.casefile.documents import person_sheets  # noqa: PLC0415 - reportlab
    from station_app.features.casefile.service import find_person, photos_of  # noqa: PLC0415 - SQLAlchemy

    photo_of = photos_of(station.folder, station.db.data_key)
    key = find_person(session, person)
    return person_sheets(session, [key], full=full, photo_of=photo_of), key
