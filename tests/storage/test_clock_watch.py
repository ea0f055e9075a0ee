"""A wrong office clock is noticed and noted once; nothing is ordered by it, nothing is lost by it (F26, F53)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import text

from station_app.storage import audit, station_file
from station_app.storage.database import Database
from tests.storage.whole_station import WholeStation

NOON = dt.datetime(2026, 12, 1, 4, 0, tzinfo=dt.UTC)


class OfficeClock:
    """The wall clock and the time that really passes."""

    def __init__(self) -> None:
        self.now = NOON
        self.ticks = 1000.0

    def passes(self, **time: float) -> None:
        span = dt.timedelta(**time)
        self.now += span
        self.ticks += span.total_seconds()

    def is_set_by(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> OfficeClock:
    made = OfficeClock()
    monkeypatch.setattr("station_app.core.clock.now", lambda: made.now)
    monkeypatch.setattr("station_app.core.clock.ticks", lambda: made.ticks)
    return made


@pytest.fixture
def at_noon(office: OfficeClock, whole: WholeStation) -> WholeStation:
    whole.household("甲村")
    return whole


def kinds(db: Database) -> list[str]:
    with db.read() as session:
        found = session.execute(text("SELECT detail FROM audit_entry WHERE action = 'clock_jump' ORDER BY number"))
        return [json.loads(detail)["kind"] for (detail,) in found]


def test_a_day_of_work_a_weekend_asleep_and_a_clock_put_right_by_minutes_raise_no_doubt(
    office: OfficeClock, at_noon: WholeStation
) -> None:
    for step in ({"hours": 3}, {"days": 3}, {"minutes": 1}):
        office.passes(**step)
        at_noon.household("乙村")
    office.is_set_by(minutes=-4)
    at_noon.household("丙村")
    assert (kinds(at_noon.db), at_noon.db.clock.doubt) == ([], "")


@pytest.mark.parametrize(
    ("jump", "kind"), [({"days": 26 * 365}, "ahead"), ({"days": 2}, "ahead"), ({"minutes": -6}, "back")]
)
def test_a_jump_while_running_is_noted_once_and_doubted_until_somebody_confirms(
    office: OfficeClock, at_noon: WholeStation, jump: dict[str, float], kind: str
) -> None:
    office.is_set_by(**jump)
    at_noon.household("乙村")
    at_noon.household("丙村")
    assert kinds(at_noon.db) == [kind]
    assert "电脑时间可能不对" in at_noon.db.clock.doubt
    at_noon.db.clock.trust()
    at_noon.household("丁村")
    assert at_noon.db.clock.doubt == ""
    with at_noon.db.read() as session:
        assert audit.verify(session).whole


@pytest.mark.parametrize("years", [-25, 70])
def test_a_clock_off_by_years_loses_nothing_and_going_right_again_is_noted(
    office: OfficeClock, at_noon: WholeStation, years: int
) -> None:
    office.is_set_by(days=years * 365)
    at_noon.household("乙村")
    office.is_set_by(days=-years * 365)
    at_noon.household("丙村")
    assert at_noon.villages() == ["甲村", "乙村", "丙村"]
    assert len(kinds(at_noon.db)) == 2


def test_a_clock_behind_the_last_commit_is_noted_at_the_start(office: OfficeClock, at_noon: WholeStation) -> None:
    at_noon.db.close()
    office.is_set_by(days=-30)
    db = station_file.open_station(at_noon.folder, at_noon.data_key, actor="王敏")
    assert kinds(db) == ["back"]
    assert "比上次保存时还早" in db.clock.doubt
    db.close()
    db = station_file.open_station(at_noon.folder, at_noon.data_key, actor="王敏")
    assert (kinds(db), db.clock.doubt) == (["back"], "")
    db.close()


def test_a_clock_older_than_the_program_is_doubted_at_every_start(office: OfficeClock, at_noon: WholeStation) -> None:
    at_noon.db.close()
    office.now = dt.datetime(2004, 1, 1, tzinfo=dt.UTC)
    for times in (1, 2):
        db = station_file.open_station(at_noon.folder, at_noon.data_key, actor="王敏")
        assert kinds(db) == ["before_build"] * times
        assert db.clock.doubt
        db.close()
