"""The page 报表 as a worker uses it: a month, the numbers, the list behind one, closing, paper and workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from station_app.features.casefile.ui.page import CaseFilePage
from station_app.features.reports import service
from station_app.features.reports.rules.periods import month
from station_app.features.reports.ui.figures import FiguresTable
from station_app.features.reports.ui.page import ReportsPage
from station_app.features.reports.ui.view import ReportView
from station_app.ui import theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.preview import Preview
from tests.people.ui.conftest import Answered, Desktop, answers, desktop
from tests.reports.counted_classes import FEBRUARY, hold
from tests.screen_faults import faults
from tests.training.played_classes import Played, close_class, open_class, trainee_name, type_marks

__all__ = ["answers", "desktop"]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def played(desktop: Desktop) -> Played:
    """Three trainees, two graduates, one of them in 低保."""
    made = open_class(desktop.station, 3)
    hold(desktop.station, made.person_ids[0], "A01", "D01")
    close_class(desktop.station, made, ["PPPPPP", "PPPPPP", "PPAAAA"])
    desktop.settle()
    return made


@pytest.fixture
def page(desktop: Desktop, played: Played) -> Iterator[ReportsPage]:
    del played
    desktop.window.open_page("reports", "2023-02")
    desktop.settle()
    screen = desktop.window.screen_of("reports")
    assert isinstance(screen, ReportsPage)
    yield screen
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.close()


def number(view: ReportView, key: str, column: str) -> str:
    assert view.table is not None
    source = view.table.source
    place = next(at for at, row in enumerate(source.rows) if row.measure.key == key)
    return source.cell(place, [one.name for one in source.columns].index(column))


def go_to(view: ReportView, key: str, column: str) -> None:
    """With the arrow keys' cursor on a number."""
    assert view.table is not None
    source = view.table.source
    place = next(at for at, row in enumerate(source.rows) if row.measure.key == key)
    view.table.setCurrentIndex(source.index(place, [one.name for one in source.columns].index(column)))


def test_enter_on_a_number_opens_its_list_and_esc_comes_back_to_it(desktop: Desktop, page: ReportsPage) -> None:
    view = page.view
    assert (number(view, "M12.people", "total"), number(view, "M15.rate", "total")) == ("3", "66.7%")
    assert (number(view, "M12.people", "a01"), number(view, "M12.people", "year")) == ("1", "3")
    go_to(view, "M12.people", "a01")
    view.table.setFocus()  # type: ignore[union-attr]
    desktop.press(Qt.Key.Key_Return)
    assert [row.name for row in view.list.table.source.rows] == [trainee_name(0)]
    assert "培训人数・低保・2023年2月" in view.list.heading.text()
    QTest.qWait(QApplication.doubleClickInterval() + 20)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.window.current_page == "casefile"
    assert isinstance(desktop.window.screen_of("casefile"), CaseFilePage)
    desktop.window.open_page("reports")
    desktop.settle()
    desktop.press(Qt.Key.Key_Escape)
    assert view.stack.currentWidget() is view.figures
    assert view.table is not None
    assert view.table.source.columns[view.table.currentIndex().column()].name == "a01"


def test_the_period_is_typed_stepped_and_chosen(desktop: Desktop, page: ReportsPage) -> None:
    bar = page.view.periods
    desktop.press(Qt.Key.Key_Right, ALT)
    assert bar.line.text() == "2023年3月"
    desktop.press(Qt.Key.Key_2, ALT)
    assert (bar.line.text(), number(page.view, "M12.people", "total")) == ("2023年第1季度", "3")
    bar.line.setFocus()
    desktop.type_here("2023-02-16..2023-02-17")
    desktop.press(Qt.Key.Key_Return)
    assert (bar.line.text(), number(page.view, "M13.hours", "total")) == ("2023年2月16日至2月17日", "16")
    bar.line.setFocus()
    desktop.type_here("20")
    desktop.press(Qt.Key.Key_Return)
    assert bar.problem.isVisible()
    assert page.view.period.key == "2023-02-16..2023-02-17"


