"""What stands on the attendance sheet and what typing does to it, without any widget: marks, totals, undo, paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import UNMARKED, Slot, Standing, Tally
from station_app.ui.looks import Tone
from station_app.ui.undo import History

_TONES: dict[str, Tone] = {attendance.ELIGIBLE: "accent", attendance.SHORT: "warn", attendance.LOST: "bad"}
Place = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(frozen=True)
class HalfDay:
    """One column: a half-day of the class."""

    session_id: str
    label: str
    """Head of the column: 2/15 上."""
    spoken: str
    """In a sentence: 2月15日上午."""
    hours: int
    """Tenths of a class hour."""
    counts: bool = True
    topic: str = ""


@dataclass(frozen=True)
class Trainee:
    """One row: a trainee in the order of the paper sheet."""

    enrolment_id: str
    trainee_no: int
    name: str
    before: frozenset[str] = frozenset()
    """Half-days before a late admission (R-22): due, but nobody waits for a mark."""
    after: frozenset[str] = frozenset()
    """Half-days after dropping out: neither due nor to be marked."""
    left: str = ""
    """中途退出 for somebody who dropped out; empty for those in the class."""


@dataclass(frozen=True)
class TypedMark:
    """One mark as it is to be saved: a code of attendance_mark."""

    session_id: str
    enrolment_id: str
    mark: str


@dataclass(frozen=True)
class Sheet:
    """The whole sheet as it was read."""

    half_days: tuple[HalfDay, ...]
    trainees: tuple[Trainee, ...]
    marks: Mapping[tuple[str, str], str]
    """(session_id, enrolment_id) → mark; what is missing is unmarked."""
    threshold: int
    """Per cent of the hours that graduation needs (R-21)."""
    decided: Mapping[str, bool] = field(default_factory=dict)
    """enrolment_id → graduated or not, once the class is completed."""


@dataclass(frozen=True)
class Totals:
    """The running totals of one trainee."""

    hours: str
    """Attended and due so far: 16/20."""
    rate: str
    standing: Standing


@dataclass(frozen=True)
class Count:
    """The running totals of one half-day."""

    present: int
    expected: int
    unmarked: int


class Marking:
    """The sheet while it is being typed; every change is one undoable batch and comes back as marks to save."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.marks = [
            [sheet.marks.get((half.session_id, who.enrolment_id), UNMARKED) for half in sheet.half_days]
            for who in sheet.trainees
        ]
        self._history: History[list[tuple[Place, str, str]]] = History()

    def can_mark(self, row: int, column: int) -> bool:
        """Whether this trainee is to be marked for this half-day."""
        who, session_id = self.sheet.trainees[row], self.sheet.half_days[column].session_id
        return session_id not in who.before and session_id not in who.after

    def set(self, changes: Iterable[tuple[int, int, str]]) -> tuple[TypedMark, ...]:
        """Put marks (row, column, code) in place as one batch; returns those that changed something."""
        batch = [
            ((row, column), self.marks[row][column], mark)
            for row, column, mark in changes
            if self.can_mark(row, column) and self.marks[row][column] != mark
        ]
        if batch:
            self._history.did(batch)
        return self._put((place, after) for place, _before, after in batch)

    def all_present(self, column: int) -> tuple[TypedMark, ...]:
        """本半天全到: whoever is still unmarked for this half-day was there."""
        return self.set((row, column, "P") for row, marks in enumerate(self.marks) if marks[column] == UNMARKED)

    def undo(self) -> tuple[TypedMark, ...]:
        """Take the last batch back."""
        batch = self._history.undo() or ()
        return self._put((place, before) for place, before, _after in batch)

    def redo(self) -> tuple[TypedMark, ...]:
        """Put the batch in place again that was taken back last."""
        batch = self._history.redo() or ()
        return self._put((place, after) for place, _before, after in batch)

    def last_place(self) -> Place | None:
        """Where the last batch began, so that the cursor can go where something changed."""
        last = self._history.last
        return last[0][0] if last else None

    def paste(self, row: int, column: int, text: str) -> tuple[TypedMark, ...]:
        """Marks copied from a spreadsheet, one line a trainee; empty cells leave what is there.

        Refused as a whole when a word is no mark or the block does not fit.
        """
        block = [line.split("\t") for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
        if row + len(block) > len(self.sheet.trainees) or column + max(map(len, block)) > len(self.sheet.half_days):
            raise Refused(_("粘贴的内容比表格剩下的格子多，没有粘贴。请从第一个人开始，或少复制几行。"))
        words = (
            (row + down, column + right, word, read_mark(word))
            for down, line in enumerate(block)
            for right, word in enumerate(line)
            if word.strip()
        )
        changes = []
        for at_row, at_column, word, mark in words:
            if mark is None:
                name = self.sheet.trainees[at_row].name
                text = _("{name}这一行的“{word}”看不懂，没有粘贴。能用的有：到、迟、早退、假、缺。")
                raise Refused(text.format(name=name, word=word.strip()))
            changes.append((at_row, at_column, mark))
        return self.set(changes)

    def tally(self, row: int) -> Tally:
        """The hours of one trainee (R-22)."""
        who = self.sheet.trainees[row]
        return attendance.tally(
            Slot(half.hours, mark, half.counts, half.session_id in who.before)
            for half, mark in zip(self.sheet.half_days, self.marks[row], strict=True)
            if mark != UNMARKED or half.session_id not in who.after
        )

    def totals(self, row: int) -> Totals:
        """Hours, rate and word of one trainee (R-21, R-22)."""
        tally = self.tally(row)
        hours = f"{hours_text(tally.present)}/{hours_text(tally.due)}" if tally.due else ""
        return Totals(hours, attendance.rate_text(tally.rate), attendance.standing(tally, self.sheet.threshold))

    def word(self, row: int, totals: Totals) -> tuple[str, Tone]:
        """What stands in the column 结业 and its tone: by the books once it is decided, by the marks before."""
        who = self.sheet.trainees[row]
        if who.left:
            return who.left, "soft"
        graduated = self.sheet.decided.get(who.enrolment_id)
        if graduated is not None:
            return (_("结业"), "accent") if graduated else (_("未结业"), "bad")
        return totals.standing.word, _TONES.get(totals.standing.code, "soft")

    def average_rate(self) -> Fraction | None:
        """Attended hours of everybody in the class by the hours that were due; None before the first mark."""
        tallies = [self.tally(row) for row, who in enumerate(self.sheet.trainees) if not who.left]
        due = sum(tally.due for tally in tallies)
        return Fraction(sum(tally.present for tally in tallies), due) if due else None

    def count(self, column: int) -> Count:
        """Who was there in one half-day, of those in the class by then."""
        marks = [line[column] for row, line in enumerate(self.marks) if self.can_mark(row, column)]
        present = sum(mark in attendance.PRESENT_MARKS for mark in marks)
        return Count(present, len(marks), marks.count(UNMARKED))

    def _put(self, places: Iterable[tuple[Place, str]]) -> tuple[TypedMark, ...]:
        put = []
        for (row, column), mark in places:
            self.marks[row][column] = mark
            put.append(TypedMark(self.sheet.half_days[column].session_id, self.sheet.trainees[row].enrolment_id, mark))
        return tuple(put)


_WORDS = {
    "P": ("到", "1", "√", "✓", "✔", "出席", "签到", "是"),
    "T": ("迟", "2"),
    "E": ("退", "早", "3"),
    "L": ("假", "4", "事假", "病假", "○"),
    "A": ("缺", "5", "旷", "旷课", "×", "✗", "✘", "未到", "否"),
    "N": ("未登记",),
}
_MARK_OF = {word: mark for mark, words in _WORDS.items() for word in words}


def read_mark(word: str) -> str | None:
    """The mark behind a word as people write it on the sheet; None when it is none."""
    plain = codes.plain_word(word)
    return _MARK_OF.get(plain) or codes.table("attendance_mark").find(plain)


def short_word(mark: str) -> str:
    """The one character in a cell: 到 迟 退 假 缺, nothing while unmarked."""
    return {"P": _("到"), "T": _("迟"), "E": _("退"), "L": _("假"), "A": _("缺")}.get(mark, "")


def hours_text(tenths: int) -> str:
    """Class hours without superfluous zeros: 4, 4.5."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def first_open(marking: Marking) -> Place:
    """Where typing goes on: the first unmarked cell, column by column; the start when nothing is open."""
    rows: Sequence[list[str]] = marking.marks
    for column in range(len(marking.sheet.half_days)):
        for row, line in enumerate(rows):
            if line[column] == UNMARKED and marking.can_mark(row, column):
                return row, column
    return 0, 0
