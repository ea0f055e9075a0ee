"""The card right of an import's table: what is wrong with the current row, what to do, raw and cleaned value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.verdicts import ACCEPTED, IGNORED
from station_app.features.people.ui.roster.rows import TONES, RosterRow, field_label, shown_value
from station_app.ui import theme

WIDTH = 288
_KEYS = _("回车 改这一格　F8 下一处　Shift+F8 上一处\nCtrl+Z 撤销更正　Ctrl+回车 采用建议号码")


class Detail(QScrollArea):
    """One row in words."""

    taken = Signal()
    """The suggested ID number is to be used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme.px(WIDTH))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(12))
        first = _card(outer)
        self.title = _label(first, "heading")
        self.outcome = _label(first, "")
        self.reasons = _label(first, "bad")
        self.take = QPushButton()
        self.take.setShortcut("Ctrl+Return")
        self.take.clicked.connect(lambda _checked=False: self.taken.emit())
        first.addWidget(self.take)
        self.warnings = _label(first, "warn")
        self._cell = _card(outer)
        self.cell_title = _label(self._cell, "soft")
        self.raw = _label(self._cell, "")
        self.cleaned = _label(self._cell, "")
        self._known = _card(outer)
        self.known_title = _label(self._known, "soft")
        self.differences = _label(self._known, "")
        keys = _card(outer)
        _label(keys, "soft").setText(_KEYS)
        outer.addStretch(1)
        self.setWidget(body)
        self.show_row(None, "", ())

    def show_row(self, row: RosterRow | None, field: str, differences: Sequence[str]) -> None:
        """A row, the field of the current cell, and how the row differs from the person already registered."""
        if row is None:
            self.title.setText(_("选一行看详情"))
            for part in (self.outcome, self.reasons, self.take, self.warnings):
                part.hide()
            _show(self._cell, shown=False)
            _show(self._known, shown=False)
            return
        verdict = row.verdict
        name = str(verdict.values.get("name") or "")
        self.title.setText("　".join(part for part in (_("第 {n} 行").format(n=verdict.row), name) if part))
        self.outcome.setText(_outcome(row))
        _set_tone(self.outcome, TONES[verdict.disposition])
        self.outcome.show()
        _fill(self.reasons, [found.text for found in verdict.reasons])
        _fill(self.warnings, [found.text for found in verdict.warnings])
        self.take.setText(_("采用 {number}").format(number=verdict.suggested_id))
        self.take.setVisible(bool(verdict.suggested_id))
        self._show_cell(row, field)
        self.known_title.setText(_("库里已有这个人，写入后更新："))
        self.differences.setText("\n".join(differences))
        _show(self._known, shown=bool(differences))

    def _show_cell(self, row: RosterRow, field: str) -> None:
        _show(self._cell, shown=bool(field) and row.verdict.disposition != IGNORED)
        if not field:
            return
        self.cell_title.setText(field_label(field))
        original = row.corrected.get(field, row.cells.get(field, ""))
        lines = [_("表里写的：{text}").format(text=original or _("（空）"))]
        if field in row.corrected:
            lines.append(_("更正为：{text}").format(text=row.cells.get(field, "") or _("（空）")))
        self.raw.setText("\n".join(lines))
        cleaned = shown_value(field, row.verdict.values.get(field))
        self.cleaned.setText(_("将存为：{text}").format(text=cleaned or _("（空）")))
        self.cleaned.setVisible(row.verdict.disposition == ACCEPTED and field in row.verdict.values)


def _outcome(row: RosterRow) -> str:
    verdict = row.verdict
    if verdict.disposition == ACCEPTED:
        return _("可入库，有提醒") if verdict.warnings else _("可入库")
    if verdict.disposition == IGNORED:
        return _("非数据行：标题、表头、合计或空行，不导入。")
    return row.disposition_label


def _card(outer: QVBoxLayout) -> QVBoxLayout:
    card = QFrame()
    card.setProperty("role", "card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(*(theme.px(16),) * 4)
    inner.setSpacing(theme.px(8))
    outer.addWidget(card)
    return inner


def _label(layout: QVBoxLayout, role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    layout.addWidget(label)
    return label


def _fill(label: QLabel, lines: Sequence[str]) -> None:
    label.setText("\n".join(dict.fromkeys(lines)))
    label.setVisible(bool(lines))


def _show(inner: QVBoxLayout, *, shown: bool) -> None:
    card = inner.parentWidget()
    if card is not None:
        card.setVisible(shown)


def _set_tone(label: QLabel, tone: str) -> None:
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)
