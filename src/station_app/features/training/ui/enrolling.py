"""Taking people into a class from the page: by search one after the other, or a pasted column of ID numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from station_app.core import id_number
from station_app.core.dates import half_width
from station_app.core.texts import _
from station_app.features.people.service.people import people_by_id_numbers
from station_app.features.training.service import EnrolResult, default_enrolment_day, enrol
from station_app.storage import search
from station_app.ui import icons, theme
from station_app.ui.popup import Choice, ChoiceLine
from station_app.ui.screen import Desk

CHANNEL = _("到站")
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx×*](?!\d)|(?<!\d)\d{15}(?!\d)")
_LIMIT = 12
_PAUSE_MS = 60


@dataclass(frozen=True)
class Enrolled:
    """What became of one person or of a pasted column."""

    result: EnrolResult
    unknown: tuple[str, ...] = ()
    """ID numbers that nobody in the station has."""

    @property
    def sentences(self) -> list[str]:
        """What the clerk is told, the good news first."""
        result, told = self.result, []
        if result.admitted:
            told.append(_("加入 {n} 人。").format(n=len(result.admitted)))
        if result.waitlisted:
            told.append(_("班已满，{n} 人列入候补。").format(n=len(result.waitlisted)))
        if result.already:
            told.append(_("已经在班里：{names}。").format(names="、".join(result.already)))
        told += dict.fromkeys(problem.text for problem in (*result.refused, *result.warnings))
        if self.unknown:
            masked = "、".join(number[:6] + "…" + number[-4:] for number in self.unknown)
            told.append(_("站里没有这些身份证号：{numbers}。请先在“人员”里登记，或导入花名册。").format(numbers=masked))
        return told


def take_in(session: Any, class_id: str, person_ids: Sequence[str]) -> Enrolled:
    """Enrol people on the usual day; those who must not be taken are left out and told."""
    day = default_enrolment_day(session, class_id)
    return Enrolled(enrol(session, class_id, person_ids, day, CHANNEL, take_the_rest=True))


def take_in_numbers(session: Any, class_id: str, numbers: Sequence[str]) -> Enrolled:
    """The same for ID numbers, in their order."""
    known = people_by_id_numbers(session, numbers)
    unknown = tuple(number for number in numbers if number not in known)
    done = take_in(session, class_id, [known[number] for number in numbers if number in known])
    return Enrolled(done.result, unknown)


def id_numbers_in(text: str) -> list[str]:
    """ID numbers in pasted text, cleaned, each once, in their order."""
    found = (id_number.clean(match) for match in _NUMBER.findall(half_width(text)))
    return list(dict.fromkeys(found))


class PersonLine(ChoiceLine):
    """Finds people while typing; Enter takes the first one; a pasted column of numbers is handed on whole."""

    picked = Signal(str)
    """Person key."""
    pasted = Signal(list)
    """ID numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self.setPlaceholderText(_("加入学员：姓名、首字母、证件尾号；可粘贴身份证号"))
        self.setAccessibleName(_("加入学员"))
        self.setToolTip(_("加入学员（Ctrl+J）"))
        self.setMinimumWidth(theme.px(440))
        self._arrow.setIcon(icons.icon("search", "soft"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.asked.connect(lambda _text: self._pause.start())
        self.chosen.connect(self._take_person)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+V with several numbers is a roster, not a search."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            numbers = id_numbers_in(text)
            if numbers and (len(numbers) > 1 or "\n" in text.strip()):
                self.pasted.emit(numbers)
                return
        super().keyPressEvent(event)

    def _look(self) -> None:
        typed = self.text().strip()
        self._asked += 1
        number = self._asked
        if not typed:
            self.close_list()
            return

        def ask(session: Any) -> list[search.Hit]:
            return [hit for hit in search.find(session, typed, _LIMIT * 3) if hit.kind == "person"][:_LIMIT]

        self._desk.read(ask, lambda hits: self._show(number, hits))

    def _show(self, number: int, hits: Sequence[search.Hit]) -> None:
        if number != self._asked:
            return
        if hits:
            self.offer([Choice(hit.record_id, f"{hit.title}　{hit.subtitle}") for hit in hits])
        else:
            self.offer([Choice(None, _("没有找到这个人，请先在“人员”里登记，或导入花名册"))])

    def _take_person(self, key: Any) -> None:
        if key is not None:
            self.clear()
            self.picked.emit(key)
