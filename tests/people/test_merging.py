"""Two records that are one: what moves, what is refused, and that all of it can be taken back (F54)."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from station_app.core.checks import Refused
from station_app.features.people.service import (
    categories,
    duplicates,
    households,
    merging,
    people,
    skills,
    unmerging,
)
from station_app.features.training.model import Enrolment, TrainingClass
from station_app.storage import records, search
from station_app.storage.base import Base, Synced
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values

BOOKKEEPING = ("version", "updated_at", "updated_by")


def contents(session: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """Everything that is stored, without who touched it when, the merges themselves and search numbers."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for mapper in Base.registry.mappers:
        model = mapper.class_
        if issubclass(model, Synced) and model.__tablename__ != "record_merge":
            rows = session.connection().exec_driver_sql(f'SELECT * FROM "{model.__tablename__}"').mappings()
            found[model.__tablename__] = {
                row["id"]: {name: value for name, value in row.items() if name not in BOOKKEEPING} for row in rows
            }
    entries = session.connection().exec_driver_sql("SELECT kind, record_id, title, subtitle FROM search_entry")
    words = search.words_of(session)
    found["search"] = {f"{row[0]} {row[1]}": {"all": (*row[2:], words[row[0], row[1]])} for row in entries}
    return found


def _save(session: Any, **changes: Any) -> str:
    return people.save_person(session, person_values(**changes), require=False)


def _enrolled(session: Any, person_id: str, class_id: str, trainee_no: int) -> str:
    values = {"training_class_id": class_id, "person_id": person_id, "trainee_no": trainee_no}
    return str(records.save(session, Enrolment, values, require=False).id)


def _class(session: Any, class_no: str) -> str:
    made = str(records.save(session, TrainingClass, {"class_no": class_no}, require=False).id)
    search.put(session, "training_class", made, class_no, "", [class_no])
    return made


def test_everything_of_the_gone_one_belongs_to_the_kept_one_who_is_found_by_both_names(station: StationInUse) -> None:
    with station.db.work() as session:
        kept = _save(session, phone=None)
        gone = _save(session, name="王绣兰", id_number=number(sequence=4), phone="15400000088", categories=("C01",))
        trainee = _enrolled(session, gone, _class(session, "2023-001"), 1)
        skill = {"trade": "01", "skill_level": "P", "gained_on": dt.date(2023, 1, 1), "source": "外来证书"}
        from station_app.core import codes

        skill["trade"] = next(iter(codes.table("training_trade")))[0]
        skills.add_skill(session, gone, skill)
        result = merging.merge_people(session, kept, gone)
        assert result.households is None
        person = people.get_person(session, kept)
        assert (person["name"], person["phone"]) == ("王秀兰", "15400000088")
        assert (set(person["categories"]), person["primary_category"]) == ({"D01", "C01"}, "C01")
        assert session.get_one(Enrolment, trainee).person_id == kept
        assert [row.trade for row in skills.list_skills(session, kept)] == [skill["trade"]]
        assert [row.id for row in people.list_people(session)] == [kept]
        for words in ("王绣兰", number(sequence=4), "王秀兰"):
            assert [hit.record_id for hit in search.find(session, words)] == [kept]
        gone_one = session.get_one(people.Person, gone)
        assert (gone_one.person_state, gone_one.merged_into) == ("merged", kept)


def test_values_are_taken_from_the_gone_one_where_the_clerk_says_so_also_the_id_number(station: StationInUse) -> None:
    with station.db.work() as session:
        kept = _save(session, id_number=None, id_document_type="8")
        gone = _save(session, name="王绣兰", id_number=number(sequence=4))
        differing = merging.differing(session, kept, gone)
        assert differing["id_number"] == (None, number(sequence=4))
        merged = merging.merge_people(session, kept, gone, take=("name", "id_number", "id_document_type"))
        person = people.get_person(session, kept)
        assert (person["name"], person["id_number"]) == ("王绣兰", number(sequence=4))
        assert unmerging.undo_merge(session, merged.merge_id) == []
        assert people.get_person(session, kept)["id_number"] is None
        assert people.get_person(session, gone)["id_number"] == number(sequence=4)


