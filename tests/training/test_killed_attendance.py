"""A process that is killed while marks are typed loses at most the key being typed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from station_app.storage import station_file
from tests.conftest import StationInUse
from tests.training.played_classes import open_class, read_class

ROOT = Path(__file__).resolve().parents[2]


def test_kill_9_while_typing_loses_at_most_the_key_being_typed(station: StationInUse) -> None:
    played = open_class(station, 30)
    station.db.close()
    arguments = [str(station.folder.root), played.class_id, station.data_key.hex()]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.training.typing_process", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as typing:
        assert typing.stdout is not None
        last = random.randint(8, 20)
        pressed = 0
        while pressed < last:
            pressed = int(typing.stdout.readline())
        os.kill(typing.pid, signal.SIGKILL)
        pressed = max([pressed, *(int(line) for line in typing.stdout.read().split())])
        assert typing.wait() == -signal.SIGKILL
    again = station_file.open_station(station.folder, station.data_key, actor="王敏")
    try:
        kept = StationInUse(station.folder, station.data_key, again, station.station_id)
        stored = sum(cell.mark == "P" for row in read_class(kept, played).trainees for cell in row.marks)
    finally:
        again.close()
    assert stored >= pressed - 1, (stored, pressed)
