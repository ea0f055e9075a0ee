"""enrol, revoke, stations: who belongs to the county."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from station_app.core.texts import _
from station_app.county.commands.opening import opened, say


def add_commands(commands: Any) -> None:
    """Contribute enrol, revoke and stations."""
    words = _("登记一个站的电脑：先在电话里核对 30 位数字")
    enrol = commands.add_parser("enrol", help=words, description=words)
    enrol.add_argument("request", type=Path, metavar="REQUEST", help=_("站里写出的登记申请"))
    enrol.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("答复写到哪里"))
    enrol.add_argument("--confirm", metavar="DIGITS", help=_("站里在电话里念的 30 位数字；不写就只显示文件里的数字"))
    enrol.set_defaults(run=_enrol)
    words = _("停用一台电脑：以后的包不再收，以前的保留并标出")
    revoke = commands.add_parser("revoke", help=words, description=words)
    revoke.add_argument("device", metavar="DEVICE", help=_("密钥代号；一个站只有一台电脑时也可写站名"))
    revoke.add_argument("--reason", required=True, help=_("原因，如 电脑丢失"))
    revoke.set_defaults(run=_revoke)
    words = _("列出各站：最近一个包、缺号、待定、逾期")
    stations = commands.add_parser("stations", help=words, description=words)
    stations.set_defaults(run=_stations)


def _enrol(parsed: argparse.Namespace) -> int:
    from station_app.county.service import enrolling  # noqa: PLC0415 - SQLAlchemy

    with opened(parsed) as county:
        request = enrolling.read_request(parsed.request)
        said = _("{name}（{division}）的登记申请，它的 30 位数字：{digits}")
        say(said.format(name=request.name, division=request.division, digits=request.digits))
        if not parsed.confirm:
            print(  # noqa: T201 - a command line prints
                _("还没有登记：请让站里在电话里念它的数字，一样的话加 --confirm 和念的数字再运行一次。"),
                file=sys.stderr,
            )
            return 1
        place = enrolling.enrol(county, request, parsed.confirm, parsed.out)
        say(_("已登记 {name}，答复写在 {path}").format(name=request.name, path=place))
        say(_("请把县里的 30 位数字念给站里核对：{digits}").format(digits=enrolling.county_digits(county)))
    return 0


def _revoke(parsed: argparse.Namespace) -> int:
    from station_app.county.service import registry  # noqa: PLC0415

    with opened(parsed) as county, county.db.work() as session:
        device = registry.revoke(session, parsed.device, parsed.reason)
    say(
        _("已停用 {name} 的电脑（密钥 {kid}）。各站从下一份回执起得知。").format(
            name=device.station_name, kid=device.kid
        )
    )
    return 0


def _stations(parsed: argparse.Namespace) -> int:
    from station_app.county.service import alarms, overview, registry  # noqa: PLC0415

    with opened(parsed) as county, county.db.read() as session:
        rows, waiting, devices = (
            overview.list_stations(session),
            alarms.open_alarms(session),
            registry.list_devices(session),
        )
    if not rows:
        say(_("还没有登记任何站。"))
    for row in rows:
        parts = [
            _("最近第 {n} 号，{days} 天前").format(n=row.last_seq, days=row.days)
            if row.last_at
            else _("还没有收到过包")
        ]
        if row.overdue:
            parts.append(_("逾期"))
        if row.missing:
            parts.append(_("缺第 {numbers} 号").format(numbers="、".join(map(str, row.missing))))
        for count, words in ((row.forks, _("待定的包 {n} 个")), (row.conflicts, _("冲突 {n} 处"))):
            if count:
                parts.append(words.format(n=count))
        say(f"{row.division} {row.name}：{'，'.join(parts)}")
        for device in devices:
            if device.station_id == row.id:
                say(f"    {device.kid} {_('在用') if device.state == registry.ACTIVE else _('已停用')}")
    for alarm in waiting:
        say(f"！ {alarm.station_name}：{alarm.sentence}")
    return 0
