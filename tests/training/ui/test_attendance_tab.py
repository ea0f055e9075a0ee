"""Marks typed on the page: shown at once, in the file at once, and nothing pretended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from station_app.features.station.service.trail import list_trail
from station_app.features.training import service
from station_app.features.training.model import TrainingClass
from station_app.storage import records
from tests.screen_faults import faults
from tests.training.played_classes import END, START, class_values, close_class, open_class, read_class, type_marks
from tests.training.test_scans_attendance import scan
from tests.training.ui.conftest import Answered, Room

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def letters(room: Room, played: object) -> list[str]:
    detail = read_class(room.station, played)  # type: ignore[arg-type]
    return ["".join(cell.mark for cell in row.marks) for row in detail.trainees]


def test_each_typed_mark_is_in_the_file_and_said_to_be_saved(room: Room) -> None:
    played = open_class(room.station, 3)
    room.open_class(played.class_id, "attendance")
    grid = room.class_page.attendance.grid
    assert grid.hasFocus()
    saved: list[bool] = []
    room.desk.saved.connect(lambda: saved.append(True))
    for key in (Key.Key_1, Key.Key_Return, Key.Key_5, Key.Key_Return, Key.Key_2):
        QTest.keyClick(grid, key)
    room.settle()
    assert letters(room, played) == ["PNNNNN", "ANNNNN", "TNNNNN"]
    assert saved
    assert (grid.row, grid.column) == (2, 0)
    assert room.class_page.shown.detail.row.state == "in_session"
    assert "已保存" in room.window.status.saved.text()


def test_undo_reaches_the_file_too(room: Room) -> None:
    played = open_class(room.station, 3)
    room.open_class(played.class_id, "attendance")
    grid = room.class_page.attendance.grid
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    room.settle()
    assert letters(room, played) == ["PNNNNN"] * 3
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    room.settle()
    assert letters(room, played) == ["NNNNNN"] * 3


def test_the_cards_run_with_the_typing(room: Room) -> None:
    played = open_class(room.station, 3)
    type_marks(room.station, played, ["PPPPPN", "PAPPPN", "AAPPPN"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    assert tab.figures.texts() == ["5/6", "80%", "1"]
    assert tab.notices.texts() == [
        "2月17日下午尚未登记（3 人）",
        "赵秀兰出勤不足，已不能结业：缺了 8 课时；全班 24 课时，出勤率要到 80%，最多只能缺 4.8 课时。",
        "李秀兰已缺 1 个半天，最多再缺0课时：再缺 1 个将不能结业。",
    ]
    room.click(tab.rest_present)
    assert tab.figures.texts() == ["6/6", "83.3%", "1"]
    assert tab.rest_present.isHidden()
    assert tab.grid.hasFocus()


def test_nothing_beside_the_marks_is_cut_off(room: Room) -> None:
    played = open_class(room.station, 9)
    type_marks(room.station, played, ["PPPPPN", "PAPPPN", *["AAPPPN"] * 7])
    scan(room.station, played.session_ids[0])
    room.window.setFixedSize(1366, 768)
    room.open_class(played.class_id, "attendance")
    room.class_page.attendance.grid.move_to(0, 0)
    room.settle()
    assert room.class_page.attendance.scans.files.void_button.isVisible()
    assert faults(room.class_page.attendance) == []


def test_the_cards_fold_away_when_the_window_is_narrow(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "attendance")
    assert room.class_page.attendance.figures.isVisible()
    room.window.resize(1100, 700)
    room.qtbot.waitUntil(lambda: not room.class_page.attendance.figures.isVisible())
    room.window.resize(1366, 768)
    room.qtbot.waitUntil(room.class_page.attendance.figures.isVisible)


def test_a_class_without_timetable_says_where_to_begin(room: Room) -> None:
    with room.station.db.work() as session:
        class_id = service.save_class(session, class_values())
    room.open_class(class_id, "attendance")
    tab = room.class_page.attendance
    assert tab.empty.isVisible()
    assert "课程表" in tab.empty.text()


def test_the_grid_says_who_could_graduate_before_and_who_did_after_the_class_is_completed(room: Room) -> None:
    played = open_class(room.station, 2)
    type_marks(room.station, played, ["PPPPPP", "PPPPAA"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance

    def outcomes() -> list[tuple[str, str]]:
        return [tab.grid.marking.word(row, totals) for row, totals in enumerate(tab.grid.totals)]

    assert outcomes() == [("可结业", "accent"), ("已不能结业", "bad")]
    with room.station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
    room.settle()
    assert outcomes() == [("结业", "accent"), ("未结业", "bad")]
    assert tab.notices.texts() == ["李秀兰出勤不足，未结业。"]


def test_a_closed_class_is_corrected_with_a_reason_and_says_what_follows(room: Room, answers: Answered) -> None:
    played = open_class(room.station, 2)
    close_class(room.station, played, ["PPPPPP", "PPPPAA"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    tab.grid.move_to(1, 5)
    QTest.keyClick(tab.grid, Key.Key_P)
    shown = [label.text() for label in room.dialog().findChildren(QLabel)]
    assert "李秀兰 2月17日下午：缺勤 → 出勤" in shown
    assert letters(room, played) == ["PPPPPP", "PPPPAA"]
    room.accept()
    assert room.dialog().form.problem("reason")
    room.type_into("reason", "对照签到表改正")
    room.accept()
    assert letters(room, played)[1] == "PPPPAP"
    assert read_class(room.station, played).trainees[1].graduated is True
    assert answers.headings == ["结业结果变了"]
    assert "李秀兰：出勤率 66.7% → 83.3%，未结业 → 结业。还没有证书号：请到“证书”里编号、打印。" in answers.texts
    with room.station.db.read() as session:
        trail = [row for row in list_trail(session) if row.action == "更正考勤"]
    assert [row.detail for row in trail] == ["1 个标记"]


def test_a_correction_that_changes_only_the_rate_keeps_the_outcome_and_the_reason_for_the_next(room: Room) -> None:
    played = open_class(room.station, 1)
    close_class(room.station, played, ["PPPPPP"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    tab.grid.move_to(0, 0)
    QTest.keyClick(tab.grid, Key.Key_T)
    room.type_into("late_minutes", "20")
    room.type_into("reason", "签到表上写着迟到")
    room.accept()
    assert read_class(room.station, played).trainees[0].marks[0] == service.Mark("T", 20)
    tab.grid.move_to(0, 1)
    QTest.keyClick(tab.grid, Key.Key_A)
    assert room.dialog().form.values()["reason"] == "签到表上写着迟到"
    room.accept()
    row = read_class(room.station, played).trainees[0]
    assert (row.graduated, row.rate_text) == (True, "83.3%")


def test_what_could_not_be_stored_stays_on_the_screen_and_is_named(room: Room, answers: Answered) -> None:
    """Somebody archives the class elsewhere while the grid is still open."""
    played = open_class(room.station, 1)
    type_marks(room.station, played, ["PPPPPN"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    with room.station.db.work() as session:
        records.get(session, TrainingClass, played.class_id).state = "archived"
    QTest.keyClick(tab.grid, Key.Key_5)
    room.settle()
    assert answers.headings == ["没有保存"]
    assert letters(room, played) == ["PPPPPN"]
    assert tab.grid.marking.marks[0][5] == "A"
    assert tab.kept.isVisible()
    assert "王秀兰 2月17日下午 缺勤" in tab.kept.said.text()
    with room.station.db.work() as session:
        records.get(session, TrainingClass, played.class_id).state = "in_session"
    room.click(tab.kept.again_button)
    assert letters(room, played) == ["PPPPPA"]
    assert not tab.kept.isVisible()


def test_one_refused_mark_of_a_paste_does_not_cost_the_others(room: Room, answers: Answered) -> None:
    played = open_class(room.station, 2)
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    with room.station.db.work() as session:
        service.drop_out(session, played.enrolment_ids[1], START, "01")
    QGuiApplication.clipboard().setText("√\n√")
    QTest.keyClick(tab.grid, Key.Key_V, CTRL)
    room.settle()
    assert letters(room, played) == ["PNNNNN", "NNNNNN"]
    assert list(tab.saver.kept) == [(played.session_ids[0], played.enrolment_ids[1])]
    room.click(tab.kept.drop_button)
    assert tab.grid.marking.marks[1][0] == "N"


def test_a_walk_in_is_written_down_marked_linked_and_unlinked_from_the_page(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = open_class(room.station, 2)
    type_marks(room.station, played, ["PPPPPP", "NNPPPP"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    room.click(tab.walk_ins.add_button)
    room.type_into("name", "孙大梅")
    room.accept()
    assert [who.name for who in tab.grid.marking.sheet.trainees] == ["王秀兰", "李秀兰", "孙大梅"]
    tab.grid.move_to(2, 0)
    QTest.keyClick(tab.grid, Key.Key_P)
    room.settle()
    room.click(tab.walk_ins.link_button)
    room.accept()
    assert room.dialog().form.problem("person_id")
    room.dialog().form.set_values({"person_id": played.person_ids[1]})
    room.accept()
    assert letters(room, played)[1] == "PNPPPP"
    assert len(tab.grid.marking.sheet.trainees) == 2
    room.click(tab.walk_ins.unlink_buttons[0])
    room.accept()
    assert room.dialog().form.problem("reason") == "请写明原因。"
    room.type_into("reason", "认错人了")
    room.accept()
    assert letters(room, played)[1] == "NNPPPP"
    assert [who.name for who in tab.grid.marking.sheet.trainees] == ["王秀兰", "李秀兰", "孙大梅"]


def test_a_half_day_is_come_to_where_its_first_mark_is_missing(room: Room) -> None:
    played = open_class(room.station, 3)
    type_marks(room.station, played, ["PPPPPP", "PPNNNN", "PPPNNN"])
    room.desk.open("training", f"{played.class_id}:attendance:{played.session_ids[2]}")
    room.settle()
    grid = room.class_page.attendance.grid
    assert (grid.row, grid.column) == (1, 2)
    assert grid.hasFocus()


def test_the_walk_through_a_is_typed_with_keys_and_comes_out_as_computed_by_hand(room: Room) -> None:
    """Domain.md §12 A: 6/6, 5/6 and 4/6 of six half-days of 4 hours."""
    played = open_class(room.station, 3)
    room.open_class(played.class_id, "attendance")
    grid = room.class_page.attendance.grid
    for column in range(6):
        grid.move_to(0, column)
        QTest.keyClick(grid, Key.Key_Return, CTRL)
    for row, column in ((1, 2), (2, 0), (2, 5)):
        grid.move_to(row, column)
        QTest.keyClick(grid, Key.Key_A)
    room.settle()
    assert letters(room, played) == ["PPPPPP", "PPAPPP", "APPPPA"]
    assert [totals.rate for totals in grid.totals] == ["100%", "83.3%", "66.7%"]
    with room.station.db.work() as session:
        detail = service.complete_class(session, played.class_id, on=END)
    assert [(row.rate_text, row.graduated) for row in detail.trainees] == [
        ("100%", True),
        ("83.3%", True),
        ("66.7%", False),
    ]


def test_walk_ins_are_written_down_and_unlinked_by_keys_while_their_card_is_folded_away(room: Room) -> None:
    played = open_class(room.station, 2)
    type_marks(room.station, played, ["PNNNNN"] * 2)
    with room.station.db.work() as session:
        walk_in = service.walk_ins.save_walk_in(session, played.class_id, {"name": "秀芳大姐"})
        service.walk_ins.link_walk_in(session, walk_in, played.person_ids[0])
    room.window.resize(1000, 700)
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    assert not tab.walk_ins.isVisible()
    offered = [text for text, _slot in tab.grid.more]
    assert any(text.startswith("取消对应：秀芳大姐") for text in offered)
    assert "附签到表扫描件…" in offered
    QTest.keyClick(room.window, Key.Key_B, CTRL)
    room.settle()
    room.type_into("name", "韦大嫂")
    room.accept()
    assert [row.name for row in read_class(room.station, played).unlinked] == ["韦大嫂"]


def test_a_window_built_anew_comes_back_to_the_half_day(room: Room) -> None:
    played = open_class(room.station, 2)
    room.open_class(played.class_id, "attendance")
    room.class_page.attendance.grid.move_to(0, 3)
    place = room.page.place()
    assert place == f"{played.class_id}:attendance:{played.session_ids[3]}"
    room.class_page.attendance.grid.move_to(1, 0)
    room.page.open_record(place)
    room.settle()
    assert room.class_page.attendance.grid.column == 3


def test_the_tab_of_slips_follows_what_somebody_else_wrote(room: Room) -> None:
    played = open_class(room.station, 2)
    close_class(room.station, played, ["PPPPPP"] * 2)
    room.open_class(played.class_id, "survey")
    with room.station.db.work() as session:
        service.survey.add_slip(session, played.class_id, {"rate_overall": "5"})
    room.settle()
    assert len(room.class_page.survey.summary.slips) == 1
