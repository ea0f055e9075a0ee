"""F04 培训签到表: the sheet that forty-two people sign."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from station_app.core.checks import Refused
from station_app.documents.grid import Fill, table_form
from station_app.documents.table import draw_forms
from station_app.features.training.documents import HalfDay, sign_in_pdf
from station_app.features.training.documents.sign_in import sign_in_days
from tests.documents import printed
from tests.documents.invented_class import CLASS_NAME, FIRST_DAY, LONG_NAME, sheet, trainee

LEFT = 25.0


def ordinary(count: int = 42, **changes: object):
    return sheet(trainees=tuple(trainee(n, name="王秀兰") for n in range(1, count + 1)), **changes)


def test_a_class_of_forty_two_needs_three_pages_a_day() -> None:
    pdf = sign_in_pdf(ordinary(), FIRST_DAY)
    pages = printed.page_texts(pdf)
    assert printed.page_sizes(pdf) == [(210, 297)] * 3
    numbers = [[int(each) for each in re.findall(r"^(\d+) 王秀兰", page, re.MULTILINE)] for page in pages]
    assert numbers == [list(range(1, 20)), list(range(20, 39)), list(range(39, 43))]


def test_without_a_day_every_day_has_its_own_numbered_sheets() -> None:
    pages = printed.page_texts(sign_in_pdf(ordinary()))
    assert len(pages) == 9
    for at, page in enumerate(pages):
        assert f"2023年2月{15 + at // 3}日 星期{'三四五'[at // 3]}" in page
        assert f"第 {at % 3 + 1} 页 共 3 页" in page


def test_the_head_says_class_day_place_trainer_and_hours() -> None:
    lines = printed.page_texts(sign_in_pdf(ordinary(), FIRST_DAY))[0].splitlines()
    assert lines[0] == "培训签到表"
    assert lines[1] == f"{CLASS_NAME}　2023年2月15日 星期三"
    assert lines[2] == "培训地点:城郊乡文化站 授课教师:刘桂香 课时:8"
    assert lines[3] == "序号 姓名 联系电话 上午签到 下午签到 备注"


def test_the_foot_of_every_page_counts_the_class_and_leaves_room_to_sign() -> None:
    for page in printed.page_texts(sign_in_pdf(ordinary(), FIRST_DAY)):
        assert "应到 42 人 实到上午" in page
        assert "教师签字:" in page
        assert "班主任签字:" in page
        assert "代签无效" in page
    pdf = sign_in_pdf(ordinary(3), FIRST_DAY)
    assert 195 - printed.box(pdf, "班主任签字:").right >= 20


def test_phones_stand_in_full() -> None:
    assert "15400000001" in printed.page_texts(sign_in_pdf(ordinary(1), FIRST_DAY))[0]


def test_cells_to_sign_are_ten_mm_high_and_forty_four_wide() -> None:
    pdf = sign_in_pdf(ordinary(3), FIRST_DAY)
    phones = [printed.box(pdf, f"1540000000{number}") for number in (1, 2, 3)]
    assert phones[1].top - phones[0].top == pytest.approx(10, abs=0.1)
    morning, afternoon = printed.box(pdf, "上午签到"), printed.box(pdf, "下午签到")
    assert morning.middle == pytest.approx(LEFT + 66 + 22, abs=0.3)
    assert afternoon.middle - morning.middle == pytest.approx(44, abs=0.1)


def test_a_long_name_wraps_whole_and_pushes_nobody_off_the_sheet() -> None:
    pages = printed.page_texts(sign_in_pdf(sheet(), FIRST_DAY))
    assert len(pages) == 3
    text = "".join("".join(pages).split())
    assert LONG_NAME in text
    for name in ("𠅤㛃", "䶮𬱖", "𠮷玉梅", "买买提·艾力"):
        assert name in text


def test_a_half_day_without_lessons_is_crossed_out() -> None:
    morning_only = ordinary(2, half_days=(HalfDay(FIRST_DAY, "AM", "4"),))
    page = printed.page_texts(sign_in_pdf(morning_only))[0]
    assert page.count("—") == 2
    assert "课时:4" in page


def test_an_evening_gets_a_cell_of_its_own() -> None:
    halves = tuple(HalfDay(FIRST_DAY, half, "2.5") for half in ("AM", "PM", "EV"))
    pdf = sign_in_pdf(ordinary(2, half_days=halves))
    heads = [printed.box(pdf, each).middle for each in ("上午签到", "下午签到", "晚上签到")]
    assert heads[1] - heads[0] == pytest.approx(heads[2] - heads[1], abs=0.2)
    assert heads[2] < LEFT + 154
    assert "课时:7.5" in printed.page_texts(pdf)[0]


def test_another_trainer_or_room_of_the_day_is_named() -> None:
    halves = (HalfDay(FIRST_DAY, "AM", "4"), HalfDay(FIRST_DAY, "PM", "4", trainer="陈师傅", venue="食堂"))
    page = printed.page_texts(sign_in_pdf(ordinary(1, half_days=halves)))[0]
    assert "授课教师:刘桂香、陈师傅" in page
    assert "培训地点:城郊乡文化站、食堂" in page


def test_a_blank_sheet_has_nineteen_rows_and_a_date_to_write() -> None:
    pdf = sign_in_pdf(ordinary(), blank=True)
    text = printed.page_texts(pdf)[0]
    assert printed.page_count(pdf) == 1
    assert "王秀兰" not in text
    assert CLASS_NAME in text
    assert re.search(r"年\s*月\s*日\s*星期", text)
    assert CLASS_NAME not in printed.page_texts(sign_in_pdf())[0]
    head, foot = printed.box(pdf, "上午签到"), printed.box(pdf, "教师签字:")
    assert foot.top - head.top == pytest.approx(19 * 10 + 4.5 + 4.8 + 9, abs=3)


def test_blank_rows_are_added_below_the_last_trainee() -> None:
    plain, padded = sign_in_pdf(ordinary(42), FIRST_DAY), sign_in_pdf(ordinary(42), FIRST_DAY, blank_rows=True)
    assert printed.page_count(padded) == 3
    down = printed.box(padded, "教师签字:", 2).top - printed.box(plain, "教师签字:", 2).top
    assert down == pytest.approx(15 * 10, abs=0.1)


def test_a_very_long_place_moves_the_other_items_to_a_further_line() -> None:
    venue = "城郊乡张湾社区党群服务中心二楼多功能培训教室" * 3
    pdf = sign_in_pdf(ordinary(42, venue=venue), FIRST_DAY)
    assert venue in "".join(printed.page_texts(pdf)[0].split())
    assert printed.box(pdf, "课时:8").right <= 195.2


def test_a_day_without_lessons_is_refused() -> None:
    with pytest.raises(Refused, match="没有排课"):
        sign_in_pdf(ordinary(), dt.date(2023, 3, 1))
    with pytest.raises(Refused, match="还没有排课"):
        sign_in_pdf(ordinary(half_days=()))


def test_the_sheet_of_several_days_says_which_days() -> None:
    pdf = draw_forms(sign_in_days(table_form("F04b"), ordinary(3), Fill.FILLED))
    assert f"{CLASS_NAME}　2023年2月15日至2023年2月17日" in printed.page_texts(pdf)[0]
