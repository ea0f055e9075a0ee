"""Commands without a window: puts together what the features contribute, and keeps the exit codes.

0 done, 1 refused with a sentence on stderr, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from station_app.core.checks import Refused
from station_app.core.command_line import (
    PASSWORD_VARIABLE,
    Parser,
    ask_password,
    new_password,
    option,
    run_guarded,
    widen_streams,
)
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder, default_root
from station_app.core.texts import _

__all__ = ["PASSWORD_VARIABLE", "USER_VARIABLE", "data_folder", "run"]
USER_VARIABLE = "STATION_APP_USER"


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    widen_streams()
    try:
        folder, rest = data_folder(arguments)
        user, rest = option(rest, "--user", _("--user 后面要写姓名。"))
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - a command line prints
        return 2
    parsed = _parser().parse_args(rest)
    parsed.user = user or os.environ.get(USER_VARIABLE, "")
    return run_guarded(lambda: _run(parsed, folder))


def _run(parsed: argparse.Namespace, folder: StationFolder) -> int:
    without_station: Callable[..., int] | None = getattr(parsed, "run_alone", None)
    if without_station is not None:
        return without_station(parsed, folder)
    return _run_on_station(parsed, folder)


def data_folder(arguments: Sequence[str]) -> tuple[StationFolder, list[str]]:
    """--data DIR may stand anywhere; without it the user's own data folder is meant."""
    chosen, rest = option(arguments, "--data", _("--data 后面要写数据目录。"))
    return StationFolder((Path(chosen) if chosen else default_root()).expanduser().absolute()), rest


def _parser() -> argparse.ArgumentParser:
    from station_app.features.casefile.commands import draw_sheet  # noqa: PLC0415 - only for commands
    from station_app.features.people import commands as people  # noqa: PLC0415
    from station_app.features.reports import commands as reports  # noqa: PLC0415
    from station_app.features.station import commands as station  # noqa: PLC0415
    from station_app.features.submission import commands as submission  # noqa: PLC0415
    from station_app.features.training import commands as training  # noqa: PLC0415

    parser = Parser(
        prog="station-app",
        description=_(
            "社工站工作台。不带命令时打开窗口；--data DIR 指定数据目录，--user 姓名 指定用户，每个命令都可用。"
        ),
    )
    commands = parser.add_subparsers(metavar=_("命令"), required=True, parser_class=Parser)
    init = commands.add_parser("init", help=_("建站"), description=_("建一个新站；打印恢复密钥，请抄下保管。"))
    init.add_argument("--name", required=True, help=_("站名"))
    init.add_argument("--division", required=True, help=_("区划代码，9 或 12 位数字"))
    init.add_argument("--no-password", action="store_true", help=_("不设密码"))
    init.set_defaults(run_alone=_init)
    people.add_commands(commands, after_write=training.enrol_rows, draw_sheet=draw_sheet)
    training.add_commands(commands)
    reports.add_commands(commands)
    submission.add_commands(commands)
    station.add_commands(commands)
    for name, help_text, function, argument in (
        ("backup", _("做一份安全副本"), _backup, "to"),
        ("restore", _("从安全副本恢复"), _restore, "source"),
    ):
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.add_argument(argument, type=Path, metavar=_("目录"))
        command.set_defaults(run_alone=function)
    check = commands.add_parser("check", help=_("检查数据是否完好"), description=_("检查数据是否完好"))
    check.set_defaults(run_alone=_check)
    diagnostics = commands.add_parser(
        "diagnostics", help=_("导出诊断信息"), description=_("版本、条数和检查结果，不含任何人的信息；交给维护的人看。")
    )
    diagnostics.add_argument("--to", type=Path, metavar=_("文件"), help=_("写成这个 .txt 文件，不写就显示出来"))
    diagnostics.set_defaults(run_alone=_diagnostics)
    demo = commands.add_parser(
        "demo", help=_("做一个演示站并走完一期培训"), description=_("做一个演示站，走完一期培训，打印所有表格。")
    )
    demo.add_argument("to", type=Path, metavar=_("目录"))
    demo.set_defaults(run_alone=_demo)
    return parser


def _password(folder: StationFolder) -> str | None:
    """The password of an existing station, None when it has none."""
    from station_app.storage import keys  # noqa: PLC0415

    return ask_password() if keys.has_password(folder) else None


def _run_on_station(parsed: argparse.Namespace, folder: StationFolder) -> int:
    from station_app.documents import system_fonts  # noqa: PLC0415
    from station_app.features.submission.service import at_start  # noqa: PLC0415
    from station_app.storage.lock import held  # noqa: PLC0415
    from station_app.storage.opened import OpenStation  # noqa: PLC0415

    if not folder.root.is_dir():
        raise _no_station(folder)
    system_fonts.look_in(folder.fonts)
    with held(folder):
        db = _open(parsed, folder)
        try:
            station = OpenStation(db, folder)
            at_start(station)
            run_command: Callable[[argparse.Namespace, Any], int] = parsed.run
            return run_command(parsed, station)
        finally:
            db.close()


def _no_station(folder: StationFolder) -> Refused:
    return Refused(_("{path} 里没有社工站的数据。请先运行 init，或用 --data 指定正确的目录。").format(path=folder.root))


def _login(parsed: argparse.Namespace, folder: StationFolder) -> Any:
    """Opened by the user that was named, else by the first head of the station; Refused before an own password."""
    from station_app.core.users import STATION_HEAD  # noqa: PLC0415
    from station_app.storage import keys, logins  # noqa: PLC0415

    heads = [user.id for user in keys.key_users(folder) if user.role == STATION_HEAD]
    user_id = logins.user_id_of(folder, parsed.user) or next(iter(heads), "")
    login = logins.unlock(folder, _password(folder), user_id)
    if login.user is not None and login.user.must_change:
        raise Refused(_("这个密码是站长定的。请先打开窗口，换成自己的密码，再用命令。"))
    return login


