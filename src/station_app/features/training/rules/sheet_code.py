"""What the barcode at the foot of a sign-in sheet says: of which class and which day it is (F04).

A scanner types it like a keyboard, so it is letters and digits only: KQ, the class number without its dash, month and
day. People can type it, too.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

PREFIX = "KQ"
_CODE = re.compile(rf"{PREFIX}(\d{{4}})(\d{{3,}})(\d{{2}})(\d{{2}})")


@dataclass(frozen=True)
class SheetCode:
    """A sheet of a class on a day; the year follows from the class."""

    class_no: str
    month: int
    day: int


def sheet_code(class_no: str, day: dt.date) -> str:
    """KQ20230030215 for the sheet of class 2023-003 on 15 February."""
    return f"{PREFIX}{class_no.replace('-', '')}{day:%m%d}"


def read_sheet_code(text: str) -> SheetCode | None:
    """What a scanner or a person typed, in capitals or not; None when it is no such code."""
    found = _CODE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return SheetCode(f"{found[1]}-{found[2]}", int(found[3]), int(found[4])) if found else None
