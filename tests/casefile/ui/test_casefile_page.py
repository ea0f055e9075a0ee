"""The page of one person, from the list, from Ctrl+K and back, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from station_app.features.casefile.ui.page import CaseFilePage
from station_app.features.people.service import people, skills
from station_app.features.station.service.trail import of_record
from station_app.features.training import service as training
from station_app.ui.history import HistoryDialog
from station_app.ui.masked_text import MaskedText
from station_app.ui.preview import Preview
from tests.casefile.full_life import Life, register
from tests.conftest import StationInUse
from tests.documents import printed
from tests.people.invented_people import number
from tests.people.ui.conftest import CONTROL, Answered, Desktop, answers, desktop
from tests.training.played_classes import END, close_class, open_class

__all__ = ["answers", "desktop"]


@pytest.fixture
def life(station: StationInUse, desktop: Desktop) -> Life:
    """A person with household, shown in the list."""
    made = register(station)
    desktop.settle()
    return made


def _page(desktop: Desktop) -> CaseFilePage:
    screen = desktop.window.screen_of("casefile")
    assert isinstance(screen, CaseFilePage)
    return screen


def _open(desktop: Desktop, key: str) -> CaseFilePage:
    desktop.window.open_page("casefile", key)
    desktop.settle()
    return _page(desktop)


def _words(page: CaseFilePage) -> str:
    return "\n".join(label.text() for label in page.facts_card.findChildren(QLabel))


def test_ctrl_k_leads_to_everything_known_of_her(desktop: Desktop, life: Life) -> None:
    desktop.press(Qt.Key.Key_K, CONTROL)
    desktop.qtbot.keyClicks(desktop.window.finder, "wxl")
    desktop.qtbot.waitUntil(desktop.window.finder.is_offering)
    desktop.press(Qt.Key.Key_Return)
    desktop.settle()
    page = _page(desktop)
    assert page.isVisible()
    assert page.title == "王秀兰"
    assert "419901********" in page.facts
    assert "李国强户" in page.facts


def test_no_whole_number_is_on_the_page(desktop: Desktop, life: Life) -> None:
    page = _open(desktop, life.person_id)
    everything = _words(page) + page.facts
    for whole in (number(), "15400000001", "6217000000001234560"):
        assert whole not in everything
    assert "同户" in everything


def test_enter_on_a_class_opens_it(station: StationInUse, desktop: Desktop) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    page = _open(desktop, played.person_ids[0])
    words = [entry.what for entry in page.time_line.entries()]
    assert page.time_line.hasFocus()
    for _step in range(words.index("培训")):
        desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.window.current_page == "training"
    assert (desktop.window.current_place or "").startswith(played.class_id)


def test_esc_goes_back_to_the_list_where_it_was(desktop: Desktop, life: Life) -> None:
    table = desktop.page.people.table
    table.select_id(life.person_id)
    table.setFocus()
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert _page(desktop).isVisible()
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.page.isVisible()
    assert table.current().id == life.person_id


def test_ctrl_e_opens_her_form(desktop: Desktop, life: Life) -> None:
    _open(desktop, life.person_id)
    desktop.press(Qt.Key.Key_E, CONTROL)
    assert desktop.page.person.isVisible()
    assert desktop.page.person.record_id == life.person_id


def test_what_changes_meanwhile_is_shown(station: StationInUse, desktop: Desktop) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    page = _open(desktop, played.person_ids[0])
    assert "证书" not in [entry.what for entry in page.time_line.entries()]
    with station.db.work() as session:
        training.issue_certificates(session, played.class_id, END)
    desktop.settle()
    assert "证书" in [entry.what for entry in page.time_line.entries()]


def test_another_member_of_the_household_is_one_click_away(desktop: Desktop, life: Life) -> None:
    page = _open(desktop, life.person_id)
    (others,) = [label for label in page.facts_card.findChildren(QLabel) if label.accessibleName() == "同户的人"]
    others.linkActivated.emit(life.husband_id)
    desktop.settle()
    assert page.title == "李国强"
    assert desktop.window.current_place == life.husband_id


def test_missing_fields_are_named(desktop: Desktop, station: StationInUse, life: Life) -> None:
    with station.db.work() as session:
        people.save_person(session, {"education": None}, person_id=life.person_id, require=False)
    assert "待补：学历" in _words(_open(desktop, life.person_id))


def test_the_sheet_is_previewed_masked_and_whole_numbers_are_asked_for(
    desktop: Desktop, life: Life, answers: Answered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: shown.append(url.toLocalFile()))
    page = _open(desktop, life.person_id)
    desktop.press(Qt.Key.Key_P, CONTROL)
    (preview,) = page.findChildren(Preview)
    desktop.settle()
    text = "".join(printed.page_texts(preview.data))
    assert "王秀兰" in text
    assert number() not in text
    assert answers.headings == []
    preview.numbers_button.click()
    desktop.settle()
    assert answers.headings == ["这张表里有完整的身份证号和电话"]
    preview.save_button.click()
    (dialog,) = preview.findChildren(QFileDialog)
    out = tmp_path / "表.pdf"
    dialog.fileSelected.emit(str(out))
    desktop.settle()
    assert shown == [str(out)]
    assert number() in "".join(printed.page_texts(out.read_bytes()))
    with desktop.station.db.read() as session:
        newest = of_record(session, "person", life.person_id)[0]
    assert "打印" in newest.text


def test_a_masked_number_is_shown_whole_for_a_reason_and_that_is_noted(desktop: Desktop, life: Life) -> None:
    page = _open(desktop, life.person_id)
    eyes = {eye.text.accessibleName(): eye for eye in page.facts_card.findChildren(MaskedText)}
    assert {"身份证号", "手机", "银行账号(一卡通)"} <= set(eyes)
    assert "6217000000001234560" not in _words(page)
    eyes["银行账号(一卡通)"].reveal("核对身份")
    desktop.settle()
    assert "6217000000001234560" in _words(page).replace(" ", "")
    with desktop.station.db.read() as session:
        newest = of_record(session, "person", life.person_id)[0]
    assert "查看完整号码" in newest.text
    assert "银行账号" in newest.text
    assert "核对身份" in newest.text


def test_the_history_of_her_record_is_beside_her_time_line(desktop: Desktop, life: Life) -> None:
    page = _open(desktop, life.person_id)
    desktop.press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    (dialog,) = page.findChildren(HistoryDialog)
    assert [line.text for line in dialog.table.source.rows][-1] == "登记"
    dialog.reject()


def test_a_skill_leads_to_her_record(desktop: Desktop, life: Life) -> None:
    with desktop.station.db.work() as session:
        values = {"trade": "4-03-02-02", "skill_level": "5", "gained_on": END, "source": "外来证书"}
        skills.add_skill(session, life.person_id, values)
    page = _open(desktop, life.person_id)
    (entry,) = [one for one in page.time_line.entries() if one.what == "技能"]
    page.time_line.opened.emit(entry)
    desktop.settle()
    assert desktop.window.current_page == "people"
    assert desktop.page.person.record_id == life.person_id
