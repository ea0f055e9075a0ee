"""What each feature has to tell of a person; a new feature adds its function to SOURCES, nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.core.texts import _
from station_app.features.casefile.rules import Entry, Source
from station_app.features.followups.service import FollowUpRow, list_follow_ups
from station_app.features.people.model import ImportBatch, ImportOrigin, Person, PersonCategory
from station_app.features.people.service.skills import list_skills
from station_app.features.station.service.users import name_of
from station_app.features.submission.service.publishing import same_people_of
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.service.of_person import PersonClass, certificates_of, classes_of
from station_app.storage import records


def registered(session: Session, person_id: str) -> Iterator[Entry]:
    """When she came into the station's books, by whose hand or from which file, and since when she agrees to it."""
    person = records.get(session, Person, person_id)
    imports = list(_imports(session, person_id))
    if not any(what == "created" for _entry, what in imports):
        yield Entry(
            _day(person.created_at),
            _("登记"),
            _("手工登记"),
            _("经办 {who}").format(who=name_of(session, person.created_by)),
        )
    yield from (entry for entry, _what in imports)
    if person.consent_date:
        yield Entry(person.consent_date, _("同意书"), _("同意采集个人信息"))


def categorised(session: Session, person_id: str) -> Iterator[Entry]:
    """Which category she got or lost, when, and by which paper."""
    table = codes.table("assistance_category")
    dated = records.live(
        session, PersonCategory, PersonCategory.person_id == person_id, order_by=[PersonCategory.valid_from]
    )
    for one in dated:
        label = table.label(one.category)
        paper = _joined(one.source or "", one.evidence_no or "")
        if one.valid_from:
            yield Entry(one.valid_from, _("类别"), _("列为 {label}").format(label=label), paper, "people", person_id)
        if one.valid_to and one.valid_to <= clock.today():
            yield Entry(one.valid_to, _("类别"), _("不再是 {label}").format(label=label), paper, "people", person_id)


def skilled(session: Session, person_id: str) -> Iterator[Entry]:
    """What she can do, since when and by which paper; a skill that was withdrawn with its paper says so."""
    trades, levels = codes.table("training_trade"), codes.table("skill_level")
    for one in list_skills(session, person_id):
        if one.gained_on is None:
            continue
        detail = _joined(
            levels.label(one.skill_level),
            one.source,
            one.certificate_no,
            _("自述，未核实") if one.is_self_declared else "",
            _("{day} 收回").format(day=one.withdrawn_on) if one.withdrawn_on else "",
        )
        tone = "bad" if one.withdrawn_on else "" if one.is_self_declared else "accent"
        yield Entry(one.gained_on, _("技能"), trades.label(one.trade), detail, "people", person_id, tone)


def trained(session: Session, person_id: str) -> Iterator[Entry]:
    """Her classes with attendance and outcome, and her certificates with number and state."""
    for one in classes_of(session, person_id):
        outcome, tone = _outcome(one)
        detail = _joined(
            _("{start} 至 {end}").format(start=one.start_date, end=one.end_date),
            _("学号 {n}").format(n=one.trainee_no) if one.trainee_no else "",
            _attendance(one),
            outcome,
        )
        title = f"{one.class_no} {one.class_name}"
        yield Entry(one.start_date, _("培训"), title, detail, "training", one.class_id, tone)
    states = codes.table("state_certificate")
    for paper in certificates_of(session, person_id):
        handed = (
            _("{day} 由 {who} 领取").format(day=paper.received_on, who=paper.received_by) if paper.received_on else ""
        )
        detail = _joined(paper.class_name, states.label(paper.state), handed, paper.state_reason)
        tone = "bad" if paper.state in ("voided", "reissued") else "accent"
        kind = _("参训证明") if paper.type == "C" else _("结业证书")
        title = _("{kind} {number}").format(kind=kind, number=paper.certificate_no)
        yield Entry(paper.issued_on, _("证书"), title, detail, "training", f"{paper.class_id}:certificates", tone)


def followed_up(session: Session, person_id: str) -> Iterator[Entry]:
    """Visits that were made, and those that are due or late."""
    for one in list_follow_ups(session, person_id=person_id):
        if one.state != "cancelled":
            yield _follow_up(one)


def told_by_county(session: Session, person_id: str) -> Iterator[Entry]:
    """That the county found her, or found her not, to be somebody whom another station registered too."""
    for at, state, other in same_people_of(session, person_id):
        title = (_("和{station}的一位是同一个人") if state == "same" else _("和{station}的一位不是同一个人")).format(
            station=other
        )
        detail = _("县里只算一个人，本站的记录不变") if state == "same" else _("各算各的，本站的记录不变")
        yield Entry(_day(at), _("县里认定"), title, detail)


SOURCES: tuple[Source, ...] = (told_by_county, followed_up, skilled, trained, categorised, registered)
"""On one day what stands first here stands above."""


def _imports(session: Session, person_id: str) -> Iterator[tuple[Entry, str]]:
    """Each import that made or completed her record, and which of the two it did."""
    query = (
        select(
            ImportBatch.created_at,
            ImportBatch.file_name,
            ImportOrigin.sheet,
            ImportOrigin.row_number,
            ImportOrigin.action,
        )
        .join(ImportBatch, ImportBatch.id == ImportOrigin.batch_id)
        .where(ImportOrigin.entity == "person", ImportOrigin.record_id == person_id, ImportBatch.undone.is_(None))
        .order_by(ImportBatch.created_at.desc())
    )
    for at, file_name, sheet, row_number, action in session.execute(query):
        title = _("由花名册导入") if action == "created" else _("按花名册补全")
        place = _("《{sheet}》第 {row} 行").format(sheet=sheet, row=row_number)
        yield Entry(_day(at), _("导入"), title, _joined(file_name, place)), action


def _outcome(one: PersonClass) -> tuple[str, str]:
    """A word for how it ended or stands, and its tone."""
    if one.dropped_on:
        why = codes.table("dropout_reason").label(one.dropout_reason)
        return _("{day} 退出（{why}）").format(day=one.dropped_on, why=why), "warn"
    if one.class_state == "cancelled":
        return _("班已取消"), ""
    if one.graduated:
        return _("结业"), "accent"
    if one.graduated is False:
        why = codes.table("failure_cause").label(one.failure_cause)
        return (_("未结业（{why}）").format(why=why) if why else _("未结业")), "warn"
    state = codes.table("state_enrolment").label(one.state)
    return (state if one.class_state in CLOSED or one.state == "waitlisted" else _("在册，{s}").format(s=state)), ""


def _attendance(one: PersonClass) -> str:
    """The settled rate, or the half-days so far."""
    if one.attendance_rate is not None:
        return _("出勤率 {rate}%").format(rate=f"{one.attendance_rate / 10:g}")
    return _("到课 {n}/{m} 个半天").format(n=one.present, m=one.marked) if one.marked else ""


def _follow_up(one: FollowUpRow) -> Entry:
    kind = codes.table("follow_up_kind").label(one.kind)
    if one.done_on:
        return Entry(
            one.done_on, _("回访"), kind, codes.table("follow_up_result").label(one.result), "followups", one.id
        )
    state = codes.table("state_follow_up").label(one.state)
    tone = "bad" if one.state in ("overdue", "unreachable") else "warn" if one.state == "due" else ""
    due = _joined(state, _("应访日 {day}").format(day=one.due_date))
    return Entry(one.due_date, _("回访"), kind, due, "followups", one.id, tone)


def _day(moment: dt.datetime) -> dt.date:
    """The day by the office's clock."""
    return moment.astimezone().date()


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)
