"""The whole import with keys alone: from Ctrl+I over an unknown header to writing, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLineEdit, QTableView, QWidget

from station_app.features.people.service import people
from station_app.features.people.service.sender_mappings import list_mappings
from station_app.features.people.ui.roster.mapping import MappingDialog
from tests.people.roster.workbooks import id_of, phone_of, write_xlsx
from tests.people.ui.conftest import CONTROL, Answered, Desktop, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """A list whose columns the program cannot know, with a number that has a wrong check character."""
    good, wrong = id_of("19790808", 22), id_of("19790809", 22)
    wrong = wrong[:-1] + ("1" if wrong[-1] == "0" else "0")
    rows = [["社员", "证号码儿", "能打通的号"], ["王芳", good, phone_of(1)], ["李兰", wrong, phone_of(2)]]
    return write_xlsx(tmp_path / "东河村.xlsx", rows)


def _choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What the system's own file dialog answers; its keys are not ours to test."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(path), ""))


def _dialog() -> MappingDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MappingDialog)
    return dialog


def _press_in(desktop: Desktop, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key inside the dialog, wherever its cursor is."""
    QTest.keyClick(_dialog().focusWidget() or _dialog(), key, modifier)
    desktop.settle()


def test_from_the_shortcut_to_the_commit_and_back_with_keys_alone(
    desktop: Desktop, unknown: Path, monkeypatch: pytest.MonkeyPatch, answers: Answered
) -> None:
    _choose(monkeypatch, unknown)
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.press(Qt.Key.Key_O, CONTROL)
    assert "栏目对应" in desktop.roster.review.notice.text()
    desktop.press(Qt.Key.Key_M, CONTROL)
    for word in ("xm", "身份证号", "联系电话"):
        _press_in(desktop, Qt.Key.Key_Return)
        line = _dialog().field
        assert _dialog().focusWidget() is line
        line.selectAll()
        type_text(line, word)
        desktop.settle()
        _press_in(desktop, Qt.Key.Key_Return)
    assert [row.target for row in _dialog().table.source.rows] == ["姓名", "身份证号", "联系电话"]
    _press_in(desktop, Qt.Key.Key_Return, CONTROL)
    review = desktop.roster.review
    assert desktop.chips()["accepted"] == "可入库 1"
    assert review.mapped_by.text() == "按“东河村”上次的对应关系"
    desktop.press(Qt.Key.Key_F8)
    assert review.table.current_field() == "id_number"
    desktop.press(Qt.Key.Key_Return)
    desktop.type_here(id_of("19790809", 22))
    desktop.press(Qt.Key.Key_Return)
    assert desktop.chips()["accepted"] == "可入库 2"
    desktop.press(Qt.Key.Key_S, CONTROL)
    with desktop.station.db.read() as session:
        assert people.count_people(session) == 2
    focus = QApplication.focusWidget()
    assert focus is desktop.roster.result.finish
    desktop.press(Qt.Key.Key_Z, CONTROL)
    assert any(heading.startswith("撤销导入") for heading in answers.headings)
    with desktop.station.db.read() as session:
        assert people.count_people(session) == 0


