"""The lists behind M17: certificates and statements of attendance in force."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.reading import PAPER, PERSON, PERSON_COLUMNS, ROLL, person_fact
from station_app.features.reports.service.scope import Scope
from station_app.features.training.service import STATEMENT_TYPE


def read_certificates(session: Session, scope: Scope, period: Period) -> dict[str, list[Fact]]:
    """Papers in force by the day of the first one of their chain: a reissue is no second certificate."""
    first = _first_days(session, scope)
    query = (
        select(
            PAPER.c.id,
            PAPER.c.station_id,
            PAPER.c.certificate_no,
            PAPER.c.type,
            PAPER.c.issued_on,
            PAPER.c.reissue_of,
            PAPER.c.state,
            PAPER.c.class_name,
            ROLL.c.person_id,
            ROLL.c.training_class_id,
            *PERSON_COLUMNS,
        )
        .join(ROLL, ROLL.c.id == PAPER.c.enrolment_id)
        .join(PERSON, PERSON.c.id == ROLL.c.person_id, isouter=True)
        .where(*scope.live(PAPER), PAPER.c.state.not_in(("voided", "reissued")))
        .where(or_(PAPER.c.issued_on.between(period.first, period.last), PAPER.c.reissue_of.is_not(None)))
        .order_by(PAPER.c.certificate_no, PAPER.c.id)
    )
    found: dict[str, list[Fact]] = {"certificates": [], "statements": []}
    states = codes.table("state_certificate")
    for row in session.execute(query):
        day = first.get(row.id, row.issued_on)
        if period.first <= day <= period.last:
            fact = person_fact(
                scope,
                row,
                day=day,
                title=row.class_name or "",
                detail=f"{row.certificate_no} {states.label(row.state)}",
                class_id=row.training_class_id,
            )
            found["statements" if row.type == STATEMENT_TYPE else "certificates"].append(fact)
    return found


def _first_days(session: Session, scope: Scope) -> dict[str, Any]:
    """Reissued paper → day of the first one of its chain."""
    query = select(PAPER.c.id, PAPER.c.reissue_of, PAPER.c.issued_on).where(*scope.live(PAPER))
    replaced = select(PAPER.c.reissue_of).where(PAPER.c.reissue_of.is_not(None))
    rows = session.execute(query.where(or_(PAPER.c.reissue_of.is_not(None), PAPER.c.id.in_(replaced)))).all()
    known = {row.id: row for row in rows}
    days = {}
    for row in rows:
        root, seen = row, {row.id}
        while root.reissue_of in known and root.reissue_of not in seen:
            seen.add(root.reissue_of)
            root = known[root.reissue_of]
        days[row.id] = root.issued_on
    return days
