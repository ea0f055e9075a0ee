"""The photo editor: dropped, pasted or chosen, made small, stripped, kept encrypted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from station_app.core import pictures
from station_app.core.checks import Refused
from station_app.core.fields import Field
from station_app.core.kinds import Photo
from station_app.features.station.service import attachments
from station_app.ui import office
from station_app.ui.editors import editor_for
from station_app.ui.editors.photos import PhotoEditor
from station_app.ui.photographs import shrunk, written
from tests.conftest import StationInUse

SECRET = b"GPS 33.1234 113.5678"


def picture(kind: bytes = b"PNG", width: int = 300, height: int = 400) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#8BC34A"))
    image.setText("Comment", SECRET.decode())
    return written(image, kind)


def turned_jpeg() -> bytes:
    """A phone's picture lying on its side: EXIF orientation 6 and a place."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0" + SECRET
    plain = picture(b"JPEG", 400, 300)
    return plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]


@pytest.fixture
def editor(qtbot: QtBot, open_office: office.Office) -> PhotoEditor:
    del open_office
    made = editor_for(Field("photo", "照片", Photo()))
    assert isinstance(made, PhotoEditor)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    qtbot.waitUntil(made.frame.hasFocus)
    return made


def kept(station: StationInUse, key: str) -> attachments.AttachmentContent:
    store = attachments.AttachmentStore(station.folder.attachments, station.data_key)
    with station.db.read() as session:
        return attachments.read_attachment(session, store, key)


@pytest.mark.parametrize("kind", [b"PNG", b"JPEG", b"BMP", b"WEBP"])
def test_a_picture_of_any_usual_kind_is_told_by_its_content(kind: bytes) -> None:
    content = picture(kind, 30, 40)
    found = pictures.accept(content, pictures_only=True)
    assert found == f"image/{kind.decode().lower()}"
    assert pictures.size_of(content, found) == (30, 40)


def test_a_kept_picture_is_small_upright_and_says_nothing_of_where_it_was_taken() -> None:
    small = shrunk(picture(b"PNG", 3000, 1500))
    assert SECRET not in small
    assert pictures.size_of(small, "image/jpeg") == (1280, 640)
    upright = shrunk(turned_jpeg())
    assert SECRET not in upright
    assert b"Exif" not in upright
    assert pictures.size_of(upright, "image/jpeg") == (300, 400)


def test_a_bomb_is_refused_before_anything_decodes_it() -> None:
    bomb = bytearray(picture(b"PNG", 10, 10))
    bomb[16:24] = (60_000).to_bytes(4, "big") + (60_000).to_bytes(4, "big")
    with pytest.raises(Refused, match="60000×60000"):
        shrunk(bytes(bomb))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\0 a program called photo.jpg", "不是 jpg"),
        (b"%PDF-1.7\n...%%EOF", "不是 jpg"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "坏的"),
        (picture(b"PNG")[:60], "坏的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(pictures.MAX_BYTES), "太大"),
        (b"", "不是 jpg"),
    ],
    ids=["program", "pdf", "cut jpeg", "cut png", "oversize", "empty"],
)
def test_what_is_no_sound_picture_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        shrunk(content, pictures_only=True)


def test_a_pasted_picture_is_kept_encrypted_and_shown(qtbot: QtBot, editor: PhotoEditor, station: StationInUse) -> None:
    image = QImage.fromData(picture())
    QGuiApplication.clipboard().setImage(image)
    editor.set_owner("0" * 32)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    found = kept(station, editor.value())
    assert (found.media_type, found.role, found.of_record, found.of_id) == ("image/jpeg", "photo", "person", "0" * 32)
    qtbot.waitUntil(lambda: editor.frame.pixmap().width() > 60)
    assert editor.words(editor.typed()) == "有照片"
    for place in station.folder.attachments.iterdir():
        assert found.content[:200] not in place.read_bytes()
        assert b"JFIF" not in place.read_bytes()


def test_a_dropped_file_becomes_the_picture(qtbot: QtBot, editor: PhotoEditor, tmp_path: Path) -> None:
    path = tmp_path / "王秀兰.bmp"
    path.write_bytes(picture(b"BMP"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(editor.changed):
        editor.frame.dropEvent(drop)
    assert editor.value()


def test_space_chooses_a_file_delete_removes_it_and_enter_moves_on(
    qtbot: QtBot, editor: PhotoEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.webp"
    path.write_bytes(picture(b"WEBP"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.frame, Qt.Key.Key_Space)
    assert not editor.remove_button.isHidden()
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.frame, Qt.Key.Key_Delete)
    assert editor.value() is None
    assert editor.remove_button.isHidden()
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.frame, Qt.Key.Key_Return)


def test_a_file_that_is_no_picture_is_refused_below_and_the_old_one_stays(
    qtbot: QtBot, editor: PhotoEditor, tmp_path: Path
) -> None:
    with qtbot.waitSignal(editor.changed):
        editor.bring(picture(), "first.png")
    before = editor.value()
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"not a picture at all")
    editor.bring(path, path.name)
    qtbot.waitUntil(lambda: "不是 jpg" in editor.note())
    assert editor.value() == before


def test_an_empty_clipboard_is_said(qtbot: QtBot, editor: PhotoEditor) -> None:
    QGuiApplication.clipboard().setText("no picture")
    qtbot.mouseClick(editor.paste_button, Qt.MouseButton.LeftButton)
    assert "剪贴板里没有图片" in editor.note()
    editor.set_note("")
    editor.setFocus()
    qtbot.keyClick(editor.frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "剪贴板里没有图片" in editor.note(), "the key says it as the button does"
