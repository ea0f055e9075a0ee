"""The age limits that a roster is judged by, from the station's dated rules (R-03, R-04)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from station_app.features.people.rules.roster.verdicts import (
    HOUSEHOLD_LEDGER,
    POST_HOLDER_REGISTER,
    TRAINING_ENROLMENT,
    Options,
)
from station_app.features.station.service import rule_number


def with_station_rules(session: Session, options: Options) -> Options:
    """The same choices, with the upper ages in force on the reference date where the clerk chose none."""
    day = options.reference_date
    training = (
        rule_number(session, "training_age_max_male", day),
        rule_number(session, "training_age_max_female", day),
    )
    post = rule_number(session, "post_age_max", day)
    limits = {TRAINING_ENROLMENT: training, HOUSEHOLD_LEDGER: (post, post), POST_HOLDER_REGISTER: (post, post)}
    return replace(options, limits=limits)
