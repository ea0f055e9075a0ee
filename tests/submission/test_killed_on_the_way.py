"""Killed at every named step of packing, writing, receiving, enrolling: the old or the new state, no mix (F02)."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.exchange import lines
from station_app.exchange.lines import base_of_value
from station_app.features.people.service import people
from station_app.features.submission import service
from station_app.storage import audit_check, station_file, steps
from station_app.storage.opened import OpenStation
from tests.submission.conftest import Desk

AT = "2026-02-01T08:00:00.000000+00:00"
PACKING = ("export.built", "export.stored", "export.committed", "export.marked")
WRITING = ("write.read", "write.compared", "write.noted")
ENROLLING = ("enrol.sealed", "enrol.committed")
RECEIVING = ("receive.read", "receive.applied", "receive.committed")


def killed_at(step: str, desk: Desk, work: Callable[[OpenStation], object]) -> Desk:
    """A child opens the station, works and is killed at the step; the station opened anew after it."""
    folder, data_key = desk.open.folder, desk.open.db.data_key
    desk.open.db.close()
    child = os.fork()
    if child == 0:
        try:
            steps.on_step = lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == step else None
            work(OpenStation(station_file.open_station(folder, data_key, actor="王敏"), folder))
        finally:
            os._exit(3)  # only an exception, or no such step, leads here
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), f"{step} was never reached"
    opened = OpenStation(station_file.open_station(folder, data_key, actor="王敏"), folder)
    assert service.at_start(opened) == ""
    with opened.db.read() as session:
        assert audit_check.verify(session).whole
    return replace(desk, open=opened)


def rows(desk: Desk) -> list[service.PackageRow]:
    with desk.open.db.read() as session:
        return service.list_packages(session)[::-1]


@pytest.mark.parametrize("step", PACKING)
def test_killed_while_packing_everything_travels_once_in_one_chain(enrolled: Desk, step: str) -> None:
    person = enrolled.add_person()
    desk = killed_at(step, enrolled, service.make_package)
    assert len(list(desk.open.folder.outbox.iterdir())) == len(rows(desk))
    desk.add_person(1)
    service.make_package(desk.open)
    opened = [desk.county.open(file) for file in service.write_to(desk.open, desk.stick).files]
    assert [each.manifest.seq for each in opened] == list(range(1, len(opened) + 1))
    assert [each.manifest.prev for each in opened] == ["", *(each.hash for each in opened[:-1])]
    assert len({each.manifest.epoch for each in opened}) == 1
    news = [line["id"] for each in opened for line in each.lines if line["op"] == "new"]
    assert len(news) == len(set(news))
    assert person in news


@pytest.mark.parametrize("step", WRITING)
def test_killed_while_writing_it_is_written_once_more_with_the_same_bytes(enrolled: Desk, step: str) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    whole = next(enrolled.open.folder.outbox.iterdir()).read_bytes()
    stick = enrolled.stick
    desk = killed_at(step, enrolled, lambda station: service.write_to(station, stick))
    assert {file.read_bytes() for file in stick.glob("SW_*.swx")} <= {whole}
    assert service.write_to(desk.open, stick).files[0].read_bytes() == whole
    assert [row.state for row in rows(desk)] == ["written"]


@pytest.mark.parametrize("step", RECEIVING)
def test_killed_while_receiving_all_of_a_receipt_is_there_or_nothing(enrolled: Desk, tmp_path: Path, step: str) -> None:
    person = enrolled.add_person()
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0])
    told = {"record": "person", "record_id": person, "column": "education", "value": "60", "at": AT}
    more = [
        lines.row_fault(opened.hash, "person", person, "phone", "E_VALUE"),
        lines.correct(key="1" * 32, base=base_of_value("70"), why="", by="李芳", **told),
    ]
    receipt = enrolled.county.receipt(opened, tmp_path, more=more)
    desk = killed_at(step, enrolled, lambda station: service.receive(station, [receipt]))

    def state() -> tuple[str, int, int, object]:
        with desk.open.db.read() as session:
            notices, found = service.list_notices(session), service.list_corrections(session)
            return rows(desk)[0].state, len(notices), len(found), people.get_person(session, person)["education"]

    old, new = ("written", 0, 0, "70"), ("delivered", 1, 1, "60")
    assert state() == (new if step == "receive.committed" else old)
    service.receive(desk.open, [receipt])
    assert state() == new


@pytest.mark.parametrize("step", ENROLLING)
def test_killed_while_enrolling_the_answer_is_taken_once_more_and_nothing_packed_before_is_lost(
    desk: Desk, tmp_path: Path, step: str
) -> None:
    person = desk.add_person()
    service.make_package(desk.open)
    answer = desk.county.enrol(service.make_request(desk.open, desk.stick)[0], tmp_path / "county")
    digits = desk.county.digits
    after = killed_at(step, desk, lambda station: service.take_answer(station, answer, digits))
    assert service.take_answer(after.open, answer, digits) == "测试县民政局"
    assert len(list(after.open.folder.outbox.iterdir())) == 1
    for file in after.stick.iterdir():
        file.unlink()
    written = service.write_to(after.open, after.stick)
    news = [line["id"] for file in written.files for line in after.county.open(file).lines if line["op"] == "new"]
    assert person in news
