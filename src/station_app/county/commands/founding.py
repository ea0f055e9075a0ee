"""init: a new county, its keys and its tables."""

from __future__ import annotations

import argparse
from typing import Any

from station_app.core.checks import Refused
from station_app.core.command_line import new_password
from station_app.core.dates import half_width
from station_app.core.texts import _
from station_app.county.commands.opening import folder_of, say, server_of


def add_commands(commands: Any) -> None:
    """Contribute init."""
    command = commands.add_parser("init", help=_("建县级库"), description=_("建一个县；打印恢复密钥，请抄下封存。"))
    command.add_argument("--name", required=True, help=_("县名"))
    command.add_argument("--division", required=True, help=_("区划代码，6 位数字"))
    command.add_argument("--no-password", action="store_true", help=_("不设密码"))
    command.set_defaults(run=_init)


def _init(parsed: argparse.Namespace) -> int:
    from station_app.core import passwords  # noqa: PLC0415
    from station_app.county.store import county_file  # noqa: PLC0415 - SQLAlchemy

    folder, name = folder_of(parsed), parsed.name.strip()
    if not 0 < len(name) <= 60:
        raise Refused(_("县名应为 1 到 60 个字，什么也没有建。"))
    password = None if parsed.no_password else new_password()
    if password is not None:
        passwords.require_good(password, passwords.known_words(name))
    made = county_file.create(
        folder,
        name=name,
        division=half_width(parsed.division).strip(),
        password=password,
        server=server_of(parsed),
    )
    say(_("已建县级库：{name}，数据在 {path}").format(name=name, path=folder.root))
    say(_("恢复密钥（只显示这一次；根密钥只有它能打开，请抄两份，装进信封分开封存）："), made.recovery_key)
    return 0
