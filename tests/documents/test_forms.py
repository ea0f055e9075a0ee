"""Every described form, three ways: inside its page, nothing lost, numbers whole, the station's own wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from station_app.core.checks import Refused
from station_app.documents import slot_words
from station_app.documents.form_layout import check_changes, with_changes
from station_app.documents.grid import Fill, FilledForm, TableForm, form_ids, table_form
from station_app.documents.sources import blank_pdf
from station_app.documents.table import draw_form
from tests.documents import printed

IDS = [form for form in form_ids() if form != "F06"]
NAME = "古丽巴哈尔·阿卜杜热合曼·吐尔逊"
WORDS = {
    "seq": "1",
    "name": NAME,
    "id_number": "419901198001010021",
    "bank_account": "6217001234567890123",
    "phone": "15400000001",
    "certificate_no": "419901300-2023-003-001",
}


def slots(form: TableForm) -> set[str]:
    texts = (form.title, form.subtitle, *form.header, *form.sign, *form.printed_notes, *(b.text for b in form.below))
    return {slot for text in texts for slot in re.findall(r"\{([\w.]+)", text)}


def filled(form_id: str, fill: Fill, **values: str) -> FilledForm:
    form = table_form(form_id)
    cells = [cell for row in form.grid for cell in row.cells]
    words = dict.fromkeys(slots(form), "甲") | {cell.name: WORDS.get(cell.name, "示例文字") for cell in cells}
    row = {column.name: WORDS.get(column.name, "示例") for column in form.columns}
    inner = {cell.name: [{c.name: WORDS.get(c.name, "示例") for c in cell.columns}] * 13 for cell in cells}
    rows = [] if form.fixed_rows else [row] * (form.rows_per_page + 3)
    return FilledForm(form, words | values, rows, fill, tables={k: v for k, v in inner.items() if v[0]})


def chars(pdf: bytes) -> Iterator[tuple[float, float, float, float]]:
    """Left, right, top, bottom of each printed character as shares of its page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height, words = page.get_width(), page.get_height(), page.get_textpage()
            for at in range(words.count_chars()):
                if words.get_text_range(at, 1).strip():
                    left, bottom, right, top = words.get_charbox(at)
                    yield (
                        left / printed.MM,
                        (width - right) / printed.MM,
                        (height - top) / printed.MM,
                        bottom / printed.MM,
                    )


@pytest.mark.parametrize("form_id", IDS)
def test_every_form_stays_inside_its_margins_in_three_ways(form_id: str) -> None:
    form = table_form(form_id)
    left, right = (18.0, 19.0) if form.landscape else (25.0, 15.0)
    for pdf in (blank_pdf(form), *(draw_form(filled(form_id, fill)) for fill in (Fill.FILLED, Fill.PADDED))):
        for from_left, from_right, from_top, from_bottom in chars(pdf):
            assert from_left >= left - 0.5
            assert from_right >= right - 0.5
            assert from_top >= 14
            assert from_bottom >= 4
        pages = printed.page_texts(pdf)
        for number, page in enumerate(pages, start=1):
            assert f"第 {number} 页 共 {len(pages)} 页" in page


@pytest.mark.parametrize("form_id", IDS)
def test_widths_sum_to_the_paper(form_id: str) -> None:
    form = table_form(form_id)
    if form.columns:
        assert sum(column.width for column in form.columns) == form.usable
        assert len({column.name for column in form.columns}) == len(form.columns)
    held: list[float] = []
    for row in form.grid:
        total = sum(cell.label_width + cell.width for cell in row.cells) + (held.pop(0) if held else 0.0)
        assert total == form.usable
        held += [cell.width for cell in row.cells for _row in range(cell.span - 1)]


@pytest.mark.parametrize("form_id", ["F01", "F14", "F19", "F23"])
def test_same_values_give_the_same_bytes(form_id: str) -> None:
    assert draw_form(filled(form_id, Fill.FILLED)) == draw_form(filled(form_id, Fill.FILLED))


def test_a_blank_application_has_its_boxes_and_signature_lines_on_one_page() -> None:
    pdf = blank_pdf(table_form("F01"))
    assert printed.page_sizes(pdf) == [(210, 297)]
    text = printed.page_texts(pdf)[0]
    for words in ("培训班名称", "培训工种", "经费预算(元)", "县民政局意见", "填表人:", "审核人:"):
        assert words in text
    opinions = printed.boxes(pdf, "负责人签字:")
    assert opinions[1].top - opinions[0].top == pytest.approx(30, abs=0.5)


def test_the_survey_asks_its_five_questions_below_the_table() -> None:
    text = printed.page_texts(blank_pdf(table_form("F08")))[0]
    for words in ("培训内容", "总体评价", "非常不满意", "3 培训后的打算:□就业", "5 意见建议:"):
        assert words in text


@pytest.mark.parametrize(("form_id", "number"), [("F13", "6217001234567890123"), ("F09", "419901198001010021")])
def test_a_long_number_is_never_broken(form_id: str, number: str) -> None:
    assert number in printed.page_texts(draw_form(filled(form_id, Fill.FILLED)))[0]


