"""Sticks that are pulled, lie, are full or closed: no half package ever passes for one (F30, F31, F32, F45, F46)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.features.submission import service
from tests.faults.cuts import recorded_disk, why_no_fuse
from tests.faults.recorded_disk import FAULT
from tests.submission.conftest import Desk
from tests.training.full_disk import room_for


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A stick in memory that can be told to go bad."""
    reason = why_no_fuse()
    if reason:
        pytest.skip(reason)
    place = tmp_path_factory.mktemp("stick")
    (place / "base").mkdir()
    (place / "base" / "照片.jpg").write_bytes(b"not ours")
    with recorded_disk(place / "base", place) as (mount, _record):
        yield mount


def go(stick: Path, how: str) -> None:
    """The stick goes bad, or is a good one again."""
    (stick / FAULT.strip("/")).write_text(how or " ")


def packages_on(stick: Path) -> dict[str, bytes]:
    """What a reader would take for packages."""
    return {file.name: file.read_bytes() for file in stick.iterdir() if file.suffix.lower() == ".swx"}


def clear(stick: Path) -> None:
    for file in stick.iterdir():
        if ".swx" in file.name:
            file.unlink()


def test_a_stick_pulled_after_any_byte_has_no_package_and_the_next_try_is_whole(enrolled: Desk, stick: Path) -> None:
    enrolled.add_person()
    numbers = service.make_package(enrolled.open)
    size = len(next(enrolled.open.folder.outbox.iterdir()).read_bytes())
    for count in [*range(0, size, max(size // 300, 1)), size - 1]:
        go(stick, f"pulled {count}")
        with pytest.raises(Trouble) as trouble:
            service.write_to(enrolled.open, stick, numbers)
        assert trouble.value.code == "E_STICK_GONE", count
        go(stick, "")
        assert packages_on(stick) == {}, count
        assert (stick / "照片.jpg").read_bytes() == b"not ours"
    with enrolled.open.db.read() as session:
        assert [row.state for row in service.list_packages(session)] == ["waiting"]
    (file,) = service.write_to(enrolled.open, stick, numbers).files
    assert enrolled.county.open(file).manifest.seq == 1
    clear(stick)


def test_a_stick_pulled_at_any_step_has_a_whole_package_or_none(enrolled: Desk, stick: Path) -> None:
    enrolled.add_person()
    numbers = service.make_package(enrolled.open)
    whole = next(enrolled.open.folder.outbox.iterdir()).read_bytes()
    said = []
    for call in range(200):
        go(stick, f"pulled-at {call}")
        try:
            service.write_to(enrolled.open, stick, numbers)
            said.append("written")
        except Trouble as trouble:
            said.append(trouble.code)
        go(stick, "")
        assert set(packages_on(stick).values()) <= {whole}, call
        clear(stick)
        if said[-1] == "written":
            break
    assert said[:-1] == ["E_STICK_GONE"] * call
    assert said[-1] == "written"


def test_a_stick_that_forgets_what_is_beyond_its_true_size_is_found_out(enrolled: Desk, stick: Path) -> None:
    enrolled.add_person()
    numbers = service.make_package(enrolled.open)
    size = len(next(enrolled.open.folder.outbox.iterdir()).read_bytes())
    for count in (0, 1, size // 2, size - 1):
        go(stick, f"fake {count}")
        with pytest.raises(Trouble) as trouble:
            service.write_to(enrolled.open, stick, numbers)
        assert (trouble.value.code, "容量是假的" in trouble.value.what) == ("E_STICK_BAD", True)
        go(stick, "")
        assert packages_on(stick) == {}
    with enrolled.open.db.read() as session:
        assert [row.state for row in service.list_packages(session)] == ["waiting"]


def test_a_full_stick_is_said_and_what_lies_on_it_stays(enrolled: Desk, stick: Path) -> None:
    enrolled.add_person()
    numbers = service.make_package(enrolled.open)
    go(stick, "full 100")
    with pytest.raises(Trouble) as trouble:
        service.write_to(enrolled.open, stick, numbers)
    go(stick, "")
    assert trouble.value.code == "E_STICK_FULL"
    assert packages_on(stick) == {}
    assert (stick / "照片.jpg").exists()


def test_a_disk_that_is_full_makes_no_package_and_uses_up_no_number(enrolled: Desk) -> None:
    enrolled.add_person()
    with room_for(2000), pytest.raises(Trouble) as trouble:
        service.make_package(enrolled.open)
    assert trouble.value.code in ("E_OUTBOX_FULL", "E_DISK_FULL")
    assert list(enrolled.open.folder.outbox.iterdir()) == []
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0])
    assert opened.manifest.seq == 1


def test_on_a_stick_only_packages_of_the_county_for_this_station_are_looked_at(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0])
    enrolled.county.receipt(opened, enrolled.stick)
    (enrolled.stick / "autorun.inf").write_text("[autorun]")
    (enrolled.stick / "回执.swx.exe").write_bytes(b"MZ")
    (enrolled.stick / "half.swx").write_bytes(b"SWPKG\x00\x01\n")
    (enrolled.stick / "folder.swx").mkdir()
    found = service.find_answers(enrolled.open, [enrolled.stick, tmp_path / "gone"])
    assert [file.name for file in found] == ["HZ_receipt_000002.swx"]
    renamed = enrolled.stick / "回执 (1).SWX"
    found[0].rename(renamed)
    assert service.find_answers(enrolled.open, [enrolled.stick]) == [renamed]
    service.receive(enrolled.open, [renamed])
    assert service.find_answers(enrolled.open, [enrolled.stick]) == []
