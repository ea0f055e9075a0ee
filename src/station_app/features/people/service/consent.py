"""The scan of a person's consent: the person's record names the newest one that is in use (PIPL 13, 29)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from station_app.features.people.model import Person
from station_app.features.station.service.attachments import CONSENT, list_attachments
from station_app.storage import records


def follow_consent_scans(session: Session, person_id: str) -> None:
    """After a scan was added or taken out of use: the person's record names the newest, or none."""
    scans = list_attachments(session, "person", person_id, CONSENT)
    newest = scans[-1].id if scans else None
    person = records.get(session, Person, person_id)
    if person.consent_scan != newest:
        records.save(session, Person, {"consent_scan": newest}, record_id=person_id, require=False)
