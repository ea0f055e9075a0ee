"""What the program is made of: every component with its version and the text of its licence, as shipped."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from station_app.core import resources


@dataclass(frozen=True)
class Component:
    """A font, a library, the program itself."""

    name: str
    version: str
    licence: str
    use: str
    file: str
    """Its licence text below resources/."""

    @property
    def id(self) -> str:
        """Its place in lists."""
        return self.name


def list_components() -> list[Component]:
    """Everything that is shipped, the program first (build_scripts/licences.py)."""
    with resources.path("licences", "components.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Component(row["package"], row["version"], row["licence"], row["use"], row["file"]) for row in rows]


def licence_text(component: Component) -> str:
    """The whole text."""
    return resources.path(*component.file.split("/")).read_text(encoding="utf-8", errors="replace")
