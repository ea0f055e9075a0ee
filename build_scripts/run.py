"""`make run`: opens the window on the demo station of this clone, which is made on first use."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from station_app import app
from station_app.core.paths import StationFolder

STATION = Path(__file__).resolve().parents[1] / "build" / "demo-station"


def main() -> int:
    """Exit code of the window; 1 with a sentence when there is no display."""
    if not app.has_display():
        return app.run(StationFolder(STATION), None)
    from station_app.demo import play, station  # noqa: PLC0415 - seconds, and only needed with a display

    if not STATION.exists():
        part = STATION.with_name(STATION.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        print("第一次运行：正在制作演示站 / first use: making the demo station", flush=True)
        play.make(StationFolder(part))
        part.rename(STATION)
    print(f"演示站 / demo station: {STATION}\n密码 / password: {station.PASSWORD}", flush=True)
    return app.run(StationFolder(STATION), station.PASSWORD)


if __name__ == "__main__":
    sys.exit(main())
