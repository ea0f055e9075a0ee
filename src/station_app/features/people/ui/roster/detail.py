"""The card right of an import's table: what is wrong with the current row, what to do, raw and cleaned value."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.labels import CATEGORY
from station_app.features.people.rules.roster.sentences import document_sentence
from station_app.features.people.rules.roster.verdicts import ACCEPTED, IGNORED, RowKey
from station_app.features.people.ui.roster.rows import TONES, RosterRow, field_label, shown_value
from station_app.ui import theme

WIDTH, NARROW_WIDTH = 288, 256
_KEYS = (
    (_("回车"), _("改这一格")),
    ("F8", _("下一处问题")),
    ("Shift+F8", _("上一处问题")),
    ("Ctrl+Z", _("撤销更正")),
    (_("Ctrl+回车"), _("采用建议的号码")),
    ("Ctrl+S", _("写入")),
)


class Detail(QScrollArea):
    """One row in words."""

    taken = Signal()
    """The suggested ID number is to be used."""
    preferred = Signal(object, bool)
    """(sheet and row, field) of a difference, and whether the file's value is to replace the station's."""

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
        self.take.clicked.connect(lambda _checked=False: self.taken.emit())
        first.addWidget(self.take)
        self.warnings = _label(first, "warn")
        self._cell = _card(outer)
        self.cell_title = _label(self._cell, "soft")
        self.raw = _label(self._cell, "")
        self.cleaned = _label(self._cell, "")
        self._known = _card(outer)
        self.known_title = _label(self._known, "soft")
        self.choices: list[QCheckBox] = []
        self._choice_keys: list[tuple[RowKey, str, str, str]] = []
        keys = _card(outer)
        for key, meaning in _KEYS:
            line = QHBoxLayout()
            name = QLabel(key)
            name.setFixedWidth(theme.px(80))
            line.addWidget(name)
            told = QLabel(meaning)
            told.setProperty("role", "soft")
            line.addWidget(told, 1)
            keys.addLayout(line)
        outer.addStretch(1)
        self.setWidget(body)
        self.show_row(None, "", ())

    def show_row(self, row: RosterRow | None, key: str, preferred: Collection[tuple[RowKey, str]]) -> None:
        """A row, the key of the current cell's column, and which of the file's values replace the station's."""
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
        told = document_sentence(verdict)
        _fill(self.reasons, [*(found.text for found in verdict.reasons), *([told] if told else [])])
        _fill(self.warnings, [found.text for found in verdict.warnings])
        self.reasons.setProperty("role", TONES[verdict.disposition])
        _set_tone(self.reasons, "")
        self.take.setText(_("采用 {number}").format(number=verdict.suggested_id))
        self.take.setShortcut("Ctrl+Return")  # another text takes the shortcut away
        self.take.setVisible(bool(verdict.suggested_id))
        self._show_cell(row, key, preferred)
        self._show_known(row, preferred)

    def _show_known(self, row: RosterRow, preferred: Collection[tuple[RowKey, str]]) -> None:
        keys = [(each.row, each.field, each.kept, each.found) for each in row.differences]
        if keys and keys == self._choice_keys:
            self._tick(row, preferred)  # the tick that has the cursor stays where it is
            _show(self._known, shown=True)
            return
        self._choice_keys = keys
        for old in self.choices:
            self._known.removeWidget(old)
            old.deleteLater()
        self.choices = []
        self.known_title.setText(_("库里已有这个人。空缺会补上；下面几项写法不同，不打勾就保留库里的。"))
        for each in row.differences:
            what = (each.row, each.field)
            tick = QCheckBox(
                _("{label}改用文件里的\n库里：{kept}\n文件：{found}").format(
                    label=each.label, kept=each.kept, found=each.found
                )
            )
            tick.setChecked(what in preferred)
            tick.toggled.connect(lambda on, what=what: self.preferred.emit(what, on))
            self._known.addWidget(tick)
            self.choices.append(tick)
        _show(self._known, shown=bool(row.differences))

    def _tick(self, row: RosterRow, preferred: Collection[tuple[RowKey, str]]) -> None:
        for each, tick in zip(row.differences, self.choices, strict=True):
            was = tick.blockSignals(True)
            tick.setChecked((each.row, each.field) in preferred)
            tick.blockSignals(was)

    def _show_cell(self, row: RosterRow, key: str, preferred: Collection[tuple[RowKey, str]]) -> None:
        _show(self._cell, shown=bool(key) and row.verdict.disposition != IGNORED)
        if not key:
            return
        ticked = key.startswith(CATEGORY)
        field = "categories" if ticked else key
        self.cell_title.setText(key.removeprefix(CATEGORY) if ticked else field_label(field))
        original = {**row.cells, **row.raw, **row.corrected}.get(key, "")
        lines = [_("表里写的：{text}").format(text=original or _("（空）"))]
        if key in row.corrected:
            lines.append(_("更正为：{text}").format(text=row.cells.get(key, "") or _("（空）")))
        self.raw.setText("\n".join(lines))
        cleaned = shown_value(field, row.verdict.values.get(field))
        for each in row.differences:
            if each.field == field and (each.row, field) not in preferred:
                cleaned = each.kept
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
