"""The county's password: one for whoever works with its data; the present one or the recovery key proves it."""

from __future__ import annotations

from station_app.core import passwords
from station_app.county.store import county_file
from station_app.county.store.county_file import OpenCounty
from station_app.storage import faults, keys, logins


def change_password(county: OpenCounty, proof: str, new: str | None, *, by_recovery: bool = False) -> None:
    """Another password, or none.

    Trouble E_WRONG_PASSWORD, E_WRONG_RECOVERY_KEY, E_LOCKED_OUT, E_DISK_FULL, E_READ_ONLY, Refused for a weak one:
    nothing has changed.
    """
    folder = county.folder
    if new is not None:
        with county.db.read() as session:
            passwords.require_good(new, passwords.known_words(county_file.told(session, "name")))
    with faults.explained(folder.key_file, files=True):
        data_key = logins.prove(folder, proof, "", by_recovery=by_recovery)
        keys.change_password(folder, data_key, new)
        logins.forgive(folder, "")
    county.db.note("password", detail={"what": "set" if new is not None else "removed"})
