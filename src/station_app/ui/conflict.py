"""Somebody else changed the record meanwhile: their other fields come in, the same fields are asked one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.buttons import button

if TYPE_CHECKING:
    from station_app.ui.form import Form

_SHOWN = 120
"""Characters of a long text, around the place where the two sides part."""
_MINE, _THEIRS = 0, 1
Changed = Mapping[str, tuple[str, dt.datetime]]
"""Field → who changed it last and when."""


@dataclass(frozen=True)
class Difference:
    """One field that both sides changed; texts as typed into its editor."""

    name: str
    base: str
    mine: str
    theirs: str
    who: str
    """王敏 15:42, or how else the other side is called."""


def meet(form: Form, stored: Mapping[str, Any], changed: Changed) -> bool:
    """Take the version `stored` as the one that typing began from; what only the other side changed comes in.

    False when fields were changed by both: they are asked in a card above the form, which then saves by `submitted`.
    """
    mine, was = form.edits.differing(), form.opened
    form.opened = dict(stored)
    asked = []
    for name in form.names:
        if stored.get(name) == was.get(name):
            continue
        who = said(*changed[name]) if name in changed else _("别人")
        if name not in mine:
            form.take(name, stored.get(name))
            form.show_note(name, _("{who} 改的").format(who=who))
            continue
        theirs = form.edits.meet(name, stored.get(name))
        if theirs != mine[name][1]:
            asked.append(Difference(name, *mine[name], theirs, who))
    form.show_problems(())
    if not asked:
        return True
    others = "、".join(dict.fromkeys(difference.who for difference in asked))
    heading = _("{others} 改过这条记录。下面 {n} 项和您填的不一样，请逐项选一个，再保存。")
    ask(form, asked, heading.format(others=others, n=len(asked)), _("按所选保存"), form.submitted.emit)
    return False


def ask(
    form: Form, differences: Sequence[Difference], heading: str, accept: str, then: Callable[[], object]
) -> Choosing:
    """Put the card above the form; `then` is called once every field is decided."""
    if form.conflict is not None:
        close(form)
    card = Choosing(form, differences, heading, accept, then)
    form.conflict = card
    form.above.addWidget(card)
    card.chain_after(form)
    form.ensureVisible(0, 0)
    card.focus()
    form.announce(heading)
    return card


def close(form: Form) -> None:
    """Take the card away."""
    card, form.conflict = form.conflict, None
    if card is not None:
        card.hide()
        card.deleteLater()


def said(who: str, at: dt.datetime) -> str:
    """王敏 15:42; with the date when it was not today."""
    local = at.astimezone()
    return f"{who} {local:%H:%M}" if local.date() == clock.today() else f"{who} {local:%Y-%m-%d %H:%M}"


class Choosing(QFrame):
    """The card: one line a field, 打开时 / 我填的 / 对方的; arrows choose, Enter goes on, the last Enter saves."""

    def __init__(
        self, form: Form, differences: Sequence[Difference], heading: str, accept: str, then: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(heading)
        self._form, self._then = form, then
        self.differences = tuple(differences)
        self._buttons: list[tuple[Choice, Choice]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(12))
        title = QLabel(heading)
        title.setProperty("role", "warn")
        title.setWordWrap(True)
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        sides = {difference.who for difference in self.differences}
        theirs = sides.pop() if len(sides) == 1 else _("对方的")
        for at, head in enumerate((_("项目"), _("打开时"), _("我填的"), theirs)):
            grid.addWidget(_label(head, "small"), 0, at)
        for row, difference in enumerate(self.differences):
            self._line(grid, row, difference)
        for at, stretch in enumerate((0, 2, 3, 3)):
            grid.setColumnStretch(at, stretch)
        grid.setColumnMinimumWidth(0, theme.px(72))
        column.addLayout(grid)
        self._foot(column, accept)

    def choice(self, name: str, *, mine: bool) -> Choice:
        """The choice of one side for a field."""
        row = next(at for at, difference in enumerate(self.differences) if difference.name == name)
        return self._buttons[row][_MINE if mine else _THEIRS]

    def chain_after(self, form: Form) -> None:
        """Tab comes here before the first field: line by line, then the buttons below, then the form."""
        stops: list[QWidget] = [form, *(choice for pair in self._buttons for choice in pair), *self._foot_buttons]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def focus(self) -> None:
        """The cursor to the first field that is not decided yet, or to the button that goes on."""
        for pair in self._buttons:
            if not any(choice.isChecked() for choice in pair):
                pair[_MINE].setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.accept_button.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Left and right choose, up and down go to another field, Enter takes what the cursor is on and goes on."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        place = next(((r, s) for r, pair in enumerate(self._buttons) for s in (0, 1) if pair[s] is watched), None)
        if place is None:
            return super().eventFilter(watched, event)
        (row, side), key = place, event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose(row, _MINE if key == Qt.Key.Key_Left else _THEIRS)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            to = row + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= to < len(self._buttons):
                self._buttons[to][side].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(row, side)
            self.focus()
        else:
            return super().eventFilter(watched, event)
        return True

    def _line(self, grid: QGridLayout, row: int, difference: Difference) -> None:
        described = self._form.record[difference.name]
        base, mine, theirs = _said_apart(self._form, difference)
        grid.addWidget(_label(described.label), row + 1, 0)
        grid.addWidget(_label(base or _("（空）"), "soft"), row + 1, 1)
        pair = (Choice(_cut(mine, difference)), Choice(_cut(theirs, difference)))
        for side, (choice, whose, text) in enumerate(
            zip(pair, (_("我填的"), difference.who), (mine, theirs), strict=True)
        ):
            choice.setAccessibleName(
                _("{field}，{whose}：{text}").format(field=described.label, whose=whose, text=text or _("（空）"))
            )
            choice.setToolTip(f"{whose}：{text}" if text else whose)
            choice.clicked.connect(lambda _checked=False, side=side: self._choose(row, side))
            choice.installEventFilter(self)
            grid.addWidget(choice, row + 1, 2 + side)
        self._buttons.append(pair)

    def _foot(self, column: QVBoxLayout, accept: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        hint = QLabel(_("← → 选择，↑ ↓ 换一项，回车选定"))
        hint.setProperty("role", "small")
        line.addWidget(hint, 1)
        self._foot_buttons: list[QWidget] = []
        if len(self.differences) > 1:
            self._foot_buttons.append(button(_("都用我填的"), lambda: self._choose_all(_MINE), shortcut="Alt+W"))
            self._foot_buttons.append(button(_("都用对方的"), lambda: self._choose_all(_THEIRS), shortcut="Alt+D"))
        self.accept_button = button(accept, self._accept, primary=True)
        self.accept_button.setToolTip(_("{words}（选完最后一项按回车）").format(words=accept))
        self.accept_button.setEnabled(False)
        self._foot_buttons.append(self.accept_button)
        for each in self._foot_buttons:
            line.addWidget(each)
        column.addLayout(line)

    def _choose(self, row: int, side: int) -> None:
        for at, choice in enumerate(self._buttons[row]):
            choice.setChecked(at == side)
        self._buttons[row][side].setFocus(Qt.FocusReason.OtherFocusReason)
        decided = all(any(choice.isChecked() for choice in pair) for pair in self._buttons)
        self.accept_button.setEnabled(decided)

    def _choose_all(self, side: int) -> None:
        for row in range(len(self._buttons)):
            self._choose(row, side)
        self.focus()

    def _accept(self) -> None:
        chosen = zip(self.differences, self._buttons, strict=True)
        texts = {d.name: (d.mine if pair[_MINE].isChecked() else d.theirs) for d, pair in chosen}
        close(self._form)
        self._form.put(texts)
        self._then()


class Choice(QPushButton):
    """One side's value, wrapped where it is long, with a mark when it is the one to keep."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.words = text or _("（空）")
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme.px(10), theme.px(6)) * 2)
        inside.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._mark)
        self._mark(on=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As much room as the words want."""
        return QSize(theme.px(160), self.heightForWidth(max(self.width(), theme.px(160))))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As high as the wrapped words are."""
        layout = self.layout()
        return max(theme.px(36), layout.heightForWidth(width) if layout is not None else 0)

    def _mark(self, on: bool) -> None:
        self._label.setText(("● " if on else "○ ") + self.words)


def _said_apart(form: Form, difference: Difference) -> tuple[str, str, str]:
    """The three versions as people read them: masked (R-50), unless the masks would look the same."""
    editor = form.editor(difference.name)
    versions = (difference.base, difference.mine, difference.theirs)
    base, mine, theirs = (editor.words(text) for text in versions)
    return versions if mine == theirs else (base, mine, theirs)


def _cut(text: str, difference: Difference) -> str:
    """Long text from a little before the place where the two sides part."""
    flat = text.replace("\n", " ")
    if len(flat) <= _SHOWN:
        return flat
    same = next(
        (at for at, (a, b) in enumerate(zip(difference.mine, difference.theirs, strict=False)) if a != b),
        min(len(difference.mine), len(difference.theirs)),
    )
    start = max(0, min(same - 8, len(flat) - _SHOWN))
    end = "…" if start + _SHOWN < len(flat) else ""
    return ("…" if start else "") + flat[start : start + _SHOWN] + end


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "soft")
    if role:
        label.setProperty("role", role)
    return label