def test_other_columns_and_the_year_by_columns(desktop: Desktop, page: ReportsPage) -> None:
    view = page.view
    view.choose_breakdown("village")
    desktop.settle()
    assert number(view, "M12.people", "东河村") == "3"
    desktop.click(view.year)
    assert number(view, "M12.people", "东河村") == "3"
    assert view.table is not None
    assert "year" not in [column.name for column in view.table.source.columns]


def test_a_month_is_closed_and_opened_again_with_a_reason(
    desktop: Desktop, page: ReportsPage, answers: Answered
) -> None:
    desktop.click(page.close_button)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()]
    assert dialog.form.editor("closed_by").value() == "王敏", "a station without users signs with its head, no account"
    desktop.click(dialog.accept_button)
    assert "王敏关账" in page.facts
    assert page.close_button.text() == "重新打开…"
    answers.reason = "补一个班"
    desktop.click(page.close_button)
    for _round in range(20):
        desktop.settle()
    assert "尚未关账" in page.facts
    with desktop.station.db.read() as session:
        assert [step.what for step in service.month_history(session, FEBRUARY)] == ["opened", "closed"]


def test_figures_follow_what_is_stored_while_the_page_is_shown(desktop: Desktop, page: ReportsPage) -> None:
    del page
    screen = desktop.window.screen_of("reports")
    assert isinstance(screen, ReportsPage)
    with desktop.station.db.work() as session:
        service.close_month(session, FEBRUARY, "王敏")
    desktop.settle()
    assert "关账" in screen.facts
    assert screen.close_button.text() == "重新打开…"


def test_a_class_that_was_not_closed_is_told_with_a_way_to_it(desktop: Desktop) -> None:
    made = open_class(desktop.station, 1)
    type_marks(desktop.station, made, ["PPPPPP"])
    desktop.window.open_page("reports", "2023-02")
    desktop.settle()
    screen = desktop.window.screen_of("reports")
    assert isinstance(screen, ReportsPage)
    links = [button for button in screen.view.checks.findChildren(type(screen.print_button)) if button.isVisible()]
    assert ["还没有办理结业" in link.text() for link in links] == [True]
    desktop.click(links[0])
    assert desktop.window.current_page == "training"


def test_the_form_is_previewed_and_the_workbook_is_written(desktop: Desktop, page: ReportsPage, tmp_path: Path) -> None:
    desktop.click(page.print_button)
    (preview,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
    desktop.settle()
    assert preview.page_count == 1
    preview.close()
    desktop.click(page.export_button)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()]
    target = tmp_path / "二月.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    desktop.settle()
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert sheet["D6"].value == 3  # M12 培训人数


def test_nothing_is_cut_unnamed_or_english_on_figures_list_and_checks(desktop: Desktop, page: ReportsPage) -> None:
    desktop.window.setFixedSize(1366, 768)
    desktop.settle()
    assert faults(desktop.window) == []
    page.view.open_figure("M12.people")
    desktop.settle()
    assert faults(desktop.window) == []


@pytest.mark.parametrize("year", [False, True])
def test_in_large_type_the_head_of_the_last_column_is_whole_beside_the_tools(
    desktop: Desktop, played: Played, qapp: QApplication, year: bool
) -> None:
    with desktop.station.db.read() as session:
        report = service.get_report(session, FEBRUARY)
    try:
        theme.apply(qapp, "light", large=True)
        table = FiguresTable(report, year=year)
        for width in (700, 1366):
            table.resize(width, 400)
            table.show()
            bar = table.horizontalScrollBar()
            for place in range(0, bar.maximum() + 1, 40):
                bar.setValue(place)
                table.head.grab()
            bar.setValue(bar.maximum())
            assert faults(table) == []
        table.deleteLater()
    finally:
        theme.apply(qapp, "light")


def test_the_first_month_shown_is_the_last_one_that_is_over(desktop: Desktop) -> None:
    desktop.window.open_page("reports")
    desktop.settle()
    screen = desktop.window.screen_of("reports")
    assert isinstance(screen, ReportsPage)
    today = dt.date.today()  # noqa: DTZ011 - the office's day
    assert screen.view.period == month(today.year, today.month).step(-1)
