"""domain.md §11 rules 1–3: titles, headers, totals, merges, sheets, hidden rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from station_app.core.checks import Refused
from station_app.features.people.rules.roster.labels import find_field, known_labels, plain_label
from station_app.features.people.rules.roster.verdicts import Judgement
from tests.people.roster.workbooks import HEADER, codes, id_of, judge_file, judge_rows, only, phone_of


def _person(name: str = "王芳", sequence: int = 12) -> list[Any]:
    return [name, id_of("19800101", sequence), "女", None, phone_of(sequence)]


def _dispositions(judgement: Judgement) -> list[str]:
    return [row.disposition for row in judgement.rows]


def test_titles_and_notes_above_the_header_are_skipped(tmp_path: Path) -> None:
    rows = [["城郊乡面点培训报名花名册"], ["填报单位:城郊乡   2023年2月"], [], HEADER, _person()]
    judgement = judge_rows(tmp_path, rows)
    assert _dispositions(judgement) == ["ignored"] * 4 + ["accepted"]


def test_a_row_needs_name_and_two_more_known_labels_to_be_the_header(tmp_path: Path) -> None:
    rows = [["姓名", "性别"], ["姓名", "性别", "身份证号"], ["王芳", "女", id_of("19800101", 12)]]
    assert _dispositions(judge_rows(tmp_path, rows)) == ["ignored", "ignored", "accepted"]


def test_labels_may_hold_spaces_line_breaks_and_full_width_signs(tmp_path: Path) -> None:
    rows = [
        ["姓　名", "身份证\n号码", " 性 别 ", "村（社区）", "残疾（类别等级）", "*联系电话"],
        ["王芳", id_of("19800101", 12), "女", "东河村", "肢体三级", phone_of(1)],
    ]
    values = only(judge_rows(tmp_path, rows)).values
    assert (values["village"], values["categories"], values["phone"]) == ("东河村", ["C01"], phone_of(1))


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("身份证号", "id_number"),
        ("身份证号码", "id_number"),
        ("公民身份号码", "id_number"),
        ("证件号码", "id_number"),
        ("联系电话", "phone"),
        ("手机号", "phone"),
        ("电话", "phone"),
        ("联系电话（手机）", "phone"),
        ("文化程度", "education"),
        ("学历", "education"),
        ("出生年月", "birth_date"),
        ("出生日期", "birth_date"),
        ("家庭住址", "address"),
        ("住址", "address"),
        ("村组", "address"),
        ("是否低保户", "category:A01"),
        ("是否脱贫户", "category:B01"),
        ("留守妇女", "category:D01"),
        ("监测对象", "category:"),
        ("户主姓名", "household_head"),
        ("照片", ""),
        ("其他", ""),
    ],
)
def test_synonyms_of_labels(label: str, field: str) -> None:
    assert find_field(label, {}) == field


def test_the_shipped_list_of_labels_is_never_overridden() -> None:
    shipped = Path(__file__).parents[3] / "resources" / "codes_extra" / "labels.csv"
    for line in shipped.read_text(encoding="utf-8").splitlines()[1:]:
        field, _comma, label = line.partition(",")
        if not field.startswith("category:"):
            assert known_labels()[plain_label(label)] == field


def test_the_clerks_own_words_for_columns_count(tmp_path: Path) -> None:
    rows = [["学员", "号码", "手机号"], ["王芳", id_of("19800101", 12), phone_of(1)]]
    assert not judge_rows(tmp_path, rows).tables
    judgement = judge_rows(tmp_path, rows, own_labels={"学 员": "name", "号码": "id_number"})
    assert only(judgement).disposition == "accepted"


def test_a_header_repeated_after_a_page_break_is_ignored(tmp_path: Path) -> None:
    rows = [HEADER, _person(), ["姓  名", *HEADER[1:]], _person("李梅", 14)]
    assert _dispositions(judge_rows(tmp_path, rows)) == ["ignored", "accepted", "ignored", "accepted"]


def test_another_header_further_down_names_its_own_columns(tmp_path: Path) -> None:
    rows = [HEADER, _person(), ["身份证号", "姓名", "联系电话"], [id_of("19800101", 14), "李梅", phone_of(2)]]
    judgement = judge_rows(tmp_path, rows)
    assert _dispositions(judgement) == ["ignored", "accepted", "ignored", "accepted"]
    assert judgement.rows[3].values["name"] == "李梅"


def test_the_row_of_column_numbers_under_a_header_is_no_person(tmp_path: Path) -> None:
    rows = [HEADER, [1, 2, 3, 4, 5], _person()]
    assert _dispositions(judge_rows(tmp_path, rows)) == ["ignored", "ignored", "accepted"]


@pytest.mark.parametrize(
    "first",
    [
        "合计", "合 计", "小计", "总计", "共44人", "填表人：张三", "制表人:", "审核人", "备注：以上属实", "说明",
        "注：以上", "注:", "负责人", "单位（盖章）", "单位(盖章):",
    ],
)  # fmt: skip
def test_totals_and_signatures_are_dropped_before_anything_else(tmp_path: Path, first: str) -> None:
    rows = [["序号", *HEADER], [1, *_person()], [first, "44人", None, None, None, None]]
    assert _dispositions(judge_rows(tmp_path, rows)) == ["ignored", "accepted", "ignored"]


def test_somebody_from_a_village_called_gonghe_is_no_total(tmp_path: Path) -> None:
    rows = [["村", *HEADER], ["共和村", *_person()], ["共 1 人", None, None, None, None, None]]
    assert _dispositions(judge_rows(tmp_path, rows)) == ["ignored", "accepted", "ignored"]


def test_blank_and_prenumbered_rows_are_no_data(tmp_path: Path) -> None:
    rows = [["序号", *HEADER], [1, *_person()], [2, None, None, None, None, None], [None, "　", " ", None, None, None]]
    rows.append([3, "李梅", None, None, None, None])
    judgement = judge_rows(tmp_path, rows)
    assert _dispositions(judgement) == ["ignored", "accepted", "ignored", "ignored", "needs_correction"]


def test_a_row_with_only_a_number_is_data(tmp_path: Path) -> None:
    rows = [HEADER, [None, id_of("19800101", 12), None, None, None]]
    assert codes(only(judge_rows(tmp_path, rows)).reasons) == ["NAME_MISSING"]


def test_rows_are_listed_up_to_the_last_used_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADER, _person()):
        sheet.append(row)
    sheet.cell(9, 1).font = openpyxl.styles.Font(bold=True)
    sheet.cell(7, 1, "　")
    book.save(tmp_path / "a.xlsx")
    assert len(judge_file(tmp_path / "a.xlsx").rows) == 2


def _merged(path: Path, rows: Sequence[Sequence[Any]], *ranges: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for merged in ranges:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def test_vertical_merges_fill_down_and_horizontal_titles_do_not(tmp_path: Path) -> None:
    rows = [
        ["村", *HEADER],
        ["东河村", *_person()],
        [None, *_person("李梅", 14)],
        ["以下为西岗村报名人员", None, None, None, None, None],
        [None, *_person("赵兰", 16)],
    ]
    judgement = judge_file(_merged(tmp_path / "a.xlsx", rows, "A2:A3", "A4:F4"))
    assert [row.values.get("village") for row in judgement.rows[1:]] == ["东河村", "东河村", None, None]
    assert judgement.rows[3].disposition == "ignored"


def test_a_total_under_a_merged_village_is_recognised_by_its_own_first_cell(tmp_path: Path) -> None:
    rows = [["村", *HEADER], ["东河村", *_person()], [None, "小计", "1人", None, None, None]]
    judgement = judge_file(_merged(tmp_path / "a.xlsx", rows, "A2:A3"))
    assert _dispositions(judgement) == ["ignored", "accepted", "ignored"]


def test_sub_labels_under_a_merged_group_are_joined(tmp_path: Path) -> None:
    rows = [
        ["姓名", "身份证号", "困难类别(打√)", None, "残疾", None, "联系电话"],
        [None, None, "低保", "监测对象", "类别", "等级", None],
        ["王芳", id_of("19800101", 12), "√", "边缘户", "肢体", "三级", phone_of(1)],
    ]
    path = _merged(tmp_path / "a.xlsx", rows, "A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2")
    judgement = judge_file(path)
    assert _dispositions(judgement) == ["ignored", "ignored", "accepted"]
    row = only(judgement)
    assert row.values["categories"] == ["A01", "B12"]
    assert (row.values["disability_category"], row.values["disability_grade"]) == ("4", "3")
    assert [column.label for column in judgement.tables[0].sections[0].columns][2] == "困难类别(打√)/低保"


def test_a_group_of_the_head_or_spouse_does_not_speak_of_the_person(tmp_path: Path) -> None:
    rows = [
        ["户主信息", None, "本人信息", None, None, "配偶", None],
        ["姓名", "电话", "姓名", "身份证号", "电话", "姓名", "身份证号"],
        ["王强", phone_of(8), "王芳", id_of("19800101", 12), phone_of(1), "李刚", id_of("19790101", 11)],
    ]
    row = only(judge_file(_merged(tmp_path / "a.xlsx", rows, "A1:B1", "C1:E1", "F1:G1")))
    assert row.disposition == "accepted"
    assert (row.values["name"], row.values["household_head"], row.values["phone"]) == ("王芳", "王强", phone_of(1))


def test_labels_merged_down_from_the_row_above_belong_to_the_header(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "基本信息", None, None],
        [None, None, "姓名", "性别", "身份证号"],
        [1, "东河村", "王芳", "女", id_of("19800101", 12)],
    ]
    row = only(judge_file(_merged(tmp_path / "a.xlsx", rows, "A1:A2", "B1:B2", "C1:E1")))
    assert (row.disposition, row.values["village"]) == ("accepted", "东河村")


def test_a_second_header_row_is_found_without_merges_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    lines = ["姓名,身份证号,困难类别,,联系电话", ",,低保,特困,", f"王芳,{id_of('19800101', 12)},,√,{phone_of(1)}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    judgement = judge_file(path)
    assert _dispositions(judgement) == ["ignored", "ignored", "accepted"]
    assert only(judgement).values["categories"] == ["A02"]


def test_every_visible_sheet_with_a_header_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, state, rows in (
        ("东河", "visible", [HEADER, _person()]),
        ("说明", "visible", [["填表说明"], ["请勿合并单元格"]]),
        ("旧名单", "hidden", [HEADER, _person("旧人", 20)]),
        ("更旧", "veryHidden", [HEADER, _person("更旧", 22)]),
        ("西岗", "visible", [HEADER, _person("李梅", 14)]),
    ):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "a.xlsx")
    judgement = judge_file(tmp_path / "a.xlsx")
    assert [(row.sheet, row.row, row.disposition) for row in judgement.rows] == [
        ("东河", 1, "ignored"),
        ("东河", 2, "accepted"),
        ("西岗", 1, "ignored"),
        ("西岗", 2, "accepted"),
    ]
    assert judgement.skipped_sheets == (("说明", "visible"), ("旧名单", "hidden"), ("更旧", "very_hidden"))


def test_hidden_rows_are_read_and_flagged(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADER, _person(), _person("李梅", 14), ["王马+风", id_of("19800101", 16), None, None, None]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "a.xlsx")
    rows = judge_file(tmp_path / "a.xlsx").rows
    assert [codes(row.warnings) for row in rows[1:]] == [[], ["HIDDEN_ROW"], []]
    assert rows[3].disposition == "needs_correction"


def test_two_columns_for_one_field_fill_each_others_gaps(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "联系电话", "手机号"], ["王芳", id_of("19800101", 12), None, phone_of(1)]]
    assert only(judge_rows(tmp_path, rows)).values["phone"] == phone_of(1)


def test_two_lists_side_by_side_are_refused_because_reading_one_would_lose_people(tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "电话"]
    rows = [[*heads, *heads], ["王芳", id_of("19800101", 12), phone_of(1), "李敏", id_of("19800101", 14), phone_of(2)]]
    with pytest.raises(Refused, match="左右并排放了两份名单"):
        judge_rows(tmp_path, rows)
