"""What villages call their columns: the label on paper → the field it fills (domain.md §11 rule 1)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from station_app.core import codes, resources
from station_app.core.dates import half_width

CATEGORY = "category:"
"""Prefix of a column that is named after one category: category:A01, or after a group of them: category:."""

NOT_IMPORTED = "-"
"""What the clerk maps a column to that is to stay outside although its label is known."""


def column_key(label: str, field: str) -> str:
    """What a correction of a cell is kept under: the field, but each column named after a category for itself."""
    return CATEGORY + label if field.startswith(CATEGORY) else field


_GROUPS = frozenset({"监测对象", "防返贫监测对象", "监测户", "防止返贫监测对象", "三类人群", "三类户", "三类监测对象"})
_INVISIBLE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_OTHER_PEOPLE = re.compile(
    r"(?:户主|配偶|丈夫|监护人|(?:紧急|备用)?联系人|子女|父母|父亲|母亲|负责人|帮扶(?:责任|联系)?人|帮扶干部)"
    r"(?:本人)?的?(?:基本|个人|家庭|相关|有关)?(?:信息|情况|资料)?"
)
"""Groups of columns about somebody else; 负责人李四 above a table is a signature, not a group."""
_ORNAMENT = "*#:·、,。."


def plain_label(text: str) -> str:
    """A label as it is compared: half-width, without spaces and line breaks."""
    return _INVISIBLE.sub("", half_width(text))


@lru_cache(maxsize=1)
def known_labels() -> dict[str, str]:
    """Every label the program knows → field name; the county's list wins over the further words."""
    known: dict[str, str] = {}
    for name in ("labels.csv", "further_labels.csv"):
        with resources.path("codes_extra", name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                known.setdefault(plain_label(row["label"]), row["field"])
    return {label: _target(field) for label, field in known.items()}


def _target(field: str) -> str:
    """category:低保 names its code (category:A01); a group of categories names none (category:)."""
    if not field.startswith(CATEGORY):
        return field
    word = field.removeprefix(CATEGORY)
    return CATEGORY + ("" if word in _GROUPS else codes.table("assistance_category").find(word) or "")


@lru_cache(maxsize=4096)
def _find(label: str) -> str:
    plain = plain_label(label)
    bare = _BRACKETS.sub("", plain).strip(_ORNAMENT)
    for word in (plain, plain.strip(_ORNAMENT), bare):
        field = known_labels().get(word)
        if field is not None:
            return field
    category = re.sub(r"^是否(?:为|是|属于?)?|^是不是|^有无", "", bare)
    if category in _GROUPS:
        return CATEGORY
    if len(category) > 1:
        found = known_labels().get(category, "") if category != bare else ""
        code = codes.table("assistance_category").aliases.get(category, "Z00")
        if found.startswith(CATEGORY):
            return found
        if code != "Z00":
            return CATEGORY + code
    return ""


def find_field(label: str, own: Mapping[str, str]) -> str:
    """The field behind a label, '' for none; `own` are the clerk's mappings by plain label, asked first."""
    chosen = own.get(plain_label(label)) if own else None
    return _find(label) if chosen is None else chosen.removeprefix(NOT_IMPORTED)


def find_in_path(path: Sequence[str], own: Mapping[str, str]) -> str:
    """The field behind a column's labels from the top down: group/sub, groupsub (残疾 over 等级), then sub alone."""
    if not path:
        return ""
    parts = [part for part in path if _BRACKETS.sub("", plain_label(part))] or list(path)
    group = [plain_label(part) for part in parts[:-1]]
    chosen = own.get(plain_label("/".join(path)))
    if chosen is not None:
        return chosen.removeprefix(NOT_IMPORTED)
    field = known_labels().get("".join(map(plain_label, parts[-2:])))
    if field and group and field != _find(parts[-1]) and not _belongs_to_other(group):
        return field
    found = field if len(parts) == 1 and field else find_field(parts[-1], own)
    if found and _belongs_to_other(group):
        return "household_head" if found == "name" and any(part.startswith("户主") for part in group) else ""
    return found


def _belongs_to_other(group: Sequence[str]) -> bool:
    """Whether the columns under this group speak of somebody else than the person of the row."""
    return any(_OTHER_PEOPLE.fullmatch(_BRACKETS.sub("", part)) for part in group)


for _cached in (known_labels, _find):
    codes.when_changed(_cached.cache_clear)