def test_a_text_longer_than_a_page_goes_on_in_its_box_and_is_signed_once() -> None:
    long = "".join(chr(0x4E00 + number % 3000) for number in range(12_000))
    pdf = draw_form(filled("F09", Fill.FILLED, reason=long))
    text = "".join("".join(printed.page_texts(pdf)).split())
    body = re.sub(r"第\d+页共\d+页|民政互助公益岗申请审批表（续）|申请理由及承诺|申请理由|及承诺", "", text)
    assert long in body
    assert text.count("申请人签字(手印):") == 1
    assert printed.page_count(pdf) > 5


def test_a_family_larger_than_the_box_goes_on_below() -> None:
    pdf = draw_form(filled("F14", Fill.FILLED))
    assert "".join("".join(printed.page_texts(pdf)).split()).count(NAME) == 13


def test_text_of_users_is_never_markup() -> None:
    tricks = '<b>甲</b> <img src="file:///etc/hostname"/> {needs} %(x)s'
    page = printed.page_texts(draw_form(filled("F14", Fill.FILLED, needs=tricks)))
    assert "".join(tricks.split()) in "".join("".join(page).split())


def test_a_character_without_glyph_in_a_box_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"U\+E863"):
        draw_form(filled("F14", Fill.FILLED, needs="甲\ue863乙"))


def test_a_station_leaves_out_a_column_and_its_values_stay_with_their_labels() -> None:
    form = table_form("F03")
    columns = [{"name": c.name, "label": c.label, "width": c.width, "on": True} for c in form.columns]
    columns = [columns[5], *columns[:5], *columns[6:]]
    columns[-1]["on"] = False
    columns[0]["width"] += 24
    changes = {"columns": columns, "title": "本站课程表"}
    check_changes(form, changes)
    row = {"topic": "和面", "trainer": "刘桂香", "hours": "4"}
    text = printed.page_texts(draw_form(FilledForm(with_changes(form, changes), rows=[row])))[0]
    assert text.splitlines()[0] == "本站课程表"
    assert "刘桂香" not in text
    assert text.index("课程内容") < text.index("日期")


def test_widths_that_leave_a_gap_are_refused_with_both_numbers() -> None:
    form = table_form("F03")
    columns = [{"name": c.name, "label": c.label, "width": c.width - (c.name == "topic") * 6} for c in form.columns]
    with pytest.raises(Refused, match="合计 164 毫米，纸宽 170 毫米，还差 6 毫米"):
        check_changes(form, {"columns": columns})


LONG_CLASS = "2023年第一期留守妇女、脱贫劳动力、残疾人及监测对象中式面点（含烘焙与早餐小吃）技术培训提升班（城郊乡）"


@pytest.mark.parametrize("form_id", ["F03", "F04", "F05", "F07", "F08"])
def test_nothing_of_a_form_is_smaller_than_8_pt_and_a_long_class_name_takes_two_lines(form_id: str) -> None:
    long = {"class.name": LONG_CLASS, "session_date": "2023年2月15日 星期三", "venue": "党群服务中心二楼" * 6}
    pdf = draw_form(filled(form_id, Fill.FILLED, **long))
    text = printed.page_texts(pdf)[0].replace("\n", "")
    assert LONG_CLASS in text
    assert {size for size in printed.sizes(pdf) if size < 8.0} <= {7.0}  # the mark at the foot alone


def test_places_to_sign_that_a_station_adds_go_to_a_second_line_and_keep_their_room() -> None:
    form = with_changes(table_form("F07"), {"sign": [f"{who}签字:" for who in ("发放人", "监督人", "村干部") * 3]})
    pdf = draw_form(FilledForm(form, {}, fill=Fill.BLANK))
    signed = printed.boxes(pdf, "签字:")
    assert len({round(each.top) for each in signed}) == 2
    assert max(each.right for each in signed) <= 297 - 19 - 20
    assert min(printed.sizes(pdf)) >= 7.0


def test_words_in_a_box_keep_away_from_its_right_line() -> None:
    pdf = draw_form(filled("F01", Fill.FILLED, safety_note="鑫" * 130))
    assert 190 < max(each.right for each in printed.boxes(pdf, "鑫")) <= 210 - 15 - 0.9


@pytest.mark.parametrize("form_id", IDS)
def test_every_slot_of_a_form_has_one_name_in_chinese(form_id: str) -> None:
    form = table_form(form_id)
    for text in (form.title, form.subtitle, *form.header, *form.sign, *form.printed_notes):
        assert not re.search(r"\{[^}]*[A-Za-z]", slot_words.shown(text)), text
        assert re.findall(r"\{([\w.]+)", slot_words.kept(slot_words.shown(text))) == re.findall(r"\{([\w.]+)", text)
    assert len(set(slot_words.WORDS.values())) == len(slot_words.WORDS)
