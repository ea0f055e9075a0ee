"""What a list shows as a workbook and on paper: same rows, same order, masked unless asked, and noted."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station_app.core.kinds import Integer
from station_app.core.listing import ListedColumn, Listing
from station_app.documents.listing import listing_pdf
from station_app.spreadsheets.writing import listing_workbook
from station_app.ui.columns import Column
from station_app.ui.export_question import ExportQuestion
from station_app.ui.filters import ColumnFilter
from station_app.ui.preview import Preview
from station_app.ui.screen import Desk, Screen
from station_app.ui.table import Table
from station_app.ui.table_out import TableOut
from tests.ui.lists import CTRL, place_of, shown_screen


class _Viewer(QObject):
    """Stands for the system's viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture(autouse=True)
def viewer(qapp: QApplication) -> Iterator[_Viewer]:
    made = _Viewer()
    QDesktopServices.setUrlHandler("file", made, "show")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def table(qtbot: QtBot, desk: Desk) -> Table:
    desk.station_name = "青石镇社工站"
    desk.table_out = TableOut(listing_workbook, listing_pdf)
    return shown_screen(qtbot, desk).table


def answer(whole: bool) -> Callable[[], None]:
    """Deal with the question of R-51 once it is there."""

    def act() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, ExportQuestion)
        seen = [(question.whole.isChecked(), question.warning.isVisible(), question.accept_button.text())]
        if whole:
            question.whole.click()
            seen.append((True, question.warning.isVisible(), question.accept_button.text()))
        question.accept_button.click()
        assert seen == [(False, False, "导出"), (True, True, "导出完整号码")][: len(seen)]

    return act


def save_as(qtbot: QtBot, owner: QWidget, desk: Desk, path: Path) -> None:
    qtbot.waitUntil(lambda: owner.findChild(QFileDialog) is not None)
    chooser = owner.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    line = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(path))
    button = next(b for b in chooser.findChildren(QPushButton) if b.text() == "保存")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.exists)
    desk.tasks.wait()


def notes(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.database.read() as session:
        found = session.connection().exec_driver_sql(
            "SELECT action, entity, detail FROM audit_entry WHERE action IN ('export', 'print') ORDER BY number"
        )
        return [(row[0], row[1], row[2]) for row in found]


def test_the_workbook_holds_what_is_shown_masked_and_typed_as_what_it_is(
    qtbot: QtBot, desk: Desk, table: Table, tmp_path: Path
) -> None:
    table.choice.show(place_of("kinds"), shown=False)
    table.choice.show(place_of("id_number"), shown=True)
    table.choice.move(place_of("phone"), -5)
    table.set_filter("sex", ColumnFilter(("2",)))
    table.sortByColumn(place_of("wage"), Qt.SortOrder.AscendingOrder)
    QTimer.singleShot(50, answer(whole=False))
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    save_as(qtbot, table, desk, tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0] == ["电话", "姓名", "性别", "出生日期", "月薪", "身份证号", "备注"]
    assert [row[1] for row in rows[1:]] == ["覃小燕", "王秀兰", "阿依古丽·买买提"]
    assert page["A3"].value == "154****0001"
    assert page["D3"].is_date
    assert (page["E3"].value, page["E3"].data_type) == (2000, "n")
    assert (page["F3"].value, page["F3"].number_format) == ("419901********0025", "@")
    assert (page["G3"].value, page["G3"].data_type) == ("=1+1", "s")
    [(action, entity, detail)] = notes(desk)
    assert (action, entity) == ("export", "invented")
    assert "sex" in detail
    assert "true" not in detail


def test_whole_numbers_leave_only_after_the_warning_and_are_noted(
    qtbot: QtBot, desk: Desk, table: Table, tmp_path: Path
) -> None:
    QTimer.singleShot(50, answer(whole=True))
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    save_as(qtbot, table, desk, tmp_path / "b.xlsx")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert page is not None
    assert (page["F2"].value, page["F2"].data_type, page["F2"].number_format) == ("15400000001", "s", "@")
    assert '"whole_numbers":true' in notes(desk)[0][2]


def test_going_back_from_the_warning_writes_nothing(qtbot: QtBot, desk: Desk, table: Table) -> None:
    def back() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, ExportQuestion)
        qtbot.keyClick(question, Qt.Key.Key_Escape)

    QTimer.singleShot(50, back)
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    assert table.findChild(QFileDialog) is None
    assert notes(desk) == []