def test_the_same_header_is_recognised_and_can_be_forgotten(
    desktop: Desktop, unknown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_mapping = {"社员": "name", "证号码儿": "id_number", "能打通的号": "phone"}
    _choose(monkeypatch, unknown)
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.press(Qt.Key.Key_O, CONTROL)
    desktop.press(Qt.Key.Key_M, CONTROL)
    dialog = _dialog()
    dialog._chosen = test_mapping
    _press_in(desktop, Qt.Key.Key_Return, CONTROL)
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.roster.begin()
    desktop.settle()
    desktop.press(Qt.Key.Key_O, CONTROL)
    assert desktop.roster.review.mapped_by.isVisible()
    assert desktop.chips()["accepted"] == "可入库 1"
    desktop.click(desktop.roster.review.forget)
    assert not desktop.roster.review.mapped_by.isVisible()
    with desktop.station.db.read() as session:
        assert list_mappings(session) == []


def test_one_column_of_a_corrected_list_is_taken_over_with_keys(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people_of = [("王芳", id_of("19790808", 22)), ("李兰", id_of("19790809", 22))]
    keys = [
        desktop.save(name=name, id_number=number, sex="2", birth_date=None, phone=phone_of(1), address="旧地址")
        for name, number in people_of
    ]
    rows = [["姓名", "身份证号", "联系电话", "住址"], *[[*who, phone_of(7), "新地址"] for who in people_of]]
    _choose(monkeypatch, write_xlsx(tmp_path / "改过.xlsx", rows))
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.press(Qt.Key.Key_O, CONTROL)
    desktop.press(Qt.Key.Key_D, CONTROL)
    menu = desktop.roster.review.column_choices
    assert [action.text() for action in menu.actions()] == [
        "手机全部采用新值（2 处）",
        "现住址全部采用新值（2 处）",
    ] or [action.text() for action in menu.actions()] == ["现住址全部采用新值（2 处）", "手机全部采用新值（2 处）"]
    if not menu.activeAction().text().startswith("手机"):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desktop.press(Qt.Key.Key_S, CONTROL)
    for key in keys:
        kept = desktop.person(key)
        assert (kept["phone"], kept["address"]) == (phone_of(7), "旧地址")


def test_one_field_of_one_person_is_taken_over_with_the_space_bar(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = ["王芳", id_of("19790808", 22)]
    desktop.save(name=who[0], id_number=who[1], sex="2", birth_date=None, phone=phone_of(1), address="旧地址")
    rows = [["姓名", "身份证号", "联系电话", "住址"], [*who, phone_of(7), "新地址"]]
    _choose(monkeypatch, write_xlsx(tmp_path / "改过.xlsx", rows))
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.press(Qt.Key.Key_O, CONTROL)
    review = desktop.roster.review
    ticks = review.detail.choices
    assert [tick.text().splitlines()[0] for tick in ticks] == ["现住址改用文件里的", "手机改用文件里的"]
    while QApplication.focusWidget() is not ticks[0]:
        desktop.press(Qt.Key.Key_Tab)
    desktop.press(Qt.Key.Key_Space)
    desktop.qtbot.wait(20)
    assert QApplication.focusWidget() is ticks[0]
    assert {field for _row, field in review.taken} == {"address"}


def test_a_ticked_category_is_corrected_in_its_own_cell(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["姓名", "身份证号", "低保", "残疾"], ["王芳", id_of("19790808", 22), "√", "√"]]
    _choose(monkeypatch, write_xlsx(tmp_path / "a.xlsx", rows))
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.press(Qt.Key.Key_O, CONTROL)
    review = desktop.roster.review
    names = [column.name for column in review.table.source.columns]
    review.table.go_to(1, names.index("category:低保"))
    review.table.setFocus()
    desktop.press(Qt.Key.Key_Return)
    desktop.type_here("x")
    desktop.press(Qt.Key.Key_Return)
    assert review.table.source.rows[1].verdict.values["categories"] == ["C01"]
    assert "更正为：x" in review.detail.raw.text()
    desktop.press(Qt.Key.Key_Z, CONTROL)
    assert set(review.table.source.rows[1].verdict.values["categories"]) == {"A01", "C01"}


def test_a_blank_list_is_saved_from_the_start_page_with_keys(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "空白.xlsx"
    _choose(monkeypatch, where)
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.press(Qt.Key.Key_B, CONTROL)
    menu = desktop.roster.start.blanks
    assert [action.text() for action in menu.actions()] == ["家庭人员台账", "培训报名花名册", "公益岗人员名册"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desktop.settle()
    assert where.exists()
    assert "空白表已保存为 空白.xlsx" in desktop.said


def test_every_control_of_the_import_has_a_name_and_is_reached_by_tab(desktop: Desktop) -> None:
    desktop.open_sample()
    roster = desktop.roster
    for part in (roster.start, roster.review, roster.result):
        for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView):
            for control in part.findChildren(kind):
                named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
                inner = control.objectName().startswith("qt_") or isinstance(control.parent(), QComboBox)
                assert named or inner or not control.isVisibleTo(part), control
    reached: set[QWidget] = set()
    roster.review.table.setFocus()
    for _step in range(40):
        desktop.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
    wanted = [roster.review.map, roster.review.export, roster.review.next, roster.review.options.kind]
    assert [button for button in wanted if button not in reached] == []
