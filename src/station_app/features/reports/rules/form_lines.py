"""Which measures stand in which line of the county's forms F19 and F20; plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FormLine:
    """One line of the form: a number, joined to others as the county writes them."""

    indicator: str
    """As the line of the form begins: M15."""
    measures: tuple[str, ...]
    in_brackets: str = ""
    """A rate after the number, in 合计 alone: 38(92.7%)."""


LINES: tuple[FormLine, ...] = (
    FormLine("M11", ("M11.started", "M11.completed")),
    FormLine("M12", ("M12.people",)),
    FormLine("M15", ("M15.people",), "M15.rate"),
    FormLine("M17", ("M17.certificates",)),
    FormLine("M18", ("M18.people",), "M18.rate"),
    FormLine("M71", ("M71.due", "M71.done", "M71.rate")),
)
"""Lines of records that the program does not keep yet stay blank for the pen."""


def line_of(indicator_text: str) -> FormLine | None:
    """The line of a form's row by the text it begins with; None for one that is filled by hand."""
    code = indicator_text.split(maxsplit=1)[0] if indicator_text else ""
    return next((line for line in LINES if line.indicator == code), None)
