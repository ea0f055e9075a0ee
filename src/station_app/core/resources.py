"""Where the data files are that the program ships: beside the source, inside the wheel, or in the frozen folder."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def root() -> Path:
    """The resources folder of this installation."""
    package = Path(__file__).resolve().parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [package / "resources", package.parents[1] / "resources"]
    return next(place for place in places if place.is_dir())


def path(*parts: str) -> Path:
    """A shipped file, e.g. path("codes", "sex.csv")."""
    return root().joinpath(*parts)
