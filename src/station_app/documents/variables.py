"""What a layout may show: variables with a label, a sample and a value; features contribute theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.layout import SLOT, Layout, slots


@dataclass(frozen=True)
class Variable:
    """One {name} of a layout."""

    name: str
    label: str
    """As the layout editor lists it: 姓名."""
    sample: str
    longest: str
    """The longest that occurs, to see whether a box is large enough."""
    evaluate: Callable[[Any], str]
    """From the values of one paper."""


class Variables:
    """The variables of one kind of paper."""

    def __init__(self, variables: Iterable[Variable]) -> None:
        self.all = tuple(variables)
        self._by_name = {each.name: each for each in self.all}

    def check(self, layout: Layout) -> None:
        """Refuse a layout that asks for a variable that there is not."""
        strange = [name for name in slots(layout) if name not in self._by_name]
        if strange:
            sentence = _("版式“{title}”里的 {{{name}}} 这个程序没有，不能打印。请改版式，或用新一点的版本。")
            raise Refused(sentence.format(title=layout.title, name=strange[0][:30]))

    def values(self, layout: Layout, source: Any) -> dict[str, str]:
        """What the layout needs of one paper; check() must have passed."""
        return {name: self._by_name[name].evaluate(source) for name in slots(layout)}

    def samples(self, *, longest: bool = False) -> dict[str, str]:
        """Something to look at while a layout is made."""
        return {each.name: each.longest if longest else each.sample for each in self.all}


def filled(text: str, values: dict[str, str]) -> str:
    """A box's text with its variables in place; what they say is text, never a variable again."""
    return SLOT.sub(lambda found: values[found[1]], text)
