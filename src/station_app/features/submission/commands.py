"""上报 without a window: export, receive, enrol; station_app.cli puts the commands together."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core import codes
from station_app.core.commands import add, group
from station_app.core.texts import _
from station_app.exchange.faults import PackageFault

if TYPE_CHECKING:
    from station_app.storage.opened import OpenStation


def add_commands(commands: Any) -> None:
    """Contribute export, receive and enrol to the command line."""
    export = add(commands, "export", _("上报：把改动写成数据包（.swx），写完读回来核对"), _export)
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("U 盘或文件夹"))
    export.add_argument("--snapshot", action="store_true", help=_("写全量包：全部数据"))
    export.add_argument("--papers", action="store_true", help=_("另附报表 .xlsx、一页摘要 PDF 和培训班台账"))
    receive = add(commands, "receive", _("收县里的文件：回执、更正、单位名单"), _receive)
    receive.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_("文件，或有回执的文件夹、U 盘"))
    enrol = group(commands, "enrol", _("在县里登记这台电脑"))
    request = add(enrol, "request", _("写出登记申请，显示要在电话里核对的 30 位数字"), _request)
    request.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("U 盘或文件夹"))
    answer = add(enrol, "answer", _("收县里的登记答复；数字要先在电话里和县里核对"), _answer)
    answer.add_argument("file", type=Path, metavar="FILE")
    answer.add_argument("--confirm", metavar="DIGITS", help=_("县里在电话里念的 30 位数字；不写就只显示文件里的数字"))


def _export(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.submission import service  # noqa: PLC0415 - not before it is needed

    with station.db.read() as session:
        told = service.told_now(session)
        phrases = service.changes_since_last(session).phrases
    if told:
        _say(told)
    service.make_package(station, snapshot=arguments.snapshot)
    _say(_("上次上报以后：{what}").format(what="，".join(phrases) if phrases else _("没有改动")))
    written = service.write_to(station, arguments.to)
    for number, file in zip(written.numbers, written.files, strict=True):
        _say(_("第 {n} 号数据包已写出并读回核对：{path}").format(n=number, path=file))
    if arguments.papers:
        from station_app.features.submission.documents import write_papers  # noqa: PLC0415 - reportlab

        for file in write_papers(station, arguments.to):
            _say(_("另附：{path}").format(path=file))
    with station.db.read() as session:
        if not service.standing(session).is_enrolled:
            _say(_("这个站还没有在县里登记：这些包只有本站能打开，登记后会自动改成发给县里的，到时请再写一次。"))
    _say(_("可以拔出。"))
    return 0


def _receive(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.submission import service  # noqa: PLC0415

    refused = False
    files = _files(station, arguments.files)
    if not files:
        _say(_("这里没有新的县里文件，数据没有变化。回执要先在县里写到这个 U 盘或文件夹。"))
    for file in files:
        try:
            received = service.receive_file(station, file)
            _say(f"{received.file}：{''.join(received.sentences)}")
        except PackageFault as fault:  # the other files are taken in all the same
            print(f"{file.name}：{fault}", file=sys.stderr)  # noqa: T201
            refused = True
    with station.db.read() as session:
        for notice in service.list_notices(session):
            where = "・".join(part for part in (notice.place.label, notice.place.title, notice.field) if part)
            _say(f"  {where}：{notice.sentence}{notice.next_step}")
        for row in service.list_corrections(session):
            if row.state == "open":
                _say(
                    _("  待决定：{what} {title}的{field}，本站 {ours}，县里 {theirs}（{why}）").format(
                        what=row.place.label,
                        title=row.place.title,
                        field=row.field,
                        ours=row.ours_masked,
                        theirs=row.theirs_masked,
                        why=row.why,
                    )
                )
        waiting = [row for row in service.list_packages(session) if row.is_waiting]
    if waiting:
        states = codes.table("state_package")
        listed = "、".join(
            _("第 {n} 号（{state}）").format(n=row.seq, state=states.label(row.state)) for row in waiting
        )
        _say(_("还没有回执的包：{listed}").format(listed=listed))
    return int(refused)


def _files(station: OpenStation, named: list[Path]) -> list[Path]:
    """Of a folder or stick only what the county sent to this station and was not taken in yet."""
    from station_app.features.submission import service  # noqa: PLC0415

    found: list[Path] = []
    for place in named:
        found += service.find_answers(station, [place]) if place.is_dir() else [place]
    return found


def _request(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.submission import service  # noqa: PLC0415

    file, digits = service.make_request(station, arguments.to)
    _say(_("登记申请已写出：{path}").format(path=file))
    _say(_("请把文件交给县里，并在电话里核对这 30 位数字：{digits}").format(digits=digits))
    return 0


def _answer(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.submission import service  # noqa: PLC0415

    if not arguments.confirm:
        found = service.look_at_answer(station, arguments.file)
        _say(
            _("这是{county}的答复，它的 30 位数字：{digits}").format(
                county=found.trust.county.name, digits=found.digits
            )
        )
        print(  # noqa: T201 - a command line prints
            _("还没有登记：请给县里打电话核对，一样的话加 --confirm 和县里念的数字再运行一次。"), file=sys.stderr
        )
        return 1
    county = service.take_answer(station, arguments.file, arguments.confirm)
    _say(_("已在{county}登记。").format(county=county))
    return 0


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a command line prints
