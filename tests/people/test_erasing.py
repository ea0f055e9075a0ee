"""Erasing a person: nothing of her is left anywhere, nor does a restore bring her back (F29)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.users import User
from station_app.features.people.service import erasing, households, merging, people
from station_app.storage import audit, backup, drafts, erase_ledger, search, station_file
from station_app.storage.connect import open_file
from station_app.storage.restoring import restore
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values

NAME, NUMBER, PHONE = "覃桂香", number("19790615", 24), "15400007788"
OLD_PHONE, ACCOUNT = "15400009911", "6230419900112233445"
HERS = (NAME, NUMBER, PHONE, OLD_PHONE, ACCOUNT, "城郊乡东河村9组77号")
WHY = {"basis": "1", "reason": "本人到站书面提出，站长当面核实"}


def hits(database: Path, data_key: bytes, words: Iterable[str] = HERS) -> dict[str, int]:
    """In which tables a word of hers still stands, looked for by plain SQL in every column."""
    found: dict[str, int] = {}
    with contextlib.closing(open_file(database, data_key)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                if any(word in str(value) for value in row for word in words):
                    found[table] = found.get(table, 0) + 1
    return found


@pytest.fixture
def her(station: StationInUse) -> tuple[str, str]:
    """The head of a household of two, with a history; her key and the household's."""
    with station.db.work() as session:
        home = households.save_household(session, household_values())
        key = people.save_person(
            session,
            person_values(
                name=NAME,
                id_number=NUMBER,
                phone=OLD_PHONE,
                bank_account=ACCOUNT,
                address="城郊乡东河村9组77号",
                household_id=home,
                relation_to_head="02",
            ),
        )
        people.save_person(session, person_values(household_id=home, relation_to_head="11", contact_phone=PHONE))
    with station.db.work() as session:
        people.save_person(session, {"phone": PHONE, "note": f"丈夫在外，找{NAME}打 {PHONE}"}, person_id=key)
        drafts.keep(session, "person", key, "王敏", {"phone": (PHONE, OLD_PHONE)}, title=NAME)
        drafts.keep(session, "person", None, "王敏", {"id_number": ("", NUMBER), "name": ("", NAME)})
        audit.note(session, "export", detail={"search": NAME})
    return key, home


def erase(station: StationInUse, key: str) -> erasing.Erased:
    return erasing.erase_person(station.db, station.folder, key, **WHY)


def test_nothing_of_her_is_left_in_any_table(station: StationInUse, her: tuple[str, str]) -> None:
    assert set(hits(station.folder.database, station.data_key)) >= {"person", "change", "search_words", "draft"}
    done = erase(station, her[0])
    assert hits(station.folder.database, station.data_key) == {}
    assert (done.mentions, done.copies) == ((), ())
    with station.db.read() as session:
        assert search.find(session, "qgx") == []
        assert NAME not in [row.name for row in people.list_people(session)]
    assert not any(word in station.folder.erase_ledger.read_text("utf-8") for word in HERS)


def test_the_trail_says_who_erased_and_why_and_still_proves_everything_else(
    station: StationInUse, her: tuple[str, str]
) -> None:
    erase(station, her[0])
    with station.db.read() as session:
        assert audit.verify(session).fault == ""
        execute = audit.execute_of(session)
        actor, record_id, detail = execute(
            "SELECT actor, record_id, detail FROM audit_entry WHERE action = 'erase'"
        ).fetchone()
    assert (actor, record_id) == ("王敏", her[0])
    assert "本人要求删除" in detail
    assert backup.check(station.folder, station.data_key) == []
    with contextlib.closing(open_file(station.folder.database, station.data_key)) as connection:
        connection.execute("DROP TRIGGER change_log_change_set")
        connection.execute("UPDATE change SET new = '\"x\"' WHERE counter = 3")
    with station.db.read() as session:
        assert not audit.verify(session).whole


