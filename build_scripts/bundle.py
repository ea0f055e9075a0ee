"""Builds dist/station-app with PyInstaller, then plays both programs with it and opens their windows."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from station_app.demo.station import PASSWORD

ROOT = Path(__file__).resolve().parents[1]
BUILT = ROOT / "dist" / "station-app"
STATION, COUNTY = (f"{name}.exe" if sys.platform == "win32" else name for name in ("station-app", "station-county"))
WINDOW_SECONDS = 20.0


def need_tools() -> None:
    """What PyInstaller takes from a Linux system: objdump, and Python's own shared library."""
    if sys.platform != "linux":
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    beside = Path(sysconfig.get_config_var("LIBDIR") or "") / f"lib{version}.so.1.0"
    missing = [] if shutil.which("objdump") else ["binutils"]
    if not ctypes.util.find_library(version) and not beside.is_file():
        missing.append(f"lib{version}")
    if missing:
        packages = " ".join(missing)
        ask = f'. build_scripts/apt.sh; apt_install {packages} || {{ why_not_installed "$?" {packages}; exit 1; }}'
        if subprocess.run(["bash", "-c", ask], cwd=ROOT, check=False).returncode:
            sys.exit(1)


def build() -> None:
    """Run PyInstaller; it says itself what went wrong."""
    shutil.rmtree(BUILT, ignore_errors=True)
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--workpath", str(ROOT / "build" / "pyinstaller"), "--distpath", str(BUILT.parent)),
        str(ROOT / "build_scripts" / "station-app.spec"),
    ]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("PyInstaller 没有成功，见上面的输出 / PyInstaller did not succeed, see above")
    if sys.platform == "linux" and shutil.which("strip"):
        internal = BUILT / "_internal"
        for pattern in ("libpython*.so*", "sqlcipher3/*.so", "sqlalchemy/**/*.so"):  # 60 MB of debug information
            for library in internal.glob(pattern):
                subprocess.run(["strip", "--strip-debug", str(library)], check=True)


def alone(home: Path) -> dict[str, str]:
    """An environment in which nothing of this clone or of its .venv can be found."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "LANG") if name in os.environ}
    return kept | {
        "PATH": os.environ["PATH"] if sys.platform == "win32" else "/usr/bin:/bin",
        "HOME": str(home),
        "LOCALAPPDATA": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "STATION_APP_PASSWORD": PASSWORD,
        "PYTHONUTF8": "1",
    }


def play(program: Path, place: Path) -> None:
    """The demo, from the built program: roster, class, marks, papers, ledger."""
    played = subprocess.run([str(program), "demo", str(place / "demo")], env=alone(place), cwd=place, check=False)
    if played.returncode != 0:
        sys.exit(f"{program.name} demo ended with {played.returncode}")
    if len(list((place / "demo").rglob("*.pdf"))) < 2:
        sys.exit(f"{program.name} demo left no papers")


def found(program: Path, place: Path) -> None:
    """A county that takes in nothing yet."""
    words = ["--data", str(place / "county"), "init", "--name", "测试县民政局", "--division", "419901"]
    if subprocess.run([str(program), *words], env=alone(place), cwd=place, check=False).returncode != 0:
        sys.exit(f"{program.name} init did not succeed")


def open_window(program: Path, place: Path, file: Path) -> None:
    """The window on what was made: it must get the encrypted file open and stay, without a crash record."""
    folder = file.parent
    window = subprocess.Popen([str(program), "--data", str(folder)], env=alone(place), cwd=place)
    try:
        end = time.monotonic() + WINDOW_SECONDS
        while not is_open(window, file):
            if window.poll() is not None:
                sys.exit(f"the window closed by itself with {window.returncode}")
            if time.monotonic() > end:
                sys.exit(f"the window did not open its file within {WINDOW_SECONDS:.0f} s")
            time.sleep(0.2)
        time.sleep(2)
        if window.poll() is not None:
            sys.exit(f"the window closed by itself with {window.returncode}")
    finally:
        window.terminate()
        window.wait(20)
    crashes = list((folder / "logs").glob("crash*")) if (folder / "logs").is_dir() else []
    if crashes:
        sys.exit(f"the window left a crash record:\n{crashes[0].read_text(encoding='utf-8')}")


def is_open(process: subprocess.Popen[bytes], file: Path) -> bool:
    """Whether the process holds the file open, told by /proc; elsewhere, whether it lives after half the time."""
    files = Path(f"/proc/{process.pid}/fd")
    if not files.is_dir():
        time.sleep(WINDOW_SECONDS / 2)
        return process.poll() is None
    for link in files.iterdir():
        try:
            if link.readlink() == file:
                return True
        except OSError:  # closed meanwhile
            continue
    return False


def main() -> None:
    """Build, move away from the source, prove."""
    need_tools()
    build()
    size = sum(file.stat().st_size for file in BUILT.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"dist/station-app: {size / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        shutil.copytree(BUILT, place / "program", symlinks=True)
        station, county = place / "program" / STATION, place / "program" / COUNTY
        play(station, place)
        found(county, place)
        open_window(station, place, place / "demo" / "station.db")
        open_window(county, place, place / "county" / "county.db")
    print("打包好的两个程序都能用，也能打开窗口 / both programs of the bundle work and open their windows")


if __name__ == "__main__":
    main()
