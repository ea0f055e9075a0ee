"""Dialogs say the key of each of their buttons, are named, and cut no words."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from station_app.features.station.ui.first_run import FirstRunDialog
from station_app.features.station.ui.settings.about_tab import TextWindow
from station_app.features.station.ui.settings.password_dialog import PasswordDialog
from station_app.features.station.ui.settings.user_dialog import UserDialog
from station_app.features.station.ui.unlock import UnlockDialog
from station_app.ui.attachment_list import PictureView
from station_app.ui.messages import Message
from station_app.ui.screen import Desk
from tests.screen_faults import faults


def test_every_small_dialog_of_the_station_is_used_without_a_mouse(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = TextWindow(window, "诊断信息", "很长的内容", "下面是全部内容。")
    text.add_button("写成文本文件…", lambda: None)
    small = QImage(40, 40, QImage.Format.Format_RGB32)
    small.fill(QColor("#8BC34A"))
    picture = PictureView(window, "同意书", small)
    dialogs: list[QDialog] = [
        text,
        picture,
        *(PasswordDialog(window, desk, change) for change in ("set", "change", "remove")),
        UserDialog(window, desk, "add"),
        UnlockDialog(desk.folder),
        FirstRunDialog(desk.folder),
        Message(window, "info", "accent", "做好了", ["一句话。"], accept="知道了", reject="返回"),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert faults(dialog) == [], type(dialog).__name__
        dialog.hide()
    assert picture.width() >= 300, "a stamp is not shown in a window as small as itself"
