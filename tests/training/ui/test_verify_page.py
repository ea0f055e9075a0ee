"""验证证书 as a person uses it: a scanner's keys, a dropped file, a pasted screenshot."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from station_app.features.training import documents, service
from station_app.features.training.service.rows import CertificateRow
from station_app.features.training.ui.verify_page import VerifyPage
from station_app.proof import Outcome
from tests.training.played_classes import END, close_class, open_class
from tests.training.ui.conftest import Room


def said_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def row(room: Room) -> CertificateRow:
    played = open_class(room.station, 2)
    close_class(room.station, played, ["PPPPPP"] * 2)
    with room.station.db.work() as session:
        return service.issue_certificates(session, played.class_id, END)[0]


@pytest.fixture
def page(room: Room) -> VerifyPage:
    made = VerifyPage(room.desk)
    room.qtbot.addWidget(made)
    made.resize(1150, 640)
    made.show()
    made.shown()
    room.settle()
    return made


def pdf_of(row: CertificateRow) -> bytes:
    return documents.certificates_pdf([documents.values_of(row)])


def test_a_scanner_types_the_code_and_the_verdict_names_the_holder(
    room: Room, page: VerifyPage, row: CertificateRow
) -> None:
    for text in (row.proof, row.proof):  # the second scan writes over the first
        QTest.keyClicks(page.field, text)
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        room.settle()
        assert page.field.text() == row.proof
        assert [card.verdict.outcome for card in page.cards] == [Outcome.GENUINE]
    said = said_in(page)
    assert all(word in said for word in ("真的", row.name, row.id_number[-4:], row.certificate_no, "中式面点师"))
    assert row.id_number not in said
    assert page.field.hasSelectedText()


def test_a_code_that_was_changed_shows_no_name(room: Room, page: VerifyPage, row: CertificateRow) -> None:
    page.field.setText(row.proof[:-1] + ("0" if row.proof[-1] != "0" else "1"))
    page.check_button.click()
    room.settle()
    assert page.cards[0].verdict.outcome is Outcome.DAMAGED
    assert "不能认" in said_in(page)
    assert row.name not in said_in(page)


def test_a_void_certificate_says_why(room: Room, page: VerifyPage, row: CertificateRow) -> None:
    with room.station.db.work() as session:
        service.void_certificate(session, row.id, "姓名打错")
    page.field.setText(row.proof)
    page.check_button.click()
    room.settle()
    assert "已作废" in said_in(page)
    assert "姓名打错" in said_in(page)


def test_a_dropped_pdf_and_a_pasted_screenshot_are_read(
    room: Room, page: VerifyPage, row: CertificateRow, tmp_path: Path
) -> None:
    file = tmp_path / "证书.pdf"
    file.write_bytes(pdf_of(row))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    page.take(dropped)
    room.settle()
    assert [card.verdict.name for card in page.cards] == [row.name]
    page.field.setText("别的")
    page.check()
    room.settle()
    assert page.cards[0].verdict.outcome is Outcome.NOT_OURS
    with pypdfium2.PdfDocument(pdf_of(row)) as document:
        document[0].render(scale=2.5, grayscale=True).to_pil().save(tmp_path / "屏幕.png")
    pasted = QMimeData()
    pasted.setImageData(QImage(str(tmp_path / "屏幕.png")))
    page.take(pasted)
    room.settle()
    assert [card.verdict.name for card in page.cards] == [row.name]


def test_a_file_without_a_code_says_so_and_shows_no_old_verdict(
    room: Room, page: VerifyPage, row: CertificateRow, tmp_path: Path
) -> None:
    page.field.setText(row.proof)
    page.check()
    room.settle()
    (tmp_path / "记录.png").write_text("不是图片", encoding="utf-8")
    page.check_files([tmp_path / "记录.png"])
    room.settle()
    assert page.cards == []
    assert page.note.isVisible()
    assert "按内容判断" in page.note.text()
