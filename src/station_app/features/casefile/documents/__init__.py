"""人员情况表: everything known of one person on A4, with her consent, who printed it and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from station_app.core import clock
from station_app.core.users import user_of
from station_app.features.casefile.documents.sheet import TITLE, Sheet, texts

__all__ = ["TITLE", "Sheet", "person_sheets", "sheets_pdf"]


def person_sheets(
    session: Any, person_ids: Sequence[str], *, full: bool, photo_of: Callable[[Any, str], bytes | None] | None = None
) -> bytes:
    """The sheets of some people as one PDF, each numbered from page 1; `full` after the warning of R-51.

    Refused: somebody is void, or a character cannot be printed.
    """
    from station_app.features.casefile.service import case_file  # noqa: PLC0415 - SQLAlchemy
    from station_app.features.station.service import get_station  # noqa: PLC0415

    station = get_station(session).name
    now = clock.now()
    return sheets_pdf(
        [Sheet(case_file(session, key, photo_of), station, full, user_of(session).name, now) for key in person_ids]
    )


def sheets_pdf(sheets: Sequence[Sheet]) -> bytes:
    """Draw the sheets; same values, same bytes. Refused when a character cannot be printed."""
    from station_app.documents.fonts import FORM  # noqa: PLC0415 - reportlab, not before the first print
    from station_app.documents.page import PORTRAIT, Pages  # noqa: PLC0415
    from station_app.features.casefile.documents.drawing import SheetDrawing  # noqa: PLC0415

    FORM.check(text for sheet in sheets for text in texts(sheet))
    pages = Pages(PORTRAIT, FORM, TITLE)
    for sheet in sheets:
        SheetDrawing(pages, sheet).draw()
    return pages.finish()
