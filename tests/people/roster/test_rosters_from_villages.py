"""Rosters as they really arrive: what stands around the table must not change what the table says (domain.md §11)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.people.roster.workbooks import codes, id_of, judge_file, only, phone_of

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
