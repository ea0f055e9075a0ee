"""What a county loses it gets back: checks, safe copies, a restore with an epoch of its own, a lost stick."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from station_app.core.checks import Refused
from station_app.county.service import checking, lost_sticks, overview, safe_copies, sending
from station_app.county.service.receiving import receive
from station_app.county.store import county_file
from station_app.features.people.model import Person
from station_app.storage.lock import held
from tests.county.conftest import Founded, open_again
from tests.county.test_received import same_at_both, statuses
from tests.county.test_two_lines import told
from tests.county.writer import Writer


def codes(founded: Founded) -> list[str]:
    return [finding.code for finding in checking.check(founded.county)]


def epoch_of(founded: Founded) -> str:
    with founded.county.db.read() as session:
        return county_file.told(session, "epoch")


def test_a_county_that_is_well_has_no_findings_and_an_edited_record_is_one(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400000001")
    receive(founded.county, [station.package()])
    assert codes(founded) == []
    with founded.county.db.work() as session:
        session.execute(text(f"UPDATE person SET phone = '15499999999' WHERE id = '{key}'"))
    assert codes(founded) == ["E_DIGEST"]


def test_damaged_and_missing_packages_are_found(founded: Founded, station: Writer) -> None:
    station.person("王秀兰")
    files = [station.package()]
    station.person("陈大山")
    files.append(station.package())
    station.person("李小梅")
    files.append(station.package())
    receive(founded.county, [files[0], files[2]])
    kept = {place.read_bytes(): place for place in founded.folder.attachments.glob("*.swx")}
    kept[files[2].read_bytes()].unlink()
    place = kept[files[0].read_bytes()]
    content = place.read_bytes()
    place.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert codes(founded) == ["E_PACKAGE_DAMAGED", "E_PACKAGE_MISSING"]


def test_a_county_put_back_to_an_older_day_asks_for_what_came_since(founded: Founded, station: Writer) -> None:
    station.person("王秀兰")
    first = station.package()
    receive(founded.county, [first])
    copy = safe_copies.make_copy(founded.county, founded.folder.copies)
    station.person("陈大山")
    second = station.package()
    receive(founded.county, [second])
    told(founded, station, "before")
    before = epoch_of(founded)
    founded.county.db.close()
    with held(founded.folder):
        safe_copies.restore(founded.folder, copy, founded.server)
    founded.reopen()
    assert epoch_of(founded) != before
    with founded.county.db.read() as session:
        assert [name for (name,) in session.execute(select(Person.name))] == ["王秀兰"]
    lines = station.take(sending.write_receipts(founded.county, station.out / "after")[0].path)
    assert [line["seq"] for line in lines if line["op"] == "receipt"] == [1]
    assert station.opened(next((station.out / "after").glob("*.swx"))).manifest.ack.seq == 1  # from there again
    assert statuses(receive(founded.county, [second])) == ["applied"]
    assert same_at_both(founded, station)
    assert codes(founded) == []


def test_a_lost_stick_is_noted_with_everybody_who_was_on_it(founded: Founded, station: Writer) -> None:
    station.person("王秀兰", phone="15400000001")
    receive(founded.county, [station.package()])
    station.person("陈大山", phone="15400000002")
    receive(founded.county, [station.package()])
    people = lost_sticks.record_loss(founded.county, station.name, [2], dt.date(2023, 3, 6), "路上丢的")
    assert [(person.name, person.phone) for person in people] == [("陈大山", "15400000002")]
    with founded.county.db.read() as session:
        (row,) = lost_sticks.list_losses(session)
        assert (row.packages, row.people, row.lost_on) == ((2,), 1, "2023-03-06")
    with pytest.raises(Refused):
        lost_sticks.record_loss(founded.county, station.name, [9], dt.date(2023, 3, 6), "")


STEPS = (
    "receive.check",
    "receive.keep",
    "receive.open",
    "receive.begin",
    "receive.stage",
    "receive.merge",
    "receive.tell",
    "receive.digest",
    "receive.commit",
    "receive.done",
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_a_package_is_in_whole_or_not_at_all(founded: Founded, station: Writer, step: str) -> None:
    """And taken in again it is there once, with one receipt (F62)."""
    key = station.person("王秀兰", phone="15400000001")
    first = station.package()
    station.change(key, phone="15400000002")
    station.person("陈大山")
    second = station.package()
    receive(founded.county, [first])
    founded.county.db.close()
    child = os.fork()
    if child == 0:  # pragma: no cover - dies
        killed_in(founded, second, step)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    founded.reopen()
    with founded.county.db.read() as session:
        found = dict(map(tuple, session.execute(select(Person.name, Person.phone))))
        packages = {row.seq: row.status for row in overview.list_packages(session)}
    old: dict[str, Any] = {"王秀兰": "15400000001"}
    new: dict[str, Any] = {"王秀兰": "15400000002", "陈大山": None}
    assert (found, packages) in [(old, {1: "applied"}), (new, {1: "applied", 2: "applied"})]
    assert (found == new) == (step == "receive.done")
    receive(founded.county, [second])
    assert same_at_both(founded, station)
    receipts = [line["seq"] for line in told(founded, station, "after") if line["op"] == "receipt"]
    assert sorted(receipts) == [1, 2]
    assert codes(founded) == []


def killed_in(founded: Founded, file: Path, step: str) -> None:
    import signal

    from station_app.storage import steps

    def kill(name: str) -> None:
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        steps.on_step = kill
        receive(open_again(founded.folder, founded.data_key, founded.server), [file])
    finally:
        os._exit(1)
