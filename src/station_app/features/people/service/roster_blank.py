"""A blank roster for the villages as a workbook, with the station's own villages and codes to choose from."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from station_app.features.people.rules.roster.blank import NOTES_SHEET, blank_roster
from station_app.features.station.service.divisions import home_division, list_villages
from station_app.spreadsheets.blank import FormColumn, blank_workbook
from station_app.storage.safe_file import write_output


def write_blank(session: Session, path: Path, kind: str) -> None:
    """Write the blank list of a kind (verdicts.KINDS). Trouble when the disk refuses."""
    write_output(path, blank_bytes(session, kind))


def blank_bytes(session: Session, kind: str) -> bytes:
    """The workbook; what villages fill in imports without any mapping."""
    home = home_division(session)
    villages = (
        [row.name for row in list_villages(session, home) if row.active and row.level == "village"] if home else []
    )
    roster = blank_roster(kind, villages)
    columns = [
        FormColumn(c.label, c.width, c.example, c.note, c.choices, c.several, c.is_required) for c in roster.columns
    ]
    return blank_workbook(roster.title, columns, roster.rules, sheet=roster.title, notes_sheet=NOTES_SHEET)
