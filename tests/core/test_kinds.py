"""What a clerk types is understood, checked and masked the same way on every screen."""

import datetime as dt

import pytest

from station_app.core import kinds
from station_app.core.checks import Refused
from station_app.core.fields import Field, Record

GOOD_ID = "419901197803021027"


@pytest.mark.parametrize(
    "typed", ["20230215", "2023.2.15", "2023/2/15", "2023-02-15", "2023年2月15日", "２０２３．２．１５"]
)
def test_a_date_is_understood_however_it_is_typed(typed: str) -> None:
    assert kinds.Date().parse(typed) == dt.date(2023, 2, 15)


@pytest.mark.parametrize("typed", ["23.2.15", "2月15日", "2023-02-30", "2023", "明天"])
def test_a_date_is_never_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match="看不懂这个日期"):
        kinds.Date().parse(typed)


def test_an_empty_text_is_nothing_for_every_kind() -> None:
    for kind in (
        kinds.Text(5),
        kinds.Name(),
        kinds.Date(),
        kinds.Money(),
        kinds.Integer(),
        kinds.Phone(),
        kinds.Time(),
    ):
        assert kind.parse("  ") is None


@pytest.mark.parametrize(
    ("typed", "fen"), [("2000", 200000), ("600元", 60000), ("1,234.5", 123450), ("０．０１", 1), ("0", 0)]
)
def test_money_is_kept_in_fen(typed: str, fen: int) -> None:
    assert kinds.Money().parse(typed) == fen


def test_money_shows_two_decimals_and_hours_none_too_many() -> None:
    assert kinds.Money().format(200000) == "2000.00"
    assert kinds.Decimals(places=1).format(40) == "4"
    assert kinds.Decimals(places=1).format(45) == "4.5"


@pytest.mark.parametrize("typed", ["1.234", "abc", "NaN", "1e99", "--1"])
def test_an_amount_that_would_have_to_be_rounded_or_guessed_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="请输入数字"):
        kinds.Money().parse(typed)


def test_sensitive_values_are_masked_as_r_50_says() -> None:
    assert kinds.IdNumber().mask(GOOD_ID) == "419901********1027"
    assert kinds.Phone().mask("15400005678") == "154****5678"
    assert kinds.Account().mask("6228480012345678") == "*" * 12 + "5678"
    assert kinds.CardNumber(22).mask(GOOD_ID + "43") == "419901**********" + (GOOD_ID + "43")[-4:]
    assert kinds.Name().mask("王秀兰") == "王**"


@pytest.mark.parametrize("typed", ["+86 154 0000 1234", "154-0000-1234", "８６15400001234", " 15400001234 "])
def test_a_mobile_number_is_cleaned(typed: str) -> None:
    kind = kinds.Phone()
    number = kind.parse(typed)
    kind.check(number)
    assert number == "15400001234"


def test_a_landline_keeps_its_dash() -> None:
    assert kinds.Phone().parse("0377-6800123") == "0377-6800123"
    kinds.Phone().check("0377-6800123")
    with pytest.raises(ValueError, match="11 位手机号"):
        kinds.Phone().check("12345")


def test_control_characters_and_surrogates_are_refused() -> None:
    for text in ("a\x00b", "a\x1bb", "a\ud800b"):
        with pytest.raises(ValueError, match="控制字符"):
            kinds.Text(10).parse(text)


def test_a_text_longer_than_its_column_is_refused_by_code_points() -> None:
    kinds.Text(3).check("𠮷𠮷𠮷")
    with pytest.raises(ValueError, match="最多 3 个字，现在是 4 个"):
        kinds.Text(3).check("𠮷𠮷𠮷𠮷")


def test_a_code_is_found_by_code_name_or_what_counties_type() -> None:
    kind = kinds.Code("education")
    assert kind.parse("70") == kind.parse("初中") == kind.parse("初级中学教育") == "70"
    assert kind.format("70") == "初中"
    assert kinds.Code("sex").format("2") == "女"
    with pytest.raises(ValueError, match="不在可选项中"):
        kind.parse("幼儿园")


def test_several_codes_keep_their_order_and_lose_repeats() -> None:
    assert kinds.Codes("assistance_category").parse("留守妇女、低保,低保户") == ("D01", "A01")


def test_an_old_number_is_answered_with_its_new_form() -> None:
    with pytest.raises(ValueError, match=r"18 位应为 41990119"):
        kinds.IdNumber().check("419901780302102")


@pytest.mark.parametrize("digit", range(10))
def test_a_wrong_last_digit_is_always_found(digit: int) -> None:
    number = GOOD_ID[:17] + str(digit)
    if number == GOOD_ID:
        kinds.IdNumber().check(number)
    else:
        with pytest.raises(ValueError, match="校验码不对"):
            kinds.IdNumber().check(number)


def test_a_record_names_every_problem_and_every_gap() -> None:
    record = Record(
        "r", "某记录", (Field("a", "甲", kinds.Text(2), required=True), Field("b", "乙", kinds.Integer(1, 5)))
    )
    problems = record.check({"a": "", "b": 9})
    assert [(p.field, p.text) for p in problems] == [("a", "请填写“甲”。"), ("b", "应在 1 到 5 之间。")]
    assert [field.name for field in record.gaps({"a": None, "b": None})] == ["a"]
    assert str(Refused(problems)) == "请填写“甲”。应在 1 到 5 之间。"
