"""Marks as people write them: what a cell shows, what is copied, and what is understood when it is pasted.

A cell is the code of attendance_mark, a late one with its minutes behind: P, T15, N.
"""

from __future__ import annotations

import re

from station_app.core import codes
from station_app.core.texts import _

MOST_MINUTES = 600
"""SESSION_ATTENDANCE.late_minutes takes no more."""
_LATE = re.compile(r"(.*?)(\d{1,3})\s*(?:分钟|分|')?")
_WORDS = {
    "P": ("到", "1", "√", "✓", "✔", "出席", "签到", "是"),
    "T": ("迟", "2", "※"),
    "E": ("退", "早", "3", "◇"),
    "L": ("假", "4", "事假", "病假", "○", "〇", "☆"),
    "A": ("缺", "5", "旷", "旷课", "旷工", "×", "✗", "✘", "未到", "否"),
    "N": ("未登记",),
}
_MARK_OF = {word: mark for mark, words in _WORDS.items() for word in words}


def code_of(cell: str) -> str:
    """The mark of a cell without its minutes."""
    return cell[0]


def minutes_of(cell: str) -> int | None:
    """Minutes of a late one; None where none were typed."""
    return int(cell[1:]) if len(cell) > 1 else None


def cell_of(mark: str, minutes: int | None = None) -> str:
    """A mark and its minutes as one cell."""
    return f"{mark}{minutes}" if mark == "T" and minutes is not None else mark


def read_mark(word: str) -> str | None:
    """The cell behind a word as people write it on the sheet; None when it is none."""
    plain = codes.plain_word(word)
    found = _MARK_OF.get(plain) or codes.table("attendance_mark").find(plain)
    if found:
        return found
    late = _LATE.fullmatch(plain)
    if late and late[1].strip() and read_mark(late[1]) == "T" and int(late[2]) <= MOST_MINUTES:
        return cell_of("T", int(late[2]))
    return None


def short_word(cell: str) -> str:
    """What stands in a cell: 到 迟 迟15 退 假 缺, nothing while unmarked."""
    word = {"P": _("到"), "T": _("迟"), "E": _("退"), "L": _("假"), "A": _("缺")}.get(code_of(cell), "")
    return word + cell[1:]


def spoken_word(cell: str) -> str:
    """The same in full: 出勤, 迟到 15 分钟, 未点名."""
    label = codes.table("attendance_mark").label(code_of(cell))
    minutes = minutes_of(cell)
    return label if minutes is None else _("{mark} {n} 分钟").format(mark=label, n=minutes)


def hours_text(tenths: int) -> str:
    """Class hours without superfluous zeros: 4, 4.5."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
