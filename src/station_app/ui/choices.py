"""Editors for codes: one code or several, found by typing part of the word, its pinyin initials or the code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core import codes, names
from station_app.core.fields import Field
from station_app.core.kinds import Code, Codes
from station_app.core.texts import _
from station_app.ui.editors import Editor, lock
from station_app.ui.popup import Choice, ChoiceLine

_TICK = "✓ "
_NEXT = "、"
_BETWEEN = re.compile(r"[、,，;；/\s]+")


@lru_cache(maxsize=4000)
def _keys(label: str) -> tuple[str, str]:
    full, initials = names.pinyin(label)
    return full.replace(" ", ""), initials


def fits(query: str, code: str, label: str) -> int:
    """How well a choice fits typed text, smaller is better; 9 = not at all."""
    typed = query.strip().lower()
    if not typed or typed == code.lower() or typed == label.lower():
        return 0
    if label.lower().startswith(typed):
        return 1
    if typed.isascii():
        full, initials = _keys(label)
        if initials.startswith(typed):
            return 2
        if full.startswith(typed):
            return 3
        if typed in initials:
            return 4
    return 5 if typed in label.lower() else 9


def matching(table: codes.CodeTable, query: str, offered: tuple[str, ...] = ()) -> list[Choice]:
    """Choices of a code table that fit, best first, in the table's own order among equals."""
    ranked = [
        (fits(query, code, label), order, Choice(code, label))
        for order, (code, label) in enumerate(table)
        if not offered or code in offered
    ]
    return [choice for rank, _order, choice in sorted(ranked, key=lambda r: r[:2]) if rank < 9]


class CodeEditor(Editor):
    """One code of a table; the list opens while typing."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if not isinstance(field.kind, Code):
            raise TypeError(field.name)
        self._kind = field.kind
        self._table = codes.table(field.kind.table)
        self.line = ChoiceLine()
        self.line.setPlaceholderText(field.hint or _("输入首字母查找"))
        self._adopt(self.line)
        self.line.asked.connect(self._offer)
        self.line.chosen.connect(self._choose)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self.finished)
        self.left.connect(self._settle)

    def text(self) -> str:
        """As typed or chosen."""
        return self.line.text()

    def value(self) -> Any:
        """The code; text that fits exactly one choice counts as that choice."""
        typed = self.text()
        if not typed.strip() or self._table.find(typed) is not None:
            return self._kind.parse(typed)
        fitting = matching(self._table, typed, self._kind.offered)
        if len(fitting) == 1:
            return fitting[0].value
        return self._kind.parse(typed)

    def set_value(self, value: Any) -> None:
        """Shows the code's name."""
        self.line.setText(self._kind.format(value))
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        lock(self.line, read_only=read_only)

    def _offer(self, query: str) -> None:
        self.line.offer(matching(self._table, query, self._kind.offered))

    def _choose(self, code: Any) -> None:
        self.set_value(code)
        self.changed.emit()

    def _settle(self) -> None:
        try:
            code = self.value()
        except ValueError:
            return
        if code is not None:
            self.set_value(code)


class CodesEditor(Editor):
    """Several codes of a table, shown as words joined by 、; taking a choice again removes it.

    Enter after a choice stays, for the next one, which needs no 、 typed before it; without a choice it moves on.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if not isinstance(field.kind, Codes):
            raise TypeError(field.name)
        self._kind = field.kind
        self._table = codes.table(field.kind.table)
        self.line = ChoiceLine()
        self.line.setPlaceholderText(field.hint or _("可选多项，输入首字母查找"))
        self.line.adds = True
        self._adopt(self.line)
        self.line.asked.connect(self._offer)
        self.line.chosen.connect(self._choose)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self._on_return)
        self.left.connect(self._tidy)

    def text(self) -> str:
        """As typed or chosen."""
        return self.line.text()

    def set_value(self, value: Any) -> None:
        """Shows the codes' names."""
        self.line.setText(self._kind.format(value))
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        lock(self.line, read_only=read_only)

    def _parts(self) -> tuple[list[str], str]:
        """Codes already there, and what is being typed behind them."""
        taken: list[str] = []
        rest = ""
        for word in filter(None, _BETWEEN.split(self.text())):
            rest = word
            while rest and (found := self._beginning(rest)) is not None:
                taken.append(found[0])
                rest = rest[found[1] :]
        return taken, rest

    def _beginning(self, word: str) -> tuple[str, int] | None:
        """The code whose name a word is or begins with, and how many characters that takes."""
        code = self._table.find(word)
        if code is not None:
            return code, len(word)
        names_first = sorted(self._table, key=lambda each: -len(each[1]))
        return next(((code, len(label)) for code, label in names_first if word.startswith(label)), None)

    def _offer(self, _query: str) -> None:
        taken, rest = self._parts()
        ticked = [
            Choice(choice.value, (_TICK if choice.value in taken else "") + choice.text)
            for choice in matching(self._table, rest)
        ]
        self.line.offer(ticked, first_is_current=bool(rest))

    def _choose(self, code: Any) -> None:
        taken, _rest = self._parts()
        chosen = [c for c in taken if c != code] if code in taken else [*taken, code]
        words = self._kind.format(tuple(chosen))
        self.line.setText(words + _NEXT if words else "")
        self.changed.emit()

    def _tidy(self) -> None:
        """No 、 behind the last one."""
        if not self.line.isReadOnly() and self.text().endswith(_NEXT):
            self.line.setText(self.text().removesuffix(_NEXT))

    def _on_return(self) -> None:
        if not self.line.took:
            self._tidy()
            self.finished.emit()
