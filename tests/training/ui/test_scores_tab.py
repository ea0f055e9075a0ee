"""成绩: typed down the column by keys, refused beside the cell, corrected with a reason, explained in words."""

from __future__ import annotations

import datetime as dt
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from station_app.features.training import service
from station_app.features.training.ui.cards import Card, WithSide
from station_app.features.training.ui.scores_tab import ScoresTab
from station_app.ui import theme
from tests.training.played_classes import END, Played, open_class, read_class, type_marks
from tests.training.ui.conftest import Room

Key = Qt.Key


def examined(room: Room, rows: list[str]) -> tuple[Played, ScoresTab]:
    """A running class with an exam, its marks typed, the tab in front."""
    played = open_class(room.station, len(rows), has_exam=True)
    type_marks(room.station, played, rows)
    room.open_class(played.class_id, "scores")
    tab = room.class_page.scores
    tab.table.setCurrentIndex(tab.table.source.index(0, 3))
    tab.table.setFocus()
    return played, tab


def type_down(room: Room, tab: ScoresTab, *scores: str) -> None:
    """Digits and Enter, as fast as a hand."""
    for score in scores:
        QTest.keyClick(tab.table, score[0])
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        QTest.keyClicks(line, score[1:])
        QTest.keyClick(line, Key.Key_Return)
    room.settle()


def test_a_column_is_typed_with_enter_alone_and_the_next_one_loses_nothing(room: Room) -> None:
    played, tab = examined(room, ["PPPPPP"] * 3)
    type_down(room, tab, "80", "50.5", "90")
    tab.table.setCurrentIndex(tab.table.source.index(0, 4))
    type_down(room, tab, "70", "60", "100")
    rows = read_class(room.station, played).trainees
    assert [(row.theory_score, row.practice_score) for row in rows] == [(800, 700), (505, 600), (900, 1000)]


def test_both_scores_typed_before_the_first_was_read_again_are_both_kept(room: Room) -> None:
    played, tab = examined(room, ["PPPPPP"])
    source = tab.table.source
    assert source.setData(source.index(0, 3), "80")
    assert source.setData(source.index(0, 4), "70")
    room.settle()
    row = read_class(room.station, played).trainees[0]
    assert (row.theory_score, row.practice_score) == (800, 700)


def test_a_score_half_typed_is_not_lost_when_the_one_before_is_read_again(room: Room) -> None:
    played, tab = examined(room, ["PPPPPP"] * 3)
    QTest.keyClicks(tab.table, "8")
    first = QApplication.focusWidget()
    assert isinstance(first, QLineEdit)
    QTest.keyClicks(first, "0")
    QTest.keyClick(first, Key.Key_Return)
    QTest.keyClicks(tab.table, "7")
    second = QApplication.focusWidget()
    assert isinstance(second, QLineEdit)
    room.settle()
    QTest.keyClicks(QApplication.focusWidget(), "5")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    QTest.keyClicks(tab.table, "9")
    QTest.keyClicks(QApplication.focusWidget(), "1")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    room.settle()
    assert [row.theory_score for row in read_class(room.station, played).trainees] == [800, 750, 910]
    assert [row.theory_score for row in tab.table.source.rows] == [800, 750, 910], "what was put off is shown"


def test_a_bad_score_is_refused_beside_its_cell_and_stays_to_be_put_right(room: Room) -> None:
    played, tab = examined(room, ["PPPPPP"] * 2)
    QTest.keyClick(tab.table, "1")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "01")
    QTest.keyClick(line, Key.Key_Return)
    assert tab.typing.problem.isVisible()
    assert tab.typing.problem.text() == "应在 0 到 100 之间。"
    assert line.text() == "101"
    QTest.keyClick(line, Key.Key_Backspace)
    assert not tab.typing.problem.isVisible()
    QTest.keyClick(line, Key.Key_Return)
    room.settle()
    assert read_class(room.station, played).trainees[0].theory_score == 100


def test_why_somebody_graduates_stands_in_words(room: Room) -> None:
    _played, tab = examined(room, ["PPPPPA", "PPPPAA", "PPPPPP", "PPPPPP"])
    type_down(room, tab, "72", "90", "50", "60")
    tab.table.setCurrentIndex(tab.table.source.index(0, 4))
    type_down(room, tab, "72", "90", "50")
    place = len(tab.table.source.columns) - 1
    assert [tab.table.source.cell(row, place) for row in range(4)] == [
        "出勤率 83.3% ≥ 80%，总评 72 ≥ 60 → 结业",
        "出勤率 66.7% < 80%，总评 90 ≥ 60 → 不结业",
        "出勤率 100% ≥ 80%，总评 50 < 60 → 不结业",
        "出勤率 100% ≥ 80% → 还没有成绩",
    ]


def test_a_closed_class_asks_why_and_shows_old_and_new(room: Room) -> None:
    played, tab = examined(room, ["PPPPPP"])
    type_down(room, tab, "50")
    tab.table.setCurrentIndex(tab.table.source.index(0, 4))
    type_down(room, tab, "50")
    with room.station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
    room.settle()
    source = tab.table.source
    source.setData(source.index(0, 3), "90")
    words = [label.text() for label in room.dialog().findChildren(QLabel)]
    assert any("理论成绩：50 → 90" in text for text in words)
    assert read_class(room.station, played).trainees[0].theory_score == 500
    room.type_into("reason", "lost sheet")
    room.accept()
    row = read_class(room.station, played).trainees[0]
    assert (row.theory_score, row.graduated, row.note) == (900, True, "lost sheet")


def test_a_resit_is_written_down_and_taken_back(room: Room) -> None:
    played, tab = examined(room, ["PPPPPP"])
    type_down(room, tab, "50")
    tab.table.setCurrentIndex(tab.table.source.index(0, 4))
    type_down(room, tab, "50")
    with room.station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
    room.settle()
    tab.table.selectRow(0)
    room.click(tab.resit_button)
    room.type_into("sat_on", "20230310")
    room.type_into("theory_score", "70")
    room.type_into("practice_score", "72")
    room.accept()
    row = read_class(room.station, played).trainees[0]
    assert (row.exam_status, row.graduated, row.final_score) == ("3", True, 7120)
    with room.station.db.read() as session:
        assert service.list_resits(session, played.class_id)[0].sat_on == dt.date(2023, 3, 10)
    tab.table.selectRow(0)
    room.click(tab.void_button)
    room.type_into("reason", "wrong person")
    room.accept()
    row = read_class(room.station, played).trainees[0]
    assert (row.exam_status, row.graduated, row.theory_score) == ("2", False, 500)


def test_in_large_type_the_verdict_keeps_its_room_and_the_page_is_no_wider_than_the_window(room: Room) -> None:
    app = cast("QApplication", QApplication.instance())
    theme.apply(app, large=True)
    try:
        tab = ScoresTab(room.desk)
        tab.resize(1070, 600)
        tab.show()
        columns = [column.name for column in tab.table.source.columns]
        words = "出勤率 83.3% ≥ 80%，补考总评 59.96 < 60 → 不结业"
        assert tab.table.columnWidth(columns.index("outcome")) > tab.table.fontMetrics().horizontalAdvance(words)
        tab.hide()
        tab.deleteLater()
        side = WithSide(QLabel("x"), (Card("一"),))
        assert side.minimumSizeHint().width() < theme.px(100)  # nothing beside it before it is shown
    finally:
        theme.apply(app)
