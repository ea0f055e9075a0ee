"""What editors say while somebody types: names, ID numbers, dates; and places found level by level."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from station_app.core import clock
from station_app.core.fields import Field
from station_app.core.kinds import Date, Division, IdNumber, Kind, Name, Text, YearMonth
from station_app.features.station.service import divisions as own_divisions
from station_app.ui import office, theme
from station_app.ui.editors import Editor, editor_for
from station_app.ui.editors.dates import DateEditor
from station_app.ui.editors.divisions import DivisionEditor, VillageEditor, said
from station_app.ui.editors.id_numbers import IdNumberEditor, remark
from station_app.ui.editors.names import NameEditor
from tests.conftest import StationInUse

E = TypeVar("E", bound=Editor)
HOME = "419901300"


def shown(qtbot: QtBot, editor: E) -> E:
    qtbot.addWidget(editor)
    editor.resize(360, editor.sizeHint().height())
    editor.show()
    qtbot.waitExposed(editor)
    editor.setFocus()
    qtbot.waitUntil(lambda: editor.focusProxy().hasFocus())
    return editor


def made(qtbot: QtBot, kind: Kind, expected: type[E]) -> E:
    editor = editor_for(Field("field", "栏目", kind))
    assert isinstance(editor, expected)
    return shown(qtbot, editor)


# names


def test_a_character_that_cannot_be_printed_is_named_while_typing(qtbot: QtBot, open_office: office.Office) -> None:
    del open_office
    editor = made(qtbot, Name(), NameEditor)
    editor.line.insert("王\U0002ee5d")
    qtbot.waitUntil(lambda: "U+2EE5D" in editor.note() and "印不出来" in editor.note(), timeout=15_000)
    editor.line.setText("王秀兰")
    assert editor.note() == ""


@pytest.mark.parametrize(
    ("typed", "code", "advice"),
    [("王\ue123兰", "U+E123", "自造的字"), ("陈e\u0301梅", "U+0301", "符号"), ("王\U0002ebf1", "U+2EBF1", "装上")],
)
def test_what_to_do_about_it_is_said_while_typing(
    qtbot: QtBot, open_office: office.Office, typed: str, code: str, advice: str
) -> None:
    del open_office
    editor = made(qtbot, Name(), NameEditor)
    editor.line.insert(typed)
    qtbot.waitUntil(lambda: code in editor.note() and advice in editor.note(), timeout=15_000)


def test_a_rare_character_that_can_be_printed_is_said_to_be_fine(qtbot: QtBot, open_office: office.Office) -> None:
    del open_office
    editor = made(qtbot, Name(), NameEditor)
    editor.line.insert("王䶮")
    qtbot.waitUntil(lambda: "䶮" in editor.note() and "没有问题" in editor.note(), timeout=15_000)


@pytest.mark.parametrize("dot", [".", "•", "・", "‧", "⋅"])
def test_every_dot_between_parts_of_a_name_becomes_the_middle_dot(qtbot: QtBot, dot: str) -> None:
    editor = made(qtbot, Name(), NameEditor)
    editor.line.insert(f"阿依古丽{dot}买买提")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.text() == "阿依古丽·买买提"


# ID numbers


def test_a_good_number_says_birth_sex_age_and_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2023, 2, 15))
    told, tone = remark("419901197803021027", HOME)
    assert told == "女・1978-03-02 出生・44 岁・测试县"
    assert tone == "soft"


def test_another_countys_number_is_only_a_note() -> None:
    assert "不是本县" in remark("419901197803021027", "411328300")[0]
    unknown = "419928197803021026"[:17]
    from station_app.core.id_number import check_character

    told, tone = remark(unknown + check_character(unknown), HOME)
    assert "419928 不在现行区划里" in told
    assert tone == "soft"


@pytest.mark.parametrize(
    ("typed", "sentence", "tone"),
    [
        ("4199011978", "", ""),
        ("41990119780302", "还差 4 位", "soft"),
        ("419901197813021", "", ""),
        ("4199011978130210", "出生日期不存在", "bad"),
        ("419901197803021028", "校验码不对", "bad"),
        ("41990119780302102Y", "不该有的字符", "bad"),
        ("419901197803021", "还差 3 位", "soft"),
        ("41990119780302102", "还差 1 位", "soft"),
    ],
)
def test_what_is_wrong_with_a_number_is_said_while_typing(typed: str, sentence: str, tone: str) -> None:
    told, how = remark(typed, HOME)
    if not sentence and len(typed) < 14:
        assert (told, how) == ("", "")
    elif sentence:
        assert sentence in told
        assert how == tone


def test_enter_on_an_old_number_takes_over_the_new_form_and_the_next_enter_moves_on(qtbot: QtBot) -> None:
    editor = made(qtbot, IdNumber(), IdNumberEditor)
    qtbot.keyClicks(editor.line, "419901780302102")
    assert "419901197803021027" in editor.note()
    with qtbot.assertNotEmitted(editor.finished), qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "419901197803021027"
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)


def test_a_click_on_the_remark_takes_over_the_new_form(qtbot: QtBot) -> None:
    editor = made(qtbot, IdNumber(), IdNumberEditor)
    qtbot.keyClicks(editor.line, "419901780302102")
    editor.note_taken.emit("adopt")
    assert editor.text() == "419901197803021027"


# dates and months


@pytest.mark.parametrize(
    ("typed", "why"),
    [("2.15", "缺四位的年份"), ("23-2-15", "缺四位的年份"), ("2023-02-30", "没有这一天"), ("20230230", "没有这一天")],
)
def test_a_date_that_is_refused_says_why(qtbot: QtBot, typed: str, why: str) -> None:
    editor = made(qtbot, Date(), DateEditor)
    qtbot.keyClicks(editor.line, typed)
    assert why in (editor.text_problem() or "")


def test_the_calendar_opens_walks_and_is_taken_by_keys(qtbot: QtBot) -> None:
    editor = made(qtbot, Date(), DateEditor)
    qtbot.keyClicks(editor.line, "20230215")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    popup = editor.calendar
    assert popup is not None
    assert popup.calendar.selectedDate() == QDate(2023, 2, 15)
    inner = popup.calendar.focusProxy() or popup.calendar
    qtbot.keyClick(inner, Qt.Key.Key_Right)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(inner, Qt.Key.Key_Return)
    assert editor.value() == dt.date(2023, 2, 16)


@pytest.mark.parametrize("top", [0, 300, 560])
def test_the_calendar_is_whole_on_the_screen_wherever_its_line_is(qtbot: QtBot, qapp: QApplication, top: int) -> None:
    theme.apply(qapp, "light", large=True)
    editor = made(qtbot, Date(), DateEditor)
    editor.window().move(200, top)
    editor.open_calendar()
    assert editor.calendar is not None
    room = editor.screen().availableGeometry()
    assert room.contains(editor.calendar.geometry())
    line = editor.line.rect().translated(editor.line.mapToGlobal(editor.line.rect().topLeft()))
    assert not line.intersects(editor.calendar.geometry()), "what was typed stays in sight"
    editor.calendar.close()


def test_the_calendar_has_keys_for_today_and_for_none_and_says_them(qtbot: QtBot) -> None:
    editor = made(qtbot, Date(), DateEditor)
    for key, value in (
        ((Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier), clock.today()),
        ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), None),
    ):
        editor.set_value(dt.date(2023, 2, 15))
        editor.open_calendar()
        assert editor.calendar is not None
        tips = [button.toolTip() for button in editor.calendar.findChildren(QPushButton)]
        assert tips == ["今天（Alt+T）", "清空（Del）"]
        with qtbot.waitSignal(editor.changed):
            qtbot.keyClick(editor.calendar, *key)
        assert editor.value() == value


def test_escape_closes_the_calendar_and_changes_nothing(qtbot: QtBot) -> None:
    editor = made(qtbot, Date(), DateEditor)
    editor.set_value(dt.date(2023, 2, 15))
    with qtbot.assertNotEmitted(editor.changed):
        editor.open_calendar()
        assert editor.calendar is not None
        qtbot.keyClick(editor.calendar, Qt.Key.Key_Escape)
    assert editor.value() == dt.date(2023, 2, 15)


@pytest.mark.parametrize("typed", ["202302", "2023.2", "2023-02", "2023年2月", "２０２３０２"])
def test_a_month_is_understood_however_it_is_typed(qtbot: QtBot, typed: str) -> None:
    editor = shown(qtbot, editor_for(Field("month", "月份", YearMonth())))
    editor.retype(typed)
    assert editor.value() == "2023-02"


@pytest.mark.parametrize("typed", ["23-2", "202313", "2月", "2023"])
def test_a_month_is_never_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match="看不懂这个月份"):
        YearMonth().parse(typed)


# places


def offered(editor: DivisionEditor | VillageEditor) -> list[str]:
    listed = editor.line.list  # type: ignore[union-attr]
    return [listed.item(row).text().split("\t")[0] for row in range(listed.count())]


@pytest.fixture
def place(qtbot: QtBot, open_office: office.Office) -> DivisionEditor:
    editor = made(qtbot, Division(), DivisionEditor)
    qtbot.waitUntil(lambda: open_office.desk.tasks.is_idle)
    return editor


def test_a_village_of_the_own_county_is_found_by_initials(qtbot: QtBot, place: DivisionEditor) -> None:
    qtbot.keyClicks(place.line, "dhc")
    assert offered(place)[0] == "东河村委会"
    with qtbot.waitSignal(place.finished):
        qtbot.keyClick(place.line, Qt.Key.Key_Return)
    assert place.value() == "419901300200"
    assert place.text() == "测试县城郊乡东河村委会"
    assert place.note() == "河南省测试市・419901300200"


def test_a_place_is_reached_level_by_level_with_arrow_keys_alone(qtbot: QtBot, place: DivisionEditor) -> None:
    qtbot.keyClick(place.line, Qt.Key.Key_Down)
    assert offered(place) == ["✓ 就选 测试县", "滨河街道", "源清镇", "城郊乡", "↑ 上一级"]
    for _step in range(3):
        qtbot.keyClick(place.line, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(place.finished):
        qtbot.keyClick(place.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.line.is_offering() and "东河村委会" in offered(place))
    assert place.value() == HOME, "the township counts already"
    qtbot.keyClick(place.line, Qt.Key.Key_Down)
    qtbot.keyClick(place.line, Qt.Key.Key_Return)
    assert place.value() == "419901300001"


def test_a_county_elsewhere_is_found_by_name_and_its_villages_below_it(qtbot: QtBot, place: DivisionEditor) -> None:
    qtbot.keyClicks(place.line, "thx")
    assert "唐河县" in offered(place)
    place.line.list.setCurrentRow(offered(place).index("唐河县"))
    qtbot.keyClick(place.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.line.is_offering() and "城郊乡" in offered(place))
    assert (place.text(), place.note()) == ("唐河县", "河南省南阳市・411328")
    qtbot.keyClick(place.line, Qt.Key.Key_Escape)
    assert place.value() == "411328"


def test_up_leads_to_the_whole_country(qtbot: QtBot, place: DivisionEditor) -> None:
    qtbot.keyClick(place.line, Qt.Key.Key_Down)
    for level in ("测试县(旧代码)", "测试市", "北京市"):
        qtbot.keyClick(place.line, Qt.Key.Key_Up)
        qtbot.keyClick(place.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda level=level: place.line.is_offering() and level in offered(place))


def test_a_code_nobody_knows_is_kept(qtbot: QtBot, place: DivisionEditor) -> None:
    qtbot.keyClicks(place.line, "419901300299")
    place.line.clearFocus()
    assert place.value() == "419901300299"
    assert "没有这个代码" in place.note()
    kept = place.typed()
    place.set_value(None)
    place.retype(kept)
    assert place.value() == "419901300299"


def test_a_village_of_any_county_is_offered_by_its_code_and_by_the_names_above_it(
    qtbot: QtBot, place: DivisionEditor
) -> None:
    for typed, wanted in (
        ("411328300200", "陈庄村民委员会"),
        ("4113283", "城郊乡"),
        ("唐河县城郊乡", "城郊乡"),
        ("唐河 陈庄", "陈庄村民委员会"),
        ("河南省南阳市唐河县城郊乡", "城郊乡"),
        ("河南省南阳市", "南阳市"),
    ):
        place.set_value(None)
        place.line.clear()
        place.line.insert(typed)
        place.line.asked.emit(typed)
        assert wanted in offered(place), typed
    place.line.setText("")
    qtbot.keyClicks(place.line, "411328300")
    with qtbot.waitSignal(place.finished):
        qtbot.keyClick(place.line, Qt.Key.Key_Return)
    assert place.value() == "411328300", "a whole code is meant as it is typed"


def test_digits_that_are_no_code_are_refused_and_not_said_to_be_fine(place: DivisionEditor) -> None:
    place.line.insert("12345")
    place.line.clearFocus()
    assert "6、9 或 12 位" in (place.text_problem() or "")
    assert place.note() == ""


def test_words_that_are_no_place_are_refused(qtbot: QtBot, place: DivisionEditor) -> None:
    place.line.insert("不知道在哪")
    assert "从列表里选" in (place.text_problem() or "")
    assert place.text() == "不知道在哪"
    del qtbot


def test_the_stations_own_village_is_offered_by_its_own_name(
    qtbot: QtBot, station: StationInUse, open_office: office.Office
) -> None:
    with station.db.work() as session:
        own_divisions.save_division(session, {"code": "419901300299", "name": "新集村委会", "active": True})
        own_divisions.retire_division(session, "419901300201")
    editor = made(qtbot, Division(), DivisionEditor)
    qtbot.waitUntil(lambda: open_office.desk.tasks.is_idle)
    qtbot.keyClicks(editor.line, "xjc")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.text().endswith("城郊乡新集村委会")
    editor.set_value(None)
    qtbot.keyClicks(editor.line, "xgc")
    assert "西岗村委会" not in offered(editor)


def test_a_village_in_words_is_completed_and_any_other_kept(qtbot: QtBot, open_office: office.Office) -> None:
    editor = shown(qtbot, VillageEditor(Field("village", "村", Text(40))))
    qtbot.waitUntil(lambda: open_office.desk.tasks.is_idle)
    qtbot.keyClicks(editor.line, "lsw")
    assert offered(editor) == ["柳树湾村"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "柳树湾村"
    editor.line.clear()
    editor.line.insert("外村")
    assert editor.value() == "外村"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("陈庄村民委员会", "陈庄村"),
        ("李庄村村民委员会", "李庄村"),
        ("东河村委会", "东河村"),
        ("城郊社区居委会", "城郊社区"),
        ("东关居民委员会", "东关社区"),
        ("某某农场", "某某农场"),
    ],
)
def test_a_village_is_said_as_people_say_it(name: str, words: str) -> None:
    assert said(name) == words
