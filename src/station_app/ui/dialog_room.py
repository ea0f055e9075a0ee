"""Room for dialogs: none is larger than the screen, its buttons are always in sight, the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QWidget

from station_app.ui import theme

_FRAME = 72
"""Title bar and taskbar, which the screen does not always tell, in device-independent pixels."""
_LEAST_BODY = 64
"""What is seen at least of what scrolls, before large type."""


def room_on_screen(dialog: QWidget) -> QSize:
    """How large a dialog may be on its screen."""
    room = dialog.screen().availableGeometry().size()
    return QSize(room.width(), room.height() - _FRAME)


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Its usual size (before large type), or what the screen has."""
    dialog.resize(QSize(theme.px(width), theme.px(height)).boundedTo(room_on_screen(dialog)))


def fit_height(dialog: QDialog) -> None:
    """As high as its wrapped sentences are at this width, or what the screen has; the body scrolls then."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        room = room_on_screen(dialog)
        wanted = (
            layout.totalHeightForWidth(dialog.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        missing = sum(body.missing_height() for body in dialog.findChildren(Body))
        dialog.resize(dialog.width(), min(wanted + missing, room.height()))


def keep_on_screen(dialog: QDialog, *givers: QWidget, least: int = 0) -> None:
    """As high as its parts must be, at least `least`; what scrolls (a form, a table) gives up its height for a screen.

    The dialog has its width already.
    """
    layout = dialog.layout()
    if layout is None:
        return
    room = room_on_screen(dialog)
    over = _least(layout, dialog.width()) - room.height()
    for giver in givers:
        given = min(over, giver.minimumHeight() - theme.px(_LEAST_BODY))
        if given > 0:
            giver.setMinimumHeight(giver.minimumHeight() - given)
            over -= given
    high = max(least, _least(layout, dialog.width()))
    dialog.resize(QSize(dialog.width(), high).boundedTo(room))


def _least(layout: QLayout, width: int) -> int:
    """How high a dialog must be at its width."""
    layout.activate()
    least = layout.totalMinimumSize().height()
    return max(least, layout.totalMinimumHeightForWidth(width)) if layout.hasHeightForWidth() else least


class Body(QScrollArea):
    """Holds what stands above the buttons of a dialog; scrolls up and down where the screen is too low for it."""

    def __init__(self, inside: QLayout | QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if isinstance(inside, QLayout):
            holder = QWidget()
            inside.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(inside)
            inside = holder
        self._inside = inside
        self.setWidget(inside)

    def missing_height(self) -> int:
        """What its content needs beyond what it asks for, at the present width."""
        inner = self._inside
        width = self.viewport().width()
        wanted = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return wanted - self.sizeHint().height()

    def sizeHint(self) -> QSize:  # noqa: N802
        """All of what is inside."""
        inner = self._inside
        return QSize(self._width(inner.sizeHint()), inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Nothing is cut at the side; a few lines stay in sight."""
        inner = self._inside.minimumSizeHint()
        return QSize(self._width(inner), min(inner.height(), theme.px(_LEAST_BODY)))

    def _width(self, inner: QSize) -> int:
        return inner.width() + self.verticalScrollBar().sizeHint().width()
