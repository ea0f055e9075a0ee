"""Scores, who has passed, who graduates, and why not (R-21, R-23)."""

from __future__ import annotations

from dataclasses import dataclass

EXAM_PASSED = frozenset(("1", "3"))
"""Codes of exam_status that are a pass: 合格, 补考合格."""
NOT_EXAMINED, ABSENT, DEFERRED = "9", "4", "5"


@dataclass(frozen=True)
class Outcome:
    """Whether somebody graduates; `cause` (code of failure_cause) says why not."""

    graduated: bool
    cause: str = ""


def final_score(theory: int | None, practice: int | None, theory_weight: int) -> int | None:
    """Theory and practice in tenths of a point, weighted (per cent for theory), in hundredths, half up.

    None while one of the two is missing.
    """
    if theory is None or practice is None:
        return None
    thousandths = theory * theory_weight + practice * (100 - theory_weight)
    return (thousandths + 5) // 10


def exam_status(final: int | None, pass_mark: int, *, resit: bool = False) -> str:
    """Code of exam_status for a final score in hundredths; the pass mark itself passes (R-23)."""
    if final is None:
        return NOT_EXAMINED
    if final < pass_mark * 100:
        return "2"
    return "3" if resit else "1"


def outcome(*, attended: bool, has_exam: bool, exam: str, dropped: bool = False) -> Outcome:
    """R-21: attendance reaches the threshold, and the exam is passed or the class has none."""
    if dropped:
        return Outcome(graduated=False, cause="dropped")
    if not attended:
        return Outcome(graduated=False, cause="attendance")
    if not has_exam or exam in EXAM_PASSED:
        return Outcome(graduated=True)
    if exam in (ABSENT, DEFERRED):
        return Outcome(graduated=False, cause="exam_absent")
    return Outcome(graduated=False, cause="exam" if exam == "2" else "exam_missing")
