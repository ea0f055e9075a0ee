"""Code tables (GB standards and local ones): a code's name, and the code behind what counties really type."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from station_app.core import resources
from station_app.core.dates import half_width


@dataclass(frozen=True)
class CodeTable:
    """One table of codes/NAME.csv with the aliases of codes_extra/aliases.csv."""

    name: str
    names: dict[str, str]
    """code → Chinese name in the table's own order; the everyday one (男, 初中) where short_names.csv has it."""
    aliases: dict[str, str]
    """cleaned word → code; holds official names too."""

    def __contains__(self, code: str) -> bool:
        return code in self.names

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.names.items())

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
        official = {row["code"]: row["name_zh"] for row in csv.DictReader(file)}
    aliases = {plain_word(label): code for code, label in official.items()} | _all_aliases().get(name, {})
    return CodeTable(name, official | _short_names().get(name, {}), aliases)


@lru_cache(maxsize=1)
def simple_education() -> dict[str, str]:
    """The eight coarse education values that entry forms offer."""
    return _short_names()["education"]
