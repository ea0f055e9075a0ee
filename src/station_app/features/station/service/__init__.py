"""The station's own record; its rules with numbers are read from here by every feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.core.users import user_of
from station_app.features.station.model import Station
from station_app.features.station.service.rules import rule_number, rule_numbers, rule_value
from station_app.storage import records

__all__ = [
    "StationRow",
    "find_station",
    "get_station",
    "rule_number",
    "rule_numbers",
    "rule_value",
    "save_station",
    "signature",
    "station_values",
]


@dataclass(frozen=True)
class StationRow:
    """The station as screens and papers need it."""

    id: str
    name: str
    division_code: str
    short_name: str
    head_name: str
    county_bureau_name: str
    township_name: str
    phone: str
    address: str

    @property
    def township_code(self) -> str:
        """Nine digits of the township, first part of every certificate number (R-24)."""
        return self.division_code[:9].ljust(9, "0")


def save_station(
    session: Session, values: Mapping[str, Any], *, version: int | None = None, require: bool = True
) -> str:
    """Create the one station record or change it; returns its key. `init` may leave gaps (require=False).

    `version` is the one its form was opened with: Refused (STALE) when the record was changed since.
    """
    found = session.scalars(select(Station).where(Station.voided_at.is_(None))).first()
    if found is not None:
        return str(records.save(session, Station, values, record_id=found.id, version=version, require=require).id)
    return str(records.save(session, Station, values, require=require).id)


def station_values(session: Session) -> dict[str, Any]:
    """Every field of the station by name, with its version, for the settings form; empty before it was set up."""
    found = session.scalars(select(Station).where(Station.voided_at.is_(None))).first()
    return records.values_of(found) if found is not None else {}


def signature(session: Session) -> str:
    """Whose name stands under what is written now: the user's, in a station without users its head's; '' if unknown."""
    return user_of(session).signature or station_values(session).get("head_name") or ""


def find_station(session: Session) -> StationRow | None:
    """The station of this file, None before the first-run wizard."""
    found = session.scalars(select(Station).where(Station.voided_at.is_(None))).first()
    if found is None:
        return None
    plain = records.values_of(found)
    return StationRow(**{name: plain[name] or "" for name in StationRow.__dataclass_fields__})


def get_station(session: Session) -> StationRow:
    """The station of this file; Refused when it was never set up."""
    found = find_station(session)
    if found is None:
        raise Refused(_("这个数据目录里还没有建站，请先运行 init 或打开窗口完成设置。"))
    return found
