"""Every screen and dialog once more in large type at 200 % on 1920 × 1080: nothing is cut, nothing lies outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCREEN = os.path.relpath(ROOT / "tests" / "screen_doubled.json", ROOT)


def test_nothing_is_cut_at_twice_the_size() -> None:
    """Qt reads its scale once, when the application begins: so another process walks."""
    walks = ("tests/people/ui/test_every_screen.py", "tests/people/ui/test_every_dialog.py")
    screen = {"QT_SCALE_FACTOR": "2", "TOUR_SIZE": "960x540", "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}"}
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *walks, "-k", "dark"],
        cwd=ROOT,
        env=os.environ | screen,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:]
    assert " passed" in told.stdout
