"""The county's commands: where the data are, who opens them, and one module a group of commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from station_app.core.checks import Refused
from station_app.core.command_line import PASSWORD_VARIABLE, Parser, option, run_guarded, widen_streams
from station_app.core.texts import _
from station_app.county.store.folder import CountyFolder, default_root

Run = Callable[[argparse.Namespace], int]


Window = Callable[[CountyFolder, Any, str | None], int]
"""(folder, address of a server or None, password or None) → exit code."""


def run(arguments: Sequence[str], window: Window | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused with a sentence on stderr, 2 wrong usage.

    Without a command the `window` is opened, where one is given.
    """
    widen_streams()
    try:
        data, rest = option(arguments, "--data", _("--data 后面要写数据目录。"))
        server, rest = option(rest, "--database", _("--database 后面要写数据库地址。"))
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - a command line prints
        return 2
    if not rest and window is not None:
        return run_guarded(lambda: _open_window(window, data, server))
    parsed = _parser().parse_args(rest)
    parsed.data = Path(data).expanduser().absolute() if data else None
    parsed.server = server
    return run_guarded(lambda: _run(parsed))


def _open_window(window: Window, data: str, server: str) -> int:
    from station_app.county.commands.opening import server_of  # noqa: PLC0415 - SQLAlchemy

    folder = CountyFolder(Path(data).expanduser().absolute() if data else default_root())
    address = server_of(argparse.Namespace(server=server)) if server else None
    return window(folder, address, os.environ.get(PASSWORD_VARIABLE))


def _run(parsed: argparse.Namespace) -> int:
    run_command: Run = parsed.run
    return run_command(parsed)


def _parser() -> argparse.ArgumentParser:
    from station_app.county.commands import care, desk, founding, packages, reporting, stations  # noqa: PLC0415

    parser = Parser(
        prog="station-county",
        description=_(
            "县级汇总程序。--data DIR 指定数据目录，--database postgresql+psycopg://… 指定服务器，每个命令都可用。"
        ),
    )
    commands: Any = parser.add_subparsers(metavar=_("命令"), required=True, parser_class=Parser)
    for module in (founding, stations, packages, reporting, desk, care):
        module.add_commands(commands)
    return parser
