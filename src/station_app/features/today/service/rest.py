"""The whole page from an open session: the day's cards, people with gaps, drafts and the newest safe copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.texts import _
from station_app.features.people.rules import gaps
from station_app.features.people.service.people import list_people
from station_app.features.station.service.holidays import working_days
from station_app.features.today.rules import Card, Columns, Line, card, day_line, shared_out
from station_app.features.today.service import cards
from station_app.storage import audit, copies, drafts, drill

_GROUPS = 3


@dataclass(frozen=True)
class Today:
    """The whole page as it was read."""

    station: str
    day_line: str
    columns: Columns
    gaps: Card


def read_today(session: Session, user_id: str, copies_folder: Path, known_gaps: Card | None = None) -> Today:
    """Everything that is to be done, for the user at the desk; `copies_folder` is the station's own.

    `known_gaps` is the card of people with gaps from an earlier reading, when nobody's data changed since.
    """

    def execute(query: str, arguments: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        return session.connection().exec_driver_sql(query, arguments).fetchall()

    today = clock.today()
    words = day_line(today, *cards.day_kind(execute, today))
    plain = cards.columns(execute, today)
    gaps_now = known_gaps or gaps_card(list_people(session))
    more = (
        gaps_now,
        drafts_card(drafts.list_drafts(session, user_id)),
        copy_card(session, copies_folder, today),
    )
    columns = shared_out(plain, [each for each in more if each.lines])
    return Today(cards.station_name(execute), words, columns, gaps_now)


def gaps_card(people: Sequence[gaps.WithGaps]) -> Card:
    """待补: what is missing most, and in how many records."""
    found = gaps.groups(people)[:_GROUPS]
    total = gaps.count(people)
    lines = [
        Line(_("缺{label}").format(label=label), _("{n:,} 人").format(n=number), "people", f"gaps:{label}", "soft")
        for label, number in found
    ]
    return Card("gaps", _("人员资料待补"), "pencil", tuple(lines), total)


def drafts_card(rows: Sequence[drafts.DraftRow]) -> Card:
    """What was typed and not saved; a click opens its form, which offers it."""
    lines = [Line(row.title or _("未命名"), _moment(row.at), row.page, row.place, "soft") for row in rows if row.page]
    return card("drafts", _("没保存的内容"), "save", lines, Line(_("还有 {n} 份")))


def copy_card(session: Session, folder: Path, today: dt.date) -> Card:
    """The last good safe copy; more than one working day old it is counted as something to do, and so is a month
    without a drill that succeeded (F24)."""
    made = copies.list_copies(folder)[-1:]
    line = Line(_("还没有安全副本"), _("现在就做"), "settings", "copies", "bad")
    late = True
    if made:
        day = dt.date.fromisoformat(made[0].day)
        late = working_days(session).after(day, 1) < today
        words = _("上次：今天 {time}") if day == today else _("上次：{day} {time}")
        said = words.format(day=day.isoformat(), time=made[0].made_at[11:16])
        detail, tone = (_("超过 1 个工作日"), "warn") if late else (_("已检查，完好"), "accent")
        line = Line(said, detail, "settings", "copies", tone)
    lines = [line]
    since = drill.overdue_since(audit.execute_of(session), today) if made else None
    if since is not None:
        words = _("{day} 以后没有试恢复成功过").format(day=since.isoformat())
        lines.append(Line(words, _("现在试一次"), "settings", "copies", "warn"))
    return Card("copy", _("安全副本"), "usb", tuple(lines), int(late or since is not None))


def _moment(at: dt.datetime) -> str:
    local = at.astimezone()
    return f"{local:%H:%M}" if local.date() == clock.today() else f"{local.month}/{local.day} {local:%H:%M}"
