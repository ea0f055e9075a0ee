"""The barcode at the foot of a sheet, read back by a library that did not draw it."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from reportlab.pdfgen.canvas import Canvas

from station_app.documents import barcode

MM = 72 / 25.4


def printed(text: str, module_mm: float) -> bytes:
    buffer = BytesIO()
    page = Canvas(buffer, pagesize=(210 * MM, 40 * MM), initialFontName="Courier", invariant=1)
    page._code.append(barcode.ops(text, 20 * MM, 10 * MM, barcode.width_of(text, module_mm * MM), 7 * MM))
    page.showPage()
    page.save()
    return buffer.getvalue()


@pytest.mark.parametrize("text", ["KQ20230030215", "KQ20231230215", "KQ202310001231", "KQ", "20230215", "Aa~ 019"])
def test_what_was_drawn_is_read_back_at_the_resolution_of_an_office_scan(text: str) -> None:
    image = pypdfium2.PdfDocument(printed(text, 0.3))[0].render(scale=200 / 72).to_pil()
    found = zxingcpp.read_barcodes(image)
    assert [(one.text, one.format) for one in found] == [(text, zxingcpp.BarcodeFormat.Code128)]


def test_digits_are_packed_so_that_the_code_of_a_sheet_stays_small() -> None:
    assert barcode.width_of("KQ20230030215", 0.3) < 50


@pytest.mark.parametrize("text", ["", "面点", "a\n"])
def test_what_a_code_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        barcode.bars(text)
