"""The county's answers on sticks, and its optional folder: a share or a synchronised directory that is sometimes there.

Only names that end in .swx are looked at, nothing else on a stick is opened or run (F45).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.exchange import package
from station_app.exchange.faults import PackageFault
from station_app.features.submission.model import IncomingPackage
from station_app.features.submission.service import county, outbox, receiving, writing
from station_app.features.submission.service.rows import Received
from station_app.storage import audit
from station_app.storage.opened import OpenStation
from station_app.storage.sticks import list_sticks

ENDING = ".swx"
_FOLDER = "county_folder"
_LONGEST = 200
_MOST_FILES = 2000
_FROM_COUNTY = ("receipt", "trust")


@dataclass(frozen=True)
class Passed:
    """What happened with the county's folder, for the line that shows it."""

    written: int = 0
    received: tuple[Received, ...] = ()
    fault: str = ""
    """Why nothing happened; '' when the folder was there."""


def folder_of(session: Session) -> str:
    """The county's folder as it was set on this computer; '' for none."""
    row = audit.execute_of(session)("SELECT value FROM about WHERE name = ?", (_FOLDER,)).fetchone()
    return str(row[0]) if row else ""


def set_folder(session: Session, folder: str) -> None:
    """Use a folder from now on, or none. Refused when it is no folder."""
    plain = folder.strip()
    if plain and (len(plain) > _LONGEST or not Path(plain).is_dir()):
        raise Refused([Problem("folder", _("找不到这个文件夹，请重新选择。"), "FOLDER")])
    execute = audit.execute_of(session)
    execute("DELETE FROM about WHERE name = ?", (_FOLDER,))
    if plain:
        execute("INSERT INTO about (name, value) VALUES (?, ?)", (_FOLDER, plain))
    audit.note(session, "county_folder", detail={"set": bool(plain)})


def find_answers(station: OpenStation, folders: Iterable[Path] | None = None) -> list[Path]:
    """Files of the county for this station, not taken in yet, on all sticks or in some folders; never fails."""
    places = [stick.path for stick in list_sticks()] if folders is None else list(folders)
    with station.db.read() as session:
        known = set(session.scalars(select(IncomingPackage.file_hash)))
    found = []
    for place in places:
        for file in _packages_in(place):
            try:
                outer = package.read_outer(file)
                is_ours = outer.type in _FROM_COUNTY and outer.station == station.db.station_id
                if is_ours and sha256(file.read_bytes()).hexdigest() not in known:
                    found.append(file)
            except (PackageFault, OSError):
                continue  # of somebody else, or not whole yet
    return found


def pass_through_folder(station: OpenStation) -> Passed:
    """Waiting packages go to the county's folder and its answers are fetched; says why not instead of failing."""
    with station.db.read() as session:
        told, is_enrolled = folder_of(session), county.known(session) is not None
        waiting = [n for n in writing.to_write(session) if n in _not_written(session)]
    if not told or not is_enrolled:
        return Passed()
    folder = Path(told)
    try:
        if not folder.is_dir():
            return Passed(fault=_("县里的文件夹现在连不上：{path}").format(path=told))
        if waiting:
            writing.write_to(station, folder, waiting)
        received = receiving.receive(station, find_answers(station, [folder]))
    except (Trouble, Refused) as fault:
        return Passed(fault=fault.what if isinstance(fault, Trouble) else str(fault))
    except OSError as fault:
        return Passed(fault=_("县里的文件夹现在连不上：{path}（{why}）").format(path=told, why=reason(fault)))
    return Passed(len(waiting), tuple(received))


def _not_written(session: Session) -> set[int]:
    rows = zip(outbox.numbers(session), outbox.items_of(session), strict=True)
    return {number for number, item in rows if item.state == "waiting" or item.wanted}


def _packages_in(folder: Path) -> list[Path]:
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() == ENDING and file.is_file()]
    except OSError:
        return []
    return sorted(files)[:_MOST_FILES]
