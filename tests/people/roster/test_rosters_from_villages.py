"""Rosters as they really arrive: what stands around the table must not change what the table says (domain.md §11)."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

from station_app.features.people.rules.roster.tables import find_table
from station_app.spreadsheets.cells import Merge, Sheet
from tests.people.roster.workbooks import codes, id_of, judge_file, judge_rows, only, phone_of

HEADER = ["序号", "姓名", "性别", "身份证号码", "文化程度", "联系电话", "人员类别", "家庭住址"]
PERSON = [1, "王芳", "女", id_of("19800101", 12), "初中", phone_of(1), "留守妇女", "东河村3组"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("填报单位(盖章)：城郊乡", "负责人：李四  联系电话：0377-6800000"),
        ("联系人：张三", "2023年2月8日"),
        ("负责人 李四", "2023年2月8日"),
        ("户主情况登记表", "城郊乡"),
        ("监护人签名处", "填报日期"),
    ],
)
def test_a_line_with_unit_and_person_in_charge_above_the_header_is_no_group(
    tmp_path: Path, left: str, right: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([left, None, None, None, right], HEADER, PERSON):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("E1:H1")
    book.save(tmp_path / "花名册.xlsx")
    row = only(judge_file(tmp_path / "花名册.xlsx"))
    assert (row.disposition, codes(row.warnings)) == ("accepted", [])
    values = row.values
    assert (values["education"], values["phone"], values["categories"]) == ("70", phone_of(1), ["D01"])


def test_merges_that_overlap_thousands_of_times_cost_no_more_than_the_sheet() -> None:
    rows = [HEADER, *([[number, *PERSON[1:]] for number in range(20_000)])]
    bomb = tuple(Merge(top, 0, 20_000, 0) for top in range(1, 20_000))
    start = time.monotonic()
    table = find_table(Sheet("花名册", rows, merges=bomb), {})
    assert table is not None
    assert len(table.sections[0].rows) == 20_000
    assert time.monotonic() - start < 10


def test_a_header_on_every_page_between_thousands_of_merged_households() -> None:
    page = [HEADER, *([PERSON] * 9)]
    merges = tuple(Merge(top, column, top + 2, column) for top in range(1, 40_000, 10) for column in range(8))
    start = time.monotonic()
    table = find_table(Sheet("花名册", page * 4_000, merges=merges), {})
    assert table is not None
    assert len(table.sections[0].rows) == 36_000
    assert time.monotonic() - start < 10


def test_a_name_label_merged_over_the_whole_sheet_is_a_header_of_one_row() -> None:
    rows = [HEADER, *([["", "", "女", PERSON[3], "初中", "", "", ""]] * 50)]
    table = find_table(Sheet("花名册", rows, merges=(Merge(0, 1, 50, 1),)), {})
    assert table is not None
    assert len(table.sections[0].rows) == 50


@pytest.mark.parametrize(
    ("typed", "found"),
    [("留 守 妇 女", ["D01"]), ("低　保", ["A01"]), ("低保 残疾", ["A01", "C01"]), ("低 保、留守妇女", ["A01", "D01"])],
)
def test_a_category_spread_with_spaces_is_still_one_word(tmp_path: Path, typed: str, found: list[str]) -> None:
    row = only(judge_rows(tmp_path, [HEADER, [*PERSON[:6], typed, None]]))
    assert (row.values["categories"], codes(row.warnings)) == (found, [])


def test_the_letter_of_a_reissued_certificate_may_be_small(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "联系电话", "残疾证号"], ["王芳", PERSON[3], PERSON[5], f"{PERSON[3]}43b1"]]
    row = only(judge_rows(tmp_path, rows))
    assert (row.values["disability_cert_no"], codes(row.warnings)) == (f"{PERSON[3]}43B1", [])
