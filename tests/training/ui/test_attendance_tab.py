"""Marks typed on the page: shown at once, in the file at once, and nothing pretended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from station_app.features.training import service
from tests.training.played_classes import END, class_values, close_class, open_class, read_class, type_marks
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
    assert len(saved) == 3
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
        "赵秀兰出勤不足，已不能结业。",
        "李秀兰已缺 1 个半天，再缺 1 个将不能结业。",
    ]
    room.click(tab.rest_present)
    assert tab.figures.texts() == ["6/6", "83.3%", "1"]
    assert tab.rest_present.isHidden()
    assert tab.grid.hasFocus()


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


def test_a_closed_class_is_only_corrected_with_a_reason_that_is_kept(room: Room) -> None:
    played = open_class(room.station, 2)
    close_class(room.station, played, ["PPPPPP", "PPPPAA"])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    QTest.keyClick(tab.grid, Key.Key_5)
    assert letters(room, played) == ["PPPPPP", "PPPPAA"]
    room.click(tab.correct)
    room.accept()
    assert room.dialog().form.problem("reason")
    room.type_into("reason", "对照签到表改正")
    room.accept()
    tab.grid.move_to(1, 5)
    QTest.keyClick(tab.grid, Key.Key_1)
    room.settle()
    assert letters(room, played)[1] == "PPPPAP"
    assert read_class(room.station, played).trainees[1].graduated is True


def test_what_could_not_be_saved_does_not_stay_on_the_screen(room: Room, answers: Answered) -> None:
    """Somebody completes the class elsewhere while the grid is still open."""
    played = open_class(room.station, 1)
    type_marks(room.station, played, ["PPPPPP"])
    room.open_class(played.class_id, "attendance")
    grid = room.class_page.attendance.grid
    from station_app.features.training import service

    with room.station.db.work() as session:
        service.complete_class(session, played.class_id)
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_5)
    room.settle()
    assert answers.headings == ["没有保存"]
    assert grid.marking.marks[0][grid.column] == "P"
    assert letters(room, played) == ["PPPPPP"]
