"""What will be on paper, shown before it is printed: pages, zoom, the three ways of a form, print and save as PDF.

Reads Qt's PDF module (PySide6-Addons) when the first preview opens, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.ui import messages, printing, theme, where_to
from station_app.ui.buttons import Button
from station_app.ui.dialog_room import room_on_screen
from station_app.ui.masked_text import SHORTCUT
from station_app.ui.printing import Offsets
from station_app.ui.screen import Desk, button_for
from station_app.ui.tasks import Progress

_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0)
Numbers = Literal["none", "masked", "whole"]


@dataclass(frozen=True)
class Paper:
    """Something to be printed."""

    title: str
    """Also the file's name; begins with the form's number."""
    draw: Callable[[Any, Any, bool], bytes]
    """(session, way, whole numbers) → PDF, on the worker."""
    ways: tuple[tuple[Any, str], ...] = ((None, ""),)
    """What `draw` is handed, and the word for it; the first is shown first."""
    numbers: Numbers = "none"
    """ID numbers on it: none; masked until somebody asks for them; or whole, because the paper is nothing without."""
    form_no: str = ""
    """For the printer's offsets."""
    entity: str = ""
    record_id: str = ""
    """What it is about, for the audit trail."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    record: Callable[[Any], None] | None = None
    """Written in a transaction of its own when it is printed or saved (the register of certificates)."""
    unmoved: bool = False
    """Printed without the printer's offsets, to find them."""
    shown: Callable[[Any], bytes] | None = None
    """(session) → PDF for the screen alone, with what is on the paper already; None shows what is printed."""


