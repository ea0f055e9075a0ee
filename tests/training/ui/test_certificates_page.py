"""Certificates from the class's tab and from the station's register: real clicks, keys and PDFs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from station_app.features.people.model import Person
from station_app.features.training import service
from station_app.features.training.ui.certificate_preview import CertificatePreview
from station_app.features.training.ui.handing_out import Ticked
from station_app.features.training.ui.register_page import RegisterPage
from station_app.ui import theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.preview import Preview
from station_app.ui.table import Table
from tests.documents.test_layout_files import png
from tests.training.played_classes import END, Played, close_class, open_class
from tests.training.test_certificate_layouts import with_photo
from tests.training.ui.conftest import Answered, Room


def closed(room: Room, marks: list[str], *, printed: bool = False, numbered: bool = True) -> Played:
    played = open_class(room.station, len(marks))
    close_class(room.station, played, marks)
    if numbered:
        with room.station.db.work() as session:
            made = service.issue_certificates(session, played.class_id, END)
            if printed:
                service.record_print(session, [row.id for row in made])
    room.open_class(played.class_id, "certificates")
    return played


def said_in(widget: QWidget) -> str:
    return "".join(label.text() for label in widget.findChildren(QLabel))


def register(room: Room) -> RegisterPage:
    """The page alone in a window's place, as the menu builds it."""
    page = RegisterPage(room.desk)
    room.qtbot.addWidget(page)
    page.resize(1150, 640)
    page.show()
    page.shown()
    room.settle()
    return page


def test_the_preview_says_how_many_have_no_photo_when_the_layout_wants_one(room: Room) -> None:
    played = closed(room, ["PPPPPP"] * 3, numbered=False)
    with_photo(room.station, played.person_ids[1], png(295, 413))
    room.click(room.class_page.certificates.issue_button)
    dialog = room.dialog()
    preview = dialog.findChild(CertificatePreview)
    assert isinstance(preview, CertificatePreview)
    assert not preview.photoless.isVisible()
    preview.layouts.setCurrentIndex(preview.layouts.findData("portrait"))
    preview.layouts.activated.emit(preview.layouts.currentIndex())
    room.settle()
    assert preview.photoless.isVisible()
    assert preview.photoless.text().startswith("2 人没有照片")


def test_whose_photo_was_lost_is_told_before_the_certificates_are_printed(room: Room, answers: Answered) -> None:
    played = closed(room, ["PPPPPP"] * 3, numbered=False)
    with_photo(room.station, played.person_ids[1], png(295, 413))
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout="portrait")
    room.settle()
    tab = room.class_page.certificates
    room.click(tab.print_button)
    assert answers.headings == []
    room.window.findChild(Preview).reject()
    room.settle()
    for place in room.station.folder.attachments.rglob("*"):
        if place.is_file():
            place.unlink()
    room.click(tab.print_button)
    assert answers.headings == ["有的证书印不全"]
    assert "李秀兰的照片找不到了（文件丢失），证书上只留粘贴照片的框。" in "".join(answers.texts)


def test_before_numbering_the_first_pages_and_the_count_are_shown(room: Room) -> None:
    played = closed(room, ["PPPPPP", "PPAAAA", "PPPPPP", "PPPPPP"], numbered=False)
    tab = room.class_page.certificates
    room.click(tab.issue_button)
    dialog = room.dialog()
    preview = dialog.findChild(CertificatePreview)
    assert isinstance(preview, CertificatePreview)
    assert preview.document.pageCount() == 3
    assert "2023年2月17日" in preview.document.getAllText(0).text()
    assert "3 人编号 419901300-2023-001-001 至 -004，缺 1 个号是没有结业的人。" in said_in(dialog)
    assert "第 1 页，共 3 页" in said_in(dialog)
    room.click(preview.next_button)
    assert "419901300-2023-001-003" in preview.document.getAllText(preview.page).text()
    picture = preview.picture.pixmap().toImage()
    assert len({picture.pixelColor(x, 60).name() for x in range(0, picture.width(), 2)}) > 2
    room.type_into("issued_on", "2023-02-28")
    room.settle()
    assert "2023年2月28日" in preview.document.getAllText(0).text()
    room.accept()
    with room.station.db.read() as session:
        rows = service.list_certificates(session, played.class_id)
    assert [(row.certificate_no[-3:], str(row.issued_on)) for row in rows] == [
        ("001", "2023-02-28"),
        ("003", "2023-02-28"),
        ("004", "2023-02-28"),
    ]


