"""What stands on the attendance sheet and what typing does to it, without any widget: marks, totals, undo, paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import UNMARKED, Counting, Slot, Standing, Tally
from station_app.features.training.ui.attendance_words import (
    cell_of,
    code_of,
    hours_text,
    minutes_of,
    read_mark,
    short_word,
)
from station_app.ui.looks import Tone
from station_app.ui.undo import History

_TONES: dict[str, Tone] = {attendance.ELIGIBLE: "accent", attendance.SHORT: "warn", attendance.LOST: "bad"}
Place = tuple[int, int]
"""Row and column, both from 0."""
Change = tuple[Place, str, str]
"""Where, and the cell before and after."""


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
    """'' for a walk-in."""
    trainee_no: int
    name: str
    before: frozenset[str] = frozenset()
    """Half-days before a late admission (R-22): due, but nobody waits for a mark."""
    after: frozenset[str] = frozenset()
    """Half-days after dropping out: neither due nor to be marked."""
    left: str = ""
    """中途退出 for somebody who dropped out; empty for those in the class."""
    walk_in_id: str = ""
    """Of somebody who came without being enrolled: she may be marked, nobody waits for it."""

    @property
    def key(self) -> str:
        """What her marks are kept by."""
        return self.enrolment_id or self.walk_in_id


@dataclass(frozen=True)
class TypedMark:
    """One mark as it is to be saved: a code of attendance_mark."""

    session_id: str
    enrolment_id: str
    mark: str
    late_minutes: int | None = None
    walk_in_id: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Half-day and whose mark it is."""
        return self.session_id, self.enrolment_id or self.walk_in_id

    @property
    def cell(self) -> str:
        """As it stands in the grid."""
        return cell_of(self.mark, self.late_minutes)


@dataclass(frozen=True)
class Sheet:
    """The whole sheet as it was read."""

    half_days: tuple[HalfDay, ...]
    trainees: tuple[Trainee, ...]
    marks: Mapping[tuple[str, str], str]
    """(session_id, key of the trainee) → cell (attendance_words); what is missing is unmarked."""
    threshold: int
    """Per cent of the hours that graduation needs (R-21)."""
    decided: Mapping[str, bool] = field(default_factory=dict)
    """enrolment_id → graduated or not, once the class is completed."""
    late_minutes_max: int = 30
    """Who is later than that should be marked absent."""
    counting: Counting = attendance.USUAL
    """How hours count in this class (R-22)."""
    scanned: frozenset[str] = frozenset()
    """Half-days whose signed sheet is attached."""


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
    """Of those expected."""
    expected: int
    unmarked: int
    walk_ins: int = 0
    """Present without being enrolled."""


