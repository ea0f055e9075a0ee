"""Pictures made fit to be kept and shown: turned upright, small, without where and when they were taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from station_app.core import pictures
from station_app.core.checks import Problem, Refused
from station_app.core.system_errors import reason
from station_app.core.texts import _

PHOTO_SIDE, SCAN_SIDE = 1280, 2000
"""Longest side in pixels: a photo prints sharply at 10 cm, a scanned A4 page stays legible (170 dpi)."""
_QUALITY = 85
_SHOWN_SIDE = 512


def content_of(source: bytes | Path) -> bytes:
    """The bytes themselves, or what is in a file, read no further than could be accepted; Refused when unreadable."""
    if isinstance(source, bytes):
        return source
    try:
        with source.open("rb") as file:
            return file.read(pictures.MAX_BYTES + 1)
    except OSError as fault:
        sentence = _("读不了 {name}（{why}），没有添加。").format(name=source.name, why=reason(fault))
        raise Refused([Problem("", sentence, "FILE_UNREADABLE")]) from fault


def shrunk(content: bytes, *, pictures_only: bool = False, longest: int = PHOTO_SIDE) -> bytes:
    """A picture as JPEG, upright, no side longer than `longest`, nothing else of the file (EXIF, place) in it.

    A PDF stays as it is. Works off the window's thread. Refused with a sentence for what cannot be attached.
    """
    if pictures.accept(content, pictures_only=pictures_only) == "application/pdf":
        return content
    image = _decoded(content, longest)
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)  # a new picture: no text, no profile comes along
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    return written(sheet, b"JPEG")


def written(image: QImage, form: bytes) -> bytes:
    """A picture as the bytes of a file: JPEG or PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    if form == b"JPEG":
        writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise _unreadable()
    return bytes(buffer.data().data())


def shown_picture(content: bytes, longest: int = _SHOWN_SIDE) -> QImage:
    """A kept picture for the screen; Refused when it cannot be read."""
    pictures.accept(content, pictures_only=True)
    return _decoded(content, longest)


def _decoded(content: bytes, longest: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise _unreadable()
    return image


def _unreadable() -> Refused:
    sentence = _("这张图片是坏的，打不开，没有添加。请重新拍照或扫描。")
    return Refused([Problem("", sentence, "PICTURE_DAMAGED")])
