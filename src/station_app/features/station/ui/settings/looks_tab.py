"""外观 and 关于: light or dark, type size, and what the program is and is made of."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton

from station_app.core.texts import _
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.storage.schema import program_version
from station_app.ui import looks, messages, theme
from station_app.ui.screen import Desk, button_for


class LooksTab(Cards):
    """A choice takes effect at once; the window is built anew on the same open data."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        card = self.add(_("外观"))
        self.light, self.dark = QRadioButton(_("浅色")), QRadioButton(_("深色"))
        self.usual, self.large = QRadioButton(_("标准字号")), QRadioButton(_("大字"))
        for label, pair in ((_("颜色"), (self.light, self.dark)), (_("字号"), (self.usual, self.large))):
            line = QHBoxLayout()
            line.setSpacing(theme.px(16))
            name = QLabel(label)
            name.setProperty("role", "soft")
            name.setMinimumWidth(theme.px(64))
            line.addWidget(name)
            group = QButtonGroup(self)
            for choice in pair:
                choice.setAccessibleName(f"{label}：{choice.text()}")
                group.addButton(choice)
                line.addWidget(choice)
                choice.clicked.connect(lambda _checked=False: self._choose())
            line.addStretch(1)
            card.body.addLayout(line)
        card.body.addWidget(sentence(_("状态栏右下角也能随时切换。")))
        self.show_looks()
        about = self.add(_("关于社工站工作台"))
        self.version = sentence(_("版本 {version}").format(version=program_version()), "")
        about.body.addWidget(self.version)
        about.body.addWidget(sentence(_("不联网，数据只在这台电脑上：{place}").format(place=desk.folder.root)))
        about.add_buttons(button_for(_("打开数据文件夹"), "folder-open", self.open_folder))
        licences = self.add(_("许可"))
        for what in (
            _("本程序：Apache License 2.0"),
            _("证书字体：霞鹜文楷 LXGW WenKai（SIL OFL 1.1）"),
            _("表格字体：思源宋体 Noto Serif CJK SC（SIL OFL 1.1）"),
            _("生僻字字体：BabelStone Han（Arphic Public License）"),
            _("图标：Lucide（ISC 许可）"),
            _("窗口：Qt 6、PySide6（LGPL 3.0）；加密：SQLCipher（BSD 许可）"),
        ):
            licences.body.addWidget(sentence(what))
        licences.body.addWidget(sentence(_("三种字体都经过裁剪并改了名；许可全文随程序一起提供。")))

    def show_looks(self) -> None:
        """Mark what is in force."""
        is_large = looks.factor() > 1
        for choice, chosen in (
            (self.light, looks.tokens().name == "light"),
            (self.dark, looks.tokens().name == "dark"),
            (self.usual, not is_large),
            (self.large, is_large),
        ):
            choice.setChecked(chosen)

    def open_folder(self) -> None:
        """In the system's own file window."""
        root = self.desk.folder.root
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(root))):
            messages.tell(self, _("没有能打开文件夹的程序"), _("数据在：{place}").format(place=root))

    def _choose(self) -> None:
        wanted = ("dark" if self.dark.isChecked() else "light", self.large.isChecked())
        if wanted != (looks.tokens().name, looks.factor() > 1):
            self.desk.looks_wanted.emit(*wanted)
            self.show_looks()  # unsaved text elsewhere may have kept the window as it was
