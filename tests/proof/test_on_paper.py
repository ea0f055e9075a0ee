"""The code on the certificate as it comes back: printed, scanned in black and white, photographed askew.

OpenCV reads what zxing drew; the program's own reading (zxing) is tested beside it.
"""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from station_app import proof
from station_app.core.checks import Refused
from station_app.documents import qr
from station_app.documents.shipped_layouts import shipped_layout
from station_app.features.training.documents import certificates_pdf, laid_out_pdf
from station_app.proof.pictures import texts_in
from tests.documents import printed
from tests.documents.invented_class import certificate
from tests.proof.codes import ISSUERS, text

TEXT = text()
TWENTY = text(name="𠮷" * 20, course="2023年第一期留守妇女面点技术培训", number="419901300-2023-003-012-B1")
LONGEST = text(name="𠮷" * 50, course="班" * 60, number="419901300-2023-003-012-B1-C")


@pytest.fixture(scope="module")
def paper() -> bytes:
    return certificates_pdf([dataclasses.replace(certificate(), proof=TEXT)])


def by_opencv(image: np.ndarray) -> str:
    return cv2.QRCodeDetectorAruco().detectAndDecode(image)[0]


def photographed(page: np.ndarray, angle: float, lean: float, blur: float) -> np.ndarray:
    """Askew, from one side, a little out of focus, unevenly lit, on a dark desk."""
    height, width = page.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 0.85), [0, 0, 1]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = corners + np.array([[lean, lean / 2], [-lean / 2, 0], [0, -lean / 3], [lean / 3, 0]], np.float32) * width
    warp = cv2.getPerspectiveTransform(corners, moved.astype(np.float32)) @ turn
    seen = cv2.warpPerspective(page, warp, (width, height), borderValue=90)
    seen = cv2.GaussianBlur(seen, (0, 0), blur)
    light = np.linspace(0.65, 1.0, width)[None, :]
    grain = np.random.default_rng(5).normal(0, 6, seen.shape)
    return np.clip(seen * light + grain, 0, 255).astype(np.uint8)


def lower_left(page: np.ndarray) -> np.ndarray:
    """What somebody holds the phone over: the corner with the code."""
    height, width = page.shape
    return np.ascontiguousarray(page[int(height * 0.62) :, : int(width * 0.4)])


def test_a_photograph_of_the_whole_sheet_is_read_by_the_program(paper: bytes) -> None:
    assert texts_in(png(photographed(printed.picture(paper, dpi=340), -12.0, 0.08, 0.9))) == [TEXT]


def png(image: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(image).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("limit", [100, 128, 160])
@pytest.mark.parametrize("said", [TEXT, TWENTY, LONGEST], ids=["usual", "twenty characters", "the longest"])
def test_a_black_and_white_scan_at_300_dpi_is_read(said: str, limit: int) -> None:
    paper = certificates_pdf([dataclasses.replace(certificate(), proof=said)])
    scan = cv2.GaussianBlur(printed.picture(paper, dpi=300), (0, 0), 0.8)
    scan = np.where(scan < limit, 0, 255).astype(np.uint8)
    assert by_opencv(lower_left(scan)) == said
    assert texts_in(png(scan)) == [said]


@pytest.mark.parametrize("name", ["formal", "portrait", "stock"])
def test_the_largest_code_of_a_layout_is_read_from_a_scan_too(name: str) -> None:
    pdf = laid_out_pdf([dataclasses.replace(certificate(), proof=LONGEST)], shipped_layout(name))
    scan = cv2.GaussianBlur(printed.picture(pdf, dpi=300), (0, 0), 0.8)
    assert texts_in(png(np.where(scan < 128, 0, 255).astype(np.uint8))) == [LONGEST]


@pytest.mark.parametrize("angle", [-12.0, 4.0, 30.0])
@pytest.mark.parametrize("lean", [0.0, 0.08])
def test_paper_photographed_askew_is_read(paper: bytes, angle: float, lean: float) -> None:
    seen = photographed(lower_left(printed.picture(paper, dpi=400)), angle, lean, 0.9)
    assert by_opencv(seen) == TEXT
    assert texts_in(png(seen)) == [TEXT]


def test_the_pdf_itself_is_read_page_by_page(tmp_path: Path) -> None:
    texts = [text(number=f"419901300-2023-003-{number:03d}") for number in (1, 2, 3)]
    file = tmp_path / "证书.pdf"
    file.write_bytes(certificates_pdf([dataclasses.replace(certificate(), proof=one) for one in texts]))
    assert texts_in(file) == texts
    assert all(proof.verify(one, ISSUERS, {}).is_genuine for one in texts_in(file))


@pytest.mark.parametrize("name", ["王秀兰", "欧阳" * 10, "𠮷" * 20])
def test_a_name_up_to_twenty_characters_fits_version_17_with_q(name: str) -> None:
    long = text(name=name, course="2023年第一期留守妇女面点技术培训", number="419901300-2023-003-012-B1")
    assert qr.strongest(long) == "Q"
    assert len(qr.modules(long, "Q")) <= 17 + 4 * 17


def test_the_longest_name_and_course_fit_version_20_with_m() -> None:
    assert qr.strongest(LONGEST) == "M"
    assert len(qr.modules(LONGEST, "M")) <= 17 + 4 * 20


def test_a_certificate_with_its_signature_costs_at_most_2_2_kb_a_page() -> None:
    def pages(count: int) -> int:
        texts = [text(number=f"419901300-2023-003-{number:03d}") for number in range(1, count + 1)]
        return len(certificates_pdf([dataclasses.replace(certificate(), proof=one) for one in texts]))

    assert (pages(60) - pages(10)) / 50 < 2.2 * 1024


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"no picture", "按内容判断"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "坏的"),
        (b"%PDF-1.7\n" + bytes(60) + b"%%EOF", "坏的"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + bytes(20), "太大"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_a_sentence(content: bytes, word: str) -> None:
    with pytest.raises(Refused, match=word):
        texts_in(content)


def test_a_picture_without_a_code_says_so() -> None:
    with pytest.raises(Refused, match="没有找到二维码"):
        texts_in(png(np.full((200, 200), 255, np.uint8)))
