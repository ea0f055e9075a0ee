"""What a page of the sidebar is: described without loading its screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from station_app.ui.screen import Desk


class Page(NamedTuple):
    """One entry of the sidebar; `build` imports its screen only when the page is first opened."""

    id: str
    title: str
    icon: str
    build: Callable[[Desk], QWidget]
    records: tuple[str, ...] = ()
    """Record names whose hits of Ctrl+K this page opens."""
    at_bottom: bool = False
    """Below the others (设置)."""
    under: str = ""
    """Id of the page it belongs to; it has no button of its own: reached from a list, Ctrl+K or another page."""
    badge: Callable[[Any], int] | None = None
    """session → the number beside its name: how much is waiting there; 0 shows none."""
    counts: tuple[str, ...] = ()
    """Record names whose change makes that number old."""
