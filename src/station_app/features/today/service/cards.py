"""The cards that plain SQL can fill: the same questions for the first paint and for the page itself.

Nothing heavy is imported here: the first paint asks before SQLAlchemy is loaded.
"""
# ruff: noqa: S608 - the queries are the program's own words, values are arguments

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from station_app.core import resources
from station_app.core.texts import _
from station_app.features.followups.rules import state_on
from station_app.features.submission.rules.epoch_words import WORDS
from station_app.features.today.rules import Card, Columns, Line, card, first_steps, quiet_card

Execute = Callable[[str, tuple[Any, ...]], Sequence[Sequence[Any]]]
"""A query of the program's own words and its arguments → rows."""

_HALF_DAYS = {"AM": _("上午"), "PM": _("下午"), "EV": _("晚上")}
_HALF_DAY_ORDER = "CASE s.half_day WHEN 'AM' THEN 1 WHEN 'PM' THEN 2 ELSE 3 END"
_LIVE_SESSIONS = (
    "class_session s JOIN training_class c ON c.id = s.training_class_id "
    "WHERE s.voided_at IS NULL AND c.voided_at IS NULL"
)
_ON_ROLL = (
    "SELECT count(*) FROM enrolment e WHERE e.training_class_id = c.id AND e.voided_at IS NULL "
    "AND e.trainee_no IS NOT NULL AND (e.admitted_on IS NULL OR e.admitted_on <= s.session_date) "
    "AND (e.dropped_on IS NULL OR s.session_date < e.dropped_on)"
)
"""Whose mark is waited for on the day of a half-day, as features.training.service.detail counts them."""
_UNMARKED = (
    f"({_ON_ROLL} AND NOT EXISTS (SELECT 1 FROM session_attendance a WHERE a.session_id = s.id "
    "AND a.enrolment_id = e.id AND a.voided_at IS NULL AND a.mark <> 'N'))"
)
_OPEN_STATES = "('enrolling', 'in_session', 'examining')"
_HELD_STATES = "('in_session', 'examining', 'completed')"
_SOON = 30
"""Days in which the next half-day is worth naming on a day without one."""
_RECEIPT_DAYS = 14
"""Days after which a written package without a receipt is worth a call to the county."""
_LONGEST_WINDOW = 60
"""Days; the widest window a follow-up may have (followups.fields)."""


def columns(execute: Execute, today: dt.date) -> Columns:
    """What is due, by plain SQL: classes and attendance on the left, follow-ups and certificates on the right."""
    if is_new(execute):
        return Columns((first_steps(),))
    left = (classes_today(execute, today), unmarked(execute, today), unscanned(execute, today))
    right = (follow_ups(execute, today), certificates(execute), to_the_county(execute, today))
    waits = any(each.number for each in (*left, *right))
    return Columns(
        tuple(each for each in left if each.lines or each.empty) + (() if waits else (quiet_card(),)),
        tuple(each for each in right if each.lines),
    )


def is_new(execute: Execute) -> bool:
    """Nobody is registered and no class was planned yet."""
    return not any(
        execute(f"SELECT 1 FROM {table} WHERE voided_at IS NULL LIMIT 1", ()) for table in ("person", "training_class")
    )


def station_name(execute: Execute) -> str:
    """For the greeting; '' before the station was set up."""
    found = execute("SELECT name FROM station WHERE voided_at IS NULL LIMIT 1", ())
    return str(found[0][0] or "") if found else ""


def day_kind(execute: Execute, day: dt.date) -> tuple[str, str]:
    """off, work or '' and the name of the holiday: what the station wrote down, else the shipped table."""
    own = execute("SELECT kind, name FROM holiday WHERE voided_at IS NULL AND day = ? ORDER BY id", (day.isoformat(),))
    if own:
        return str(own[-1][0]), str(own[-1][1] or "")
    wanted = f"{day.isoformat()},"
    with resources.path("holidays.csv").open(encoding="utf-8") as lines:
        found = next((line for line in lines if line.startswith(wanted)), "")
    _day, _comma, rest = found.rstrip("\n").partition(",")
    kind, _comma, name = rest.partition(",")
    return kind, name


def classes_today(execute: Execute, today: dt.date) -> Card:
    """今天的课: time, place, trainer, and how far the attendance is."""
    query = (
        "SELECT s.time_from, s.time_to, c.id, s.id, c.name, coalesce(nullif(s.venue, ''), c.venue), "
        f"coalesce(nullif(s.trainer_name, ''), c.trainer_name), ({_ON_ROLL}), {_UNMARKED} "
        f"FROM {_LIVE_SESSIONS} AND s.session_date = ? AND c.state <> 'cancelled' "
        f"ORDER BY {_HALF_DAY_ORDER}, s.time_from, c.class_no"
    )
    lines = []
    for begins, ends, class_id, half_id, name, venue, trainer, due, left in execute(query, (today.isoformat(),)):
        facts = "・".join(part for part in (venue, trainer) if part)
        times = f"{str(begins)[:5]}–{str(ends)[:5]}"
        state, tone = _progress(due, left)
        words = "  ".join(part for part in (times, name, facts) if part)
        lines.append(Line(words, state, "training", f"{class_id}:attendance:{half_id}", tone))
    made = card("classes", _("今天的课"), "graduation-cap", lines, Line(_("还有 {n} 个半天"), page="training"))
    return made if lines else made._replace(empty=_next_class(execute, today))


