"""The first steps of the first-run wizard: what to begin with, and the station's five fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.fields import STATION
from station_app.ui import theme
from station_app.ui.form import Form, Section
from station_app.ui.screen import button_for

FIELDS = ("name", "division_code", "short_name", "head_name", "county_bureau_name", "township_name")
_STATION_ENDINGS = ("社会工作服务站", "社会工作站", "社工服务站", "社工站")


def derived_names(station_name: str) -> dict[str, str]:
    """Short name and township government guessed from 城郊乡社会工作服务站; empty when it does not look like one."""
    name = station_name.strip()
    place = next((name.removesuffix(end) for end in _STATION_ENDINGS if name.endswith(end)), "")
    if not place:
        return {}
    bare = place[:-1] if len(place) > 2 and place[-1] in "乡镇" else place
    office = _("{place}办事处") if place.endswith("街道") else _("{place}人民政府")
    return {"short_name": (bare.removesuffix("街道") + _("社工"))[-8:], "township_name": office.format(place=place)}


def station_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the station's fields; a county's code is no station's."""
    problems = STATION.check(values)
    if len(values["division_code"] or "") == 6 and not any(p.field == "division_code" for p in problems):
        problems.append(Problem("division_code", _("这是县的代码，请填乡镇的 9 位代码或村的 12 位代码。")))
    return problems


class Step(QWidget):
    """A title, a sentence, and what belongs to the step."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))
        heading = QLabel(title)
        heading.setProperty("role", "title")
        self.column.addWidget(heading)
        words = QLabel(sentence)
        words.setProperty("role", "soft")
        words.setWordWrap(True)
        self.column.addWidget(words)


class WelcomeStep(Step):
    """What this start is for."""

    new_station = Signal()
    demo = Signal()
    copy = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("欢迎使用社工站工作台"),
            _("所有数据都加密保存在这台电脑上，不需要上网。请选择怎样开始："),
        )
        self.buttons: dict[str, QPushButton] = {}
        for name, title, words, icon, signal in (
            (
                "new",
                _("建立我的社工站"),
                _("填六项，两项会照站名先填好；密码设不设由您定。"),
                "house",
                self.new_station,
            ),
            ("demo", _("打开演示站"), _("全是虚构的人，随便试，不会影响以后的数据。"), "users", self.demo),
            ("copy", _("从安全副本恢复"), _("换了电脑或重装了系统，把备份的数据接着用。"), "history", self.copy),
        ):
            self.column.addWidget(self._choice(name, title, words, icon, signal))
        self.column.addStretch(1)

    def _choice(self, name: str, title: str, words: str, icon: str, signal: Any) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        line = QHBoxLayout(card)
        line.setContentsMargins(*(theme.px(16),) * 4)
        texts = QVBoxLayout()
        head = QLabel(title)
        head.setProperty("role", "heading")
        explained = QLabel(words)
        explained.setProperty("role", "soft")
        explained.setWordWrap(True)
        texts.addWidget(head)
        texts.addWidget(explained)
        line.addLayout(texts, 1)
        key = f"Alt+{len(self.buttons) + 1}"
        button = button_for(title, icon, signal.emit, primary=name == "new", shortcut=key)
        button.setMinimumWidth(theme.px(176))
        line.addWidget(button)
        self.buttons[name] = button
        return card


class StationStep(Step):
    """The five fields, and the township government that follows from the first."""

    def __init__(self) -> None:
        super().__init__(_("您的社工站"), _("这些名称会印在表格和证书上，以后可以再改。"))
        self.form = Form(STATION, [Section("", FIELDS)], columns=1)
        self.form.set_values({})
        self._followed: dict[str, str] = {"short_name": "", "township_name": ""}
        self.form.editor("name").changed.connect(self._follow)
        self.column.addWidget(self.form, 1)

    def station_name(self) -> str:
        """As typed."""
        return self.form.editor("name").text().strip()

    def values(self) -> dict[str, Any] | None:
        """The station's values when they are good; else the problems stand beside the fields."""
        try:
            values = self.form.values()
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return None
        problems = station_problems(values)
        self.form.show_problems(problems)
        return None if problems else values

    def _follow(self) -> None:
        """Names that the user has not changed follow the station's name."""
        for name, guess in derived_names(self.station_name()).items():
            editor = self.form.editor(name)
            if editor.text() in ("", self._followed[name]):
                editor.set_value(guess)
                self.form.mark(name, "")
                self._followed[name] = guess
