"""conflicts, same, correct, publish: what a person at the county decides."""

from __future__ import annotations

import argparse
from typing import Any

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.commands.opening import opened, say

_MASKED = "***"


def add_commands(commands: Any) -> None:
    """Contribute conflicts, same, correct and publish."""
    words = _("两边都改过的栏目：列出，或决定用哪一个")
    conflicts = commands.add_parser("conflicts", help=words, description=words)
    conflicts.set_defaults(run=_conflicts)
    decide = conflicts.add_subparsers(metavar=_("命令")).add_parser("decide", help=_("决定一处冲突"))
    decide.add_argument("conflict", metavar="ID")
    decide.add_argument("choice", choices=("ours", "theirs"), help=_("ours 县里的值（提给站里更正），theirs 站里的值"))
    decide.add_argument("--why", required=True, help=_("理由"))
    decide.set_defaults(run=_decide)
    words = _("两个站可能是同一个人：列出，或决定")
    same = commands.add_parser("same", help=words, description=words)
    same.add_argument("pair", nargs="*", metavar="PERSON", help=_("两个人的代号"))
    same.add_argument("--as", dest="state", choices=("same", "apart"), default="same", help=_("same 是，apart 不是"))
    same.set_defaults(run=_same)
    words = _("给站里提一处更正")
    correct = commands.add_parser("correct", help=words, description=words)
    for name, help_text in (
        ("record", _("记录种类")),
        ("id", _("记录代号")),
        ("column", _("栏目")),
        ("value", _("新值")),
    ):
        correct.add_argument(name, metavar=name.upper(), help=help_text)
    correct.add_argument("--why", required=True, help=_("理由"))
    correct.set_defaults(run=_correct)
    words = _("给各站发布规则、代码或节假日")
    publish = commands.add_parser("publish", help=words, description=words)
    publish.add_argument("record", choices=("setting", "code_entry", "holiday"))
    publish.add_argument("values", nargs="+", metavar=_("栏目=值"))
    publish.set_defaults(run=_publish)


def _conflicts(parsed: argparse.Namespace) -> int:
    from station_app.county.service import conflicts  # noqa: PLC0415 - SQLAlchemy
    from station_app.county.service.described import field_label, record_label  # noqa: PLC0415

    with opened(parsed) as county:
        with county.db.read() as session:
            rows = conflicts.list_conflicts(session)
        if rows:  # both values are shown in full: who decides must see them, and the trail says who saw them
            county.db.note("unmask", "conflict", "", {"count": len(rows)})
    for row in rows:
        what = f"{record_label(row.record)} {row.named}".rstrip()
        say(f"{row.id} {row.station_name} {what}・{field_label(row.record, row.column)}")
        say(_("    县里：{value}（{by}，{at:%Y-%m-%d}）").format(value=row.ours, by=row.ours_by, at=row.ours_at))
        say(_("    站里：{value}（{by}，{at:%Y-%m-%d}）").format(value=row.theirs, by=row.theirs_by, at=row.theirs_at))
    if not rows:
        say(_("没有待定的冲突。"))
    return 0


def _decide(parsed: argparse.Namespace) -> int:
    from station_app.county.service import conflicts  # noqa: PLC0415

    with opened(parsed) as county, county.db.work() as session:
        conflicts.decide(session, parsed.conflict, parsed.choice, parsed.why)
    say(_("已定。") if parsed.choice == "theirs" else _("已定；县里的值随下一份回执提给站里。"))
    return 0


def _same(parsed: argparse.Namespace) -> int:
    from station_app.county.service import same_people  # noqa: PLC0415

    if parsed.pair and len(parsed.pair) != 2:
        raise Refused(_("请写两个人的代号，没有改动。"))
    with opened(parsed) as county:
        if not parsed.pair:
            with county.db.read() as session:
                rows = same_people.list_pairs(session)
            for row in rows:
                one = f"{row.a} {row.a_station} {row.a_name[:1]}{_MASKED}"
                other = f"{row.b} {row.b_station} {row.b_name[:1]}{_MASKED}"
                say(f"{one}　{other}　{same_people.REASONS.get(row.reason, row.reason)}")
            if not rows:
                say(_("没有可能是同一个人的登记。"))
            return 0
        with county.db.work() as session:
            same_people.decide(session, parsed.pair[0], parsed.pair[1], parsed.state)
    say(_("已记下，两个站随下一份回执得知。"))
    return 0


def _correct(parsed: argparse.Namespace) -> int:
    from station_app.county.service import corrections  # noqa: PLC0415

    with opened(parsed) as county, county.db.work() as session:
        corrections.propose(
            session,
            parsed.record,
            parsed.id,
            parsed.column,
            value=_value(parsed.record, parsed.column, parsed.value),
            why=parsed.why,
        )
    say(_("已提出，随下一份回执告诉站里。"))
    return 0


def _value(record: str, column: str, typed: str) -> str | int | None:
    """Text as it stands; a number where the column holds one; nothing for an empty text."""
    from station_app.county.store.plain import kept  # noqa: PLC0415

    table = kept().get(record)
    kind = table.kinds.get(column, "text") if table is not None else "text"
    if typed == "":
        return None
    return int(typed) if kind in ("integer", "long", "boolean") and typed.isdecimal() else typed


def _publish(parsed: argparse.Namespace) -> int:
    from station_app.county.service import publishing  # noqa: PLC0415

    content: dict[str, Any] = {}
    for pair in parsed.values:
        name, sign, value = pair.partition("=")
        if not sign:
            raise Refused(_("{pair} 应写成 栏目=值，没有发布。").format(pair=pair))
        content[name] = _value(parsed.record, name, value)
    with opened(parsed) as county, county.db.work() as session:
        publishing.publish(session, parsed.record, content)
    say(_("已发布，随下一份回执告诉各站。"))
    return 0
