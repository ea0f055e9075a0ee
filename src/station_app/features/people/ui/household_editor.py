"""Choosing the household of a person: by head, pinyin initials, number, village or address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from station_app.core import names
from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui.editors import Editor
from station_app.ui.popup import Choice, ChoiceLine

if TYPE_CHECKING:
    from station_app.features.people.service.households import HouseholdRow

_OFFERED = 30


class HouseholdEditor(Editor):
    """A line with the fitting households below it; the value is the household's key.

    The households are only read once the cursor comes here: to look at a person nobody needs all of them.
    """

    wanted = Signal()
    """Read the households and give them by `set_choices`."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = ChoiceLine()
        self.line.setPlaceholderText(_("户主、户编号或住址"))
        self._adopt(self.line)
        self._titles: dict[str, str] = {}
        self._hays: list[tuple[str, str]] = []
        self._chosen: str | None = None
        self._is_fresh = False
        self._asked: str | None = None
        self.line.asked.connect(self._offer)
        self.line.chosen.connect(self._choose)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.finished)
        self.left.connect(self._settle)

    def name(self, key: str, title: str) -> None:
        """What a household is called, before it is shown."""
        self._titles[key] = title

    def forget_choices(self) -> None:
        """Another person is shown: the households are read anew when the cursor comes here."""
        self._is_fresh, self._asked = False, None

    def set_choices(self, choices: Sequence[tuple[str, str, str]]) -> None:
        """The households to choose from, as `choices_of` makes them."""
        self._titles = {key: title for key, title, _hay in choices}
        self._hays = [(key, hay) for key, _title, hay in choices]
        self._is_fresh = True
        if self._chosen is not None and not self.line.hasFocus():
            self.set_value(self._chosen)
        asked, self._asked = self._asked, None
        if self.line.hasFocus():
            if asked is not None:
                self._offer(asked)
        else:
            self._settle()

    def text(self) -> str:
        """As typed or chosen."""
        return self.line.text()

    def value(self) -> Any:
        """The chosen household; ValueError for words that name none."""
        if not self.text().strip():
            return None
        if self._chosen is None:
            raise ValueError(_("请从列表里选一个家庭；没有的话先点“新建家庭”。"))
        return self._chosen

    def typed(self) -> str:
        """The chosen key, else the words."""
        return self._chosen or self.text()

    def retype(self, typed: str) -> None:
        """A key is shown by its household's title."""
        if _is_key(typed):
            self.set_value(typed)
        else:
            self._chosen = None
            self.line.setText(typed)

    def words(self, typed: str) -> str:
        """The household's title."""
        return self._titles.get(typed, _("（已登记的家庭）") if _is_key(typed) else typed)

    def set_value(self, value: Any) -> None:
        """Shows head, village and address."""
        self._chosen = value or None
        self.line.setText(self._titles.get(value, _("（已登记的家庭）")) if value else "")
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        self.line.setReadOnly(read_only)

    def _on_edited(self, _text: str) -> None:
        self._chosen = None
        self.changed.emit()

    def _fitting(self, query: str) -> list[str]:
        words = query.lower().split()
        return [key for key, hay in self._hays if all(word in hay for word in words)]

    def _offer(self, query: str) -> None:
        if not self._is_fresh:
            self._asked = query
            self.wanted.emit()
            return
        self.line.offer([Choice(key, self._titles[key]) for key in self._fitting(query)[:_OFFERED]])

    def _choose(self, key: Any) -> None:
        self.set_value(key)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The households are on their way before the first key."""
        if event.type() == QEvent.Type.FocusIn and not self._is_fresh and not self.line.isReadOnly():
            self.wanted.emit()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """Words that fit exactly one household mean it."""
        if self._chosen is None and self.text().strip():
            fitting = self._fitting(self.text())
            if len(fitting) == 1:
                self._choose(fitting[0])


def choices_of(rows: Sequence[HouseholdRow]) -> list[tuple[str, str, str]]:
    """(key, title, words to look through) of each household; costs pinyin, so it is for the worker."""
    return [(row.id, _title(row), _hay(row)) for row in rows]


def _is_key(typed: str) -> bool:
    return re.fullmatch("[0-9a-f]{32}", typed) is not None


def _title(row: HouseholdRow) -> str:
    return "  ".join(part for part in (_("{head}户").format(head=row.title), row.village, row.address) if part)


def _hay(row: HouseholdRow) -> str:
    syllables, initials = names.pinyin(row.head_name)
    parts = (row.head_name, syllables.replace(" ", ""), initials, row.household_no, row.village, row.address)
    return "\n".join(parts).lower() + "\n" + _title(row).lower()
