"""What leaves the page as paper or file: every form in the preview, and the ledger on a stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from station_app.core.texts import _
from station_app.documents.grid import Fill, table_form
from station_app.documents.sources import Asked, FormSource
from station_app.features.training import documents
from station_app.features.training.service import (
    ClassDetail,
    ExportedLedger,
    export_ledger,
)
from station_app.ui import icons, messages, where_to
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress

WAYS = {Fill.FILLED: _("填好"), Fill.PADDED: _("留空行"), Fill.BLANK: _("空白")}


class Papers(QObject):
    """Previews and exports for one page."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner

    def choose(self, detail: ClassDetail, at: QPoint | None = None) -> None:
        """Offer every form of a class but the certificates, which have their register; 1 to 9 choose by their place."""
        menu = QMenu(self._owner)
        menu.setAccessibleName(_("选择表格"))
        for number, source in enumerate(
            (each for each in documents.FORMS if each.form_id != documents.CERTIFICATE_FORM), start=1
        ):
            title = f"{source.form_id}　{table_form(source.form_id).title}"
            words = f"&{number}　{title}" if number < 10 else title
            menu.addAction(icons.icon("printer"), words, lambda each=source: self.form(each, detail))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at or self._owner.mapToGlobal(self._owner.rect().center()))

    def sign_in_sheets(self, detail: ClassDetail) -> None:
        """F04 for every day of the timetable."""
        self.form_by_id("F04", detail)

    def roster(self, detail: ClassDetail) -> None:
        """F02; masked until somebody asks for whole numbers, as the county wants them."""
        self.form_by_id("F02", detail)

    def form_by_id(self, form_id: str, detail: ClassDetail) -> None:
        """One of the forms that a class fills."""
        source = documents.form_source(form_id)
        if source is not None:
            self.form(source, detail)

    def form(self, source: FormSource, detail: ClassDetail) -> None:
        """Show a form of the class before it is printed, filled, with room to write, or blank."""
        from station_app.ui.preview import Paper  # noqa: PLC0415 - Qt's PDF module, when the first preview opens

        class_id = detail.row.id

        def draw(session: Any, way: Fill, whole: bool) -> bytes:
            return source.draw(session, Asked(class_id, way, whole=whole))

        self._preview(
            Paper(
                title=f"{source.form_id} {table_form(source.form_id).title} {detail.row.name}",
                draw=draw,
                ways=tuple((way, WAYS[way]) for way in source.ways),
                numbers="masked" if source.has_numbers else "none",
                form_no=source.form_id,
                entity="training_class",
                record_id=class_id,
                detail={"form": source.form_id},
            )
        )

    def save_pdf(
        self,
        name: str,
        draw: Callable[[Any], bytes],
        *,
        record: Callable[[Any], None] | None = None,
        profile: str = "",
        shown: Callable[[Any], bytes] | None = None,
    ) -> None:
        """Preview something that only makes sense with whole numbers; its name begins with the form's number.

        `record` writes in a transaction of its own when it is printed or saved, once; nothing is kept when that
        fails. `profile` names the printer settings when they are not those of the form (套打); `shown` draws what the
        screen shows instead of what is printed.
        """
        from station_app.ui.preview import Paper  # noqa: PLC0415 - Qt's PDF module, when the first preview opens

        form_no = name.split(maxsplit=1)[0]
        self._preview(
            Paper(
                title=name,
                draw=lambda session, _way, _whole: draw(session),
                numbers="whole",
                form_no=profile or form_no,
                detail={"form": form_no},
                record=record,
                shown=shown,
            )
        )

    def _preview(self, paper: Any) -> None:
        from station_app.ui.preview import Preview  # noqa: PLC0415 - Qt's PDF module, when the first preview opens

        Preview(self._owner, self._desk, paper).open()

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
        where_to.ask_folder(
            self._owner, self._desk, _("导出到哪个文件夹或 U 盘"), lambda folder: self._export(detail.row.id, folder)
        )

    def _export(self, class_id: str, folder: Path) -> None:
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