def test_the_door_through_the_append_only_log_is_shut_again(station: StationInUse, her: tuple[str, str]) -> None:
    erase(station, her[0])
    with pytest.raises(Exception, match="never changed"), station.db.work() as session:
        audit.execute_of(session)("UPDATE change SET new = NULL")


def test_others_keep_what_is_theirs(station: StationInUse, her: tuple[str, str]) -> None:
    with station.db.work() as session:
        twin = person_values(id_number=number("19790615", 28), phone=PHONE, household_id=her[1], relation_to_head="31")
        key = people.save_person(session, twin)
        before = people.get_person(session, key)
    erase(station, her[0])
    with station.db.read() as session:
        assert [row.name for row in people.list_people(session)] == ["王秀兰", "王秀兰"]
        assert people.get_person(session, key) == before  # same birthday, same household, same telephone
        lines = session.execute(text(f"SELECT new FROM change WHERE record_id = '{key}' AND field = ''")).scalars()
        assert [value for line in lines for value in (PHONE, "1979-06-15", her[1]) if value not in line] == []
        home = households.get_household(session, her[1])
        assert home["address"] == household_values()["address"]
        assert NAME not in str(home)


def test_a_restored_copy_is_blanked_before_anybody_sees_it(
    station: StationInUse, her: tuple[str, str], tmp_path: Path
) -> None:
    copy = backup.make_copy(station.db, station.folder, tmp_path / "usb")
    erase(station, her[0])
    station.db.close()
    restore(copy.path, station.folder)
    assert hits(station.folder.database, station.data_key)
    with contextlib.closing(open_file(station.folder.database, station.data_key)) as connection:
        assert erase_ledger.is_behind(connection, station.folder, station.data_key)
        before = connection.execute("SELECT value FROM about WHERE name = 'epoch'").fetchone()
    db = station_file.open_station(station.folder, station.data_key, actor="王敏")
    assert hits(station.folder.database, station.data_key) == {}
    with db.read() as session:
        execute = audit.execute_of(session)
        actions = [row[0] for row in execute("SELECT action FROM audit_entry ORDER BY number DESC LIMIT 3")]
        assert audit.verify(session).fault == ""
        about = dict(execute("SELECT name, value FROM about").fetchall())
    db.close()
    assert {"restore", "erase"} <= set(actions)
    assert about["epoch_parent"] == before[0] != about["epoch"]
    assert not station.folder.restored_mark.exists()


def test_copies_that_still_hold_her_are_named_and_go_when_chosen(station: StationInUse, her: tuple[str, str]) -> None:
    old = backup.make_copy(station.db, station.folder, station.folder.copies)
    done = erase(station, her[0])
    new = backup.make_copy(station.db, station.folder, station.folder.copies)
    assert done.copies == (old.path,)
    erasing.delete_copies(station.db, station.folder, done.copies)
    assert [copy.path for copy in backup.list_copies(station.folder.copies)] == [new.path]


def test_what_her_family_and_a_former_household_tell_of_her_goes_too(station: StationInUse) -> None:
    old_name, short = "韦桂香", NUMBER[:6] + NUMBER[8:17]
    with station.db.work() as session:
        former = households.save_household(session, household_values(address="城郊乡西河村1组"))
        home = households.save_household(session, household_values())
        first = {"household_id": former, "relation_to_head": "02"}
        key = people.save_person(session, person_values(name=old_name, id_number=NUMBER, phone=OLD_PHONE, **first))
    with station.db.work() as session:
        moved = {"household_id": home, "relation_to_head": "02", "phone": PHONE}
        people.save_person(session, {"name": NAME, "former_name": old_name} | moved, person_id=key)
        child = person_values(name="王小妹", id_number=number("20160615", 24), household_id=home, relation_to_head="21")
        told = {"contact_name": NAME, "contact_phone": PHONE, "consent_guardian": NAME, "account_name": NAME}
        note = {"note": f"母亲{NAME}，原名{old_name}，老证号{short}，电话 154-0000-7788、154 0000 9911"}
        people.save_person(session, child | told | note)
        drafts.keep(session, "person", None, "李梅", {"name": ("", NAME)})
        audit.note(session, "export", detail={"search": old_name})
    with station.db.work() as session:
        merging.merge_households(session, home, former)
    assert erase(station, key).mentions == ()
    assert hits(station.folder.database, station.data_key, (*HERS, old_name, short, "154-0000-7788", "0000 9911")) == {}
    with station.db.read() as session:
        assert audit.verify(session).fault == ""
        (left,) = people.list_people(session)
        assert people.get_person(session, left.id)["contact_name"] == "已删除"


