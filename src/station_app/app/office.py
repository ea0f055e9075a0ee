"""What the editors of the open station may ask, put together from the features' services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from station_app.core.texts import _
from station_app.ui.office import Finder, Office

if TYPE_CHECKING:
    from station_app.ui.screen import Desk


def office_of(desk: Desk) -> Office:
    """What editors may ask of the open station: records by name, attachments, divisions, which characters print."""
    from station_app.documents import coverage, system_fonts  # noqa: PLC0415 - with the station's first form
    from station_app.features.station.service.attachments import Attachments  # noqa: PLC0415 - SQLAlchemy
    from station_app.features.station.service.divisions import home_division, own_divisions  # noqa: PLC0415
    from station_app.storage.attachments import AttachmentStore  # noqa: PLC0415

    system_fonts.look_in(desk.folder.fonts)
    return Office(
        desk,
        finders={
            "household": Finder(_find_households, _name_households, _("户主姓名、首字母、户编号或住址")),
            "trainer": Finder(_find_trainers, _name_trainers, _("教师姓名、首字母、工种或单位")),
        },
        attachments=Attachments(AttachmentStore(desk.folder.attachments, desk.database.data_key)),
        undrawable=coverage.remark,
        own_divisions=own_divisions,
        home=home_division,
    )


def _find_households(session: Any, text: str, limit: int) -> Sequence[Any]:
    from station_app.features.people.service.household_finding import find_households  # noqa: PLC0415

    return find_households(session, text, limit)


def _name_households(session: Any, keys: Sequence[str]) -> Sequence[Any]:
    from station_app.features.people.service.household_finding import name_households  # noqa: PLC0415

    return name_households(session, keys)


def _find_trainers(session: Any, text: str, limit: int) -> Sequence[Any]:
    from station_app.features.training.service.trainers import find_trainers  # noqa: PLC0415

    return find_trainers(session, text, limit)


def _name_trainers(session: Any, keys: Sequence[str]) -> Sequence[Any]:
    from station_app.features.training.service.trainers import name_trainers  # noqa: PLC0415

    return name_trainers(session, keys)
