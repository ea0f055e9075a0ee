"""Editors for places: a division found by name, initials or code level by level, and a village written as words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from station_app.core import names
from station_app.core.divisions import Division, Divisions, parent_of
from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import office, theme
from station_app.ui.editors import Editor, LineEditor, lock
from station_app.ui.popup import Choice, ChoiceLine, TitlePainter

_OFFERED = 60
_COUNTY = 6
_VILLAGE = 12
_CODE = re.compile(r"[0-9 ]+")
_UP, _STAY, _INTO = "up", "stay", "into"


@lru_cache(maxsize=8000)
def _pinyin(name: str) -> tuple[str, str]:
    full, initials = names.pinyin(name)
    return full.replace(" ", ""), initials


def fitting(found: Sequence[Division], query: str, limit: int = _OFFERED) -> list[Division]:
    """Divisions whose name, initials, pinyin or code begins with the query, then those that hold it."""
    typed = query.strip().lower()
    if not typed:
        return list(found[:limit])
    ranked = []
    for order, division in enumerate(found):
        words = (division.name, division.code, *(_pinyin(division.name) if typed.isascii() else ()))
        if any(word.startswith(typed) for word in words):
            ranked.append((0, order, division))
        elif any(typed in word for word in words[:1] + words[2:]):
            ranked.append((1, order, division))
    return [division for _rank, _order, division in sorted(ranked, key=lambda r: r[:2])][:limit]


class _Places:
    """The divisions as the station knows them: national list, own changes, its own county."""

    def __init__(self, editor: Editor) -> None:
        self.book = Divisions()
        self.home = ""
        here = office.current()
        if here is None or here.home is None or here.own_divisions is None:
            return
        home, own = here.home, here.own_divisions
        here.desk.read(lambda session: (home(session), list(own(session))), lambda told: self._know(editor, *told))

    def _know(self, editor: Editor, home: str, own: Sequence[Division]) -> None:
        self.home, self.book = home, Divisions(own)
        if isinstance(editor, DivisionEditor):
            editor.show_again()

    def near(self) -> list[Division]:
        """Townships and villages of the own county."""
        return self._inside(self.home[:6]) if self.home else []

    def far(self) -> list[Division]:
        """Every county, city and province."""
        provinces = self.book.below("")
        cities = [city for province in provinces for city in self.book.below(province.code)]
        return [*(county for city in cities for county in self.book.below(city.code)), *cities, *provinces]

    def beyond(self, typed: str, limit: int) -> list[Division]:
        """Places of any other county: by code, or by its name before theirs (唐河县城郊乡, 唐河 城郊)."""
        if typed.isdigit():
            elsewhere = len(typed) >= _COUNTY and typed[:_COUNTY] != self.home[:_COUNTY]
            return fitting(self._inside(typed[:_COUNTY]), typed, limit) if elsewhere else []
        found: list[Division] = []
        for county in self.far() if len(typed) > 2 else ():
            start = next((s for s in (county.name, f"{county.name[:-1]} ") if typed.startswith(s)), "")
            if len(county.code) == _COUNTY and start and (rest := typed.removeprefix(start).strip()):
                found += fitting(self._inside(county.code), rest, limit)
        return found[:limit]

    def below_city(self, typed: str) -> str:
        """Without the names of province and city before it, as a whole address begins; those alone stay."""
        rest = typed.strip()
        for code in ("", *(province.code for province in self.book.below(""))):
            for above in self.book.below(code):
                if rest.startswith(above.name) and rest != above.name:
                    rest = rest.removeprefix(above.name).strip()
        return rest

    def _inside(self, county: str) -> list[Division]:
        """Townships of a county, the own one first, then their villages."""
        townships = self.book.below(county)
        own = [t for t in townships if t.code == self.home[:9]]
        ordered = own + [t for t in townships if t not in own]
        return [*ordered, *(village for township in ordered for village in self.book.below(township.code))]


class DivisionEditor(Editor):
    """A division code, shown as its full name; the list goes from the own county down and up to the whole country."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = ChoiceLine()
        self.line.setPlaceholderText(field.hint or _("村名、首字母或代码"))
        self.line.list.setItemDelegate(TitlePainter(self.line.list))
        self.line.list_width = theme.px(380)
        self._adopt(self.line)
        self.line.setToolTip(_("输入村名、首字母、代码，或“县名+乡镇名”；按 ↓ 从本县逐级选"))
        self._chosen: str | None = None
        self._at = ""
        """The division whose parts the list shows."""
        self._goes_on = False
        self._places = _Places(self)
        self.line.asked.connect(self._offer)
        self.line.chosen.connect(self._choose)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_return)
        self.left.connect(self._settle)

    def text(self) -> str:
        """As typed or chosen."""
        return self.line.text()

    def value(self) -> Any:
        """The code; a typed code counts also when nobody knows it, other words must be chosen from the list."""
        if self._chosen is not None:
            return self._chosen
        typed = self.line.text().strip()
        if not typed:
            return None
        code = self.field.kind.parse(typed)
        if not code.isdigit():
            found = fitting([d for d in self._places.near() if d.name == typed], typed)
            if len(found) == 1:
                return found[0].code
            raise ValueError(_("请从列表里选（按 ↓ 打开），或输入 6、9、12 位区划代码。"))
        return code

    def set_value(self, value: Any) -> None:
        """Shows the name from the county down, province, city and code below; a code that nobody knows as it is."""
        self._chosen = value or None
        self._at = ""
        self.show_again()

    def show_again(self) -> None:
        """After more is known about places."""
        if self._chosen is None:
            if not self.line.text():
                self.set_note("")
            return
        book = self._places.book
        self.line.setText(book.full_name(self._chosen, from_level=6) or self._chosen)
        self.line.setCursorPosition(0)
        self.line.setToolTip(book.full_name(self._chosen))
        if book.find(self._chosen) is not None:
            self.set_note("・".join(part for part in (book.full_name(self._chosen[:4]), self._chosen) if part))
        else:
            self.set_note(_("区划名录里没有这个代码，照样可以保存。") if self.text_problem() is None else "")

    def typed(self) -> str:
        """The code, else the words."""
        return self._chosen or self.line.text()

    def retype(self, typed: str) -> None:
        """A whole code is shown by its name."""
        if len(typed) in (6, 9, 12, 14) and typed.isdigit():
            self.set_value(typed)
        else:
            self._chosen = None
            self.line.setText(typed)

    def words(self, typed: str) -> str:
        """The full name."""
        return self._places.book.full_name(typed) or typed

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        lock(self.line, read_only=read_only)

    def _on_edited(self, _text: str) -> None:
        self._chosen = None
        self._at = ""
        self.set_note("")
        self.changed.emit()

    def _offer(self, query: str) -> None:
        """Typed words look near first, then far; without words the list shows one level."""
        book = self._places.book
        if query.strip():
            typed = re.sub(r"\s", "", query) if _CODE.fullmatch(query) else self._places.below_city(query)
            found = fitting(self._places.near(), typed)
            found += fitting(self._places.far(), typed, max(0, _OFFERED - len(found)))
            found += self._places.beyond(typed, max(0, _OFFERED - len(found)))
            self.line.offer(
                [Choice((_STAY if d.code == typed else _INTO, d.code), self._told(d)) for d in found]
            )  # who typed a whole code means it
            return
        at = self._at or (parent_of(self._chosen) if self._chosen else self._places.home[:6])
        choices = [Choice((_INTO, division.code), f"{division.name}\t{division.code}") for division in book.below(at)]
        here = book.find(at)
        if here is not None:
            stay = [Choice((_STAY, at), _("✓ 就选 {name}").format(name=here.name) + f"\t{at}")] if len(at) >= 6 else []
            choices = [*stay, *choices, Choice((_UP, parent_of(at)), _("↑ 上一级") + "\t" + book.full_name(at))]
        self.line.offer(choices)

    def _told(self, division: Division) -> str:
        above = "".join(step.name for step in self._places.book.path(parent_of(division.code)))
        return f"{division.name}\t{above}  {division.code}"

    def _choose(self, choice: Any) -> None:
        what, code = choice
        self._goes_on = what == _UP or (what == _INTO and len(code) < _VILLAGE and bool(self._places.book.below(code)))
        self._at = code if self._goes_on else ""
        if what != _UP:
            self._chosen = code if len(code) >= 6 else None
            if self._chosen is not None:
                self.show_again()
            else:
                self.line.setText(self._places.book.full_name(code))
            self.changed.emit()
        if self._goes_on:
            QTimer.singleShot(0, self, self._offer_level)

    def _offer_level(self) -> None:
        if self.line.hasFocus():
            self._offer_at(self._at)

    def _offer_at(self, code: str) -> None:
        self._at = code
        if code:
            self._offer("")
        else:
            provinces = self._places.book.below("")
            self.line.offer([Choice((_INTO, p.code), f"{p.name}\t{p.code}") for p in provinces])

    def _on_return(self) -> None:
        """Enter that opened the next level stays here."""
        if not (self.line.took and self._goes_on):
            self._settle()
            self.finished.emit()

    def _settle(self) -> None:
        if self._chosen is None and self.line.text().strip():
            try:
                self._chosen = self.value()
            except ValueError:
                return
            self.show_again()


