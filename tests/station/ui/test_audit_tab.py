"""设置 → 操作记录: the trail as the head of the station searches, checks and follows it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station_app.core.users import User
from station_app.features.people.service import people
from station_app.features.station.ui.settings.audit_tab import AuditTab
from station_app.storage.connect import open_file
from station_app.ui import theme
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse
from tests.people.invented_people import person_values


@pytest.fixture
def desk(station: StationInUse, qapp: QApplication) -> Iterator[Desk]:
    """A desk on a station in which one person was registered, looked at and printed."""
    theme.apply(qapp, "light", large=False)
    with station.db.work() as session:
        key = people.save_person(session, person_values())
    station.db.note("unmask", "person", key, {"field": "phone", "reason": "办理业务"})
    station.db.note("export", "people", detail={"list": "人员", "rows": 1, "full_numbers": False})
    tasks = Tasks()
    made = Desk(station.folder, tasks)
    made.attach(station.db)
    yield made
    made.detach()
    tasks.stop()


def opened(desk: Desk, qtbot: QtBot) -> AuditTab:
    tab = AuditTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1010, 560)
    tab.show()
    tab.read()
    settle(desk, qtbot)
    return tab


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _round in range(3):
        assert desk.tasks.wait(20_000)
        qtbot.wait(5)


def cells(tab: AuditTab) -> list[str]:
    source = tab.table.source
    return [" ".join(source.cell(row, at) for at in range(1, 5)) for row in range(source.rowCount())]


def test_the_newest_row_is_first_the_search_narrows_and_enter_opens_the_record(desk: Desk, qtbot: QtBot) -> None:
    tab = opened(desk, qtbot)
    assert cells(tab)[:2] == ["王敏 导出  人员，1 行，号码已遮盖", "王敏 查看完整号码 人员：王秀兰 手机，办理业务"]
    QTest.keyClicks(tab.search, "wang")
    assert cells(tab) == []
    tab.search.clear()
    tab.search.insert("秀兰 查看")
    assert len(cells(tab)) == 1
    tab.table.setFocus()
    tab.table.selectRow(0)
    with qtbot.waitSignal(desk.open_requested) as opening:
        QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert opening.args[0] == "people"


def test_the_tab_says_that_all_is_as_written_and_from_when_on_it_is_not(
    desk: Desk, qtbot: QtBot, station: StationInUse
) -> None:
    tab = opened(desk, qtbot)
    assert "都是原样" in tab.state.text()
    with contextlib.closing(open_file(station.folder.database, station.data_key)) as connection:
        connection.execute("DROP TRIGGER change_log_audit_entry_same")
        connection.execute("DROP TRIGGER change_log_audit_entry_set")
        connection.execute("UPDATE audit_entry SET actor = '李四' WHERE action = 'unmask'")
    QTest.mouseClick(tab.check_button, Qt.MouseButton.LeftButton)
    settle(desk, qtbot)
    assert "被改过" in tab.state.text()


def test_a_worker_is_told_that_only_the_head_may_look(desk: Desk, qtbot: QtBot) -> None:
    desk.database.user = User("u1", "李梅", "worker")
    tab = opened(desk, qtbot)
    assert (tab.table.isVisible(), tab.state.text()) == (False, "操作记录只有站长可以查看。")
