"""check, backup, restore, lost-stick: keeping the county's data, and what to do when something was lost."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from station_app.core.commands import day
from station_app.core.texts import _
from station_app.county.commands.opening import folder_of, opened, say, server_of


def add_commands(commands: Any) -> None:
    """Contribute check, backup, restore and lost-stick."""
    words = _("检查：数据文件、操作记录、收下的包、和各站核对")
    commands.add_parser("check", help=words, description=words).set_defaults(run=_check)
    words = _("做一份安全副本；数据在服务器上时一并做服务器的备份")
    backup = commands.add_parser("backup", help=words, description=words)
    backup.add_argument("to", type=Path, metavar=_("目录"))
    backup.set_defaults(run=_backup)
    words = _("从安全副本恢复；各站随下一份回执得知要补发哪些包")
    restore = commands.add_parser("restore", help=words, description=words)
    restore.add_argument("source", type=Path, metavar=_("目录"))
    restore.set_defaults(run=_restore)
    words = _("登记丢失的U盘，列出里面有谁")
    lost = commands.add_parser("lost-stick", help=words, description=words)
    lost.add_argument("station", metavar="STATION", help=_("哪个站的"))
    lost.add_argument("numbers", type=int, nargs="+", metavar="N", help=_("上面有第几号包"))
    lost.add_argument("--on", type=day, required=True, metavar=_("日期"), help=_("哪天丢的"))
    lost.add_argument("--note", default="", help=_("经过"))
    lost.set_defaults(run=_lost)


def _check(parsed: argparse.Namespace) -> int:
    from station_app.county.service import checking  # noqa: PLC0415 - SQLAlchemy

    with opened(parsed) as county:
        findings = checking.check(county)
    for finding in findings:
        print(finding, file=sys.stderr)  # noqa: T201 - a command line prints
    if findings:
        return 1
    say(_("数据完好。"))
    return 0


def _backup(parsed: argparse.Namespace) -> int:
    from station_app.county.service import safe_copies  # noqa: PLC0415

    with opened(parsed) as county:
        place = safe_copies.make_copy(county, parsed.to)
    say(_("安全副本已做好并检查过：{path}").format(path=place))
    return 0


def _restore(parsed: argparse.Namespace) -> int:
    from station_app.county.service import safe_copies  # noqa: PLC0415
    from station_app.storage.lock import held  # noqa: PLC0415

    folder = folder_of(parsed)
    with held(folder):
        aside = safe_copies.restore(folder, parsed.source, server_of(parsed))
    say(_("已从安全副本恢复。请收一次各站的包，再写一次回执：各站会补发副本之后的包。"))
    if aside is not None:
        say(_("恢复前的数据没有删除，留在 {path}").format(path=aside))
    return 0


def _lost(parsed: argparse.Namespace) -> int:
    from station_app.county.service import lost_sticks  # noqa: PLC0415

    with opened(parsed) as county:
        people = lost_sticks.record_loss(county, parsed.station, parsed.numbers, parsed.on, parsed.note)
    say(_("已登记。没有县里的密钥，谁也打不开这些包。里面有 {n} 个人的资料：").format(n=len(people)))
    for person in people:
        say(f"{person.name}\t{person.id_number}\t{person.phone}")
    return 0
