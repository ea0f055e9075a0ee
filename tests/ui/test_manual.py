"""F1 opens the manual at the page of the screen; it is whole, searchable, and leads nowhere outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from station_app import menu
from station_app.core import resources
from station_app.features.people.ui.page import PeoplePage
from station_app.ui import manual, program
from station_app.ui.main_window import MainWindow
from station_app.ui.manual import Manual
from station_app.ui.memory import WindowMemory
from station_app.ui.screen import Desk, Screen


@pytest.fixture
def book(qtbot: QtBot) -> Manual:
    made = Manual()
    qtbot.addWidget(made)
    return made


def test_f1_opens_the_page_of_the_screen_that_is_shown(qtbot: QtBot, desk: Desk) -> None:
    def nothing(_session: Any, _text: str, _limit: int) -> Sequence[Any]:
        return ()

    window = MainWindow(desk, menu.PAGES, nothing, WindowMemory())
    qtbot.addWidget(window)
    window.show()
    for page, wanted in (("training", "开一期培训班"), ("settings", "设置"), ("people", "人员与家庭")):
        window.open_page(page)
        assert desk.tasks.wait(20_000)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_F1)
        book = window.findChild(Manual)
        assert book is not None
        assert book.isVisible()
        assert book.shown_page == wanted
        QTest.keyClick(book, Qt.Key.Key_Escape)
        assert not book.isVisible()
    window.open_page("settings", "copies")
    window.open_manual()
    assert book.shown_page == "安全与备份", "where the tab that is shown is explained"
    people = window.screen_of("people")
    assert isinstance(people, PeoplePage)
    window.open_page("people")
    people.start_import()
    window.open_manual()
    assert book.shown_page == "导入花名册"
    people.leave_import()
    assert desk.tasks.wait(20_000)


def test_every_screen_names_a_page_that_there_is() -> None:
    names = {page.name for page in manual.pages()}
    for screen in Screen.__subclasses__():
        assert screen.manual in names | {""}, screen
    assert program.current().manual_first in names
    assert set(manual.ORDER) <= names


def test_links_and_pictures_of_every_page_lead_somewhere() -> None:
    folder = resources.documents() / "manual"
    for page in manual.pages():
        for target in re.findall(r"\]\(([^)]+)\)", page.text):
            assert (folder / target).is_file(), f"{page.name}: {target}"


def test_a_link_goes_to_its_page_and_back(book: Manual) -> None:
    book.open_page("认识窗口")
    book.reader.anchorClicked.emit(QUrl("安全与备份.md"))
    assert book.shown_page == "安全与备份"
    QTest.mouseClick(book.back_button, Qt.MouseButton.LeftButton)
    assert book.shown_page == "认识窗口"
    assert not book.back_button.isEnabled()


def test_search_leaves_the_pages_that_have_the_word_and_marks_it(book: Manual) -> None:
    book.open_page("设置")
    book.search.setFocus()
    book.search.insert("撤销导入")
    assert book.contents.count() == 2
    assert book.shown_page in ("导入花名册", "开一期培训班")
    assert book.reader.extraSelections()
    assert book.reader.textCursor().selectedText() == "撤销导入"
    book.search.clear()
    book.search.insert("没有这个词的")
    assert book.contents.count() == 0
    assert not book.none.isHidden()


def test_a_picture_is_no_wider_than_the_page_and_comes_from_the_manual_only(book: Manual) -> None:
    book.resize(700, 500)
    book.open_page("认识窗口")
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = book.reader.loadResource(kind, QUrl("../images/people.png"))
    assert 0 < shown.width() / shown.devicePixelRatio() <= book.reader.viewport().width()
    for outside in ("../../LICENSE", "file:///etc/hostname", "https://example.org/x.png"):
        assert book.reader.loadResource(kind, QUrl(outside)) is None