class Marking:
    """The sheet while it is being typed; every change is one undoable batch and comes back as marks to save."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.marks = [
            [sheet.marks.get((half.session_id, who.key), UNMARKED) for half in sheet.half_days]
            for who in sheet.trainees
        ]
        self._tallies = [self._tally(row) for row in range(len(self.marks))]
        self.touched: set[Place] = set()
        """What the last change put."""
        self._history: History[list[Change]] = History()

    def can_mark(self, row: int, column: int) -> bool:
        """Whether this trainee may be marked for this half-day."""
        who, session_id = self.sheet.trainees[row], self.sheet.half_days[column].session_id
        return session_id not in who.before and session_id not in who.after

    def is_expected(self, row: int, column: int) -> bool:
        """Whether a mark is waited for: of nobody who only walked in."""
        return not self.sheet.trainees[row].walk_in_id and self.can_mark(row, column)

    def changes(self, wanted: Iterable[tuple[int, int, str]]) -> list[Change]:
        """Which of some marks (row, column, cell) would change something."""
        return [
            ((row, column), self.marks[row][column], cell)
            for row, column, cell in wanted
            if self.can_mark(row, column) and self.marks[row][column] != cell
        ]

    def set(self, wanted: Iterable[tuple[int, int, str]]) -> tuple[TypedMark, ...]:
        """Put marks in place as one batch; returns those that changed something."""
        batch = self.changes(wanted)
        if batch:
            self._history.did(batch)
        return self._put((place, after) for place, _before, after in batch)

    def set_minutes(self, row: int, column: int, minutes: int | None) -> tuple[TypedMark, ...]:
        """Minutes typed behind a late mark: one step of undo together with the mark."""
        last, cell = self._history.last, cell_of("T", minutes)
        if self.marks[row][column] == cell:
            return ()
        if last and len(last) == 1 and last[0][0] == (row, column) and last[0][2] == self.marks[row][column]:
            self._history.replace_last([(last[0][0], last[0][1], cell)])
            return self._put([((row, column), cell)])
        return self.set([(row, column, cell)])

    def all_present(self, column: int) -> list[tuple[int, int, str]]:
        """全到: whoever is expected and still unmarked for this half-day was there."""
        return [
            (row, column, "P")
            for row, cells in enumerate(self.marks)
            if cells[column] == UNMARKED and self.is_expected(row, column)
        ]

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

    def read_block(self, row: int, column: int, text: str) -> list[tuple[int, int, str]]:
        """Marks copied from a spreadsheet, one line a trainee; empty cells leave what is there.

        Refused as a whole when a word is no mark or the block does not fit.
        """
        block = [line.split("\t") for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
        if row + len(block) > len(self.sheet.trainees) or column + max(map(len, block)) > len(self.sheet.half_days):
            raise Refused(_("粘贴的内容比表格剩下的格子多，没有粘贴。请从第一个人开始，或少复制几行。"))
        found = []
        for down, line in enumerate(block):
            for right, word in enumerate(line):
                if not word.strip():
                    continue
                cell = read_mark(word)
                if cell is None:
                    name = self.sheet.trainees[row + down].name
                    text = _("{name}这一行的“{word}”看不懂，没有粘贴。能用的有：到、迟、早退、假、缺。")
                    raise Refused(text.format(name=name, word=word.strip()))
                found.append((row + down, column + right, cell))
        return found

    def block(self, rows: range, columns: range) -> str:
        """Some cells as a spreadsheet takes them."""
        return "\n".join("\t".join(short_word(self.marks[row][at]) for at in columns) for row in rows)

    def tally(self, row: int) -> Tally:
        """The hours of one trainee (R-22)."""
        return self._tallies[row]

    def _tally(self, row: int) -> Tally:
        who = self.sheet.trainees[row]
        slots = (
            Slot(half.hours, code_of(cell), half.counts, half.session_id in who.before)
            for half, cell in zip(self.sheet.half_days, self.marks[row], strict=True)
            if cell != UNMARKED or half.session_id not in who.after
        )
        return attendance.tally(slots, self.sheet.counting)

    def totals(self, row: int) -> Totals:
        """Hours, rate and word of one trainee (R-21, R-22)."""
        tally = self.tally(row)
        if self.sheet.trainees[row].walk_in_id:
            return Totals("", "", attendance.standing(Tally(0, 0, (), 0), self.sheet.threshold))
        hours = f"{hours_text(tally.present)}/{hours_text(tally.due)}" if tally.due else ""
        return Totals(hours, attendance.rate_text(tally.rate), attendance.standing(tally, self.sheet.threshold))

    def word(self, row: int, totals: Totals) -> tuple[str, Tone]:
        """What stands in the column 结业 and its tone: by the books once it is decided, by the marks before."""
        who = self.sheet.trainees[row]
        if who.walk_in_id:
            return _("补录"), "soft"
        if who.left:
            return who.left, "soft"
        graduated = self.sheet.decided.get(who.enrolment_id)
        if graduated is not None:
            return (_("结业"), "accent") if graduated else (_("未结业"), "bad")
        standing = totals.standing
        if standing.code != attendance.LOST and standing.open_count and self.tally(row).missed:
            return attendance.slack_text(standing.slack), "warn" if not standing.may_miss else "soft"
        return standing.word, _TONES.get(standing.code, "soft")

    def reason(self, row: int) -> str:
        """Why somebody can no longer graduate, or how much she may still miss; '' when there is nothing to say."""
        who, tally = self.sheet.trainees[row], self.tally(row)
        if who.walk_in_id:
            return _("补录学员，还没有对应到学员：计入实到人数，不能结业、不发证书。")
        if who.left:
            return ""
        if who.before and not tally.present and self.sheet.counting.before_admission:
            gone = sum(half.counts for half in self.sheet.half_days if half.session_id in who.before)
            return _("插班：{told}").format(told=attendance.late_admission(tally, gone, self.sheet.threshold))
        return attendance.reason(tally, self.sheet.threshold)

    def average_rate(self) -> Fraction | None:
        """Attended hours of everybody in the class by the hours that were due; None before the first mark."""
        tallies = [
            self._tallies[row] for row, who in enumerate(self.sheet.trainees) if not (who.left or who.walk_in_id)
        ]
        due = sum(tally.due for tally in tallies)
        return Fraction(sum(tally.present for tally in tallies), due) if due else None

    def count(self, column: int) -> Count:
        """Who was there in one half-day, of those in the class by then."""
        expected = [line[column] for row, line in enumerate(self.marks) if self.is_expected(row, column)]
        present = sum(code_of(cell) in attendance.PRESENT_MARKS for cell in expected)
        walked_in = sum(
            bool(who.walk_in_id) and code_of(line[column]) in attendance.PRESENT_MARKS
            for who, line in zip(self.sheet.trainees, self.marks, strict=True)
        )
        return Count(present, len(expected), expected.count(UNMARKED), walked_in)

    def _put(self, places: Iterable[tuple[Place, str]]) -> tuple[TypedMark, ...]:
        put = []
        self.touched = set()
        for (row, column), cell in places:
            self.marks[row][column] = cell
            self.touched.add((row, column))
            who = self.sheet.trainees[row]
            half = self.sheet.half_days[column].session_id
            put.append(TypedMark(half, who.enrolment_id, code_of(cell), minutes_of(cell), who.walk_in_id))
        for row in {row for row, _column in self.touched}:
            self._tallies[row] = self._tally(row)
        return tuple(put)


def first_open(marking: Marking) -> Place:
    """Where typing goes on: the first unmarked cell, column by column; the start when nothing is open."""
    rows: Sequence[list[str]] = marking.marks
    for column in range(len(marking.sheet.half_days)):
        for row, line in enumerate(rows):
            if line[column] == UNMARKED and marking.is_expected(row, column):
                return row, column
    return 0, 0
