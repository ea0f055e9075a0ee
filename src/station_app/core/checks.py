"""What the user's input may be refused with: a sentence beside each field, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field, in a sentence the clerk can act on."""

    field: str
    """Field name of the record; empty when the whole record is meant."""
    text: str
    """Chinese sentence: what is wrong and what to do."""
    code: str = ""
    """Stable code such as ID_CHECKSUM, where the domain names one."""


class Refused(Exception):  # noqa: N818 - the user is told "refused", this is not a fault of the program
    """A service did not accept the values; nothing was written, the form keeps what was typed."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems: tuple[Problem, ...] = (Problem("", problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__("".join(problem.text for problem in self.problems))
