"""A blank workbook goes to a village, is filled in, and imports as it is: nothing is lost, the example is no person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from station_app.cli import run
from station_app.core.codes import OwnEntry, use_own
from station_app.features.people.model import Person
from station_app.features.people.rules.roster.blank import EXAMPLE_ID, NOTES_SHEET, blank_roster
from station_app.features.people.rules.roster.verdicts import KINDS, POST_HOLDER_REGISTER
from station_app.features.people.rules.roster.words import find_code, read_categories
from station_app.features.people.service.roster_blank import write_blank
from station_app.features.people.service.roster_import import write_import
from station_app.spreadsheets.reading import read_workbook
from tests.conftest import StationInUse
from tests.people.roster.workbooks import id_of, judge_file

LABELS = {name: {column.field: column.label for column in blank_roster(name).columns} for name in KINDS}
HUA = {
    "village": "东河村", "name": "买买提·艾力", "sex": "男", "ethnic_group": "维吾尔族",
    "id_number": id_of("19800808", 11),
    "education": "初中", "marital_status": "已婚", "categories": "低保对象、残疾人", "household_head": "买买提·艾力",
    "relation_to_head": "户主", "labour_ability": "普通劳动力", "work_willingness": "有意愿", "min_wage_wish": "2000",
    "phone": "15400000001", "address": "东河村三组5号", "post": "保洁员", "start_date": "2023-01-01",
    "end_date": "2023-12-31", "monthly_amount": "600", "bank_account": "6217000000000000123", "bank_name": "农商行",
    "account_name": "买买提·艾力", "note": "会做饭",
}  # fmt: skip


def _fill(path: Path, people: list[dict[str, Any]]) -> None:
    """Type people below the example, as WPS would."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    labels = [str(cell.value).lstrip("*") for cell in sheet[2]]
    for row, person in enumerate(people, 4):
        for column, label in enumerate(labels, 1):
            if label in person:
                sheet.cell(row, column).value = person[label]
    book.save(path)


def _as_labels(kind: str, person: dict[str, Any]) -> dict[str, Any]:
    return {LABELS[kind][field]: value for field, value in person.items() if field in LABELS[kind]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_blank_imports_without_a_mapping_and_loses_nothing(
    station: StationInUse, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "东河村.xlsx"
    with station.db.read() as session:
        write_blank(session, path, kind)
    lan = {"name": "李兰", "id_number": "419901850101011", "phone": "0377-6500123", "ethnic_group": "汉族"}
    mei = HUA | {"name": "张梅", "sex": "女", "id_number": id_of("19900101", 22), "relation_to_head": "配偶"}
    _fill(path, [_as_labels(kind, person) for person in (HUA, mei, lan)])
    judgement = judge_file(path)
    assert judgement.kind == kind
    assert judgement.counts == {"accepted": 2, "needs_correction": 1, "duplicate": 0, "ignored": 3}
    assert [f.code for row in judgement.accepted for f in row.warnings] == []
    (first, _second) = judgement.accepted
    assert first.values["bank_account" if kind == POST_HOLDER_REGISTER else "phone"] in (
        "6217000000000000123",
        "15400000001",
    )
    for field in LABELS[kind]:
        if field in HUA:
            assert first.values[field] not in (None, "", []), field
    (wrong,) = [row for row in judgement.rows if row.disposition == "needs_correction"]
    assert (wrong.reasons[0].code, wrong.values["id_number_raw"]) == ("ID_15_DIGIT", "419901850101011")
    with station.db.work() as session:
        write_import(session, judgement)
        names = list(session.scalars(select(Person.name).order_by(Person.name_pinyin)))
    assert sorted(names) == sorted(["买买提·艾力", "张梅"])


def test_fifteen_digits_and_an_x_keep_every_character(station: StationInUse, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with station.db.read() as session:
        write_blank(session, path, KINDS[1])
    with_x = next(number for n in range(2, 200, 2) if (number := id_of("19850101", n)).endswith("X"))
    old = with_x[:6] + with_x[8:17]
    _fill(path, [{"姓名": "王芳", "身份证号": with_x}, {"姓名": "李兰", "身份证号": old[:-1] + "4"}])
    by_row = {row.row: row for row in judge_file(path).rows}
    assert by_row[4].values["id_number"] == with_x
    assert by_row[5].reasons[0].code == "ID_15_DIGIT"
    assert len(by_row[5].suggested_id) == 18


def test_every_word_that_is_offered_is_understood(station: StationInUse) -> None:
    for kind in KINDS:
        for column in blank_roster(kind).columns:
            for word in column.choices:
                if column.field == "categories":
                    assert read_categories(word, None).understood, word
                elif column.field != "village":
                    assert find_code(column.field, word), (column.field, word)


def test_the_station_s_own_codes_and_villages_are_offered(station: StationInUse, tmp_path: Path) -> None:
    own = [OwnEntry("work_willingness", "7", "农闲时愿意"), OwnEntry("work_willingness", "5", "明确不愿", active=False)]
    use_own(own)
    try:
        with station.db.read() as session:
            write_blank(session, tmp_path / "a.xlsx", KINDS[0])
    finally:
        use_own([])
    notes = openpyxl.load_workbook(tmp_path / "a.xlsx")[NOTES_SHEET]
    offered = {str(column[0].value): [cell.value for cell in column[1:] if cell.value] for column in notes.iter_cols(4)}
    assert "农闲时愿意" in offered["就业意愿可选"]
    assert "明确不愿" not in offered["就业意愿可选"]
    assert "东河村委会" in offered["村(社区)可选"]


def test_a_person_typed_over_the_example_is_not_passed_over(station: StationInUse, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with station.db.read() as session:
        write_blank(session, path, KINDS[1])
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[3]].count(EXAMPLE_ID) == 1
    column = [str(cell.value).lstrip("*") for cell in sheet[2]].index("身份证号") + 1
    sheet.cell(3, column).value = id_of("19800808", 22)
    book.save(path)
    assert [row.row for row in judge_file(path).accepted] == [3]


def test_the_sheet_is_made_for_wps_and_the_printer(station: StationInUse, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with station.db.read() as session:
        write_blank(session, path, KINDS[0])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["家庭人员台账", NOTES_SHEET]
    sheet = book.worksheets[0]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["A3"].value == "示例"
    assert {cell.number_format for cell in sheet[4]} == {"@"}
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    offered = {sheet[place[:-1] + "2"].value.lstrip("*") for place, rule in rules.items() if rule.type == "list"}
    assert {"性别", "民族", "文化程度", "人员类别", "就业意愿", "劳动能力"} <= offered
    assert all(rule.formula1.startswith(f"'{NOTES_SHEET}'!$") for rule in rules.values() if rule.type == "list")
    assert [sheet.name for sheet in read_workbook(path).sheets] == book.sheetnames


def test_the_command_writes_a_blank(station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    station.db.close()
    where = tmp_path / "空白.xlsx"
    command = ["people", "blank", "--as", "post_holder_register", "--out", str(where)]
    assert run(["--data", str(station.folder.root), *command]) == 0
    assert capsys.readouterr().out.strip() == str(where)
    assert openpyxl.load_workbook(where).sheetnames[0] == "公益岗人员名册"