def unmarked(execute: Execute, today: dt.date) -> Card:
    """Half-days before today on which a mark is missing, the oldest first."""
    query = (
        f"SELECT s.session_date, s.half_day, c.id, s.id, c.name, {_UNMARKED} AS missing FROM {_LIVE_SESSIONS} "
        f"AND s.session_date < ? AND c.state IN {_OPEN_STATES} AND missing > 0 "
        f"ORDER BY s.session_date, {_HALF_DAY_ORDER}, c.class_no"
    )
    lines = [
        Line(
            f"{_day_words(day, today)}{_HALF_DAYS.get(half, half)}　{name}",
            _("缺 {n} 人").format(n=missing),
            "training",
            f"{class_id}:attendance:{half_id}",
            "warn",
        )
        for day, half, class_id, half_id, name, missing in execute(query, (today.isoformat(),))
    ]
    return card("unmarked", _("考勤没登完"), "clipboard-list", lines, Line(_("还有 {n} 个半天"), page="training"))


def unscanned(execute: Execute, today: dt.date) -> Card:
    """Half-days before today without a scan of the signed sheet, one line a class, the oldest first."""
    query = (
        f"SELECT c.id, c.name, count(*), min(s.session_date) FROM {_LIVE_SESSIONS} "
        f"AND s.session_date < ? AND c.state IN {_HELD_STATES} AND NOT EXISTS (SELECT 1 FROM attachment t WHERE "
        "t.of_id = s.id AND t.of_record = 'class_session' AND t.role = 'sign_in' AND t.voided_at IS NULL) "
        "GROUP BY c.id, c.name, c.class_no ORDER BY min(s.session_date), c.class_no"
    )
    found = execute(query, (today.isoformat(),))
    lines = [
        Line(
            name,
            _("{n} 个半天").format(n=count),
            "training",
            f"{class_id}:attendance",
            "warn",
        )
        for class_id, name, count, _first in found
    ]
    total = sum(count for _id, _name, count, _first in found)
    rest = Line(_("还有 {n} 个班"), page="training")
    return card("unscanned", _("签到表没有扫描件"), "file-text", lines, rest, number=total)


def follow_ups(execute: Execute, today: dt.date) -> Card:
    """回访 that are due or overdue, the longest overdue first."""
    query = (
        "SELECT f.id, p.id, p.name, f.due_date, f.window_days FROM follow_up f JOIN person p ON p.id = f.person_id "
        "WHERE f.voided_at IS NULL AND p.voided_at IS NULL AND f.state = 'scheduled' AND f.due_date <= ? "
        "ORDER BY f.due_date, p.name_pinyin, f.id"
    )
    horizon = (today + dt.timedelta(days=_LONGEST_WINDOW)).isoformat()
    lines, overdue = [], 0
    for key, _person_id, name, due, window in execute(query, (horizon,)):
        day = dt.date.fromisoformat(str(due))
        state = state_on("scheduled", day, window, today)
        if state == "scheduled":
            continue
        overdue += state == "overdue"
        lines.append(Line(name, _due_words(day, window, today, state), "followups", key, _TONES[state]))
    said = _("共逾期 {n} 人").format(n=overdue) if overdue else ""
    rest = Line(_("还有 {n} 人"), said, "followups", tone="bad")
    return card("follow_ups", _("回访"), "phone-call", lines, rest)


def certificates(execute: Execute) -> Card:
    """Certificates that wait: graduates without a number, numbered and not printed, printed and not handed out."""
    without = (
        "SELECT c.id, c.name, count(*), 'unnumbered', c.class_no FROM enrolment e "
        "JOIN training_class c ON c.id = e.training_class_id "
        "WHERE e.voided_at IS NULL AND c.voided_at IS NULL AND c.state = 'completed' AND e.graduated = 1 "
        "AND NOT EXISTS (SELECT 1 FROM certificate t WHERE t.enrolment_id = e.id AND t.voided_at IS NULL "
        "AND t.type <> 'C' AND t.state NOT IN ('voided', 'reissued')) GROUP BY c.id, c.name, c.class_no"
    )
    numbered = (
        "SELECT c.id, c.name, count(*), t.state, c.class_no "
        "FROM certificate t JOIN enrolment e ON e.id = t.enrolment_id "
        "JOIN training_class c ON c.id = e.training_class_id WHERE t.voided_at IS NULL AND c.voided_at IS NULL "
        "AND t.state IN ('reserved', 'printed') GROUP BY c.id, c.name, t.state, c.class_no"
    )
    found = execute(f"{without} UNION ALL {numbered} ORDER BY 5, 4", ())
    words = {"unnumbered": _("待编号 {n} 人"), "reserved": _("待打印 {n} 张"), "printed": _("待发放 {n} 张")}
    lines = [
        Line(name, words[state].format(n=count), "training", f"{class_id}:certificates", "accent")
        for class_id, name, count, state, _no in found
    ]
    total = sum(count for _id, _name, count, _state, _no in found)
    rest = Line(_("还有 {n} 项"), page="training")
    return card("certificates", _("证书"), "award", lines, rest, number=total)


