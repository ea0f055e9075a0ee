"""Users without a window: who there is, adding one, putting one out of use; station_app.cli puts the commands together.

The new user's password comes from STATION_APP_NEW_PASSWORD, else it is typed twice.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.commands import group
from station_app.core.texts import _
from station_app.core.users import STATION_HEAD, WORKER

if TYPE_CHECKING:
    from station_app.storage.opened import OpenStation

NEW_PASSWORD_VARIABLE = "STATION_APP_NEW_PASSWORD"  # noqa: S105 - the variable's name, not a password


def add_commands(commands: Any) -> None:
    """Contribute `user` to the command line."""
    users = group(commands, "user", _("用户"))
    users.add_parser("list", help=_("列出用户")).set_defaults(run=_list)
    add = users.add_parser("add", help=_("添加用户；第一个用户是站长"))
    add.add_argument("name", metavar=_("姓名"))
    add.add_argument("--role", choices=[code for code, _label in codes.table("user_role")], default=WORKER)
    add.set_defaults(run=_add)
    off = users.add_parser("off", help=_("停用用户"))
    off.add_argument("name", metavar=_("姓名"))
    off.set_defaults(run=_off)


def _list(_arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.station.service.users import list_users  # noqa: PLC0415

    with station.db.read() as session:
        rows = list_users(session, station.folder)
    for row in rows:
        state = _("在用") if row.active and row.has_password else _("没有密码") if row.active else _("已停用")
        seen = row.last_at.astimezone().strftime("%Y-%m-%d %H:%M") if row.last_at is not None else _("还没有")
        role = codes.table("user_role").label(row.role)
        _say("  ".join((row.name, role, state, _("上次登录 {when}").format(when=seen))))
    if not rows:
        _say(_("还没有用户：谁打开都一样。"))
    return 0


def _add(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.station.service import user_access  # noqa: PLC0415
    from station_app.storage import keys  # noqa: PLC0415

    is_first = not keys.key_users(station.folder)
    if is_first and arguments.role != STATION_HEAD:
        raise Refused(_("第一个用户必须是站长，请加 --role station_head。没有改动。"))
    password = _new_password()
    proof = os.environ.get("STATION_APP_PASSWORD", "")
    if not proof and keys.has_password(station.folder):
        proof = getpass.getpass(_("您自己的密码："))
    if is_first:
        user_access.start_users(station.db, station.folder, arguments.name, password, proof=proof)
    else:
        user_access.add_user(station.db, station.folder, arguments.name, arguments.role, password, proof=proof)
    _say(_("已添加用户：{name}").format(name=arguments.name))
    return 0


def _off(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.station.service import user_access  # noqa: PLC0415
    from station_app.features.station.service.users import list_users  # noqa: PLC0415

    with station.db.read() as session:
        found = [row.id for row in list_users(session, station.folder) if row.active and row.name == arguments.name]
    if len(found) != 1:
        raise Refused(_("没有叫“{name}”的用户，没有改动。").format(name=arguments.name))
    user_access.deactivate_user(station.db, station.folder, found[0])
    _say(_("已停用：{name}").format(name=arguments.name))
    return 0


def _new_password() -> str:
    given = os.environ.get(NEW_PASSWORD_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused(_("请在 {name} 里给出新用户的密码，或在终端里运行。").format(name=NEW_PASSWORD_VARIABLE))
    first, second = getpass.getpass(_("新用户的密码：")), getpass.getpass(_("再输一次："))
    if first != second:
        raise Refused(_("两次输入的密码不一样，没有改动。"))
    return first


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a command line prints
