"""Why two records may be one person (F54); never more than a question to the clerk, except for the same ID number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from station_app.core import id_number, names
from station_app.core.texts import _


@dataclass(frozen=True)
class Likeness:
    """One reason; the smaller the rank the surer."""

    code: str
    sentence: str
    rank: int


SAME_ID = Likeness("SAME_ID", _("身份证号相同"), 0)
TWIN_ID = Likeness("TWIN_ID", _("15 位旧号与 18 位号码是同一个"), 1)
NAME_AND_BIRTH = Likeness("NAME_AND_BIRTH", _("姓名同音，出生日期相同"), 2)
NAME_AND_PHONE = Likeness("NAME_AND_PHONE", _("姓名和手机相同"), 3)
OTHER_ID = Likeness("OTHER_ID", _("姓名同音，出生日期相同，但身份证号不同"), 4)


def likeness(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> Likeness | None:
    """The surest reason, None when there is none; both need name, name_pinyin, id_number, birth_date and phone."""
    first, second = one.get("id_number") or "", other.get("id_number") or ""
    if first and first == second:
        return SAME_ID
    if first and second and _long(first) == _long(second):
        return TWIN_ID
    sounds = bool(one.get("name_pinyin")) and one.get("name_pinyin") == other.get("name_pinyin")
    if sounds and one.get("birth_date") and one.get("birth_date") == other.get("birth_date"):
        return OTHER_ID if len(first) == 18 and len(second) == 18 else NAME_AND_BIRTH
    same_name = sounds and names.match_key(one.get("name") or "") == names.match_key(other.get("name") or "")
    if same_name and one.get("phone") and one.get("phone") == other.get("phone"):
        return NAME_AND_PHONE
    return None


def _long(number: str) -> str:
    if len(number) == 15 and number.isdigit():
        return id_number.from_15(number)
    return number
