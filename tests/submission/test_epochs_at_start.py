"""Restored copies, files carried by hand, cloned disks, lost marks, wrong clocks: with real station folders."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core import clock
from station_app.core.paths import StationFolder
from station_app.exchange import lines, outgoing
from station_app.exchange.manifest import Parent
from station_app.exchange.package import Opened
from station_app.features.people.service import people
from station_app.features.submission import service
from station_app.features.submission.service import devices, marks
from station_app.storage import backup, station_file
from station_app.storage.opened import OpenStation
from tests.submission.conftest import Desk


def reopened(desk: Desk, folder: StationFolder | None = None) -> tuple[Desk, str]:
    """The program starts again, here or on another folder; what the clerk is told."""
    desk.open.db.close()
    place = folder or desk.open.folder
    opened = OpenStation(station_file.open_station(place, desk.open.db.data_key, actor="王敏"), place)
    return replace(desk, open=opened), service.at_start(opened)


def send(desk: Desk) -> Opened:
    """Pack and write; as the county opens the newest."""
    service.make_package(desk.open)
    return desk.county.open(service.write_to(desk.open, desk.stick).files[-1])


def receive(desk: Desk, opened: Opened, **said: object) -> service.Received:
    """The county's receipt comes back."""
    return service.receive(desk.open, [desk.county.receipt(opened, desk.stick.parent / "back", **said)])[0]  # type: ignore[arg-type]


def names(desk: Desk) -> list[str]:
    with desk.open.db.read() as session:
        return sorted(person.name for person in people.list_people(session))


def whole_of(desk: Desk) -> list[bytes]:
    """What a county gives back of this file: its people and households as they are now."""
    with desk.open.db.read() as session:
        found = [line for part in outgoing.snapshot_lines(session) for line in part.splitlines(keepends=True)]
    return [line for line in found if b'"e":"person"' in line or b'"e":"household"' in line]


def test_a_start_without_anything_new_goes_on_with_the_epoch(enrolled: Desk) -> None:
    enrolled.add_person()
    first = send(enrolled)
    desk, told = reopened(enrolled)
    desk.add_person(1)
    second = send(desk)
    assert told == ""
    assert (second.manifest.epoch, second.manifest.seq) == (first.manifest.epoch, 2)


def test_a_restored_copy_goes_on_in_a_new_epoch_and_gets_its_lost_records_back(enrolled: Desk, tmp_path: Path) -> None:
    kept = enrolled.add_person()
    first = send(enrolled)
    receive(enrolled, first)
    backup.make_copy(enrolled.open.db, enrolled.open.folder, tmp_path / "usb")
    enrolled.add_person(1)
    enrolled.edit(kept, address="城郊乡西河村7组")
    second = send(enrolled)
    receive(enrolled, second)
    given_back = whole_of(enrolled)
    enrolled.open.db.close()
    backup.restore(tmp_path / "usb", enrolled.open.folder)
    desk, told = reopened(enrolled)
    assert "从较早的安全副本恢复" in told
    assert len(names(desk)) == 1
    desk.add_person(2)
    third = send(desk)
    assert third.manifest.epoch != second.manifest.epoch
    parent = Parent(first.manifest.epoch, 1, first.hash)
    assert (third.manifest.seq, third.manifest.parent) == (1, parent)
    last = Parent(second.manifest.epoch, 2, second.hash)
    more = [lines.rollback(third.manifest.epoch, parent, last), *given_back]
    received = receive(desk, third, more=more)
    assert any("补回" in sentence for sentence in received.sentences)
    assert len(names(desk)) == 3
    with desk.open.db.read() as session:
        assert people.get_person(session, kept)["address"] == "城郊乡西河村7组"
        assert service.told_now(session) == ""
    fourth = send(desk)
    assert (fourth.manifest.epoch, fourth.manifest.seq) == (third.manifest.epoch, 2)


def test_what_was_changed_after_the_restore_is_never_overwritten_by_what_comes_back(
    enrolled: Desk, tmp_path: Path
) -> None:
    key = enrolled.add_person()
    receive(enrolled, send(enrolled))
    backup.make_copy(enrolled.open.db, enrolled.open.folder, tmp_path / "usb")
    enrolled.edit(key, address="城郊乡西河村7组")
    receive(enrolled, send(enrolled))
    given_back = whole_of(enrolled)
    enrolled.open.db.close()
    backup.restore(tmp_path / "usb", enrolled.open.folder)
    desk, _told = reopened(enrolled)
    desk.edit(key, address="城郊乡南河村2组")
    third = send(desk)
    for _time in range(2):
        receive(desk, third, more=given_back)
    with desk.open.db.read() as session:
        assert people.get_person(session, key)["address"] == "城郊乡南河村2组"
        rows = service.list_corrections(session)
    assert [(row.field, row.ours, row.theirs) for row in rows] == [("现住址", "城郊乡南河村2组", "城郊乡西河村7组")]


