"""Person sheets in the preview: masked until somebody asks for whole numbers (R-51), then printed or saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.ui.screen import Desk


def preview_sheets(owner: QWidget, desk: Desk, person_ids: Sequence[str], title: str) -> None:
    """Sheets of these people, one after the other; `title` names the file."""
    from station_app.ui.preview import Paper, Preview  # noqa: PLC0415 - Qt's PDF module, when the first preview opens

    def draw(session: Any, _way: Any, whole: bool) -> bytes:
        from station_app.features.casefile.documents import person_sheets  # noqa: PLC0415 - reportlab
        from station_app.features.casefile.service import photos_of  # noqa: PLC0415 - SQLAlchemy

        photo_of = photos_of(desk.folder, desk.database.data_key)
        return person_sheets(session, person_ids, full=whole, photo_of=photo_of)

    paper = Paper(
        title=_("人员情况表 {name}").format(name=title),
        draw=draw,
        numbers="masked",
        entity="person",
        record_id=person_ids[0] if len(person_ids) == 1 else "",
        detail={"form": "person_sheet", "sheets": len(person_ids)},
    )
    Preview(owner, desk, paper).open()
