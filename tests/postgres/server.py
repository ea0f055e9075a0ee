"""A throw-away PostgreSQL: made in a folder of its own, reached by a socket in it, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine, create_engine

ROOT = Path(__file__).parents[2]
INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian keeps each version's programs; initdb and pg_ctl are not on its PATH."""
INSTALLATION_SECONDS = 150
"""Less than the time limit of a test; an installation that takes longer is left to finish by itself."""
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "10",
    "shared_buffers": "16MB",
}
_installing: list[subprocess.Popen[str]] = []


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version that is installed."""
    versions = (path for path in INSTALLED.glob("*/bin") if path.parent.name.isdigit())
    folders = sorted(versions, key=lambda path: -int(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((path for path in folders if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def install() -> str:
    """Install the server where nobody has to be asked; says why not, '' when it is there."""
    if os.geteuid() != 0:
        return "PostgreSQL is not installed, and only root could install it: apt-get install postgresql"
    if not shutil.which("apt-get"):
        return "PostgreSQL is not installed, and there is no apt-get here to install it"
    # A session of its own: an installation is never cut off in the middle.
    running = subprocess.Popen(
        ["bash", "-c", ". build_scripts/apt.sh; apt_install postgresql"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    _installing.append(running)
    try:
        code = running.wait(INSTALLATION_SECONDS)
    except subprocess.TimeoutExpired:
        return "PostgreSQL is still being installed: run the tests again in a few minutes"
    return "" if code == 0 else f"apt-get could not install postgresql (it ended with {code})"


def _as_nobody_special() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the arguments that make a program of root run as somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    somebody = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


@contextmanager
def running_server(programs: Path) -> Iterator[Engine]:
    """An engine on a new server; the server is stopped and its folder removed afterwards."""
    who = _as_nobody_special()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has at most 107 bytes
    if who:
        os.chown(folder, who["user"], who["group"])

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, "-D", folder / "data", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=60,
            **who,
        )
        log = folder / "log"
        assert done.returncode == 0, done.stdout + (log.read_text() if log.exists() else "")

    try:
        run("initdb", "-U", "county", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k '{folder}' {settings}", "start")
        # In UTC: a session's own zone would push the last hours of the year 9999 beyond what Python can hold.
        url = URL.create(
            "postgresql+psycopg",
            username="county",
            database="postgres",
            query={"host": str(folder), "options": "-c timezone=UTC"},
        )
        engine = create_engine(url)
        try:
            yield engine
        finally:
            engine.dispose()
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    """A PostgreSQL of the tests' own; where there can be none, the tests are skipped with the reason."""
    programs = find_programs()
    if programs is None:
        why_not = install()
        programs = find_programs()
        if programs is None:
            pytest.skip(why_not or "apt-get installed postgresql, but initdb and pg_ctl are nowhere to be found")
    with running_server(programs) as engine:
        yield engine
