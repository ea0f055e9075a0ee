"""Default-valid invented people: ID region 4199xx with correct check characters, phones 154…."""

from __future__ import annotations

import datetime as dt
from typing import Any

from station_app.core import clock, id_number

REGION = "419901"


def number(birth: str = "19800101", sequence: int = 2) -> str:
    """An 18-character ID number; an even sequence is a woman."""
    first = f"{REGION}{birth}{sequence:03d}"
    return first + id_number.check_character(first)


def person_values(**changes: Any) -> dict[str, Any]:
    """A woman with every required field filled."""
    values: dict[str, Any] = {
        "name": "王秀兰",
        "id_document_type": "1",
        "id_number": number(),
        "sex": "2",
        "birth_date": dt.date(1980, 1, 1),
        "ethnic_group": "01",
        "education": "70",
        "address": "城郊乡东河村3组",
        "village": "东河村",
        "phone": "15400000001",
        "categories": ("D01",),
        "employment_status": "9",
        "consent_date": dt.date(2023, 1, 5),
    }
    given = changes.get("id_number")
    if isinstance(given, str) and not id_number.fault(given, clock.today()):
        reading = id_number.read(given)
        values |= {"sex": reading.sex, "birth_date": reading.birth_date}
    return values | changes


def household_values(**changes: Any) -> dict[str, Any]:
    """A household with every required field filled."""
    return {"village_code": "419901300001", "village": "东河村", "address": "城郊乡东河村3组12号"} | changes
