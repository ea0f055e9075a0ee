"""The status line (saved when, safe copy when, password or not) and the bar that shows long work."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from station_app.core import clock
from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.buttons import Button
from station_app.ui.tasks import Tasks

_SAID_MS = 6000
_LOGIN_MS = 60_000


class StatusLine(QObject):
    """Fills the window's status bar."""

    copy_wanted = Signal()
    """Make a safe copy now."""
    theme_wanted = Signal()
    """The other theme."""
    size_wanted = Signal()
    """The other type size."""
    date_wanted = Signal()
    """Confirm today's date: the clock is in doubt."""
    lock_wanted = Signal()
    """Cover the window until somebody gives a password."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        self.saved = self._label("")
        self.copied = self._label("")
        self.offline = self._label(_("离线：一切功能可用"))
        self.login = self._label("")
        self.open_door = self._label(_("未设密码：任何拿到这台电脑的人都能打开数据"), "warn")
        self.open_door.hide()
        self.locked = self._label(_("只能查看：数据文件现在不能写，修改不会保存"), "bad")
        self.locked.hide()
        self.date_button = self._button("triangle-alert", "", "", self.date_wanted, first=True)
        self.date_button.hide()
        self.word = QLabel()
        bar.addPermanentWidget(self.word)
        dark = theme.tokens().name == "dark"
        self.user_button = self._button("lock", "", _("离开时锁定窗口，或换人用（Ctrl+L）"), self.lock_wanted)
        self.user_button.hide()
        self.copy_button = self._button("save", _("安全副本"), _("把全部数据另存一份，例如存到U盘"), self.copy_wanted)
        self.size_button = self._button("type", _("字号"), _("大字 / 标准字号"), self.size_wanted)
        self.theme_button = self._button(
            "sun" if dark else "moon", _("浅色") if dark else _("深色"), _("浅色 / 深色"), self.theme_wanted
        )
        self._fade = QTimer(bar)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_SAID_MS)
        self._fade.timeout.connect(lambda: self.word.setText(""))

    def say_saved(self) -> None:
        """已保存 and the time; only after a commit."""
        self.saved.show()
        self.saved.setText(_("已保存 {time}").format(time=clock.now().astimezone().strftime("%H:%M")))

    def say(self, text: str, tone: str = "") -> None:
        """A word for a few seconds."""
        self.word.setProperty("tone", tone)
        self.word.style().unpolish(self.word)
        self.word.style().polish(self.word)
        self.word.setText(text)
        self._fade.start()

    def set_last_copy(self, moment: dt.datetime | None) -> None:
        """When the last good safe copy was made (aware), None for never."""
        self.copied.show()
        self.copied.setText(_("上次安全副本：{when}").format(when=_when(moment)))

    def set_user(self, words: str) -> None:
        """Who is at the desk, on the button that locks; '' where nothing can be locked."""
        self.user_button.setText(words)
        self.user_button.setAccessibleName(_("锁定窗口，{who}").format(who=words))
        self.user_button.setVisible(bool(words))

    def set_last_login(self, moment: dt.datetime | None, failures: int, *, count_was_lost: bool = False) -> None:
        """When she was here before, and what went wrong since; said for a minute, then by the user's button."""
        words = _("上次登录：{when}").format(when=_when(moment)) if moment is not None else ""
        if failures:
            words += _("，之后密码错过 {n} 次").format(n=failures) if words else _("密码错过 {n} 次").format(n=failures)
        if count_was_lost:
            words += _("；登录记录被删过，已重新记") if words else _("登录记录被删过，已重新记")
        self.login.setProperty("tone", "warn" if failures or count_was_lost else "")
        self.login.setText(words)
        self.login.setVisible(bool(words))
        self.offline.setVisible(not words and not self.locked.isVisibleTo(self._bar))
        if words:
            self.user_button.setToolTip(f"{words}\n{_('离开时锁定窗口，或换人用（Ctrl+L）')}")
            QTimer.singleShot(_LOGIN_MS, self.login, self._end_login)

    def _end_login(self) -> None:
        self.login.hide()
        self.offline.setVisible(not self.locked.isVisibleTo(self._bar))

    def set_has_password(self, has_password: bool) -> None:
        """A station without password says so all the time."""
        self.open_door.setVisible(not has_password)

    def set_clock_doubt(self, sentence: str) -> None:
        """The office clock may be wrong: a button that asks for the date; '' when it is trusted."""
        self.date_button.setText(_("电脑时间可能不对") if sentence else "")
        self.date_button.setToolTip(sentence)
        self.date_button.setAccessibleName(sentence)
        self.date_button.setVisible(bool(sentence))

    def set_read_only(self, read_only: bool) -> None:
        """A file that cannot or must not be written says so all the time (F07, F11)."""
        self.locked.setVisible(read_only)
        self.offline.setVisible(not read_only)

    def _button(self, icon: str, text: str, tip: str, wanted: SignalInstance, *, first: bool = False) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "quiet")
        button.setText(text)
        button.setIcon(icons.icon(icon, "soft"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(theme.px(20), theme.px(16)))
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: wanted.emit())
        if first:
            self._bar.addWidget(button)
        else:
            self._bar.addPermanentWidget(button)
        return button

    def _label(self, text: str, tone: str = "") -> QLabel:
        label = QLabel(text)
        label.setVisible(bool(text))
        if tone:
            label.setProperty("tone", tone)
        self._bar.addWidget(label)
        return label


def _when(moment: dt.datetime | None) -> str:
    if moment is None:
        return _("还没有")
    local = moment.astimezone()
    days = (clock.today() - local.date()).days
    if days == 0:
        return _("今天 {time}").format(time=local.strftime("%H:%M"))
    if days == 1:
        return _("昨天 {time}").format(time=local.strftime("%H:%M"))
    return local.strftime("%Y-%m-%d")


class BusyBar(QFrame):
    """Shown when something takes longer than 200 ms; from 2 s on with 取消."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(24), theme.px(4), theme.px(24), theme.px(4))
        layout.setSpacing(theme.px(12))
        self.text = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(theme.px(320))
        self.cancel = Button(_("取消"), "Alt+Shift+X")
        self.cancel.clicked.connect(tasks.cancel)
        self.cancel.clicked.connect(lambda: self.text.setText(_("正在停下…")))
        layout.addWidget(self.text)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.cancel)
        layout.addStretch(1)
        self.hide()
        tasks.shown.connect(self._show)
        tasks.progressed.connect(self._progress)
        tasks.cancellable.connect(self.cancel.show)
        tasks.hidden.connect(self.hide)

    def _show(self, title: str) -> None:
        self.text.setText(title or _("请稍候…"))
        self.bar.setRange(0, 0)
        self.cancel.hide()
        self.show()

    def _progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text:
            self.text.setText(f"{text}  {done}/{total}" if total else text)
