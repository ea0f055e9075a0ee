"""The county's window as its clerk uses it: what to look at, files in, who is one, which value stands, answers out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from sqlalchemy import text

from station_app.county.service import conflicts, overview, registry
from station_app.county.ui import pages
from station_app.county.ui.conflicts import ConflictsPage
from station_app.county.ui.devices import DevicesPage
from station_app.county.ui.enrol_dialog import EnrolDialog
from station_app.county.ui.figures import CompareDialog, FiguresPage
from station_app.county.ui.inbox import InboxPage
from station_app.county.ui.lost_dialog import LostStickDialog
from station_app.county.ui.overview import OverviewPage
from station_app.county.ui.receipts import ReceiptsPage
from station_app.county.ui.same_people import SamePeoplePage
from station_app.county.ui.settings import SettingsPage
from station_app.county.ui.unlocking import CountyPasswordDialog
from station_app.storage import keys
from station_app.ui import theme
from tests.county.conftest import Make
from tests.county.ui.conftest import HERE, THERE, Busy, Desktop, busy, desktop, joined_pairs
from tests.people.ui.conftest import Answered
from tests.screen_faults import faults

__all__ = ["busy", "desktop"]
CONTROL = Qt.KeyboardModifier.ControlModifier
W = TypeVar("W", bound=QWidget)


def shown(kind: type[W]) -> W:
    """The one window of a kind that is open."""
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


@pytest.fixture(autouse=True)
def _no_dialog_stays() -> Iterator[None]:
    yield
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.close()


@pytest.fixture(params=[("light", False), ("dark", True)], ids=["light", "dark and large type"])
def looks(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    name, large = request.param
    theme.apply(qapp, name, large=large)
    yield name
    theme.apply(qapp, "light")


def test_every_page_and_dialog_is_named_and_whole(looks: str, desktop: Desktop, make_station: Make) -> None:
    del looks
    desktop.window.setFixedSize(1366, 768)
    found = {}
    for page in pages.PAGES:
        desktop.page(page.id, "2023-02" if page.id == "reports" else None)
        found[page.title] = faults(desktop.window)
    figures = desktop.page("reports")
    assert isinstance(figures, FiguresPage)
    figures.view.open_figure("M12.people")
    desktop.settle()
    found["list"] = faults(desktop.window)
    figures.compare()
    desktop.settle()
    found["compare"] = faults(shown(CompareDialog))
    shown(CompareDialog).close()
    devices = desktop.page("devices")
    assert isinstance(devices, DevicesPage)
    request, _digits = make_station("东山乡社会工作服务站").request()
    devices.read_request(request)
    desktop.settle()
    found["enrol"] = faults(shown(EnrolDialog))
    shown(EnrolDialog).close()
    devices.lost()
    desktop.settle()
    found["lost"] = faults(shown(LostStickDialog))
    assert {view: wrong for view, wrong in found.items() if wrong} == {}


def test_the_overview_says_what_to_look_at_and_leads_there(desktop: Desktop) -> None:
    page = desktop.page("overview")
    assert isinstance(page, OverviewPage)
    rows = {row.name: row for row in page.table.source.rows}
    assert rows[THERE].missing == (2,)
    page.table.select_id(rows[THERE].id)
    assert page.table.source.text(rows[THERE], "state") == "缺第 2 号包，后面的 1 个先留着"
    page.table.setFocus()
    desktop.press(Qt.Key.Key_Return)
    inbox = desktop.window.screen_of("inbox")
    assert (desktop.window.current_page, isinstance(inbox, InboxPage)) == ("inbox", True)
    assert isinstance(inbox, InboxPage)
    assert {row.station for row in inbox.table.source.rows} == {THERE}


def test_dropped_files_are_taken_in_and_each_is_told_in_words(desktop: Desktop, busy: Busy, tmp_path: Path) -> None:
    page = desktop.page("inbox")
    assert isinstance(page, InboxPage)
    broken = tmp_path / "坏的.swx"
    broken.write_bytes(busy.gap.read_bytes()[:-40])
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in (broken, busy.gap)])
    event = QDropEvent(
        QPointF(page.rect().center()),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.event(event)  # QApplication would ask the drag that brought it
    desktop.settle()
    told = [(row.file, row.status, row.words) for row in page.table.source.rows]
    assert told[0][:2] == ("坏的.swx", "refused")
    assert "没有复制完" in told[0][2]
    assert told[1] == (busy.gap.name, "applied", "新增 1 条")
    assert told[2] == ("（以前留下的包）", "applied", "新增 1 条")
    assert any("收下 2 个，1 个要看一下" in said for said in desktop.said)
    with desktop.county.db.read() as session:
        rows = {row.name: row for row in overview.list_stations(session)}
    assert (rows[THERE].missing, rows[THERE].last_seq) == ((), 3)


def test_a_folder_without_packages_says_so(desktop: Desktop, tmp_path: Path) -> None:
    page = desktop.page("inbox")
    assert isinstance(page, InboxPage)
    page.take_in([tmp_path / "nothing"])
    assert "没有数据包" in desktop.said[-1]


def test_two_people_are_joined_by_a_key_counted_once_and_parted_again(desktop: Desktop) -> None:
    figures = desktop.page("reports", "2023-02")
    assert isinstance(figures, FiguresPage)

    def trained() -> str:
        desktop.page("reports", "2023-02")
        assert figures.view.report is not None
        return figures.view.report.line("M12.people").text("total")

    assert trained() == "6"
    page = desktop.page("same")
    assert isinstance(page, SamePeoplePage)
    assert len(page.table.source.rows) == 2
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert (joined_pairs(desktop.county), trained()) == (1, "5")
    desktop.page("same")
    desktop.click(page.chips["same"])
    desktop.click(page.apart_button)
    assert (joined_pairs(desktop.county), trained()) == (0, "6")


@pytest.mark.parametrize("busy", ["sqlite", "postgresql"], indirect=True)
def test_a_conflict_is_decided_by_keys_with_a_reason(desktop: Desktop, answers: Answered) -> None:
    answers.reason = "电话里和本人核对过"
    page = desktop.page("conflicts")
    assert isinstance(page, ConflictsPage)
    assert page.ours.value.text() == "县里：154****0021"
    assert page.theirs.value.text() == "站里：154****0032"
    row = page.table.current()
    assert row.named == "王秀兰"
    desktop.click(page.eye)
    assert page.ours.value.text() == "县里：15400000021"
    assert page.theirs.value.text() == "站里：15400000032"
    with desktop.county.db.read() as session:
        seen = session.execute(text("SELECT entity, record_id FROM audit_entry WHERE action = 'unmask'")).all()
    assert seen == [("person", row.record_id)]
    desktop.press(Qt.Key.Key_Right, CONTROL)
    for _round in range(20):
        desktop.settle()
    with desktop.county.db.read() as session:
        assert conflicts.list_conflicts(session) == []
        (row,) = conflicts.list_conflicts(session, conflicts.DECIDED)
    assert (row.choice, row.why) == ("theirs", "电话里和本人核对过")
    desktop.click(page.chips["decided"])
    assert "用站里的值" in page.decided.text()


def test_a_device_is_taken_in_only_when_the_digits_agree_and_is_taken_out_with_a_reason(
    desktop: Desktop, make_station: Make, answers: Answered
) -> None:
    page = desktop.page("devices")
    assert isinstance(page, DevicesPage)
    assert len(page.digits.text().replace(" ", "")) == 30
    request, digits = make_station("东山乡社会工作服务站").request()
    page.read_request(request)
    desktop.settle()
    dialog = shown(EnrolDialog)
    desktop.type_into(dialog.line, "0" * 30)
    assert not dialog.accept_button.isEnabled()
    assert "不一样" in dialog.said.text()
    dialog.line.clear()
    desktop.type_into(dialog.line, digits)
    desktop.press(Qt.Key.Key_Return)
    for _round in range(10):
        desktop.settle()
    assert any("已登记" in heading for heading in answers.headings)
    assert [row.station_name for row in page.table.source.rows].count("东山乡社会工作服务站") == 1
    assert len(list(request.parent.glob("SW_*.swx"))) == 1
    answers.reason = "电脑丢了"
    page.table.selectRow(2)
    desktop.click(page.revoke_button)
    for _round in range(20):
        desktop.settle()
    with desktop.county.db.read() as session:
        states = [row.state for row in registry.list_devices(session)]
    assert states.count("revoked") == 1


def test_receipts_go_into_the_folder_that_was_chosen(desktop: Desktop, tmp_path: Path) -> None:
    page = desktop.page("receipts")
    assert isinstance(page, ReceiptsPage)
    page.write()
    stick = tmp_path / "U盘"
    stick.mkdir()
    dialog = shown(QFileDialog)
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    desktop.settle()
    assert len(list(stick.glob("*.swx"))) == 2
    assert {row.name: page.table.source.text(row, "state") for row in page.table.source.rows} == {
        HERE: "已写出，等站里收下",
        THERE: "已写出，等站里收下",
    }


def test_figures_of_one_station_their_list_and_the_comparison_with_what_it_closed(desktop: Desktop) -> None:
    page = desktop.page("reports", "2023-02")
    assert isinstance(page, FiguresPage)
    page.stations.setCurrentIndex(page.stations.findText(HERE))
    desktop.settle()
    assert page.view.report is not None
    assert page.view.report.line("M12.people").text("total") == "4"
    page.view.open_figure("M15.people")
    desktop.settle()
    assert {row.station for row in page.view.list.table.source.rows} == {HERE}
    page.view.show_figures()
    desktop.click(page.compare_button)
    table = shown(CompareDialog).table
    told = {row.name: table.source.text(row, "result") for row in table.source.rows}
    assert told == {HERE: "一致", THERE: "站里还没有关账，或关账还没有报来"}


def test_a_lost_stick_names_the_people_that_were_on_it(desktop: Desktop) -> None:
    page = desktop.page("devices")
    assert isinstance(page, DevicesPage)
    page.table.selectRow(0)
    name = page.table.current().station_name
    desktop.click(page.lost_button)
    dialog = shown(LostStickDialog)
    dialog.form.editor("numbers").set_value("99")
    desktop.click(dialog.accept_button)
    assert not dialog.table.isVisible()
    dialog.form.editor("numbers").set_value("1")
    desktop.click(dialog.accept_button)
    assert dialog.table.isVisible()
    assert len(dialog.table.source.rows) >= 2
    dialog.close()
    desktop.settle()
    assert name in page.losses.text()


def test_a_safe_copy_and_the_checks_are_a_button_each(desktop: Desktop, tmp_path: Path, answers: Answered) -> None:
    page = desktop.page("settings")
    assert isinstance(page, SettingsPage)
    desktop.click(page.copy_button)
    dialog = shown(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "副本"))
    dialog.close()
    desktop.settle()
    assert len(list((tmp_path / "副本").glob("copy-*"))) == 1
    desktop.click(page.check_button)
    for _round in range(10):
        desktop.settle()
    assert any(heading.startswith(("数据完好", "检查发现")) for heading in answers.headings)


@pytest.mark.parametrize("busy", ["postgresql"], indirect=True)
def test_every_page_reads_from_a_server_too(desktop: Desktop) -> None:
    for page in pages.PAGES:
        desktop.page(page.id, "2023-02" if page.id == "reports" else None)
        assert desktop.window.current_page == page.id
    figures = desktop.window.screen_of("reports")
    assert isinstance(figures, FiguresPage)
    assert figures.view.report is not None
    assert figures.view.report.line("M12.people").text("total") == "6"
    settings = desktop.window.screen_of("settings")
    assert isinstance(settings, SettingsPage)
    assert "数据在服务器上" in settings.about.text()


def test_ctrl_k_finds_a_station(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_K, CONTROL)
    finder = desktop.window.finder
    desktop.type_into(finder, "河西")
    desktop.qtbot.wait(120)
    desktop.settle()
    desktop.press(Qt.Key.Key_Return)
    page = desktop.window.screen_of("overview")
    assert isinstance(page, OverviewPage)
    assert page.table.current().name == THERE


def test_files_dropped_on_the_overview_are_taken_in_on_the_page_of_files(desktop: Desktop, busy: Busy) -> None:
    page = desktop.page("overview")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(busy.gap))])
    none = Qt.KeyboardModifier.NoModifier
    page.event(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, none))
    desktop.settle()
    inbox = desktop.window.screen_of("inbox")
    assert isinstance(inbox, InboxPage)
    assert [row.status for row in inbox.table.source.rows] == ["applied", "applied"]


def test_taking_in_can_be_stopped_between_two_files(desktop: Desktop, busy: Busy) -> None:
    page = desktop.page("inbox")
    assert isinstance(page, InboxPage)
    taking = page.take_in([busy.gap, busy.gap])
    assert taking is not None
    taking.cancelled.set()
    desktop.settle()
    assert any("已停下" in said for said in desktop.said)


def test_the_county_s_password_is_set_and_changed_with_the_present_one(desktop: Desktop) -> None:
    page = desktop.page("settings")
    assert isinstance(page, SettingsPage)
    for present, new in (("", "春天的面点班2023"), ("春天的面点班2023", "秋天的面点班2024")):
        desktop.click(page.password_button)
        dialog = shown(CountyPasswordDialog)
        if present:
            desktop.type_into(dialog.present, present)
        for line in (dialog.first, dialog.second):
            desktop.type_into(line, new)
        dialog.submit()
        for _round in range(6):
            desktop.settle()
        assert keys.unlocks(desktop.busy.founded.folder, new)
    assert page.password_button.text() == "修改密码…"
