"""What the programs' command lines share: options that stand anywhere, words in Chinese, passwords, exit codes.

0 done, 1 refused with a sentence on stderr, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import getpass
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _

PASSWORD_VARIABLE = "STATION_APP_PASSWORD"  # noqa: S105 - the variable's name, not a password


def run_guarded(run: Callable[[], int]) -> int:
    """The exit code of a command; what is refused is one sentence on stderr, and nobody sees a stack trace."""
    try:
        return run()
    except (Refused, Trouble) as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - a command line prints
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as fault:
        print(_disk_sentence(fault), file=sys.stderr)  # noqa: T201
        return 1
    except Exception as bug:  # noqa: BLE001 - whatever it is, nobody is shown a stack trace or somebody's data
        print(_bug_sentence(bug), file=sys.stderr)  # noqa: T201
        return 1


def widen_streams() -> None:
    """A GBK console must not stop at somebody's rare name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _disk_sentence(fault: OSError) -> str:
    """A file or folder that the system refused where the command has no sentence of its own."""
    where = _("这里读不了或写不了：{path}（{why}）。") if fault.filename else _("有文件读不了或写不了（{why}）。")
    return where.format(path=fault.filename, why=reason(fault)) + _(
        "没有做完的改动都没有写入，已有的数据没有变化。请换一个目录，或检查权限、磁盘空间和U盘，再运行一次。"
    )


def _bug_sentence(bug: Exception) -> str:
    """What a fault of the program itself says: its kind and place, never the values it stumbled over."""
    place = bug.__traceback__
    while (
        place is not None and place.tb_next is not None and "station_app" in place.tb_next.tb_frame.f_code.co_filename
    ):
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
    return _(
        "程序出了一个错误（{kind}，{where}）。没有做完的改动都没有写入，数据没有变化。请把括号里的内容告诉维护的人。"
    ).format(kind=type(bug).__name__, where=where)


def option(arguments: Sequence[str], name: str, missing: str) -> tuple[str, list[str]]:
    """The value of an option that may stand anywhere ('' when it does not), and the other words.

    Refused with the sentence `missing` when nothing follows it.
    """
    value, rest, position = "", [], 0
    while position < len(arguments):
        word = arguments[position]
        if word == name:
            if position + 1 == len(arguments):
                raise Refused(missing)
            value, position = arguments[position + 1], position + 1
        elif word.startswith(f"{name}="):
            value = word.removeprefix(f"{name}=")
        else:
            rest.append(word)
        position += 1
    return value, rest


class Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with the command."""

    def error(self, message: str) -> NoReturn:
        """Usage and one sentence on stderr, exit 2."""
        for english, chinese in _SENTENCES.items():
            message = re.sub(english, chinese, message)
        self.exit(2, f"{self.format_usage()}{_('用法不对：')}{message}\n")

    def format_usage(self) -> str:
        """Usage with a Chinese heading."""
        return super().format_usage().replace("usage:", _("用法："), 1)

    def format_help(self) -> str:
        """Help with Chinese headings."""
        text = super().format_help()
        for english, chinese in _HEADINGS.items():
            text = text.replace(english, chinese)
        return text


_HEADINGS = {
    "usage:": _("用法："),
    "positional arguments:": _("命令和文件："),
    "options:": _("选项："),
    "show this help message and exit": _("显示这份说明"),
}
_SENTENCES = {
    "the following arguments are required": _("还缺"),
    "one of the arguments (.+) is required": _(r"还缺其中一个：\1"),
    "not allowed with argument": _("不能同时用"),
    "unrecognized arguments": _("不认识的内容"),
    "ignored explicit argument": _("后面不要写值"),
    "invalid choice": _("没有这个选项"),
    "choose from": _("可选"),
    "expected (one|at least one|at most one) argument": _("后面要有一个值"),
    r"expected \d+ arguments?": _("后面要写的值，个数不对"),
    "invalid int value": _("要写整数"),
    r"invalid \w+ value": _("看不懂"),
    "ambiguous option: (.+) could match": _(r"\1 写得太短，可能是"),
    "argument ": "",
}
"""What argparse says (patterns) and how it is said here, in this order."""


def ask_password() -> str:
    """The password of existing data: from the environment, else asked for. Refused where nobody can be asked."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused(_("这里的数据设了密码。请在 {name} 里给出密码，或在终端里运行。").format(name=PASSWORD_VARIABLE))
    return getpass.getpass(_("密码："))


def new_password() -> str:
    """A password for new data, typed twice. Refused where nobody can be asked."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused(_("请在 {name} 里给出新密码，或加 --no-password。").format(name=PASSWORD_VARIABLE))
    first, second = getpass.getpass(_("新密码：")), getpass.getpass(_("再输一次："))
    if first != second:
        raise Refused(_("两次输入的密码不一样，什么也没有建，请重新运行。"))
    return first
