"""The manual inside the program: a contents list, a page, search; opened by F1 at the page of the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from station_app.core import resources
from station_app.core.texts import _
from station_app.ui import icons, looks, program, theme
from station_app.ui.dialog_room import room_on_screen

ORDER = (
    "认识窗口",
    "今日",
    "人员与家庭",
    "导入花名册",
    "开一期培训班",
    "证书",
    "回访",
    "报表",
    "县级程序",
    "设置",
    "安全与备份",
    "找不到人时",
)
"""The contents list; pages that it does not name follow by name."""
_NAME = Qt.ItemDataRole.UserRole
_HEADING_SIZES = {1: 20, 2: 16, 3: 14}
_PICTURE = "\ufffc"
"""Qt's place for a picture in a text."""


@dataclass(frozen=True)
class ManualPage:
    """One page of docs/manual."""

    name: str
    title: str
    text: str


def pages() -> list[ManualPage]:
    """Every shipped page, in the order of the contents list."""
    found = {}
    for place in sorted((resources.documents() / "manual").glob("*.md")):
        text = place.read_text(encoding="utf-8")
        heading = re.search(r"^# (.+)$", text, re.MULTILINE)
        found[place.stem] = ManualPage(place.stem, heading[1].strip() if heading else place.stem, text)
    ordered = [found.pop(name) for name in ORDER if name in found]
    return [*ordered, *found.values()]


class _Reader(QTextBrowser):
    """Shows markdown in the looks of the program; pictures no wider than the page."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """Pictures beside the manual, made to fit; nothing from anywhere else."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        place = (resources.documents() / "manual" / QUrl(name).toString()).resolve()
        if not place.is_relative_to(resources.documents()) or not place.is_file():
            return None
        image = QImage(str(place))
        width = max(200, self.viewport().width() - theme.px(64))
        if image.width() > width:
            ratio = self.devicePixelRatioF()
            image = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return image


class Manual(QWidget):
    """A window of its own, so that the steps can be read beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("手册"))
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(QSize(theme.px(900), theme.px(640)).boundedTo(room_on_screen(self)))
        self._pages = {page.name: page for page in pages()}
        self._been: list[str] = []
        self._shown = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("在手册里找（Ctrl+F）"))
        self.search.setAccessibleName(_("在手册里找"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._look_for())
        self.search.returnPressed.connect(self.next_hit)
        self.contents = QListWidget()
        self.contents.setProperty("role", "side")
        self.contents.setAccessibleName(_("目录"))
        self.contents.currentItemChanged.connect(lambda item, _old: self._open_item(item))
        self.none = QLabel(_("没有找到。换一个词试试。"))
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.none.hide()
        self.back_button = QPushButton(_("返回"))
        self.back_button.setIcon(icons.icon("arrow-left"))
        self.back_button.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.back_button.setToolTip(_("返回上一页（Alt+←）"))
        self.back_button.clicked.connect(lambda _checked=False: self.back())
        self.reader = _Reader()
        self.reader.setOpenLinks(False)
        self.reader.setAccessibleName(_("手册的这一页"))
        self.reader.anchorClicked.connect(self._follow)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+F", self.search.setFocus),
            ("Alt+Left", self.back),
            ("F3", self.next_hit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._list(list(self._pages))

    @property
    def shown_page(self) -> str:
        """The page that is read."""
        return self._shown

    def open_page(self, name: str) -> None:
        """Show a page ('' or an unknown one: the first), and the window with it."""
        self.search.clear()
        self._show(name if name in self._pages else program.current().manual_first)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.setFocus()

    def back(self) -> None:
        """The page read before."""
        if self._been:
            self._show(self._been.pop(), remember=False)

    def next_hit(self) -> None:
        """The next place on this page; from the last one back to the first."""
        words = self.search.text().strip()
        if words and not self.reader.find(words):
            self.reader.moveCursor(QTextCursor.MoveOperation.Start)
            self.reader.find(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc puts the manual away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Pictures follow the width."""
        super().resizeEvent(event)
        if self._shown:
            place = self.reader.verticalScrollBar().value()
            self._render()
            self.reader.verticalScrollBar().setValue(place)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(theme.px(8))
        side.addWidget(self.search)
        side.addWidget(self.none)
        side.addWidget(self.contents, 1)
        side.addWidget(self.back_button)
        left = QWidget()
        left.setFixedWidth(theme.px(212))
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout(self)
        line.setContentsMargins(*(theme.px(16),) * 4)
        line.setSpacing(theme.px(16))
        line.addWidget(left)
        line.addWidget(self.reader, 1)

    def _list(self, names: list[str]) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for name in names:
            item = QListWidgetItem(self._pages[name].title)
            item.setData(_NAME, name)
            self.contents.addItem(item)
            if name == self._shown:
                self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)
        self.none.setVisible(not names)

    def _look_for(self) -> None:
        words = self.search.text().strip().lower()
        hits = [name for name, page in self._pages.items() if words in page.text.lower()]
        self._list(hits)
        if hits and words and self._shown not in hits:
            self._show(hits[0])
        self._mark()
        if words:
            self.reader.moveCursor(QTextCursor.MoveOperation.Start)
            self.reader.find(self.search.text().strip())

    def _mark(self) -> None:
        """Every hit on this page."""
        words, found = self.search.text().strip(), []
        place = QTextCursor(self.reader.document())
        while words and not (place := self.reader.document().find(words, place)).isNull():
            hit = QTextEdit.ExtraSelection()
            hit.cursor = place
            hit.format.setBackground(QColor(looks.tokens().warn_tint))
            found.append(hit)
        self.reader.setExtraSelections(found)

    def _open_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(str(item.data(_NAME)))
            self._mark()

    def _follow(self, link: QUrl) -> None:
        """A link to another page; nothing leaves the program."""
        self._show(Path(link.path()).stem)

    def _show(self, name: str, *, remember: bool = True) -> None:
        if name not in self._pages or name == self._shown:
            return
        if remember and self._shown:
            self._been.append(self._shown)
        self._shown = name
        self._render()
        self.reader.moveCursor(QTextCursor.MoveOperation.Start)
        self.back_button.setEnabled(bool(self._been))
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_NAME) == name:
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(row)
                self.contents.blockSignals(False)

    def _render(self) -> None:
        """Markdown has no looks of its own: line height, room around paragraphs, sizes of headings."""
        document = self.reader.document()
        document.setDocumentMargin(theme.px(20))
        self.reader.setMarkdown(self._pages[self._shown].text)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            level = block.blockFormat().headingLevel()
            shape = QTextBlockFormat()
            if _PICTURE not in block.text():
                shape.setLineHeight(150.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setTopMargin(theme.px(18 if level == 2 else 4))
            shape.setBottomMargin(theme.px(8 if level else 4))
            cursor.mergeBlockFormat(shape)
            if level:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(_heading(level))  # merged, Qt's own size of headings would stay
            block = block.next()
        cursor.endEditBlock()


def _heading(level: int) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setProperty(QTextCharFormat.Property.FontPixelSize, theme.px(_HEADING_SIZES.get(level, 14)))
    letters.setFontWeight(QFont.Weight.DemiBold)
    letters.setForeground(QColor(looks.tokens().accent if level == 1 else looks.tokens().text))
    return letters
