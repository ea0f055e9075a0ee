"""The walk of every screen once more at 200 % on 1920 × 1080: nothing is cut, nothing lies outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_nothing_is_cut_at_twice_the_size() -> None:
    """Qt reads its scale once, when the application begins: so another process walks."""
    walk = "tests/people/ui/test_every_screen.py"
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", walk, "-k", "light and not dialog"],
        cwd=ROOT,
        env=os.environ | {"QT_SCALE_FACTOR": "2", "TOUR_SIZE": "960x540", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:]
    assert " passed" in told.stdout
