"""规则, 代码表, 节假日, 打印机, 关于: used with real clicks and keys on a real encrypted station."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from station_app.core import codes
from station_app.features.station.service import code_tables, divisions, holidays, printers, rule_number
from station_app.features.station.ui.settings.about_tab import AboutTab, TextWindow
from station_app.features.station.ui.settings.codes_tab import CodesTab
from station_app.features.station.ui.settings.holidays_tab import HolidaysTab
from station_app.features.station.ui.settings.page import ENTRIES, SettingsPage
from station_app.features.station.ui.settings.printers_tab import PrintersTab
from station_app.features.station.ui.settings.rules_tab import RulesTab
from station_app.features.station.ui.settings.villages_tab import VillagesTab
from station_app.ui import theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.preview import Preview
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse

T = TypeVar("T", bound=QWidget)


class Page:
    """The settings page alone in a window, and hands to use it."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.page = SettingsPage(desk)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()

    def open(self, kind: type[T], name: str) -> T:
        self.page.open_record(name)
        self.settle()
        found = self.page.tab(name)
        assert isinstance(found, kind)
        return found

    def settle(self) -> None:
        for _round in range(3):
            assert self.desk.tasks.wait(20_000)
            self.qtbot.wait(5)

    def press(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def dialog(self) -> FormDialog:
        (found,) = [one for one in self.page.findChildren(FormDialog) if one.isVisible()]
        return found

    def fill(self, **values: str) -> None:
        """Type into the lines of the open dialog and press its button."""
        dialog = self.dialog()
        for name, text in values.items():
            line = dialog.form.editor(name).focusProxy()
            assert isinstance(line, QLineEdit)
            line.clear()
            QTest.keyClicks(line, text) if text.isascii() else line.insert(text)
        self.press(dialog.accept_button)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, station: StationInUse) -> Iterator[Page]:
    theme.apply(qapp, "light")
    tasks = Tasks()
    desk = Desk(station.folder, tasks)
    desk.attach(station.db)
    code_tables.follow(station.db)
    yield Page(qtbot, desk)
    tasks.wait()
    desk.detach()
    tasks.stop()
    codes.use_own(())


def test_a_rule_is_changed_from_a_day_on_with_its_source(page: Page, station: StationInUse) -> None:
    tab = page.open(RulesTab, "rules")
    tab.table.select_id("pass_mark")
    page.settle()
    assert tab.card.heading.text() == "考核合格线(分)"
    page.press(tab.change_button)
    page.fill(valid_from="2026-03-01", value="130")
    dialog = page.dialog()
    assert dialog.form.problem("value") == "应在 1 到 100 之间。"
    assert dialog.form.problem("source").startswith("请写明依据")
    page.fill(value="65", source="县人社局通知")
    assert not page.page.findChildren(FormDialog)
    assert tab.value.text() == "65 分　2026-03-01 起　县人社局通知"
    assert [tab.history.source.cell(row, 1) for row in range(2)] == ["65 分", "60 分"]
    with station.db.read() as session:
        assert rule_number(session, "pass_mark", dt.date(2026, 2, 28)) == 60
        assert rule_number(session, "pass_mark", dt.date(2026, 3, 1)) == 65


def test_a_fixed_rule_shows_its_reason_and_no_way_to_change_it(page: Page) -> None:
    tab = page.open(RulesTab, "rules")
    tab.table.select_id("age_min")
    page.settle()
    assert tab.fixed.text() == "不能改：国家规定，任何站都不能改。"
    assert not tab.change_button.isEnabled()
    tab.change()
    assert not [one for one in page.page.findChildren(FormDialog) if one.isVisible()]


def test_a_trade_is_added_renamed_retired_and_offered_again(page: Page) -> None:
    tab = page.open(CodesTab, "codes")
    tab.tables.select_id("training_trade")
    page.settle()
    page.press(tab.add_button)
    page.fill(name_zh="扎染工")
    assert codes.table("training_trade").label("L01") == "扎染工"
    tab.entries.select_id("L01")
    page.press(tab.rename_button)
    page.fill(name_zh="扎染师傅")
    assert codes.table("training_trade").label("L01") == "扎染师傅"
    tab.entries.select_id("L01")
    page.press(tab.retire_button)
    assert "L01" not in dict(codes.table("training_trade"))
    tab.entries.select_id("L01")
    assert tab.retire_button.text() == "恢复可选"
    page.press(tab.retire_button)
    assert "L01" in dict(codes.table("training_trade"))