def _open(parsed: argparse.Namespace, folder: StationFolder) -> Any:
    import station_app.models  # noqa: F401, PLC0415 - completes the metadata
    from station_app.features.station.service import code_tables, user_access  # noqa: PLC0415
    from station_app.storage import station_file  # noqa: PLC0415

    if not folder.database.exists() and not folder.key_file.exists():
        raise _no_station(folder)
    login = _login(parsed, folder)
    db = station_file.open_station(folder, login.data_key, actor=_actor())
    user_access.meet(db, login)
    user_access.note_login(db, login)
    code_tables.follow(db)
    return db


def _actor() -> str:
    return getpass.getuser()[:40]


def _init(parsed: argparse.Namespace, folder: StationFolder) -> int:
    import station_app.models  # noqa: F401, PLC0415
    from station_app.core import passwords  # noqa: PLC0415
    from station_app.core.dates import half_width  # noqa: PLC0415
    from station_app.features.station import service  # noqa: PLC0415
    from station_app.storage import keys, station_file  # noqa: PLC0415

    division = half_width(parsed.division).strip()
    if not (division.isascii() and division.isdigit() and len(division) in (9, 12)):
        raise Refused(_("区划代码应为 9 或 12 位数字，还没有建站。"))
    if folder.key_file.exists() and not folder.database.exists():
        raise Refused(
            _(
                "{path} 里有密钥文件，却没有数据库，没有改动任何文件。如果上次建站时中断了，"
                "请把 station.key 和 station.key.copy 移走再建；如果数据库丢了，请用 restore 从安全副本恢复。"
            ).format(path=folder.root)
        )
    if folder.database.exists() or folder.key_file.exists():
        raise Refused(_("{path} 里已经有一个站，没有改动任何数据。请换一个目录。").format(path=folder.root))
    password = None if parsed.no_password else new_password()
    if password is not None:
        passwords.require_good(password, passwords.known_words(parsed.name))
    made = keys.create_keys(folder, password)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor=_actor())
    with db.work() as session:
        service.save_station(session, {"name": parsed.name, "division_code": division}, require=False)
    db.close()
    print(_("已建站：{name}，数据在 {path}").format(name=parsed.name, path=folder.root))  # noqa: T201
    print(_("恢复密钥（只显示这一次，请抄两份分开保管）："))  # noqa: T201
    print(made.recovery_key)  # noqa: T201
    return 0


def _backup(parsed: argparse.Namespace, folder: StationFolder) -> int:
    from station_app.storage import backup  # noqa: PLC0415

    db = _open(parsed, folder)
    try:
        copy = backup.make_copy(db, folder, parsed.to)
    finally:
        db.close()
    print(_("安全副本已做好并检查过：{path}").format(path=copy.path))  # noqa: T201
    return 0


def _restore(parsed: argparse.Namespace, folder: StationFolder) -> int:
    from station_app.storage import backup  # noqa: PLC0415
    from station_app.storage.lock import held  # noqa: PLC0415

    with held(folder):
        kept = backup.restore(parsed.source, folder, by=_restoring_head(parsed, folder))
    print(_("已从安全副本恢复。"))  # noqa: T201
    if kept is not None:
        print(_("恢复前的数据没有删除，留在 {path}").format(path=kept))  # noqa: T201
    return 0


def _restoring_head(parsed: argparse.Namespace, folder: StationFolder) -> str:
    """Only the head of the station replaces its data; whoever it is where the key file is lost, for that is mended."""
    from station_app.core.users import STATION_HEAD  # noqa: PLC0415
    from station_app.storage import keys  # noqa: PLC0415

    try:
        if not keys.has_password(folder):
            return ""
    except Trouble:
        return ""
    login = _login(parsed, folder)
    if login.user is not None and login.user.role != STATION_HEAD:
        raise Refused(_("只有站长可以从安全副本恢复，数据没有变化。请站长来做。"))
    return login.user.name if login.user is not None else ""


def _check(parsed: argparse.Namespace, folder: StationFolder) -> int:
    import station_app.models  # noqa: F401, PLC0415
    from station_app.storage import backup  # noqa: PLC0415

    findings = backup.check(folder, _login(parsed, folder).data_key)
    for finding in findings:
        print(finding, file=sys.stderr)  # noqa: T201
    if findings:
        return 1
    print(_("数据完好。"))  # noqa: T201
    return 0


def _diagnostics(parsed: argparse.Namespace, folder: StationFolder) -> int:
    """Also where the file cannot be opened: that is when it is asked for."""
    import station_app.models  # noqa: F401, PLC0415
    from station_app.features.station.service.diagnostics import diagnostics_text  # noqa: PLC0415
    from station_app.storage.safe_file import write_output  # noqa: PLC0415

    db, fault = None, ""
    try:
        db = _open(parsed, folder)
    except Trouble as trouble:
        fault = trouble.code
    except Refused:
        fault = "E_NO_STATION"
    try:
        told = diagnostics_text(folder, db, fault=fault)
    finally:
        if db is not None:
            db.close()
    if parsed.to is None:
        print(told)  # noqa: T201
        return 0
    write_output(parsed.to, told.encode("utf-8"))
    print(_("诊断信息已写成：{path}").format(path=parsed.to))  # noqa: T201
    return 0


def _demo(parsed: argparse.Namespace, folder: StationFolder) -> int:  # noqa: ARG001
    from station_app.demo.play import play  # noqa: PLC0415

    return play(parsed.to)
