"""What training tells the people list of everybody: how far she came, in which trades, when last."""

from __future__ import annotations

from sqlalchemy.orm import Session

from station_app.core.fields import Field
from station_app.core.kinds import Code, Codes, Date
from station_app.core.texts import _
from station_app.features.people.rules.outside import Facts, Outside
from station_app.features.training.service.of_person import NEVER, trained_people


def read_facts(session: Session) -> Facts:
    """Person key → training, trained_trades, trained_on, for whoever was ever enrolled."""
    return {
        key: {"training": known.state, "trained_trades": known.trades, "trained_on": known.last_on}
        for key, known in trained_people(session).items()
    }


TRAINING_FACTS = Outside(
    (
        Field("training", _("参训"), Code("training_progress")),
        Field("trained_trades", _("参训工种"), Codes("training_trade")),
        Field("trained_on", _("最近参训"), Date()),
    ),
    read_facts,
    {"training": NEVER, "trained_trades": (), "trained_on": None},
    frozenset(("enrolment", "training_class")),
    shown=("training",),
)
