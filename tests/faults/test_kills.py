"""A short run of kill -9; `make faults` does the long one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
def test_a_killed_program_leaves_a_station_that_opens_with_everything_acknowledged() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kills", "15", "3"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("3 kills") == 5
