"""The keys of this computer: made when first needed, wrapped, bound to the computer they were made on."""

from __future__ import annotations

import json
import platform
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.exchange.keys import DeviceKeys
from station_app.features.submission.model import DeviceKey
from station_app.proof import SigningKey
from station_app.storage import audit
from station_app.storage.sealing import Sealing

_HOST_LENGTH = 80


def active(session: Session) -> DeviceKey | None:
    """The row of the keys that sign now; None before the first package or request."""
    query = select(DeviceKey).where(DeviceKey.active.is_(True)).order_by(DeviceKey.made_at.desc())
    return session.scalars(query).first()


def keys_now(session: Session, device: str) -> DeviceKeys:
    """The keys of this computer, made when there are none. Trouble E_SEALED_SECRET when they cannot be unwrapped."""
    row = active(session)
    return _opened(session, row) if row is not None else _make(session, device)


def identities(session: Session) -> list[str]:
    """Secrets of age that open what was sealed to this station, the newest first; older ones open older packages."""
    rows = session.scalars(select(DeviceKey).order_by(DeviceKey.active.desc(), DeviceKey.made_at.desc()))
    return [_opened(session, row).identity for row in rows]


def public_keys(session: Session, kid: str) -> list[bytes]:
    """This station's own keys by their short name, for what it packed itself."""
    return [bytes.fromhex(key) for key in session.scalars(select(DeviceKey.public_key).where(DeviceKey.kid == kid))]


def host_name() -> str:
    """The computer's name, as a hint that a file was carried to another one."""
    return platform.node()[:_HOST_LENGTH]


def put_away(session: Session) -> None:
    """Another computer than the one they were made on signs from now on: it gets keys of its own when it needs them."""
    for row in session.scalars(select(DeviceKey).where(DeviceKey.active.is_(True))):
        row.active = False
        audit.note(session, "device_key_off", detail={"kid": row.kid})
    session.flush()


def _make(session: Session, device: str) -> DeviceKeys:
    made = DeviceKeys.new()
    sealing: Sealing = session.info["sealing"]
    secret = json.dumps([made.signing.private_key.hex(), made.identity]).encode()
    session.add(
        DeviceKey(
            kid=made.kid,
            public_key=made.signing.public_key.hex(),
            reader=made.reader,
            wrapped=sealing.seal(secret, _purpose(made.kid)).hex(),
            device=device,
            host=host_name(),
            made_at=clock.now(),
            active=True,
        )
    )
    session.flush()
    audit.note(session, "device_key", detail={"kid": made.kid})
    return made


def _opened(session: Session, row: Any) -> DeviceKeys:
    sealing: Sealing = session.info["sealing"]
    private, identity = json.loads(sealing.open(bytes.fromhex(row.wrapped), _purpose(row.kid)))
    return DeviceKeys(SigningKey(bytes.fromhex(private), bytes.fromhex(row.public_key)), identity)


def _purpose(kid: str) -> str:
    return f"device key {kid}"
