"""The village of somebody whose list names it in the address only; never guessed between two (codes.md §2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_VILLAGERS = "村民委员会"
_KIND = re.compile(r"(?:[乡镇县市省]|街道|自治[区州县])$")
_BETWEEN = re.compile(r"[\s,，、。・·\-—()（）]+")


class Places(NamedTuple):
    """Where the station is, as addresses write it."""

    villages: tuple[str, ...] = ()
    """Villages and communities that can be chosen: 东河村, 城郊社区."""
    above: tuple[str, ...] = ()
    """What may stand before them: township, county, city and province, with and without their ending."""


NOWHERE = Places()
"""A station without a division, or a list judged without a station: addresses tell nothing."""


def places_of(villages: Sequence[str], above: Sequence[str]) -> Places:
    """From the names of the divisions; villages of the same plain name are left out, nobody could tell them apart."""
    plain = Counter(plain_village(name) for name in villages)
    once = tuple(name for name, times in plain.items() if times == 1 and len(name) > 1)
    return Places(once, tuple(dict.fromkeys(form for name in above for form in (name, _KIND.sub("", name)) if form)))


def plain_village(name: str) -> str:
    """东河村委会, 东河村村民委员会 → 东河村; 城郊社区居委会 → 城郊社区; anything else stays as it is."""
    short = name.strip()
    if short.endswith(_VILLAGERS):
        return short.removesuffix(_VILLAGERS).removesuffix("村") + "村"
    for ending in ("居民委员会", "居委会"):
        if short.removesuffix(ending).endswith("社区"):
            return short.removesuffix(ending)
    return short.removesuffix("委会") if short.endswith("村委会") else short


def village_in(address: str, places: Places) -> str:
    """The one village that an address begins with, after nothing but the names above it; '' when that is not plain."""
    rest = _from_village(_BETWEEN.sub("", address), places)
    found = [name for name in places.villages if name in rest]
    longest = max(found, key=len, default="")
    if not longest or not rest.startswith(longest):
        return ""
    return longest if all(name in longest for name in found) else ""


def _from_village(text: str, places: Places) -> str:
    """The address behind province, city, county and township, whichever of them it names; a village ends the search."""
    while not text.startswith(places.villages):
        named = max((name for name in places.above if text.startswith(name)), key=len, default="")
        if not named:
            break
        text = text.removeprefix(named)
    return text