def test_every_certificate_of_the_class_can_be_looked_at_before_it_is_numbered(room: Room) -> None:
    closed(room, ["PPPPPP"] * 6, numbered=False)
    room.click(room.class_page.certificates.issue_button)
    preview = room.dialog().findChild(CertificatePreview)
    assert isinstance(preview, CertificatePreview)
    for _page in range(5):
        room.click(preview.next_button)
    assert "第 6 页，共 6 页" in said_in(room.dialog())
    assert "419901300-2023-001-006" in preview.document.getAllText(preview.page).text()
    assert not preview.next_button.isEnabled()
    room.dialog().reject()


def test_a_name_that_cannot_be_printed_is_named_before_its_number_is_given(room: Room) -> None:
    played = open_class(room.station, 2)
    with room.station.db.work() as session:
        session.get(Person, played.person_ids[1]).name = "王\U0002ebf0兰"  # no shipped font has Extension I
    close_class(room.station, played, ["PPPPPP"] * 2)
    room.open_class(played.class_id, "certificates")
    room.click(room.class_page.certificates.issue_button)
    said = said_in(room.dialog())
    assert "U+2EBF0" in said
    assert "王?兰" in said
    assert "419901300-2023-001-002" in said
    room.dialog().reject()


def test_statements_are_made_for_those_who_fall_short_and_stand_in_the_same_register(room: Room) -> None:
    played = closed(room, ["PPPPPP", "PPAAAA"])
    tab = room.class_page.certificates
    room.click(tab.statements_button)
    assert "1 人没有结业：李秀兰。" in said_in(room.dialog())
    room.accept()
    assert not tab.statements_button.isVisible()
    assert tab.print_statements_button.isVisible()
    assert tab.figures.texts() == ["1", "1", "1"]
    with room.station.db.read() as session:
        assert [row.certificate_no[-5:] for row in service.list_certificates(session, played.class_id)] == [
            "1-001",
            "002-C",
        ]


def test_pages_that_the_printer_spoiled_are_printed_again_with_a_reason(room: Room, tmp_path: Path) -> None:
    played = closed(room, ["PPPPPP"] * 5, printed=True)
    tab = room.class_page.certificates
    room.click(tab.range_button)
    assert "一共 5 页：第 1 页 王秀兰，第 5 页 刘秀兰。" in said_in(room.dialog())
    room.type_into("first", "4")
    room.type_into("last", "9")
    room.type_into("reason", "卡纸")
    room.accept()
    assert room.dialog().form.problem("last") == "一共 5 页，请填 1 到 5，从小到大。"
    room.type_into("first", "3")
    room.type_into("last", "4")
    target = tmp_path / "重打.pdf"
    room.save_as(target, room.accept)
    pages = [page.extract_text() for page in PdfReader(target).pages]
    assert len(pages) == 2
    assert "赵秀兰" in pages[0]
    assert "陈秀兰" in pages[1]
    with room.station.db.read() as session:
        log = service.list_prints(session, class_id=played.class_id)
    assert [(row.name, row.reason) for row in log if row.reason] == [("赵秀兰", "卡纸"), ("陈秀兰", "卡纸")]


