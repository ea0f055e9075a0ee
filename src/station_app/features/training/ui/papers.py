"""What leaves the program as a file: PDFs that are saved and then shown, and the ledger on a stick."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.training import documents
from station_app.features.training.service import (
    CertificateRow,
    ClassDetail,
    ExportedLedger,
    export_ledger,
    record_print,
)
from station_app.ui import messages
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress

REPRINT = Record(
    "reprint", _("重打"), (Field("reason", _("重打原因"), Text(100), required=True, hint=_("如 第一次打印卡纸")),)
)
Note: TypeAlias = dict[str, Any]
_FOLDER = "save_folder"
"""The desk remembers under this name where the last file went."""


class Papers(QObject):
    """Prints and exports for one page."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner

    def sign_in_sheets(self, detail: ClassDetail) -> None:
        """F04 for every day of the timetable."""
        class_id = detail.row.id
        self.save_pdf(
            _("F04 培训签到表 {name}").format(name=detail.row.name),
            lambda session: documents.sign_in_pdf(documents.class_sheet(session, class_id)),
            of_class=class_id,
        )

    def roster(self, detail: ClassDetail) -> None:
        """F02 with full numbers, as the county wants it."""
        class_id = detail.row.id
        self.save_pdf(
            _("F02 学员花名册 {name}").format(name=detail.row.name),
            lambda session: documents.roster_pdf(documents.class_sheet(session, class_id)),
            of_class=class_id,
        )

    def certificates(self, detail: ClassDetail, chosen: Sequence[CertificateRow]) -> None:
        """F06, one page each in roster order; a reprint asks why first."""
        if not chosen:
            self._desk.say(_("还没有可以打印的证书。"), "warn")
            return
        again = [row for row in chosen if row.state != "reserved"]
        if not again:
            self._certificates(detail, chosen, "")
            return

        def keep(_session: Any, values: dict[str, Any]) -> str:
            problems = REPRINT.check(values)
            if problems:
                raise Refused(problems)
            return str(values["reason"])

        FormDialog(
            self._owner,
            self._desk,
            _("重打证书"),
            REPRINT,
            keep,
            accept=_("打印"),
            sentences=[_("其中 {n} 张已经打印过，重打的内容与原来相同，会记入登记簿。").format(n=len(again))],
            done=lambda reason: self._certificates(detail, chosen, reason),
        ).open()

    def _certificates(self, detail: ClassDetail, chosen: Sequence[CertificateRow], reason: str) -> None:
        keys = {row.id for row in chosen}
        class_id = detail.row.id

        def draw(session: Any) -> bytes:
            numbers = {row.certificate_no for row in chosen}
            values = [v for v in documents.certificate_values(session, class_id) if v.certificate_no in numbers]
            return documents.certificates_pdf(values)

        self.save_pdf(
            _("F06 结业证书 {name}").format(name=detail.row.name),
            draw,
            record=lambda session: record_print(session, sorted(keys), reason),
        )

    def save_pdf(
        self,
        name: str,
        draw: Callable[[Any], bytes],
        *,
        record: Callable[[Any], None] | None = None,
        of_class: str = "",
    ) -> None:
        """Ask where to, draw on the worker, write, then show it with the system's viewer.

        `record` writes in the transaction that the paper was made in, its trace in the audit trail too; nothing is
        kept when the file cannot be written. Without it the paper itself is noted there, by the number its name begins
        with.
        """
        dialog = QFileDialog(self._owner, _("保存为 PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF 文件 (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("保存"))
        dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("文件名"))
        dialog.setDirectory(str(self.folder()))
        dialog.selectFile(_file_name(name) + ".pdf")
        dialog.fileSelected.connect(lambda path: self._save_to(Path(path), draw, record or note_of(name, of_class)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_to(self, path: Path, draw: Callable[[Any], bytes], record: Callable[[Any], None] | Note) -> None:
        self._remember(path.parent)

        def work(_progress: Progress) -> Path:
            if isinstance(record, dict):
                with self._desk.database.read() as session:
                    data = draw(session)
                write_file(path, data)
                self._desk.database.note(**record)
            else:
                with self._desk.database.work() as session:
                    write_file(path, draw(session))
                    record(session)
            return path

        self._desk.tasks.run(work, self._show, title=_("正在生成 PDF…"))

    def _show(self, path: Path) -> None:
        self._desk.say(_("已存为 {path}").format(path=path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def ledger(self, detail: ClassDetail) -> None:
        """The class as .xlsx with full ID numbers, after the warning of R-51; then 可以拔出."""
        sure = messages.confirm(
            self._owner,
            _("台账里有完整的身份证号和电话"),
            _("导出的 .xlsx 没有加密，谁拿到都能看。请只存到要交给县里的 U 盘，交完后删除。"),
            accept=_("导出"),
            danger=True,
        )
        if not sure:
            return
        dialog = QFileDialog(self._owner, _("导出到哪个文件夹或 U 盘"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("导出到这里"))
        dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("文件夹"))
        dialog.setDirectory(str(self.folder()))
        dialog.fileSelected.connect(lambda path: self._export(detail.row.id, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self, class_id: str, folder: Path) -> None:
        self._remember(folder)

        def work(_progress: Progress) -> ExportedLedger:
            with self._desk.database.read() as session:
                made = export_ledger(session, class_id, folder, full_ids=True)
            detail = {"list": "ledger", "rows": made.rows, "full_numbers": True}
            self._desk.database.note("export", "training_class", class_id, detail)
            return made

        self._desk.tasks.run(work, self._tell_exported, title=_("正在导出并核对…"))

    def _tell_exported(self, made: ExportedLedger) -> None:
        messages.tell(
            self._owner,
            _("台账已导出，可以拔出"),
            _("{n} 名学员，写完后已从盘上读回核对，内容一致。").format(n=made.rows),
            str(made.path),
        )

    def folder(self) -> Path:
        """Where the last file went, else the user's documents."""
        kept = self._desk.property(_FOLDER)
        if isinstance(kept, str) and Path(kept).is_dir():
            return Path(kept)
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())

    def _remember(self, folder: Path) -> None:
        self._desk.setProperty(_FOLDER, str(folder))


def note_of(name: str, class_id: str) -> Note:
    """What the audit trail keeps of a printed form whose name begins with its number."""
    return {
        "action": "print",
        "entity": "training_class",
        "record_id": class_id,
        "detail": {"form": name.split(maxsplit=1)[0]},
    }


def write_file(path: Path, data: bytes) -> None:
    """Put a whole file in place of another, or leave the other as it was. Raises Trouble."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble(
            "E_FILE_WRITE",
            _("文件没有写成：{path}（{why}）。").format(path=path, why=error.strerror or type(error).__name__),
            _("站里的数据没有受影响。"),
            _("请看看磁盘是否已满、U 盘是否还插着、同名文件是否正被打开，再试一次或换个文件夹。"),
        ) from error


def _file_name(text: str) -> str:
    """A name that Windows takes too."""
    return "".join("_" if char in '<>:"/\\|?*' or ord(char) < 32 else char for char in text).strip(" .")[:120]