def test_an_older_file_put_back_by_hand_begins_a_new_epoch(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    send(enrolled)
    by_hand = tmp_path / "by hand.db"
    shutil.copyfile(enrolled.open.folder.database, by_hand)
    enrolled.add_person(1)
    second = send(enrolled)
    enrolled.open.db.close()
    shutil.copyfile(by_hand, enrolled.open.folder.database)
    desk, told = reopened(enrolled)
    assert "比上次上报时还早" in told
    desk.add_person(2)
    third = send(desk)
    assert (third.manifest.epoch != second.manifest.epoch, third.manifest.parent is not None) == (True, True)
    assert reopened(desk)[1] == ""


def test_a_deleted_mark_begins_a_new_epoch_and_hinders_nobody(enrolled: Desk) -> None:
    enrolled.add_person()
    first = send(enrolled)
    for place in marks.places():
        shutil.rmtree(place)
    desk, told = reopened(enrolled)
    assert "没有上次上报的记号" in told
    desk.add_person(1)
    second = send(desk)
    assert second.manifest.parent == Parent(first.manifest.epoch, 1, first.hash)
    assert second.manifest.kid == first.manifest.kid  # the same computer: no second enrolment


def test_one_of_the_two_marks_is_enough(enrolled: Desk) -> None:
    enrolled.add_person()
    first = send(enrolled)
    shutil.rmtree(marks.places()[0])
    desk, told = reopened(enrolled)
    desk.add_person(1)
    assert (told, send(desk).manifest.epoch) == ("", first.manifest.epoch)


def test_a_disk_cloned_with_its_mark_goes_its_own_way_once_the_county_sees_two_contents(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled.add_person()
    first = send(enrolled)
    receive(enrolled, first)
    shutil.copytree(enrolled.open.folder.root, tmp_path / "clone")
    shutil.copytree(marks.places()[0].parent, tmp_path / "clone marks")
    enrolled.add_person(1)
    ours = send(enrolled)
    receive(enrolled, ours)
    enrolled.open.db.close()
    monkeypatch.setenv(marks.VARIABLE, str(tmp_path / "clone marks"))
    clone, told = reopened(enrolled, StationFolder(tmp_path / "clone"))
    assert told == ""
    key = clone.add_person(2)
    theirs = send(clone)
    assert (theirs.manifest.epoch, theirs.manifest.seq) == (ours.manifest.epoch, ours.manifest.seq)
    forked = receive(clone, theirs, status="fork", code="E_FORK")
    assert forked.epoch_started
    assert any("单独上报" in sentence for sentence in forked.sentences)
    clone, _told = reopened(clone)
    following = send(clone)
    assert following.manifest.type == "snapshot"
    assert following.manifest.epoch != ours.manifest.epoch
    assert following.manifest.parent == Parent(first.manifest.epoch, 1, first.hash)
    assert any(line["op"] == "whole" and line["id"] == key for line in following.lines)
    receive(clone, following)
    with clone.open.db.read() as session:
        assert {row.state for row in service.list_packages(session)} == {"delivered", "cleaned"}


def test_on_another_computer_the_keys_are_new_and_the_county_has_to_know_them(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled.add_person()
    first = send(enrolled)
    monkeypatch.setenv(marks.VARIABLE, str(tmp_path / "other computer"))
    monkeypatch.setattr(devices.platform, "node", lambda: "another-pc")
    desk, told = reopened(enrolled)
    assert told
    with desk.open.db.read() as session:
        assert not service.standing(session).is_enrolled
    answer = desk.county.enrol(service.make_request(desk.open, desk.stick)[0], tmp_path / "county")
    service.take_answer(desk.open, answer, desk.county.digits)
    desk.add_person(1)
    second = send(desk)
    assert second.manifest.kid != first.manifest.kid
    assert second.manifest.parent == Parent(first.manifest.epoch, 1, first.hash)


def test_two_computers_of_one_station_are_two_epochs_that_never_meet(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled.add_person()
    first = send(enrolled)
    shutil.copytree(enrolled.open.folder.root, tmp_path / "second")
    enrolled.add_person(1)
    ours = send(enrolled)
    monkeypatch.setenv(marks.VARIABLE, str(tmp_path / "second marks"))
    second, told = reopened(enrolled, StationFolder(tmp_path / "second"))
    assert told
    second.add_person(2)
    theirs = send(second)
    assert ours.manifest.epoch == first.manifest.epoch != theirs.manifest.epoch
    assert theirs.manifest.parent == Parent(first.manifest.epoch, 1, first.hash)


def test_a_clock_that_is_years_off_is_told_to_the_county_and_orders_nothing(
    enrolled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled.add_person()
    first = send(enrolled)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2001, 1, 1, 8, tzinfo=dt.UTC))
    desk, _told = reopened(enrolled)
    desk.add_person(1)
    second = send(desk)
    assert (first.manifest.clock_doubt, second.manifest.clock_doubt) == (False, True)
    assert (second.manifest.seq, second.manifest.prev) == (2, first.hash)
    with desk.open.db.read() as session:
        assert [row.seq for row in service.list_packages(session)] == [2, 1]


def test_a_station_that_never_sent_anything_is_told_nothing(desk: Desk) -> None:
    desk.add_person()
    for place in marks.places():
        shutil.rmtree(place, ignore_errors=True)
    assert reopened(desk)[1] == ""


def test_marks_that_cannot_be_written_never_stand_in_the_way(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    monkeypatch.setenv(marks.VARIABLE, str(tmp_path / "a file"))
    enrolled.add_person()
    assert send(enrolled).manifest.seq == 1
    assert "没有上次上报的记号" in reopened(enrolled)[1]


def test_a_number_that_was_given_again_meanwhile_is_put_to_the_desk_and_the_record_comes_back(
    enrolled: Desk, tmp_path: Path
) -> None:
    enrolled.add_person()
    receive(enrolled, send(enrolled))
    backup.make_copy(enrolled.open.db, enrolled.open.folder, tmp_path / "usb")
    enrolled.add_person(1)
    receive(enrolled, send(enrolled))
    given_back = whole_of(enrolled)
    enrolled.open.db.close()
    backup.restore(tmp_path / "usb", enrolled.open.folder)
    desk, _told = reopened(enrolled)
    desk.add_person(1)  # the same woman registered once more
    receive(desk, send(desk), more=given_back)
    assert len(names(desk)) == 3
    with desk.open.db.read() as session:
        (row,) = [row for row in service.list_corrections(session) if row.state == "open"]
    assert (row.field, row.ours) == ("身份证号", "（空）")
