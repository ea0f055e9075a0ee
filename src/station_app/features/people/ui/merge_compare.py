"""Two records side by side: which one stays, and which value of every field that differs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_app.core.fields import Field
from station_app.core.kinds import Code
from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.editors import editor_for

if TYPE_CHECKING:
    from station_app.features.people.service.comparing import Comparison, Difference

_EMPTY = _("（空）")
_VALUE = 220
"""Pixels that a value is shown in at least, if it needs as many; where there is less room, the list scrolls."""
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def _tick(button: QPushButton, on: bool) -> None:
    """The chosen value has a tick: colour is never the only sign."""
    button.setIcon(icons.icon("check", "accent") if on else QIcon())


class Compare(QScrollArea):
    """The left record stays unless the sides are swapped; a row a differing field, chosen with ← and →."""

    chosen = Signal()
    """Another value or side was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.comparison: Comparison | None = None
        self.pairs: dict[str, tuple[QPushButton, QPushButton]] = {}
        relation = Field("relation_to_head", _("与新户主的关系"), Code("family_relation"), required=True)
        self._relation_field = relation
        self.relation: Any = None

    @property
    def kept_id(self) -> str:
        """The record that stays: the left one."""
        return self.comparison.sides[0].id if self.comparison else ""

    @property
    def gone_id(self) -> str:
        """The record that is merged into it."""
        return self.comparison.sides[1].id if self.comparison else ""

    @property
    def take(self) -> list[str]:
        """Fields whose value comes from the right record."""
        return [name for name, (_left, right) in self.pairs.items() if right.isChecked()]

    def show_comparison(self, comparison: Comparison) -> None:
        """Draw the two records anew; where the left one is empty the right one's value is proposed."""
        self.comparison = comparison
        self.pairs = {}
        self.relation = None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._heads(comparison))
        column.addWidget(self._fields(comparison))
        column.addStretch(1)
        self.setWidget(body)
        if self.pairs:
            next(iter(self.pairs.values()))[0].setFocus()

    def _heads(self, comparison: Comparison) -> QWidget:
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(12))
        says = (_("保留"), _("并入左边，不再单独出现"))
        for side, say in zip(comparison.sides, says, strict=True):
            card = QFrame()
            card.setProperty("role", "card")
            column = QVBoxLayout(card)
            column.setContentsMargins(*(theme.px(16),) * 4)
            column.setSpacing(theme.px(4))
            for text, role in ((say, "small"), (side.title, "heading"), (side.facts, "soft")):
                label = QLabel(text)
                label.setProperty("role", role)
                label.setWordWrap(True)
                column.addWidget(label)
            moving = "、".join(side.moving)
            if moving:
                moves = _("名下有 {moving}，会移到左边") if side is comparison.sides[1] else _("名下有 {moving}")
                label = QLabel(moves.format(moving=moving))
                label.setWordWrap(True)
                column.addWidget(label)
            column.addStretch(1)
            across.addWidget(card, 1)
        return made

    def _fields(self, comparison: Comparison) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(*(theme.px(16),) * 4)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        title = QLabel(
            _("不同的项目：各保留哪个值（←、→ 选择，↑、↓ 换行）") if comparison.differences else _("所有项目都相同")
        )
        title.setProperty("role", "heading")
        grid.addWidget(title, 0, 0, 1, 3)
        for row, difference in enumerate(comparison.differences, start=1):
            self._row(grid, row, difference)
        first, second = comparison.sides
        if comparison.entity == "household" and first.head and second.head:
            row = len(comparison.differences) + 1
            said = QLabel(
                _("两户都有户主。合并后“{second}”是“{first}”的：").format(second=second.head, first=first.head)
            )
            said.setWordWrap(True)
            self.relation = editor_for(self._relation_field)
            self.relation.changed.connect(self.chosen)
            grid.addWidget(said, row, 0, 1, 2)
            grid.addWidget(self.relation, row, 2)
        grid.setColumnMinimumWidth(0, theme.px(84))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return card

    def _row(self, grid: QGridLayout, row: int, difference: Difference) -> None:
        label = QLabel(difference.label)
        label.setProperty("role", "soft")
        label.setWordWrap(True)
        grid.addWidget(label, row, 0)
        group = QButtonGroup(grid.parentWidget())
        buttons = []
        for place, text in enumerate(difference.texts):
            button = QPushButton(text or _EMPTY)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            button.setAccessibleName(f"{difference.label} {text or _EMPTY}")
            button.setToolTip(text)
            wanted = button.fontMetrics().horizontalAdvance(button.text()) + theme.px(52)
            button.setMinimumWidth(max(theme.px(80), min(wanted, theme.px(_VALUE))))
            button.installEventFilter(self)
            button.toggled.connect(partial(_tick, button))
            button.clicked.connect(partial(self.chosen.emit))
            group.addButton(button)
            grid.addWidget(button, row, 1 + place)
            buttons.append(button)
        buttons[0 if difference.texts[0] else 1].setChecked(True)
        self.pairs[difference.name] = (buttons[0], buttons[1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrow keys: left and right choose, up and down go to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            rows = list(self.pairs.values())
            at = next((n for n, pair in enumerate(rows) if watched in pair), None)
            if at is not None:
                side = rows[at].index(watched)
                if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                    target = rows[at][0 if event.key() == Qt.Key.Key_Left else 1]
                    target.setFocus(Qt.FocusReason.TabFocusReason)
                    target.click()
                    return True
                if event.key() in _KEYS:
                    row = min(max(at + _KEYS[Qt.Key(event.key())], 0), len(rows) - 1)
                    following = rows[row][0] if rows[row][0].isChecked() else rows[row][1]
                    following.setFocus(Qt.FocusReason.TabFocusReason)
                    self.ensureWidgetVisible(following)
                    return row != at or side >= 0
        return super().eventFilter(watched, event)