def test_a_longer_name_that_holds_hers_stays_whole(station: StationInUse) -> None:
    with station.db.work() as session:
        home = households.save_household(session, household_values())
        son = person_values(name="李明华", id_number=number("20010615", 23), household_id=home, relation_to_head="02")
        people.save_person(session, son | {"note": "李明华的父亲是李明，李明不在家"})
        father = person_values(name="李明", id_number=number("19700615", 27), household_id=home, relation_to_head="51")
        key = people.save_person(session, father | {"phone": "15400003344"})
    assert erase(station, key).mentions == ()
    with station.db.read() as session:
        (left,) = people.list_people(session)
        assert left.name == "李明华"
        assert people.get_person(session, left.id)["note"] == "李明华的父亲是已删除，已删除不在家"
        assert households.get_household(session, home)["head_name"] == "李明华"
        assert [hit.title for hit in search.find(session, "李明")] == ["李明华"]


def test_records_of_hers_that_were_taken_out_of_use_before_go_too(station: StationInUse, her: tuple[str, str]) -> None:
    with station.db.work() as session:
        people.void_person(session, her[0], "登记重复")
        second = people.save_person(session, person_values(name=NAME, id_number=NUMBER, phone=PHONE))
        people.void_person(session, second, "又登记重复")
        third = people.save_person(session, person_values(name=NAME, id_number=NUMBER, phone=PHONE))
    assert erase(station, third).mentions == ()
    assert hits(station.folder.database, station.data_key) == {}


def test_a_namesake_elsewhere_is_told_and_not_touched(station: StationInUse, her: tuple[str, str]) -> None:
    with station.db.work() as session:
        people.save_person(session, person_values(name=NAME, id_number=number("19850203", 26), phone="15400001212"))
    assert "人员“覃桂香”：姓名" in erase(station, her[0]).mentions
    with station.db.read() as session:
        assert [hit.title for hit in search.find(session, NAME)] == [NAME]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"basis": "随便"}, "basis"), ({"reason": " "}, "reason"), ({"reason": f"{NAME}要求"}, "reason")],
)
def test_it_needs_a_basis_and_a_reason_without_her_name(
    station: StationInUse, her: tuple[str, str], change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        erasing.erase_person(station.db, station.folder, her[0], **(WHY | change))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_only_the_head_of_the_station_may(station: StationInUse, her: tuple[str, str]) -> None:
    station.db.user = User("u1", "李梅", "worker")
    with pytest.raises(Refused, match="站长"):
        erase(station, her[0])


def test_a_ledger_that_was_tampered_with_keeps_the_station_shut(station: StationInUse, her: tuple[str, str]) -> None:
    erase(station, her[0])
    station.db.close()
    ledger = station.folder.erase_ledger
    ledger.write_text(ledger.read_text("utf-8").replace("本人要求删除", "保存期限已到"), "utf-8")
    with pytest.raises(Trouble, match="删除登记"):
        station_file.open_station(station.folder, station.data_key, actor="王敏")
    ledger.unlink()  # the file itself still knows
    station_file.open_station(station.folder, station.data_key, actor="王敏").close()
    assert list(erase_ledger.read(station.folder, station.data_key)) == [her[0]]
