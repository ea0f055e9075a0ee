"""Asks who is there and for her password; who lost it opens with the printed recovery key."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import keys, logins
from station_app.storage.keys import KeyUser
from station_app.storage.logins import Login
from station_app.ui import icons, program, theme
from station_app.ui.buttons import Button
from station_app.ui.tasks import Progress, Tasks

Way = Literal["password", "recovery", "own"]
_ID = Qt.ItemDataRole.UserRole
_MOST_ROWS = 6


class UnlockDialog(QDialog):
    """A user and one line to type in; deriving the key takes a moment and never freezes the dialog."""

    manual = "安全与备份"

    def __init__(
        self,
        folder: StationFolder,
        parent: QWidget | None = None,
        *,
        wrong: str = "",
        locked_for: str | None = None,
    ) -> None:
        """`wrong` is said at once. `locked_for` is the user ('' without users) for whom an open window is locked:
        the dialog cannot be given up then."""
        super().__init__(parent)
        self.login: Login | None = None
        self._folder = folder
        self._is_lock = locked_for is not None
        self._way: Way = "password"
        self._asked: Login | None = None
        """Opened with a password somebody else chose: an own one is asked for before it is given out."""
        self._tasks = Tasks(self)
        self.setWindowTitle(program.current().title)
        self.setFixedWidth(theme.px(440))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        layout.addLayout(self._head())
        self._explanation = QLabel()
        self._explanation.setProperty("role", "soft")
        self._explanation.setWordWrap(True)
        layout.addWidget(self._explanation)
        self.users = self._user_list(keys.key_users(folder), locked_for or logins.last_user(folder))
        layout.addWidget(self.users)
        self.line = QLineEdit()
        self.line.returnPressed.connect(self._try)
        self.line.textEdited.connect(lambda _text: self._say(""))
        self.line.installEventFilter(self)
        layout.addWidget(self.line)
        self.again = QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self.again.setAccessibleName(_("再输一次"))
        self.again.setPlaceholderText(_("再输一次"))
        self.again.returnPressed.connect(self._try)
        layout.addWidget(self.again)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        layout.addWidget(self.problem)
        layout.addLayout(self._buttons())
        self._switch("password")
        self._say(wrong)

    @property
    def data_key(self) -> bytes | None:
        """What was opened with; None when nobody got in."""
        return self.login.data_key if self.login is not None else None

    def choose(self, user_id: str) -> None:
        """Select a user of the list."""
        for row in range(self.users.count()):
            if self.users.item(row).data(_ID) == user_id:
                self.users.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up and down in the line choose the user."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.users.isVisibleTo(self):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.users.currentRow() + step
                self.users.setCurrentRow(max(0, min(self.users.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        """A locked window stays locked."""
        if not self._is_lock:
            super().reject()

    def done(self, result: int) -> None:
        """However it ends, the worker ends too."""
        self._tasks.wait()
        self._tasks.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing gives up."""
        self.reject()
        event.setAccepted(not self._is_lock)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(icons.icon("lock", "accent").pixmap(theme.px(24)))
        head.addWidget(sign)
        self._heading = QLabel()
        self._heading.setProperty("role", "title")
        head.addWidget(self._heading, 1)
        return head

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        self.other_way = Button("", "Alt+R")
        self.other_way.setProperty("role", "link")
        self.other_way.setAutoDefault(False)
        self.other_way.setCursor(Qt.CursorShape.PointingHandCursor)
        self.other_way.clicked.connect(self._switch_way)
        buttons.addWidget(self.other_way)
        buttons.addStretch(1)
        self.open_button = QPushButton(_("打开"))
        self.open_button.setProperty("role", "primary")
        self.open_button.setToolTip(_("打开（回车）"))
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._try)
        buttons.addWidget(self.open_button)
        return buttons

    def _user_list(self, users: tuple[KeyUser, ...], chosen: str) -> QListWidget:
        listed = QListWidget()
        listed.setAccessibleName(_("用户"))
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        roles = codes.table("user_role") if users else None
        for user in users:
            item = QListWidgetItem(f"{user.name}    {roles.label(user.role) if roles else ''}")
            item.setData(_ID, user.id)
            item.setSizeHint(QSize(0, theme.px(36)))  # laid out before the style sheet is in force
            listed.addItem(item)
            if user.id == chosen or listed.currentRow() < 0:
                listed.setCurrentItem(item)
        listed.setFixedHeight(min(len(users), _MOST_ROWS) * theme.px(36) + theme.px(10))
        listed.currentRowChanged.connect(lambda _row: self._chosen_another())
        return listed

    def _chosen(self) -> str:
        item = self.users.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def _chosen_another(self) -> None:
        self.line.clear()
        self._say("")
        self.line.setFocus()

    def _switch_way(self) -> None:
        self._switch("password" if self._way == "recovery" else "recovery")

    def _switch(self, way: Way) -> None:
        self._way = way
        self.line.clear()
        self.again.clear()
        self._say("")
        self.again.setVisible(way == "own")
        self.other_way.setVisible(way != "own")
        self.users.setVisible(way == "password" and self.users.count() > 1)
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if way == "recovery" else QLineEdit.EchoMode.Password)
        self.line.setPlaceholderText(_("新密码，至少 10 个字符") if way == "own" else "")
        self.open_button.setText(self._open_word())
        if way == "recovery":
            self._heading.setText(_("用恢复密钥打开"))
            self._explanation.setText(_("输入建站时抄下的 8 组数字，空格和短横可有可无。打开后请尽快设新密码。"))
            self.line.setAccessibleName(_("恢复密钥"))
            self.other_way.setText(_("改用密码打开"))
        elif way == "own":
            self._heading.setText(_("请设自己的密码"))
            self._explanation.setText(_("刚才的密码是站长定的。请换成只有您自己知道的，设好就打开。"))
            self.line.setAccessibleName(_("新密码"))
        else:
            self._heading.setText(_("已锁定") if self._is_lock else _("请输入密码"))
            self._explanation.setText(self._password_words())
            self.line.setAccessibleName(_("密码"))
            self.other_way.setText(_("忘了密码，用恢复密钥打开"))
        self.adjustSize()
        self.line.setFocus()

    def _password_words(self) -> str:
        if self._is_lock:
            return _("正在填写的内容还在，输入密码就能接着做。换人用，请先选自己的名字。")
        return _("数据已加密，保存在 {place}").format(place=self._folder.root)

    def _open_word(self) -> str:
        return _("设好并打开") if self._way == "own" else _("解锁") if self._is_lock else _("打开")

    def _try(self) -> None:
        typed = self.line.text()
        if not typed.strip():
            self._say(_("请输入恢复密钥。") if self._way == "recovery" else _("请输入密码。"))
            return
        if not self._tasks.is_idle:
            return
        if self._way == "own":
            if not self.again.text() and self.line.hasFocus():
                self.again.setFocus()
                return
            if typed != self.again.text():
                self._say(_("两次输入的密码不一样，请重新输入。"))
                return
        folder, way, user_id, asked = self._folder, self._way, self._chosen(), self._asked
        self.open_button.setEnabled(False)
        self.open_button.setText(_("正在打开…"))

        def work(_progress: Progress) -> Login:
            if way == "own" and asked is not None:
                logins.choose_own(folder, asked, typed)
                return asked
            if way == "recovery":
                return logins.unlock_with_recovery(folder, typed)
            return logins.unlock(folder, typed, user_id)

        self._tasks.run(work, self._opened, self._refused)

    def _opened(self, login: Login) -> None:
        self.open_button.setEnabled(True)
        if self._way == "password" and login.user is not None and login.user.must_change:
            self._asked = login
            self._switch("own")
            return
        self.login = login
        self.accept()

    def _refused(self, error: Exception) -> bool:
        self.open_button.setEnabled(True)
        self.open_button.setText(self._open_word())
        if isinstance(error, Refused):
            self._say(str(error))
        elif not isinstance(error, Trouble):
            return False
        elif error.code == "E_WRONG_PASSWORD":
            self._say(_("密码不对，请再输一次。注意大小写和中英文输入法。") + error.next_step.partition("。")[2])
        else:
            self._say(f"{error.what}{error.next_step}")
        self.line.setFocus()
        self.line.selectAll()
        return True

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.line.setAccessibleDescription(text)
        self.adjustSize()


def ask_to_unlock(folder: StationFolder, parent: QWidget | None = None, *, wrong: str = "") -> Login | None:
    """How the station was opened; None when the user gave up. `wrong` is said at once."""
    dialog = UnlockDialog(folder, parent, wrong=wrong)
    dialog.exec()
    return dialog.login
