"""What every command of the command line is made of."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from station_app.core.dates import parse_date
from station_app.core.texts import _

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = Any

Run: TypeAlias = Callable[[argparse.Namespace, Any], int]
"""(arguments, station) → exit code; `station` is storage.opened.OpenStation with .db and .folder."""


def add(commands: Commands, name: str, help_text: str, run: Run) -> argparse.ArgumentParser:
    """A command that works on an opened station."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    return parser


def group(commands: Commands, name: str, help_text: str) -> Commands:
    """A word that only holds further commands, such as `people`."""
    parser = commands.add_parser(name, help=help_text, description=help_text)
    return parser.add_subparsers(metavar="命令", required=True)


def day(text: str) -> dt.date:
    """A date given on the command line, as people type dates."""
    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(_("看不懂日期 {text}，请写成 2023-02-15").format(text=text))
    return found
