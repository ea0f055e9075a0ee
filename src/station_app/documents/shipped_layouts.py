"""The layouts that the program ships (resources/templates/layouts/NAME@VERSION.json)."""

from __future__ import annotations

from functools import cache

from station_app.core import resources
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.layout import Layout, load_layout

FORMAL = "formal@1"
"""Of whoever chose none; drawn by the tuned path (documents.certificate), its file is what a copy begins with."""


@cache
def _every() -> tuple[Layout, ...]:
    files = resources.path("templates", "layouts").glob("*.json")
    return tuple(sorted((load_layout(file.read_bytes()) for file in files), key=lambda each: (each.name, each.version)))


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """Each in its newest version, by name."""
    return tuple({each.name: each for each in _every()}.values())


def shipped_layout(name: str) -> Layout:
    """One by name; Refused with the names that there are."""
    for each in shipped_layouts():
        if each.name == name:
            return each
    known = "、".join(each.name for each in shipped_layouts())
    raise Refused(_("没有叫“{name}”的版式。现有：{known}。").format(name=name[:30], known=known))


def shipped_version(key: str) -> Layout | None:
    """One by name and version (formal@1), also an old one; None when the program ships no such."""
    return next((each for each in _every() if each.key == key), None)
