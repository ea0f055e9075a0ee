"""Users with their passwords: who may manage them, what a cut in between leaves, what a restored copy opens with."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.users import READ_ONLY, STATION_HEAD, WORKER, User
from station_app.features.station.service import rules, user_access, users
from station_app.storage import backup, copies, key_wraps, keys, logins, station_file
from station_app.storage.database import Database
from tests.conftest import StationInUse

HERS, LIS = "miandian-ban-45", "hao-chi-de-mantou"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_wraps, "MEMORY_KIB", 64)  # the same argon2id with less work


@pytest.fixture
def wang(station: StationInUse) -> User:
    return user_access.start_users(station.db, station.folder, "王敏", HERS)


@pytest.fixture
def li(station: StationInUse, wang: User) -> User:
    return user_access.add_user(station.db, station.folder, "李娟", WORKER, LIS, proof=HERS)


def rows(station: StationInUse) -> list[tuple[str, str, bool, bool]]:
    with station.db.read() as session:
        return [(u.name, u.role, u.active, u.has_password) for u in users.list_users(session, station.folder)]


def reopened(folder: StationFolder, password: str, user_id: str) -> tuple[Database, User]:
    login = logins.unlock(folder, password, user_id)
    db = station_file.open_station(folder, login.data_key, actor="x")
    user = user_access.meet(db, login)
    user_access.note_login(db, login)
    return db, user


def test_the_first_user_is_a_head_and_takes_the_place_of_the_shared_password(station: StationInUse) -> None:
    keys.change_password(station.folder, station.data_key, "wo-men-gong-yong")
    with pytest.raises(Trouble, match="密码不对"):
        user_access.start_users(station.db, station.folder, "王敏", HERS, proof="bu-dui-de-mima")
    assert keys.key_users(station.folder) == ()
    wang = user_access.start_users(station.db, station.folder, "王敏", HERS, proof="wo-men-gong-yong")
    assert rows(station) == [("王敏", STATION_HEAD, True, True)]
    assert station.db.user == wang
    with pytest.raises(Trouble):
        keys.unlock(station.folder, "wo-men-gong-yong")


def test_a_weak_password_or_a_name_twice_adds_nobody(station: StationInUse, wang: User) -> None:
    for name, password, said in (
        ("李娟", "lijuan-2023-hao", "姓名"),
        ("李娟", "1234567890", "太常见"),
        ("李娟", "城郊社工2023年真好", "站名"),
        ("王敏", LIS, "已经有一位"),
    ):
        with pytest.raises(Refused, match=said):
            user_access.add_user(station.db, station.folder, name, WORKER, password, proof=HERS)
    assert len(rows(station)) == len(keys.key_users(station.folder)) == 1


def test_only_a_head_manages_users_and_rules(station: StationInUse, wang: User, li: User) -> None:
    station.db.user = li
    for act in (
        lambda: user_access.add_user(station.db, station.folder, "孙丽", WORKER, LIS, proof=LIS),
        lambda: user_access.change_user(station.db, station.folder, li.id, "李娟", STATION_HEAD),
        lambda: user_access.reset_password(station.db, station.folder, wang.id, LIS, proof=LIS),
        lambda: user_access.deactivate_user(station.db, station.folder, wang.id),
    ):
        with pytest.raises(Refused, match="只有站长"):
            act()
    with station.db.work() as session, pytest.raises(Refused, match="只有站长"):
        rules.set_rule(session, "pass_mark", valid_from=None, value="50", source="x")
    assert rows(station) == [("王敏", STATION_HEAD, True, True), ("李娟", WORKER, True, True)]


def test_the_last_head_stays_head(station: StationInUse, wang: User, li: User) -> None:
    with pytest.raises(Refused, match="最后一位站长"):
        user_access.change_user(station.db, station.folder, wang.id, "王敏", READ_ONLY)
    user_access.change_user(station.db, station.folder, li.id, "李娟", STATION_HEAD)
    user_access.change_user(station.db, station.folder, wang.id, "王敏", WORKER)
    assert [user.role for user in keys.key_users(station.folder)] == [WORKER, STATION_HEAD]


def test_a_user_out_of_use_keeps_her_name_on_what_she_wrote_and_opens_nothing(
    station: StationInUse, wang: User, li: User
) -> None:
    user_access.deactivate_user(station.db, station.folder, li.id)
    with pytest.raises(Trouble):
        logins.unlock(station.folder, LIS, li.id)
    assert rows(station)[1] == ("李娟", WORKER, False, False)
    with station.db.read() as session:
        assert users.name_of(session, li.id) == "李娟"


def test_cut_between_record_and_key_file_a_new_user_cannot_open_and_is_given_a_password_again(
    station: StationInUse, wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    logins.prove(station.folder, HERS, wang.id)
    before = station.folder.key_file.read_bytes()
    with monkeypatch.context() as power:
        power.setattr(keys, "put_user", cut)
        with pytest.raises(KeyboardInterrupt):
            user_access.add_user(station.db, station.folder, "李娟", WORKER, LIS, proof=HERS)
    assert [place.read_bytes() for place in keys.places(station.folder)] == [before, before]
    assert rows(station)[1] == ("李娟", WORKER, True, False)
    with station.db.read() as session:
        li_id = next(row.id for row in users.list_users(session, station.folder) if row.name == "李娟")
    user_access.reset_password(station.db, station.folder, li_id, LIS, proof=HERS)
    assert logins.unlock(station.folder, LIS, li_id).user is not None


def test_a_copy_on_a_stick_opens_with_the_users_of_its_time(
    station: StationInUse, wang: User, li: User, tmp_path: Path
) -> None:
    backup.make_copy(station.db, station.folder, tmp_path / "stick")
    user_access.deactivate_user(station.db, station.folder, li.id)
    station.db.close()
    elsewhere = StationFolder(tmp_path / "elsewhere")
    backup.restore(tmp_path / "stick", elsewhere)
    db, user = reopened(elsewhere, LIS, li.id)
    db.close()
    assert user == li
    with pytest.raises(Trouble):
        logins.unlock(station.folder, LIS, li.id)


def test_who_came_after_a_restored_copy_is_taken_in_again(station: StationInUse, wang: User) -> None:
    backup.make_copy(station.db, station.folder, station.folder.copies)
    li = user_access.add_user(station.db, station.folder, "李娟", WORKER, LIS, proof=HERS)
    station.db.close()
    (copy,) = copies.list_copies(station.folder.copies)
    backup.restore(copy.path, station.folder)
    db, user = reopened(station.folder, LIS, li.id)
    with db.read() as session:
        assert users.find_user(session, li.id) == li == user
    db.close()


def test_logins_and_changes_of_users_are_in_the_audit_trail(station: StationInUse, wang: User, li: User) -> None:
    with pytest.raises(Trouble):
        logins.unlock(station.folder, "bu-dui", li.id)
    station.db.close()
    db, _user = reopened(station.folder, LIS, li.id)
    with db.read() as session:
        found = session.connection().exec_driver_sql("SELECT action FROM audit_entry ORDER BY number").scalars().all()
    db.close()
    assert [action for action in found if action != "change"][-4:] == [
        "user_change",
        "user_change",
        "login_failed",
        "login",
    ]


def test_a_password_older_than_the_stations_rule_is_to_be_changed(station: StationInUse, wang: User) -> None:

    def problem() -> str:
        with station.db.read() as session:
            return user_access.password_age_problem(session, station.folder, wang)

    assert problem() == ""
    with station.db.work() as session:
        rules.set_rule(session, "password_max_days", valid_from=dt.date(2020, 1, 1), value="90", source="测评要求")
    assert problem() == ""

    content = json.loads(station.folder.key_file.read_text())
    del content["sum"]
    content["users"][0]["set_on"] = "2020-01-01"
    for place in keys.places(station.folder):
        place.write_bytes(keys._rendered(content))
    assert "请换一个" in problem()
