"""设置: what this county is, its safe copies, and the checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.county.service import checking, safe_copies
from station_app.county.store import county_file
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.unlocking import CountyPasswordDialog
from station_app.features.station.ui.settings.password_dialog import Change
from station_app.storage import keys
from station_app.storage.copies import Copy, list_copies
from station_app.ui import messages, theme, where_to
from station_app.ui.screen import Screen, button_for

_SHOWN = 5


class SettingsPage(Screen):
    """Cards below each other."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.county_desk = desk
        self.about = _words()
        self.copies = _words()
        self.copy_button = button_for(_("做安全副本…"), "save", self.copy, shortcut="Ctrl+B", writes=False)
        self.check_button = button_for(
            _("检查全部数据"), "circle-check", self.check, shortcut="Ctrl+Shift+J", writes=False
        )
        restore = _words()
        restore.setText(
            _("恢复要先关掉这个窗口，步骤见手册（F1）。恢复以后收一次各站的包、再写一次回执，各站会补发缺的内容。")
        )
        self.secret = _words()
        self.password_button = button_for(_("设置密码…"), "key-round", self.set_password, shortcut="Ctrl+Shift+M")
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(theme.px(12))
        cards.addWidget(_card(_("这个县"), self.about))
        cards.addWidget(_card(_("密码"), self.secret, self.password_button))
        cards.addWidget(_card(_("安全副本"), self.copies, self.copy_button, restore))
        cards.addWidget(_card(_("检查"), _check_words(), self.check_button))
        cards.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        self.set_headline(_("设置"))

    def shown(self) -> None:
        """What is so now."""
        self.desk.read(self._read, self._show)

    def set_password(self) -> None:
        """Set one, or change it after the present one."""
        change: Change = "change" if keys.has_password(self.desk.folder) else "set"
        dialog = CountyPasswordDialog(self, self.county_desk, change)
        dialog.accepted.connect(self._password_set)
        dialog.open()

    def _password_set(self) -> None:
        self.desk.password_set.emit(True)
        self.desk.say(_("密码已改，下次打开要用新密码。"), "accent")
        self.shown()

    def copy(self) -> None:
        """Database, keys and kept packages into one folder, proven before it is called good."""

        def chosen(folder: Path) -> None:
            def done(path: Path) -> None:
                self.desk.say(_("安全副本已做好并检查过：{path}").format(path=path), "accent")
                self.shown()

            self.county_desk.act(
                lambda county, _progress: safe_copies.make_copy(county, folder), done, title=_("正在做安全副本…")
            )

        where_to.ask_folder(self, self.desk, _("安全副本存到哪里？例如 U 盘"), chosen)

    def check(self) -> None:
        """File, trail, packages, and the digests of the stations."""

        def done(found: list[Any]) -> None:
            lines = [str(finding) for finding in found]
            if lines:
                messages.tell(self, _("检查发现 {n} 处问题").format(n=len(lines)), *lines[:8])
            else:
                messages.tell(self, _("数据完好"), _("数据文件、操作记录、收下的包和各站的核对都没有问题。"))

        self.county_desk.act(lambda county, _progress: checking.check(county), done, title=_("正在检查…"))

    def _read(self, session: Any) -> tuple[str, str, list[Copy]]:
        name, division = county_file.told(session, "name"), county_file.told(session, "division")
        return name, division, list_copies(self.desk.folder.copies)

    def _show(self, found: tuple[str, str, list[Copy]]) -> None:
        name, division, made = found
        county = self.county_desk.county
        where = (
            _("数据在服务器上，模式 {schema}").format(schema=county.keys.schema)
            if county.db.is_served
            else _("数据加密保存在 {place}").format(place=county.folder.root)
        )
        has_password = keys.has_password(self.desk.folder)
        self.password_button.setText(_("修改密码…") if has_password else _("设置密码…"))
        self.secret.setText(
            _("打开时要输入密码。忘了只能用封存的恢复密钥。")
            if has_password
            else _("没有设密码：任何拿到这台电脑的人都能看到全县的数据。请设一个。")
        )
        self.about.setText(_("{name}　区划代码 {division}\n{where}").format(name=name, division=division, where=where))
        lines = [f"{copy.made_at[:16].replace('T', ' ')}　{copy.path.name}" for copy in reversed(made[-_SHOWN:])]
        self.copies.setText("\n".join(lines) if lines else _("本机还没有安全副本。请至少每周做一份到 U 盘。"))


def _check_words() -> QLabel:
    label = _words()
    label.setText(_("逐页检查数据文件、操作记录、收下的包，并和各站最近报来的核对值比一遍。"))
    return label


def _words() -> QLabel:
    label = QLabel()
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    return label


def _card(heading: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(*(theme.px(16),) * 4)
    layout.setSpacing(theme.px(8))
    head = QLabel(heading)
    head.setProperty("role", "heading")
    layout.addWidget(head)
    for part in parts:
        if isinstance(part, QPushButton):
            part.setMaximumWidth(part.sizeHint().width() + theme.px(16))
        layout.addWidget(part)
    return card
