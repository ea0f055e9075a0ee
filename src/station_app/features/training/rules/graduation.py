"""Scores, who has passed, who graduates, and why not (R-21, R-23)."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.texts import _

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


@dataclass(frozen=True)
class Standing:
    """What the sentence of one trainee is made of; rates as text, points in hundredths."""

    rate: str
    """83.3%, '' before the first half-day was held."""
    threshold: int
    final: int | None
    pass_mark: int
    exam: str
    has_exam: bool


def points(hundredths: int) -> str:
    """72, 59.8, 59.94: written as the column 总评 writes it, all decimals there are and no empty ones."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def explain(standing: Standing, decided: Outcome) -> str:
    """Why somebody graduates or not, in one line: 出勤率 83.3% ≥ 80%，总评 72 ≥ 60 → 结业 (R-21, R-23)."""
    if decided.cause == "dropped":
        return _("中途退出 → 不结业")
    if not standing.rate:
        return _("还没有上课")
    attended = decided.cause != "attendance"
    parts = [_("出勤率 {rate} {sign} {n}%").format(rate=standing.rate, sign=_sign(attended), n=standing.threshold)]
    if standing.has_exam:
        parts.append(_exam_words(standing))
    waits = decided.cause == "exam_missing"
    goal = _("还没有成绩") if waits else _("结业") if decided.graduated else _("不结业")
    return _("{parts} → {goal}").format(parts="，".join(part for part in parts if part), goal=goal)


def _exam_words(standing: Standing) -> str:
    if standing.exam == ABSENT:
        return _("缺考")
    if standing.exam == DEFERRED:
        return _("缓考")
    if standing.final is None:
        return ""
    sign = _sign(standing.exam in EXAM_PASSED)
    words = _("补考总评 {n} {sign} {m}") if standing.exam == "3" else _("总评 {n} {sign} {m}")
    return words.format(n=points(standing.final), sign=sign, m=standing.pass_mark)


def _sign(reached: bool) -> str:
    return "≥" if reached else "<"
