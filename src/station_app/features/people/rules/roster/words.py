"""Coded words: what counties type for a code, categories and disabilities (domain.md §11 rule 14)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import NamedTuple

from station_app.core import codes, resources
from station_app.core.codes import plain_word
from station_app.core.dates import half_width

TABLES = {
    "sex": "sex",
    "ethnic_group": "ethnic_group",
    "education": "education",
    "marital_status": "marital_status",
    "political_status": "political_status",
    "register_type": "household_register_type",
    "health_status": "health_status",
    "relation_to_head": "family_relation",
    "labour_ability": "labour_ability",
    "communication_ability": "communication_ability",
    "work_willingness": "work_willingness",
    "distance_limit": "distance_limit",
    "employment_status": "employment_status",
    "id_document_type": "id_document_type",
    "disability_category": "disability_category",
    "disability_grade": "disability_grade",
}
"""Fields that hold one code, and the table each comes from."""

_YES = frozenset({"√", "✓", "✔", "☑", "是", "1", "有", "V", "v", "TRUE", "√√"})
_NO = frozenset({"", "×", "✗", "✘", "☐", "否", "0", "无", "x", "X", "-", "—", "/", "没有", "不是", "FALSE", "□"})
_CATEGORY_TABLE = "assistance_category"
_NONE = "Z00"
_MARKS = "、,;/"
_SPACES = " \t\r\n\u3000\xa0"
_BRACKETED = re.compile(r"\([^()]*\)")
_IMPAIRMENT = re.compile(
    r"(视力|听力|言语|语言|肢体|智力|精神|多重)?([一二三四1-4ⅠⅡⅢⅣ])?(视力|听力|言语|语言|肢体|智力|精神|多重)?"
)
_NOISE = re.compile(r"持证|残疾人?|残|证|类|级|[()、,]")
_IMPAIRMENT_SIGN = re.compile(r"残|视力|听力|言语|语言|肢体|智力|精神|多重")
_GRADES = {"一": "1", "二": "2", "三": "3", "四": "4", "Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4"}


class Categories(NamedTuple):
    """What one or more cells say about a person's categories."""

    codes: tuple[str, ...]
    disability_category: str | None
    disability_grade: str | None
    understood: bool


@lru_cache(maxsize=20000)
def find_code(field: str, text: str) -> str | None:
    """The code of a coded field for a word, None when it is not known."""
    table = codes.table(TABLES[field])
    plain = plain_word(text)
    return table.find(plain) or _further().get((table.name, plain))


@lru_cache(maxsize=1)
def _further() -> dict[tuple[str, str], str]:
    """Words beside the shipped aliases, which they never override (57 and 58 of card readers: codes.md §11)."""
    with resources.path("codes_extra", "further_aliases.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], plain_word(row["alias"])): row["code"] for row in csv.DictReader(file)}


@lru_cache(maxsize=20000)
def read_categories(text: str, own_code: str | None) -> Categories:
    """Categories in one cell.

    `own_code` None: a column of category words. A code: a column named after that category, where √ means it.
    '': a column named after a group of categories, where √ does not say which.
    """
    plain = plain_word(text)
    if plain in _NO:
        return Categories((), None, None, understood=True)
    if plain in _YES:
        return Categories((own_code,) if own_code else (), None, None, understood=bool(own_code))
    found: list[str] = []
    category = grade = None
    understood = True
    for word in _words(half_width(text)):
        code = _category(word)
        impairment = None if code else _impairment(word, in_own_column=own_code == "C01")
        if impairment is not None:
            code = "C01"
            category, grade = category or impairment[0], grade or impairment[1]
        if code is None and plain_word(word) in _YES and own_code:
            code = own_code
        understood = understood and (code is not None or plain_word(word) in _NO)
        if code is not None and code != _NONE and code not in found:
            found.append(code)
    return Categories(tuple(found), category, grade, understood)


@lru_cache(maxsize=20000)
def join(parts: tuple[Categories, ...]) -> Categories:
    """Several cells of one person together; Z00 when none of them names a category."""
    found: list[str] = []
    for part in parts:
        found += [code for code in part.codes if code not in found]
    return Categories(
        tuple(found) or (_NONE,),
        next((part.disability_category for part in parts if part.disability_category), None),
        next((part.disability_grade for part in parts if part.disability_grade), None),
        all(part.understood for part in parts),
    )


def _words(text: str) -> list[str]:
    """Words between 、 , ; / and spaces; one word spread with spaces (留 守 妇 女) stays one."""
    found: list[str] = []
    for part in _split(text, _MARKS):
        spread = _split(part, _SPACES)
        found += [part] if len(spread) > 1 and _category(part) else spread
    return found


def _split(text: str, separators: str) -> list[str]:
    """What stands between the separators; what stands in brackets stays together."""
    words, word, depth = [], "", 0
    for char in text:
        depth += (char == "(") - (char == ")" and depth > 0)
        if char in separators and not depth:
            words.append(word)
            word = ""
        else:
            word += char
    return [w for w in [*words, word] if w]


def _category(word: str) -> str | None:
    plain = plain_word(word)
    table = codes.table(_CATEGORY_TABLE)
    return table.find(plain) or (table.find(_BRACKETED.sub("", plain)) if "(" in plain and "残" not in plain else None)


def _impairment(word: str, *, in_own_column: bool) -> tuple[str | None, str | None] | None:
    """Kind and grade in 残疾(肢体三级), 肢体残疾三级, 三级肢体, 听力二级; a grade alone only in a column 残疾."""
    plain = plain_word(word)
    if not in_own_column and not _IMPAIRMENT_SIGN.search(plain):
        return None
    rest = _NOISE.sub("", plain)
    match = _IMPAIRMENT.fullmatch(rest)
    if match is None or (match[1] and match[3]) or (not rest and "残" not in plain):
        return None
    kind = (match[1] or match[3] or "").replace("语言", "言语")
    category = codes.table("disability_category").find(kind) if kind else None
    return category, _GRADES.get(match[2], match[2]) if match[2] else None


for _cached in (find_code, read_categories):
    codes.when_changed(_cached.cache_clear)
