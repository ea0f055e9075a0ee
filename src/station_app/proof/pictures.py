"""The texts of the QR codes on a picture or a PDF: a scan, a photograph of the paper, or the file that was printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from station_app.core import pictures
from station_app.core.checks import Problem, Refused
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.proof.text import PREFIX

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".pdf")
MOST_PAGES = 50
"""Of one PDF; a class has fewer certificates."""
_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/bmp": "BMP"}
_DOTS_PER_INCH = 300
_LARGEST_DOUBLED = 13_000_000
"""Dots; the picture of an ordinary phone."""
_MOST_PAGE_SIDE = 5000
"""Dots of a rendered page, whatever size the PDF says it has."""


def texts_in(source: bytes | Path) -> list[str]:
    """Every code in a file, in the order of its pages, 防伪校验码 before other codes.

    Refused with a sentence when the file cannot be read, is nothing that could hold one, or shows no code.
    """
    content = _content(source)
    kind = pictures.media_type(content)
    if kind == "application/pdf":
        found = [text for image in _pages(content) for text in _codes(image)]
    elif kind in _KINDS:
        found = _codes(_picture(content, kind))
    else:
        raise _refused(_("这个文件不是 png、jpg、bmp 图片或 pdf（按内容判断，不看扩展名），没有验。"), "FILE_KIND")
    if not found:
        raise _refused(_("这个文件里没有找到二维码。请把证书放平、照清楚左下角的二维码，再试一次。"), "NO_CODE")
    return sorted(dict.fromkeys(found), key=lambda text: not text.startswith(PREFIX))


def _content(source: bytes | Path) -> bytes:
    content = source if isinstance(source, bytes) else _read(source)
    if len(content) > pictures.MAX_BYTES:
        most = pictures.MAX_BYTES // 2**20
        raise _refused(_("文件太大，最多 {most} MB，没有验。").format(most=most), "FILE_TOO_BIG")
    return content


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(pictures.MAX_BYTES + 1)
    except OSError as fault:
        sentence = _("读不了 {name}（{why}），没有验。").format(name=path.name, why=reason(fault))
        raise _refused(sentence, "FILE_UNREADABLE") from fault


def _picture(content: bytes, kind: str) -> Any:
    from PIL import Image  # noqa: PLC0415 - comes with reportlab; only where a picture is read

    size = pictures.size_of(content, kind)
    if size is None or min(size) < 1 or max(size) > pictures.MAX_SIDE or size[0] * size[1] > pictures.MAX_PIXELS:
        raise _refused(_("这张图片是坏的，或者太大，没有验。请重新拍照或扫描。"), "PICTURE_DAMAGED")
    try:
        with Image.open(io.BytesIO(content), formats=[_KINDS[kind]]) as image:
            return image.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise _refused(_("这张图片是坏的，没有验。请重新拍照或扫描。"), "PICTURE_DAMAGED") from fault


def _pages(content: bytes) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415 - only where a PDF is read

    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(min(len(document), MOST_PAGES)):
                page = document[number]
                longest = max(*page.get_size(), 1.0)
                scale = min(_DOTS_PER_INCH / 72, _MOST_PAGE_SIDE / longest)
                yield page.render(scale=scale, grayscale=True).to_pil()
    except pypdfium2.PdfiumError as fault:
        raise _refused(_("这个 pdf 是坏的，或者设了密码，没有验。"), "PDF_DAMAGED") from fault


def _codes(image: Any) -> list[str]:
    """As it is; then softened, and larger, for photographs whose grain or size hides the code."""
    from PIL import Image, ImageFilter  # noqa: PLC0415

    found = _read_codes(image)
    if not found:
        found = _read_codes(image.filter(ImageFilter.GaussianBlur(1)))
    if not found and image.width * image.height <= _LARGEST_DOUBLED:
        size = (image.width * 2, image.height * 2)
        found = _read_codes(image.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1)))
    return found


def _read_codes(image: Any) -> list[str]:
    import zxingcpp  # noqa: PLC0415 - a compiled library, only where a picture is read

    dots = image.tobytes()  # held by this name: zxing's own ImageView does not keep its buffer alive
    view = memoryview(dots).cast("B", (image.height, image.width))
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return [code.text for code in zxingcpp.read_barcodes(view, formats=formats)]


def _refused(sentence: str, code: str) -> Refused:
    return Refused([Problem("", sentence, code)])
