"""Saves person sheets as a PDF: asks whether numbers may be read in full (R-51), then where to, then shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from station_app.core.texts import _
from station_app.storage.safe_file import write_output
from station_app.ui import messages
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress


def save_sheet(owner: QWidget, desk: Desk, person_ids: Sequence[str], title: str) -> None:
    """Sheets of these people in one PDF; `title` names the file."""
    full = messages.confirm(
        owner,
        _("情况表上印完整的身份证号和电话吗？"),
        _("完整号码只印在必须核对身份的表上，用完请存档或销毁。选“遮盖号码”，只印前六位和后四位。"),
        accept=_("印完整号码"),
        reject=_("遮盖号码"),
        danger=True,
    )
    dialog = QFileDialog(owner, _("保存为 PDF"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_("PDF 文件 (*.pdf)"))
    dialog.setDefaultSuffix("pdf")
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("保存"))
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("文件名"))
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog.setDirectory(documents or str(Path.home()))
    dialog.selectFile(_("人员情况表 {name}").format(name=title) + ".pdf")
    dialog.fileSelected.connect(lambda path: write_sheet(desk, person_ids, Path(path), full=full))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_sheet(desk: Desk, person_ids: Sequence[str], path: Path, *, full: bool) -> None:
    """Draw on the worker, write the file, show it with the system's viewer."""

    def work(_progress: Progress) -> Path:
        from station_app.features.casefile.documents import person_sheets  # noqa: PLC0415 - reportlab
        from station_app.features.casefile.service import photos_of  # noqa: PLC0415 - SQLAlchemy

        photo_of = photos_of(desk.folder, desk.database.data_key)
        with desk.database.read() as session:
            write_output(path, person_sheets(session, person_ids, full=full, photo_of=photo_of))
        key = person_ids[0] if len(person_ids) == 1 else ""
        detail = {"form": "person_sheet", "sheets": len(person_ids), "full_numbers": full}
        desk.database.note("print", "person", key, detail)
        return path

    def done(path: Path) -> None:
        desk.say(_("已存为 {path}").format(path=path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    desk.tasks.run(work, done, title=_("正在生成 PDF…"))