def test_two_people_in_one_class_are_not_merged_and_the_class_is_named(station: StationInUse) -> None:
    with station.db.work() as session:
        kept, gone = _save(session), _save(session, id_number=number(sequence=4))
        course = _class(session, "2023-001")
        _enrolled(session, kept, course, 1)
        _enrolled(session, gone, course, 2)
        with pytest.raises(Refused, match="2023-001") as refused:
            merging.merge_people(session, kept, gone)
        assert refused.value.problems[0].code == "COLLISION"


def test_households_of_two_merged_people_are_asked_for_separately_and_two_heads_never_meet(
    station: StationInUse,
) -> None:
    with station.db.work() as session:
        homes = [households.save_household(session, household_values()) for _n in range(2)]
        kept = _save(session, household_id=homes[0], relation_to_head="02")
        gone = _save(session, id_number=number(sequence=4), household_id=homes[1], relation_to_head="02")
        child = _save(
            session, name="谢甜甜", id_number=number("20150606", 12), household_id=homes[1], relation_to_head="31"
        )
        result = merging.merge_people(session, kept, gone)
        assert result.households == (homes[0], homes[1])
        merge = merging.merge_households(session, homes[0], homes[1])
        rows = {row.id: (row.head_id, row.known_members) for row in households.list_households(session)}
        assert rows == {homes[0]: (kept, 2)}
        assert people.get_person(session, child)["household_id"] == homes[0]
        unmerging.undo_merge(session, merge)
        assert people.get_person(session, child)["household_id"] == homes[1]


def test_the_other_head_needs_a_relation_when_households_are_merged(station: StationInUse) -> None:
    with station.db.work() as session:
        homes = [households.save_household(session, household_values()) for _n in range(2)]
        _save(session, household_id=homes[0], relation_to_head="02")
        wife = _save(session, name="李娟", id_number=number(sequence=4), household_id=homes[1], relation_to_head="02")
        with pytest.raises(Refused, match="李娟") as refused:
            merging.merge_households(session, *homes)
        assert refused.value.problems[0].field == "relation_to_head"
        merging.merge_households(session, *homes, other_head_relation="12")
        assert people.get_person(session, wife)["relation_to_head"] == "12"


def test_what_was_changed_since_stays_and_is_named(station: StationInUse) -> None:
    with station.db.work() as session:
        kept, gone = _save(session, phone=None), _save(session, id_number=number(sequence=4), phone="15400000088")
        merged = merging.merge_people(session, kept, gone)
        people.save_person(session, {"phone": "15400000099"}, person_id=kept)
        (sentence,) = unmerging.undo_merge(session, merged.merge_id)
        assert "手机" in sentence
        assert people.get_person(session, kept)["phone"] == "15400000099"
        assert people.get_person(session, gone)["phone"] == "15400000088"
        with pytest.raises(Refused, match="撤销过"):
            unmerging.undo_merge(session, merged.merge_id)


def test_a_merge_is_taken_back_only_after_the_later_one_and_not_over_somebody_elses_number(
    station: StationInUse,
) -> None:
    with station.db.work() as session:
        first, second, third = (_save(session, id_number=number(sequence=2 * n)) for n in (1, 2, 3))
        one = merging.merge_people(session, second, first)
        two = merging.merge_people(session, third, second)
        assert [hit.record_id for hit in search.find(session, number(sequence=2))] == [third]
        with pytest.raises(Refused, match="后来"):
            unmerging.undo_merge(session, one.merge_id)
        unmerging.undo_merge(session, two.merge_id)
        other = _save(session, name="李娟", id_number=number(sequence=2))
        with pytest.raises(Refused, match="李娟"):
            unmerging.undo_merge(session, one.merge_id)
        people.void_person(session, other, "登记错了")
        assert unmerging.undo_merge(session, one.merge_id) == []


def test_overlapping_categories_become_one_record_of_all_their_days(station: StationInUse) -> None:
    with station.db.work() as session:
        kept, gone = _save(session), _save(session, id_number=number(sequence=4))
        (row,) = categories.list_categories(session, gone)
        categories.save_category(session, gone, {"valid_from": dt.date(2020, 1, 1)}, category_id=row.id)
        merging.merge_people(session, kept, gone)
        (row,) = categories.list_categories(session, kept)
        assert (row.category, row.valid_from, row.valid_to) == ("D01", dt.date(2020, 1, 1), None)


