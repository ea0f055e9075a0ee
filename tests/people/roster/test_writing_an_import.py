"""Writing a judged roster into a real encrypted station, and taking it back."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.features.people.model import Household, ImportBatch, ImportOrigin, Person, PersonCategory
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import Judgement, Options
from station_app.features.people.service.categories import list_categories, save_category
from station_app.features.people.service.people import get_person, save_person
from station_app.features.people.service.roster_import import plan_import, undo_import, write_import
from station_app.spreadsheets.reading import read_workbook
from station_app.storage import search
from tests.conftest import StationInUse
from tests.people.invented_people import person_values
from tests.people.roster.workbooks import TODAY, id_of, judge_file, judge_rows, phone_of, write_xlsx

SAMPLE = Path(__file__).parent / "samples" / "02_低收入人口就业意愿摸底台账.xlsx"
HEADER = ["村", "户主姓名", "姓名", "与户主关系", "身份证号", "文化程度", "联系电话", "低保", "备注"]


def _ledger(tmp_path: Path) -> Judgement:
    rows = [
        HEADER,
        ["东河村", "谢长河", "谢长河", "户主", id_of("19700210", 11), "小学", phone_of(1), "√", "腿脚不便"],
        ["东河村", "谢长河", "刘桂香", "妻", id_of("19720816", 12), "文盲", phone_of(2), "√", None],
        ["西岗村", "潘志明", "潘志明", "户主", id_of("19681212", 11), "初中", phone_of(3), None, None],
        ["西岗村", "潘志明", "潘丽", "女儿", "419901199302250129", "本科", phone_of(4), None, None],
    ]
    return judge_rows(tmp_path, rows, "household_ledger")


def _state(session: Session) -> dict[str, Any]:
    """Everything a clerk could see of people and households: live rows without stamps, and what search finds."""
    found: dict[str, Any] = {}
    for model in (Household, Person, PersonCategory):
        names = [field.name for field in model.describes] + ["id", "note"]
        query = select(*(getattr(model, name) for name in names)).where(model.voided_at.is_(None)).order_by(model.id)
        found[model.__tablename__] = [tuple(row) for row in session.execute(query)]
    entries = session.connection().exec_driver_sql(
        "SELECT kind, record_id, title, subtitle, initials FROM search_entry"
    )
    words = search.words_of(session)
    found["search"] = sorted((*row, words[row[0], row[1]]) for row in entries)
    return found


def _person(session: Session, id_number: str) -> Mapping[str, Any]:
    key = session.scalar(select(Person.id).where(Person.id_number == id_number, Person.voided_at.is_(None)))
    assert key
    return get_person(session, key)


def test_accepted_rows_become_people_and_households(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        result = write_import(session, _ledger(tmp_path))
    assert (result.created, result.completed, result.unchanged, result.households) == (3, 0, 0, 2)
    with station.db.read() as session:
        wife = _person(session, id_of("19720816", 12))
        assert wife["name"] == "刘桂香"
        assert wife["sex"] == "2"
        assert wife["birth_date"].isoformat() == "1972-08-16"
        assert wife["relation_to_head"] == "12"
        assert wife["categories"] == ("A01",)
        assert wife["primary_category"] == "A01"
        assert wife["name_pinyin"] == "liu gui xiang"
        assert wife["village"] == "东河村"
        assert wife["ethnic_group"] == "01"
        assert wife["note"] == "文化程度：文盲"
        home = session.get_one(Household, wife["household_id"])
        assert (home.head_name, home.village, home.village_code) == ("谢长河", "东河村", "419901300200")
        assert (home.household_no, home.member_count) == ("4199013002000001", 2)
        dated = session.scalars(select(PersonCategory).where(PersonCategory.person_id == wife["id"])).one()
        assert (dated.category, dated.valid_from, dated.source) == ("A01", TODAY, "县下发")


def test_a_rejected_row_is_not_written(station: StationInUse, tmp_path: Path) -> None:
    judgement = _ledger(tmp_path)
    assert judgement.counts["needs_correction"] == 1
    with station.db.work() as session:
        result = write_import(session, judgement)
        assert ("花名册", 5) not in result.person_ids
        assert session.scalar(select(Person.id).where(Person.name == "潘丽")) is None


def test_every_person_keeps_file_sheet_and_row(station: StationInUse, tmp_path: Path) -> None:
    judgement = _ledger(tmp_path)
    with station.db.work() as session:
        result = write_import(session, judgement)
    with station.db.read() as session:
        batch = session.get_one(ImportBatch, result.batch_id)
        assert (batch.file_name, batch.file_hash) == (judgement.file_name, judgement.file_hash)
        assert (batch.import_kind, batch.accepted_count, batch.rejected_count) == ("household_ledger", 3, 1)
        query = select(ImportOrigin.sheet, ImportOrigin.row_number, ImportOrigin.record_id).where(
            ImportOrigin.entity == "person"
        )
        assert {(sheet, row): key for sheet, row, key in session.execute(query)} == dict(result.person_ids)


def test_imported_people_are_found_by_name_initials_number_and_phone(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        write_import(session, _ledger(tmp_path))
    with station.db.read() as session:
        for words in ("刘桂香", "lgx", "liugui", id_of("19720816", 12), phone_of(2)):
            assert [hit.title for hit in search.find(session, words)] == ["刘桂香"]


def test_screens_hear_which_records_changed(station: StationInUse, tmp_path: Path) -> None:
    heard: list[frozenset[str]] = []
    station.db.listen(heard.append)
    with station.db.work() as session:
        write_import(session, _ledger(tmp_path))
    assert {"person", "household", "person_category", "import_batch"} <= heard[-1]


def test_the_same_file_is_asked_about_and_adds_nobody(station: StationInUse) -> None:
    judgement = judge_file(SAMPLE, "household_ledger")
    with station.db.work() as session:
        first = write_import(session, judgement)
    with pytest.raises(Refused) as refusal, station.db.work() as session:
        write_import(session, judgement)
    assert refusal.value.problems[0].code == "SAME_FILE"
    with station.db.work() as session:
        again = write_import(session, judgement, again=True)
    assert (again.created, again.completed, again.unchanged, again.households) == (0, 0, 15, 0)
    assert list(again.person_ids.values()) == list(first.person_ids.values())


def test_a_file_without_accepted_rows_writes_nothing(station: StationInUse, tmp_path: Path) -> None:
    judgement = judge_rows(tmp_path, [["姓名", "身份证号", "性别"], ["王芳", "4199", "女"]])
    with pytest.raises(Refused) as refusal, station.db.work() as session:
        write_import(session, judgement)
    assert refusal.value.problems[0].code == "NOTHING_ACCEPTED"


def test_gaps_of_a_known_person_are_filled_and_differences_left_alone(station: StationInUse, tmp_path: Path) -> None:
    number = id_of("19720816", 12)
    with station.db.work() as session:
        values = person_values(id_number=number, name="刘桂香", phone="15400009999", education=None, categories=())
        save_person(session, values, require=False)
    judgement = _ledger(tmp_path)
    with station.db.read() as session:
        plan = plan_import(session, judgement)
    assert (plan.new_people, plan.completed_people) == (2, 1)
    assert [(d.field, d.kept, d.found) for d in plan.differences] == [("phone", "15400009999", phone_of(2))]
    with station.db.work() as session:
        result = write_import(session, judgement)
        person = _person(session, number)
    assert (result.created, result.completed) == (2, 1)
    assert person["phone"] == "15400009999"
    assert person["education"] == "90"
    assert person["categories"] == ("A01",)
    assert person["household_id"] is not None


def test_the_clerk_may_take_the_value_of_the_file(station: StationInUse, tmp_path: Path) -> None:
    number = id_of("19720816", 12)
    with station.db.work() as session:
        save_person(session, person_values(id_number=number, name="刘桂香", phone="15400009999"))
    judgement = _ledger(tmp_path)
    with station.db.work() as session:
        write_import(session, judgement, take={(("花名册", 3), "phone")})
        assert _person(session, number)["phone"] == phone_of(2)
        assert [hit.title for hit in search.find(session, phone_of(2))] == ["刘桂香"]


@pytest.mark.parametrize("since", [TODAY, dt.date(2020, 1, 1)])
def test_an_ordinary_resident_whom_a_list_gives_a_category_is_one_no_longer_and_undo_brings_it_back(
    station: StationInUse, tmp_path: Path, since: dt.date
) -> None:
    number = id_of("19720816", 12)
    with station.db.work() as session:
        values = person_values(id_number=number, name="刘桂香", phone=phone_of(2), categories=("Z00",))
        key = save_person(session, values)
        (row,) = list_categories(session, key)
        save_category(session, key, {"valid_from": since}, category_id=row.id)
        before = _state(session)
    judgement = judge_rows(tmp_path, [["姓名", "身份证号", "人员类别"], ["刘桂香", number, "留守妇女"]])
    with station.db.work() as session:
        result = write_import(session, judgement, take={(row.key, "categories") for row in judgement.rows})
        assert _person(session, number)["categories"] == ("D01",)
        assert [one.category for one in list_categories(session, key) if one.holds_on(TODAY)] == ["D01"]
    with station.db.work() as session:
        undo_import(session, result.batch_id)
        assert _state(session) == before


def test_a_new_category_of_a_known_person_is_a_difference_that_only_adds(station: StationInUse, tmp_path: Path) -> None:
    number = id_of("19720816", 12)
    with station.db.work() as session:
        save_person(session, person_values(id_number=number, name="刘桂香", phone=phone_of(2), categories=("D01",)))
    judgement = _ledger(tmp_path)
    with station.db.work() as session:
        write_import(session, judgement, take={(("花名册", 3), "categories")})
        person = _person(session, number)
    assert person["categories"] == ("D01", "A01")
    assert person["primary_category"] == "A01"


def test_nobody_is_lost_because_a_file_does_not_mention_her(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        save_person(session, person_values(id_number=id_of("19810101", 4)))
        write_import(session, _ledger(tmp_path))
    with station.db.read() as session:
        assert _person(session, id_of("19810101", 4))["name"] == "王秀兰"


def test_two_heads_of_one_name_in_one_village_are_two_households(station: StationInUse, tmp_path: Path) -> None:
    rows = [
        ["村", "户主姓名", "姓名", "与户主关系", "身份证号"],
        ["东河村", "王强", "王强", "户主", id_of("19700210", 11)],
        ["东河村", "王强", "李芳", "妻", id_of("19720816", 12)],
        ["东河村", "王强", "王强", "户主", id_of("19750210", 11)],
        ["东河村", "王强", "赵梅", "妻", id_of("19760816", 12)],
    ]
    with station.db.work() as session:
        result = write_import(session, judge_rows(tmp_path, rows, "household_ledger"))
        assert result.households == 2
        homes = [_person(session, row[4])["household_id"] for row in rows[1:]]
    assert homes[0] == homes[1] != homes[2] == homes[3]


def test_without_a_column_for_the_head_a_row_of_the_head_opens_a_household(
    station: StationInUse, tmp_path: Path
) -> None:
    rows = [
        ["村", "姓名", "与户主关系", "身份证号"],
        ["东河村", "王强", "户主", id_of("19700210", 11)],
        ["东河村", "李芳", "妻", id_of("19720816", 12)],
        ["东河村", "赵刚", "户主", "419901197502100111"],
        ["东河村", "赵梅", "女儿", id_of("19960816", 12)],
    ]
    with station.db.work() as session:
        result = write_import(session, judge_rows(tmp_path, rows, "household_ledger"))
        assert result.households == 2
        daughter = _person(session, id_of("19960816", 12))
        assert session.get_one(Household, daughter["household_id"]).head_name == "赵刚"


def test_a_later_list_finds_the_household_again(station: StationInUse, tmp_path: Path) -> None:
    rows = [*_later_rows()]
    with station.db.work() as session:
        write_import(session, _ledger(tmp_path))
    with station.db.work() as session:
        result = write_import(session, judge_rows(tmp_path, rows, "household_ledger"))
        child = _person(session, id_of("20000816", 12))
        assert result.households == 0
        home = session.get_one(Household, child["household_id"])
        assert (home.head_name, home.member_count) == ("谢长河", 3)


def _later_rows() -> list[list[Any]]:
    return [HEADER, ["东河村", "谢长河", "谢甜", "长女", id_of("20000816", 12), "高中", phone_of(9), None, None]]


def test_undoing_an_import_gives_exactly_the_state_before(station: StationInUse, tmp_path: Path) -> None:
    known = id_of("19720816", 12)
    with station.db.work() as session:
        save_person(
            session, person_values(id_number=known, name="刘桂香", education=None, categories=()), require=False
        )
        save_person(session, person_values(id_number=id_of("19810101", 4)))
        write_import(session, judge_rows(tmp_path, _later_rows(), "household_ledger"))
    with station.db.read() as session:
        before = _state(session)
    judgement = _ledger(tmp_path)
    with station.db.work() as session:
        result = write_import(session, judgement, take={(("花名册", 3), "phone"), (("花名册", 3), "categories")})
        assert _state(session) != before
    with station.db.work() as session:
        assert undo_import(session, result.batch_id) == 2
    with station.db.read() as session:
        assert _state(session) == before


def test_any_import_taken_back_leaves_no_trace(station: StationInUse, tmp_path: Path) -> None:
    chance = random.Random(11)
    numbers = [id_of(f"19{60 + n}0101", 10 + n) for n in range(12)]
    imported = []
    for attempt in range(12):
        rows: list[list[Any]] = [HEADER]
        for number in chance.sample(numbers, chance.randrange(1, 8)):
            head = chance.choice(("谢长河", "潘志明", ""))
            relation = chance.choice(("户主", "妻", "长子", ""))
            name = head if head and relation == "户主" else "王" + chance.choice("芳梅兰")
            phone = chance.choice((phone_of(1), phone_of(2), None))
            school, mark = chance.choice(("小学", "文盲", None, "看不清")), chance.choice(("√", None))
            village, note = chance.choice(("东河村", "西岗村", None)), chance.choice((None, f"备注{attempt}"))
            rows.append([village, head or None, name, relation or None, number, school, phone, mark, note])
        judgement = judge_file(write_xlsx(tmp_path / f"{attempt}.xlsx", rows), "household_ledger")
        if not judgement.accepted:
            continue
        take = {(row.key, name) for row in judgement.accepted for name in ("phone", "categories", "education")}
        with station.db.read() as session:
            before = _state(session)
        with station.db.work() as session:
            result = write_import(session, judgement, take=take)
        with station.db.work() as session:
            undo_import(session, result.batch_id)
            assert _state(session) == before
        with station.db.work() as session:
            imported.append(write_import(session, judgement, take=take).batch_id)
    assert len(imported) > 8
    for batch_id in reversed(imported):
        with station.db.work() as session:
            undo_import(session, batch_id)
    with station.db.read() as session:
        assert not any(_state(session).values())


def test_an_undone_file_may_be_imported_again(station: StationInUse) -> None:
    judgement = judge_file(SAMPLE, "household_ledger")
    with station.db.work() as session:
        first = write_import(session, judgement)
        undo_import(session, first.batch_id)
    with station.db.work() as session:
        second = write_import(session, judgement)
        assert second.created == first.created
        with pytest.raises(Refused, match="已经撤销过"):
            undo_import(session, first.batch_id)


def test_undo_is_refused_when_somebody_changed_a_person_since(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        result = write_import(session, _ledger(tmp_path))
    with station.db.work() as session:
        save_person(session, {"phone": phone_of(77)}, person_id=result.person_ids["花名册", 3], require=False)
    with station.db.read() as session:
        before = _state(session)
    with pytest.raises(Refused) as refusal, station.db.work() as session:
        undo_import(session, result.batch_id)
    assert refusal.value.problems[0].code == "CHANGED_SINCE"
    assert "刘桂香" in refusal.value.problems[0].text
    with station.db.read() as session:
        assert _state(session) == before


def test_undo_is_refused_when_somebody_joined_a_household_since(station: StationInUse, tmp_path: Path) -> None:
    with station.db.work() as session:
        result = write_import(session, _ledger(tmp_path))
        home = _person(session, id_of("19700210", 11))["household_id"]
        values = person_values(id_number=id_of("19950101", 4), household_id=home, relation_to_head="30")
        save_person(session, values)
    with pytest.raises(Refused) as refusal, station.db.work() as session:
        undo_import(session, result.batch_id)
    assert refusal.value.problems[0].code == "CHANGED_SINCE"


def test_a_class_can_enrol_the_people_in_the_same_transaction(station: StationInUse, tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def enrol(session: Session, person_ids: list[str], judgement: Judgement) -> None:
        assert len(person_ids) == len(judgement.accepted)
        seen.append([session.get_one(Person, key).name for key in person_ids])
        raise Refused("班已满")

    with pytest.raises(Refused, match="班已满"), station.db.work() as session:
        write_import(session, _ledger(tmp_path), after_write=enrol)
    assert seen == [["谢长河", "刘桂香", "潘志明"]]
    with station.db.read() as session:
        assert session.scalar(select(Person.id)) is None


def test_what_a_person_has_no_field_for_stays_with_the_row(station: StationInUse, tmp_path: Path) -> None:
    rows = [
        ["姓名", "身份证号", "岗位", "上岗时间", "月补贴(元)", "银行账号"],
        ["王芳", id_of("19800101", 12), "保洁员", "2022.6.1", "600元", "6222020000000001"],
    ]
    with station.db.work() as session:
        write_import(session, judge_rows(tmp_path, rows))
    with station.db.read() as session:
        told = session.scalar(select(ImportOrigin.before).where(ImportOrigin.entity == "person"))
        assert told == '{"row": {"post": "保洁员", "start_date": "2022-06-01", "monthly_amount": "600.00"}}'
        assert _person(session, id_of("19800101", 12))["bank_account"] == "6222020000000001"


def test_text_that_no_field_can_hold_is_named_not_cut_off(station: StationInUse, tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "家庭住址"], ["王芳", id_of("19800101", 12), "东河村" * 50]]
    judgement = judge_rows(tmp_path, rows)
    with station.db.work() as session:
        plan = plan_import(session, judgement)
        assert [(left.field, left.value) for left in plan.rows[0].left_out] == [("address", "东河村" * 50)]
        write_import(session, judgement)
        assert _person(session, id_of("19800101", 12))["address"] is None


def test_a_corrected_row_is_written_as_corrected(station: StationInUse, tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "性别"], ["王马+风", id_of("19910606", 12), "女"]]
    path = tmp_path / "a.xlsx"
    judge_rows(tmp_path, rows)
    workbook = read_workbook(tmp_path / "花名册.xlsx")
    judgement = judge(workbook, None, Options(TODAY, TODAY), {("花名册", 2): {"name": "王凤"}})
    assert not path.exists()
    with station.db.work() as session:
        write_import(session, judgement)
        assert _person(session, id_of("19910606", 12))["name"] == "王凤"
