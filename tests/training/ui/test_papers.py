"""Graduation, certificates and papers from the page: real PDFs and workbooks in real folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from station_app.features.training import documents, service
from station_app.ui.where_to import folder_of
from tests.training.played_classes import Played, close_class, open_class, read_class, type_marks
from tests.training.ui.conftest import Answered, Room


def completed(room: Room) -> Played:
    played = open_class(room.station, 3)
    close_class(room.station, played, ["PPPPPP", "PPPPPT", "AAAPPP"])
    return played


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def read_certificates(room: Room, played: Played) -> list[service.CertificateRow]:
    with room.station.db.read() as session:
        return service.list_certificates(session, played.class_id)


def draw_certificates_of(played: Played) -> Callable[[Any], bytes]:
    return lambda session: documents.certificates_pdf(documents.certificate_values(session, played.class_id))


def test_graduation_says_who_and_which_numbers_then_does_both(room: Room) -> None:
    played = open_class(room.station, 3)
    type_marks(room.station, played, ["PPPPPP", "PPPPPT", "AAAPPP"])
    room.open_class(played.class_id, "attendance")
    assert room.page.next_button.text() == "结业与发证"
    room.click(room.page.next_button)
    said = "".join(label.text() for label in room.dialog().findChildren(QLabel))
    assert "结业 2 人。" in said
    assert "不结业 1 人：赵秀兰（出勤不足）。" in said
    assert "2 人编号 419901300-2023-001-001 至 -002，中间不缺号。" in said
    room.type_into("issued_on", "2023-02-18")
    room.accept()
    detail = read_class(room.station, played)
    assert detail.row.state == "completed"
    assert [row.certificate_no for row in detail.trainees] == [
        "419901300-2023-001-001",
        "419901300-2023-001-002",
        "",
    ]
    assert room.class_page.certificates.isVisible()
    assert room.class_page.certificates.figures.texts() == ["2", "1", "2"]
    assert room.page.next_button.text() == "打印证书"


def test_an_issue_day_before_the_end_is_refused_at_its_field(room: Room) -> None:
    played = open_class(room.station, 1)
    type_marks(room.station, played, ["PPPPPP"])
    room.open_class(played.class_id, "attendance")
    room.click(room.page.next_button)
    room.type_into("issued_on", "2023-02-16")
    room.accept()
    assert room.dialog().form.problem("issued_on") == "发证日期不能早于培训结束日期。"
    assert read_class(room.station, played).row.state == "in_session"
    room.dialog().reject()


def test_a_class_with_open_half_days_is_not_closed_but_told(room: Room, answers: Answered) -> None:
    played = open_class(room.station, 1)
    type_marks(room.station, played, ["PPPPPN"])
    room.open_class(played.class_id, "overview")
    room.click(room.page.next_button)
    assert answers.headings == ["还不能结业"]
    assert any("2月17日下午" in text for text in answers.texts)
    assert room.class_page.attendance.isVisible()


def test_certificates_are_written_as_pdf_shown_and_entered_in_the_register(room: Room, tmp_path: Path) -> None:
    played = completed(room)
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, read_class(room.station, played).row.end_date)
    room.open_class(played.class_id, "certificates")
    target = tmp_path / "证书.pdf"
    room.save_as(target, lambda: QTest.mouseClick(room.page.next_button, Qt.MouseButton.LeftButton))
    text = pages(target)
    assert len(text) == 2
    assert "王秀兰" in text[0]
    assert "419901300-2023-001-002" in text[1]
    assert room.opened == [target]
    with room.station.db.read() as session:
        assert [row.state for row in service.list_certificates(session, played.class_id)] == ["printed"] * 2


def test_a_reprint_asks_why_and_only_prints_the_selected(room: Room, tmp_path: Path) -> None:
    played = open_class(room.station, 3)
    close_class(room.station, played, ["PPPPPP"] * 3)
    with room.station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, read_class(room.station, played).row.end_date)
        service.record_print(session, [row.id for row in made])
    room.open_class(played.class_id, "certificates")
    tab = room.class_page.certificates
    tab.table.selectAll()
    rows = tab.table.selectionModel()
    rows.select(tab.table.source.index(1, 0), rows.SelectionFlag.Deselect | rows.SelectionFlag.Rows)
    room.click(tab.print_button)
    room.accept()
    assert room.dialog().form.problem("reason")
    room.type_into("reason", "第一次卡纸")
    target = tmp_path / "重打.pdf"
    room.save_as(target, room.accept)
    assert [("王秀兰" in text, "赵秀兰" in text) for text in pages(target)] == [(True, False), (False, True)]


def test_a_certificate_is_handed_out_voided_and_replaced_from_the_register(room: Room) -> None:
    played = completed(room)
    with room.station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, read_class(room.station, played).row.end_date)
        service.record_print(session, [row.id for row in made])
    room.open_class(played.class_id, "certificates")
    tab = room.class_page.certificates
    tab.table.selectRow(0)
    room.click(tab.hand_out_button)
    room.accept()
    tab.table.selectRow(1)
    room.click(tab.void_button)
    room.type_into("reason", "打坏了")
    room.accept()
    tab.table.selectRow(1)
    room.click(tab.reissue_button)
    room.type_into("reason", "打坏了重发")
    room.accept()
    with room.station.db.read() as session:
        rows = service.list_certificates(session, played.class_id, all_states=True)
    assert [(row.certificate_no[-6:], row.state) for row in rows] == [
        ("01-001", "issued"),
        ("01-002", "voided"),
        ("002-B1", "reserved"),
    ]
    assert rows[0].received_by == "王秀兰"


def test_the_copy_that_replaces_a_void_certificate_is_asked_for_and_printed_alone(room: Room, tmp_path: Path) -> None:
    played = completed(room)
    with room.station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, read_class(room.station, played).row.end_date)
        service.record_print(session, [row.id for row in made])
        service.void_certificate(session, made[1].id, "打坏了")
    room.open_class(played.class_id, "certificates")
    tab = room.class_page.certificates
    assert tab.preview.text() == "李秀兰的证书作废后还没补发：点选那张，按“补发”。"
    tab.table.selectRow(1)
    assert not tab.print_one_button.isVisible()
    room.click(tab.reissue_button)
    room.accept()
    assert room.dialog().form.problem("reason")
    room.type_into("reason", "打坏了重发")
    room.accept()
    assert tab.preview.text() == "所有结业学员都已编号。"
    tab.table.selectRow(2)
    copy = tmp_path / "补发.pdf"
    room.save_as(copy, lambda: room.click(tab.print_one_button))
    assert len(pages(copy)) == 1
    assert "419901300-2023-001-002-B1" in pages(copy)[0]
    assert [row.state for row in read_certificates(room, played)] == ["printed", "printed"]


def test_certificates_taken_away_together_are_entered_by_one_question(room: Room) -> None:
    played = open_class(room.station, 4)
    close_class(room.station, played, ["PPPPPP", "AAAPPP", "PPPPPP", "PPPPPP"])
    with room.station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, read_class(room.station, played).row.end_date)
        service.record_print(session, [row.id for row in made[:2]])
    room.open_class(played.class_id, "certificates")
    tab = room.class_page.certificates
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert tab.who.text() == "选中 3 张证书"
    assert (tab.void_button.isVisible(), tab.reissue_button.isVisible()) == (False, False)
    assert tab.hand_out_button.text() == "登记领取 2 张…"
    room.click(tab.hand_out_button)
    said = "".join(label.text() for label in room.dialog().findChildren(QLabel))
    assert "已勾 2 / 2 张" in said
    assert "另有 1 张还没打印，打印后才能登记。" in said
    assert room.dialog().form.editor("received_by").text() == "本人"
    room.type_into("received_on", "2023-02-16")
    room.accept()
    assert room.dialog().form.problem("received_on") == "领取日期不能早于发证日期。"
    room.type_into("received_on", "2023-02-20")
    room.accept()
    with room.station.db.read() as session:
        rows = service.list_certificates(session, played.class_id)
    assert [(row.state, row.received_by, str(row.received_on)) for row in rows] == [
        ("issued", "王秀兰", "2023-02-20"),
        ("issued", "赵秀兰", "2023-02-20"),
        ("reserved", "", "None"),
    ]


def test_a_line_without_a_certificate_offers_nothing_for_it(room: Room) -> None:
    played = completed(room)
    room.open_class(played.class_id, "certificates")
    tab = room.class_page.certificates
    tab.table.selectAll()
    assert not tab.chosen.isVisible()


def test_sign_in_sheets_and_roster_are_written_as_pdf(room: Room, tmp_path: Path) -> None:
    played = open_class(room.station, 2)
    room.open_class(played.class_id, "overview")
    sheets, roster = tmp_path / "签到.pdf", tmp_path / "花名册.pdf"
    room.save_as(sheets, lambda: QTest.mouseClick(room.page.print_button, Qt.MouseButton.LeftButton))
    papers = room.class_page.papers
    room.save_as(roster, lambda: papers.roster(room.class_page.shown.detail))
    assert len(pages(sheets)) == 3
    assert "李秀兰" in pages(roster)[0]
    assert folder_of(room.desk) == tmp_path


def test_a_folder_that_cannot_be_written_is_told_as_trouble_and_nothing_is_entered(
    room: Room, tmp_path: Path, answers: Answered
) -> None:
    played = completed(room)
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, read_class(room.station, played).row.end_date)
    room.open_class(played.class_id, "certificates")
    taken = tmp_path / "证书.pdf"
    taken.mkdir()
    keys = [row.id for row in read_certificates(room, played)]
    papers = room.class_page.papers
    papers.save_pdf("F06", draw_certificates_of(played), record=lambda session: service.record_print(session, keys))
    room.settle()
    preview = room.window.findChild(QDialog, "preview")
    preview._save_to(taken)
    room.settle()
    assert f"写不了 {taken}" in answers.headings[0]
    assert preview.isVisible()
    assert set(tmp_path.iterdir()) == {taken, room.station.folder.root}
    assert {row.state for row in read_certificates(room, played)} == {"reserved"}
    preview.reject()


def test_the_ledger_leaves_after_a_warning_and_may_be_unplugged_once_read_back(
    room: Room, tmp_path: Path, answers: Answered
) -> None:
    played = completed(room)
    room.open_class(played.class_id, "overview")
    stick = tmp_path / "U盘"
    stick.mkdir()
    papers = room.class_page.papers
    room.save_as(stick, lambda: papers.ledger(room.class_page.shown.detail))
    assert answers.headings == ["台账里有完整的身份证号和电话", "台账已导出，可以拔出"]
    written = list(stick.iterdir())
    assert len(written) == 1
    cells = [cell for row in load_workbook(written[0]).active.iter_rows(values_only=True) for cell in row]
    with room.station.db.read() as session:
        numbers = [row.id_number for row in service.get_class(session, played.class_id).trainees]
    assert all(number in cells for number in numbers)
