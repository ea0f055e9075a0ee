"""What this feature does whenever a station is opened, by window or command; never stands in the way of a start."""

from __future__ import annotations

from station_app.core.errors import Trouble
from station_app.features.submission.service import epochs, outbox
from station_app.storage.opened import OpenStation


def at_start(station: OpenStation) -> str:
    """Epoch rules and left-over files; returns what the clerk is told, or ''.

    A damaged file or a full disk is told by the check and by whatever works with it next; the next start tries again.
    """
    try:
        told = epochs.at_start(station.db)
        outbox.sweep(station)
    except Trouble:
        return ""
    return told