def test_the_paper_says_station_day_filter_and_page_and_keeps_the_masks(
    qtbot: QtBot, desk: Desk, table: Table, tmp_path: Path, viewer: _Viewer
) -> None:
    table.set_filter("sex", ColumnFilter(("2",)))
    qtbot.keyClick(table, Qt.Key.Key_P, CTRL)
    (preview,) = table.window().findChildren(Preview)
    qtbot.waitUntil(preview.save_button.isEnabled)
    qtbot.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    save_as(qtbot, preview, desk, tmp_path / "a.pdf")
    [page] = pypdf.PdfReader(tmp_path / "a.pdf").pages
    text = page.extract_text()
    for part in (
        "试验名单",
        "青石镇社工站",
        "筛选：性别 女",
        "共 3 行",
        "第 1 页 共 1 页",
        "154****0001",
        "阿依古丽·买买提",
    ):
        assert part in text
    assert "15400000001" not in text
    assert "李强" not in text
    qtbot.waitUntil(lambda: viewer.opened == [tmp_path / "a.pdf"])
    assert [note[:2] for note in notes(desk)] == [("print", "invented")]


def test_a_printed_list_has_whole_numbers_only_after_the_warning_and_that_is_noted(
    qtbot: QtBot, desk: Desk, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "station_app.ui.messages.confirm", lambda _owner, heading, *_rest, **_more: asked.append(heading) or True
    )
    qtbot.keyClick(table, Qt.Key.Key_P, CTRL)
    (preview,) = table.window().findChildren(Preview)
    qtbot.waitUntil(preview.save_button.isEnabled)
    assert "15400000001" not in pypdf.PdfReader(io.BytesIO(preview.data)).pages[0].extract_text()
    preview.numbers_button.click()
    desk.tasks.wait()
    qtbot.waitUntil(preview.save_button.isEnabled)
    qtbot.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    save_as(qtbot, preview, desk, tmp_path / "b.pdf")
    assert asked == ["这张表里有完整的身份证号和电话"]
    assert "15400000001" in pypdf.PdfReader(tmp_path / "b.pdf").pages[0].extract_text()
    qtbot.waitUntil(lambda: any('"full_numbers":true' in note[2] for note in notes(desk)))


def test_a_long_list_repeats_its_head_and_a_wide_one_lies_across() -> None:
    columns = tuple(ListedColumn(f"栏{n}", 100, "right" if n else "left") for n in range(5))
    rows = [[f"甲{n}", "1", "2", "3", ""] for n in range(120)]
    pages = pypdf.PdfReader(io.BytesIO(listing_pdf(Listing("名单", columns, rows)))).pages
    assert len(pages) > 2
    assert all("栏4" in page.extract_text() for page in pages)
    assert f"第 {len(pages)} 页 共 {len(pages)} 页" in pages[-1].extract_text()
    assert pages[0].mediabox.height > pages[0].mediabox.width
    wide = Listing("名单", tuple(ListedColumn(f"栏{n}", 100) for n in range(9)), [[""] * 9])
    page = pypdf.PdfReader(io.BytesIO(listing_pdf(wide))).pages[0]
    assert page.mediabox.width > page.mediabox.height


def test_braces_that_somebody_filtered_by_are_printed_as_they_are() -> None:
    made = listing_pdf(Listing("名单", (ListedColumn("姓名", 100),), [["{day}"]], filters="筛选：姓名 含“{count}”"))
    text = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "{day}" in text
    assert "含“{count}”" in text


class Counted(Screen):
    """A list whose numbers have no kind, or a format of their own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns = (
            Column("age", "年龄", lambda row: row[0], str, kind=Integer(0, 150)),
            Column("printed", "打印", lambda row: row[1], lambda count: str(count or "")),
            Column("classes", "任教", lambda row: row[1], lambda count: f"{count} 班"),
        )
        self.table = Table(columns, [(38, 2), (None, 0)], name="counted")
        self.table.setAccessibleName("计数")
        self.body.addWidget(self.table)


def test_numbers_that_are_shown_as_they_are_leave_as_numbers(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    screen = Counted(desk)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitExposed(screen)
    screen.table.setFocus()
    desk.table_out = TableOut(listing_workbook, listing_pdf)
    qtbot.keyClick(screen.table, Qt.Key.Key_E, CTRL)
    save_as(qtbot, screen.table, desk, tmp_path / "b.xlsx")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert page is not None
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=3)] == [
        [38, 2, "2 班"],
        [None, None, "0 班"],
    ]