class Preview(QDialog):
    """Covers the window until the paper was printed or Esc is pressed."""

    def __init__(self, parent: QWidget, desk: Desk, paper: Paper) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("preview")
        self.setWindowTitle(_("打印预览：{title}").format(title=paper.title))
        self.desk, self.paper = desk, paper
        self.data = b""
        self.whole = paper.numbers == "whole"
        self._recorded = False
        self._loaded: printing.Loaded | None = None
        self._empty = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._empty)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setAccessibleName(_("预览的页面"))
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._show_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(16),) * 4)
        layout.setSpacing(theme.px(12))
        layout.addLayout(self._build_head())
        layout.addLayout(self._build_tools())
        layout.addWidget(self.view, 1)
        self._build_keys()
        window = parent.window()
        wide, high = window.width() - theme.px(48), window.height() - theme.px(40)
        self.resize(QSize(max(theme.px(760), wide), max(theme.px(520), high)).boundedTo(room_on_screen(self)))
        self.view.setFocus()
        self.refresh()

    def _build_head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        title = QLabel(self.paper.title)
        title.setProperty("role", "heading")
        line.addWidget(title, 1)
        self.save_button = button_for(_("保存为 PDF"), "download", self.save, shortcut="Ctrl+S", writes=False)
        self.print_button = button_for(_("打印"), "printer", self.print, primary=True, shortcut="Ctrl+P", writes=False)
        self.close_button = button_for(_("返回"), "", self.reject)
        self.close_button.setToolTip(_("返回（Esc）"))
        for button in (self.close_button, self.save_button, self.print_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        self._show_ready(ready=False)
        return line

    def _build_tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.ways = QButtonGroup(self)
        if len(self.paper.ways) > 1:
            for place, (_way, word) in enumerate(self.paper.ways):
                chip = Button(word, f"Alt+{place + 1}")
                chip.setProperty("role", "chip")
                chip.setCheckable(True)
                chip.setChecked(place == 0)
                chip.setAutoDefault(False)
                self.ways.addButton(chip, place)
                line.addWidget(chip)
            self.ways.idClicked.connect(lambda _place: self.refresh())
        self.numbers_button = button_for(_("显示完整号码…"), "eye", self.show_whole, shortcut=SHORTCUT, writes=False)
        self.numbers_button.setAutoDefault(False)
        self.numbers_button.setVisible(self.paper.numbers == "masked")
        line.addWidget(self.numbers_button)
        line.addStretch(1)
        self.earlier = button_for("", "chevron-left", lambda: self.turn(-1))
        self.later = button_for("", "chevron-right", lambda: self.turn(1))
        for button, words in ((self.earlier, _("上一页（PgUp）")), (self.later, _("下一页（PgDn）"))):
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setAutoDefault(False)
        self.page_label = QLabel()
        self.page_label.setAccessibleName(_("页码"))
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(_("缩放"))
        self.zoom.setToolTip(_("缩放（Ctrl+加号、Ctrl+减号）"))
        self.zoom.addItems([_("整页"), _("页宽"), *(f"{zoom:.0%}" for zoom in _ZOOMS)])
        self.zoom.currentIndexChanged.connect(self._on_zoom)
        for widget in (self.earlier, self.page_label, self.later, self.zoom):
            line.addWidget(widget)
        return line

    def _build_keys(self) -> None:
        keys = {
            "PgDown": lambda: self.turn(1),
            "PgUp": lambda: self.turn(-1),
            "Home": lambda: self.go_to(0),
            "End": lambda: self.go_to(self.page_count - 1),
            "Ctrl++": lambda: self._step_zoom(1),
            "Ctrl+=": lambda: self._step_zoom(1),
            "Ctrl+-": lambda: self._step_zoom(-1),
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    # --- what is shown

    @property
    def page_count(self) -> int:
        """Pages of what is shown."""
        return self._loaded.document.pageCount() if self._loaded else 0

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self.view.pageNavigator().currentPage()

    def way(self) -> Any:
        """The chosen way of printing."""
        return self.paper.ways[max(0, self.ways.checkedId())][0]

    def refresh(self) -> None:
        """Draw it on the worker, then show it; a refusal is said and the preview closes when nothing is shown yet."""
        way, whole, draw = self.way(), self.whole, self.paper.draw
        self._show_ready(ready=False)
        self.page_label.setText(_("正在生成…"))

        def done(drawn: tuple[bytes, bytes]) -> None:
            if (way, whole) == (self.way(), self.whole):
                self._show(*drawn)

        def failed(error: Exception) -> bool:
            if not isinstance(error, Refused):
                return False
            texts = [problem.text for problem in error.problems]
            messages.tell(self, _("这张表现在打印不了"), *texts[:8])
            self._after_refusal()
            return True

        self.desk.tasks.run(
            lambda _progress: self._drawn(draw, way, whole=whole), done, failed, title=_("正在生成 PDF…")
        )

    def _drawn(self, draw: Callable[[Any, Any, bool], bytes], way: Any, *, whole: bool) -> tuple[bytes, bytes]:
        """What is printed, and what is shown of it."""
        with self.desk.database.read() as session:
            data = draw(session, way, whole)
            return data, self.paper.shown(session) if self.paper.shown is not None else data

    def _after_refusal(self) -> None:
        blank = next((place for place, (_way, word) in enumerate(self.paper.ways) if word == _("空白")), -1)
        if self.data or blank < 0 or self.ways.checkedId() == blank:
            self.reject()
            return
        self.ways.button(blank).setChecked(True)
        self.refresh()

    def _show(self, data: bytes, shown: bytes) -> None:
        page = self.page
        old, self._loaded = self._loaded, printing.Loaded(shown)
        self.data = data
        self.view.setDocument(self._loaded.document)
        if old is not None:
            old.close()
        self.go_to(min(page, self.page_count - 1))
        self._show_ready(ready=True)
        self._show_page()

    def _show_ready(self, *, ready: bool) -> None:
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _show_page(self) -> None:
        self.page_label.setText(_("第 {n} 页 共 {total} 页").format(n=self.page + 1, total=self.page_count))
        self.earlier.setEnabled(self.page > 0)
        self.later.setEnabled(self.page < self.page_count - 1)

    def turn(self, by: int) -> None:
        """So many pages on."""
        self.go_to(self.page + by)

    def go_to(self, page: int) -> None:
        """A page, from 0; its head comes into view, also when it is the present one (Home, another zoom)."""
        if not 0 <= page < self.page_count:
            return
        pages = self.view.pageNavigator()
        if pages.currentPage() == page and self.page_count > 1:
            pages.jump(page - 1 if page else 1, QPointF(0, 0))  # Qt does not scroll to the page it thinks it is on
        pages.jump(page, QPointF(0, 0))

    def _on_zoom(self, place: int) -> None:
        page = self.page
        if place < 2:
            fit = QPdfView.ZoomMode.FitInView if place == 0 else QPdfView.ZoomMode.FitToWidth
            self.view.setZoomMode(fit)
        else:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(_ZOOMS[place - 2])
        self.go_to(page)

    def _step_zoom(self, by: int) -> None:
        place = self.zoom.currentIndex()
        start = place if place >= 2 else 3
        self.zoom.setCurrentIndex(min(max(2, start + by), self.zoom.count() - 1))

    def show_whole(self) -> None:
        """ID numbers in full, after the warning of R-51; noted."""
        sure = messages.confirm(
            self,
            _("这张表里有完整的身份证号和电话"),
            _("打印出来或存成文件后没有加密，谁拿到都能看。请只交给需要的单位，多余的纸用碎纸机处理。"),
            accept=_("显示完整号码"),
            danger=True,
        )
        if sure:
            self.whole = True
            self.numbers_button.hide()
            self.desk.note("unmask", self.paper.entity, self.paper.record_id, dict(self.paper.detail))
            self.refresh()

    # --- out of the window

    def save(self) -> None:
        """Ask where to; whole numbers in a file that anybody can open are warned of once more."""
        if self.paper.numbers == "whole" and not messages.confirm(
            self,
            _("文件里会有完整的身份证号"),
            _("PDF 没有加密，谁拿到都能看。请只存在办公电脑或要交的 U 盘上，用完删除。"),
            accept=_("保存"),
            danger=True,
        ):
            return
        name = f"{self.paper.title}.pdf"
        where_to.ask_file(self, self.desk, _("保存为 PDF"), _("PDF 文件 (*.pdf)"), name, self._save_to)

    def _save_to(self, path: Path) -> None:
        from station_app.storage.safe_file import write_output  # noqa: PLC0415 - when first written

        data = self.data

        def done(_none: None) -> None:
            self._recorded = True
            self.desk.say(_("已存为 {path}").format(path=path), "accent")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            self.accept()

        self.desk.tasks.run(
            self._leaving("save", lambda _progress: write_output(path, data)), done, title=_("正在保存…")
        )

    def print(self) -> None:
        """Ask for the printer, then print on the worker."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        size, count = printing.first_page(self.data)
        profile = self._offsets("")
        if profile.printer in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(profile.printer)
        profile = self._offsets(printer.printerName())
        printing.prepare(printer, size, duplex=profile.duplex, paper_source=profile.paper_source)
        printer.setDocName(self.paper.title)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("打印"))
        dialog.setMinMax(1, count)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _offsets(self, printer: str) -> Offsets:
        """How the station's printer settings move this paper; the ruler page is printed as the printer is."""
        kept = self.desk.print_offsets
        return kept(self.paper.form_no, printer) if kept is not None and not self.paper.unmoved else Offsets()

    def _remember(self, printer: QPrinter) -> None:
        """Duplex and paper source as chosen now are chosen first next time."""
        keep, form_no = self.desk.keep_printing, self.paper.form_no
        name, way = printer.printerName(), printing.way_of(printer)
        if keep is not None and form_no and name and not self.paper.unmoved:
            self.desk.tasks.run(lambda _progress: keep(form_no, name, way), quiet=True)

    def _print_on(self, printer: QPrinter) -> None:
        data, offsets = self.data, self._offsets(printer.printerName())
        self._remember(printer)

        def work(progress: Progress) -> None:
            printing.print_pdf(data, printer, offsets, progress)

        def done(_none: None) -> None:
            self._recorded = True
            self.desk.say(_("已送到打印机：{title}").format(title=self.paper.title), "accent")
            if self.paper.record is not None:
                self.accept()  # printed again it needs its own entry in the register, with a reason

        self.desk.tasks.run(self._leaving("print", work), done, title=_("正在打印…"))

    def _leaving(self, how: str, write: Callable[[Progress], Any]) -> Callable[[Progress], None]:
        """Work that writes and is entered: in the transaction of the register, or in the audit trail."""
        paper, desk = self.paper, self.desk
        record = None if self._recorded else paper.record
        detail = {**paper.detail, "to": how}
        if paper.numbers != "none":
            detail["full_numbers"] = self.whole

        def work(progress: Progress) -> None:
            if record is None:
                write(progress)
                desk.database.note("print", paper.entity, paper.record_id, detail)
                return
            with desk.database.work() as session:
                write(progress)
                record(session)

        return work

    def done(self, result: int) -> None:
        """Also when Esc was pressed: let go of the file."""
        self.view.setDocument(self._empty)
        if self._loaded is not None:
            self._loaded.close()
            self._loaded = None
        super().done(result)
