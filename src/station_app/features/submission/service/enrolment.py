"""Enrolment over the stick: the request of this computer, the county's answer, and what was packed before it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.core.users import STATION_HEAD, require_role
from station_app.exchange import enrolment, package
from station_app.exchange.enrolment import Answer
from station_app.exchange.faults import PackageFault
from station_app.exchange.keys import DeviceKeys
from station_app.features.station.service import find_station
from station_app.features.submission.service import county, devices, marks, outbox, receiving
from station_app.features.submission.service.moments import moment
from station_app.features.training.service.proofs import own_issuers
from station_app.storage import audit, schema, steps
from station_app.storage.handover import hand_over_bytes
from station_app.storage.opened import OpenStation


def make_request(station: OpenStation, folder: Path) -> tuple[Path, str]:
    """Write this computer's request into a folder or onto a stick; the file and its 30 digits.

    The same file again as long as nothing in it changed, so that the digits stay those that were told. Refused before
    the station has a name and a division, and for whoever is not its head; Trouble E_STICK_….
    """
    with station.db.work() as session:
        require_role(session, STATION_HEAD)
        keys = devices.keys_now(session, marks.device())
        content, digits = _request(session, keys)
        audit.note(session, "enrol_request", detail={"kid": keys.kid})
        name = _file_name(session, keys)
    return hand_over_bytes(folder, name, content), digits


def look_at_answer(station: OpenStation, file: Path) -> Answer:
    """What the county's answer says, nothing of it believed yet: its digits are to be compared by telephone.

    PackageFault for a file that is no answer to this computer; Refused when the list does not name this computer.
    """
    with station.db.read() as session:
        known = county.known(session)
        own = devices.active(session)
        found = enrolment.read_trust(file, devices.identities(session), known=known)
        listed = [s for s in found.trust.stations if s.id == station.db.station_id]
        if own is None or not any(d.public == own.public_key for s in listed for d in s.devices):
            raise Refused(_("县里的名单上没有这台电脑。请把这台电脑的登记申请交给县里，再收新的答复。"))
    return found


def take_answer(station: OpenStation, file: Path, digits: str) -> str:
    """Believe the county after the clerk confirmed its 30 digits; the county's name.

    What was packed before is made anew. Refused when the digits are others: nothing was taken over.
    """
    found = look_at_answer(station, file)
    if _plain(digits) != _plain(found.digits):
        raise Refused(
            _("您确认的 30 位数字和文件里的不一样，没有登记。请再打电话核对；还不一样，文件可能被人换过，不要使用。")
        )
    with station.db.work() as session:
        require_role(session, STATION_HEAD)
        county.keep(session, found.trust)
        receiving.note_taken(session, found.manifest, found.hash, file, [])
        row = devices.active(session)
        if row is not None:
            row.enrolled_at = clock.now()
        audit.note(session, "enrolled", detail={"county": found.trust.county.id, "trust": found.trust.version})
        old = outbox.seal_anew(session, station.folder, found.trust)
        steps.reached("enrol.sealed")
    steps.reached("enrol.committed")
    outbox.discard_files(station.folder, old)
    outbox.note_mark(station.db)
    return found.trust.county.name


def _request(session: Session, keys: DeviceKeys) -> tuple[bytes, str]:
    row = devices.active(session)
    own = find_station(session)
    if own is None or not own.name or not own.division_code:
        raise Refused(_("站名或区划代码还没有填，请先到“设置”里填好。"))
    issuers = own_issuers(session)
    if row is not None and row.request:
        content = bytes.fromhex(row.request)
        try:
            before = enrolment.read_request(content)
        except PackageFault:  # an earlier program wrote it
            before = None
        same = before is not None and (before.name, before.division) == (own.name, own.division_code)
        if before is not None and same and list(before.issuers) == issuers:
            return content, before.digits
    content, digits = enrolment.request(
        keys,
        station=own.id,
        name=own.name,
        division=own.division_code,
        epoch=audit.execute_of(session)("SELECT value FROM about WHERE name = 'epoch'").fetchone()[0],
        app=schema.program_version(),
        made_at=moment(clock.now()),
        issuers=issuers,
    )
    if row is not None:
        row.request, row.request_digits = content.hex(), digits
    return content, digits


def _file_name(session: Session, keys: DeviceKeys) -> str:
    own = find_station(session)
    division = own.division_code if own is not None else ""
    return package.file_name(division, keys.kid, 1).replace("SW_", "DJ_", 1)


def _plain(digits: str) -> str:
    return "".join(sign for sign in digits if sign.isdigit())
