"""What has changed since the last package, in words; and what goes onto the stick beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel

from station_app.core.texts import _
from station_app.features.submission.service import Overview
from station_app.features.submission.ui.stick_choice import StickChoice
from station_app.ui import theme
from station_app.ui.card import Card
from station_app.ui.screen import Desk

_COLUMNS = 3
_SHOWN = 12
"""Phrases that are shown; the rest is counted."""


class ChangesCard(Card):
    """Phrases in three columns; an empty one says so and what is still to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("上次上报以后"))
        self.since = QLabel()
        self.since.setProperty("role", "soft")
        self.since.setWordWrap(True)
        self.body.addWidget(self.since)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(theme.px(6))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self.phrases: list[QLabel] = []
        self.papers = QCheckBox(_("另附能直接看的：报表 .xlsx、一页摘要 PDF、结业班台账"))
        self.papers.setChecked(True)
        self.papers.setToolTip(_("身份证号和电话遮盖；数据包本身是加密的"))
        self.sticks = StickChoice(desk)
        self.body.addSpacing(theme.px(4))
        self.body.addWidget(self.papers)
        self.body.addWidget(self.sticks)

    def show_overview(self, seen: Overview) -> None:
        """Other changes."""
        changes = seen.changes
        if seen.needs_snapshot:
            said = _("下一个是全量包：写全部数据，县里以它为准，什么都不会重复计算。")
        elif changes.since is None:
            said = _("还没有上报过：第一个包会带上现在的全部数据。")
        else:
            said = _("上一个包做于 {when}。").format(when=changes.since.astimezone().strftime("%Y-%m-%d %H:%M"))
        self.since.setText(said)
        for label in self.phrases:
            self._grid.removeWidget(label)
            label.deleteLater()
        words = list(changes.phrases)
        if len(words) > _SHOWN:
            words = [*words[: _SHOWN - 1], _("等 {n} 类").format(n=len(words))]
        self.phrases = [QLabel(text) for text in words or [_("没有改动，不用上报。")]]
        for place, label in enumerate(self.phrases):
            label.setTextFormat(Qt.TextFormat.PlainText)
            if not words:
                label.setProperty("role", "soft")
                self._grid.addWidget(label, 0, 0, 1, _COLUMNS)
            else:
                self._grid.addWidget(label, place // _COLUMNS, place % _COLUMNS)
