"""QR codes are read by a library that did not draw them."""

from __future__ import annotations

import pytest

from station_app.documents import qr
from station_app.documents.fonts import CERTIFICATE
from station_app.documents.page import PORTRAIT, Pages
from tests.documents import printed


def page_with(text: str, side_mm: float) -> bytes:
    pages = Pages(PORTRAIT, CERTIFICATE, "试")
    side = side_mm * printed.MM
    pages.raw(qr.ops(text, 200, 500, side))
    pages.end_page()
    return pages.finish()


@pytest.mark.parametrize("number", ["419901300-2023-003-012", "419901300-2023-003-012-B1", "999999999-2099-999-999"])
@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_a_certificate_number_is_read_from_the_printed_code(number: str, dpi: int) -> None:
    assert printed.decoded(page_with(number, 22), dpi=dpi) == number


def test_the_code_is_square_dark_on_white_and_has_the_three_corners() -> None:
    rows = qr.modules("419901300-2023-003-012")
    assert {len(row) for row in rows} == {len(rows)}
    finder = "1111111"
    assert rows[0].startswith(finder)
    assert rows[0].endswith(finder)
    assert rows[-1].startswith(finder)
    assert not rows[-1].endswith(finder)


def test_a_code_costs_little_in_the_file() -> None:
    assert len(page_with("419901300-2023-003-012", 22)) - len(page_with("1", 22)) < 300
    assert len(page_with("1", 22)) < 2500
