"""Administrative divisions from the province to the village (GB/T 2260, GB/T 10114): the national list and own ones.

The list is packed in resources/divisions (build_scripts/divisions.py); a province is unpacked in 2 to 11 ms when one of
its townships is first asked for, and only the county is read. The statistics bureau stopped publishing villages after
2023, so the station adds, renames and retires its own, and a code that nobody knows is allowed (codes.md §2).
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from station_app.core import resources

LEVELS = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village", 14: "group"}
"""Level by the length of the code; a villagers' group (村民小组) is the station's own: village and 2 digits."""
_ENDINGS = (
    "社区居民委员会",
    "社区居委会",
    "村民委员会",
    "居民委员会",
    "村委会",
    "居委会",
    "社区",
    "委员会",
    "虚拟社区",
    "虚拟生活区",
)
"""Folded to one letter in the packed files, A for the first; the order is part of the format."""
_TEST_CITY = ("4199", "测试市")


@dataclass(frozen=True)
class Division:
    """One division as lists and paths show it."""

    code: str
    name: str
    active: bool = True
    """False for a village that the station retired; old records still name it."""

    @property
    def level(self) -> str:
        """province, city, county, township, village or group."""
        return LEVELS.get(len(self.code), "")


def parent_of(code: str) -> str:
    """The code one level up, '' above a province: 419901300200 → 419901300."""
    shorter = [length for length in LEVELS if length < len(code)]
    return code[: max(shorter)] if shorter else ""


def folded(name: str) -> str:
    """A village's name with its usual ending as one letter; ValueError for a name that could not be unfolded."""
    if "A" <= name[-1:] <= "J" or "\t" in name or "\n" in name:
        raise ValueError(name)
    for place, ending in enumerate(_ENDINGS):
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + chr(ord("A") + place)
    return name


def _unfolded(name: str) -> str:
    return name[:-1] + _ENDINGS[ord(name[-1]) - ord("A")] if "A" <= name[-1:] <= "J" else name


@lru_cache(maxsize=3)
def _packed(name: str) -> str:
    path = resources.path("divisions", f"{name}.xz")
    return lzma.decompress(path.read_bytes()).decode() if path.is_file() else ""


@lru_cache(maxsize=1)
def _test_region() -> dict[str, str]:
    """The county of invented people, which no national list can hold."""
    with resources.path("codes_extra", "test_region.csv").open(encoding="utf-8", newline="") as file:
        return dict([_TEST_CITY]) | {row["code"]: row["name_zh"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _upper() -> dict[str, str]:
    """Names by code down to the county."""
    known = dict(line.split("\t") for line in _packed("counties").split("\n"))
    return known | {code: name for code, name in _test_region().items() if len(code) <= 6}


@lru_cache(maxsize=16)
def _county(county: str) -> dict[str, str]:
    """Townships and villages of one county: names by code, in the order of the codes."""
    names: dict[str, str] = {}
    township, number = "", 0
    _before, _mark, found = _packed(county[:2]).partition(f"={county}\n")
    for line in found.partition("\n=")[0].split("\n"):
        if "\t" in line:
            step, _tab, name = line.partition("\t")
            number += int(step or 1)
            names[f"{township}{number:03d}"] = _unfolded(name)
        elif line:
            township, number = county + line[:3], 0
            names[township] = line[3:]
    own = {code: name for code, name in _test_region().items() if len(code) > 6 and code.startswith(county)}
    return names | own


class Divisions:
    """The national list together with what one station added, renamed and retired."""

    def __init__(self, own: Iterable[Division] = ()) -> None:
        self._own = {division.code: division for division in own}

    def find(self, code: str) -> Division | None:
        """What a code of 2 to 14 digits means, None when nobody knows."""
        if code in self._own:
            return self._own[code]
        name = _upper().get(code) if len(code) <= 6 else _county(code[:6]).get(code)
        return Division(code, name) if name is not None else None

    def below(self, code: str) -> list[Division]:
        """Divisions in use one level below, '' for the provinces; in the order of their codes."""
        length = min((length for length in LEVELS if length > len(code)), default=0)
        source = _upper() if length <= 6 else _county(code[:6])
        codes = {known for known in (*source, *self._own) if len(known) == length and known.startswith(code)}
        found = (self.find(known) for known in sorted(codes))
        return [division for division in found if division is not None and division.active]

    def villages(self, county: str) -> list[Division]:
        """Every village in use of a county (6 digits), for completions."""
        return [village for township in self.below(county[:6]) for village in self.below(township.code)]

    def path(self, code: str) -> list[Division]:
        """The known divisions from the province down to the code itself."""
        found = (self.find(code[:length]) for length in LEVELS if length <= len(code))
        return [division for division in found if division is not None]

    def full_name(self, code: str, *, from_level: int = 0) -> str:
        """河南省南阳市唐河县城郊乡陈庄村民委员会; '' for an unknown code.

        `from_level` leaves out what has a shorter code: 6 begins with the county.
        """
        steps = [step for step in self.path(code) if len(step.code) >= from_level]
        return "".join(step.name for step in steps if step.name not in _NOT_SAID) if self.find(code) else ""


_NOT_SAID = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""Places in the tables that are no names: 北京市市辖区东城区 is said 北京市东城区."""
