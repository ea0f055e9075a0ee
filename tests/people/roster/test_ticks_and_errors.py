"""Columns named after a category are corrected one by one; formulas that came to nothing are said, not swallowed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt

from station_app.cli import run
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.sentences import error_cells_sentence
from station_app.features.people.rules.roster.verdicts import Options
from station_app.features.people.service.roster_rejects import write_rejects
from station_app.spreadsheets.reading import read_workbook
from tests.people.roster.workbooks import TODAY, id_of, phone_of, write_xlsx

HEADER = ["姓名", "身份证号", "联系电话", "低保", "残疾(类别等级)", "人员类别"]
ROW = ["王芳", id_of("19790808", 22), phone_of(1), "√", "肢体三级", "脱贫户"]


def _categories(path: Path, **typed: str) -> list[str]:
    corrections = {("花名册", 2): {name.replace("_", ":", 1): text for name, text in typed.items()}}
    judgement = judge(read_workbook(path), None, Options(TODAY, TODAY), corrections)
    return list(judgement.rows[1].values["categories"])


def test_one_ticked_column_is_corrected_and_the_others_stay(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ROW])
    before = _categories(path)
    assert {"A01", "C01"} < set(before)
    assert set(before) - set(_categories(path, category_低保="")) == {"A01"}
    assert set(before) - set(_categories(path, **{"category_残疾(类别等级)": "否"})) == {"C01"}
    other = _categories(path, categories="留守妇女")
    assert {"A01", "C01", "D01"} == set(other)


def test_a_corrected_tick_goes_back_to_the_village_in_its_own_column(tmp_path: Path) -> None:
    wrong = [*ROW[:1], ROW[1][:-1] + ("1" if ROW[1][-1] == "0" else "0"), *ROW[2:]]
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, wrong])
    corrections = {("花名册", 2): {"category:低保": "否"}}
    judgement = judge(read_workbook(path), None, Options(TODAY, TODAY), corrections)
    assert write_rejects(judgement, tmp_path / "退回.xlsx", corrections) == 1
    sheet = openpyxl.load_workbook(tmp_path / "退回.xlsx").active
    by_label = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert (by_label["低保"], by_label["人员类别"]) == ("否", "脱贫户")


def _with_errors(tmp_path: Path, form: str) -> Path:
    path = tmp_path / f"a.{form}"
    row = ["王芳", ROW[1], "#N/A", "", "", "#REF!"]
    if form == "xlsx":
        write_xlsx(path, [HEADER, row])
    elif form == "csv":
        path.write_text("\n".join(",".join(line) for line in (HEADER, row)), encoding="utf-8")
    else:
        book = xlwt.Workbook()
        sheet = book.add_sheet("花名册")
        for place, label in enumerate(HEADER):
            sheet.write(0, place, label)
        sheet.write(1, 0, row[0])
        sheet.write(1, 1, row[1])
        sheet.row(1).set_cell_error(2, 0x2A)  # #N/A
        sheet.row(1).set_cell_error(5, 0x17)  # #REF!
        book.save(str(path))
    return path


@pytest.mark.parametrize("form", ["xlsx", "xls", "csv"])
def test_a_formula_that_came_to_nothing_is_an_empty_cell_and_said(tmp_path: Path, form: str) -> None:
    judgement = judge(read_workbook(_with_errors(tmp_path, form)), None, Options(TODAY, TODAY))
    (person,) = judgement.accepted
    assert (person.values["phone"], person.values["categories"]) == (None, ["Z00"])
    sentence = error_cells_sentence(judgement.tables)
    assert sentence == "有 2 格是出错的公式（如 #N/A），按空格读：第 2 行“联系电话”、第 2 行“人员类别”。"


def test_errors_outside_the_persons_are_not_worth_a_word(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[*HEADER, "辅助列"], [*ROW, "#N/A"], ["合计", None, "#N/A"]])
    judgement = judge(read_workbook(path), None, Options(TODAY, TODAY))
    assert error_cells_sentence(judgement.tables) == ""


def test_the_command_line_says_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "import", str(_with_errors(tmp_path, "xlsx")), "--dry-run"]) == 0
    assert "有 2 格是出错的公式" in capsys.readouterr().out
