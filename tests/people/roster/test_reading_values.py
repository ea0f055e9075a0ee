"""domain.md §11 rules 8, 13–15: dates, phones, coded words, categories, amounts, and what `values` carries."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.features.people.rules.roster import moments, numbers, words
from station_app.features.people.rules.roster.verdicts import RowVerdict
from station_app.spreadsheets.cells import YearMonth
from tests.people.roster.workbooks import codes, id_of, judge_file, judge_rows, only, phone_of

RESOURCES = Path(__file__).parents[3] / "resources"
BORN = dt.date(1978, 3, 2)
GOOD = id_of("19780302", 12)


def _one(tmp_path: Path, label_values: dict[str, Any], **chosen: Any) -> RowVerdict:
    cells = {"姓名": "王芳", "身份证号": GOOD, "联系电话": phone_of(1)} | label_values
    return only(judge_rows(tmp_path, [list(cells), list(cells.values())], **chosen))


@pytest.mark.parametrize(
    "typed",
    [
        "1978.3.2", "1978/3/2", "1978-03-02", "19780302", "1978年3月2日", "1978年03月02日", "１９７８．３．２",
        "1978 . 3 . 2", "1978-03-02 00:00:00", 19780302, 28551, "28551", 28551.25, BORN,
        dt.datetime.combine(BORN, dt.time(10, 30)),
        "1978年3月", "1978.03", "197803", "1978/3", 197803, 1978.03, 1978.3, "１９７８０３",
    ],
)  # fmt: skip
def test_every_form_of_a_birth_date_is_understood(tmp_path: Path, typed: Any) -> None:
    row = _one(tmp_path, {"出生日期": typed})
    assert (row.disposition, row.values["birth_date"], codes(row.warnings)) == ("accepted", "1978-03-02", [])


@pytest.mark.parametrize("typed", ["1978.4", "1978-03-03", 197804, 28552, 1978.12, "1978年2月"])
def test_a_birth_date_that_differs_needs_correction(tmp_path: Path, typed: Any) -> None:
    assert codes(_one(tmp_path, {"出生日期": typed}).reasons) == ["BIRTH_ID_MISMATCH"]


@pytest.mark.parametrize(
    "typed",
    ["78.3.2", "3月2日", "78年3月2日", 1978, "1978", "1978年", "不详", "1978.13", "1978.02.30", 9999, 60001, True],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(tmp_path: Path, typed: Any) -> None:
    row = _one(tmp_path, {"出生日期": typed})
    assert (row.disposition, codes(row.warnings), row.values["birth_date"]) == (
        "accepted",
        ["DATE_UNPARSED"],
        "1978-03-02",
    )


@pytest.mark.parametrize(("month", "fits"), [("01", True), ("10", True), ("11", False), ("02", False)])
def test_a_number_that_lost_its_zero_fits_january_and_october(tmp_path: Path, month: str, fits: bool) -> None:
    row = _one(tmp_path, {"身份证号": id_of(f"1978{month}15", 12), "出生年月": 1978.1})
    assert codes(row.reasons) == ([] if fits else ["BIRTH_ID_MISMATCH"])


def test_the_same_digits_as_text_are_january(tmp_path: Path) -> None:
    row = _one(tmp_path, {"身份证号": id_of("19781015", 12), "出生年月": "1978.1"})
    assert codes(row.reasons) == ["BIRTH_ID_MISMATCH"]


def test_in_csv_a_number_and_its_text_look_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,身份证号,出生年月\n王芳,{id_of('19781015', 12)},1978.1\n", encoding="utf-8")
    assert only(judge_file(path)).disposition == "accepted"


@pytest.mark.parametrize("number_format", ["yyyy.mm", 'yyyy"年"m"月"', "mmm-yy", '[$-804]yyyy"年"m"月"', "yyyy\\.mm"])
def test_a_date_cell_without_a_day_is_compared_on_the_month(tmp_path: Path, number_format: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "出生年月"])
    sheet.append(["王芳", GOOD, dt.date(1978, 3, 1)])
    sheet.append(["李梅", id_of("19780402", 12), dt.date(1978, 3, 1)])
    for row in (2, 3):
        sheet.cell(row, 3).number_format = number_format
    book.save(tmp_path / "a.xlsx")
    rows = judge_file(tmp_path / "a.xlsx").rows
    assert rows[1].disposition == "accepted"
    assert codes(rows[2].reasons) == ["BIRTH_ID_MISMATCH"]


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yy", 'm"月"d"日"'])
def test_a_date_cell_with_a_day_is_compared_whole(tmp_path: Path, number_format: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "出生年月"])
    sheet.append(["王芳", GOOD, dt.date(1978, 3, 1)])
    sheet.cell(2, 3).number_format = number_format
    book.save(tmp_path / "a.xlsx")
    assert codes(only(judge_file(tmp_path / "a.xlsx")).reasons) == ["BIRTH_ID_MISMATCH"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2022.6.1", "2022-06-01"), (44713, "2022-06-01"), ("2022年6月", "2022-06"), (202206, "2022-06"), (None, None),
     ("长期", None), (YearMonth(2022, 6), "2022-06")],
)  # fmt: skip
def test_other_dates_are_read_the_same_way(typed: Any, value: str | None) -> None:
    found = moments.read_date(typed) if typed is not None else None
    assert (None if found is None else str(found)) == value


@given(st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31)))
def test_a_date_written_any_way_is_the_same_day(day: dt.date) -> None:
    for form in ("{0}.{1}.{2}", "{0}/{1:02}/{2:02}", "{0}-{1}-{2}", "{0}年{1}月{2}日", "{0}{1:02}{2:02}"):
        assert moments.read_date(form.format(day.year, day.month, day.day)) == day
    assert moments.agrees(moments.Month(day.year, (day.month,)), day)


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers()))
def test_no_cell_breaks_the_reading_of_dates(cell: Any) -> None:
    found = moments.read_date(cell)
    assert found is None or str(found)


@pytest.mark.parametrize(
    ("typed", "phone", "contact", "valid"),
    [
        ("15400001280", "15400001280", None, True),
        ("+86 154 0000 5555", "15400005555", None, True),
        ("86-154-0000-5555", "15400005555", None, True),
        ("8615400005555", "15400005555", None, True),
        ("１５４００００８８８８", "15400008888", None, True),
        (15400007777, "15400007777", None, True),
        ("'15400007777", "15400007777", None, True),
        ("\u200b154\u00a000007777", "15400007777", None, True),
        ("0377-6800123", "0377-6800123", None, True),
        ("0377 - 6800123", "0377-6800123", None, True),
        ("０３７７－６８００１２３", "0377-6800123", None, True),
        ("03776800123", "03776800123", None, True),
        ("15400001280/15400001281", "15400001280", "15400001281", True),
        ("15400001280、0377-6800123", "15400001280", "0377-6800123", True),
        ("15400001280；15400001281", "15400001280", "15400001281", True),
        ("/15400001281", "15400001281", None, True),
        ("1540000128", "1540000128", None, False),
        ("154-0000-128", "1540000128", None, False),
        ("12400001280", "12400001280", None, False),
        (6800123, "6800123", None, False),
        ("15400001280/154000", "15400001280", "154000", False),
        ("没有", "没有", None, False),
        (None, None, None, True),
        ("　", None, None, True),
    ],
)
def test_phones(tmp_path: Path, typed: Any, phone: str | None, contact: str | None, valid: bool) -> None:
    row = _one(tmp_path, {"联系电话": typed})
    assert (row.values["phone"], row.values.get("contact_phone")) == (phone, contact)
    assert codes(row.warnings) == ([] if valid and phone else ["PHONE_INVALID"] if phone else ["PHONE_MISSING"])


def test_every_official_name_and_alias_of_every_table_leads_to_its_code() -> None:
    aliases = RESOURCES / "codes_extra" / "aliases.csv"
    checked = 0
    by_table = {table: field for field, table in words.TABLES.items()}
    for line in aliases.read_text(encoding="utf-8").splitlines()[1:]:
        table, alias, code = line.split(",")
        if table in by_table:
            assert words.find_code(by_table[table], alias) == code
            assert words.find_code(by_table[table], " ".join(alias)) == code
        else:
            assert words.read_categories(alias, None).codes == (() if code == "Z00" else (code,)), alias
        checked += 1
    assert checked == 531
    for field, table in words.TABLES.items():
        for line in (RESOURCES / "codes" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1:]:
            code, name = line.split(",")[:2]
            assert words.find_code(field, name) == words.find_code(field, code) == code


@pytest.mark.parametrize(
    ("label", "typed", "field", "code"),
    [
        ("民族", "汉", "ethnic_group", "01"),
        ("民族", "回 族", "ethnic_group", "03"),
        ("民族", "穿青人", "ethnic_group", "97"),
        ("民族", 57, "ethnic_group", "97"),
        ("民族", 58, "ethnic_group", "98"),
        ("民族", "毛难族", "ethnic_group", "36"),
        ("文化程度", "初 中", "education", "70"),
        ("文化程度", "高中/中专", "education", "40"),
        ("文化程度", "文盲", "education", "90"),
        ("与户主关系", "长子", "relation_to_head", "22"),
        ("与户主关系", "其他亲戚", "relation_to_head", None),
        ("婚姻状况", "有配偶", "marital_status", "20"),
        ("政治面貌", "群众", "political_status", "13"),
        ("政治面貌", "中共党员", "political_status", "01"),
        ("劳动能力", "弱（半）劳动力", "labour_ability", "3"),
        ("有无意愿", "×", "work_willingness", "5"),
        ("距离要求", "５公里以内", "distance_limit", "3"),
        ("残疾等级", "2级", "disability_grade", "2"),
    ],
)
def test_coded_words(tmp_path: Path, label: str, typed: Any, field: str, code: str | None) -> None:
    row = _one(tmp_path, {label: typed})
    assert (row.disposition, row.values[field]) == ("accepted", code)


def test_the_words_for_no_schooling_are_kept(tmp_path: Path) -> None:
    assert _one(tmp_path, {"文化程度": "半文盲"}).values["education_words"] == "半文盲"
    assert "education_words" not in _one(tmp_path, {"文化程度": "其他"}).values


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("低保、残疾", ["A01", "C01"]),
        ("低保,残疾", ["A01", "C01"]),
        ("低保，残疾", ["A01", "C01"]),
        ("低保；留守妇女", ["A01", "D01"]),
        ("低保/建档立卡", ["A01", "B01"]),
        ("低保 留守妇女", ["A01", "D01"]),
        ("低保　留守", ["A01", "D01"]),
        ("留守妇女、留守妇女", ["D01"]),
        ("一般户", ["Z00"]),
        ("无", ["Z00"]),
        ("", ["Z00"]),
        ("其他", ["Z00"]),
        ("×", ["Z00"]),
        ("一般户、低保", ["A01"]),
        (4050, ["E03"]),
        ("“4050”人员", ["Z00"]),
        ("低保户（农村）", ["A01"]),
        ("残疾(肢体三级)", ["C01"]),
        ("低保、残疾（肢体三级）", ["A01", "C01"]),
        ("残疾（肢体、三级）", ["C01"]),
        ("听力二级", ["C01"]),
        ("三级肢体残疾", ["C01"]),
        ("残疾人家庭成员", ["C02"]),
        ("D01", ["D01"]),
    ],
)
def test_category_words(tmp_path: Path, typed: Any, found: list[str]) -> None:
    row = _one(tmp_path, {"人员类别": typed})
    assert row.values["categories"] == found
    assert codes(row.warnings) == (["CATEGORY_UNKNOWN"] if typed == "“4050”人员" else [])


@pytest.mark.parametrize(
    ("typed", "kind", "grade"),
    [
        ("肢体三级", "4", "3"),
        ("残疾(肢体三级)", "4", "3"),
        ("肢体残疾三级", "4", "3"),
        ("肢体（3级）", "4", "3"),
        ("三级肢体", "4", "3"),
        ("听力 二级", "2", "2"),
        ("语言一级", "3", "1"),
        ("多重二级", "7", "2"),
        ("精神", "6", None),
        ("四级", None, "4"),
        ("√", None, None),
        ("是", None, None),
    ],
)
def test_kind_and_grade_of_a_disability(tmp_path: Path, typed: str, kind: str | None, grade: str | None) -> None:
    row = _one(tmp_path, {"残疾（类别等级）": typed})
    assert (row.values["categories"], row.warnings) == (["C01"], ())
    assert (row.values.get("disability_category"), row.values.get("disability_grade")) == (kind, grade)


@pytest.mark.parametrize(
    ("label", "typed", "found", "understood"),
    [
        ("低保", "√", ["A01"], True),
        ("低保", "是", ["A01"], True),
        ("低保", 1, ["A01"], True),
        ("低保", "有", ["A01"], True),
        ("低保", "✔", ["A01"], True),
        ("低保", "×", ["Z00"], True),
        ("低保", "否", ["Z00"], True),
        ("低保", 0, ["Z00"], True),
        ("低保", "无", ["Z00"], True),
        ("低保", None, ["Z00"], True),
        ("低保", "城市低保", ["A01"], True),
        ("低保边缘", "刚性支出困难家庭", ["A04"], True),
        ("低保", "看不懂", ["Z00"], False),
        ("监测对象", "√", ["Z00"], False),
        ("监测对象", "是", ["Z00"], False),
        ("监测对象", "突发严重困难户", ["B13"], True),
        ("监测对象", "否", ["Z00"], True),
        ("是否留守妇女", "是", ["D01"], True),
    ],
)
def test_columns_named_after_a_category(
    tmp_path: Path, label: str, typed: Any, found: list[str], understood: bool
) -> None:
    row = _one(tmp_path, {label: typed})
    assert row.values["categories"] == found
    assert codes(row.warnings) == ([] if understood else ["CATEGORY_UNKNOWN"])


def test_categories_of_several_columns_come_together(tmp_path: Path) -> None:
    row = _one(tmp_path, {"低保": "√", "残疾": "视力一级", "人员类别": "留守妇女、低保"})
    assert row.values["categories"] == ["A01", "C01", "D01"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2000-3000", "2000.00"),
        ("2千左右", "2000.00"),
        ("2千-3千", "2000.00"),
        ("2-3千", "2000.00"),
        ("1.5千", "1500.00"),
        ("面议", None),
        ("", None),
        (None, None),
        (1800, "1800.00"),
        (1800.5, "1800.50"),
        ("2500元/月", "2500.00"),
        ("4000以上", "4000.00"),
        ("２０００", "2000.00"),
        ("2,500", "2500.00"),
        ("￥600", "600.00"),
        ("600元", "600.00"),
        ("1万", "10000.00"),
    ],
)
def test_amounts(tmp_path: Path, typed: Any, amount: str | None) -> None:
    assert _one(tmp_path, {"期望月薪": typed}).values["min_wage_wish"] == amount
    assert _one(tmp_path, {"补助标准": typed}).values["monthly_amount"] == amount


@pytest.mark.parametrize(
    ("typed", "account"),
    [
        ("6222 0200 0000 0000 019", "6222020000000000019"),
        ("'6222020000000000019", "6222020000000000019"),
        ("６２２２０２００００００００１９", "6222020000000019"),
        ("6222-0200-0000-0019", "6222020000000019"),
        (622202000000001, "622202000000001"),
        (None, None),
    ],
)
def test_accounts(tmp_path: Path, typed: Any, account: str | None) -> None:
    assert _one(tmp_path, {"一卡通": typed}).values["bank_account"] == account


def test_a_destroyed_account_is_not_kept(tmp_path: Path) -> None:
    assert _one(tmp_path, {"卡号": 6.22202000000001e18}).values["bank_account"] is None


def test_every_recognised_column_is_in_the_values_of_a_post_holder(tmp_path: Path) -> None:
    row = _one(
        tmp_path,
        {
            "编号": 7,
            "所在村": "东河村",
            "从事岗位": " 保洁员 ",
            "开始日期": dt.date(2022, 6, 1),
            "到期日期": "2023.5.31",
            "补助标准": "600元",
            "一卡通": "6222020000000000019",
            "年龄": 44,
            "备注": None,
            "照片": "有",
        },
        kind="post_holder_register",
    )
    expected = {
        "serial": "7",
        "village": "东河村",
        "post": "保洁员",
        "start_date": "2022-06-01",
        "end_date": "2023-05-31",
        "monthly_amount": "600.00",
        "bank_account": "6222020000000000019",
        "age": "44",
        "note": None,
    }
    assert {name: row.values[name] for name in expected} == expected
    assert "照片" not in row.values


def test_an_enrolment_carries_its_day(tmp_path: Path) -> None:
    row = _one(tmp_path, {"报名日期": 44958, "家庭住址": "东河村3组"}, kind="training_enrolment")
    assert (row.values["enrolled_on"], row.values["address"]) == ("2023-02-01", "东河村3组")


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_words(text: str) -> None:
    assert words.join((words.read_categories(text, None), words.read_categories(text, "C01"))).codes
    assert isinstance(numbers.phones(text).phone, str)
    assert numbers.amount(text) is None or "." in str(numbers.amount(text))
