"""The first-run wizard by keyboard, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station_app.core.paths import StationFolder
from station_app.features.station import service
from station_app.features.station.ui.first_run import FirstRunDialog
from station_app.features.station.ui.steps import derived_names
from station_app.storage import keys, station_file
from station_app.ui import theme
from station_app.ui.messages import Message


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    return StationFolder(tmp_path / "station")


@pytest.fixture
def wizard(qtbot: QtBot, qapp: QApplication, folder: StationFolder) -> Iterator[FirstRunDialog]:
    theme.apply(qapp, "light")
    dialog = FirstRunDialog(folder)
    qtbot.addWidget(dialog, before_close_func=lambda shown: setattr(shown, "_made", None))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    dialog.reject()


def visible_words(box: QWidget) -> list[str]:
    return [label.text() for label in box.findChildren(QLabel) if label.isVisible()]


def fill_station(qtbot: QtBot, wizard: FirstRunDialog) -> None:
    """From the welcome to the password step, by keys; Chinese comes from an input method."""
    qtbot.keyClick(wizard.welcome.buttons["new"], Qt.Key.Key_Space)
    form = wizard.station.form
    for name, text in (
        ("name", "城郊乡社会工作服务站"),
        ("division_code", "419901300"),
        ("short_name", ""),
        ("head_name", "王敏"),
        ("county_bureau_name", "测试县民政局"),
        ("township_name", ""),
    ):
        line = form.editor(name).focusProxy()
        assert line.hasFocus(), name
        if text:
            line.insert(text)  # type: ignore[attr-defined]
            form.editor(name).changed.emit()
        qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_station_without_a_password_is_set_up_by_keyboard_alone(
    qtbot: QtBot, wizard: FirstRunDialog, folder: StationFolder
) -> None:
    fill_station(qtbot, wizard)
    assert wizard.steps.currentWidget() is wizard.password
    wizard.password.with_password.setFocus()
    qtbot.keyClick(wizard.password.with_password, Qt.Key.Key_Down)
    assert wizard.password.without.isChecked()
    assert wizard.password.warning.isVisible()
    assert "都能打开全部数据" in wizard.password.warning.text()
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.steps.currentWidget() is wizard.recovery, timeout=15_000)
    assert not wizard.next.isEnabled(), "only after the key was noted"
    qtbot.keyClick(wizard.recovery.noted, Qt.Key.Key_Space)
    assert wizard.next.isEnabled()
    recovery = wizard.recovery.key.text()
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    assert wizard.outcome is not None
    assert wizard.outcome.login is not None
    data_key = wizard.outcome.login.data_key
    assert not keys.has_password(folder)
    assert keys.unlock_with_recovery(folder, recovery) == data_key
    db = station_file.open_station(folder, data_key, actor="测试")
    with db.read() as session:
        station = service.get_station(session)
    db.close()
    assert (station.name, station.short_name, station.township_name) == (
        "城郊乡社会工作服务站",
        "城郊社工",
        "城郊乡人民政府",
    )
    assert (station.head_name, station.division_code) == ("王敏", "419901300")


def test_a_password_is_typed_twice(qtbot: QtBot, wizard: FirstRunDialog, folder: StationFolder) -> None:
    fill_station(qtbot, wizard)
    step = wizard.password
    assert step.first.hasFocus()
    qtbot.keyClicks(step.first, "abc")
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    assert "至少要 10 个字符" in step.problem.text()
    qtbot.keyClicks(step.first, "defghij")
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    assert "太常见" in step.problem.text()
    step.first.clear()
    qtbot.keyClicks(step.first, "wangmin-2023")
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    assert "不要有姓名" in step.problem.text(), "the head's name in pinyin"
    step.first.clear()
    qtbot.keyClicks(step.first, "mianshi-ban-45")
    qtbot.keyClick(step.first, Qt.Key.Key_Return)
    assert step.second.hasFocus()
    qtbot.keyClicks(step.second, "mianshi-ban-4")
    qtbot.keyClick(step.second, Qt.Key.Key_Return)
    assert "不一样" in step.problem.text()
    assert not folder.key_file.exists(), "nothing was written yet"
    qtbot.keyClicks(step.second, "5")
    qtbot.keyClick(step.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.steps.currentWidget() is wizard.recovery, timeout=15_000)
    assert keys.has_password(folder)
    assert keys.unlock(folder, "mianshi-ban-45")
    assert [(user.name, user.role) for user in keys.key_users(folder)] == [("王敏", "station_head")]


def test_missing_and_wrong_fields_are_said_beside_them(qtbot: QtBot, wizard: FirstRunDialog) -> None:
    qtbot.keyClick(wizard.welcome.buttons["new"], Qt.Key.Key_Space)
    form = wizard.station.form
    qtbot.keyClicks(form.editor("division_code").focusProxy(), "419901")
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    assert wizard.steps.currentWidget() is wizard.station
    assert form.problem("name") == "请填写“站名”。"
    assert "乡镇的 9 位" in form.problem("division_code")
    assert form.editor("name").focusProxy().hasFocus()
    assert form.problem("township_name") == "请填写“乡镇政府名称”。"
    form.editor("name").focusProxy().insert("东风镇社工站")  # type: ignore[attr-defined]
    form.editor("name").changed.emit()
    assert (form.problem("name"), form.problem("short_name"), form.problem("township_name")) == ("", "", "")


def test_names_follow_the_station_until_the_user_changes_them(qtbot: QtBot, wizard: FirstRunDialog) -> None:
    form = wizard.station.form
    line = form.editor("name").focusProxy()
    line.insert("东风镇社工站")  # type: ignore[attr-defined]
    form.editor("name").changed.emit()
    assert form.editor("township_name").text() == "东风镇人民政府"
    form.editor("short_name").set_value("东社")
    line.clear()  # type: ignore[attr-defined]
    line.insert("西风镇社工站")  # type: ignore[attr-defined]
    form.editor("name").changed.emit()
    assert form.editor("township_name").text() == "西风镇人民政府"
    assert form.editor("short_name").text() == "东社"


@pytest.mark.parametrize(
    ("station", "short", "township"),
    [
        ("城郊乡社会工作服务站", "城郊社工", "城郊乡人民政府"),
        ("东风镇社工站", "东风社工", "东风镇人民政府"),
        ("文化街道社会工作站", "文化社工", "文化街道办事处"),
    ],
)
def test_names_are_guessed_from_the_station(station: str, short: str, township: str) -> None:
    assert derived_names(station) == {"short_name": short, "township_name": township}


def test_nothing_is_guessed_from_a_name_of_another_shape() -> None:
    assert derived_names("阳光公益") == {}


def test_the_demo_is_one_key_away(qtbot: QtBot, wizard: FirstRunDialog, folder: StationFolder) -> None:
    qtbot.keyClick(wizard.welcome.buttons["demo"], Qt.Key.Key_Space)
    assert wizard.outcome is not None
    assert wizard.outcome.choice == "demo"
    assert not folder.root.exists()


def test_the_recovery_key_is_not_left_behind_by_mistake(qtbot: QtBot, wizard: FirstRunDialog, tmp_path: Path) -> None:
    fill_station(qtbot, wizard)
    wizard.password.without.setChecked(True)
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.steps.currentWidget() is wizard.recovery, timeout=15_000)
    wizard.recovery.save_to(tmp_path / "恢复密钥.txt")
    stored = (tmp_path / "恢复密钥.txt").read_text(encoding="utf-8-sig")
    assert wizard.recovery.key.text().split()[0] in stored
    assert "城郊乡社会工作服务站" in stored
    asked: list[str] = []

    def stay() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Message):
            QTimer.singleShot(20, stay)
            return
        asked.append(box.accessibleName())
        next(button for button in box.findChildren(QPushButton) if button.text() == "回去抄").click()

    QTimer.singleShot(0, stay)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert asked == ["恢复密钥以后不会再显示"]
    assert wizard.isVisible()


def test_a_safe_copy_is_restored_from_the_wizard(qtbot: QtBot, wizard: FirstRunDialog, tmp_path: Path) -> None:
    from station_app.features.station.ui.first_run import make_station
    from station_app.storage import backup

    other = StationFolder(tmp_path / "other")
    made = make_station(other, _VALUES, None)
    db = station_file.open_station(other, made.login.data_key, actor="测试")
    backup.make_copy(db, other, tmp_path / "stick")
    db.close()
    wizard.restore(tmp_path / "stick")
    qtbot.waitUntil(lambda: wizard.outcome is not None, timeout=15_000)
    assert wizard.outcome is not None
    assert wizard.outcome.choice == "restored"
    assert keys.unlock(StationFolder(tmp_path / "station"), None) == made.login.data_key


def test_copies_on_a_stick_are_listed_and_one_is_restored_by_keys(
    qtbot: QtBot, wizard: FirstRunDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from station_app.features.station.ui.first_run import make_station
    from station_app.features.station.ui.restore_dialog import RestoreDialog
    from station_app.storage import backup

    stick = tmp_path / "KINGSTON"
    other = StationFolder(tmp_path / "other")
    made = make_station(other, _VALUES, None)
    db = station_file.open_station(other, made.login.data_key, actor="测试")
    older = backup.make_copy(db, other, stick / "备份")
    newer = backup.make_copy(db, other, stick / "备份")
    db.close()
    (newer.path / "station.db").write_bytes(b"not what was written")
    monkeypatch.setenv("STATION_APP_STICKS", str(stick))
    seen: list[str] = []

    def choose() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, RestoreDialog) or len(box.table.source.rows) != 2:
            QTimer.singleShot(20, choose)
        elif box.table.currentIndex().row() == 0 and "已损坏" in box.told.heading.text():
            seen.extend((box.table.source.cell(0, 5), box.told.heading.text()))
            assert not box.restore_button.isEnabled()
            qtbot.keyClick(box.table, Qt.Key.Key_Down)
            QTimer.singleShot(20, choose)
        elif box.table.currentIndex().row() == 1 and box.restore_button.isEnabled():
            seen.extend((box.told.heading.text(), box.restore_button.text()))
            qtbot.keyClick(box.table, Qt.Key.Key_Return)
        else:
            QTimer.singleShot(20, choose)

    QTimer.singleShot(0, choose)
    qtbot.keyClick(wizard.welcome.buttons["copy"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.outcome is not None, timeout=15_000)
    assert wizard.outcome is not None
    assert wizard.outcome.choice == "restored"
    when = older.made_at[:16].replace("T", " ")
    assert seen == [
        "KINGSTON",
        "这份副本已损坏，不能用它恢复。请选另一份。",
        f"恢复后，接着用 {when} 做这份副本时的数据。",
        "恢复这一份",
    ]
    assert keys.unlock(StationFolder(tmp_path / "station"), None) == made.login.data_key


def test_where_no_copy_is_found_the_list_says_where_to_look(
    qtbot: QtBot, wizard: FirstRunDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from station_app.features.station.ui.restore_dialog import RestoreDialog

    monkeypatch.setenv("STATION_APP_STICKS", str(tmp_path / "gone"))
    box = RestoreDialog(StationFolder(tmp_path / "station"), wizard, data_key=None, load_models=lambda: None)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitUntil(lambda: box._tasks.is_idle)
    assert box.table.source.rows == []
    assert not box.restore_button.isEnabled()
    assert "没有找到安全副本。请插上存有副本的U盘，再点“换一个文件夹…”选它。" in visible_words(box)
    qtbot.waitUntil(box.other_button.hasFocus)
    box.reject()
    assert wizard.outcome is None


_VALUES = {
    "name": "东风镇社工站",
    "division_code": "419901301",
    "short_name": "东风社工",
    "head_name": "李敏",
    "county_bureau_name": "测试县民政局",
    "township_name": "东风镇人民政府",
}
