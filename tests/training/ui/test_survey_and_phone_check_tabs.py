"""满意度 and 抽查 on the class page, typed from paper and from the telephone."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import cast

from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core import clock, users
from station_app.features.followups import service as followups
from station_app.features.training.documents.call_sheet import call_sheet_pdf
from station_app.features.training.service import phone_checks, survey
from station_app.features.training.ui.phone_check_tab import PhoneCheckTab
from station_app.features.training.ui.survey_entry import SlipGrid
from station_app.features.training.ui.survey_tab import SurveyTab
from station_app.ui import theme
from tests.training.played_classes import Played, close_class, open_class
from tests.training.ui.conftest import Answered, Room

Key = Qt.Key


def closed(room: Room, trainees: int, tab: str) -> Played:
    played = open_class(room.station, trainees)
    close_class(room.station, played, ["PPPPPP"] * trainees)
    room.open_class(played.class_id, tab)
    return played


def survey_tab(room: Room) -> SurveyTab:
    return room.class_page.survey


def phone_tab(room: Room) -> PhoneCheckTab:
    return room.class_page.phone_check


def stored(room: Room, played: Played) -> survey.SurveySummary:
    with room.station.db.read() as session:
        return survey.survey_of(session, played.class_id)


def press(room: Room, keys: str) -> None:
    """Keys into whatever has the cursor; / is Enter."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None, (key, keys)
        if key == "/":
            QTest.keyClick(target, Key.Key_Return)
            room.settle()
        else:
            QTest.keyClicks(target, key)


def test_a_slip_is_six_digits_and_enter_and_the_next_one_begins(room: Room) -> None:
    played = closed(room, 3, "survey")
    press(room, "555555/445544/333330/")
    found = stored(room, played)
    assert [slip.ratings for slip in found.slips] == [
        ("5", "5", "5", "5", "5", "5"),
        ("4", "4", "5", "5", "4", "4"),
        ("3", "3", "3", "3", "3", ""),
    ]
    tab = survey_tab(room)
    assert tab.count.text() == "100.0%"
    assert "已录 3 张，学员 3 人" in tab.told.text()
    assert tab.entry.heading.text() == "第 4 张"
    assert tab.grid.ratings == [""] * 6


def test_backspace_corrects_and_an_empty_slip_is_refused(room: Room) -> None:
    played = closed(room, 1, "survey")
    press(room, "5")
    QTest.keyClick(survey_tab(room).grid, Key.Key_Backspace)
    press(room, "1/")
    assert stored(room, played).slips[0].ratings == ("1", "", "", "", "", "")
    press(room, "000000/")
    assert len(stored(room, played).slips) == 1
    assert "一项都没有勾" in survey_tab(room).words.problem("")


def test_the_last_slip_is_taken_back_into_the_grid(room: Room) -> None:
    played = closed(room, 1, "survey")
    press(room, "555555/111111/")
    room.click(survey_tab(room).undo_button)
    assert [slip.ratings[5] for slip in stored(room, played).slips] == ["5"]
    assert survey_tab(room).grid.ratings == ["1"] * 6
    press(room, "/")
    assert [slip.ratings[5] for slip in stored(room, played).slips] == ["5", "1"], "corrected, it is kept again"


