"""A finished PDF on a printer of this computer, page by page at 300 dpi, moved by what the printer is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from station_app.core.errors import Trouble
from station_app.core.texts import _

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

DPI = 300
_POINT = 72.0
_MM = 25.4


@dataclass(frozen=True)
class Offsets:
    """How far a printer's paper is off, and how it takes it (the station's printer settings)."""

    dx: float = 0.0
    """mm to the right."""
    dy: float = 0.0
    """mm down."""
    scale_x: float = 1.0
    scale_y: float = 1.0
    duplex: str = "none"
    """none, long or short edge."""
    paper_source: str = "auto"
    """auto, manual, tray1 or tray2."""
    printer: str = ""
    """The one that is chosen first; '' = the system's."""


class Loaded:
    """A PDF in memory as Qt reads it, with the bytes it reads from; for the thread that made it."""

    def __init__(self, data: bytes) -> None:
        from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 - 4 MB, only when something is shown or printed

        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document: QPdfDocument = QPdfDocument()
        self.document.load(self._buffer)

    def close(self) -> None:
        """Let go of the file before the program ends."""
        self.document.close()
        self._buffer.close()


def first_page(data: bytes) -> tuple[QSizeF, int]:
    """Size of the first page in points and how many pages there are."""
    loaded = Loaded(data)
    try:
        return loaded.document.pagePointSize(0), loaded.document.pageCount()
    finally:
        loaded.close()


_SIDES = {
    "none": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_SOURCES = {
    "auto": QPrinter.PaperSource.Auto,
    "manual": QPrinter.PaperSource.Manual,
    "tray1": QPrinter.PaperSource.Upper,
    "tray2": QPrinter.PaperSource.Lower,
}


def way_of(printer: QPrinter) -> tuple[str, str]:
    """Duplex and paper source as somebody chose them in the printer's dialog."""
    sides = next((word for word, mode in _SIDES.items() if mode == printer.duplex()), "none")
    return sides, next((word for word, source in _SOURCES.items() if source == printer.paperSource()), "auto")


def prepare(printer: QPrinter, page: QSizeF, *, duplex: str = "none", paper_source: str = "auto") -> None:
    """Paper and direction as the PDF has them, without margins of the printer's own."""
    landscape = page.width() > page.height()
    size = QPageSize(page.transposed() if landscape else page, QPageSize.Unit.Point)
    direction = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, direction, QMarginsF(0, 0, 0, 0)))
    printer.setResolution(DPI)
    printer.setDuplex(_SIDES[duplex])
    printer.setPaperSource(_SOURCES[paper_source])


def print_pdf(
    data: bytes, printer: QPrinter, offsets: Offsets, progress: Callable[[int, int, str], None] | None = None
) -> int:
    """Send the chosen pages to a printer; returns how many. For the worker thread.

    Trouble E_PRINT when the printer takes nothing.
    """
    loaded = Loaded(data)
    painter = QPainter()
    try:
        pages = _chosen(printer, loaded.document.pageCount())
        if not painter.begin(printer):
            raise Trouble(
                "E_PRINT",
                _("打印机“{name}”没有接受打印。").format(name=printer.printerName()),
                _("站里的数据没有受影响。"),
                _("请看看打印机是否开着、有没有纸，再打一次；也可以先保存为 PDF。"),
            )
        for number, page in enumerate(pages):
            if progress is not None:
                progress(number, len(pages), _("第 {n} 页").format(n=page + 1))
            if number:
                printer.newPage()
            _draw(painter, printer, loaded.document, page, offsets)
        return len(pages)
    finally:
        if painter.isActive():
            painter.end()
        loaded.close()


def _chosen(printer: QPrinter, count: int) -> list[int]:
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(first - 1, min(last, count)))
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int, offsets: Offsets) -> None:
    points = document.pagePointSize(page)
    image = document.render(page, QSize(round(points.width() * DPI / _POINT), round(points.height() * DPI / _POINT)))
    dots = printer.resolution()
    target = QRectF(
        offsets.dx * dots / _MM,
        offsets.dy * dots / _MM,
        points.width() * dots / _POINT * offsets.scale_x,
        points.height() * dots / _POINT * offsets.scale_y,
    )
    painter.drawImage(target, image)
