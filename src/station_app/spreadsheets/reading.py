"""Opening whatever a village sends: recognised by content, never by the file's name."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.spreadsheets import limits
from station_app.spreadsheets.cells import Sheet, Workbook, without_errors
from station_app.spreadsheets.delimited import read_delimited
from station_app.spreadsheets.zipped import Zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": ".pdf",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"Rar!": ".rar",
    b"7z\xbc\xaf": ".7z",
    b"{\\rtf": ".rtf",
}


def read_workbook(path: Path) -> Workbook:
    """The file's sheets as plain data.

    Refused with a sentence when it is damaged, locked, too large or no spreadsheet; Trouble when it cannot be opened.
    """
    try:
        data = _bytes_of(path)
    except OSError as fault:
        raise Trouble(
            "E_FILE_UNREADABLE",
            _("打不开文件“{name}”（{why}）。").format(name=path.name, why=reason(fault)),
            _("没有导入任何内容，已有的资料不受影响。"),
            _("请确认文件还在、U盘没有拔出，并关闭正在使用它的程序，然后再试。"),
        ) from None
    form, sheets = _sheets(data, path.stem)
    return Workbook(path.name, hashlib.sha256(data).hexdigest(), form, sheets)


def _bytes_of(path: Path) -> bytes:
    """All of an ordinary file; a pipe or a device would never end, a file may grow while it is read."""
    found = path.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise limits.foreign(_("不是普通文件"))
    with path.open("rb") as file:
        data = file.read(limits.FILE_BYTES + 1) if found.st_size <= limits.FILE_BYTES else None
    if data is None or len(data) > limits.FILE_BYTES:
        raise limits.too_large(_("文件超过 60 MB"))
    return data


def _sheets(data: bytes, stem: str) -> tuple[str, tuple[Sheet, ...]]:
    if not data.strip():
        raise limits.damaged(_("文件是空的"))
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        from station_app.spreadsheets.xls import read_xls  # noqa: PLC0415 - only for the old format

        return "xls", read_xls(data)
    for mark, name in _OTHERS.items():
        if data.startswith(mark):
            raise limits.foreign(name)
    return "csv", tuple(map(without_errors, read_delimited(data, stem)))


def _zipped(data: bytes) -> tuple[str, tuple[Sheet, ...]]:
    archive = Zipped(data)
    names = archive.names()
    if any(name.endswith("workbook.xml") for name in names):
        from station_app.spreadsheets.xlsx import read_xlsx  # noqa: PLC0415 - only one reader is needed

        return "xlsx", read_xlsx(data, archive)
    if "content.xml" in archive:
        from station_app.spreadsheets.ods import read_ods  # noqa: PLC0415 - only one reader is needed

        return "ods", tuple(map(without_errors, read_ods(archive)))
    if any(name.endswith("workbook.bin") for name in names):
        raise limits.foreign(".xlsb")
    raise limits.foreign(".docx" if "word/document.xml" in archive else ".zip")
