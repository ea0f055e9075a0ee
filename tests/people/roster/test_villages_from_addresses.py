"""Somebody whose list names her village in the address only: taken over where it is plain, never guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.places import Places, places_of, plain_village, village_in
from station_app.features.people.rules.roster.verdicts import FROM_ADDRESS, Options
from station_app.features.people.service import people
from station_app.features.people.service.roster_import import write_import
from station_app.features.people.service.roster_limits import with_station_rules
from station_app.features.people.service.roster_plan import plan_import
from station_app.spreadsheets.reading import read_workbook
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values
from tests.people.roster.workbooks import write_xlsx

TODAY = dt.date(2023, 2, 10)
HERE = places_of(
    (
        "城郊社区居委会",
        "东河村委会",
        "西岗村村民委员会",
        "大石桥村民委员会",
        "石桥村委会",
        "王营村委会",
        "王营村村民委员会",
    ),
    ("河南省", "测试市", "测试县", "城郊乡"),
)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("东河村委会", "东河村"),
        ("东河村民委员会", "东河村"),
        ("东河村村民委员会", "东河村"),
        ("城郊社区居委会", "城郊社区"),
        ("城郊社区居民委员会", "城郊社区"),
        ("永安居委会", "永安居委会"),
    ],
)
def test_villages_are_known_by_what_people_call_them(listed: str, said: str) -> None:
    assert plain_village(listed) == said


@pytest.mark.parametrize(
    ("address", "village"),
    [
        ("东河村3组", "东河村"),
        ("城郊乡东河村3组12号", "东河村"),
        ("河南省测试市测试县城郊乡东河村", "东河村"),
        ("测试县 城郊 东河村 3组", "东河村"),
        ("城郊社区1组", "城郊社区"),
        ("城郊乡城郊社区1组", "城郊社区"),
        ("大石桥村2组", "大石桥村"),
        ("石桥村2组", "石桥村"),
        ("东河村西岗村交界处", ""),
        ("王营村4组", ""),
        ("东风镇东河村3组", ""),
        ("邻县东河村3组", ""),
        ("县城人民路东河村饭店对面", ""),
        ("城郊乡", ""),
        ("", ""),
    ],
)
def test_only_a_plain_beginning_names_a_village(address: str, village: str) -> None:
    assert village_in(address, HERE) == village


def test_without_a_division_nothing_is_read_out_of_addresses() -> None:
    assert village_in("东河村3组", Places()) == ""


def test_the_review_says_where_the_village_came_from_and_the_person_has_it(
    station: StationInUse, tmp_path: Path
) -> None:
    with station.db.work() as session:
        known = person_values(name="刘桂香", id_number=number("19700101", 4), address=None, village="王营村")
        people.save_person(session, known, require=False)
    rows = [
        ["王秀兰", number(), "城郊乡东河村3组"],
        ["李娟", number("19820202"), "东风镇东河村3组"],
        ["刘桂香", number("19700101", 4), "城郊乡东河村1组"],
    ]
    workbook = read_workbook(write_xlsx(tmp_path / "东河.xlsx", [["姓名", "身份证号", "现住址"], *rows]))
    with station.db.work() as session:
        options = with_station_rules(session, Options(TODAY, TODAY))
        judgement = judge(workbook, None, options)
        told = {
            row.values["name"]: [found.text for found in row.warnings if found.code == FROM_ADDRESS]
            for row in judgement.accepted
        }
        assert told == {
            "王秀兰": ["表里没写村，按住址填了“东河村”。"],
            "李娟": [],
            "刘桂香": ["表里没写村，按住址填了“东河村”。"],
        }
        plan = plan_import(session, judgement)
        assert [found.field for found in plan.differences] == [], "her own village stands"
        write_import(session, judgement)
        villages = {row.name: row.village for row in people.list_people(session)}
    assert villages == {"王秀兰": "东河村", "李娟": "", "刘桂香": "王营村"}
