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


@lru_cache(maxsize=1)
def documents() -> Path:
    """The folder with manual/ and images/, beside the source, inside the wheel or in the frozen folder."""
    package = Path(__file__).resolve().parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "docs"] if frozen else []
    places += [package / "docs", package.parents[1] / "docs"]
    return next(place for place in places if (place / "manual").is_dir())


def path(*parts: str) -> Path:
    """A shipped file, e.g. path("codes", "sex.csv")."""
    return root().joinpath(*parts)
