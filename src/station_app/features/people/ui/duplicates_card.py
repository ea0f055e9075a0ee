"""A quiet card above the form: this person may be registered already. It never blocks typing (F54)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.ui import theme
from station_app.ui.form import Form
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.storage.database import Session

_WATCHED = ("name", "id_number", "birth_date", "phone")
_PAUSE = 120
"""Milliseconds without a key before it is asked."""
_SHOWN = 3


class DuplicatesCard(QFrame):
    """Watches a person's form and shows who is like her."""

    open_wanted = Signal(str)
    """Open this person instead."""
    merge_wanted = Signal(str, str)
    """The person that is open, and the one to compare her with."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__()
        self.desk, self._form = desk, form
        self.setProperty("role", "warn")
        self.setAccessibleName(_("可能已经有这个人"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*(theme.px(4),) * 4)
        self._layout.setSpacing(theme.px(4))
        self.rows: list[Any] = []
        self.buttons: list[tuple[QPushButton, ...]] = []
        self.dismissed: list[str] = []
        """Said to be somebody else while the new person is not stored yet."""
        self._lines: list[QWidget] = []
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.ask)
        for name in _WATCHED:
            form.editor(name).changed.connect(self._timer.start)
        self.hide()

    def begin(self, *, ask: bool) -> None:
        """Another person is shown."""
        self._timer.stop()
        self.dismissed = []
        self._show(())
        if ask:
            self.ask()

    def ask(self) -> None:
        """Look for people like the one in the form."""
        values = {name: self._value(name) for name in _WATCHED}
        own, dismissed = self._form.record_id, tuple(self.dismissed)
        self._asked += 1
        asked = self._asked

        def read(session: Session) -> Sequence[Any]:
            from station_app.features.people.service import duplicates  # noqa: PLC0415 - not before the first paint

            return duplicates.possible_duplicates(session, values, own, but=dismissed)

        def done(rows: Sequence[Any]) -> None:
            if asked == self._asked and own == self._form.record_id:
                self._show(rows)

        self.desk.read(read, done)

    def _value(self, name: str) -> Any:
        try:
            return self._form.editor(name).value()
        except ValueError:
            return None

    def _show(self, rows: Sequence[Any]) -> None:
        self.rows, self.buttons = list(rows), []
        for line in self._lines:
            self._layout.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        self._lines = []
        for number, row in enumerate(rows[:_SHOWN], start=1):
            self._lines.append(self._line(number, row))
            self._layout.addWidget(self._lines[-1])
        self.setVisible(bool(rows))

    def _line(self, number: int, row: Any) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        born = row.birth_date.isoformat() if row.birth_date else ""
        phone = PERSON["phone"].kind.mask(row.phone)
        facts = "  ".join(part for part in (PERSON["sex"].kind.format(row.sex), born, row.village, phone) if part)
        said = QLabel(_("可能已经有这个人：{name}  {facts}").format(name=row.name, facts=facts))
        said.setProperty("tone", "warn")
        said.setWordWrap(True)
        said.setToolTip(f"{said.text()}\n{row.likeness.sentence}")
        why = QLabel(row.likeness.sentence)
        why.setProperty("role", "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (said, why):
            label.setMinimumWidth(theme.px(40))
            words.addWidget(label)
        line.addLayout(words, 1)
        actions = [(_("打开"), f"Alt+{number}", partial(self.open_wanted.emit, row.id))]
        if self._form.record_id is not None:
            merge = partial(self.merge_wanted.emit, self._form.record_id, row.id)
            actions.append((_("合并…"), f"Ctrl+Alt+{number}", merge))
        actions.append((_("不是同一人"), f"Alt+Shift+{number}", partial(self._distinct, row.id)))
        buttons = []
        for text, key, slot in actions:
            button = QPushButton(text)
            button.setShortcut(key)
            button.setToolTip(_("{text}（{shortcut}）").format(text=text, shortcut=key))
            button.setAccessibleName(f"{text} {row.name}")
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            line.addWidget(button)
            buttons.append(button)
        self.buttons.append(tuple(buttons))
        return made

    def _distinct(self, key: str) -> None:
        own = self._form.record_id
        if own is None:
            self.dismissed.append(key)
            self.ask()
            return

        def write(session: Session) -> None:
            from station_app.features.people.service import duplicates  # noqa: PLC0415

            duplicates.mark_distinct(session, own, key)

        self.desk.save(write, lambda _none: self.ask())
