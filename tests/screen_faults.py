"""What is wrong with what is on the screen: controls without a name or key, English words, words that are cut off."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from station_app.ui.cells import EmptyState
from station_app.ui.dialog_room import room_on_screen
from station_app.ui.headline import OneLine
from station_app.ui.table_head import Head

_CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QComboBox,
    QTabBar,
    QAbstractSpinBox,
)
_KEY = re.compile(r"Ctrl|Alt|Shift|F\d|Esc|Ins|Del|PgUp|PgDn|回车|空格|↓")
_WORD = re.compile(r"[A-Za-z]{3,}")
_CHINESE_USE = re.compile(
    r"Ctrl|Shift|Alt|Esc|Enter|Delete|Del|Ins|PgUp|PgDn|Home|End|Tab|WPS|Excel|PDF|xlsx|xls|csv|txt|ods|jpe?g|png|USB"
    r"|Python|Qt|SQLite|SQLCipher|station-app|restore|before-restore|copy-\d+|wxl|lsfn|sfz|SHA-256|https?://\S+|/\S+",
    re.IGNORECASE,
)
"""What Chinese offices write in Latin letters, key names, what is typed as pinyin initials, and paths."""


_ARROWS = re.compile("左方向|右方向|上方向|下方向|Left|Right|Up|Down")


def _arrow(found: re.Match[str]) -> str:
    """Arrow keys are told by their signs."""
    return {"左": "←", "L": "←", "右": "→", "R": "→", "上": "↑", "U": "↑", "下": "↓", "D": "↓"}[found.group()[0]]


def faults(root: QWidget) -> list[str]:
    """A line for every fault of what is visible inside a window or dialog."""
    found: list[str] = []
    if isinstance(root, QDialog):
        room = room_on_screen(root)
        if root.height() > room.height() + 1 or root.width() > room.width() + 1:
            found.append(f"larger than the screen: {root.size().toTuple()} in {room.toTuple()}")
    for part in (root, *root.findChildren(QWidget)):
        if part.isVisible() and not _is_qts_own(part):
            found += [f"{kind}: {_who(part)}" for kind in _of(part)]
            found += _outside(root, part)
    return found


def _of(part: QWidget) -> list[str]:
    kinds = []
    if isinstance(part, _CONTROLS) and not _name(part):
        kinds.append("no accessible name")
    if isinstance(part, QAbstractButton):
        key = part.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if key and key not in part.toolTip() and _ARROWS.sub(_arrow, key) not in part.toolTip():
            kinds.append(f"tooltip without {key}")
        if _is_action(part) and not key and not _KEY.search(part.toolTip()):
            kinds.append("no key")
    kinds += [f"English {text[:40]!r}" for text in _texts(part) if _WORD.search(_CHINESE_USE.sub("", text))]
    return kinds + _cut(part)


def _is_action(part: QAbstractButton) -> bool:
    """Not a condition to switch, a line that is a list's, nor the way on in an empty list, which the page has too."""
    if not isinstance(part, QPushButton) or part.property("role") in ("chip", "link", "choice"):
        return False
    return type(part).__name__ != "LineButton" and not isinstance(part.parentWidget(), EmptyState)


def _cut(part: QWidget) -> list[str]:
    if isinstance(part, Head):
        return [f"head of the last column cut: {part.cut_label()}"] if part.cut_label() else []
    if isinstance(part, QTabBar):
        return ["tabs cut"] if part.tabRect(part.count() - 1).right() > part.width() else []
    return _words_cut(part)


def _words_cut(part: QWidget) -> list[str]:
    wanted, room = part.sizeHint(), part.size()
    if isinstance(part, QLabel) and part.text() and part.pixmap().isNull() and not isinstance(part, OneLine):
        if part.wordWrap():
            high = part.heightForWidth(room.width())
            return [f"cut {high}>{room.height()} high"] if high > room.height() + 2 else []
        wide = wanted.width() > room.width() + 1 or wanted.height() > room.height() + 2
        return [f"cut {wanted.toTuple()} in {room.toTuple()}"] if wide else []
    if isinstance(part, QPushButton | QCheckBox | QRadioButton) and part.text():
        return [f"cut {wanted.width()}>{room.width()}"] if wanted.width() > room.width() + 1 else []
    if isinstance(part, QScrollArea) and part.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        inner, room = part.widget(), part.viewport()
        wide = inner is not None and inner.width() > room.width()
        return [f"cut sideways {inner.width()}>{room.width()}"] if wide and inner is not None else []
    return []


def _outside(root: QWidget, part: QWidget) -> list[str]:
    """Words and buttons beyond the edge of what holds them, where nobody can scroll."""
    holder = part.parentWidget()
    if part is root or holder is None or part.isWindow() or holder.objectName() == "qt_scrollarea_viewport":
        return []
    if not isinstance(part, QAbstractButton | QLabel | QLineEdit):
        return []
    while holder is not None and holder.objectName() != "qt_scrollarea_viewport":
        inside = QRect(part.mapTo(holder, part.rect().topLeft()), part.size())
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(inside):
            return [f"outside of {type(holder).__name__}: {_who(part)}"]
        holder = None if holder.isWindow() else holder.parentWidget()
    return []


def _texts(part: QWidget) -> list[str]:
    found = [part.toolTip(), part.accessibleName(), part.windowTitle() if part.isWindow() else ""]
    if isinstance(part, QLabel | QAbstractButton):
        found.append(part.text())
    if isinstance(part, QLineEdit | QPlainTextEdit):
        found.append(part.placeholderText())
    return [re.sub(r"<[^>]+>", "", text) for text in found if text]


def _name(part: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(part)
    return part.accessibleName() or (interface.text(QAccessible.Text.Name).strip() if interface is not None else "")


def _who(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel | QAbstractButton) else ""
    return f"{type(part).__name__} {(words or part.accessibleName())[:24]!r} in {type(part.parentWidget()).__name__}"


def _is_qts_own(part: QWidget) -> bool:
    """Parts that Qt makes inside its widgets and that no key reaches."""
    if isinstance(part, Head):
        return False
    if isinstance(part, QScrollBar | QHeaderView) or isinstance(part.parentWidget(), QTabBar):
        return True
    own = part.metaObject().className() in ("QTableCornerButton", "QLineEditIconButton")
    return own or part.objectName().startswith(("qt_", "_q_"))