class _EndOfExampleError(Exception):
    """Rolls back what an example wrote, so that the next one begins on an empty station."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_merge_taken_back_leaves_everything_as_it_was(station: StationInUse, data: st.DataObject) -> None:
    with suppress(_EndOfExampleError), station.db.work() as session:
        home_keys = [households.save_household(session, household_values()) for _n in range(2)]
        homes = [data.draw(st.sampled_from([None, *home_keys])) for _n in range(2)]
        kinds = st.lists(st.sampled_from(["A02", "D01", "F01"]), unique=True)
        keys = []
        for at, home in enumerate(homes):
            values = {
                "id_number": number(sequence=2 * at + 2),
                "phone": data.draw(st.sampled_from([None, "15400000001", "15400000002"])),
                "categories": tuple(data.draw(kinds)),
                "household_id": home,
                "relation_to_head": "02" if home and (at == 0 or home != homes[0]) else "31" if home else None,
                "bank_account": data.draw(st.sampled_from([None, "6228480000000000000"])),
            }
            keys.append(_save(session, **values))
            for row in categories.list_categories(session, keys[-1]):
                if data.draw(st.booleans()):
                    since = {"valid_from": dt.date(2020, 1, 1 + at)}
                    categories.save_category(session, keys[-1], since, category_id=row.id)
        for at in range(data.draw(st.integers(0, 3))):
            _enrolled(session, data.draw(st.sampled_from(keys)), _class(session, f"2023-{at}"), 1)
        before = contents(session)
        names = sorted(merging.differing(session, *keys))
        take = data.draw(st.none() | st.lists(st.sampled_from(names), unique=True)) if names else None
        merged = merging.merge_people(session, keys[0], keys[1], take=take)
        undone = [merged.merge_id]
        if merged.households:
            relation = data.draw(st.sampled_from(["12", "31"]))
            undone.append(merging.merge_households(session, *merged.households, other_head_relation=relation))
        for merge_id in reversed(undone):
            assert unmerging.undo_merge(session, merge_id) == []
        assert contents(session) == before
        raise _EndOfExampleError


def test_likely_duplicates_are_found_by_number_sound_and_phone_surest_first(station: StationInUse) -> None:
    own = number("19800101", 2)
    with station.db.work() as session:
        same = _save(session, id_number=own, name="王大妮")
        sound = _save(session, name="王绣兰", id_number=None, id_document_type="8")
        phone = _save(session, id_number=None, id_document_type="8", birth_date=None)
        other = _save(session, id_number=number("19800101", 8))
        _save(session, name="李娟", id_number=number("19900101", 44))
        found = duplicates.possible_duplicates(session, person_values(id_number=own))
        assert [(one.id, one.likeness.code) for one in found] == [
            (same, "SAME_ID"),
            (sound, "NAME_AND_BIRTH"),
            (phone, "NAME_AND_PHONE"),
            (other, "OTHER_ID"),
        ]
        typed = {"name": "王", "id_number": own[:6] + own[8:17]}
        assert [one.likeness.code for one in duplicates.possible_duplicates(session, typed)] == ["TWIN_ID"]


def test_pairs_of_the_whole_station_are_asked_once(station: StationInUse) -> None:
    with station.db.work() as session:
        first = _save(session)
        sound = _save(session, name="王绣兰", id_number=None, id_document_type="8")
        phone = _save(session, id_number=None, id_document_type="8", birth_date=None, phone="15400000001")
        pairs = duplicates.find_duplicates(session)
        assert [({pair.first.id, pair.second.id}, pair.likeness.code) for pair in pairs] == [
            ({first, sound}, "NAME_AND_BIRTH"),
            ({first, phone}, "NAME_AND_PHONE"),
        ]
        duplicates.mark_distinct(session, sound, first)
        assert [pair.likeness.code for pair in duplicates.find_duplicates(session)] == ["NAME_AND_PHONE"]
        found = duplicates.possible_duplicates(session, people.get_person(session, first), first)
        assert [one.id for one in found] == [phone]


def test_a_person_is_looked_for_by_index_also_among_many(station: StationInUse) -> None:
    with station.db.read() as session:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
            asked.append(statement)
            told = session.connection().connection.cursor()
            told.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.append(" ".join(str(row[3]) for row in told.fetchall()))

        plans: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", note)
        duplicates.possible_duplicates(session, person_values(), "a" * 32)
        event.remove(session.connection(), "before_cursor_execute", note)
    assert asked
    assert all("SCAN" not in plan for plan in plans), plans