def test_a_village_is_added_and_renamed_with_its_former_name_kept(page: Page, station: StationInUse) -> None:
    tab = page.open(VillagesTab, "villages")
    before = len(tab.table.source.rows)
    page.press(tab.add_button)
    page.fill(name="柳湾村村民委员会")
    page.press(tab.add_button)
    page.fill(name="城东新社区居民委员会")
    rows = {row.name: row for row in tab.table.source.rows}
    assert len(rows) == before + 2
    assert rows["柳湾村村民委员会"].code[9:] >= "200"
    assert rows["城东新社区居民委员会"].code[9:] < "200"
    place = [row.name for row in tab.table.source.rows].index("柳湾村村民委员会")
    tab.table.selectRow(place)
    page.press(tab.rename_button)
    page.fill(name="新柳村村民委员会")
    (renamed,) = [row for row in tab.table.source.rows if row.name == "新柳村村民委员会"]
    assert renamed.former_name == "柳湾村村民委员会"
    page.press(tab.retire_button)
    with station.db.read() as session:
        (gone,) = [row for row in divisions.list_villages(session) if row.code == renamed.code]
    assert (gone.active, gone.name) == (False, "新柳村村民委员会")


def test_a_national_table_can_only_be_looked_at(page: Page) -> None:
    tab = page.open(CodesTab, "codes")
    tab.tables.select_id("ethnic_group")
    page.settle()
    assert tab.why.text().startswith("只能看：国家标准（GB/T 3304-1991）")
    assert not tab.add_button.isVisible()
    assert tab.entries.source.rowCount() >= 56


def test_a_local_holiday_is_added_and_retired(page: Page, station: StationInUse) -> None:
    tab = page.open(HolidaysTab, "holidays")
    tab._choose(2026)
    page.settle()
    page.press(tab.add_button)
    page.fill(day="2026-03-03", name="古会")
    with station.db.read() as session:
        assert not holidays.is_working_day(session, dt.date(2026, 3, 3))
    (own,) = [row for row in tab.table.source.rows if row.is_own]
    tab.table.select_id(own.id)
    page.press(tab.retire_button)
    page.fill(reason="今年不办")
    with station.db.read() as session:
        assert holidays.is_working_day(session, dt.date(2026, 3, 3))


def test_next_years_missing_notice_is_said(page: Page) -> None:
    tab = page.open(HolidaysTab, "holidays")
    tab._choose(2031)
    page.settle()
    assert tab.note.isVisible()
    assert tab.note.text().startswith("2031 年的放假安排还没有")


def test_a_printers_offset_is_typed_in_millimetres(page: Page, station: StationInUse) -> None:
    tab = page.open(PrintersTab, "printers")
    page.press(tab.add_button)
    page.fill(printer="HP 1020", dx="99")
    assert "20" in page.dialog().form.problem("dx")
    page.fill(dx="-1.5")
    assert printers.load_printers(station.folder).profile_for("F02", "HP 1020").dx == -15
    tab.table.selectRow(0)
    page.press(tab.remove_button)
    assert printers.load_printers(station.folder).profiles == ()


def test_diagnostics_are_shown_before_exactly_the_same_is_written(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.open(AboutTab, "about")
    assert "SQLCipher 4" in tab.parts.text()
    page.press(tab.diagnostics_button)
    (window,) = [one for one in page.page.findChildren(TextWindow) if one.isVisible()]
    shown = window.text.toPlainText()
    assert "完好性检查：完好" in shown
    assert "王敏" not in shown
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "诊断"), ""))
    page.press(window.write_button)
    assert (tmp_path / "诊断.txt").read_text(encoding="utf-8") == shown


def test_every_licence_can_be_read_in_the_window(page: Page) -> None:
    tab = page.open(AboutTab, "about")
    rows = list(tab.table.source.rows)
    assert len(rows) > 25
    for row in rows:
        tab.table.select_id(row.id)
        tab.show_licence()
        (window,) = [one for one in page.page.findChildren(TextWindow) if one.isVisible()]
        assert len(window.text.toPlainText()) > 300, row.name
        window.reject()
        page.qtbot.wait(1)


def test_every_tab_opens_by_its_key_and_names_its_controls(page: Page) -> None:
    for number, entry in enumerate(ENTRIES, start=1):
        if number <= 9:
            QTest.keyClick(page.page, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        else:
            page.page.open_record(entry.name)
        page.settle()
        assert page.page.place() == entry.name
        for control in page.page.tab(entry.name).findChildren(QLineEdit):
            if control.isVisible():
                assert control.accessibleName() or (control.parentWidget() and control.parentWidget().accessibleName())


def test_the_ruler_page_is_printed_measured_and_the_offsets_of_preprinted_paper_follow(
    page: Page, station: StationInUse
) -> None:
    tab = page.open(PrintersTab, "printers")
    page.press(tab.ruler_button)
    preview = tab.findChild(Preview)
    assert isinstance(preview, Preview)
    page.settle()
    assert preview.page_count == 1
    assert preview.paper.unmoved
    preview.reject()
    page.press(tab.calibrate_button)
    page.fill(printer="", left="21.5")
    assert page.dialog().form.problem("printer")
    page.fill(printer="HP 1020", left="21.5", top="18")
    kept = printers.load_printers(station.folder).profile_for(printers.STOCK, "HP 1020")
    assert (kept.dx, kept.dy, kept.scale_x) == (-15, 20, 100_00)
    assert tab.table.source.rowCount() == 1
