"""F02 学员花名册: text and position of the printed roster."""

from __future__ import annotations

import re

import pytest

from station_app.core.checks import Refused
from station_app.features.training.documents import roster_pdf
from tests.documents import printed
from tests.documents.invented_class import CLASS_NAME, LONG_NAME, id_of, sheet, trainee

LEFT, TOP = 18.0, 22.0


def ordinary(count: int = 42):
    return sheet(trainees=tuple(trainee(n, name="王秀兰") for n in range(1, count + 1)))


def test_forty_two_people_fill_three_pages_of_fourteen_in_roster_order() -> None:
    pdf = roster_pdf(ordinary())
    pages = printed.page_texts(pdf)
    assert len(pages) == 3
    assert printed.page_sizes(pdf) == [(297, 210)] * 3
    numbers = [[int(each) for each in re.findall(r"^(\d+) 王秀兰", page, re.MULTILINE)] for page in pages]
    assert numbers == [list(range(1, 15)), list(range(15, 29)), list(range(29, 43))]


def test_every_page_has_title_head_and_page_number() -> None:
    for number, page in enumerate(printed.page_texts(roster_pdf(ordinary())), start=1):
        lines = page.splitlines()
        assert lines[0] == "学员花名册"
        assert lines[1] == CLASS_NAME
        assert "培训工种:中式面点师" in lines[2]
        assert "培训时间:2023年2月15日至2023年2月17日" in lines[2]
        assert f"第{number}页 共3页" in lines[2]
        head = "序号 姓名 性别 民族 出生年月 身份证号 文化程度 人员类别 家庭住址(村组) 联系电话 备注"
        assert lines[3] == head
        assert f"第 {number} 页 共 3 页" in page
        assert "F02　2023年2月10日" in page


def test_a_line_has_everything_in_the_order_of_the_columns() -> None:
    page = printed.page_texts(roster_pdf(sheet(1)))[0]
    assert f"1 李桂英 女 汉 1971.02 {id_of(1)} 初中 低保对象 王庄村2组 15400000001" in page


def test_the_last_page_closes_with_totals_counted_by_category() -> None:
    pages = printed.page_texts(roster_pdf(ordinary()))
    total = "合计:共 42 人,其中女 42 人、低保 14 人、残疾 7 人、留守妇女 21 人、脱贫(监测)14 人。"
    assert total in pages[2]
    assert not any("合计" in page for page in pages[:2])


@pytest.mark.parametrize("way", [{}, {"blank_rows": True}])
def test_the_totals_never_stand_alone_on_a_page(way: dict[str, bool]) -> None:
    note = "孩子小，中午需回家做饭；听力弱，请坐前排；本人患高血压，实操时注意休息，请多提醒"
    for count in range(9, 15):
        everybody = tuple(trainee(n, name="王秀兰", note=note if n % 4 == 0 else "") for n in range(1, count + 1))
        last = printed.page_texts(roster_pdf(sheet(trainees=everybody), **way))[-1]
        assert f"共 {count} 人" in last
        assert f"{count} 王秀兰" in last


def test_rows_to_write_on_stand_before_the_totals_even_when_these_need_a_page_more() -> None:
    long_address = "测试县城郊乡东河村第十二村民小组沿河路北段二百三十七号附一号原粮站家属院三单元五楼东户"
    everybody = tuple(trainee(n, name="王秀兰", address=long_address if n > 10 else "") for n in range(1, 15))
    pdf = roster_pdf(sheet(trainees=everybody), blank_rows=True)
    assert len(printed.page_texts(pdf)) == 2
    assert printed.box(pdf, "合计:", page=1).top > TOP + 100  # at the foot of its page, not below its head


def test_men_are_not_counted_as_women() -> None:
    both = sheet(trainees=(trainee(1, sex="1"), trainee(2)))
    assert "共 2 人,其中女 1 人" in printed.page_texts(roster_pdf(both))[0]


