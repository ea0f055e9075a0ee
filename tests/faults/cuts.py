"""Recording a scenario and counting what thousands of simulated power cuts would have left of it."""

from __future__ import annotations

import hashlib
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.power_cut import Kind, states, write_out
from tests.faults.scenarios import SCENARIOS, Context, acknowledge_on, judged

_MEMORY = Path("/dev/shm")
"""Where the disks of states are rebuilt when it exists."""
DIFFERENT = "(different states)"
_APT = 'source build_scripts/apt.sh && apt_install fuse3 || why_not_installed "$?" fuse3'


def why_no_fuse() -> str:
    """'' when a recorded disk can be mounted here, after trying to install fuse3; else the reason."""
    if not Path("/dev/fuse").exists():
        return "there is no /dev/fuse on this machine"
    if shutil.which("fusermount3") is None:
        said = subprocess.run(["bash", "-c", _APT], capture_output=True, text=True, check=False).stdout
        if shutil.which("fusermount3") is None:
            return f"fuse3 is not installed and could not be: {said.strip()[-300:]}"
    try:
        with tempfile.TemporaryDirectory() as place:
            base = Path(place) / "base"
            base.mkdir()
            with recorded_disk(base, Path(place)):
                pass
    except RuntimeError as failure:
        return str(failure)
    return ""


@contextmanager
def recorded_disk(base: Path, place: Path) -> Iterator[tuple[Path, Path]]:
    """A mounted disk that starts with the files of `base`: (mount point, file of the record after the block)."""
    mount, record = place / "mount", place / "record"
    mount.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.faults.recorded_disk", str(mount), str(base), str(record)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        patient_until = time.monotonic() + 20
        while not mount.is_mount():
            if server.poll() is not None or time.monotonic() > patient_until:
                server.kill()
                raise RuntimeError(f"the disk could not be mounted: {(server.communicate()[1] or '')[-300:]}")
            time.sleep(0.02)
        try:
            yield mount, record
        finally:
            subprocess.run(["fusermount3", "-u", str(mount)], check=True)
            server.wait(20)


@dataclass(frozen=True)
class Recording:
    """A scenario that ran on a recorded disk."""

    name: str
    file: Path
    context: Context


def record(name: str, place: Path) -> Recording:
    """Run a scenario on a recorded disk; `place` is an empty folder."""
    base = place / "base"
    context = SCENARIOS[name].prepare(base)
    with recorded_disk(base, place) as (mount, file):
        SCENARIOS[name].work(mount, context, acknowledge_on(mount))
    return Recording(name, file, context)


def count(recording: Recording, kind: Kind, number: int, seed: int) -> Counter[str]:
    """Judgements of `number` states; equal states are judged once."""
    recorded: tuple[Any, list[tuple[Any, ...]]] = pickle.loads(recording.file.read_bytes())
    known: dict[bytes, str] = {}
    judgements: Counter[str] = Counter()
    root = Path(tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None, prefix="cut-"))
    try:
        for acknowledged, state in states(recorded, kind, number, seed):
            key = fingerprint(state, len(acknowledged))
            if key not in known:
                place = root / "state"
                place.mkdir()
                write_out(state, place)
                known[key] = judged(SCENARIOS[recording.name], place, recording.context, acknowledged)
                shutil.rmtree(place)
            judgements[known[key]] += 1
    finally:
        shutil.rmtree(root)
    judgements[DIFFERENT] = len(known)
    return judgements


def fingerprint(state: dict[str, bytes], acknowledged: int) -> bytes:
    total = hashlib.blake2b(str(acknowledged).encode())
    for name in sorted(state):
        total.update(name.encode() + b"\0" + hashlib.blake2b(state[name]).digest())
    return total.digest()


def bad(judgements: Counter[str]) -> int:
    """States in which something acknowledged was lost or a file does not open."""
    return sum(number for judgement, number in judgements.items() if judgement not in ("", DIFFERENT))
