"""Every paper of a class is seen before it is printed: pages, ways, masked numbers, file and printer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from station_app.features.training import service
from station_app.ui import printing
from station_app.ui.preview import Preview
from tests.training.played_classes import class_values, open_class
from tests.training.ui.conftest import Room, saying_yes

KEY = Qt.Key


def previewed(room: Room, form_id: str, count: int = 42) -> Preview:
    played = open_class(room.station, count)
    room.open_class(played.class_id, "overview")
    room.class_page.papers.form_by_id(form_id, room.class_page.shown.detail)
    room.settle()
    found = room.window.findChild(Preview)
    assert isinstance(found, Preview)
    return found


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def trail(room: Room) -> list[tuple[str, str]]:
    from station_app.features.station.service.trail import list_trail

    with room.station.db.read() as session:
        return [(row.action, row.detail) for row in list_trail(session)]


def chip(preview: Preview, words: str) -> QPushButton:
    return next(button for button in preview.ways.buttons() if button.text() == words)


def test_a_form_is_shown_page_by_page_with_the_keys(room: Room) -> None:
    preview = previewed(room, "F02")
    assert preview.page_label.text() == "第 1 页 共 3 页"
    QTest.keyClick(preview, KEY.Key_PageDown)
    assert preview.page_label.text() == "第 2 页 共 3 页"
    QTest.keyClick(preview, KEY.Key_End)
    assert preview.page_label.text() == "第 3 页 共 3 页"
    assert not preview.later.isEnabled()
    QTest.keyClick(preview, KEY.Key_PageUp)
    assert preview.page_label.text() == "第 2 页 共 3 页"
    QTest.keyClick(preview, KEY.Key_Escape)
    room.settle()
    assert not [one for one in room.window.findChildren(Preview) if one.isVisible()]


def test_zooming_keeps_the_page_in_view(room: Room) -> None:
    preview = previewed(room, "F04")
    for _page in range(4):
        QTest.keyClick(preview, KEY.Key_PageDown)
    bar = preview.view.verticalScrollBar()
    for key in (KEY.Key_Plus, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_Minus):
        QTest.keyClick(preview, key, Qt.KeyboardModifier.ControlModifier)
        room.settle()
        assert preview.page_label.text() == "第 5 页 共 9 页"
        assert bar.value() / (bar.maximum() + bar.pageStep()) == pytest.approx(4 / 9, abs=0.02)
    preview.reject()


def test_the_three_ways_are_drawn_again_from_the_class(room: Room) -> None:
    preview = previewed(room, "F05", 3)
    assert "王秀兰" in texts(preview.data)[0]
    room.click(chip(preview, "空白"))
    assert "王秀兰" not in texts(preview.data)[0]
    assert "考核成绩表" in texts(preview.data)[0]
    room.click(chip(preview, "留空行"))
    assert "王秀兰" in texts(preview.data)[0]
    preview.reject()


def test_whole_numbers_are_shown_after_a_warning_and_that_is_noted(room: Room) -> None:
    preview = previewed(room, "F02", 1)
    assert "419901********0021" in texts(preview.data)[0]
    with saying_yes():
        room.click(preview.numbers_button)
    room.settle()
    assert "419901198001010021" in texts(preview.data)[0]
    assert not preview.numbers_button.isVisible()
    assert any((action, detail) == ("查看完整号码", "F02") for action, detail in trail(room))
    preview.reject()


def test_a_saved_pdf_is_what_was_shown_and_is_noted(room: Room, tmp_path: Path) -> None:
    target = tmp_path / "课程表.pdf"
    preview = previewed(room, "F03", 1)
    shown = preview.data
    room.save_as(target, lambda: None)
    assert target.read_bytes() == shown
    assert room.opened == [target]
    assert any((action, detail) == ("打印", "F03，存为 PDF") for action, detail in trail(room))


def test_printing_sends_every_page_and_is_noted(room: Room, tmp_path: Path) -> None:
    preview = previewed(room, "F04", 20)
    out = tmp_path / "printer.pdf"
    QTest.keyClick(preview, KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: preview.findChild(QPrintDialog) is not None)  # the button is seen going down
    dialog = preview.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    dialog.accepted.emit(printer)
    dialog.reject()
    room.settle()
    assert len(PdfReader(out).pages) == preview.page_count == 6
    assert any((action, detail) == ("打印", "F04，打印到纸") for action, detail in trail(room))
    preview.reject()


def test_paper_across_stays_across_and_moves_by_what_the_printer_is_off(room: Room, tmp_path: Path) -> None:
    import pypdfium2

    preview = previewed(room, "F07", 1)
    ink = []
    for name, offsets in (("plain", printing.Offsets()), ("moved", printing.Offsets(dx=10.0))):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{name}.pdf"))
        printing.prepare(printer, printing.first_page(preview.data)[0])
        assert printing.print_pdf(preview.data, printer, offsets) == 1
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            page = document[0]
            assert page.get_width() > page.get_height()
            dots = page.render(scale=1, grayscale=True).to_numpy().reshape(round(page.get_height()), -1)
            ink.append(int((dots < 128).any(axis=0).argmax()))
    assert ink[1] - ink[0] == pytest.approx(10 * 72 / 25.4, abs=2)
    preview.reject()


def test_a_form_that_cannot_be_filled_yet_says_why_and_is_shown_blank(room: Room) -> None:
    with room.station.db.work() as session:
        class_id = service.save_class(session, class_values())
    room.open_class(class_id, "overview")
    with saying_yes():
        room.class_page.papers.form_by_id("F04", room.class_page.shown.detail)
        room.settle()
    preview = room.window.findChild(Preview)
    assert isinstance(preview, Preview)
    assert chip(preview, "空白").isChecked()
    assert "培训签到表" in texts(preview.data)[0]
    preview.reject()


@pytest.mark.parametrize("source", ["auto", "manual", "tray1", "tray2"])
def test_the_paper_source_of_a_form_is_set_at_the_printer_and_read_back(room: Room, source: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printing.prepare(printer, QSizeF(595, 842), paper_source=source)
    assert printing.way_of(printer) == ("none", source)
