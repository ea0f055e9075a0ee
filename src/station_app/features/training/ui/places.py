"""Beside the trainees: how many places are taken, who comes next, and why somebody may be in the class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from station_app.core.texts import _
from station_app.features.training.rules import attendance, eligibility
from station_app.features.training.rules.eligibility import Item
from station_app.features.training.service.rows import ClassDetail, TraineeRow
from station_app.features.training.ui.cards import Card, Figures, SignedLine
from station_app.ui import icons, theme
from station_app.ui.screen import button_for
from station_app.ui.theme import Tone

_SIGNS: dict[str, tuple[str, Tone]] = {
    eligibility.PASS: ("circle-check", "accent"),
    eligibility.WARN: ("triangle-alert", "warn"),
    eligibility.FAIL: ("circle-alert", "bad"),
    eligibility.FORBIDDEN: ("ban", "bad"),
}


class PlacesCard(Card):
    """Figures of the roll."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = Figures((_("录取/计划"), _("候补"), _("待录取")))
        self.body.addWidget(self.figures)

    def show_detail(self, detail: ClassDetail) -> None:
        """Taken and planned places, the waiting list, who still needs a decision."""
        row = detail.row
        full = row.trainee_count >= row.planned_count
        self.figures.show_figures(
            (f"{row.trainee_count}/{row.planned_count}", "accent" if full else ""),
            (str(len(detail.waiting)), ""),
            (str(len(detail.registered)), "warn" if detail.registered else ""),
        )


class ConditionsCard(Card):
    """报名条件: each condition with its sign and sentence; the reason where one was overridden."""

    def __init__(self) -> None:
        super().__init__(_("报名条件"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(10))
        self.body.addLayout(self._rows)
        self._texts: list[str] = []
        self.hide()

    def show_person(self, row: TraineeRow, items: Sequence[Item]) -> None:
        """The conditions of one person as they are today."""
        self.set_heading(_("{name} · 报名条件").format(name=row.name))
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._texts = [one.text for one in items]
        for one in items:
            icon, tone = _SIGNS[one.verdict]
            self._rows.addWidget(SignedLine(icon, tone, one.text, one.label))
        if row.was_late and row.best is not None:
            text = _("插班，出勤率最高可达 {best}。").format(best=attendance.rate_text(row.best))
            lost = row.standing.code == attendance.LOST
            self._texts.append(text)
            self._rows.addWidget(SignedLine("circle-alert" if lost else "info", "bad" if lost else "soft", text))
        if row.override_reason:
            text = _("破例录取：{reason}").format(reason=row.override_reason)
            self._texts.append(text)
            self._rows.addWidget(SignedLine("info", "soft", text))
        self.show()

    def texts(self) -> list[str]:
        """The sentences shown."""
        return list(self._texts)


class OfferBar(QFrame):
    """有空名额: who comes next from the waiting list, and the button that admits them."""

    def __init__(self, move_up: Callable[[], Any]) -> None:
        super().__init__()
        self.setProperty("role", "warn")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        sign = QLabel()
        sign.setPixmap(icons.icon("users", "warn").pixmap(theme.px(18)))
        self.label = QLabel()
        self.label.setProperty("tone", "warn")
        self.label.setWordWrap(True)
        self.button = button_for(_("递补"), "", move_up, shortcut="Ctrl+U", writes=True)
        line.addWidget(sign)
        line.addWidget(self.label, 1)
        line.addWidget(self.button)
        self.hide()

    def show_detail(self, detail: ClassDetail | None) -> None:
        """Shown while there are free places and people who wait for one; None hides it."""
        moving = min(detail.free_places, len(detail.waiting)) if detail is not None else 0
        if detail is not None and moving:
            names = "、".join(row.name for row in detail.waiting[:moving][:3])
            more = _("等") if moving > 3 else ""
            text = _("空出 {free} 个名额，候补 {n} 人，下一位：{names}{more}。")
            self.label.setText(text.format(free=detail.free_places, n=len(detail.waiting), names=names, more=more))
            self.button.setText(_("递补 {n} 人").format(n=moving))
        self.setVisible(bool(moving))
