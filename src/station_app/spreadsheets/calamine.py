"""Calling calamine: whatever it stumbles over becomes a sentence, never a stack trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError, PasswordError, SheetMetadata, SheetVisibleEnum

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.spreadsheets import limits


def state_of(meta: SheetMetadata) -> str:
    """visible, hidden or very_hidden."""
    if meta.visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if meta.visible == SheetVisibleEnum.Hidden else "very_hidden"


@contextmanager
def guarded() -> Iterator[None]:
    """Faults inside the block are refusals: a locked workbook, or one that is damaged."""
    try:
        yield
    except PasswordError:
        raise limits.locked() from None
    except (CalamineError, ValueError, OSError, OverflowError):
        raise limits.damaged(_("内容有错")) from None
    except BaseException as fault:
        # A panic of the Rust library derives from BaseException; anything else of that rank is not ours to hold.
        if isinstance(fault, Refused) or type(fault).__name__ != "PanicException":
            raise
        raise limits.damaged(_("内容有错")) from None