def test_a_neighbour_takes_two_away_and_says_how_she_is_related(room: Room) -> None:
    played = closed(room, ["PPPPPP"] * 3, printed=True)
    tab = room.class_page.certificates
    room.click(tab.hand_out_button)
    dialog = room.dialog()
    choice = dialog.findChild(Ticked)
    assert isinstance(choice, Ticked)
    choice.list.setFocus()
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    assert "已勾 2 / 3 张" in said_in(dialog)
    room.type_into("received_by", "刘大妈")
    room.accept()
    assert "代领请写明关系" in dialog.form.problem("received_relation")
    room.type_into("received_relation", "邻居")
    room.type_into("received_on", "2023-02-20")
    room.accept()
    with room.station.db.read() as session:
        rows = service.list_certificates(session, played.class_id)
    assert [(row.state, row.received_by, row.received_relation) for row in rows] == [
        ("printed", "", ""),
        ("issued", "刘大妈", "邻居"),
        ("issued", "刘大妈", "邻居"),
    ]
    tab.table.selectRow(1)
    room.click(tab.take_back_button)
    room.type_into("reason", "记错了人")
    room.accept()
    with room.station.db.read() as session:
        assert service.list_certificates(session, played.class_id)[1].state == "printed"


def test_missing_numbers_and_printings_are_listed_with_their_reasons(room: Room) -> None:
    closed(room, ["PPPPPP", "PPAAAA", "PPPPPP"], printed=True)
    tab = room.class_page.certificates
    room.click(tab.gaps_button)
    dialog = _list_dialog(room)
    table = dialog.findChild(Table)
    assert [(row.number[-3:], row.why) for row in table.source.rows] == [("002", "没有结业（出勤不足）")]
    dialog.accept()
    room.settle()
    room.click(tab.prints_button)
    table = _list_dialog(room).findChild(Table)
    assert [row.name for row in table.source.rows] == ["王秀兰", "赵秀兰"]


def test_the_register_finds_by_number_name_class_and_state(room: Room) -> None:
    closed(room, ["PPPPPP"] * 4, printed=True)
    page = register(room)
    assert page.table.source.rowCount() == 4
    assert "4 张等领取" in page.facts
    for typed, names in (("-003", ["赵秀兰"]), ("李秀", ["李秀兰"]), ("面点 陈", ["陈秀兰"]), ("已发放", [])):
        page.search.setText(typed)
        room.qtbot.waitUntil(lambda: not page._pause.isActive())
        assert [row.certificate.name for row in page.table.source.rows] == names
    assert "没有找到符合的内容" in said_in(page.table.viewport())
    assert "还没有证书" not in said_in(page.table.viewport())
    page.go_back()
    assert page.search.text() == ""


def test_what_is_done_in_the_register_is_done_to_the_certificate(room: Room) -> None:
    played = closed(room, ["PPPPPP"] * 2, printed=True)
    page = register(room)
    page.table.selectRow(1)
    room.settle()
    assert "第一次打印" in page.log.text()
    page.void()
    dialog = next(each for each in page.findChildren(FormDialog) if each.isVisible())
    room.type_into("reason", "冒名顶替", dialog=dialog)
    room.click(dialog.accept_button)
    assert [row.certificate.state for row in page.rows] == ["printed", "voided"]
    with room.station.db.read() as session:
        assert [gap.why for gap in service.explain_gaps(session, played.class_id)] == ["作废（冒名顶替）"]


def test_every_print_and_every_missing_number_is_told_from_the_register(room: Room) -> None:
    closed(room, ["PPPPPP", "PPAAAA", "PPPPPP"], printed=True)
    page = register(room)
    with room.station.db.work() as session:
        service.record_print(session, [page.rows[1].id], "第一张卡纸")
    room.settle()
    page.table.selectRow(1)
    room.settle()
    assert "第一张卡纸" in page.log.text()
    room.click(page.prints_button)
    (dialog,) = [each for each in page.findChildren(QDialog) if each.isVisible()]
    table = dialog.findChild(Table)
    column = {one.name: place for place, one in enumerate(table.source.columns)}
    said = {(table.source.cell(line, column["name"]), table.source.cell(line, column["reason"])) for line in (0, 1)}
    assert said == {("赵秀兰", "第一张卡纸"), ("赵秀兰", "第一次打印")}
    assert table.source.cell(0, column["who"]) == room.station.db.actor
    dialog.close()
    room.settle()
    room.click(page.gaps_button)
    (dialog,) = [each for each in page.findChildren(QDialog) if each.isVisible()]
    table = dialog.findChild(Table)
    assert [row.number[-3:] for row in table.source.rows] == ["002"]
    assert "出勤" in table.source.rows[0].why
    assert "1 个号没有有效证书，每一个都有原因" in said_in(dialog)