_ENDINGS = (
    (re.compile(r"村?(村民委员会|村委会)$"), "村"),
    (re.compile(r"(社区)?(居民委员会|居委会)$"), "社区"),
)


def said(name: str) -> str:
    """A village as people and rosters write it: 陈庄村民委员会 → 陈庄村, 城郊社区居委会 → 城郊社区."""
    for ending, word in _ENDINGS:
        if ending.search(name):
            return ending.sub(word, name)
    return name


class VillageEditor(LineEditor):
    """A village as words, with the own county's villages offered while typing; any other words are kept as typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._places = _Places(self)

    def make_line(self) -> ChoiceLine:
        """A line that offers."""
        line = ChoiceLine()
        line.list.setItemDelegate(TitlePainter(line.list))
        line.list_width = theme.px(300)
        line.asked.connect(self._offer)
        line.chosen.connect(self._choose)
        return line

    def _offer(self, query: str) -> None:
        villages = [place for place in self._places.near() if len(place.code) >= _VILLAGE]
        found = fitting(villages, query)
        line = self.line
        if isinstance(line, ChoiceLine):
            told = [Choice(said(v.name), f"{said(v.name)}\t{self._township(v)}") for v in found]
            line.offer(told, first_is_current=query.isascii() and bool(query))

    def _township(self, village: Division) -> str:
        above = self._places.book.find(village.code[:9])
        return above.name if above is not None else ""

    def _choose(self, name: Any) -> None:
        self.line.setText(name)
        self.changed.emit()