def test_a_tick_by_the_mouse_and_written_words_are_kept(room: Room) -> None:
    played = closed(room, 1, "survey")
    grid = survey_tab(room).grid
    first_row = grid.height() - 6 * ((grid.height() - 44) // 6)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(grid.width() - 5, first_row + 5))
    survey_tab(room).words.editor("suggestion").setFocus()
    press(room, "more")
    room.click(survey_tab(room).save_button)
    (slip,) = stored(room, played).slips
    assert (slip.ratings[0], slip.suggestion) == ("1", "more")
    assert "意见建议：more" in survey_tab(room).said.text()


def test_the_draw_says_what_the_rule_wants_and_shows_its_seed(room: Room) -> None:
    played = closed(room, 8, "phone_check")
    tab = phone_tab(room)
    assert "学员 8 人，按 10% 且至少 3 人，应抽 3 人" in tab.told.text()
    seed = f"2023-001/{clock.today():%Y-%m-%d}"
    assert tab.draw_form.editor("seed").text() == seed
    room.click(tab.draw_button)
    assert len(tab.table.source.rows) == 3
    assert seed in tab.seed.text()
    assert all("****" in tab.table.source.cell(row, 4) for row in range(3))
    with room.station.db.read() as session:
        text = PdfReader(BytesIO(call_sheet_pdf(session, played.class_id))).pages[0].extract_text()
        rows = phone_checks.list_checks(session, played.class_id)
    assert seed in text
    for row in rows:
        assert row.name in text
        assert row.phone in text


def test_calls_are_typed_by_keys_and_lead_to_the_next_one(room: Room) -> None:
    played = closed(room, 8, "phone_check")
    tab = phone_tab(room)
    room.click(tab.draw_button)
    tab.table.setFocus()
    press(room, "/1/1/1/0/")
    assert tab.form.editor("satisfied").text() == "否"
    room.click(tab.save_button)
    with room.station.db.read() as session:
        rows = phone_checks.list_checks(session, played.class_id)
    first = rows[0]
    assert (first.answered, first.attended, first.free_of_charge, first.satisfied) == (True, True, True, False)
    assert first.asked_on == clock.today() > dt.date(2023, 2, 17)
    assert tab.table.current().place == 2
    press(room, "0/")
    room.click(tab.save_button)
    assert "抽中 3 人，已打 2，接通 1；参加过 1，没收费 1，满意 0" in tab.figures.text()
    assert not tab.void_button.isVisible()


def test_an_answer_without_its_questions_is_refused_at_each_of_them(room: Room) -> None:
    closed(room, 8, "phone_check")
    tab = phone_tab(room)
    room.click(tab.draw_button)
    tab.form.editor("answered").setFocus()
    press(room, "1")
    room.click(tab.save_button)
    assert tab.form.problem("attended") == "请填写“参加了培训”。"
    assert tab.form.editor("answered").text() in ("1", "是")


def test_a_running_class_is_not_drawn_from(room: Room) -> None:
    played = open_class(room.station, 3)
    room.open_class(played.class_id, "phone_check")
    tab = phone_tab(room)
    assert not tab.draw_button.isEnabled()
    assert "班结业以后" in tab.told.text()


def test_the_overview_of_a_finished_class_says_who_found_work(room: Room) -> None:
    played = closed(room, 2, "overview")
    with room.station.db.work() as session:
        visit = followups.list_follow_ups(session, origin_id=played.enrolment_ids[0])[0]
        followups.write_done(session, visit.id, {"done_on": clock.today(), "method": "2", "result": "1"})
    room.open_class(played.class_id, "overview")
    card = room.class_page.overview.after
    assert card.isVisible()
    assert card.line.text() == "结业 2 人，已回访 1 人，其中在岗 1 人，就业率 50.0%。"


def test_a_slip_half_typed_is_not_lost_without_asking(room: Room, answers: Answered) -> None:
    closed(room, 1, "survey")
    press(room, "55")
    room.page.show_list()
    assert answers.headings == ["有还没保存的修改"]
    assert survey_tab(room).grid.ratings == [""] * 6
    room.page.may_leave()
    assert len(answers.headings) == 1


def test_words_of_a_slip_come_back_after_a_crash_in_their_own_class(room: Room) -> None:
    played = closed(room, 1, "survey")
    survey_tab(room).words.editor("suggestion").setFocus()
    press(room, "more")
    room.desk.drafts.keep_now()
    room.settle()
    with room.station.db.read() as session:
        (draft,) = room.desk.drafts_of_user(session)
    assert (draft.form, draft.record_id) == ("satisfaction_survey", played.class_id)


def test_after_the_draw_the_first_call_can_be_typed_at_once(room: Room) -> None:
    played = closed(room, 8, "phone_check")
    tab = phone_tab(room)
    room.click(tab.draw_button)
    press(room, "0/")
    room.click(tab.save_button)
    with room.station.db.read() as session:
        assert [row.answered for row in phone_checks.list_checks(session, played.class_id)] == [False, None, None]


def test_an_answer_half_typed_is_not_lost_by_going_to_another_line(room: Room, answers: Answered) -> None:
    closed(room, 8, "phone_check")
    tab = phone_tab(room)
    room.click(tab.draw_button)
    press(room, "1/")
    QTest.keyClick(tab.table, Key.Key_Down)
    room.settle()
    assert answers.headings == ["有还没保存的修改"]


def test_heads_of_the_slip_keep_apart_in_large_type_and_only_the_page_scrolls(room: Room) -> None:
    theme.apply(cast("QApplication", QApplication.instance()), large=True)
    try:
        slip = SlipGrid()
        heads = [slip.fontMetrics().horizontalAdvance(word) for word in ("不满意", "非常")]
        assert slip.minimumWidth() >= theme.px(88) + 5 * (max(heads) + 8)
    finally:
        theme.apply(cast("QApplication", QApplication.instance()))
    closed(room, 1, "survey")
    assert survey_tab(room).words.verticalScrollBar().maximum() == 0


def test_a_station_without_named_users_signs_a_call_with_its_heads_name_never_with_an_account(room: Room) -> None:
    room.station.db.user = users.implicit("root")
    closed(room, 2, "phone_check")
    tab = phone_tab(room)
    room.click(tab.draw_button)
    assert tab.form.values()["asked_by"] == "王敏"


def test_the_ticks_of_a_half_typed_slip_come_back_with_its_words_after_a_crash(room: Room) -> None:
    played = closed(room, 2, "survey")
    press(room, "543")
    room.desk.drafts.keep_now()
    room.settle()
    tab = survey_tab(room)
    tab.words.edits.rebase()  # the program went away
    tab._class_id = ""
    tab.show_detail(tab.shown_class)
    room.settle()
    assert tab.grid.ratings == [""] * 6
    assert tab.drafts.offer is not None
    assert "培训内容、授课教师、实操条件" in tab.drafts.offer.accessibleName()
    QTest.mouseClick(tab.drafts.offer.restore_button, Qt.MouseButton.LeftButton)
    room.settle()
    assert tab.grid.ratings == ["5", "4", "3", "", "", ""]
    tab.grid.setFocus()
    press(room, "555/")
    (slip,) = stored(room, played).slips
    assert list(slip.ratings) == ["5", "4", "3", "5", "5", "5"]
    assert not tab.words.is_modified
