"""The station's own record, its people at work, and its rules with numbers."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import resources
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.station.model import Setting, Station
from station_app.storage import records


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


@lru_cache(maxsize=1)
def _default_rules() -> list[dict[str, str]]:
    with resources.path("rules.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rule_value(session: Session, key: str, on: dt.date) -> str:
    """The value of a rule on a day: the station's own dated setting, else the shipped default; KeyError if unknown."""
    own = session.scalars(
        select(Setting.value)
        .where(Setting.key == key, Setting.valid_from <= on, Setting.voided_at.is_(None))
        .order_by(Setting.valid_from.desc(), Setting.id.desc())
    ).first()
    if own is not None:
        return str(own)
    shipped = [row for row in _default_rules() if row["key"] == key and row["valid_from"] <= on.isoformat()]
    if not shipped:
        raise KeyError(key)
    return max(shipped, key=lambda row: row["valid_from"])["value"]


def rule_number(session: Session, key: str, on: dt.date) -> int:
    """A whole-number rule on a day."""
    return int(rule_value(session, key, on))
