"""Rejected rows go back to the village as .xlsx, and come in again when corrected (domain.md §11 rule 16)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from station_app.core.errors import Trouble
from station_app.features.people.service.roster_rejects import problem, write_rejects
from station_app.spreadsheets.cells import as_text
from station_app.spreadsheets.reading import read_workbook
from tests.people.roster.workbooks import HEADER, codes, id_of, judge_file, judge_rows, phone_of

SAMPLE = Path(__file__).parent / "samples" / "02_低收入人口就业意愿摸底台账.xlsx"


def _read(path: Path) -> list[dict[str, str]]:
    rows = [[as_text(cell) for cell in row] for row in read_workbook(path).sheets[0].rows]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_village_sees_its_columns_and_what_is_wrong(tmp_path: Path) -> None:
    judgement = judge_file(SAMPLE, "household_ledger")
    assert write_rejects(judgement, tmp_path / "退回.xlsx") == 5
    rows = _read(tmp_path / "退回.xlsx")
    assert [row["姓名"] for row in rows] == ["石金生", "覃宝贵", "谢小龙", "苗元旦", "王马+风"]
    assert [row["行号"] for row in rows] == ["11", "17", "18", "25", "26"]
    assert {row["工作表"] for row in rows} == {"摸底台账"}
    assert rows[0]["公民身份号码"] == "4.19901197707230E+17"
    assert "末尾几位已经丢失" in rows[0]["问题"]
    assert "419901198901010115" in rows[3]["问题"]
    assert rows[1]["村(社区)"] == "西岗村"
    assert rows[4]["低保"] == ""


def test_every_cell_is_text(tmp_path: Path) -> None:
    write_rejects(judge_file(SAMPLE, "household_ledger"), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert {cell.number_format for cell in sheet[2] if cell.value is not None} == {"@"}


def test_what_goes_back_can_come_in_again(tmp_path: Path) -> None:
    path = tmp_path / "退回.xlsx"
    before = judge_file(SAMPLE, "household_ledger")
    write_rejects(before, path)
    again = judge_file(path, "household_ledger")
    kept = [row for row in before.rows if row.disposition in ("needs_correction", "duplicate")]
    for old, new in zip(kept, again.rows[1:], strict=True):
        assert [new.values.get(name) for name in old.values] == [
            "4.19901197707230E+17" if isinstance(value, float) else value for value in old.values.values()
        ]
    assert codes(again.rows[1].reasons) == ["ID_PRECISION_LOST"]
    book = openpyxl.load_workbook(path)
    book.active["D6"] = "王凤"
    book.save(path)
    assert judge_file(path, "household_ledger").rows[5].disposition == "accepted"


def test_several_sheets_with_other_columns_go_into_one_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in (
        ("甲", [HEADER, ["王?", id_of("19800101", 12), None, None, None]]),
        ("乙", [["姓名", "身份证号", "住址"], ["李?", id_of("19800101", 14), "东河村"]]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    write_rejects(judge_file(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    rows = _read(tmp_path / "b.xlsx")
    assert [(row["姓名"], row["住址"], row["工作表"]) for row in rows] == [("王?", "", "甲"), ("李?", "东河村", "乙")]


def test_what_the_clerk_typed_goes_back_too(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADER, ["王?", id_of("19800101", 12), None, None, phone_of(1)]]
    judgement = judge_rows(tmp_path, rows)
    write_rejects(judgement, tmp_path / "b.xlsx", {("花名册", 2): {"phone": phone_of(2)}})
    assert _read(tmp_path / "b.xlsx")[0]["联系电话"] == phone_of(2)


def test_formulas_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,身份证号,住址\n=1+1,4199,@SUM(A1)\n", encoding="utf-8")
    write_rejects(judge_file(path), tmp_path / "b.xlsx")
    row = openpyxl.load_workbook(tmp_path / "b.xlsx").active[2]
    assert [(cell.value, cell.data_type) for cell in row[:3]] == [("=1+1", "s"), ("4199", "s"), ("@SUM(A1)", "s")]


def test_a_folder_that_takes_no_file_is_trouble(tmp_path: Path) -> None:
    judgement = judge_rows(tmp_path, [HEADER, ["王?", None, None, None, None]])
    with pytest.raises(Trouble) as trouble:
        write_rejects(judgement, tmp_path / "没有" / "b.xlsx")
    assert trouble.value.code == "E_REJECTS_UNWRITABLE"


def test_somebody_with_another_document_is_told_what_to_do(tmp_path: Path) -> None:
    rows = [
        ["姓名", "证件类型", "身份证号", "出生日期"],
        ["王芳", "外国人永久居留证", "ABC123456789012", None],
        ["李兰", "无证件(待补)", None, "1979-08-08"],
        ["赵红", "居民身份证", "41990119800101", None],
    ]
    found = [row for row in judge_rows(tmp_path, rows).rows if row.disposition == "needs_correction"]
    words = [problem(row) for row in found]
    assert "证件类型写的是“外国人永久居留证”" in words[0]
    assert "按姓名和出生日期认出来" in words[1]
    assert "证件类型" not in words[2]
