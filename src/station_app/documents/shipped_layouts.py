"""The layouts that the program ships (resources/templates/layouts/NAME@VERSION.json)."""

from __future__ import annotations

from functools import cache

from station_app.core import resources
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.layout import Layout, load_layout


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """Each in its newest version, by name."""
    files = resources.path("templates", "layouts").glob("*.json")
    every = sorted((load_layout(file.read_bytes()) for file in files), key=lambda each: (each.name, each.version))
    return tuple({each.name: each for each in every}.values())


def shipped_layout(name: str) -> Layout:
    """One by name; Refused with the names that there are."""
    for each in shipped_layouts():
        if each.name == name:
            return each
    known = "、".join(each.name for each in shipped_layouts())
    raise Refused(_("没有叫“{name}”的版式。现有：{known}。").format(name=name[:30], known=known))
