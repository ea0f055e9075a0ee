"""Which category counts where a table must count a person once (domain.md §1.4)."""

from collections.abc import Iterable

from station_app.core import codes

NONE = "Z00"
"""一般群众: no category at all."""
_FIRST = ("A02", "A01", "A03", "A04", "B11", "B12", "B13", "C01", "E02", "E01", "B01", "D01", "E03")


def primary_category(categories: Iterable[str]) -> str:
    """The highest-ranking category: the named order, then the table's own, Z00 last and for none."""
    held = set(categories)
    order = [*_FIRST, *(code for code in codes.table("assistance_category").names if code not in _FIRST)]
    return next((code for code in order if code in held and code != NONE), NONE)
