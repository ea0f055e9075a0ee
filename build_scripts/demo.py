"""`make demo`: station and county run in turn, each a process of its own, with a pretended stick between them.

Ends with the county's receipt back at the station and the month's figures of both sides, which must be equal.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

STATION, COUNTY = "station_app", "station_app.county"
MONTH = "2023-02"
_DIGITS = re.compile(r"(?:\d{5} ?){6}")
_PASSWORD = re.compile(r"演示站密码：(\S+)")


class Player:
    """Says commands at two terminals."""

    def __init__(self, place: Path) -> None:
        self.station, self.county, self.stick = place, place / "县", place / "U盘"
        self.environment = os.environ | {"STATION_APP_MARKS": str(place / "记号"), "QT_QPA_PLATFORM": "offscreen"}
        self.environment.pop("STATION_APP_PASSWORD", None)
        self.password = ""

    def say(self, program: str, *words: object, wrong: bool = False) -> str:
        """Run one command and show it; a failure that was not expected ends the demo."""
        data = self.station if program == STATION else self.county
        given = {"STATION_APP_PASSWORD": self.password} if program == STATION and self.password else {}
        command = [sys.executable, "-m", program, *(() if words[0] == "demo" else ("--data", data)), *words]
        name = "station-app" if program == STATION else "station-county"
        print(f"\n$ {name} {' '.join(str(word) for word in words)}", flush=True)
        done = subprocess.run(
            [str(word) for word in command], env=self.environment | given, text=True, capture_output=True, check=False
        )
        print((done.stdout + done.stderr).rstrip(), flush=True)
        if (done.returncode != 0) != wrong:
            sys.exit(done.returncode or 1)
        return done.stdout


def main() -> int:
    """The whole way there and back."""
    player = Player(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-out").absolute())
    said = player.say(STATION, "demo", player.station)
    found = _PASSWORD.search(said)
    player.password = found[1] if found else ""
    player.stick.mkdir(exist_ok=True)
    player.say(COUNTY, "init", "--name", "测试县民政局", "--division", "419901", "--no-password")
    enrol(player)
    player.say(STATION, "export", "--to", player.stick, "--papers")
    player.say(COUNTY, "receive", player.stick)
    player.say(COUNTY, "receipts", "--out", player.stick)
    player.say(STATION, "receive", player.stick)
    return compare(player.say(STATION, "report", "--month", MONTH), player.say(COUNTY, "report", "--month", MONTH))


def enrol(player: Player) -> None:
    """Request and answer on the stick, thirty digits each way by telephone; then the stick is emptied."""
    read_out = digits_in(player.say(STATION, "enrol", "request", "--to", player.stick))
    request = next(player.stick.glob("DJ_*.swx"))
    shown = digits_in(player.say(COUNTY, "enrol", request, "--out", player.stick, wrong=True))
    if shown != read_out:
        sys.exit("the digits of the request differ")
    told = player.say(COUNTY, "enrol", request, "--out", player.stick, "--confirm", shown)
    answer = next(player.stick.glob("SW_*.swx"))
    player.say(STATION, "enrol", "answer", answer, "--confirm", digits_in(told.splitlines()[-1]))
    for file in player.stick.iterdir():
        file.unlink()


def digits_in(text: str) -> str:
    """The thirty digits of an answer."""
    found = _DIGITS.search(text)
    if found is None:
        sys.exit("no digits")
    return found.group().strip()


def compare(station: str, county: str) -> int:
    """Every figure of the month on both sides."""
    ours, theirs = (
        [line.strip() for line in said.splitlines() if re.match(r" +M\d\d ", line)] for said in (station, county)
    )
    if not ours or ours != theirs:
        print("\n两边的数字不一样：")
        print("\n".join(line for line in (*ours, *theirs) if line not in ours or line not in theirs))
        return 1
    print(f"\n站里和县里 {len(ours)} 个数字逐个相同。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
