"""做培训档案: what is missing first, then the folder; everything is read back before the window says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.features.training.service import ClassDetail
from station_app.ui import messages, where_to
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress

if TYPE_CHECKING:
    from station_app.features.training.documents.archive import Archived


class Archiving(QObject):
    """One button: completeness, R-51's warning, where to, and what was made."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._class_id = ""

    def start(self, detail: ClassDetail) -> None:
        """Look what is missing in the class's files, then ask."""
        self._class_id = detail.row.id

        def ask(session: Any) -> list[str]:
            from station_app.features.training.service.archive import archive_gaps  # noqa: PLC0415 - when first asked

            return archive_gaps(session, detail.row.id)

        self._desk.read(ask, self._ask, title=_("正在检查资料是否齐全…"))

    def _ask(self, gaps: list[str]) -> None:
        sure = messages.confirm(
            self._owner,
            _("还缺 {n} 样资料，仍然可以做档案").format(n=len(gaps)) if gaps else _("资料齐全，可以做档案"),
            *(f"・{gap}" for gap in gaps),
            _("档案里有完整的身份证号和电话，没有加密。请只存到自己保管的文件夹或 U 盘。"),
            _("已结业的班，做好以后转为“已归档”。") if self._may_close(gaps) else "",
            accept=_("选择文件夹"),
            danger=True,
        )
        if not sure:
            return
        where_to.ask_folder(self._owner, self._desk, _("档案放到哪个文件夹或 U 盘"), self._write)

    def _may_close(self, gaps: list[str]) -> bool:
        open_for = (_("还没有结业"), _("没有有效证书"))
        return not self._desk.database.read_only and not any(words in gap for gap in gaps for words in open_for)

    def _write(self, folder: Path) -> None:
        class_id, desk = self._class_id, self._desk

        def work(progress: Progress) -> Archived:
            from station_app.features.training.documents.archive import write_archive  # noqa: PLC0415 - reportlab
            from station_app.storage.attachments import AttachmentStore  # noqa: PLC0415

            store = AttachmentStore(desk.folder.attachments, desk.database.data_key)
            return write_archive(desk.database, store, class_id, folder, tell=progress)

        desk.tasks.run(work, self._tell, title=_("正在做培训档案…"))

    def _tell(self, made: Archived) -> None:
        sentences = [
            _("{n} 份文件，写完后已读回核对；“00 全部资料.pdf”共 {pages} 页，第 1 页是目录。").format(
                n=len(made.files), pages=made.pages
            ),
            str(made.folder),
            _("请保存到 {year} 年底。").format(year=made.keep_until),
            _("这个班已归档。")
            if made.is_closed
            else _("班的状态没有变：结业、证书都编号以后再做一次，才转为“已归档”。"),
        ]
        if messages.confirm(self._owner, _("培训档案做好了"), *sentences, accept=_("打开文件夹"), reject=_("知道了")):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.folder)))
