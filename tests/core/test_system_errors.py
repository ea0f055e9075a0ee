"""What the system refuses is said in Chinese; its own words and numbers stand in the diagnostics alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import station_app
from station_app.core import system_errors
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.station.service.diagnostics import diagnostics_text
from station_app.spreadsheets.reading import read_workbook
from station_app.storage.attachments import AttachmentStore
from station_app.storage.handover import fault_at
from station_app.storage.safe_file import write_output

SOURCES = Path(station_app.__file__).parent


@pytest.mark.parametrize("number", [*sorted(errno.errorcode), 0, 99_999])
def test_every_number_has_a_chinese_reason_without_a_foreign_letter(number: int) -> None:
    said = system_errors.reason(OSError(number, os.strerror(number)))
    assert said
    assert not any(sign.isascii() and sign.isalpha() for sign in said)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限，或正被别的程序占用"),
        (errno.EROFS, "这个盘只能读，不能写"),
        (errno.ENOENT, "文件不存在，或所在的文件夹不存在"),
        (errno.EIO, "盘读写出错，可能已损坏或已拔出"),
        (99_999, "系统没有说明原因"),
    ],
)
def test_the_common_ones_say_what_happened(number: int, said: str) -> None:
    assert system_errors.reason(OSError(number, "No space left on device")) == said


def test_real_refusals_of_files_come_out_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"x")

    def told(path: Path) -> str:
        with pytest.raises(Trouble) as caught:
            write_output(path, b"x")
        return caught.value.what

    assert told(tmp_path / "没有" / "a.pdf").endswith("（文件不存在，或所在的文件夹不存在）。")
    assert told(tmp_path / "文件" / "a.pdf").endswith("（路径中间有一个不是文件夹）。")
    assert told(tmp_path / ("长" * 100 + ".pdf")).endswith("（文件名或路径太长）。")
    with pytest.raises(Trouble, match="（这是一个文件夹）"):
        read_workbook(tmp_path)
    with pytest.raises(Trouble, match="（已经有同名的文件或文件夹）"):
        AttachmentStore(tmp_path / "文件", b"k" * 32).put(b"x")
    assert "（盘读写出错，可能已损坏或已拔出）" in fault_at(OSError(errno.EIO, "I/O error"), tmp_path / "a").what


def test_the_diagnostics_name_the_error_but_neither_its_text_nor_its_path(tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        write_output(tmp_path / "王秀兰" / "a.pdf", b"x")
    told = diagnostics_text(StationFolder(tmp_path / "station"), None)
    assert f"ENOENT {errno.ENOENT}" in told
    assert "王秀兰" not in told
    assert "No such file" not in told


def test_nothing_else_shows_what_the_system_says() -> None:
    speaking = [
        str(module.relative_to(SOURCES))
        for module in SOURCES.rglob("*.py")
        if "strerror" in module.read_text(encoding="utf-8")
    ]
    assert speaking == []
