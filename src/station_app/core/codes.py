"""Code tables (GB standards and local ones): a code's name, and the code behind what counties really type.

A station may add, rename and retire entries of local tables; whoever opens its file hands them over by `use_own`.
A table keeps being the same object, so that an editor that holds it offers the new entry at once.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from station_app.core import resources
from station_app.core.dates import half_width


@dataclass(frozen=True)
class OwnEntry:
    """An entry of a local table as the station has it: a new code, another name for a shipped one, or out of use."""

    table: str
    code: str
    name: str
    active: bool = True


@dataclass
class CodeTable:
    """One table of codes/NAME.csv with the aliases of codes_extra/aliases.csv and the station's own entries."""

    name: str
    names: dict[str, str]
    """code → Chinese name in the table's own order, retired ones included; the everyday one (男, 初中) where
    short_names.csv has it."""
    aliases: dict[str, str]
    """cleaned word → code; holds official names too."""
    standards: dict[str, str]
    """code → where it comes from: GB/T 2261.1-2003, local …; the station's own codes have none."""
    retired: frozenset[str] = frozenset()
    """Codes that old records may still hold and nobody is offered."""
    _shipped: tuple[dict[str, str], dict[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._shipped = (self.names, self.aliases)

    @property
    def shipped_names(self) -> dict[str, str]:
        """As `names`, without what the station added or renamed."""
        return self._shipped[0]

    @property
    def is_national(self) -> bool:
        """It is a table of a national standard: nobody may change it."""
        return any(standard.startswith("GB/T") for standard in self.standards.values())

    def use(self, entries: Iterable[OwnEntry]) -> None:
        """The station's entries in place of those before; each dict is replaced whole, for readers on other threads."""
        own = {entry.code: entry for entry in entries}
        names, aliases = self._shipped
        self.names = names | {code: entry.name for code, entry in own.items()}
        self.aliases = aliases | {plain_word(entry.name): code for code, entry in own.items()}
        self.retired = frozenset(code for code, entry in own.items() if not entry.active)

    def __contains__(self, code: str) -> bool:
        return code in self.names

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Codes and names that may be chosen."""
        return iter([pair for pair in self.names.items() if pair[0] not in self.retired])

    def label(self, code: str | None) -> str:
        """The Chinese name; the code itself when the table does not know it, '' for nothing."""
        return self.names.get(code, code) if code else ""

    def find(self, word: str) -> str | None:
        """The code for a code, an official name or an alias, after half-width and removing spaces; else None."""
        plain = plain_word(word)
        if plain in self.names:
            return plain
        return self.aliases.get(plain)


def plain_word(word: str) -> str:
    """A coded word as it is looked up: half-width, without any white space (domain.md §11 rule 14)."""
    return "".join(half_width(word).split())


@lru_cache(maxsize=1)
def _all_aliases() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with resources.path("codes_extra", "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], {}).setdefault(plain_word(row["alias"]), row["code"])
    return found


@lru_cache(maxsize=1)
def _short_names() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with resources.path("codes_extra", "short_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], {})[row["code"]] = row["name"]
    return found


@cache
def table(name: str) -> CodeTable:
    """The code table of that name; KeyError when the program ships none."""
    file_path = resources.path("codes", f"{name}.csv")
    if not file_path.is_file():
        raise KeyError(name)
    with file_path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    official = {row["code"]: row["name_zh"] for row in rows}
    short = _short_names().get(name, {})
    aliases = {plain_word(label): code for code, label in (*short.items(), *official.items())}
    aliases |= _all_aliases().get(name, {})
    standards = {row["code"]: row["standard"] for row in rows}
    made = CodeTable(name, official | short, aliases, standards)
    made.use(_own.get(name, ()))
    _loaded[name] = made
    return made


_own: dict[str, list[OwnEntry]] = {}
_dependents: list[Callable[[], object]] = []
_loaded: dict[str, CodeTable] = {}


def use_own(entries: Iterable[OwnEntry]) -> None:
    """From now on exactly these entries of the open station are merged into the shipped tables."""
    _own.clear()
    for entry in entries:
        _own.setdefault(entry.table, []).append(entry)
    for name, loaded in list(_loaded.items()):
        loaded.use(_own.get(name, ()))
    for forget in _dependents:
        forget()


def when_changed(forget: Callable[[], object]) -> None:
    """For who keeps answers drawn from tables (a cache's `cache_clear`): called when the station's entries change."""
    _dependents.append(forget)


@lru_cache(maxsize=1)
def simple_education() -> dict[str, str]:
    """The eight coarse education values that entry forms offer."""
    return _short_names()["education"]
