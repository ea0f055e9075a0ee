"""receive, receipts, forks: packages in, answers out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core.texts import _
from station_app.county.commands.opening import opened, say

if TYPE_CHECKING:
    from station_app.county.service.receiving import Arrival


def add_commands(commands: Any) -> None:
    """Contribute receive, receipts and forks."""
    words = _("收各站的数据包：多少个、什么次序都可以")
    receive = commands.add_parser("receive", help=words, description=words)
    receive.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_("文件或文件夹"))
    receive.set_defaults(run=_receive)
    words = _("写回执：每个站一个文件")
    receipts = commands.add_parser("receipts", help=words, description=words)
    receipts.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("写到哪里"))
    receipts.set_defaults(run=_receipts)
    words = _("同一编号的两份包：列出，或决定收不收第二份")
    forks = commands.add_parser("forks", help=words, description=words)
    forks.add_argument("package", nargs="?", metavar="PACKAGE", help=_("包的代号（开头几位即可）"))
    forks.add_argument("choice", nargs="?", choices=("take", "leave"), help=_("take 逐项合并，leave 不收"))
    forks.set_defaults(run=_forks)


def _receive(parsed: argparse.Namespace) -> int:
    from station_app.county.service.receiving import receive  # noqa: PLC0415 - SQLAlchemy
    from station_app.exchange.sequence import Status  # noqa: PLC0415

    files = [file for named in parsed.files for file in _files(named)]
    with opened(parsed) as county:
        arrivals = receive(county, files)
    if not files:
        say(_("这里没有数据包（.swx），没有收任何东西，原有数据没有变化。请看看是不是选错了文件夹或 U 盘。"))
    for arrival in arrivals:
        say(_line(arrival))
    return 1 if any(arrival.status is Status.REFUSED for arrival in arrivals) else 0


def _files(named: Path) -> list[Path]:
    """Of a folder only what may be a package: nothing else on a stick is opened (F45)."""
    if not named.is_dir():
        return [named]
    return sorted(file for file in named.iterdir() if file.suffix.lower() == ".swx" and file.is_file())


def _line(arrival: Arrival) -> str:
    from station_app.exchange.sequence import Status  # noqa: PLC0415

    if arrival.status is Status.REFUSED:
        return f"{arrival.file}：{arrival.code} {arrival.sentence}"
    where = _("{station} 第 {n} 号").format(station=arrival.station_name, n=arrival.seq)
    if arrival.status is Status.APPLIED:
        counts = arrival.outcome.counts()
        said = _("已合并：新 {created}，改 {changed}，没变 {unchanged}，冲突 {conflict}，没收 {rejected}").format(
            **counts
        )
    elif arrival.status is Status.DUPLICATE:
        said = _("以前收过，没有变化")
    else:
        said = arrival.sentence
    return f"{where}：{said}"


def _receipts(parsed: argparse.Namespace) -> int:
    from station_app.county.service.sending import write_receipts  # noqa: PLC0415

    with opened(parsed) as county:
        found = write_receipts(county, parsed.out)
    for sent in found:
        said = _("和上次一样的") if sent.again else _("第 {n} 份").format(n=sent.seq)
        say(_("{station}：{said}回执 {path}").format(station=sent.station_name, said=said, path=sent.path))
    if not found:
        say(_("没有要告诉各站的。"))
    else:
        say(_("可以拔出。"))
    return 0


def _forks(parsed: argparse.Namespace) -> int:
    from station_app.core.checks import Refused  # noqa: PLC0415
    from station_app.county.service import overview  # noqa: PLC0415
    from station_app.county.service.receiving import decide_fork  # noqa: PLC0415

    with opened(parsed) as county:
        with county.db.read() as session:
            rows = [row for row in overview.list_packages(session) if row.status == "fork"]
        if not parsed.package:
            for row in rows:
                told = _("{hash} {station} 第 {n} 号，{lines} 行").format(
                    hash=row.hash[:12], station=row.station_name, n=row.seq, lines=row.lines
                )
                say(told)
            if not rows:
                say(_("没有要决定的包。"))
            return 0
        meant = [row for row in rows if row.hash.startswith(parsed.package)]
        if len(meant) != 1 or not parsed.choice:
            raise Refused(_("请写明一个待定的包和 take 或 leave，没有改动。"))
        arrival = decide_fork(county, meant[0].hash, take=parsed.choice == "take")
        counts = arrival.outcome.counts()
        say(_("已定。新 {created}，改 {changed}，冲突 {conflict}；已请站里写一份全量包。").format(**counts))
    return 0
