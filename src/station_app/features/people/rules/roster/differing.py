"""Which differences between a file and the station's own records a clerk must look at, and which are only wording."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from station_app.core.dates import half_width

_PLACES = ("address", "village")
_LEFT_BEHIND = "D"
"""First letter of the categories that a village writes after its own impression; no entitlement hangs on them."""


def matters(field: str, kept: Any, found: Any) -> bool:
    """Whether the file says something else, not the same more or less exactly; values as they are stored."""
    if field == "education":
        return not _same_level(str(kept), str(found))
    if field == "categories":
        return _adds_an_entitlement(kept, found)
    if field in _PLACES:
        one, other = _plain(kept), _plain(found)
        return one not in other and other not in one
    return True


def _same_level(kept: str, found: str) -> bool:
    """70 初中 and 71 初中毕业 are the same; 71 毕业 and 73 肄业 are not."""
    return kept[:1] == found[:1] and "0" in (kept[1:], found[1:])


def _adds_an_entitlement(kept: Collection[str], found: Collection[str]) -> bool:
    return any(not code.startswith(_LEFT_BEHIND) for code in set(found) - set(kept))


def _plain(text: Any) -> str:
    return "".join(half_width(str(text)).split())
