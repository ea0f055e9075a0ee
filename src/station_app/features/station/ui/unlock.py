"""Asks for the password of a station; who lost it opens with the printed recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import keys
from station_app.ui import icons, theme
from station_app.ui.tasks import Progress, Tasks


class UnlockDialog(QDialog):
    """One line to type in; deriving the key takes a moment and never freezes the dialog."""

    def __init__(self, folder: StationFolder, parent: QWidget | None = None, *, wrong: bool = False) -> None:
        super().__init__(parent)
        self.data_key: bytes | None = None
        self._folder = folder
        self._by_recovery = False
        self._tasks = Tasks(self)
        self.setWindowTitle(_("社工站工作台"))
        self.setFixedWidth(theme.px(440))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        head = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(icons.icon("lock", "accent").pixmap(theme.px(24)))
        head.addWidget(sign)
        self._heading = QLabel()
        self._heading.setProperty("role", "title")
        head.addWidget(self._heading, 1)
        layout.addLayout(head)
        self._explanation = QLabel()
        self._explanation.setProperty("role", "soft")
        self._explanation.setWordWrap(True)
        layout.addWidget(self._explanation)
        self.line = QLineEdit()
        self.line.returnPressed.connect(self._try)
        self.line.textEdited.connect(lambda _text: self._say(""))
        layout.addWidget(self.line)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        layout.addWidget(self.problem)
        buttons = QHBoxLayout()
        self.other_way = QPushButton()
        self.other_way.setProperty("role", "link")
        self.other_way.setAutoDefault(False)
        self.other_way.setCursor(Qt.CursorShape.PointingHandCursor)
        self.other_way.clicked.connect(lambda: self._switch(by_recovery=not self._by_recovery))
        buttons.addWidget(self.other_way)
        buttons.addStretch(1)
        self.open_button = QPushButton(_("打开"))
        self.open_button.setProperty("role", "primary")
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._try)
        buttons.addWidget(self.open_button)
        layout.addLayout(buttons)
        self._switch(by_recovery=False)
        if wrong:
            self._say(_("密码不对，请再输一次。"))

    def _switch(self, *, by_recovery: bool) -> None:
        self._by_recovery = by_recovery
        self.line.clear()
        self._say("")
        if by_recovery:
            self._heading.setText(_("用恢复密钥打开"))
            self._explanation.setText(_("输入建站时抄下的 8 组数字，空格和短横可有可无。打开后请尽快设新密码。"))
            self.line.setAccessibleName(_("恢复密钥"))
            self.line.setEchoMode(QLineEdit.EchoMode.Normal)
            self.other_way.setText(_("改用密码打开"))
        else:
            self._heading.setText(_("请输入密码"))
            self._explanation.setText(_("数据已加密，保存在 {place}").format(place=self._folder.root))
            self.line.setAccessibleName(_("密码"))
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.other_way.setText(_("忘了密码，用恢复密钥打开"))
        self.line.setFocus()

    def _try(self) -> None:
        typed = self.line.text()
        if not typed.strip():
            self._say(_("请输入恢复密钥。") if self._by_recovery else _("请输入密码。"))
            return
        if not self._tasks.is_idle:
            return
        folder, by_recovery = self._folder, self._by_recovery
        self.open_button.setEnabled(False)
        self.open_button.setText(_("正在打开…"))

        def work(_progress: Progress) -> bytes:
            return keys.unlock_with_recovery(folder, typed) if by_recovery else keys.unlock(folder, typed)

        self._tasks.run(work, self._opened, self._refused)

    def _opened(self, data_key: bytes) -> None:
        self.data_key = data_key
        self.accept()

    def _refused(self, error: Exception) -> bool:
        self.open_button.setEnabled(True)
        self.open_button.setText(_("打开"))
        if not isinstance(error, Trouble):
            return False
        if error.code == "E_WRONG_PASSWORD":
            self._say(_("密码不对，请再输一次。注意大小写和中英文输入法。"))
        else:
            self._say(f"{error.what}{error.next_step}")
        self.line.setFocus()
        self.line.selectAll()
        return True

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def done(self, result: int) -> None:
        """However it ends, the worker ends too."""
        self._tasks.wait()
        self._tasks.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing gives up."""
        self.reject()
        event.accept()


def ask_to_unlock(folder: StationFolder, parent: QWidget | None = None, *, wrong: bool = False) -> bytes | None:
    """The data key; None when the user gave up. `wrong` says at once that a password did not fit."""
    dialog = UnlockDialog(folder, parent, wrong=wrong)
    dialog.exec()
    return dialog.data_key
