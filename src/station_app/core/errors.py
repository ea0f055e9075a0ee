"""Faults of the environment (disk, key, network drive), told apart from bugs of the program."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - shown to the user under this idea, not as an "error"
    """Something outside the program went wrong; says what, what it means for the data, and what to do.

    `code` is stable (E_DISK_FULL, E_WRONG_PASSWORD …) so that callers and tests need not read the sentence.
    """

    def __init__(self, code: str, what: str, effect: str, next_step: str) -> None:
        self.code = code
        self.what = what
        self.effect = effect
        self.next_step = next_step
        super().__init__(f"{what}{effect}{next_step}")
