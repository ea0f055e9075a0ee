"""Start of the county's program: `station-county` opens the window, `station-county COMMAND` works without one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from station_app.county import commands

if TYPE_CHECKING:
    from station_app.county.store.folder import CountyFolder


def main() -> int:
    """Run the program with the process's arguments; the exit code is 0 done, 1 refused, 2 wrong usage."""
    return commands.run(sys.argv[1:], _window)


def _window(folder: CountyFolder, server: Any, password: str | None) -> int:
    from station_app.county import app  # noqa: PLC0415 - commands work where Qt cannot be loaded

    return app.run(folder, server=server, password=password)


if __name__ == "__main__":
    sys.exit(main())
