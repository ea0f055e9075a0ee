"""The people list as the first paint shows it; a test holds it equal to the real list, which is too heavy for that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from station_app.core import resources
from station_app.core.clock import today
from station_app.core.texts import _
from station_app.storage import first_rows
from station_app.ui.first_sight import Filling

FIRST_ROWS = 50
FIELDS = ("name", "sex", "birth_date", "village", "categories")
COLUMNS: tuple[tuple[str, int, str], ...] = (
    (_("姓名"), 124, "left"),
    (_("性别"), 44, "left"),
    (_("年龄"), 44, "right"),
    (_("村"), 80, "left"),
    (_("类别"), 0, "left"),
    (_("手机"), 108, "left"),
    (_("意愿"), 96, "left"),
    (_("参训"), 72, "left"),
    (_("负责人"), 72, "left"),
    (_("待补"), 64, "left"),
)
ABOVE, BESIDE = 101, 264
_WHERE = "person_state = 'normal'"
"""Who moved away or died is not in the list."""
_ORDER = "name_pinyin, rowid"
"""The order of the people list; by key instead of row it would sort everybody."""


def filling(connection: Any) -> Filling:
    """The list with its first rows from a plain connection; its head alone when the file cannot be read (None)."""
    found: Sequence[Sequence[str | None]] = ()
    if connection is not None:
        found = first_rows.rows(connection, "person", FIELDS, where=_WHERE, order_by=_ORDER, limit=FIRST_ROWS)
    return Filling(columns=COLUMNS, rows=texts(found), above=ABOVE, beside=BESIDE)


def texts(rows: Sequence[Sequence[str | None]]) -> list[tuple[str, ...]]:
    """The cells of lines from the stored values of FIELDS; those that need more rules stay empty for a moment."""
    sexes, categories = _names("sex"), _names("assistance_category")
    return [_line(row, sexes, categories) for row in rows]


def _line(row: Sequence[str | None], sexes: dict[str, str], categories: dict[str, str]) -> tuple[str, ...]:
    name, sex, born, village, codes = (value or "" for value in row)
    words = "、".join(categories.get(code, code).split("(")[0] for code in codes.split(",") if code)
    return (
        name,
        sexes.get(sex, sex).removesuffix("的性别").removesuffix("性"),
        _age(born),
        village,
        words,
        *("",) * (len(COLUMNS) - len(FIELDS)),
    )


def _names(table: str) -> dict[str, str]:
    """Code → name of a table without quotes in it; core.codes with its aliases would cost 8 ms here."""
    with resources.path("codes", f"{table}.csv").open(encoding="utf-8") as lines:
        return dict(line.split(",")[:2] for line in lines)


def _age(born: str) -> str:
    if not born:
        return ""
    now = today()
    return str(now.year - int(born[:4]) - ((now.month, now.day) < (int(born[5:7]), int(born[8:10]))))
