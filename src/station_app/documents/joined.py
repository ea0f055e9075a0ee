"""Several PDFs as one: contents page first, every page numbered through, bookmarks; and pictures as pages."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from station_app.core.texts import _
from station_app.documents.fonts import FORM
from station_app.documents.page import PORTRAIT, Pages

_LINE, _TOP, _SIZE = 7.6, 44.0, 11.0
_LINES = int((PORTRAIT.height - _TOP - PORTRAIT.bottom) / _LINE)
"""Entries on a contents page."""

logging.getLogger("pypdf").setLevel(logging.ERROR)  # what is odd in somebody's scan is told on its page


@dataclass(frozen=True)
class Joined:
    """One PDF of many."""

    content: bytes
    pages: int
    first_pages: tuple[int, ...]
    """The page on which each part begins, counted from 1, contents included."""


def join(title: str, parts: Sequence[tuple[str, bytes]]) -> Joined:
    """Put titled PDFs behind a contents page; each page says which page of the whole it is.

    A part that cannot be read (a damaged or locked scan) is one page that says so: its own file stays beside.
    """
    readers = [_opened(name, content) for name, content in parts]
    ahead = max(1, -(-len(parts) // _LINES))
    first, at = [], ahead + 1
    for reader in readers:
        first.append(at)
        at += len(reader.pages)
    names = [name for name, _content in parts]
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(_contents(title, names, first, at - 1))), import_outline=False)
    for name, reader in zip(names, readers, strict=True):
        writer.append(reader, outline_item=name, import_outline=False)
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in writer.pages]
    numbers = PdfReader(io.BytesIO(_numbers(sizes, ahead)))
    for page, number in list(zip(writer.pages, numbers.pages, strict=True))[ahead:]:
        page.transfer_rotation_to_content()
        page.merge_page(number)
    writer.add_metadata({"/Title": title, "/Creator": "station-app"})
    file = io.BytesIO()
    writer.write(file)
    return Joined(file.getvalue(), len(sizes), tuple(first))


def one_after_another(parts: Sequence[bytes]) -> bytes:
    """Our own PDFs as one, nothing added."""
    writer = PdfWriter()
    for content in parts:
        writer.append(PdfReader(io.BytesIO(content)), import_outline=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def picture_pdf(title: str, content: bytes) -> bytes:
    """A photo or scan on an A4 page, with its name above."""
    pages = Pages(PORTRAIT, FORM, title)
    pages.text(PORTRAIT.left, PORTRAIT.top, title, 10.5)
    room = PORTRAIT.height - PORTRAIT.top - PORTRAIT.bottom - 8
    pages.picture(PORTRAIT.left, PORTRAIT.top + 6, PORTRAIT.usable, room, content)
    pages.end_page()
    return pages.finish()


def _opened(name: str, content: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content))
        if len(reader.pages):
            return reader
    except (PyPdfError, ValueError, KeyError, TypeError, OSError):
        pass
    pages = Pages(PORTRAIT, FORM, name)
    pages.text(PORTRAIT.left, 40, name, 14, bold=0.3)
    pages.text(PORTRAIT.left, 52, _("这份文件合并不进来（已损坏或加了密码），请看文件夹里的原文件。"), 11)
    pages.end_page()
    return PdfReader(io.BytesIO(pages.finish()))


def _contents(title: str, names: Sequence[str], first: Sequence[int], total: int) -> bytes:
    pages = Pages(PORTRAIT, FORM, title)
    right = PORTRAIT.width - PORTRAIT.right
    for start in range(0, max(len(names), 1), _LINES):
        pages.text(PORTRAIT.width / 2, 26, title, 15, align="centre", bold=0.3)
        pages.text(PORTRAIT.left, 36, _("目　录"), 12)
        pages.text(right, 36, _("共 {n} 页").format(n=total), 10.5, align="right")
        pages.line(PORTRAIT.left, 38, right, 38, 0.6)
        for place, (name, number) in enumerate(zip(names, first, strict=True)):
            if not start <= place < start + _LINES:
                continue
            y = _TOP + (place - start) * _LINE
            pages.text(PORTRAIT.left, y, name, _SIZE)
            pages.text(right, y, str(number), _SIZE, align="right")
            begins = PORTRAIT.left + FORM.width(name, _SIZE) / 72 * 25.4 + 3
            if begins < right - 12:
                pages.line(begins, y, right - 10, y, 0.2)
        pages.end_page()
    return pages.finish()


def _numbers(sizes: Sequence[tuple[float, float]], ahead: int) -> bytes:
    """A page of each size with its number in the upper right corner; sizes in points."""
    pages = Pages(PORTRAIT, FORM, "")
    for number, (width, height) in enumerate(sizes, start=1):
        pages._canvas.setPageSize((width, height))
        if number > ahead:
            text = _("档案第 {n} 页").format(n=number)
            across = width - 28 - FORM.width(text, 8)
            pages.raw(f"q 0.35 g BT 1 0 0 1 {across:.2f} {height - 24:.2f} Tm {pages.ops(text, 8)} ET Q")
        pages.end_page()
    return pages.finish()
