"""Taking people into a class from the page: by search one after the other, or a pasted column of ID numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from station_app.core.texts import _
from station_app.features.training.service import EnrolResult, default_enrolment_day, enrol
from station_app.features.training.service.lookup import id_tails, lines_of
from station_app.storage import search
from station_app.ui import icons, theme
from station_app.ui.popup import Choice, ChoiceLine
from station_app.ui.screen import Desk

CHANNEL = _("到站")
_LIMIT = 12
_PAUSE_MS = 60
_MANY = 2


def counted(result: EnrolResult) -> list[str]:
    """How many were taken, wait, or need a reason."""
    said = []
    if result.admitted:
        said.append(_("加入 {n} 人。").format(n=len(result.admitted)))
    if result.waitlisted:
        said.append(_("班已满，{n} 人列入候补。").format(n=len(result.waitlisted)))
    if result.registered:
        said.append(_("{n} 人不符合条件，先列为“已报名”，写明原因后才能录取。").format(n=len(result.registered)))
    return said


def told(result: EnrolResult) -> list[str]:
    """What became of the people, in sentences, the good news first."""
    said = counted(result)
    if result.already:
        said.append(_("已经在班里：{names}。").format(names="、".join(result.already)))
    return said + list(dict.fromkeys(problem.text for problem in (*result.refused, *result.warnings)))


def take_in(session: Any, class_id: str, person_ids: Sequence[str]) -> EnrolResult:
    """Enrol people on the usual day; those who must not be taken are left out and told."""
    day = default_enrolment_day(session, class_id)
    return enrol(session, class_id, person_ids, day, CHANNEL, take_the_rest=True)


class PersonLine(ChoiceLine):
    """Finds people while typing; Enter takes the first one; a pasted column is handed on whole."""

    picked = Signal(str)
    """Person key."""
    pasted = Signal(str)
    """A column of ID numbers or names."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self.setPlaceholderText(_("加入学员：姓名、首字母、证件尾号；可粘贴一列身份证号"))
        self.setAccessibleName(_("加入学员"))
        self.setToolTip(_("加入学员（Ctrl+J）"))
        self.setMinimumWidth(theme.px(300))
        self._arrow.setIcon(icons.icon("search", "soft"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.asked.connect(lambda _text: self._pause.start())
        self.chosen.connect(self._take_person)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+V with several numbers or lines is a roster, not a search."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if len(lines_of(text)) >= _MANY:
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)

    def _look(self) -> None:
        typed = self.text().strip()
        self._asked += 1
        number = self._asked
        if not typed:
            self.close_list()
            return

        def ask(session: Any) -> list[Choice]:
            hits = [hit for hit in search.find(session, typed, _LIMIT * 3) if hit.kind == "person"][:_LIMIT]
            tails = id_tails(session, [hit.record_id for hit in hits])
            return [Choice(hit.record_id, _offered(hit, tails.get(hit.record_id, ""))) for hit in hits]

        self._desk.read(ask, lambda found: self._show(number, found))

    def _show(self, number: int, found: Sequence[Choice]) -> None:
        if number != self._asked:
            return
        if found:
            self.offer(found)
        else:
            self.offer([Choice(None, _("没有找到这个人，请先在“人员”里登记，或导入花名册"))])

    def _take_person(self, key: Any) -> None:
        if key is not None:
            self.clear()
            self.picked.emit(key)


def _offered(hit: search.Hit, tail: str) -> str:
    """Name, village and year, and the end of the number: two of one name are told apart."""
    return "　".join(
        part for part in (hit.title, hit.subtitle, _("证件尾号 {tail}").format(tail=tail) if tail else "") if part
    )