@pytest.mark.parametrize("large", [False, True])
def test_nothing_in_the_register_is_wider_than_its_place(room: Room, qapp: QApplication, large: bool) -> None:
    theme.apply(qapp, large=large)
    try:
        closed(room, ["PPPPPP"] * 2, printed=True)
        page = register(room)
        page.table.selectRow(0)
        room.settle()
        assert page.table.horizontalScrollBar().maximum() == 0
        room.window.resize(1366, 768)
        tab = room.class_page.certificates
        tab.table.selectRow(0)
        room.settle()
        assert tab.table.head.cut_label() == ""
        for button in (tab.print_button, tab.prints_button, tab.void_button):
            right = button.mapTo(room.window, button.rect().topRight()).x()
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 12
            assert right < room.window.width() - 8
    finally:
        theme.apply(qapp)


def _list_dialog(room: Room) -> QDialog:
    (found,) = [each for each in room.window.findChildren(QDialog) if each.isVisible()]
    return found


def test_a_scanned_code_finds_its_certificate_in_the_register(room: Room) -> None:
    played = closed(room, ["PPPPPP"] * 3, printed=True)
    with room.station.db.read() as session:
        wanted = service.list_certificates(session, played.class_id)[1]
    page = register(room)
    page.search.setFocus()
    QTest.keyClicks(page.search, wanted.proof)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    room.settle()
    assert [row.certificate.id for row in page.selected()] == [wanted.id]
    assert page.search.text() == wanted.certificate_no
    broken = wanted.proof[:60] + ("A" if wanted.proof[60] != "A" else "B") + wanted.proof[61:]
    page.search.clear()
    QTest.keyClicks(page.search, broken)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    room.settle()
    assert page.table.source.rowCount() == 0
    assert page.count.text()


def test_one_goes_from_a_replaced_certificate_to_its_replacement_and_back(room: Room) -> None:
    played = closed(room, ["PPPPPP"] * 2, printed=True)
    with room.station.db.work() as session:
        old = service.list_certificates(session, played.class_id)[0]
        new = service.reissue_certificate(session, old.id, "遗失", END)
    page = register(room)
    page.table.select_id(old.id)
    room.settle()
    assert f"已补发为 {new.certificate_no}" in page.who.text()
    page.search.setText(old.name)
    room.qtbot.waitUntil(lambda: not page._pause.isActive())
    page.table.select_id(old.id)
    room.click(page.newer_button)
    assert page.selected()[0].id == new.id
    room.click(page.older_button)
    assert page.selected()[0].id == old.id
    assert page.lost_button.isVisible()


def test_the_book_the_signature_sheet_and_a_loss_are_previewed_from_the_register(room: Room) -> None:
    closed(room, ["PPPPPP"] * 2, printed=True)
    page = register(room)
    page.table.selectRow(0)
    room.settle()
    titles = []
    for number in (1, 3):
        QTest.mouseClick(page.book_button, Qt.MouseButton.LeftButton)
        menu = next(each for each in page.book_button.findChildren(QMenu) if each.isVisible())
        QTest.keyClick(menu, Qt.Key(Qt.Key.Key_0 + number))
        room.settle()
        preview = next(each for each in page.findChildren(Preview) if each.isVisible())
        assert preview.page_count == 1
        titles.append(preview.paper.title)
        preview.reject()
    room.click(page.lost_button)
    preview = next(each for each in page.findChildren(Preview) if each.isVisible())
    titles.append(preview.paper.title)
    preview.reject()
    assert titles == ["证书发放登记", "F07 结业证书发放登记表", "F07b 证书遗失声明 王秀兰"]
