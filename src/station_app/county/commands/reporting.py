"""report: the roll-up of all stations, or of one; printed, as PDF, as .xlsx."""

from __future__ import annotations

import argparse
from typing import Any

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.commands.opening import opened, say


def add_commands(commands: Any) -> None:
    """Contribute report."""
    from station_app.features.reports.commands import add_arguments  # noqa: PLC0415 - only for commands

    words = _("汇总报表：全县或一个站，一个月、一季、一年或任意起止日期")
    command = commands.add_parser("report", help=words, description=words)
    add_arguments(command)
    command.add_argument("--station", default="", metavar=_("站名"), help=_("只要一个站的数字；不写就是全县"))
    command.set_defaults(run=_report)


def _report(parsed: argparse.Namespace) -> int:
    from station_app.county.service import rollup  # noqa: PLC0415 - SQLAlchemy
    from station_app.features.reports.commands import lines_of, period_of  # noqa: PLC0415
    from station_app.storage.safe_file import write_output  # noqa: PLC0415

    period = period_of(parsed)
    with opened(parsed) as county:
        with county.db.read() as session:
            station = _station(rollup.station_names(session), parsed.station)
            found = rollup.report(session, period, station=station)
            say(*lines_of(found))
            if period.is_month and not station:
                say(*_checks(rollup.check_stations(session, period)))
            made = []
            if parsed.pdf:
                made.append((parsed.pdf, rollup.pdf(session, period, station=station)))
            if parsed.xlsx:
                made.append((parsed.xlsx, rollup.workbook(session, period, station=station)))
        for path, content in made:
            write_output(path, content)
            county.db.note("export", "report", station, {"period": period.key, "to": path.suffix})
            say(path)
    return 0 if found.is_kept else 1


def _checks(found: list[Any]) -> list[str]:
    from station_app.features.reports.rules.checks import label_of  # noqa: PLC0415

    lines = []
    for each in found:
        if each.doubted:
            words = _("两边的数据核对不一致，请让这个站重新上报")
        elif not each.closed_on:
            words = _("还没有收到这个月的关账")
        elif each.different:
            words = _("关账后有补录：{what}").format(what="、".join(label_of(key) for key in each.different))
        else:
            words = _("与站里关账的数字一致")
        lines.append(f"  {each.name}：{words}")
    return lines


def _station(names: dict[str, str], typed: str) -> str:
    """The key of a station by its name; '' for all. Refused for one that is not there."""
    if not typed:
        return ""
    found = [key for key, name in names.items() if typed in (name, key)]
    if len(found) != 1:
        raise Refused(_("没有“{name}”这个站。请写全名，overview 里有各站的名称。").format(name=typed))
    return found[0]
