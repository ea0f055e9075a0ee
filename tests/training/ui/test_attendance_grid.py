"""The attendance grid typed with real keys, clicked with a real mouse."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from station_app.features.training.ui.attendance_grid import AttendanceGrid
from station_app.features.training.ui.attendance_sheet import HalfDay, Sheet, Trainee, TypedMark
from station_app.ui import theme

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def make_sheet(trainees: int = 4, half_days: int = 3, marks: dict[tuple[str, str], str] | None = None) -> Sheet:
    return Sheet(
        tuple(
            HalfDay(f"s{n}", f"2/{15 + n // 2} {'上下'[n % 2]}", f"2月{15 + n // 2}日{'上下'[n % 2]}午", 40)
            for n in range(half_days)
        ),
        tuple(Trainee(f"e{n}", n + 1, f"王秀{'兰英梅芳'[n % 4]}") for n in range(trainees)),
        marks or {},
        80,
    )


@pytest.fixture
def grid(qtbot: QtBot, qapp: QApplication) -> AttendanceGrid:
    theme.apply(qapp)
    made = AttendanceGrid()
    qtbot.addWidget(made)
    made.resize(818, 600)
    made.set_sheet(make_sheet())
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def saved(grid: AttendanceGrid) -> list[tuple[TypedMark, ...]]:
    batches: list[tuple[TypedMark, ...]] = []
    grid.marked.connect(batches.append)
    return batches


def words(grid: AttendanceGrid) -> list[str]:
    return ["".join(line) for line in grid.marking.marks]


def press(grid: AttendanceGrid, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(grid, key)


def test_digits_codes_and_pinyin_initials_put_the_five_marks(grid: AttendanceGrid) -> None:
    grid.set_sheet(make_sheet(5))
    for column, keys in enumerate(("12345", "ptela", "dczjq")):
        grid.move_to(0, column)
        for key in keys:
            QTest.keyClick(grid, key)
            press(grid, Key.Key_Down)
    assert words(grid) == ["PPP", "TTT", "EEE", "LLL", "AAA"]


@pytest.mark.parametrize("begin", [[Key.Key_T], [Key.Key_C], [Key.Key_2, Key.Key_Period]])
def test_a_number_typed_behind_late_is_minutes_and_one_step_of_undo(grid: AttendanceGrid, begin: list[Key]) -> None:
    batches = saved(grid)
    press(grid, *begin, Key.Key_1, Key.Key_5, Key.Key_Return, Key.Key_1)
    assert words(grid)[:2] == ["T15NN", "PNN"]
    assert [batch[0].late_minutes for batch in batches] == [None, 1, 15, None]
    press(grid, Key.Key_Up)
    assert grid.accessibleDescription() == "王秀兰，2月15日上午，迟到 15 分钟"
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    assert words(grid)[:2] == ["NNN", "NNN"]


def test_backspace_takes_a_digit_of_the_minutes_first_then_the_mark(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_T, Key.Key_1, Key.Key_5, Key.Key_Backspace)
    assert words(grid)[0] == "T1NN"
    press(grid, Key.Key_Backspace, Key.Key_Backspace)
    assert words(grid)[0] == "NNN"


def test_digits_are_marks_again_after_the_cursor_moved_or_another_mark(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_T, Key.Key_1, Key.Key_P, Key.Key_5)
    assert words(grid)[0] == "ANN"
    press(grid, Key.Key_T, Key.Key_Down, Key.Key_Up, Key.Key_5)
    assert words(grid)[0] == "ANN"


def test_more_than_thirty_minutes_is_kept_and_warned_about_and_more_than_600_is_not_taken(
    grid: AttendanceGrid,
) -> None:
    told: list[str] = []
    grid.refused.connect(told.append)
    press(grid, Key.Key_T, Key.Key_4)
    assert told == []
    press(grid, Key.Key_5, Key.Key_0)
    assert words(grid)[0] == "T450NN"
    assert "超过 30 分钟一般按缺勤登记" in told[0]
    press(grid, Key.Key_0)
    assert words(grid)[0] == "T450NN"


def test_a_mark_fills_what_is_selected_with_shift_and_arrows_or_a_whole_half_day(grid: AttendanceGrid) -> None:
    batches = saved(grid)
    QTest.keyClick(grid, Key.Key_Down, SHIFT)
    QTest.keyClick(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_L)
    assert words(grid) == ["LLN", "LLN", "NNN", "NNN"]
    assert len(batches) == 1
    grid.move_to(1, 2)
    QTest.keyClick(grid, Key.Key_A, CTRL)
    press(grid, Key.Key_P)
    assert words(grid) == ["LLP", "LLP", "NNP", "NNP"]
    press(grid, Key.Key_Up)
    assert grid.anchor is None


def test_what_is_selected_is_copied_as_words_and_pasted_elsewhere(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_T, Key.Key_9, Key.Key_Right, Key.Key_A, Key.Key_Left)
    QTest.keyClick(grid, Key.Key_Right, SHIFT)
    QTest.keyClick(grid, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "迟9\t缺"
    grid.move_to(2, 1)
    QTest.keyClick(grid, Key.Key_V, CTRL)
    assert words(grid)[2] == "NT9A"


def test_one_copied_mark_fills_the_selection(grid: AttendanceGrid) -> None:
    QGuiApplication.clipboard().setText("√")
    QTest.keyClick(grid, Key.Key_A, CTRL)
    QTest.keyClick(grid, Key.Key_V, CTRL)
    assert words(grid) == ["PNN"] * 4


def test_dragging_selects_too(grid: AttendanceGrid) -> None:
    plan = grid.plan()
    first, last = plan.cell(0, 0).center(), plan.cell(2, 1).center()
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=first)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(last),
        grid.viewport().mapToGlobal(QPointF(last)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(grid.viewport(), move)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=last)
    press(grid, Key.Key_E)
    assert words(grid) == ["EEN", "EEN", "EEN", "NNN"]


def test_a_walk_in_is_marked_at_the_end_and_nobody_waits_for_her(grid: AttendanceGrid) -> None:
    sheet = make_sheet(2)
    came = Trainee("", 0, "孙大梅", walk_in_id="w1")
    grid.set_sheet(Sheet(sheet.half_days, (*sheet.trainees, came), {}, 80))
    batches = saved(grid)
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    grid.move_to(2, 0)
    press(grid, Key.Key_P)
    assert words(grid) == ["PNN", "PNN", "PNN"]
    assert batches[1] == (TypedMark("s0", "", "P", None, "w1"),)
    assert (grid.counts[0].present, grid.counts[0].expected, grid.counts[0].walk_ins) == (2, 2, 1)
    assert grid.counts[1].unmarked == 2
    assert grid.words[2] == ("补录", "soft")
    assert "不能结业" in grid.tip(QPoint(grid.plan().right + 5, grid.plan().row_top(2) + 5))


def test_who_can_no_longer_graduate_is_told_with_the_reason(grid: AttendanceGrid) -> None:
    grid.set_sheet(make_sheet(1, 6))
    press(grid, Key.Key_A)
    assert grid.words[0] == ("最多再缺0课时", "warn")
    press(grid, Key.Key_Right, Key.Key_A)
    assert grid.words[0] == ("已不能结业", "bad")
    tip = grid.tip(QPoint(grid.plan().right + 5, grid.plan().row_top(0) + 5))
    assert tip == "缺了 8 课时；全班 24 课时，出勤率要到 80%，最多只能缺 4.8 课时"


def test_each_mark_is_announced_at_once_with_its_half_day_and_trainee(grid: AttendanceGrid) -> None:
    batches = saved(grid)
    press(grid, Key.Key_1, Key.Key_Return, Key.Key_5)
    assert batches == [(TypedMark("s0", "e0", "P"),), (TypedMark("s0", "e1", "A"),)]


def test_the_number_pad_marks_like_the_upper_row(grid: AttendanceGrid) -> None:
    QTest.keyClick(grid, Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(grid, Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert words(grid)[0] == "TNN"
    assert (grid.row, grid.column) == (1, 0)


def test_enter_goes_down_like_the_paper_and_on_to_the_next_half_day(grid: AttendanceGrid) -> None:
    press(grid, *[Key.Key_Return] * 4)
    assert (grid.row, grid.column) == (0, 1)
    QTest.keyClick(grid, Key.Key_Return, SHIFT)
    assert (grid.row, grid.column) == (3, 0)


def test_enter_stays_on_the_very_last_cell(grid: AttendanceGrid) -> None:
    grid.move_to(3, 2)
    press(grid, Key.Key_Return)
    assert (grid.row, grid.column) == (3, 2)


def test_typing_begins_at_the_first_unmarked_cell(grid: AttendanceGrid, qtbot: QtBot) -> None:
    fresh = AttendanceGrid()
    qtbot.addWidget(fresh)
    fresh.set_sheet(make_sheet(marks={("s0", f"e{n}"): "P" for n in range(4)} | {("s1", "e0"): "A"}))
    assert (fresh.row, fresh.column) == (1, 1)


def test_backspace_takes_a_mark_away(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_5)
    batches = saved(grid)
    press(grid, Key.Key_Backspace)
    assert batches == [(TypedMark("s0", "e0", "N"),)]


def test_the_same_mark_again_saves_nothing(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_1)
    batches = saved(grid)
    press(grid, Key.Key_1)
    assert batches == []


def test_all_present_fills_only_the_unmarked_of_this_half_day(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_Down, Key.Key_5)
    batches = saved(grid)
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    assert words(grid) == ["PNN", "ANN", "PNN", "PNN"]
    assert [mark.enrolment_id for mark in batches[0]] == ["e0", "e2", "e3"]
    assert len(batches) == 1


def test_undo_takes_back_a_whole_action_and_redo_puts_it_again(grid: AttendanceGrid) -> None:
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    press(grid, Key.Key_5)
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    assert words(grid) == ["PNN"] * 4
    batches = saved(grid)
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    assert words(grid) == ["NNN"] * 4
    assert [mark.mark for mark in batches[0]] == ["N"] * 4
    QTest.keyClick(grid, Key.Key_Z, CTRL | SHIFT)
    assert words(grid) == ["PNN"] * 4


def test_undo_returns_to_where_the_change_was(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_5, Key.Key_Right, Key.Key_Down, Key.Key_Down)
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    assert (grid.row, grid.column) == (0, 0)


def test_a_column_copied_from_a_spreadsheet_is_pasted_downwards(grid: AttendanceGrid) -> None:
    QGuiApplication.clipboard().setText("到\r\n迟到\r\n\r\n 事假\r\n")
    grid.move_to(0, 1)
    batches = saved(grid)
    QTest.keyClick(grid, Key.Key_V, CTRL)
    assert words(grid) == ["NPN", "NTN", "NNN", "NLN"]
    assert len(batches) == 1


def test_a_block_of_several_half_days_is_pasted_too(grid: AttendanceGrid) -> None:
    QGuiApplication.clipboard().setText("√\t×\n假\t早退")
    QTest.keyClick(grid, Key.Key_V, CTRL)
    assert words(grid)[:2] == ["PAN", "LEN"]


@pytest.mark.parametrize("text", ["到\n也许\n到", "到\n" * 5, "到\t到\t到\t到"])
def test_a_paste_with_a_strange_word_or_too_many_cells_changes_nothing(grid: AttendanceGrid, text: str) -> None:
    told: list[str] = []
    grid.refused.connect(told.append)
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(grid, Key.Key_V, CTRL)
    assert words(grid) == ["NNN"] * 4
    assert "没有粘贴" in told[0]


def test_arrows_tab_and_jumps_move_the_cursor(grid: AttendanceGrid) -> None:
    grid.set_sheet(make_sheet(20))
    press(grid, Key.Key_PageDown, Key.Key_Down, Key.Key_Right, Key.Key_Tab, Key.Key_PageUp)
    assert (grid.row, grid.column) == (1, 2)
    press(grid, Key.Key_Home)
    QTest.keyClick(grid, Key.Key_Down, CTRL)
    assert (grid.row, grid.column) == (19, 0)
    QTest.keyClick(grid, Key.Key_Home, CTRL)
    QTest.keyClick(grid, Key.Key_Tab, SHIFT)
    assert (grid.row, grid.column) == (0, 0)


def test_somebody_who_dropped_out_is_marked_only_for_the_days_before(grid: AttendanceGrid) -> None:
    sheet = make_sheet()
    gone = Trainee("e1", 2, "李娟", after=frozenset({"s1", "s2"}), left="中途退出")
    grid.set_sheet(Sheet(sheet.half_days, (sheet.trainees[0], gone, *sheet.trainees[2:]), {}, 80))
    told: list[str] = []
    grid.refused.connect(told.append)
    grid.move_to(1, 0)
    press(grid, Key.Key_1, Key.Key_Right, Key.Key_1)
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    assert words(grid) == ["NPN", "PNN", "NPN", "NPN"]
    assert told == ["李娟已中途退出，这个半天不再登记考勤。"]
    assert [count.expected for count in grid.counts] == [4, 3, 3]


def test_a_half_day_before_a_late_admission_counts_as_due_and_is_never_marked(grid: AttendanceGrid) -> None:
    sheet = make_sheet(1, 2)
    late = Trainee("e0", 1, "李娟", before=frozenset({"s0"}))
    grid.set_sheet(Sheet(sheet.half_days, (late,), {("s1", "e0"): "P"}, 80))
    assert (grid.totals[0].hours, grid.totals[0].rate) == ("4/8", "50%")
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    assert words(grid) == ["NP"]


def test_a_closed_class_says_why_nothing_can_be_typed(grid: AttendanceGrid) -> None:
    told: list[str] = []
    grid.refused.connect(told.append)
    grid.set_closed("本班已结业，考勤不能再改。")
    press(grid, Key.Key_1)
    assert words(grid)[0] == "NNN"
    assert told == ["本班已结业，考勤不能再改。"]


def test_totals_run_with_the_typing(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_1, Key.Key_Right, Key.Key_5)
    totals = grid.totals[0]
    assert (totals.hours, totals.rate, totals.standing.word) == ("4/8", "50%", "已不能结业")
    assert (grid.counts[0].present, grid.counts[0].unmarked) == (1, 3)


def test_reading_the_sheet_again_keeps_cursor_and_undo(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_Down, Key.Key_5)
    grid.set_sheet(make_sheet(marks={("s0", "e1"): "A"}))
    assert (grid.row, grid.column) == (1, 0)
    QTest.keyClick(grid, Key.Key_Z, CTRL)
    assert words(grid)[1] == "NNN"


def test_the_cursor_stays_with_its_trainee_when_rows_change(grid: AttendanceGrid) -> None:
    grid.move_to(2, 1)
    sheet = make_sheet()
    grid.set_sheet(Sheet(sheet.half_days, sheet.trainees[1:], {}, 80))
    assert (grid.row, grid.column) == (1, 1)


def test_a_click_moves_the_cursor_and_the_second_click_offers_the_marks(grid: AttendanceGrid, qtbot: QtBot) -> None:
    place = grid.plan().cell(2, 1).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (grid.row, grid.column) == (2, 1)
    assert grid.findChild(QMenu) is None
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = grid.findChild(QMenu)
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert words(grid)[2] == "NTN"


def test_a_click_on_the_head_or_beside_the_marks_moves_only_half_day_or_row(grid: AttendanceGrid) -> None:
    plan = grid.plan()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(plan.column_left(2) + 5, 10))
    assert (grid.row, grid.column) == (0, 2)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, plan.row_top(3) + 5))
    assert (grid.row, grid.column) == (3, 2)


def test_tool_tips_say_in_full_what_a_cell_shortens(grid: AttendanceGrid) -> None:
    press(grid, Key.Key_3)
    plan = grid.plan()
    assert grid.tip(plan.cell(0, 0).center()) == "王秀兰 2月15日上午 早退"
    assert grid.tip(QPoint(plan.right + 5, plan.row_top(0) + 5)) == "最多再缺0课时"


def test_a_screen_reader_hears_name_half_day_and_mark(grid: AttendanceGrid) -> None:
    assert grid.accessibleName() == "考勤表"
    press(grid, Key.Key_Down, Key.Key_5)
    assert grid.accessibleDescription() == "王秀英，2月15日上午，缺勤"


def test_the_cursor_is_scrolled_into_sight(grid: AttendanceGrid) -> None:
    grid.set_sheet(make_sheet(60, 30))
    QTest.keyClick(grid, Key.Key_End, CTRL)
    plan = grid.plan()
    cell = plan.cell(grid.row, grid.column)
    assert (grid.row, grid.column) == (59, 29)
    assert plan.left <= cell.left()
    assert cell.right() < plan.right
    assert cell.bottom() < plan.bottom
    QTest.keyClick(grid, Key.Key_Home, CTRL)
    assert grid.plan().cell(0, 0).topLeft() == QPoint(plan.left, plan.head_height)


def test_six_half_days_need_no_horizontal_scrolling_beside_the_cards_at_1366(grid: AttendanceGrid) -> None:
    grid.set_sheet(make_sheet(42, 6))
    grid.resize(1366 - 188 - 2 * 24 - 300 - 12, 600)
    assert grid.horizontalScrollBar().maximum() == 0
    assert grid.plan().end <= grid.viewport().width()


def test_a_class_of_42_with_six_half_days_needs_at_most_160_keys(grid: AttendanceGrid) -> None:
    """90 % present, Ctrl+Enter counted as two: 全到, then to each of the others, down one half-day and up the next."""
    rows, columns = 42, 6
    chance = random.Random(2023)
    places = [(row, column) for row in range(rows) for column in range(columns)]
    others = {place: chance.choice("2345") for place in chance.sample(places, round(len(places) * 0.1))}
    grid.set_sheet(make_sheet(rows, columns))
    pressed = 0

    def key(which: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal pressed
        pressed += 1 if held == Qt.KeyboardModifier.NoModifier else 2
        QTest.keyClick(grid, which, held)

    for column in range(columns):
        if column:
            key(Key.Key_Right)
        key(Key.Key_Return, CTRL)
        for row in sorted((r for r, c in others if c == column), reverse=bool(column % 2)):
            while abs(row - grid.row) >= 3:
                key(Key.Key_PageDown if row > grid.row else Key.Key_PageUp)
            while row != grid.row:
                key(Key.Key_Down if row > grid.row else Key.Key_Up)
            key({"2": Key.Key_2, "3": Key.Key_3, "4": Key.Key_4, "5": Key.Key_5}[others[row, column]])
    wanted = {"2": "T", "3": "E", "4": "L", "5": "A"}
    for row in range(rows):
        for column in range(columns):
            assert grid.marking.marks[row][column] == wanted.get(others.get((row, column), ""), "P")
    assert pressed <= 160, pressed


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_cell_is_painted_in_the_colours_of_the_theme(grid: AttendanceGrid, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    press(grid, Key.Key_5, Key.Key_Down)
    plan = grid.plan()
    image = grid.viewport().grab().toImage()
    absent, empty = plan.cell(0, 0), plan.cell(0, 2)
    assert image.pixelColor(absent.left() + 3, absent.top() + 3).name().upper() == theme.tokens().bad_tint
    assert image.pixelColor(empty.left() + 3, empty.top() + 3).name().upper() == theme.tokens().card


def test_everybody_marked_already_is_said_not_passed_over(grid: AttendanceGrid) -> None:
    said: list[str] = []
    grid.refused.connect(said.append)
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    assert said == []
    QTest.keyClick(grid, Key.Key_Return, CTRL)
    assert said == ["这个半天没有未登记的人，没有改动。"]