def to_the_county(execute: Execute, today: dt.date) -> Card:
    """上报: packages that are not written, or written long ago without a receipt, and corrections to decide."""
    waiting = execute(
        "SELECT count(*) FROM outgoing_package WHERE sealed_for <> '' AND (state = 'waiting' OR wanted = 1)", ()
    )[0][0]
    asked = execute("SELECT count(*) FROM correction WHERE state = 'open' AND voided_at IS NULL", ())[0][0]
    written = execute(
        "SELECT count(*), min(written_at) FROM outgoing_package WHERE state = 'written' AND sealed_for <> '' "
        "AND wanted = 0 AND coalesce(answer, '') <> 'fork'",
        (),
    )[0]
    told = execute("SELECT value FROM about WHERE name = 'epoch_told'", ())
    lines = [Line(WORDS[kind].short, _("看说明"), "submission", "", "warn") for (kind,) in told if kind in WORDS]
    lines += _month_to_close(execute, today)
    if asked:
        lines.append(Line(_("县里的更正"), _("{n} 处待决定").format(n=asked), "submission", "corrections", "warn"))
    if waiting:
        lines.append(Line(_("数据包"), _("{n} 个待写出").format(n=waiting), "submission", "", "accent"))
    if written[0]:
        days = (today - dt.datetime.fromisoformat(written[1]).astimezone().date()).days
        late = days > _RECEIPT_DAYS
        said = _("{n} 个没有回执，最早 {days} 天前写出") if late else _("{n} 个等回执")
        tone = "warn" if late else "soft"
        lines.append(Line(_("已写出的包"), said.format(n=written[0], days=days), "submission", "", tone))
    return card("county", _("上报"), "send", lines, Line(_("还有 {n} 项"), page="submission"))


def _month_to_close(execute: Execute, today: dt.date) -> list[Line]:
    """The month that is over, as long as its figures are not closed: a station that closes months, or had classes."""
    last = today.replace(day=1) - dt.timedelta(days=1)
    month = f"{last:%Y-%m}"
    closed = execute("SELECT count(*), sum(month = ?) FROM report_month WHERE voided_at IS NULL", (month,))[0]
    held = execute(
        f"SELECT count(*) FROM {_LIVE_SESSIONS} AND c.state <> 'cancelled' AND s.session_date BETWEEN ? AND ?",
        (f"{month}-01", last.isoformat()),
    )[0][0]
    if closed[1] or not (closed[0] or held):
        return []
    return [Line(_("{m}月报表").format(m=last.month), _("还没有关账"), "reports", month, "accent")]


_TONES = {"due": "accent", "overdue": "bad"}


def _progress(due: int, left: int) -> tuple[str, str]:
    if not due:
        return _("还没有学员"), "soft"
    if left == due:
        return _("{n} 人待登记").format(n=due), "warn"
    if left:
        return _("还差 {n} 人").format(n=left), "warn"
    return _("已登完"), "soft"


def _next_class(execute: Execute, today: dt.date) -> str:
    query = (
        f"SELECT s.session_date, s.half_day, c.name FROM {_LIVE_SESSIONS} AND s.session_date > ? "
        f"AND s.session_date <= ? AND c.state <> 'cancelled' ORDER BY s.session_date, {_HALF_DAY_ORDER} LIMIT 1"
    )
    until = (today + dt.timedelta(days=_SOON)).isoformat()
    found = execute(query, (today.isoformat(), until))
    if not found:
        return _("今天没有课。")
    day, half, name = found[0]
    when = f"{_day_words(day, today)}{_HALF_DAYS.get(half, half)}"
    return _("今天没有课。下一次：{when}，{name}。").format(when=when, name=name)


def _due_words(day: dt.date, window: int, today: dt.date, state: str) -> str:
    if state == "overdue":
        return _("逾期 {n} 天").format(n=(today - day).days - window)
    return _("{day}到期").format(day=_day_words(day.isoformat(), today))


def _day_words(day: Any, today: dt.date) -> str:
    """11月23日; another year is named."""
    plain = dt.date.fromisoformat(str(day))
    words = _("{m}月{d}日").format(m=plain.month, d=plain.day)
    return words if plain.year == today.year else _("{y}年{words}").format(y=plain.year, words=words)
