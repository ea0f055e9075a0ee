"""What the county proposes: applied, put to a person, or neither; never a sensitive column by itself (F56–F58)."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from station_app.core.checks import Refused
from station_app.exchange import lines
from station_app.exchange.lines import base_of_value
from station_app.features.casefile.service import case_file
from station_app.features.people.fields import PERSON
from station_app.features.people.service import people
from station_app.features.station.service import holidays
from station_app.features.submission import service
from station_app.features.submission.rules.proposals import may_apply_alone
from station_app.features.training.model import Revocation
from station_app.storage import records
from tests.submission.conftest import Desk

AT = "2026-02-01T08:00:00.000000+00:00"
VALUES = ("城郊乡东河村1组", "城郊乡西河村2组", "城郊乡南河村3组")


def propose(  # noqa: PLR0917 - what a line holds
    desk: Desk, out: Path, person: str, column: str, value: str, base: str | None, key: str = "1"
) -> None:
    """A receipt with one proposal."""
    line = lines.correct(
        key=key * 32,
        record="person",
        record_id=person,
        column=column,
        value=value,
        base=base_of_value(base),
        why="核对过",
        by="李芳",
        at=AT,
    )
    service.receive(desk.open, [desk.county.answer(desk.station_id, out, [line])])


def rows(desk: Desk) -> list[service.CorrectionRow]:
    with desk.open.db.read() as session:
        return service.list_corrections(session)


def address(desk: Desk, person: str) -> str:
    with desk.open.db.read() as session:
        return str(people.get_person(session, person)["address"])


@pytest.mark.parametrize(("base", "mine", "theirs"), list(itertools.product(VALUES, repeat=3)))
def test_all_combinations_of_base_mine_and_theirs(
    enrolled: Desk, tmp_path: Path, base: str, mine: str, theirs: str
) -> None:
    person = enrolled.add_person()
    enrolled.edit(person, address=mine)
    propose(enrolled, tmp_path, person, "address", theirs, base)
    (row,) = rows(enrolled)
    if mine in {theirs, base}:
        assert (row.state, address(enrolled, person)) == ("applied", theirs)
    else:
        assert (row.state, address(enrolled, person)) == ("open", mine)
        assert "本站后来改过" in row.note


def test_a_name_is_never_changed_without_a_person_and_both_values_stay_in_the_record(
    enrolled: Desk, tmp_path: Path
) -> None:
    person = enrolled.add_person()
    propose(enrolled, tmp_path, person, "name", "王秀英", "王秀兰")
    (row,) = rows(enrolled)
    assert (row.state, row.ours, row.theirs) == ("open", "王秀兰", "王秀英")
    with enrolled.open.db.work() as session, pytest.raises(Refused, match="为什么"):
        service.decide(session, row.id, take=False, reason=" ")
    with enrolled.open.db.work() as session:
        service.decide(session, row.id, take=True, reason="看过户口簿", version=row.version)
    (done,) = rows(enrolled)
    assert (done.state, done.ours, done.theirs, done.reason) == ("taken", "王秀兰", "王秀英", "看过户口簿")
    with enrolled.open.db.work() as session, pytest.raises(Refused):
        service.decide(session, row.id, take=False, reason="又想了想")


def test_the_decision_travels_back_with_the_next_package(enrolled: Desk, tmp_path: Path) -> None:
    person = enrolled.add_person()
    service.make_package(enrolled.open)
    propose(enrolled, tmp_path, person, "name", "王秀英", "王秀兰")
    with enrolled.open.db.work() as session:
        service.decide(session, "1" * 32, take=False, reason="本人确认")
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[-1])
    (told,) = [line for line in opened.lines if line["op"] == "decided"]
    assert (told["id"], told["taken"], told["why"]) == ("1" * 32, 0, "本人确认")


def test_the_same_proposal_again_changes_nothing(enrolled: Desk, tmp_path: Path) -> None:
    person = enrolled.add_person()
    old = address(enrolled, person)
    propose(enrolled, tmp_path, person, "address", VALUES[0], old)
    enrolled.edit(person, address=VALUES[1])
    propose(enrolled, tmp_path, person, "address", VALUES[0], old)
    assert (len(rows(enrolled)), address(enrolled, person)) == (1, VALUES[1])


def test_a_value_that_the_station_would_not_accept_by_hand_waits_for_a_person(enrolled: Desk, tmp_path: Path) -> None:
    person = enrolled.add_person()
    with enrolled.open.db.read() as session:
        education = people.get_person(session, person)["education"]
    propose(enrolled, tmp_path, person, "education", "no such code", education)
    (row,) = rows(enrolled)
    assert row.state == "open"
    with enrolled.open.db.work() as session, pytest.raises(Refused):
        service.decide(session, row.id, take=True, reason="")


def test_a_proposal_for_somebody_nobody_knows_is_answered_and_hurts_nothing(enrolled: Desk, tmp_path: Path) -> None:
    propose(enrolled, tmp_path, "f" * 32, "address", VALUES[0], VALUES[1])
    (row,) = rows(enrolled)
    assert (row.state, row.reason) == ("kept", "本站没有这条记录")


def test_columns_of_identity_aid_money_state_and_consent_are_for_people_alone() -> None:
    alone = {field.name for field in PERSON if may_apply_alone(PERSON, field.name)}
    assert alone >= {"address", "education", "phone", "village", "employment_status"}
    assert not alone & {
        *("name", "id_number", "bank_account", "disability_cert_no", "disability_category", "disability_grade"),
        *("categories", "primary_category", "min_wage_wish", "consent_date", "consent_guardian", "person_state"),
        *("household_id", "merged_into", "photo", "name_pinyin"),
    }
    assert not may_apply_alone(None, "anything")


def test_rules_codes_holidays_and_void_certificates_of_the_county_are_taken_once(
    enrolled: Desk, tmp_path: Path
) -> None:
    row = {"id": "d" * 32, "station_id": "e" * 32, "day": "2026-03-09", "kind": "off", "name": "县庆"}
    content = [lines.publish("holiday", "d" * 32, row), lines.revoked("0" * 16, "419901300-2023-0001", "重复")]
    for _time in range(2):
        service.receive(enrolled.open, [enrolled.county.answer(enrolled.station_id, tmp_path, content)])
    with enrolled.open.db.read() as session:
        mine = [day for day in holidays.list_holidays(session, 2026) if day.name == "县庆"]
        assert len(mine) == 1
        assert len(records.live(session, Revocation)) == 1


def test_people_that_are_one_are_told_and_never_merged(enrolled: Desk, tmp_path: Path) -> None:
    person = enrolled.add_person()
    line = lines.same(person, "a" * 32, "东关社工站", "same", AT)
    (received,) = service.receive(enrolled.open, [enrolled.county.answer(enrolled.station_id, tmp_path, [line])])
    assert received.sentences == ("县里认定：王秀兰和东关社工站的一位登记的是同一个人。",)
    with enrolled.open.db.read() as session:
        (told,) = [entry for entry in case_file(session, person).entries if entry.what == "县里认定"]
    assert (told.title, told.detail) == ("和东关社工站的一位是同一个人", "县里只算一个人，本站的记录不变")
