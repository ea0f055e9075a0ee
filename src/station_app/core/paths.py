"""Where one station's data live: everything in one folder, so that a copy of the folder is the station."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StationFolder:
    """The places inside one data folder (--data DIR)."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted SQLite file."""
        return self.root / "station.db"

    @property
    def key_file(self) -> Path:
        """The wrapped data key; without it the database cannot be read."""
        return self.root / "station.key"

    @property
    def logins(self) -> Path:
        """How often a password failed, who is locked out for how long, and when each user was last here."""
        return self.root / "station.logins"

    @property
    def attachments(self) -> Path:
        """Encrypted attachments, one file each, named by content hash."""
        return self.root / "attachments"

    @property
    def fonts(self) -> Path:
        """Fonts with rare characters that somebody put there; made by nobody else."""
        return self.root / "fonts"

    @property
    def outbox(self) -> Path:
        """Packages to the county, sealed, named by their hash; kept until it has answered."""
        return self.root / "outbox"

    @property
    def copies(self) -> Path:
        """安全副本 made by the program itself."""
        return self.root / "copies"

    @property
    def logs(self) -> Path:
        """Logs and crash records; hold no personal data."""
        return self.root / "logs"

    @property
    def window_memory(self) -> Path:
        """Where the window was and how it looked; holds no personal data."""
        return self.root / "window.json"

    @property
    def erase_ledger(self) -> Path:
        """Who was erased: keys, dates and basis, no content; carried out again on what a restore brings back."""
        return self.root / "station.erased"

    @property
    def restored_mark(self) -> Path:
        """There from a restore until the restored file was first opened."""
        return self.root / "restore.done"

    @property
    def left_mark(self) -> Path:
        """How the program left the database file; any other file was put there by somebody else."""
        return self.root / "station.left"

    @property
    def lock(self) -> Path:
        """Held while one program works with this folder."""
        return self.root / "station.lock"


def default_root() -> Path:
    """The user's data folder for this program, as the system has it."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder was named

    return user_data_path("station-app", appauthor=False)
