"""What the register gives out: the book, the signature sheet of a batch, a declaration of loss; as PDF or workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_app.core import clock
from station_app.core.listing import Listing
from station_app.core.texts import _
from station_app.features.training.documents import register_book
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.service.rows import CertificateRow
from station_app.ui import where_to
from station_app.ui.columns import column
from station_app.ui.export_question import ask_whole_numbers
from station_app.ui.screen import Desk

_NUMBER = column(CERTIFICATE["id_number"])


class RegisterPapers(QObject):
    """Asks what R-51 wants asked, draws on the worker, notes what left."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner

    def offer(self, button: QPushButton, shown: Collection[str], said: str, chosen: Collection[str]) -> None:
        """The menu below a button: of what the list shows (`said` how it was narrowed), and of what is selected."""
        menu = QMenu(button)
        menu.setAccessibleName(button.text())
        picked = tuple(chosen) or tuple(shown)
        of_picked = _("选中的 {n} 张").format(n=len(picked)) if chosen else _("列出的 {n} 张").format(n=len(picked))
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            (_("证书发放登记（预览、打印）"), partial(self.book, tuple(shown), said)),
            (_("证书发放登记（Excel 表格）"), partial(self.book_file, tuple(shown), said)),
            (_("F07 发放登记表，领取时签字（{which}）").format(which=of_picked), partial(self.sheet, picked)),
            (_("F07 发放登记表（Excel 表格，{which}）").format(which=of_picked), partial(self.sheet_file, picked)),
        )
        for number, (words, slot) in enumerate(entries, start=1):
            menu.addAction(f"&{number}　{words}", slot)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def book(self, ids: Collection[str], said: str = "") -> None:
        """Every number with what became of it, on paper."""

        def draw(session: Any, _way: Any, whole: bool) -> bytes:
            from station_app.documents.listing import listing_pdf  # noqa: PLC0415 - reportlab

            return listing_pdf(register_book.register_book(session, ids, whole=whole, filters=said))

        self._preview(register_book.BOOK, draw, detail={"list": register_book.BOOK, "rows": len(ids)})

    def book_file(self, ids: Collection[str], said: str = "") -> None:
        """The same as a workbook."""
        self._write(
            register_book.BOOK,
            len(ids),
            lambda session, whole: register_book.register_book(session, ids, whole=whole, filters=said),
        )

    def sheet(self, ids: Collection[str]) -> None:
        """F07 for the signatures of those who come."""

        def draw(session: Any, _way: Any, whole: bool) -> bytes:
            from station_app.documents.table import draw_forms  # noqa: PLC0415 - reportlab

            return draw_forms(register_book.hand_out_sheets(session, ids, whole=whole))

        form = register_book.HAND_OUT_FORM
        self._preview(_("F07 结业证书发放登记表"), draw, form_no=form, detail={"form": form})

    def sheet_file(self, ids: Collection[str]) -> None:
        """The same as a workbook."""

        def listing(session: Any, whole: bool) -> Listing:
            return register_book.hand_out_listing(register_book.hand_out_sheets(session, ids, whole=whole))

        self._write(_("F07 结业证书发放登记表"), len(ids), listing)

    def lost(self, row: CertificateRow) -> None:
        """F07b: the holder declares that it is lost and asks for another."""
        form = register_book.LOST_FORM
        self._preview(
            _("{form} 证书遗失声明 {name}").format(form=form, name=row.name),
            lambda session, _way, whole: register_book.lost_declaration(session, row.id, whole=whole),
            form_no=form,
            detail={"form": form},
            record_id=row.id,
        )

    def _preview(
        self,
        title: str,
        draw: Callable[[Any, Any, bool], bytes],
        *,
        detail: dict[str, Any],
        form_no: str = "",
        record_id: str = "",
    ) -> None:
        from station_app.ui.preview import Paper, Preview  # noqa: PLC0415 - Qt's PDF module, when first opened

        paper = Paper(
            title,
            draw,
            numbers="masked",
            form_no=form_no,
            entity="certificate",
            record_id=record_id,
            detail=detail,
        )
        Preview(self._owner, self._desk, paper).open()

    def _write(self, title: str, count: int, listing: Callable[[Any, bool], Listing]) -> None:
        out = self._desk.table_out
        whole = ask_whole_numbers(self._owner, [_NUMBER], rows=count) if out is not None else None
        if out is None or whole is None:
            return

        def make() -> bytes:
            with self._desk.database.read() as session:
                return out.workbook(listing(session, whole))

        detail = {"list": title, "rows": count, "whole_numbers": whole}
        where_to.save_workbook(
            self._owner,
            self._desk,
            f"{title} {clock.today().isoformat()}",
            make,
            lambda _path: self._desk.note("export", "certificate", detail=detail),
            title=_("正在生成{title}…").format(title=title),
        )
