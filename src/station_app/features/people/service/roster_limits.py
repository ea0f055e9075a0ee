"""What a roster is judged by that the station knows: age limits by its dated rules (R-03, R-04), its villages."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from station_app.features.people.rules.roster.places import Places, places_of
from station_app.features.people.rules.roster.verdicts import (
    HOUSEHOLD_LEDGER,
    POST_HOLDER_REGISTER,
    TRAINING_ENROLMENT,
    Options,
)
from station_app.features.station.service import rule_number
from station_app.features.station.service.divisions import divisions_of, home_division, list_villages


def with_station_rules(session: Session, options: Options) -> Options:
    """The same choices, with the upper ages in force on the reference date where the clerk chose none, and the villages
    that an address may begin with."""
    day = options.reference_date
    training = (
        rule_number(session, "training_age_max_male", day),
        rule_number(session, "training_age_max_female", day),
    )
    post = rule_number(session, "post_age_max", day)
    limits = {TRAINING_ENROLMENT: training, HOUSEHOLD_LEDGER: (post, post), POST_HOLDER_REGISTER: (post, post)}
    return replace(options, limits=limits, places=_places(session))


def _places(session: Session) -> Places:
    home = home_division(session)[:9]
    if len(home) < len("419901300"):
        return Places()
    villages = [row.name for row in list_villages(session, home) if row.active and row.level == "village"]
    above = [found.name for found in divisions_of(session).path(home)]
    return places_of(villages, above)
