"""删除个人信息 in the window: basis and reason, then the choice about the safe copies that still hold her."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.users import User
from station_app.storage import backup
from station_app.ui.form_dialog import FormDialog
from tests.people.ui.conftest import Answered, Desktop, type_text


def _dialog(desktop: Desktop) -> FormDialog:
    (found,) = [one for one in desktop.window.findChildren(FormDialog) if one.isVisible()]
    return found


def test_the_head_erases_a_person_and_replaces_the_copies_that_hold_her(desktop: Desktop, answers: Answered) -> None:
    key = desktop.save(name="覃桂香")
    old = backup.make_copy(desktop.station.db, desktop.station.folder, desktop.station.folder.copies)
    desktop.page.open_person(key)
    desktop.settle()
    button = desktop.page.person.state_button
    assert button.erase.isVisible()
    button.erase.trigger()
    dialog = _dialog(desktop)
    assert "覃桂香" in dialog.windowTitle()
    dialog.submit()
    desktop.settle()
    assert (dialog.form.problem("basis"), dialog.form.problem("reason")) != ("", "")
    dialog.form.editor("basis").set_value("1")
    dialog.form.editor("reason").setFocus()
    target = QApplication.focusWidget()
    assert target is not None
    type_text(target, "本人到站书面提出")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    desktop.settle()
    assert "覃桂香" not in desktop.names()
    assert not desktop.page.person.isVisible()
    copies = [copy.path for copy in backup.list_copies(desktop.station.folder.copies)]
    assert len(copies) == 1
    assert copies != [old.path]


def test_a_worker_is_not_offered_it(desktop: Desktop) -> None:
    key = desktop.save(name="覃桂香")
    desktop.station.db.user = User("u1", "李梅", "worker")
    desktop.page.open_person(key)
    desktop.settle()
    assert not desktop.page.person.state_button.erase.isVisible()
