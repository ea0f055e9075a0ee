"""The register as a book, the signature sheet and the declaration of loss: on paper and as a workbook."""

from __future__ import annotations

import io

import openpyxl
import pytest

from station_app.core.checks import Refused
from station_app.documents.listing import listing_pdf
from station_app.documents.table import draw_forms
from station_app.features.training import documents, service
from station_app.features.training.documents import register_book
from station_app.spreadsheets.writing import listing_workbook
from tests.conftest import StationInUse
from tests.documents import printed
from tests.training.played_classes import END, close_class, open_class


@pytest.fixture
def numbers(station: StationInUse) -> list[str]:
    """Keys of three certificates; the second was lost and replaced."""
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP"] * 3)
    with station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, END)
        service.record_print(session, [row.id for row in made])
        service.hand_out(session, made[0].id, "王玉梅", END, relation="女儿")
        service.hand_out(session, made[1].id, "本人", END)
        service.reissue_certificate(session, made[1].id, "遗失", END)
        return [row.id for row in made]


def flat(pdf: bytes) -> str:
    return "".join("".join(printed.page_texts(pdf)).split())


def test_void_replace_and_reissue_are_linked_both_ways(station: StationInUse, numbers: list[str]) -> None:
    with station.db.read() as session:
        rows = {row.certificate.certificate_no[-6:]: row for row in service.list_register(session)}
    old, new = rows["01-002"], rows["002-B1"]
    assert (old.replaces, old.replaced_by) == ("", new.certificate.certificate_no)
    assert (new.replaces, new.replaced_by) == (old.certificate.certificate_no, "")
    assert register_book.history(old) == f"已补发为 {new.certificate.certificate_no}；遗失"


def test_the_book_has_every_number_with_what_became_of_it(station: StationInUse, numbers: list[str]) -> None:
    with station.db.read() as session:
        book = register_book.register_book(session, whole=True)
        masked = register_book.register_book(session, numbers[:1], whole=False)
    assert [row[1][-6:] for row in book.rows] == ["01-001", "01-002", "002-B1", "01-003"]
    text = flat(listing_pdf(book))
    for said in ("证书发放登记", "王玉梅（女儿）", "已补发", "共4行", "补发自419901300-2023-001-002"):
        assert said in text
    sheet = openpyxl.load_workbook(io.BytesIO(listing_workbook(book))).active
    assert [cell.value for cell in sheet[1]][:4] == ["序号", "证书编号", "姓名", "身份证号"]
    assert sheet["D2"].value == book.rows[0][3]
    assert len(sheet["D2"].value) == 18
    assert sheet["D2"].number_format == "@"
    assert "*" in masked.rows[0][3]


def test_the_signature_sheet_of_a_batch_is_paper_and_workbook(station: StationInUse, numbers: list[str]) -> None:
    with station.db.read() as session:
        sheets = register_book.hand_out_sheets(session, numbers, whole=True)
        with pytest.raises(Refused, match="都已作废"):
            register_book.hand_out_sheets(session, [numbers[1]], whole=True)
    text = flat(draw_forms(sheets))
    assert "结业证书发放登记表" in text
    assert "王玉梅（女儿）" in text
    assert "001-002" not in text  # out of force
    sheet = openpyxl.load_workbook(io.BytesIO(listing_workbook(register_book.hand_out_listing(sheets)))).active
    assert [cell.value for cell in sheet[1]] == [
        *(
            "序号",
            "姓名",
            "身份证号",
            "证书编号",
            "证书类型",
            "领取人签字(手印)",
            "代领人及关系",
            "领取日期",
            "备注",
            "班名",
        ),
    ]
    assert sheet.max_row == 3


def test_a_loss_is_declared_on_a_form_of_its_own(station: StationInUse, numbers: list[str]) -> None:
    with station.db.read() as session:
        text = flat(register_book.lost_declaration(session, numbers[1]))
        masked = flat(register_book.lost_declaration(session, numbers[1], whole=False))
        row = service.get_certificate(session, "419901300-2023-001-002")
        blank = flat(documents.blank_form_pdf(session, "F07b"))
    for said in ("证书遗失声明", row.name, row.id_number, row.certificate_no, "2023年2月17日", "声明作废", "申请补发"):
        assert said in text
    assert row.id_number not in masked
    assert "声明人签字(手印)" in blank
    assert row.name not in blank
