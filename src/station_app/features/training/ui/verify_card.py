"""One verdict, large enough to be read across the desk: the answer, the holder's name, and what to compare."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from station_app.core import codes, dates
from station_app.core.texts import _
from station_app.features.training.fields import HOURS
from station_app.features.training.ui.cards import Card
from station_app.proof import Outcome, Verdict
from station_app.ui import icons, theme

_SIGN = 44
_LOOKS = {
    Outcome.GENUINE: ("circle-check", "accent", _("真的")),
    Outcome.VOID: ("ban", "bad", _("已作废")),
    Outcome.NOT_OURS: ("circle-alert", "warn", _("不是名单里的单位发的")),
    Outcome.DAMAGED: ("triangle-alert", "bad", _("不能认")),
}
"""Icon, tone and word of each answer; the word says it too, for whoever sees no colours."""


class VerdictCard(Card):
    """What is not proven is not shown: without a known issuer there is no name."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict
        icon, tone, word = _LOOKS[verdict.outcome]
        self.setAccessibleName(f"{word}。{verdict.sentence}")
        sign = QLabel()
        colour = str(getattr(theme.tokens(), tone))
        sign.setPixmap(icons.pixmap(icon, theme.px(_SIGN), colour, self.devicePixelRatioF()))
        sign.setFixedSize(theme.px(_SIGN), theme.px(_SIGN))
        self.word = QLabel(word)
        self.word.setProperty("role", "figure")
        self.word.setProperty("tone", tone)
        self.sentence = QLabel(verdict.sentence)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QVBoxLayout()
        head.addWidget(self.word)
        head.addWidget(self.sentence)
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(head, 1)
        self.body.addLayout(line)
        if verdict.name:
            self.body.addLayout(self._values(verdict))

    def _values(self, verdict: Verdict) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(theme.px(_SIGN + 16), theme.px(8), 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, (label, text) in enumerate(_lines(verdict)):
            said, value = QLabel(label), QLabel(text)
            said.setProperty("role", "soft")
            if not row:
                value.setProperty("role", "figure")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(said, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, row, 1)
        return grid


def _lines(verdict: Verdict) -> list[tuple[str, str]]:
    days = ""
    if verdict.start and verdict.end:
        days = _("{start}至{end}").format(start=dates.long_date(verdict.start), end=dates.long_date(verdict.end))
    return [
        (_("持证人"), verdict.name),
        (_("身份证号后四位"), verdict.id_tail or _("没有写")),
        (_("证书编号"), verdict.number),
        (_("类型"), codes.table("certificate_type").label(verdict.kind)),
        (_("课程"), verdict.course),
        (_("课时"), HOURS.format(verdict.hours)),
        (_("培训日期"), days),
        (_("发证日期"), dates.long_date(verdict.issued) if verdict.issued else ""),
        (_("发证单位"), verdict.issuer),
    ]
