"""What may be told to who looks after the program: versions, counts, findings; never a word about anybody (F22).

Only what cannot hold somebody's data is put in: numbers, codes, names of tables and versions. Crash records hold
types and places; their lines are let through by form, and anything else in them is left out.
"""

from __future__ import annotations

import json
import platform
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select, table, text
from sqlalchemy.orm import Session

from station_app.core import clock, system_errors
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.features.station.service.rules import own_values
from station_app.storage import copies, integrity, schema
from station_app.storage.database import Database

_RECORDS = 5
_LINES = 40
_WINDOW_FACTS = ("page", "theme", "large_type")
_CRASH_LINE = re.compile(
    r"\d{4}-\d\d-\d\dT[0-9:+.]+ station-app [\w.]+ python [\w.]+ \w+ \w+"  # the head
    r"|[A-Za-z_][\w.]*"  # the type
    r"|  [\w./<>-]+:\d+ [\w<>]+",  # a place
    re.ASCII,
)
_NATIVE_LINE = re.compile(r'  File "([^"]+)", line (\d+) in ([\w<>]+)', re.ASCII)
_NATIVE_HEAD = re.compile(
    r"(Fatal Python error|Windows fatal exception): [\w :]+|(Current thread|Thread) 0x[0-9a-f]+.*:|", re.ASCII
)


def diagnostics_text(
    folder: StationFolder, database: Database | None, *, fault: str = "", screens: Iterable[str] = ()
) -> str:
    """The whole text, exactly as it leaves; `fault` is the code of why the file could not be opened.

    `screens` are lines that only the window knows, such as 屏幕 1366×768，缩放 100%.
    """
    parts = [
        (_("程序"), _versions()),
        (_("电脑"), [*_computer(), *screens]),
        (_("窗口"), _window(folder)),
        (_("数据文件"), _file(folder, database, fault)),
        (_("本站改过的规则"), _rules(database)),
        (_("各表的条数"), _counts(database)),
        (_("这次打开后系统报的错"), system_errors.recent()),
        (_("最近的出错记录"), _crashes(folder.logs)),
    ]
    head = [
        _("社工站工作台 诊断信息　{when}").format(when=clock.now().astimezone().isoformat(timespec="minutes")),
        _("里面没有任何人的姓名、证件号、电话，也没有站名和文件夹的位置。"),
    ]
    blocks = [f"【{title}】\n" + "\n".join(lines or [_("（没有）")]) for title, lines in parts]
    return "\n".join(head) + "\n\n" + "\n\n".join(blocks) + "\n"


def engine_versions(session: Session) -> tuple[str, str]:
    """SQLite and SQLCipher of the open file."""
    engine = session.execute(text("SELECT sqlite_version()")).scalar_one()
    return str(engine), str(session.execute(text("PRAGMA cipher_version")).scalar() or "").split(" ", maxsplit=1)[0]


def _versions() -> list[str]:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, asked for seldom

    lines = [f"station-app {schema.program_version()}", f"Python {platform.python_version()}"]
    for package in ("PySide6_Essentials", "SQLAlchemy", "alembic", "sqlcipher3", "cryptography", "reportlab"):
        with suppress(PackageNotFoundError):
            lines.append(f"{package} {version(package)}")
    return [*lines, _("打包运行：{yes}").format(yes=_("是") if getattr(sys, "frozen", False) else _("否"))]


def _computer() -> list[str]:
    return [
        f"{platform.system()} {platform.release()} {platform.machine()}",
        _("编码 {code}").format(code=sys.getfilesystemencoding()),
    ]


def _window(folder: StationFolder) -> list[str]:
    with suppress(OSError, ValueError):
        kept = json.loads(folder.window_memory.read_text(encoding="utf-8"))
        facts = {name: kept.get(name) for name in _WINDOW_FACTS} if isinstance(kept, dict) else {}
        return [
            f"{name} {value}"
            for name, value in facts.items()
            if isinstance(value, bool) or (isinstance(value, str) and re.fullmatch(r"[a-z_]{1,20}", value))
        ]
    return []


def _file(folder: StationFolder, database: Database | None, fault: str) -> list[str]:
    lines = []
    if fault:
        lines.append(_("打不开：{code}").format(code=fault))
    with suppress(OSError):
        lines.append(_("大小 {size} KB").format(size=folder.database.stat().st_size // 1024))
    made = copies.list_copies(folder.copies)
    lines.append(_("安全副本 {n} 份").format(n=len(made)))
    if made and re.fullmatch(r"[0-9T:.+-]{10,40}", made[-1].made_at):
        lines.append(_("最近一份 {when}").format(when=made[-1].made_at[:16]))
    if database is None:
        return lines
    with suppress(Refused, Trouble), database.read() as session:
        number = session.execute(text("PRAGMA user_version")).scalar_one()
        engine, cipher = engine_versions(session)
        lines.append(f"schema {number} SQLite {engine} SQLCipher {cipher}")
    lines.append(_("只读：{yes}").format(yes=_("是") if database.read_only else _("否")))
    findings = integrity.database_findings(database.path, database.data_key)
    codes = "、".join(sorted({finding.code for finding in findings}))
    lines.append(_("完好性检查：{found}").format(found=codes or _("完好")))
    return lines


def _rules(database: Database | None) -> list[str]:
    if database is None:
        return []
    with suppress(Refused, Trouble), database.read() as session:
        return [f"{key} {since} {value}" for key, since, value in own_values(session)]
    return []


def _counts(database: Database | None) -> list[str]:
    if database is None:
        return []
    with suppress(Refused, Trouble), database.read() as session:
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).scalars()
        return [
            f"{name} {session.execute(select(func.count()).select_from(table(name))).scalar_one()}"
            for name in list(names)
            if re.fullmatch(r"[a-z_]+", name) and not name.startswith("sqlite_")
        ]
    return []


def _crashes(logs: Path) -> list[str]:
    lines: list[str] = []
    for place in sorted(logs.glob("crash-*.txt"))[-_RECORDS:][::-1]:
        with suppress(OSError):
            lines += ["—", *_known(place.read_text(encoding="utf-8", errors="replace"))]
    with suppress(OSError):
        native = _known((logs / "native-crash.txt").read_text(encoding="utf-8", errors="replace"))
        lines += ["— native", *native] if any(native) else []
    return lines


def _known(content: str) -> list[str]:
    """The lines that have the form of a crash record; a path keeps only its last part."""
    kept = []
    for line in content.splitlines()[-_LINES:]:
        native = _NATIVE_LINE.fullmatch(line)
        if native is not None:
            file_name = re.split(r"[/\\]", native[1])[-1]
            kept.append(f"  {file_name}:{native[2]} {native[3]}")
        elif _CRASH_LINE.fullmatch(line) or _NATIVE_HEAD.fullmatch(line):
            kept.append(line)
        else:
            kept.append(_("（略去一行）"))
    return kept
