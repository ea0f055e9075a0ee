"""操作记录 as the head of the station reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import station_app
from station_app.core.checks import Refused
from station_app.core.users import User
from station_app.features.people.service import people
from station_app.features.station.service import trail
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values


@pytest.fixture
def her(station: StationInUse) -> str:
    with station.db.work() as session:
        key = people.save_person(session, person_values(phone="15400001111"))
    with station.db.work() as session:
        people.save_person(session, {"phone": "15400002222", "marital_status": "20"}, person_id=key)
    station.db.note("unmask", "person", key, {"field": "id_number", "reason": "核对身份"})
    return key


def test_the_list_says_who_did_what_to_whom_newest_first(station: StationInUse, her: str) -> None:
    with station.db.read() as session:
        rows = trail.list_trail(session)
    assert [(row.who, row.action, row.about) for row in rows[:2]] == [
        ("王敏", "查看完整号码", "人员：王秀兰"),
        ("王敏", "保存", "人员：王秀兰"),
    ]
    assert (rows[0].detail, rows[1].detail, rows[0].record_id) == ("身份证号，核对身份", "人员 1 条", her)
    assert not any(word in str(rows) for word in ("15400001111", "15400002222", number()))


def test_every_action_that_the_program_notes_has_words_for_people() -> None:
    noted: set[str] = set()
    for place in (Path(station_app.__file__).parent).rglob("*.py"):
        if "county" not in place.relative_to(Path(station_app.__file__).parent).parts[:1]:  # the county's own trail
            text = place.read_text(encoding="utf-8")
            noted.update(re.findall(r"\b_?note\(\s*(?:session,\s*)?\"([a-z_]+)\"", text))
    assert len(noted) > 20
    assert noted - trail.ACTIONS.keys() == set()


def test_the_history_of_a_person_names_old_and_new_masked(station: StationInUse, her: str) -> None:
    with station.db.read() as session:
        lines = [(line.who, line.text) for line in trail.of_record(session, "person", her)]
    assert lines[0] == ("王敏", "查看完整号码 身份证号，核对身份")
    assert ("王敏", "把“手机”由 154****1111 改为 154****2222") in lines
    assert ("王敏", "把“婚姻状况”由 （空） 改为 已婚") in lines
    assert lines[-1] == ("王敏", "登记")


def test_only_the_head_reads_the_trail(station: StationInUse, her: str) -> None:
    station.db.user = User("u1", "李梅", "worker")
    with station.db.read() as session, pytest.raises(Refused, match="站长"):
        trail.list_trail(session)
