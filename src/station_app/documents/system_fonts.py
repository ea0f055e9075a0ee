"""Fonts of this computer that have rare Han characters: the last place to look before a name is refused.

Only families known to be wide and to have TrueType outlines, so that a picture font never draws somebody's name.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_WIDE = re.compile(
    r"simsunb\.ttf|simsunextg\.ttf|simsun\.ttc|mingliub\.ttc|fzsongs?-extended(\(sip\))?\.ttf|plangothic.*\.ttf"
    r"|hanamin[ab]\.ttf|babelstonehan\.ttf|th-tshyn-p\d+\.ttf|tw-sung-(ext-b|plus).*\.ttf",
    re.IGNORECASE,
)


def folders() -> list[Path]:
    """Where this system and this user keep fonts."""
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = os.environ.get("LOCALAPPDATA")
        return [windows, *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else [])]
    own = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fonts"
    return [own, Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), Path("/Library/Fonts")]


def wide_fonts() -> Iterator[Path]:
    """Font files worth opening for a rare character, in a fixed order."""
    for folder in folders():
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*.tt[fc]") if _WIDE.fullmatch(path.name))
