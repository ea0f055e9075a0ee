"""Which of the two programs the kit serves: its words that are not the same for a station and a county."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.texts import _


@dataclass(frozen=True)
class Program:
    """Plain words; the kit has no others that name a station."""

    title: str
    """Of every window."""
    find: str
    """What the search field in the window's head says while it is empty."""
    found_nothing: str
    """What may be typed there."""
    manual_first: str
    """Page of the manual that opens where a screen names none."""


STATION = Program(
    title=_("社工站工作台"),
    find=_("找人、找班（Ctrl+K） 如 wxl"),
    found_nothing=_("可输入姓名、首字母、证件尾号、电话、班号"),
    manual_first="认识窗口",
)


class _Current:
    program: Program = STATION


def use(program: Program) -> None:
    """From now on this program; before its first window."""
    _Current.program = program


def current() -> Program:
    """The program in force."""
    return _Current.program
