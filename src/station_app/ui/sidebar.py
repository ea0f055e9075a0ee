"""The sidebar: the station's name, a button per page with its icon and number, settings at the bottom.

In a narrow window it is a rail of words and numbers: two characters say more than an icon and need no more room.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import icons, looks, theme
from station_app.ui.screen import Page


class Sidebar(QFrame):
    """Pages in the order of the menu; Ctrl+1 … Ctrl+9 open them, Ctrl+0 the one at the bottom."""

    chosen = Signal(str)
    """Page id."""

    def __init__(self, pages: Iterable[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._is_narrow = False
        self.setFixedWidth(theme.px(looks.WIDE[0]))
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        self._name = QLabel()
        self._name.setObjectName("station")
        self._name.setWordWrap(True)
        self._name.setMinimumHeight(theme.px(28))
        layout.addWidget(self._name)
        layout.addSpacing(theme.px(8))
        self._layout = layout
        self._set_margins(12)
        self._icons: dict[str, QIcon] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        listed = [page for page in pages if not page.under]
        for number, page in enumerate((p for p in listed if not p.at_bottom), start=1):
            layout.addWidget(self._button(page, number))
        layout.addStretch(1)
        for page in (p for p in listed if p.at_bottom):
            layout.addWidget(self._button(page, 0))

    def set_station_name(self, name: str) -> None:
        """The logo is the station's own name."""
        self._name.setText(looks.station_lines(name))
        self._name.setAccessibleName(name)

    def set_narrow(self, narrow: bool) -> None:
        """The rail of words, or the whole sidebar."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self.setFixedWidth(self._rail_width() if narrow else theme.px(looks.WIDE[0]))
        self._set_margins(4 if narrow else 12)
        self._name.setVisible(not narrow)
        for page_id, button in self._buttons.items():
            button.setIcon(QIcon() if narrow else self._icons[page_id])
            inside = button.layout()
            if inside is not None:
                inside.setContentsMargins(0, 0, theme.px(6 if narrow else 14), 0)
        self.setProperty("narrow", narrow)
        for part in (self, *self._buttons.values()):
            part.style().unpolish(part)
            part.style().polish(part)

    def set_current(self, page_id: str) -> None:
        """Mark the page that is shown."""
        if page_id in self._buttons:
            self._buttons[page_id].setChecked(True)

    def set_badge(self, page_id: str, number: int) -> None:
        """The number beside a page; 0 hides it."""
        if page_id in self._badges:
            badge = self._badges[page_id]
            badge.setText(str(number) if number else "")
            self._buttons[page_id].setAccessibleDescription(_("{n} 件待办").format(n=number) if number else "")

    def _rail_width(self) -> int:
        """Room for the longest title, as it is written while its page is shown."""
        metrics = QFontMetrics(theme.font(bold=True))
        words = max(metrics.horizontalAdvance(button.text()) for button in self._buttons.values())
        return max(theme.px(looks.RAIL[0]), words + theme.px(36))

    def _set_margins(self, side: int) -> None:
        self._layout.setContentsMargins(theme.px(side), theme.px(16), theme.px(side), theme.px(12))

    def _button(self, page: Page, number: int) -> QPushButton:
        button = QPushButton(page.title)
        button.setAccessibleName(page.title)
        button.setCheckable(True)
        self._icons[page.id] = icons.icon(page.icon, "soft", "accent")
        button.setIcon(self._icons[page.id])
        button.setIconSize(QSize(theme.px(26), theme.px(18)))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        if number < 10:
            button.setShortcut(f"Ctrl+{number}")
            button.setToolTip(f"{page.title}（Ctrl+{number}）")
        button.clicked.connect(lambda: self.chosen.emit(page.id))
        badge = QLabel()
        badge.setProperty("role", "badge")
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(button)
        inside.setContentsMargins(0, 0, theme.px(14), 0)
        inside.addStretch(1)
        inside.addWidget(badge)
        self._buttons[page.id] = button
        self._badges[page.id] = badge
        self._group.addButton(button)
        return button
