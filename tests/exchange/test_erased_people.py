"""Whoever was erased at the station goes at the county too, with the next package, and the two sides still agree."""

from __future__ import annotations

from typing import Any

from station_app.exchange import digest, incoming, lines, outgoing
from station_app.exchange.incoming import Changes, Erasing, Rows
from station_app.exchange.tables import travelling
from station_app.storage import changes
from tests.conftest import StationInUse
from tests.exchange.test_station_lines import digest_of
from tests.people.test_erasing import HERS, erase, her

__all__ = ["her"]  # the fixture
GONE, NAMED = "已删除", ("name", "head_name")
Tables = dict[str, dict[str, dict[str, Any]]]


def take_in(found: Tables, pieces: list[bytes], station: str) -> list[str]:
    """As docs/package-format.md §3 says, in one line of descent; the kinds of lines in their order."""
    read = [lines.read(raw) for piece in pieces for raw in piece.rstrip(b"\n").split(b"\n")]
    for part in incoming.staged(read, station=station, typed=False):
        if isinstance(part, Rows):
            for row in part.rows:
                found[part.record][row[0]] = dict(zip(part.columns, row, strict=True))
        elif isinstance(part, Changes):
            for change in part.changes:
                stamps = {"version": change.version, "updated_by": change.by, "updated_at": change.at}
                found[change.record][change.id] |= {change.column: change.value} | stamps
        elif isinstance(part, Erasing):
            for record, key, columns in part.rows:
                if key in found[record]:
                    found[record][key] |= {column: GONE if column in NAMED else None for column in columns}
    return [line["op"] for line in read]


def test_an_erasure_travels_and_leaves_nothing_of_her(station: StationInUse, her: tuple[str, str]) -> None:
    key, _home = her
    there: Tables = {name: {} for name in travelling()}
    with station.db.read() as session:
        first = changes.last_counter(session)
        take_in(there, list(outgoing.lines(session, 1, first)), station.station_id)
    assert HERS[0] in str(there)
    erase(station, key)
    with station.db.read() as session:
        last = changes.last_counter(session)
        sent = list(outgoing.lines(session, first + 1, last))
        kinds = take_in(there, sent, station.station_id)
        whole = list(outgoing.snapshot_lines(session))
        told = digest.digest(session, station.station_id)
    assert kinds[0] == "erase"
    assert kinds.count("erase") == 1
    assert there["person"][key]["name"] == GONE
    for word in HERS:
        assert word not in str(there)
        assert word.encode() not in b"".join([*sent, *whole])
    assert digest_of(there) == told
    again: Tables = {name: {} for name in travelling()}
    assert take_in(again, whole, station.station_id)[0] == "erase"
    assert digest_of(again) == told


def test_packages_made_before_say_nothing_of_her_any_more_when_they_are_made_anew(
    station: StationInUse, her: tuple[str, str]
) -> None:
    """Before enrolment packages are made anew from the log, which was blanked too."""
    erase(station, her[0])
    with station.db.read() as session:
        last = changes.last_counter(session)
        sent = list(outgoing.lines(session, 1, last))
        there: Tables = {name: {} for name in travelling()}
        take_in(there, sent, station.station_id)
        assert digest_of(there) == digest.digest(session, station.station_id)
    assert [word for word in HERS if word.encode() in b"".join(sent)] == []
