"""Reads printed PDFs back the way other programs do: text by pypdf and PDFium, positions in mm, codes by OpenCV."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import cv2
import numpy as np
import pypdf
import pypdfium2

MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    """Where a text stands, in mm from the upper left corner of the paper."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Picture:
    """A picture on a page: its dots, and its place as left, top, width and height in mm."""

    width: int
    height: int
    box: tuple[float, float, float, float]


def pictures(pdf: bytes) -> list[list[Picture]]:
    """The pictures of each page, also those inside stored drawings."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            high = page.get_height()
            images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
            found.append([])
            for image in images:
                left, bottom, right, top = image.get_bounds()
                place = (left / MM, (high - top) / MM, (right - left) / MM, (top - bottom) / MM)
                found[-1].append(Picture(*image.get_px_size(), place))
    return found


def page_texts(pdf: bytes) -> list[str]:
    """Text of each page in reading order, by pypdf."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def contents(pdf: bytes) -> list[bytes]:
    """The operators of each page, unpacked."""
    return [page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def sizes(pdf: bytes) -> set[float]:
    """Every size of letters, in points."""
    return {float(found) for page in contents(pdf) for found in re.findall(rb"([\d.]+) Tf", page)}


def shape(operators: bytes) -> list[bytes]:
    """Positions, sizes and how many characters are shown; not which, because each document numbers them anew."""
    kept = re.sub(rb"BI .*? EI", b"", operators, flags=re.DOTALL)
    return re.sub(rb"<([0-9a-f]*)>", lambda match: b"<%d>" % len(match[1]), kept).split()


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole mm."""
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return [(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes]


def pdfium_text(pdf: bytes, page: int = 0) -> str:
    """The same page read by a second, independent program."""
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[page].get_textpage().get_text_range()
    return text


def boxes(pdf: bytes, text: str, page: int = 0) -> list[Box]:
    """Every place where the text stands on a page as one unbroken run."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        height = sheet.get_height()
        words = sheet.get_textpage()
        search = words.search(text, match_case=True)
        while (hit := search.get_next()) is not None:
            start, count = hit
            chars = [words.get_charbox(at) for at in range(start, start + count)]
            left, bottom = min(c[0] for c in chars), min(c[1] for c in chars)
            right, top = max(c[2] for c in chars), max(c[3] for c in chars)
            found.append(Box(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return found


def box(pdf: bytes, text: str, page: int = 0) -> Box:
    """The only place where the text stands."""
    found = boxes(pdf, text, page)
    assert len(found) == 1, (text, found)
    return found[0]


def picture(pdf: bytes, page: int = 0, dpi: int = 100) -> np.ndarray:
    """The page as grey dots, white = 255."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=dpi / 72, grayscale=True).to_numpy()
    return np.array(image).reshape(image.shape[0], image.shape[1])


def decoded(pdf: bytes, page: int = 0, dpi: int = 150) -> str:
    """What OpenCV reads from the QR code on a page; '' when it finds none."""
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(picture(pdf, page, dpi))
    return text


def decoded_patiently(pdf: bytes, page: int = 0) -> str:
    """The same for a dense code: as somebody with a telephone, nearer and farther until it is read."""
    for dpi in (300, 400, 250, 200, 350):
        seen = picture(pdf, page, dpi)
        near = seen[seen.shape[0] // 2 :, : seen.shape[1] // 2]
        for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
            text = detector.detectAndDecode(near)[0]
            if text:
                return str(text)
    return ""


def unembedded_fonts(pdf: bytes) -> list[str]:
    """Fonts a page refers to whose outlines are not in the file."""
    missing = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor")
            if descriptor is None or "/FontFile2" not in descriptor.get_object():
                missing.append(str(font["/BaseFont"]))
    return missing
