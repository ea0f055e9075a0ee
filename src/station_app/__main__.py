"""Start: `station-app` opens the window, `station-app COMMAND` works without one."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program with the process's arguments; the exit code is 0 done, 1 refused, 2 wrong usage."""
    arguments = sys.argv[1:]
    if _opens_window(arguments):
        from station_app.cli import window  # noqa: PLC0415 - the window must not wait for the commands

        return window(arguments)
    from station_app.cli import run  # noqa: PLC0415

    return run(arguments)


def _opens_window(arguments: list[str]) -> bool:
    return not arguments or (arguments[0] == "--data" and len(arguments) == 2) or (
        len(arguments) == 1 and arguments[0].startswith("--data=")
    )


if __name__ == "__main__":
    sys.exit(main())
