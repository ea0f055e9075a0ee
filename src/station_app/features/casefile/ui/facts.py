"""The left side of a case file: photo, what is missing, facts in groups, the people of her household."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.casefile.rules import CaseFile, Fact
from station_app.features.people.fields import PERSON
from station_app.ui import theme
from station_app.ui.masked_text import SHORTCUT, MaskedText

_LABEL, _PHOTO = 84, 112
"""Widths, device-independent pixels before large type."""


class Facts(QScrollArea):
    """Everything of her record that is filled in; empty fields are only named as 待补 where they are required."""

    person_wanted = Signal(str)
    """Another person of the household: her key."""
    unmasked = Signal(str, str)
    """A whole number is shown now: name of its field, the reason that was chosen (R-50)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("资料"))

    def show_file(self, file: CaseFile) -> None:
        """Another person, or the same one with other values."""
        at = self.verticalScrollBar().value()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(8))
        if file.photo:
            picture = QPixmap()
            if picture.loadFromData(file.photo):
                shown = QLabel()
                shown.setAccessibleName(_("照片"))
                wide = Qt.TransformationMode.SmoothTransformation
                shown.setPixmap(picture.scaledToWidth(theme.px(_PHOTO), wide))
                column.addWidget(shown)
        if file.gaps:
            missing = QLabel(_("待补：{labels}").format(labels="、".join(file.gaps)))
            missing.setProperty("role", "warn")
            missing.setWordWrap(True)
            column.addWidget(missing)
        for group in file.groups:
            lines = [
                fact for fact in group.facts if fact.text and not (group is file.groups[0] and fact.text == file.name)
            ]
            if lines:
                self._add_group(column, group.heading, lines)
            if group.heading == _("家庭") and file.members:
                column.addWidget(self._members(file))
        column.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().setValue(at)

    def _members(self, file: CaseFile) -> QLabel:
        links = []
        for member in file.members:
            about = "，".join(
                part for part in (member.relation, _("{n} 岁").format(n=member.age) if member.age else "") if part
            )
            colour = theme.tokens().accent
            name = f'<a href="{member.person_id}" style="color: {colour}">{html.escape(member.name)}</a>'
            links.append(f"{name}（{html.escape(about)}）" if about else name)
        label = QLabel(_("同户：{people}").format(people="　".join(links)))
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.setWordWrap(True)
        label.setAccessibleName(_("同户的人"))
        label.linkActivated.connect(self.person_wanted)
        return label

    def _add_group(self, column: QVBoxLayout, heading: str, facts: list[Fact]) -> None:
        title = QLabel(heading)
        title.setProperty("role", "heading")
        title.setContentsMargins(0, theme.px(8), 0, 0)
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnMinimumWidth(0, theme.px(_LABEL))
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(facts):
            name = QLabel(fact.label)
            name.setProperty("role", "soft")
            name.setWordWrap(True)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            shown = self._masked(fact) if fact.value is not None else _plain(fact)
            if fact.value is not None:
                name.setAlignment(Qt.AlignmentFlag.AlignVCenter)  # beside the eye the number stands lower
            grid.addWidget(name, row, 0)
            grid.addWidget(shown, row, 1)
        column.addLayout(grid)

    def _masked(self, fact: Fact) -> MaskedText:
        shown = MaskedText(fact.label, PERSON[fact.name].kind, shortcut=SHORTCUT if fact.name == "id_number" else "")
        shown.set_value(fact.value)
        shown.unmasked.connect(lambda reason: self.unmasked.emit(fact.name, reason))
        return shown


def _plain(fact: Fact) -> QLabel:
    value = QLabel(fact.text)
    value.setWordWrap(True)
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return value
