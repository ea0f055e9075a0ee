"""关于: versions, where the data are, the manual, diagnostics, and every licence."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from station_app.core import clock
from station_app.core.texts import _
from station_app.features.station.service import components, diagnostics
from station_app.features.station.service.components import Component
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.storage.safe_file import write_output
from station_app.storage.schema import program_version
from station_app.ui import messages, theme
from station_app.ui.buttons import button
from station_app.ui.columns import Column
from station_app.ui.dialog_room import open_at
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

COLUMNS = (
    Column("name", _("组成部分"), lambda row: row.name, stretch=True),
    Column("version", _("版本"), lambda row: row.version, width=88),
    Column("licence", _("许可"), lambda row: row.licence, width=200),
    Column("use", _("做什么用"), lambda row: row.use, width=172),
)


def screen_facts() -> list[str]:
    """Size and scale of every screen."""
    return [
        _("屏幕 {w}×{h}，缩放 {scale}%").format(
            w=screen.size().width(), h=screen.size().height(), scale=round(screen.devicePixelRatio() * 100)
        )
        for screen in QGuiApplication.screens()
    ]


class AboutTab(Cards):
    """What may be told and shown of the program itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(wide=True)
        self.desk = desk
        about = self.add(_("关于社工站工作台"))
        self.version = sentence(_("版本 {version}").format(version=program_version()), "")
        about.body.addWidget(self.version)
        self.parts = sentence(f"Python {platform.python_version()}　Qt {qVersion()}")
        about.body.addWidget(self.parts)
        about.body.addWidget(sentence(_("不联网，数据只在这台电脑上：{place}").format(place=desk.folder.root)))
        self.manual_button = button_for(_("打开手册"), "file-text", lambda: desk.manual_wanted.emit(""))
        self.manual_button.setToolTip(_("打开手册（F1，每个页面都可以按）"))
        self.folder_button = button_for(_("打开数据文件夹"), "folder-open", self.open_folder, shortcut="Ctrl+O")
        self.diagnostics_button = button_for(_("导出诊断信息…"), "file-output", self.diagnose, shortcut="Ctrl+D")
        about.add_buttons(self.manual_button, self.folder_button, self.diagnostics_button)
        about.body.addWidget(
            sentence(_("程序不对劲、要请人看时，用“导出诊断信息”：只有版本、条数和检查结果，没有任何人的信息。"))
        )
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        title = QLabel(_("组成部分和许可"))
        title.setProperty("role", "heading")
        line.addWidget(title)
        line.addStretch(1)
        self.licence_button = button_for(_("看许可全文"), "eye", self.show_licence, shortcut="Ctrl+Return")
        line.addWidget(self.licence_button)
        self.add_widget(head)
        self.table = Table(COLUMNS, components.list_components())
        self.table.setAccessibleName(_("组成部分和许可"))
        self.table.setMinimumHeight(theme.px(220))
        self.table.opened.connect(lambda _row: self.show_licence())
        self.table.selectRow(0)
        self.add_widget(self.table, fills=True)

    def read(self) -> None:
        """Versions that only the open file knows."""
        self.desk.read(diagnostics.engine_versions, self._show_parts)

    def open_folder(self) -> None:
        """In the system's own file window."""
        root = self.desk.folder.root
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(root))):
            messages.tell(self, _("没有能打开文件夹的程序"), _("数据在：{place}").format(place=root))

    def show_licence(self) -> None:
        """The whole text of the chosen component's licence."""
        row: Component | None = self.table.current()
        if row is not None:
            TextWindow(self, f"{row.name}　{row.licence}", components.licence_text(row)).open()

    def diagnose(self) -> None:
        """Gather the text on the worker, show exactly what would leave, let the user write it."""
        folder, database, facts = self.desk.folder, self.desk.database, screen_facts()
        self.desk.tasks.run(
            lambda _progress: diagnostics.diagnostics_text(folder, database, screens=facts),
            self._show_diagnostics,
            title=_("正在收集诊断信息…"),
        )

    def _show_diagnostics(self, told: str) -> None:
        window = TextWindow(self, _("诊断信息"), told, _("下面就是要写出去的全部内容，一个字不多。"))
        window.write_button = window.add_button(_("写成文本文件…"), lambda: self._write(window, told))
        window.open()

    def _write(self, window: QDialog, told: str) -> None:
        name = _("诊断信息-{day}.txt").format(day=clock.today().isoformat())
        chosen, _kind = QFileDialog.getSaveFileName(window, _("诊断信息写到哪里？"), name, _("文本文件 (*.txt)"))
        if not chosen:
            return
        place = Path(chosen if chosen.endswith(".txt") else f"{chosen}.txt")

        def done(_nothing: None) -> None:
            window.accept()
            self.desk.say(_("诊断信息已写成：{name}").format(name=place.name), "accent")

        self.desk.tasks.run(lambda _progress: write_output(place, told.encode("utf-8")), done)

    def _show_parts(self, versions: tuple[str, str]) -> None:
        engine, cipher = versions
        self.parts.setText(f"Python {platform.python_version()}　Qt {qVersion()}　SQLite {engine}　SQLCipher {cipher}")


class TextWindow(QDialog):
    """A long text to read and copy."""

    write_button: QPushButton
    """Only where the text may be written to a file."""

    def __init__(self, parent: QWidget, heading: str, content: str, sentence_above: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 760, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        title = QLabel(heading)
        title.setProperty("role", "heading")
        column.addWidget(title)
        if sentence_above:
            column.addWidget(sentence(sentence_above))
        self.text = QPlainTextEdit(content)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(heading)
        column.addWidget(self.text, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(8))
        self._buttons.addStretch(1)
        close = button(_("关闭"), self.reject)
        close.setToolTip(_("关闭（Esc）"))
        self._buttons.addWidget(close)
        column.addLayout(self._buttons)

    def add_button(self, name: str, slot: Callable[[], None]) -> QPushButton:
        """What can be done with the text."""
        made = button(name, slot, shortcut="Ctrl+S", primary=True)
        self._buttons.addWidget(made)
        return made
