"""A short run of the simulated power cuts; `make faults` does the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.cuts import bad, count, record, why_no_fuse
from tests.faults.power_cut import File, Kind, Surviving, states
from tests.faults.recorded_disk import ROOT

KINDS: tuple[Kind, ...] = ("ext4", "fat")


@pytest.fixture(scope="module")
def _fuse() -> None:
    reason = why_no_fuse()
    if reason:
        pytest.skip(reason)


@pytest.mark.usefixtures("_fuse")
@pytest.mark.parametrize(
    ("name", "number"),
    [("save", 150), ("key file", 150), ("new station", 100), ("copy", 40), ("migration", 30), ("restore", 40)],
)
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path, name: str, number: int) -> None:
    recording = record(name, tmp_path)
    for seed, kind in enumerate(KINDS):
        judgements = count(recording, kind, number, seed)
        assert bad(judgements) == 0, judgements


@pytest.mark.usefixtures("_fuse")
@pytest.mark.parametrize("name", ["save, journal deleted", "key file without fsync"])
def test_the_simulation_sees_what_careless_ways_lose(tmp_path: Path, name: str) -> None:
    recording = record(name, tmp_path)
    for seed, kind in enumerate(KINDS):
        assert bad(count(recording, kind, 100, seed)) > 0


def test_an_unsynced_write_is_kept_or_lost_by_sectors_and_a_synced_one_stays() -> None:
    record_of = [("add", ROOT, "a", 5, False), ("sync folder", ROOT), ("write", 5, 0, b"x" * 2048)]
    start: tuple[dict[int, dict[str, int]], dict[int, bytes]] = ({ROOT: {}}, {})
    found = {state["a"] for _acked, state in states((start, record_of), "ext4", 3000, 1) if "a" in state}
    assert {b"", b"x" * 2048} < found
    assert any(0 < content.count(b"x") < len(content) for content in found)
    assert all(content.count(b"x") % 512 == 0 for content in found)
    surviving = Surviving(start, "ext4")
    for event in [*record_of, ("sync", 5)]:
        surviving.apply(event)
    assert surviving.files[5].durable == b"x" * 2048
    assert isinstance(surviving.files[5], File)


def test_a_journal_loses_changes_of_names_from_the_end_and_a_disk_without_one_any_of_them() -> None:
    record_of = [("add", ROOT, "a", 5, False), ("add", ROOT, "b", 6, False), ("rename", ROOT, "b", ROOT, "c", 6)]
    start: tuple[dict[int, dict[str, int]], dict[int, bytes]] = ({ROOT: {}}, {})

    def names(kind: Kind) -> set[frozenset[str]]:
        return {frozenset(state) for _acked, state in states((start, record_of), kind, 3000, 1)}

    assert names("ext4") == {frozenset(), frozenset("a"), frozenset("ab"), frozenset("ac")}
    assert names("fat") > names("ext4")
    assert frozenset("c") in names("fat")
