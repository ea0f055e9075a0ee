"""`make faults`: simulated power cuts and kills, ≤ 10 minutes on two cores; exits 1 on any loss, 2 without FUSE.

Twice 20,000 power cuts during saves on the real program, 1,500 of everything else; negative controls that must lose
something; 120 kills. Numbers may be given: python -m tests.faults [SAVES [OTHERS [KILLS]]].
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.faults.cuts import DIFFERENT, Recording, bad, count, record, why_no_fuse
from tests.faults.power_cut import Kind
from tests.faults.scenarios import SCENARIOS

SAVES, OTHERS, KILLS = 20_000, 1_500, 120
PART = 2_500
CONTROLS = ("save, journal deleted", "key file without fsync")
KINDS: tuple[Kind, ...] = ("ext4", "fat")


def main() -> int:
    """Runs everything and says what was found."""
    numbers = [int(word) for word in sys.argv[1:]]
    saves, others, kills = [*numbers, *(SAVES, OTHERS, KILLS)[len(numbers) :]]
    reason = why_no_fuse()
    if reason:
        print(f"电源故障模拟需要 FUSE，这里不能运行：{reason}", file=sys.stderr)
        print("Power cuts cannot be simulated without FUSE; nothing was proven.", file=sys.stderr)
        return 2
    began, failures = time.monotonic(), 0
    with (
        tempfile.TemporaryDirectory(prefix="faults-") as place,
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
    ):
        for number, name in enumerate(SCENARIOS):
            (Path(place) / str(number)).mkdir()
            recording = record(name, Path(place) / str(number))
            for kind in KINDS:
                judgements = counted(pool, recording, kind, saves if name == "save" else others)
                failures += told(name, kind, judgements)
    sys.stdout.flush()
    failures += subprocess.run([sys.executable, "-m", "tests.faults.kills", str(kills), "1"], check=False).returncode
    print(f"{(time.monotonic() - began) / 60:.1f} minutes, {'nothing lost' if not failures else 'LOSSES'}")
    return 1 if failures else 0


def counted(pool: ProcessPoolExecutor, recording: Recording, kind: Kind, number: int) -> Counter[str]:
    """Judgements of `number` states, shared out over the processes."""
    parts = [min(PART, number - first) for first in range(0, number, PART)]
    futures = [pool.submit(count, recording, kind, part, seed) for seed, part in enumerate(parts)]
    return sum((future.result() for future in futures), Counter[str]())


def told(name: str, kind: Kind, judgements: Counter[str]) -> int:
    """Prints one line; 1 when something was lost, or when a negative control lost nothing."""
    lost, total = bad(judgements), judgements.total() - judgements[DIFFERENT]
    wrong = (lost == 0) if name in CONTROLS else (lost > 0)
    note = "control, must lose: " if name in CONTROLS else ""
    details = {what: number for what, number in judgements.items() if what not in ("", DIFFERENT)}
    print(
        f"power cut ({kind}) during {name}: {note}{lost} of {total:,} ({judgements[DIFFERENT]:,} different) {details}"
    )
    sys.stdout.flush()
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
