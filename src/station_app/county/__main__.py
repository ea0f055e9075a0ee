"""Start of the county's program: `station-county` opens the window, `station-county COMMAND` works without one."""

from __future__ import annotations

import sys

from station_app.county import commands


def main() -> int:
    """Run the program with the process's arguments; the exit code is 0 done, 1 refused, 2 wrong usage."""
    return commands.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
