"""The list of a record's scans, used as a person would."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from station_app.core import pictures
from station_app.features.station.service.attachments import list_attachments
from station_app.ui import office
from station_app.ui.attachment_list import AttachmentList, PictureView
from station_app.ui.form_dialog import FormDialog
from station_app.ui.photographs import written
from tests.conftest import StationInUse

SESSION = "a" * 32
PDF = b"%PDF-1.4\nscan\n%%EOF\n"


@pytest.fixture
def listed(qtbot: QtBot, open_office: office.Office) -> AttachmentList:
    del open_office
    made = AttachmentList("class_session", "scan")
    qtbot.addWidget(made)
    made.resize(560, 300)
    made.set_owner(SESSION)
    made.show()
    qtbot.waitExposed(made)
    return made


def scan(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def big_picture() -> bytes:
    image = QImage(2600, 1300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return written(image, b"PNG")


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def names(listed: AttachmentList) -> list[str]:
    return [listed.files.item(row).text().split("    ")[0] for row in range(listed.files.count())]


def test_an_empty_list_says_what_to_do_first(listed: AttachmentList) -> None:
    assert not listed.empty.isHidden()
    assert "拖到这里" in listed.empty.text()
    assert listed.add_button.isEnabled()
    assert not listed.void_button.isEnabled()


def test_dropped_files_are_kept_and_listed(
    qtbot: QtBot, listed: AttachmentList, station: StationInUse, tmp_path: Path
) -> None:
    listed.take(dropped(scan(tmp_path, "签到表.pdf", PDF), scan(tmp_path, "照片.jpeg", big_picture())))
    qtbot.waitUntil(lambda: names(listed) == ["签到表.pdf", "照片.jpg"])
    with station.db.read() as session:
        rows = list_attachments(session, "class_session", SESSION, "scan")
    assert [row.media_type for row in rows] == ["application/pdf", "image/jpeg"]


def test_a_file_that_is_refused_is_named_and_the_others_are_kept(
    qtbot: QtBot, listed: AttachmentList, tmp_path: Path
) -> None:
    listed.take(dropped(scan(tmp_path, "好.pdf", PDF)))
    qtbot.waitUntil(lambda: names(listed) == ["好.pdf"])
    listed.take(dropped(scan(tmp_path, "坏.pdf", b"MZ")))
    qtbot.waitUntil(lambda: listed.note.text().startswith("坏.pdf：这个文件不是"))
    assert names(listed) == ["好.pdf"]
    listed.bring(tmp_path / "没有.pdf", "没有.pdf")
    qtbot.waitUntil(lambda: "读不了" in listed.note.text())


def test_a_picture_is_looked_at_by_enter_and_saved_elsewhere(
    qtbot: QtBot, listed: AttachmentList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed.bring(big_picture(), "照片.png")
    qtbot.waitUntil(lambda: names(listed) == ["照片.jpg"])
    seen: list[int] = []

    def look() -> None:
        view = QApplication.activeModalWidget()
        if isinstance(view, PictureView):
            seen.append(view.picture.pixmap().width())
            view.reject()
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)
    qtbot.keyClick(listed.files, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(seen))
    target = tmp_path / "out.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    qtbot.mouseClick(listed.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.is_file)
    assert pictures.size_of(target.read_bytes(), "image/jpeg") == (2000, 1000)


def test_delete_takes_one_out_of_use_with_a_reason(qtbot: QtBot, listed: AttachmentList) -> None:
    listed.bring(PDF, "签到表.pdf")
    qtbot.waitUntil(lambda: names(listed) == ["签到表.pdf"])

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        dialog.form.set_values({"reason": "扫错了"})
        dialog.accept_button.click()

    QTimer.singleShot(50, answer)
    qtbot.keyClick(listed.files, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not names(listed))
    assert not listed.empty.isHidden()


def test_another_record_shows_its_own_and_read_only_adds_nothing(qtbot: QtBot, listed: AttachmentList) -> None:
    listed.bring(PDF, "签到表.pdf")
    qtbot.waitUntil(lambda: names(listed) == ["签到表.pdf"])
    listed.set_owner("b" * 32)
    assert names(listed) == []
    listed.set_owner(SESSION)
    qtbot.waitUntil(lambda: names(listed) == ["签到表.pdf"])
    listed.set_read_only(True)
    assert not listed.add_button.isEnabled()
    assert not listed.void_button.isEnabled()
    assert listed.open_button.isEnabled()
