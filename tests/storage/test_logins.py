"""Opening with a password, counted: who is locked out, for how long, and what does not help (F85)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.users import READ_ONLY, STATION_HEAD, WORKER, User
from station_app.storage import key_wraps, keys, logins

WANG = User("a" * 32, "王敏", STATION_HEAD)
LI = User("b" * 32, "李娟", WORKER)
HERS, LIS = "春天里的面点班2023", "li-de-hen-chang-mima"


@dataclass
class Time:
    """The computer's two clocks, set by the test."""

    ticks: float = 100_000.0
    now: dt.datetime = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

    def passes(self, minutes: float) -> None:
        self.ticks += minutes * 60
        self.now += dt.timedelta(minutes=minutes)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(clock, "ticks", lambda: time.ticks)
    monkeypatch.setattr(clock, "now", lambda: time.now)
    return time


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same argon2id with less work: these tests count tries."""
    monkeypatch.setattr(key_wraps, "MEMORY_KIB", 64)
    monkeypatch.setattr(key_wraps, "PASSES", 1)


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    """A station with a head and a worker."""
    folder = StationFolder(tmp_path / "station")
    made = keys.create_keys(folder, HERS, WANG)
    keys.put_user(folder, made.data_key, LI, LIS)
    return folder


def told(folder: StationFolder, password: str, user: User = LI) -> Trouble:
    with pytest.raises(Trouble) as trouble:
        logins.unlock(folder, password, user.id)
    return trouble.value


def fail(folder: StationFolder, times: int, user: User = LI) -> list[str]:
    return [told(folder, "wrong", user).code for _time in range(times)]


def test_five_failures_lock_the_user_out_for_fifteen_minutes_and_nobody_else(folder: StationFolder, time: Time) -> None:
    assert fail(folder, 5) == ["E_WRONG_PASSWORD"] * 4 + ["E_LOCKED_OUT"]
    assert "还要等 15 分钟" in told(folder, LIS).what
    time.passes(10)
    assert "还要等 5 分钟" in told(folder, LIS).what
    assert logins.unlock(folder, HERS, WANG.id).user == keys.key_users(folder)[0]
    time.passes(5)
    assert logins.unlock(folder, LIS, LI.id).failures == 5


def test_the_remaining_tries_are_said(folder: StationFolder, time: Time) -> None:
    assert "再错 4 次" in told(folder, "wrong").next_step
    assert "再错 3 次" in told(folder, "wrong").next_step


def test_the_lock_grows_to_an_hour_and_a_right_password_begins_anew(folder: StationFolder, time: Time) -> None:
    for minutes in (15, 30, 60, 60):
        fail(folder, 5)
        assert f"还要等 {minutes} 分钟" in told(folder, LIS).what
        time.passes(minutes)
    logins.unlock(folder, LIS, LI.id)
    assert fail(folder, 4) == ["E_WRONG_PASSWORD"] * 4
    logins.unlock(folder, LIS, LI.id)


def test_a_clock_set_forward_or_back_shortens_nothing(folder: StationFolder, time: Time) -> None:
    fail(folder, 5)
    for days in (3650, -3650):
        time.now += dt.timedelta(days=days)
        assert "还要等 15 分钟" in told(folder, LIS).what


def test_a_restarted_computer_counts_only_the_time_since_its_start(folder: StationFolder, time: Time) -> None:
    fail(folder, 5)
    time.ticks, time.now = 120.0, time.now + dt.timedelta(days=1)
    assert "还要等 13 分钟" in told(folder, LIS).what
    time.passes(12)
    assert told(folder, LIS).code == "E_LOCKED_OUT"
    time.passes(1)
    logins.unlock(folder, LIS, LI.id)


def test_a_failure_counts_before_the_password_is_tried(
    folder: StationFolder, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killing the program while it derives the key must not save a try."""

    def killed(*_arguments: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(key_wraps, "_password_key", killed)
        for _try in range(5):
            with pytest.raises(KeyboardInterrupt):
                logins.unlock(folder, "wrong", LI.id)
    assert told(folder, LIS).code == "E_LOCKED_OUT"


@pytest.mark.parametrize("how", ["deleted", "torn", "another"])
def test_a_file_of_failures_that_was_tampered_with_is_noticed_and_keeps_nobody_out(
    folder: StationFolder, time: Time, how: str
) -> None:
    logins.unlock(folder, LIS, LI.id)
    fail(folder, 4)
    content = json.loads(folder.logins.read_text())
    if how == "deleted":
        folder.logins.unlink()
    elif how == "torn":
        folder.logins.write_bytes(folder.logins.read_bytes()[:40])
    else:
        folder.logins.write_text(json.dumps(content | {"mark": "c" * 32, "users": {}}))
    assert "再错 1 次" in told(folder, "wrong").next_step, "a lost count begins with three failures"
    folder.logins.unlink()
    login = logins.unlock(folder, LIS, LI.id)
    assert login.count_was_lost
    assert not logins.unlock(folder, LIS, LI.id).count_was_lost


def test_the_recovery_key_opens_whoever_is_locked_out(tmp_path: Path, time: Time) -> None:
    folder = StationFolder(tmp_path / "other")
    made = keys.create_keys(folder, HERS, WANG)
    fail(folder, 5, WANG)
    assert logins.unlock_with_recovery(folder, made.recovery_key).data_key == made.data_key


def test_the_last_login_and_the_failures_since_are_told(folder: StationFolder, time: Time) -> None:
    assert logins.unlock(folder, LIS, LI.id).last_at is None
    first = time.now
    time.passes(60)
    fail(folder, 2)
    login = logins.unlock(folder, LIS, LI.id)
    assert (login.last_at, login.failures) == (first, 2)
    assert logins.unlock(folder, LIS, LI.id).failures == 0


def test_a_station_with_one_shared_password_counts_too_and_one_without_counts_nothing(
    tmp_path: Path, time: Time
) -> None:
    shared, free = StationFolder(tmp_path / "shared"), StationFolder(tmp_path / "free")
    keys.create_keys(shared, HERS)
    keys.create_keys(free, None)
    for _try in range(5):
        with pytest.raises(Trouble):
            logins.unlock(shared, "wrong")
    with pytest.raises(Trouble, match="还要等 15 分钟"):
        logins.unlock(shared, HERS)
    assert logins.unlock(free, None).user is None
    assert not free.logins.exists()


def test_a_wrap_made_with_less_work_is_made_anew_at_the_next_login(
    folder: StationFolder, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_wraps, "PASSES", 2)
    before = folder.key_file.read_bytes()
    logins.unlock(folder, LIS, LI.id)
    weak = [key_wraps.is_weak(entry["wrap"]) for entry in json.loads(folder.key_file.read_text())["users"]]
    assert (weak, folder.key_file.read_bytes() != before) == ([True, False], True)
    assert logins.unlock(folder, LIS, LI.id).data_key == logins.unlock(folder, HERS, WANG.id).data_key


def test_two_users_open_with_their_own_passwords_only(folder: StationFolder) -> None:
    assert keys.unlock(folder, HERS, WANG.id) == keys.unlock(folder, LIS, LI.id)
    for password, user in ((HERS, LI), (LIS, WANG)):
        with pytest.raises(Trouble, match="密码不对"):
            keys.unlock(folder, password, user.id)
    with pytest.raises(Trouble) as trouble:
        keys.unlock(folder, HERS)
    assert trouble.value.code == "E_NEEDS_USER"


def test_wraps_exchanged_between_two_users_open_for_neither(folder: StationFolder) -> None:
    content = json.loads(folder.key_file.read_text())
    del content["sum"]
    first, second = content["users"]
    first["wrap"], second["wrap"] = second["wrap"], first["wrap"]
    for place in keys.places(folder):
        place.write_bytes(keys._rendered(content))
    with pytest.raises(Trouble, match="密码不对"):
        keys.unlock(folder, LIS, WANG.id)


def test_a_user_who_was_taken_away_cannot_open_nor_a_copy_in_the_folder(folder: StationFolder) -> None:
    copy = StationFolder(folder.root / "copies" / "copy-000001-20261123-0900")
    copy.root.mkdir(parents=True)
    copy.key_file.write_bytes(folder.key_file.read_bytes())
    keys.remove_user(folder, LI.id)
    for place in (folder, copy):
        with pytest.raises(Trouble) as trouble:
            keys.unlock(place, LIS, LI.id)
        assert trouble.value.code == "E_NEEDS_USER"
        assert keys.unlock(place, HERS)


def test_the_last_head_of_the_station_cannot_be_taken_away(folder: StationFolder) -> None:
    with pytest.raises(Refused, match="最后一位站长"):
        keys.remove_user(folder, WANG.id)
    with pytest.raises(Refused, match="几个用户"):
        keys.change_password(folder, keys.unlock(folder, HERS, WANG.id), None)


def test_an_only_user_may_take_her_password_away(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path / "one")
    made = keys.create_keys(folder, HERS, WANG)
    keys.change_password(folder, made.data_key, None)
    assert (keys.has_password(folder), keys.key_users(folder)) == (False, ())
    assert keys.unlock(folder, None) == made.data_key


def test_a_new_name_or_role_changes_no_password(folder: StationFolder) -> None:
    keys.rename_user(folder, User(LI.id, "李娟娟", READ_ONLY))
    assert [(user.name, user.role) for user in keys.key_users(folder)][1] == ("李娟娟", READ_ONLY)
    assert keys.unlock(folder, LIS, LI.id)


def test_no_name_of_the_file_of_failures_tells_a_password(folder: StationFolder, time: Time) -> None:
    fail(folder, 2)
    logins.unlock(folder, LIS, LI.id)
    text = folder.logins.read_text() + folder.key_file.read_text()
    assert not any(secret in text for secret in (HERS, LIS, "wrong"))
