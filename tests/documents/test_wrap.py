"""Lines of Chinese text (documents.wrap)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.documents import wrap


def set_lines(text: str, width: float, **settings: float) -> list[str]:
    parts = wrap.pieces(text, lambda part: 10.0 * len(part))
    return ["".join(piece.text for piece in line) for line in wrap.lines(parts, width, **settings)]


def test_a_number_is_never_broken() -> None:
    assert set_lines("身份证号419901198001010021女", 200) == ["身份证号", "419901198001010021女"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert set_lines("一二三四，五", 40) == ["一二三", "四，五"]
    assert set_lines("一二三（四五）六", 40) == ["一二三", "（四五）", "六"]


def test_a_closing_mark_may_hang_out_of_a_justified_line() -> None:
    assert set_lines("一二三四，五", 40, hang=10) == ["一二三四，", "五"]


def test_the_first_line_is_shorter_by_the_indent() -> None:
    assert set_lines("一二三四五六", 40, indent=20) == ["一二", "三四五六"]


def test_a_name_with_dots_breaks_behind_a_dot() -> None:
    assert set_lines("买买提·艾力·吐尔逊", 70) == ["买买提·艾力·", "吐尔逊"]


def test_a_line_break_of_the_user_is_kept() -> None:
    assert set_lines("一\n\n二", 40) == ["一", "", "二"]


def test_a_piece_wider_than_the_line_is_cut_into_characters() -> None:
    part = wrap.Piece("abc", 30, 5)
    assert [piece.text for piece in wrap.cut(part, 20, lambda char: 10.0 * len(char))] == ["a", "b", "c"]
    assert wrap.cut(part, 30, lambda char: 10.0 * len(char)) == [part]


def test_a_long_number_breaks_behind_its_hyphens() -> None:
    part = wrap.Piece("0377-68001234-801", 170, 5)
    assert [piece.text for piece in wrap.cut(part, 90, lambda text: 10.0 * len(text))] == ["0377-", "68001234-", "801"]


def test_words_in_brackets_and_the_parts_of_a_choice_stay_whole() -> None:
    assert set_lines("培训结业(合格)证书", 60) == ["培训结业", "(合格)证书"]
    assert set_lines("中专/职高/技校", 50) == ["中专/", "职高/技校"]


@given(st.text(st.sampled_from("一二三，。（）·/-abc12 \n"), max_size=60), st.sampled_from([30.0, 50.0, 90.0]))
def test_nothing_is_lost_and_only_marks_stand_out(text: str, width: float) -> None:
    measured = wrap.pieces(text, lambda part: 10.0 * len(part))
    parts = [piece for part in measured for piece in wrap.cut(part, width, lambda char: 10.0 * len(char))]
    lines = list(wrap.lines(parts, width))
    assert "".join(piece.text for line in lines for piece in line) == text.replace("\n", "")
    for line in lines:
        core = "".join(piece.text for piece in line).rstrip("，。）·").lstrip("（")
        assert 10.0 * len(core) <= width


@pytest.mark.parametrize("text", ["", "，", "（", "\n"])
def test_a_text_of_marks_alone_does_not_hang(text: str) -> None:
    assert "".join(set_lines(text, 10)) == text.strip("\n")


def test_a_selector_stays_on_the_line_of_the_character_it_varies() -> None:
    name = "葛\U000e0100兰\ufe00"
    assert wrap.split(name) == ["葛\U000e0100", "兰\ufe00"]
    part = wrap.Piece(name, 40.0)
    assert [piece.text for piece in wrap.cut(part, 20, lambda char: 20.0)] == ["葛\U000e0100", "兰\ufe00"]
