"""The demo's clerk: reads the village's list, corrects what the cards say, writes and enrols in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from station_app.core import clock
from station_app.core.texts import _
from station_app.demo.invented import TODAY
from station_app.demo.messy_roster import Corrections
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import TRAINING_ENROLMENT, Judgement, Options
from station_app.features.people.service.roster_import import write_import
from station_app.features.training.service import enrol
from station_app.spreadsheets.reading import read_workbook
from station_app.storage.database import Database


def import_roster(db: Database, path: Path, corrections: Corrections, class_id: str) -> tuple[Judgement, str]:
    """Import the messy list into the class; returns the judgement after the corrections and a line about it."""
    book = read_workbook(path)
    options = Options(reference_date=TODAY, today=clock.today(), age_max_female=55)
    before = judge(book, TRAINING_ENROLMENT, options)
    judgement = judge(book, TRAINING_ENROLMENT, options, corrections)

    def take_in(session: Any, person_ids: list[str], _judged: Judgement) -> None:
        enrol(session, class_id, person_ids, TODAY, _("花名册"))

    with db.work() as session:
        result = write_import(session, judgement, after_write=take_in)
    line = _(
        "花名册 {rows} 行：直接可入库 {before} 人，更正后 {after} 人；新建 {created} 人，其余 {left} 行未入库。"
    ).format(
        rows=sum(judgement.counts.values()) - judgement.counts["ignored"],
        before=before.counts["accepted"],
        after=judgement.counts["accepted"],
        created=result.created,
        left=judgement.counts["needs_correction"] + judgement.counts["duplicate"],
    )
    return judgement, line
