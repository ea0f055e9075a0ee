"""domain.md §11 rules 4–12: ID numbers, names, cross-checks, duplicates, dispositions, warnings; every code once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from station_app.core import codes as tables
from station_app.core.id_number import from_15
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.sentences import sentence
from station_app.features.people.rules.roster.verdicts import Finding, Judgement, Options, RowVerdict
from station_app.spreadsheets.reading import read_workbook
from tests.people.roster.workbooks import (
    HEADER,
    TODAY,
    codes,
    id_of,
    judge_rows,
    only,
    phone_of,
    write_xlsx,
)

GOOD = id_of("19800101", 12)


def _one(tmp_path: Path, label_values: dict[str, Any], **chosen: Any) -> RowVerdict:
    """One person with these cells; name, number and phone are good unless given."""
    cells = {"姓名": "王芳", "身份证号": GOOD, "联系电话": phone_of(1)} | label_values
    return only(judge_rows(tmp_path, [list(cells), list(cells.values())], **chosen))


def _reasons(tmp_path: Path, number: Any) -> list[str]:
    return codes(_one(tmp_path, {"身份证号": number}).reasons)


@pytest.mark.parametrize(
    "typed",
    [
        f" {GOOD} ",
        f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}",
        f"{GOOD[:6]}\u00a0{GOOD[6:]}\t",
        f"\u200b{GOOD}\u202c\ufeff",
        f"'{GOOD}",
        f"’{GOOD}",
        f"{GOOD[:6]}-{GOOD[6:14]}—{GOOD[14:]}",
        GOOD.translate({48 + n: 0xFF10 + n for n in range(10)}),
    ],
)
def test_numbers_are_cleaned_silently(tmp_path: Path, typed: str) -> None:
    row = _one(tmp_path, {"身份证号": typed})
    assert (row.disposition, row.values["id_number"], row.warnings) == ("accepted", GOOD, ())


@pytest.mark.parametrize("last", ["x", "Ｘ", "ｘ", "×", "*", "＊", "X"])
def test_the_last_place_may_be_any_kind_of_x(tmp_path: Path, last: str) -> None:
    number = next(n for n in (id_of("19930225", s) for s in range(2, 40, 2)) if n.endswith("X"))
    assert _one(tmp_path, {"身份证号": number[:17] + last}).values["id_number"] == number


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (None, "ID_MISSING"),
        (" - ", "ID_MISSING"),
        (4.1990119770723e17, "ID_PRECISION_LOST"),
        (419901198001010000, "ID_PRECISION_LOST"),
        (4199011980010100, "ID_PRECISION_LOST"),
        ("4.19901E+17", "ID_PRECISION_LOST"),
        ("４.19901e17", "ID_PRECISION_LOST"),
        (GOOD.replace("0", "O", 1), "ID_ILLEGAL_CHAR"),
        (GOOD[:8] + "X" + GOOD[9:], "ID_ILLEGAL_CHAR"),
        (GOOD[:6] + "'" + GOOD[6:], "ID_ILLEGAL_CHAR"),
        (GOOD[:17] + "²", "ID_ILLEGAL_CHAR"),
        ("٣" + GOOD[1:], "ID_ILLEGAL_CHAR"),
        ("不详", "ID_ILLEGAL_CHAR"),
        (GOOD[:17], "ID_LENGTH"),
        (GOOD + "0", "ID_LENGTH"),
        (GOOD[:16] + "X", "ID_LENGTH"),
        (41990119800101, "ID_LENGTH"),
        ("419901800230123", "ID_BAD_DATE"),
        ("419901800101123", "ID_15_DIGIT"),
        (419901800101123, "ID_15_DIGIT"),
        (id_of("19800230", 12), "ID_BAD_DATE"),
        (id_of("20991231", 12), "ID_BAD_DATE"),
        (id_of("18990101", 12), "ID_BAD_DATE"),
        (GOOD[:17] + str((int(GOOD[17].replace("X", "0")) + 1) % 10), "ID_CHECKSUM"),
    ],
)
def test_the_first_thing_wrong_with_a_number_is_the_reason(tmp_path: Path, typed: Any, reason: str) -> None:
    assert _reasons(tmp_path, typed) == [reason]


def test_an_exact_number_of_15_digits_is_not_lost(tmp_path: Path) -> None:
    row = _one(tmp_path, {"身份证号": 419901800101123})
    assert row.suggested_id == from_15("419901800101123")
    assert row.values["id_number_raw"] == 419901800101123


def test_a_bad_number_is_reported_as_the_file_has_it(tmp_path: Path) -> None:
    assert _one(tmp_path, {"身份证号": " 4199 "}).values["id_number_raw"] == " 4199 "
    assert _one(tmp_path, {"身份证号": 4.1990119770723e17}).values["id_number_raw"] == 4.1990119770723e17


def test_every_row_to_be_corrected_shows_its_number_as_the_file_has_it(tmp_path: Path) -> None:
    assert _one(tmp_path, {"身份证号": f" {GOOD}", "性别": "男"}).values["id_number_raw"] == f" {GOOD}"
    conflict = _people(tmp_path, ["王芳", GOOD], ["李梅", GOOD]).rows[2]
    assert (conflict.values["id_number_raw"], conflict.values["id_number"]) == (GOOD, GOOD)
    assert "id_number_raw" not in _one(tmp_path, {}).values


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 王芳　", "王芳"),
        ("王　芳", "王芳"),
        ("王 \u200b芳\n", "王芳"),
        ("买买提.艾力", "买买提·艾力"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("买买提‧艾力", "买买提·艾力"),
        ("买买提⋅艾力", "买买提·艾力"),
        ("买买提･艾力", "买买提·艾力"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("𠮷野", "𠮷野"),
        ("王䶮", "王䶮"),
        ("李𬱟", "李𬱟"),
        ("王\U00031350", "王\U00031350"),
        ("\uf914", "\uf914"),
        ("㐆", "㐆"),
        ("王", "王"),
        ("潘母周氏", "潘母周氏"),
        ("王" * 50, "王" * 50),
    ],
)
def test_names_are_cleaned_and_never_normalised(tmp_path: Path, typed: str, name: str) -> None:
    row = _one(tmp_path, {"姓名": typed})
    assert (row.disposition, row.values["name"], codes(row.warnings)) == ("accepted", name, [])


@pytest.mark.parametrize(
    "typed",
    ["王芳2", "王Fang", "王?", "王？", "王□", "■芳", "王*", "王(大)", "王（大）", "王马+风", "王\ue000", "王、李", 123,
     "王芳.", "王" * 51],
)  # fmt: skip
def test_names_with_other_signs_need_correction(tmp_path: Path, typed: Any) -> None:
    row = _one(tmp_path, {"姓名": typed})
    assert (row.disposition, codes(row.reasons)) == ("needs_correction", ["NAME_ILLEGAL"])


def test_a_missing_name_needs_correction(tmp_path: Path) -> None:
    row = _one(tmp_path, {"姓名": "　"})
    assert (codes(row.reasons), row.values["name"]) == (["NAME_MISSING"], None)


@pytest.mark.parametrize(("old", "new"), [("\ue863", "䶮"), ("\ue81e", "龴"), ("\ue854", "龺"), ("\ue831", "𡗗")])
def test_old_private_use_characters_become_unicode_with_a_warning(tmp_path: Path, old: str, new: str) -> None:
    row = _one(tmp_path, {"姓名": "王" + old})
    assert (row.values["name"], codes(row.warnings)) == ("王" + new, ["NAME_PUA_MAPPED"])


@pytest.mark.parametrize(("typed", "code"), [("王\ue123", "U+E123"), ("陈梅\u0301", "U+0301")])
def test_home_made_characters_and_marks_are_named_by_code(tmp_path: Path, typed: str, code: str) -> None:
    row = _one(tmp_path, {"姓名": typed})
    assert (row.disposition, codes(row.reasons)) == ("needs_correction", ["NAME_ILLEGAL"])
    assert code in row.reasons[0].text
    assert "身份证上的标准字" in row.reasons[0].text or "去掉它" in row.reasons[0].text


def test_a_name_that_nothing_can_print_is_taken_with_a_warning(tmp_path: Path) -> None:
    row = _one(tmp_path, {"姓名": "王\U0002ebf1兰"})
    assert (row.disposition, row.values["name"], codes(row.warnings)) == (
        "accepted",
        "王\U0002ebf1兰",
        ["NAME_NO_GLYPH"],
    )
    assert "U+2EBF1" in row.warnings[0].text
    assert "印不出来" in row.warnings[0].text


def test_name_reason_comes_before_number_reason(tmp_path: Path) -> None:
    row = _one(tmp_path, {"姓名": "王?", "身份证号": "4199", "性别": "男"})
    assert codes(row.reasons) == ["NAME_ILLEGAL", "ID_LENGTH"]


def test_sex_and_birth_date_are_filled_from_the_number(tmp_path: Path) -> None:
    row = _one(tmp_path, {"性别": None, "出生日期": None})
    assert (row.values["sex"], row.values["birth_date"]) == ("2", "1980-01-01")


def test_sex_and_birth_date_against_the_number(tmp_path: Path) -> None:
    row = _one(tmp_path, {"性别": "男", "出生日期": "1980-01-02"})
    assert (row.disposition, codes(row.reasons)) == ("needs_correction", ["SEX_ID_MISMATCH", "BIRTH_ID_MISMATCH"])


def test_an_unknown_sex_contradicts_nothing(tmp_path: Path) -> None:
    for word in ("未说明的性别", "不详", 0):
        assert _one(tmp_path, {"性别": word}).values["sex"] == "2"


def test_a_bad_number_is_not_cross_checked(tmp_path: Path) -> None:
    row = _one(tmp_path, {"身份证号": GOOD[:17], "性别": "男", "出生日期": "1970-01-01"})
    assert codes(row.reasons) == ["ID_LENGTH"]


def _people(tmp_path: Path, *rows: Sequence[Any]) -> Judgement:
    return judge_rows(tmp_path, [HEADER, *([*row, None, None, phone_of(1)][:5] for row in rows)])


def test_the_same_number_and_name_is_a_duplicate_of_the_first(tmp_path: Path) -> None:
    judgement = _people(tmp_path, ["王芳", GOOD], ["王 芳", f" {GOOD}"], ["王芳", GOOD])
    assert [row.disposition for row in judgement.rows[1:]] == ["accepted", "duplicate", "duplicate"]
    assert codes(judgement.rows[2].reasons) == ["DUP_ID_IN_FILE"]
    assert [row.duplicate_of for row in judgement.rows[2:]] == [("花名册", 2), ("花名册", 2)]


def test_the_same_number_with_another_name_is_a_conflict(tmp_path: Path) -> None:
    judgement = _people(tmp_path, ["王芳", GOOD], ["李梅", GOOD], ["王芳", GOOD], ["李梅", GOOD])
    first, second, third, fourth = judgement.rows[1:]
    assert (first.disposition, codes(first.warnings)) == ("accepted", ["ID_NAME_CONFLICT"])
    assert (second.disposition, codes(second.reasons)) == ("needs_correction", ["ID_NAME_CONFLICT"])
    assert (third.disposition, codes(third.reasons)) == ("duplicate", ["DUP_ID_IN_FILE"])
    assert (fourth.disposition, codes(fourth.reasons)) == ("needs_correction", ["ID_NAME_CONFLICT"])


def test_the_same_name_with_another_number_is_somebody_else(tmp_path: Path) -> None:
    judgement = _people(tmp_path, ["王芳", GOOD], ["王芳", id_of("19800101", 14)])
    assert [row.disposition for row in judgement.rows[1:]] == ["accepted", "accepted"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_15_digit_number_of_somebody_listed_is_a_duplicate(tmp_path: Path, order: tuple[int, int]) -> None:
    old = "419901800101012"
    people = [["王芳", from_15(old)], ["王芳", old]]
    judgement = _people(tmp_path, *(people[index] for index in order))
    found = {row.disposition: row for row in judgement.rows[1:]}
    assert codes(found["duplicate"].reasons) == ["DUP_ID_15_18"]
    assert found["duplicate"].duplicate_of == found["accepted"].key
    assert not found["duplicate"].suggested_id


def test_a_15_digit_number_with_another_name_stays_to_be_corrected(tmp_path: Path) -> None:
    old = "419901800101012"
    judgement = _people(tmp_path, ["王芳", from_15(old)], ["李梅", old])
    assert codes(judgement.rows[2].reasons) == ["ID_15_DIGIT"]
    assert codes(judgement.rows[1].warnings) == []


def test_only_clean_rows_take_part_in_the_search_for_duplicates(tmp_path: Path) -> None:
    judgement = _people(tmp_path, ["王芳?", GOOD], ["王芳", GOOD])
    assert [row.disposition for row in judgement.rows[1:]] == ["needs_correction", "accepted"]
    assert judgement.rows[2].warnings == ()


def test_a_row_that_fails_only_a_cross_check_takes_part(tmp_path: Path) -> None:
    judgement = _people(tmp_path, ["王芳", GOOD, "男"], ["王芳", GOOD, "女"], ["李梅", GOOD, "男"])
    first, second, third = judgement.rows[1:]
    assert (first.disposition, codes(first.reasons), first.warnings) == ("needs_correction", ["SEX_ID_MISMATCH"], ())
    assert (second.disposition, second.duplicate_of) == ("duplicate", ("花名册", 2))
    assert codes(third.reasons) == ["ID_NAME_CONFLICT"]


def test_duplicates_are_found_across_sheets(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title in ("甲", "乙"):
        sheet = book.create_sheet(title)
        sheet.append(HEADER)
        sheet.append(["王芳", GOOD, None, None, phone_of(1)])
    book.save(tmp_path / "a.xlsx")
    judgement = judge(read_workbook(tmp_path / "a.xlsx"), None, Options(TODAY, TODAY))
    assert judgement.rows[3].duplicate_of == ("甲", 2)


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("20070208", []),
        ("20070209", ["AGE_UNDER_16"]),
        ("19670209", []),
        ("19670208", ["AGE_OVER_LIMIT"]),
    ],
)
def test_ages_are_full_years_and_limits_inclusive(tmp_path: Path, birth: str, expected: list[str]) -> None:
    row = _one(tmp_path, {"身份证号": id_of(birth, 12)}, kind="training_enrolment", age_max_female=55)
    assert codes(row.warnings) == expected


def test_limits_come_from_the_kind_of_list_unless_chosen(tmp_path: Path) -> None:
    man_of_62 = {"身份证号": id_of("19610101", 11)}
    assert codes(_one(tmp_path, man_of_62, kind="training_enrolment").warnings) == ["AGE_OVER_LIMIT"]
    assert codes(_one(tmp_path, man_of_62, kind="post_holder_register").warnings) == []
    assert codes(_one(tmp_path, man_of_62, kind="training_enrolment", age_max_male=62).warnings) == []


def test_somebody_born_after_the_reference_date_is_no_fault_of_the_number(tmp_path: Path) -> None:
    row = _one(tmp_path, {"身份证号": id_of("20240101", 12)}, today=dt.date(2025, 1, 1))
    assert codes(row.warnings) == ["AGE_UNDER_16"]


def test_the_oldest_age_is_counted_on_the_reference_date_not_on_the_day_of_the_import(tmp_path: Path) -> None:
    row = _one(tmp_path, {"身份证号": id_of("19040101", 12)}, today=dt.date(2026, 1, 1))
    assert (row.disposition, codes(row.warnings)) == ("accepted", ["AGE_OVER_LIMIT"])
    row = _one(tmp_path, {"身份证号": id_of("19020101", 12)}, today=dt.date(2026, 1, 1))
    assert codes(row.reasons) == ["ID_BAD_DATE"]


@pytest.mark.parametrize(
    ("cells", "warning"),
    [
        ({"联系电话": None}, "PHONE_MISSING"),
        ({"联系电话": "1540000123"}, "PHONE_INVALID"),
        ({"民族": "外星族"}, "ETHNIC_UNKNOWN"),
        ({"文化程度": "看不清"}, "EDUCATION_UNKNOWN"),
        ({"人员类别": "困难"}, "CATEGORY_UNKNOWN"),
        ({"监测对象": "√"}, "CATEGORY_UNKNOWN"),
        ({"身份证号": id_of("19800101", 11), "留守妇女": "是"}, "CATEGORY_SEX_CONFLICT"),
        ({"出生日期": "80.1.1"}, "DATE_UNPARSED"),
        ({"报名日期": "2月8日"}, "DATE_UNPARSED"),
        ({"残疾证号": GOOD + "5"}, "DISABILITY_CERT_MISMATCH"),
        ({"银行账号": 6.22202000000001e18}, "BANK_PRECISION_LOST"),
        ({"银行账号": "6.22202E+18"}, "BANK_PRECISION_LOST"),
    ],
)
def test_a_warning_does_not_keep_a_row_out(tmp_path: Path, cells: dict[str, Any], warning: str) -> None:
    row = _one(tmp_path, cells)
    assert (row.disposition, codes(row.warnings)) == ("accepted", [warning])


def test_no_phone_column_at_all_is_a_missing_phone(tmp_path: Path) -> None:
    row = only(judge_rows(tmp_path, [["姓名", "身份证号", "性别"], ["王芳", GOOD, "女"]]))
    assert (codes(row.warnings), row.values["phone"]) == (["PHONE_MISSING"], None)


def test_warnings_are_listed_for_accepted_rows_only(tmp_path: Path) -> None:
    row = _one(tmp_path, {"联系电话": None, "民族": "外星族", "身份证号": "4199"})
    assert (row.disposition, row.warnings) == ("needs_correction", ())


@pytest.mark.parametrize(
    ("certificate", "others", "fits"),
    [
        (GOOD + "43", {}, True),
        (GOOD + "43B1", {}, True),
        (GOOD + "43", {"残疾": "肢体三级"}, True),
        (GOOD + "43", {"残疾": "肢体四级"}, False),
        (GOOD + "43", {"残疾": "视力三级"}, False),
        (GOOD + "83", {}, False),
        (GOOD + "4", {}, False),
        (id_of("19810101", 12) + "43", {}, False),
        (4.1990119791105e19, {}, False),
        (None, {"残疾": "肢体三级"}, True),
        ("无", {}, True),
    ],
)
def test_the_certificate_of_disability_fits_number_kind_and_grade(
    tmp_path: Path, certificate: Any, others: dict[str, str], fits: bool
) -> None:
    row = _one(tmp_path, {"残疾证号": certificate} | others)
    assert codes(row.warnings) == ([] if fits else ["DISABILITY_CERT_MISMATCH"])


def test_a_certificate_with_a_small_x_is_cleaned_like_a_number(tmp_path: Path) -> None:
    number = next(n for n in (id_of("19930225", s) for s in range(2, 40, 2)) if n.endswith("X"))
    row = _one(tmp_path, {"身份证号": number, "残疾证号": number[:17] + "x43"})
    assert (codes(row.warnings), row.values["disability_cert_no"]) == ([], number + "43")


def test_an_unknown_region_is_no_warning(tmp_path: Path) -> None:
    assert _one(tmp_path, {"身份证号": id_of("19800101", 12, "419929")}).warnings == ()


def test_a_correction_is_judged_like_the_file(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ["王?", "4199", "男", None, None]])
    workbook = read_workbook(path)
    typed = {"name": "王芳", "id_number": GOOD, "sex": "女", "phone": "154 0000 0001", "categories": "低保"}
    (row,) = judge(workbook, None, Options(TODAY, TODAY), {("花名册", 2): typed}).accepted
    assert (row.values["name"], row.values["phone"], row.values["categories"]) == ("王芳", phone_of(1), ["A01"])
    half = judge(workbook, None, Options(TODAY, TODAY), {("花名册", 2): {"name": "王芳"}})
    assert codes(half.rows[1].reasons) == ["ID_LENGTH"]


def test_counts_add_up_to_all_rows(tmp_path: Path) -> None:
    judgement = _people(tmp_path, ["王芳", GOOD], ["王芳", GOOD], ["李?", None], ["合计", None])
    assert judgement.counts == {"accepted": 1, "needs_correction": 1, "duplicate": 1, "ignored": 2}
    assert sum(judgement.counts.values()) == len(judgement.rows)


@pytest.mark.parametrize("table", ["import_reason", "import_warning"])
def test_every_code_has_a_sentence_for_the_clerk(table: str) -> None:
    for code, name in tables.table(table):
        text = sentence(Finding(code, "", "419901800101012" if code.startswith("ID_") else "花名册!2"))
        assert text
        assert code not in text
        assert text.endswith("。") or text == name


def test_a_name_that_is_only_too_long_is_not_called_wrong_characters() -> None:
    assert sentence(Finding("NAME_ILLEGAL", "name", "王" * 60)).startswith("姓名有 60 个字，最多 50 个")


def test_an_age_above_the_limit_names_both() -> None:
    said = sentence(Finding("AGE_OVER_LIMIT", "birth_date", "71/69"))
    assert said == "71 周岁，超过了这次导入的年龄上限 69 周岁。"


def test_a_finding_says_which_cell_it_belongs_to(tmp_path: Path) -> None:
    row = _one(tmp_path, {"姓名": "王?", "身份证号": "4199"})
    assert [(reason.code, reason.field) for reason in row.reasons] == [
        ("NAME_ILLEGAL", "name"),
        ("ID_LENGTH", "id_number"),
    ]
    assert "王?" in row.reasons[0].text
    assert "4 位" in row.reasons[1].text