def test_id_numbers_stand_in_one_line_inside_their_column_at_full_size() -> None:
    pdf = roster_pdf(ordinary())
    column_left = LEFT + 10 + 24 + 10 + 14 + 18
    for number in (1, 14):
        box = printed.box(pdf, id_of(number))
        assert column_left < box.left < box.right < column_left + 42
        assert box.middle == pytest.approx(column_left + 21, abs=0.5)
        assert box.bottom - box.top < 4


def test_rows_are_eight_mm_high_and_the_table_is_as_wide_as_the_form_says() -> None:
    pdf = roster_pdf(ordinary())
    first, second = (printed.box(pdf, id_of(number)) for number in (1, 2))
    assert second.top - first.top == pytest.approx(8, abs=0.1)
    picture = printed.picture(pdf, dpi=254)  # ten dots a mm
    row = picture[int((first.top - 3) * 10) : int((first.top + 1) * 10)].min(axis=0)
    dark = [at / 10 for at in range(len(row)) if row[at] < 100]
    assert min(dark) == pytest.approx(LEFT, abs=0.3)
    assert max(dark) == pytest.approx(LEFT + 260, abs=0.3)


def test_long_addresses_wrap_and_the_row_grows() -> None:
    long = "城郊乡张湾社区张湾村委会东张湾自然村第十二村民小组南头第三排西起第二户"
    pdf = roster_pdf(sheet(trainees=(trainee(1, address=long), trainee(2))))
    assert long in "".join(printed.page_texts(pdf)[0].split())
    assert printed.box(pdf, id_of(2)).top - printed.box(pdf, id_of(1)).top > 9.5


def test_a_name_of_fifty_characters_is_printed_whole() -> None:
    pdf = roster_pdf(sheet(trainees=(trainee(9), trainee(10))))
    assert LONG_NAME in "".join(printed.page_texts(pdf)[0].split())


def test_a_blank_roster_is_one_page_of_empty_rows() -> None:
    assert CLASS_NAME in printed.page_texts(roster_pdf(sheet(), blank=True))[0]
    pages = printed.page_texts(roster_pdf())
    assert len(pages) == 1
    assert CLASS_NAME not in pages[0]
    assert "学员花名册" in pages[0]
    assert "王" not in pages[0]
    assert "合计" not in pages[0]
    assert "填报单位(盖章):" in pages[0]


def test_blank_rows_fill_the_last_page_and_add_none() -> None:
    few, padded = roster_pdf(ordinary(3)), roster_pdf(ordinary(3), blank_rows=True)
    assert printed.page_count(few) == printed.page_count(padded) == 1
    down = printed.box(padded, "合计").top - printed.box(few, "合计").top
    assert down == pytest.approx(11 * 8, abs=0.1)
    assert printed.page_count(roster_pdf(ordinary(42), blank_rows=True)) == 3


def test_markup_in_a_name_is_printed_as_it_stands() -> None:
    tricks = (
        "<b>粗",
        "</para>",
        '<img src="file:///etc/hostname">',
        "&amp;&#65;",
        "{start}",
        "%(name)s",
        "[[x]]",
        "(a\\)b",
    )
    pdf = roster_pdf(sheet(trainees=tuple(trainee(n, note=text) for n, text in enumerate(tricks, start=1))))
    text = "".join("".join(printed.page_texts(pdf)).split())
    for trick in tricks:
        assert "".join(trick.split()) in text


def test_a_character_without_glyph_is_refused_with_the_name() -> None:
    with pytest.raises(Refused, match=r"王\?兰.*U\+E863"):
        roster_pdf(sheet(trainees=(trainee(1, name="王\ue863兰"),)))


def test_a_text_higher_than_a_page_is_refused_with_its_column() -> None:
    with pytest.raises(Refused, match=r"备注.*20000"):
        roster_pdf(sheet(trainees=(trainee(1, note="字" * 20000),)))


def test_an_unknown_code_is_printed_as_it_is() -> None:
    page = printed.page_texts(roster_pdf(sheet(trainees=(trainee(1, ethnic_group="", education="", category="Q9"),))))[
        0
    ]
    assert "Q9" in page
