"""Where one county's data live; a folder like a station's, so that keys, copies and locks work the same."""

from __future__ import annotations

from pathlib import Path

from station_app.core.paths import StationFolder


class CountyFolder(StationFolder):
    """The places inside one county's data folder (station-county --data DIR)."""

    @property
    def database(self) -> Path:
        """The encrypted SQLite file; not there when a server keeps the tables."""
        return self.root / "county.db"

    @property
    def key_file(self) -> Path:
        """The wrapped data key, and what it or the recovery key opens: the county's own keys."""
        return self.root / "county.key"

    @property
    def logins(self) -> Path:
        """Failed passwords, as at a station."""
        return self.root / "county.logins"

    @property
    def lock(self) -> Path:
        """Held while one program works with this folder."""
        return self.root / "county.lock"

    @property
    def attachments(self) -> Path:
        """The packages as they arrived, sealed, named by the hash of their bytes; a safe copy takes them along."""
        return self.root / "packages"

    @property
    def sent(self) -> Path:
        """The receipts as they were written, so that the same bytes can go again."""
        return self.root / "sent"


def default_root() -> Path:
    """The user's data folder for the county's program, as the system has it."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder was named

    return user_data_path("station-county", appauthor=False)
