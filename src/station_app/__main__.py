"""Start: `station-app` opens the window, `station-app COMMAND` works without one."""

from __future__ import annotations

import os
import sys

from station_app import cli


def main() -> int:
    """Run the program with the process's arguments; the exit code is 0 done, 1 refused, 2 wrong usage."""
    arguments = sys.argv[1:]
    if not _opens_window(arguments):
        return cli.run(arguments)
    from station_app import app  # noqa: PLC0415 - Qt is only loaded for the window

    folder = cli.data_folder(arguments)[0]
    return app.run(folder, os.environ.get(cli.PASSWORD_VARIABLE), os.environ.get(cli.USER_VARIABLE, ""))


def _opens_window(arguments: list[str]) -> bool:
    return (
        not arguments
        or (arguments[0] == "--data" and len(arguments) == 2)
        or (len(arguments) == 1 and arguments[0].startswith("--data="))
    )


if __name__ == "__main__":
    sys.exit(main())
