"""Where files go: a folder or a file asked for in Chinese, beginning where the last one went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from station_app.core.texts import _

if TYPE_CHECKING:
    from station_app.ui.screen import Desk

_NAME = "save_folder"
_LONGEST = 120
_NOT_IN_FILE_NAMES = dict.fromkeys(map(ord, '\\/:*?"<>|'), "_")


def folder_of(desk: QObject) -> Path:
    """Where the last file went, else the user's documents."""
    kept = desk.property(_NAME)
    if isinstance(kept, str) and Path(kept).is_dir():
        return Path(kept)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def ask_folder(owner: QWidget, desk: QObject, heading: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder or a stick to write into; `then` gets it."""
    dialog = QFileDialog(owner, heading)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, desk, _("导出到这里"), _("文件夹"), then)


def ask_file(  # noqa: PLR0917 - one thing each
    owner: QWidget, desk: QObject, heading: str, kind: str, name: str, then: Callable[[Path], None]
) -> None:
    """Ask where a file goes; `kind` is the filter such as PDF 文件 (*.pdf), `name` with the same ending."""
    dialog = QFileDialog(owner, heading)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kind)
    stem, _dot, suffix = name.rpartition(".")
    dialog.setDefaultSuffix(suffix)
    _open(dialog, desk, _("保存"), _("文件名"), then)
    dialog.selectFile(f"{stem.translate(_NOT_IN_FILE_NAMES).strip(' .')[:_LONGEST]}.{suffix}")


def save_file(  # noqa: PLR0917 - one thing each
    owner: QWidget,
    desk: Desk,
    heading: str,
    kind: str,
    name: str,
    make: Callable[[], bytes],
    done: Callable[[Path], object] | None = None,
    *,
    title: str = "",
) -> None:
    """Ask where a file goes; the worker makes and writes it, then it is said where it is and `done` is told."""

    def write(path: Path) -> None:
        from station_app.storage.safe_file import write_output  # noqa: PLC0415 - when first written

        def written(_none: None) -> None:
            desk.say(_("已存为 {path}").format(path=path), "accent")
            if done is not None:
                done(path)

        desk.tasks.run(lambda _progress: write_output(path, make()), written, title=title or _("正在保存…"))

    ask_file(owner, desk, heading, kind, name, write)


def save_workbook(
    owner: QWidget,
    desk: Desk,
    name: str,
    make: Callable[[], bytes],
    done: Callable[[Path], object] | None = None,
    *,
    title: str = "",
) -> None:
    """The same for a workbook; `name` is without its ending."""
    heading, kind = _("导出为表格"), _("Excel 表格 (*.xlsx)")
    save_file(owner, desk, heading, kind, f"{name}.xlsx", make, done, title=title or _("正在导出…"))


def _open(dialog: QFileDialog, desk: QObject, accept: str, line: str, then: Callable[[Path], None]) -> None:
    """Begin where the last file went; the desk keeps where this one goes until the window closes."""
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, accept)
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, line)
    dialog.setDirectory(str(folder_of(desk)))
    is_folder = dialog.fileMode() == QFileDialog.FileMode.Directory

    def chosen(path: str) -> None:
        where = Path(path)
        desk.setProperty(_NAME, str(where if is_folder else where.parent))
        then(where)

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
