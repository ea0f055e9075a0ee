"""What the page has the worker do: each a whole action of the user, in the order that keeps everything safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from station_app.features.submission import service
from station_app.features.submission.service import Overview, Received, Written
from station_app.storage.opened import OpenStation
from station_app.storage.sticks import Stick, list_sticks
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.features.submission.service import NoticeRow


@dataclass(frozen=True)
class Seen:
    """Everything the page shows, read at once."""

    overview: Overview
    notices: tuple[NoticeRow, ...]


def station_of(desk: Desk) -> OpenStation:
    """The open station as services take it."""
    return OpenStation(desk.database, desk.folder)


def read(desk: Desk) -> Seen:
    """On the worker: what the page shows."""
    with desk.database.read() as session:
        return Seen(service.overview(session), tuple(service.list_notices(session)))


def write_out(desk: Desk, folder: Path, *, papers: bool, numbers: Sequence[int] | None = None) -> Written:
    """Pack what changed, write what the county has not confirmed, and the papers beside it when asked for.

    With `numbers` only those packages once more, their bytes as they were.
    """
    station = station_of(desk)
    if numbers is None:
        service.make_package(station)
    written = service.write_to(station, folder, numbers)
    if papers:
        from station_app.features.submission.documents import write_papers  # noqa: PLC0415 - reportlab

        written = replace(written, papers=tuple(write_papers(station, folder)))
    return written


def make_snapshot(desk: Desk, folder: Path) -> Written:
    """The whole state as one package."""
    station = station_of(desk)
    service.make_package(station, snapshot=True)
    return service.write_to(station, folder)


def receive(desk: Desk, files: Sequence[Path]) -> list[Received]:
    """Files of the county."""
    return service.receive(station_of(desk), files)


def answers_on_sticks(desk: Desk) -> list[Path]:
    """Files of the county that lie on a stick and were not taken in yet."""
    return service.find_answers(station_of(desk))


def sticks() -> list[Stick]:
    """What is plugged in."""
    return list_sticks()
