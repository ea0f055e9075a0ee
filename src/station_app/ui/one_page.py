"""Pages of which one is shown, that need no more room than that one: the largest would make all others scroll."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget


class _InFront(QStackedLayout):
    """Measures the page in front alone; Qt measures all, also those that were opened once and lie behind."""

    def sizeHint(self) -> QSize:  # noqa: N802
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSize(self) -> QSize:  # noqa: N802
        shown = self.currentWidget()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize()) if shown is not None else super().minimumSize()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return False  # else a scroll area gives a page with wrapping words the height it likes best, not what it needs


class OnePage(QWidget):
    """A stack of pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = _InFront(self)
        self._pages.currentChanged.connect(lambda _place: self._measure())

    def addWidget(self, page: QWidget) -> None:  # noqa: N802 - as of Qt's own stack
        """One more page, behind the others."""
        self._pages.addWidget(page)

    def currentWidget(self) -> QWidget | None:  # noqa: N802
        """The page in front."""
        return self._pages.currentWidget()

    def currentIndex(self) -> int:  # noqa: N802
        """Its place; -1 while there is none."""
        return self._pages.currentIndex()

    def setCurrentWidget(self, page: QWidget) -> None:  # noqa: N802
        """Bring a page to the front."""
        self._pages.setCurrentWidget(page)

    def _measure(self) -> None:
        """Another page is in front: everything around asks anew what it needs."""
        self._pages.invalidate()
        self.updateGeometry()
