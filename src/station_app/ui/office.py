"""What editors may ask of the open station: who is meant by a name, what an attachment shows, what a place is called.

The kit knows no feature, so the menu hands these in as functions when the station opens (`use`). A form without a
station, such as the first-run wizard, has none of it and its editors say less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime as dt

    from station_app.core.divisions import Division
    from station_app.ui.screen import Desk


class Hit(Protocol):
    """A record as a list of choices shows it (storage.search.Hit)."""

    @property
    def kind(self) -> str:
        """Record name."""

    @property
    def record_id(self) -> str:
        """Its key."""

    @property
    def title(self) -> str:
        """Name of the person, class …"""

    @property
    def subtitle(self) -> str:
        """What tells equal names apart."""


@dataclass(frozen=True)
class Finder:
    """How records of one name are found; every function takes a session and runs on the worker."""

    find: Callable[[Any, str, int], Sequence[Hit]]
    """(session, typed text, limit); '' asks for the first of all."""
    named: Callable[[Any, Sequence[str]], Sequence[Hit]]
    """(session, keys): what records are called that are already chosen."""
    hint: str = ""
    """What may be typed, shown in the empty line."""


class AttachmentRow(Protocol):
    """One attachment as lists show it."""

    @property
    def id(self) -> str:
        """Its key."""

    @property
    def file_name(self) -> str:
        """What it is called."""

    @property
    def media_type(self) -> str:
        """image/jpeg, application/pdf …"""

    @property
    def byte_count(self) -> int:
        """Bytes."""

    @property
    def added_at(self) -> dt.datetime:
        """When it was added, aware."""

    @property
    def added_by(self) -> str:
        """By whom."""


class AttachmentContent(AttachmentRow, Protocol):
    """An attachment with what is inside."""

    @property
    def content(self) -> bytes:
        """The bytes as they were added."""


class Attachments(Protocol):
    """Keeping and reading scans and photos; every function takes a session and runs on the worker."""

    def add(self, session: Any, content: bytes, *, file_name: str, of_record: str, of_id: str | None, role: str) -> str:
        """Keep a file; returns its key, Refused when it is not accepted."""

    def read(self, session: Any, attachment_id: str) -> AttachmentContent:
        """An attachment with its content."""

    def list(self, session: Any, of_record: str, of_id: str, role: str | None) -> Sequence[AttachmentRow]:
        """What belongs to a record."""

    def void(self, session: Any, attachment_id: str, reason: str) -> None:
        """Take one out of use."""


@dataclass(frozen=True)
class Office:
    """The open station as editors see it."""

    desk: Desk
    finders: Mapping[str, Finder] = field(default_factory=dict)
    """By record name; a record without one is looked up among what Ctrl+K finds."""
    attachments: Attachments | None = None
    undrawable: Callable[[str], str] | None = None
    """What of a text no font here can print and what to do, or ''; may look for fonts, so asked on the worker."""
    own_divisions: Callable[[Any], Sequence[Division]] | None = None
    home: Callable[[Any], str] | None = None
    """(session) → division code of the station."""


_open: list[Office] = []


def use(office: Office | None) -> None:
    """The station that forms belong to from now on; None when it closes."""
    _open[:] = [office] if office is not None else []


def current() -> Office | None:
    """The open station, None where there is none."""
    return _open[0] if _open and _open[0].desk.is_open else None


def finder_for(record: str) -> Finder:
    """The finder of a record name: its own, else what Ctrl+K knows."""
    office = current()
    own = office.finders.get(record) if office is not None else None
    return own or _by_search(record)


def _by_search(record: str) -> Finder:
    def find(session: Any, text: str, limit: int) -> Sequence[Hit]:
        from station_app.storage import search  # noqa: PLC0415 - after the first paint

        return search.find(session, text, limit, kind=record) if text.strip() else search.first(session, record, limit)

    def named(session: Any, keys: Sequence[str]) -> Sequence[Hit]:
        from station_app.storage import search  # noqa: PLC0415

        return search.named(session, record, keys)

    return Finder(find, named)
