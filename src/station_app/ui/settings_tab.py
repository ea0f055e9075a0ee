"""What the settings page may ask of each of its tabs, whichever feature it comes from."""

from __future__ import annotations


class Tab:
    """Mixed into the tab's widget; override what applies."""

    records: frozenset[str] = frozenset()
    """Record names after whose change the tab is read again."""

    manual = ""
    """The page of docs/manual that explains it; '' = that of the settings."""

    def read(self) -> None:
        """Read what is shown; called whenever the tab comes to the front."""

    def may_leave(self) -> bool:
        """Ask before typed text is lost; False stays."""
        return True
