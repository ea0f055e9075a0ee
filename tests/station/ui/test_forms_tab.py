# ruff: noqa: F811 - the page is a fixture of the other settings tests
"""表格样式: wording and columns of the printed forms, changed with real keys, seen beside, printed from then on."""

from __future__ import annotations

import io

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from station_app.documents.sources import blank_pdf
from station_app.features.station.service.form_layouts import changed_forms, station_form
from station_app.features.station.ui.settings.forms_tab import FormsTab
from tests.conftest import StationInUse
from tests.station.ui.test_settings_tables import Page, page  # noqa: F401 - the page as a fixture
from tests.training.ui.conftest import saying_yes


def opened(page: Page, form_id: str) -> FormsTab:
    tab = page.open(FormsTab, "forms")
    tab.chosen.setCurrentIndex(tab.chosen.findData(form_id))
    settle(page)
    return tab


def settle(page: Page) -> None:
    page.qtbot.wait(400)
    page.settle()


def columns_of(text: FormsTab) -> QTableWidget:
    return text.columns.table


def printed(station: StationInUse, form_id: str) -> str:
    with station.db.read() as session:
        form = station_form(session, form_id)
    return str(PdfReader(io.BytesIO(blank_pdf(form))).pages[0].extract_text())


def test_a_title_and_a_signature_line_are_changed_and_printed(page: Page, station: StationInUse) -> None:
    tab = opened(page, "F03")
    tab.title.selectAll()
    QTest.keyClicks(tab.title, "F03 KCB")
    tab.lists["sign"].setPlainText("制表:\n社工站负责人:")
    settle(page)
    assert not tab.sheet.pixmap().isNull()
    page.press(tab.save_button)
    text = printed(station, "F03")
    assert "F03 KCB" in text
    assert "社工站负责人:" in text
    assert not tab.save_button.isEnabled()


def test_what_the_program_fills_in_has_chinese_names_and_is_still_filled_after_a_change(
    page: Page, station: StationInUse
) -> None:
    tab = opened(page, "F02")
    assert tab.subtitle.text() == "{班名}"
    assert "培训时间:{开始日期}至{结束日期}" in tab.lists["header"].toPlainText()
    assert not tab.save_button.isEnabled()
    tab.subtitle.selectAll()
    tab.subtitle.insert("{班名}（{工种}）")
    tab.lists["header"].setPlainText("上课地点:{地点}")
    settle(page)
    page.press(tab.save_button)
    with station.db.read() as session:
        form = station_form(session, "F02")
    assert form.subtitle == "{class.name}（{trade}）"
    assert form.header == ("上课地点:{venue}",)
    assert opened(page, "F02").subtitle.text() == "{班名}（{工种}）"


def test_widths_that_do_not_fill_the_page_are_said_and_not_kept(page: Page, station: StationInUse) -> None:
    tab = opened(page, "F03")
    columns_of(tab).item(0, 1).setText("20")
    assert tab.widths.text() == "各栏合计 166 毫米，纸宽 170 毫米，还差 4 毫米，请加宽某一栏。"
    page.press(tab.save_button)
    assert "还差 4 毫米" in tab.told.text()
    columns_of(tab).item(5, 1).setText("50")
    assert "正好占满纸宽" in tab.widths.text()
    page.press(tab.save_button)
    with station.db.read() as session:
        assert [column.width for column in station_form(session, "F03").columns][:6] == [20, 12, 12, 28, 10, 50]


def test_a_column_is_turned_off_and_another_moved_up(page: Page, station: StationInUse) -> None:
    tab = opened(page, "F07")
    table = columns_of(tab)
    table.item(8, 0).setCheckState(Qt.CheckState.Unchecked)
    table.item(7, 1).setText("38")
    table.setCurrentCell(3, 0)
    page.press(tab.columns.up)
    page.press(tab.save_button)
    with station.db.read() as session:
        labels = [column.label for column in station_form(session, "F07").columns]
    assert labels[:4] == ["序号", "姓名", "证书编号", "身份证号"]
    assert "备注" not in labels
    assert "备注" not in printed(station, "F07")


def test_a_box_is_renamed(page: Page, station: StationInUse) -> None:
    tab = opened(page, "F01")
    tab.labels.table.item(0, 0).setText("班次名称")
    page.press(tab.save_button)
    assert "班次名称" in printed(station, "F01")


def test_the_shipped_form_comes_back(page: Page, station: StationInUse) -> None:
    tab = opened(page, "F03")
    tab.title.setText("本站课程表")
    page.press(tab.save_button)
    with station.db.read() as session:
        assert changed_forms(session) == {"F03"}
    with saying_yes():
        page.press(tab.restore_button)
    settle(page)
    assert tab.title.text() == "培训课程表"
    assert "培训课程表" in printed(station, "F03")
    with station.db.read() as session:
        assert changed_forms(session) == frozenset()
