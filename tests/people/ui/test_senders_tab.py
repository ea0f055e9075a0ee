"""设置 › 来文栏目: saved mappings are seen, renamed and given up with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from station_app.features.people.model import SenderMapping
from station_app.features.people.rules.roster.labels import NOT_IMPORTED
from station_app.features.people.service.sender_mappings import list_mappings, save_mapping
from station_app.features.people.ui.roster.senders_tab import SendersTab
from station_app.features.station.ui.settings.page import SettingsPage
from station_app.ui.form_dialog import FormDialog
from tests.people.ui.conftest import CONTROL, Answered, Desktop, answers, desktop, type_text

__all__ = ["answers", "desktop"]


@pytest.fixture
def tab(desktop: Desktop) -> SendersTab:
    with desktop.station.db.work() as session:
        save_mapping(session, "a" * 64, "西岗村", {"社员": "name", "能打通的号": "phone", "备考": NOT_IMPORTED})
        save_mapping(session, "b" * 64, "东河村", {"证号码儿": "id_number"})
    desktop.window.open_page("settings", "senders")
    desktop.settle()
    page = desktop.window.screen_of("settings")
    assert isinstance(page, SettingsPage)
    shown = page.stack.currentWidget()
    assert isinstance(shown, SendersTab)
    return shown


def test_every_column_of_a_senders_list_is_shown_with_what_it_fills(tab: SendersTab) -> None:
    assert [row.sender for row in tab.table.source.rows] == ["西岗村", "东河村"]
    assert set(tab.parts.source.rows) == {("备考", "（不导入）"), ("能打通的号", "联系电话"), ("社员", "姓名")}
    tab.table.selectRow(1)
    assert list(tab.parts.source.rows) == [("证号码儿", "身份证号")]


def test_a_sender_is_renamed_by_keys(desktop: Desktop, tab: SendersTab) -> None:
    tab.table.setFocus()
    desktop.press(Qt.Key.Key_F2)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()]
    line = dialog.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    type_text(line, "西岗村委会")
    desktop.press(Qt.Key.Key_Return)
    with desktop.station.db.read() as session:
        assert [row.sender for row in list_mappings(session)] == ["西岗村委会", "东河村"]
    assert tab.table.source.cell(0, 0) == "西岗村委会"


def test_a_mapping_given_up_keeps_its_reason_and_is_used_no_more(
    desktop: Desktop, tab: SendersTab, answers: Answered
) -> None:
    answers.reason = "表头换了"
    tab.table.setFocus()
    desktop.press(Qt.Key.Key_Delete, CONTROL)
    assert [row.sender for row in tab.table.source.rows] == ["东河村"]
    with desktop.station.db.read() as session:
        (void,) = [row for row in session.query(SenderMapping) if row.voided_at is not None]
        assert (void.sender, void.void_reason) == ("西岗村", "表头换了")
