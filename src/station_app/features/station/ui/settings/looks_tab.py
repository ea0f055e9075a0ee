"""外观: light or dark, type size, and the page that opens first."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton

from station_app.core.texts import _
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.ui import looks, theme
from station_app.ui.screen import Desk


class LooksTab(Cards):
    """A choice takes effect at once; the window is built anew on the same open data."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        card = self.add(_("外观"))
        self.light, self.dark = QRadioButton(_("浅色")), QRadioButton(_("深色"))
        self.usual, self.large = QRadioButton(_("标准字号")), QRadioButton(_("大字"))
        self.from_today, self.goes_on = QRadioButton(_("先看今日")), QRadioButton(_("回到上次的页面"))
        for label, pair in (
            (_("颜色"), (self.light, self.dark)),
            (_("字号"), (self.usual, self.large)),
            (_("打开时"), (self.from_today, self.goes_on)),
        ):
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
        card.body.addWidget(sentence(_("颜色和字号在状态栏右下角也能随时切换。")))
        self.show_looks()

    def show_looks(self) -> None:
        """Mark what is in force."""
        is_large = looks.factor() > 1
        for choice, chosen in (
            (self.light, looks.tokens().name == "light"),
            (self.dark, looks.tokens().name == "dark"),
            (self.usual, not is_large),
            (self.large, is_large),
            (self.from_today, not self.desk.memory.goes_on),
            (self.goes_on, self.desk.memory.goes_on),
        ):
            choice.setChecked(chosen)

    def _choose(self) -> None:
        self.desk.memory.goes_on = self.goes_on.isChecked()
        wanted = ("dark" if self.dark.isChecked() else "light", self.large.isChecked())
        if wanted != (looks.tokens().name, looks.factor() > 1):
            self.desk.looks_wanted.emit(*wanted)
            self.show_looks()  # unsaved text elsewhere may have kept the window as it was
