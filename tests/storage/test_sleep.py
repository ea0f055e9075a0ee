"""A computer that sleeps with the program open (F12): a frozen writer goes on afterwards, nobody waits for good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from station_app.core.errors import Trouble
from station_app.storage import integrity
from tests.storage.whole_station import WholeStation

FROZEN = """
import os, signal, sys
from pathlib import Path
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.storage import station_file
db = station_file.open_station(StationFolder(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), actor="x")
with db.work() as session:
    session.add(Household(village="沉睡村"))
    session.flush()
    print("inside", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
print("saved", flush=True)
"""


def test_a_writer_frozen_inside_a_save_goes_on_after_the_sleep(whole: WholeStation) -> None:
    """SIGSTOP is what a sleeping computer does to a program; SIGCONT what waking up does."""
    whole.household("甲村")
    command = [sys.executable, "-c", FROZEN, str(whole.folder.root), whole.data_key.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asleep:
        assert asleep.stdout is not None
        assert asleep.stdout.readline() == "inside\n"
        _until_stopped(asleep.pid)
        assert whole.villages() == ["甲村"]
        with pytest.raises(Trouble) as told:
            whole.household("乙村")
        assert told.value.code == "E_BUSY"
        os.kill(asleep.pid, signal.SIGCONT)
        assert asleep.stdout.readline() == "saved\n"
        assert asleep.wait(20) == 0
    whole.household("乙村")
    assert sorted(whole.villages()) == sorted(["乙村", "沉睡村", "甲村"])
    assert integrity.database_findings(whole.folder.database, whole.data_key) == []


def _until_stopped(pid: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:  # noqa: PTH123 - a line of the kernel
            if stat.read().rsplit(")", 1)[1].split()[0] == "T":
                return
        time.sleep(0.01)
    raise AssertionError("never stopped")
