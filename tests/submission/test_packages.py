"""Packages of a station: made, written, answered, sent again; nothing twice and nothing lost."""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.users import User
from station_app.exchange import lines
from station_app.exchange.faults import PackageFault
from station_app.features.people.service import people
from station_app.features.people.service.erasing import erase_person
from station_app.features.submission import service
from station_app.features.submission.service import marks
from station_app.features.today.service import cards
from station_app.storage import audit
from tests.submission.conftest import Desk


def packages(desk: Desk) -> list[service.PackageRow]:
    """The outbox, the oldest first."""
    with desk.open.db.read() as session:
        return service.list_packages(session)[::-1]


def test_what_changed_is_told_in_words_and_a_package_takes_it_along(enrolled: Desk) -> None:
    enrolled.add_person()
    with enrolled.open.db.read() as session:
        told = service.changes_since_last(session)
    assert "新登记人员 1 人" in told.phrases
    service.make_package(enrolled.open)
    assert packages(enrolled)[0].phrases == told.phrases
    with enrolled.open.db.read() as session:
        assert service.changes_since_last(session).phrases == ()
    assert service.make_package(enrolled.open) == []


def test_a_package_on_the_stick_is_what_the_county_can_read_and_the_receipt_closes_it(
    enrolled: Desk, tmp_path: Path
) -> None:
    key = enrolled.add_person()
    service.make_package(enrolled.open)
    written = service.write_to(enrolled.open, enrolled.stick)
    assert [row.state for row in packages(enrolled)] == ["written"]
    opened = enrolled.county.open(written.files[0])
    assert any(line["op"] == "new" and line["id"] == key for line in opened.lines)
    assert opened.manifest.trust == enrolled.county.trust.version
    receipt = enrolled.county.receipt(opened, tmp_path / "back")
    (received,) = service.receive(enrolled.open, [receipt])
    assert received.sentences[0].startswith("第 1 号包县里已收下")
    assert packages(enrolled)[0].state == "delivered"
    (again,) = service.receive(enrolled.open, [receipt])
    assert not again.is_new
    assert packages(enrolled)[0].state == "delivered"


def test_later_edits_travel_by_field_in_the_next_package_of_the_chain(enrolled: Desk) -> None:
    key = enrolled.add_person()
    service.make_package(enrolled.open)
    enrolled.edit(key, address="城郊乡西河村1组")
    service.make_package(enrolled.open)
    first, second = (enrolled.county.open(file) for file in service.write_to(enrolled.open, enrolled.stick).files)
    assert (second.manifest.seq, second.manifest.prev) == (2, first.hash)
    changed = [line for line in second.lines if line["op"] == "set" and line["id"] == key]
    assert [line["v"] for line in changed if line["f"] == "address"] == ["城郊乡西河村1组"]


def test_the_same_package_again_is_the_same_bytes(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    numbers = service.make_package(enrolled.open)
    first = service.write_to(enrolled.open, enrolled.stick).files[0].read_bytes()
    other = tmp_path / "other stick"
    other.mkdir()
    assert service.write_to(enrolled.open, other, numbers).files[0].read_bytes() == first


def test_packages_made_before_enrolment_are_made_anew_for_the_county(desk: Desk, tmp_path: Path) -> None:
    desk.add_person()
    service.make_package(desk.open)
    desk.add_person(1)
    service.make_package(desk.open)
    early = service.write_to(desk.open, desk.stick).files
    for file in early:
        with pytest.raises(PackageFault) as fault:
            desk.county.open(file)
        assert fault.value.code == "E_NOT_FOR_ME"
    answer = desk.county.enrol(service.make_request(desk.open, desk.stick)[0], tmp_path / "county")
    service.take_answer(desk.open, answer, desk.county.digits)
    assert [row.state for row in packages(desk)] == ["waiting", "waiting"]
    other = tmp_path / "another"
    other.mkdir()
    first, second = (desk.county.open(file) for file in service.write_to(desk.open, other).files)
    assert second.manifest.prev == first.hash
    assert len(list(desk.open.folder.outbox.iterdir())) == 2


def test_a_wrong_digit_by_telephone_enrols_nobody(desk: Desk, tmp_path: Path) -> None:
    request, digits = service.make_request(desk.open, desk.stick)
    assert service.make_request(desk.open, tmp_path) == (tmp_path / request.name, digits)
    assert len(digits.replace(" ", "")) == 30
    answer = desk.county.enrol(request, tmp_path / "county")
    wrong = desk.county.digits[:-1] + str((int(desk.county.digits[-1]) + 1) % 10)
    with pytest.raises(Refused, match="30 位数字"):
        service.take_answer(desk.open, answer, wrong)
    with desk.open.db.read() as session:
        assert not service.standing(session).is_enrolled


def test_only_the_head_enrols_a_station_that_has_users(desk: Desk, tmp_path: Path) -> None:
    answer = desk.county.enrol(service.make_request(desk.open, desk.stick)[0], tmp_path / "county")
    head, desk.open.db.user = desk.open.db.user, User("u1", "李梅", "worker")
    with pytest.raises(Refused, match="只有站长"):
        service.make_request(desk.open, desk.stick)
    with pytest.raises(Refused, match="只有站长"):
        service.take_answer(desk.open, answer, desk.county.digits)
    desk.open.db.user = head
    service.take_answer(desk.open, answer, desk.county.digits)


def test_an_answer_that_does_not_name_this_computer_is_refused(desk: Desk, tmp_path: Path) -> None:
    request, _digits = service.make_request(desk.open, desk.stick)
    answer = desk.county.enrol(request, tmp_path / "county")
    stations = tuple(desk.county.trust.stations)
    desk.county.trust = type(desk.county.trust)(
        9,
        desk.county.trust.county,
        tuple(
            type(s)(s.id, s.name, (type(s.devices[0])("ab" * 32, s.devices[0].reader, "active", s.devices[0].since),))
            for s in stations
        ),
    )
    foreign = desk.county.write_trust(desk.station_id, tmp_path / "county")
    with pytest.raises(Refused, match="没有这台电脑"):
        service.take_answer(desk.open, foreign, desk.county.digits)
    service.take_answer(desk.open, answer, desk.county.digits)


def test_files_of_strangers_and_of_other_stations_are_refused_without_a_change(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    file = service.write_to(enrolled.open, enrolled.stick).files[0]
    opened = enrolled.county.open(file)
    stranger = type(enrolled.county)("另一个县")
    stranger.trust = type(stranger.trust)(2, stranger.trust.county, enrolled.county.trust.stations)
    with pytest.raises(PackageFault) as fault:
        service.receive(enrolled.open, [stranger.receipt(opened, tmp_path / "x")])
    assert fault.value.code == "E_UNKNOWN_KEY"
    with pytest.raises(PackageFault) as fault:
        service.receive(enrolled.open, [file])
    assert fault.value.code == "E_TYPE"
    good = enrolled.county.receipt(opened, tmp_path / "y")
    good.write_bytes(good.read_bytes()[:-1])
    with pytest.raises(PackageFault) as fault:
        service.receive(enrolled.open, [good])
    assert fault.value.code == "E_TRUNC"
    assert packages(enrolled)[0].state == "written"


def test_a_receipt_names_each_record_that_was_not_taken_with_the_way_to_it(enrolled: Desk, tmp_path: Path) -> None:
    key = enrolled.add_person()
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0])
    fault = lines.row_fault(opened.hash, "person", key, "phone", "E_VALUE")
    (received,) = service.receive(enrolled.open, [enrolled.county.receipt(opened, tmp_path, more=[fault, fault])])
    assert received.notices == 1
    with enrolled.open.db.read() as session:
        (notice,) = service.list_notices(session)
    assert (notice.place.title, notice.place.page, notice.place.record) == ("王秀兰", "people", key)
    assert notice.field == "手机"
    assert "不合规定" in notice.sentence


def test_a_missing_package_is_asked_for_and_written_again_with_the_same_bytes(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    enrolled.add_person(1)
    service.make_package(enrolled.open)
    lost, arrived = service.write_to(enrolled.open, enrolled.stick).files
    first, second = lost.read_bytes(), enrolled.county.open(arrived)
    epoch = second.manifest.epoch
    held = enrolled.county.receipt(
        second, tmp_path / "back", status="held", code="E_GAP", more=[lines.gap(epoch, 1, 1)]
    )
    (received,) = service.receive(enrolled.open, [held])
    assert any("还缺第 1 号包" in sentence for sentence in received.sentences)
    assert [(row.state, row.wanted) for row in packages(enrolled)] == [("written", True), ("written", False)]
    other = tmp_path / "again"
    other.mkdir()
    assert service.write_to(enrolled.open, other).files[0].read_bytes() == first


def test_after_three_packages_without_a_receipt_the_whole_state_is_sent_and_its_receipt_closes_all(
    enrolled: Desk, tmp_path: Path
) -> None:
    for place in range(3):
        enrolled.add_person(place)
        service.make_package(enrolled.open)
        service.write_to(enrolled.open, enrolled.stick)
    enrolled.add_person(3)
    service.make_package(enrolled.open)
    written = service.write_to(enrolled.open, enrolled.stick)
    assert written.numbers == (4,)
    opened = enrolled.county.open(written.files[0])
    assert opened.manifest.type == "snapshot"
    assert len(opened.manifest.chain) == 3
    assert sum(line["op"] == "whole" and line["e"] == "person" for line in opened.lines) == 4
    service.receive(enrolled.open, [enrolled.county.receipt(opened, tmp_path)])
    assert {row.state for row in packages(enrolled)} == {"delivered"}
    enrolled.add_person(4)
    service.make_package(enrolled.open)
    assert packages(enrolled)[-1].type == "package"


def test_bytes_are_kept_until_two_later_receipts_came(enrolled: Desk, tmp_path: Path) -> None:
    for place in range(4):
        enrolled.add_person(place)
        service.make_package(enrolled.open)
        file = service.write_to(enrolled.open, enrolled.stick).files[-1]
        service.receive(enrolled.open, [enrolled.county.receipt(enrolled.county.open(file), tmp_path)])
    assert [row.state for row in packages(enrolled)] == ["cleaned", "cleaned", "delivered", "delivered"]
    assert len(list(enrolled.open.folder.outbox.iterdir())) == 2


def test_delivered_bytes_that_may_hold_an_erased_person_go_90_days_after_the_receipt(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = enrolled.add_person()
    service.make_package(enrolled.open)
    file = service.write_to(enrolled.open, enrolled.stick).files[-1]
    service.receive(enrolled.open, [enrolled.county.receipt(enrolled.county.open(file), tmp_path)])
    erase_person(enrolled.open.db, enrolled.open.folder, person, basis="1", reason="本人要求")
    later = clock.now() + dt.timedelta(days=89)
    monkeypatch.setattr(clock, "now", lambda: later)
    service.at_start(enrolled.open)
    assert [row.state for row in packages(enrolled)] == ["delivered"]
    last = later + dt.timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: last)
    service.at_start(enrolled.open)
    assert [row.state for row in packages(enrolled)] == ["cleaned"]
    assert list(enrolled.open.folder.outbox.iterdir()) == []


def test_a_package_that_was_lost_from_the_outbox_is_told_and_a_whole_state_helps(enrolled: Desk) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    next(enrolled.open.folder.outbox.iterdir()).write_bytes(b"rot")
    with pytest.raises(Trouble) as trouble:
        service.write_to(enrolled.open, enrolled.stick)
    assert trouble.value.code == "E_OUTBOX_DAMAGED"
    assert list(enrolled.stick.glob("SW_*")) == []
    service.make_package(enrolled.open, snapshot=True)
    assert enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0]).manifest.type == "snapshot"


def test_nothing_of_anybody_is_readable_in_packages_names_temp_folders_marks_or_logs(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    temporary = tmp_path / "temp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    caplog.set_level(logging.DEBUG)
    key = enrolled.add_person()
    with enrolled.open.db.read() as session:
        person = people.get_person(session, key)
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0])
    told = {"record": "person", "record_id": key, "column": "name", "value": "欧阳春晓", "why": "户口簿"}
    base = lines.base_of_value(person["name"])
    more = [
        lines.correct(key="1" * 32, base=base, by="李芳", at="2026-02-01T08:00:00.000000+00:00", **told),
        lines.row_fault(opened.hash, "person", key, "phone", "E_VALUE"),
    ]
    service.receive(enrolled.open, [enrolled.county.receipt(opened, tmp_path / "back", more=more)])
    service.make_package(enrolled.open, snapshot=True)
    service.write_to(enrolled.open, enrolled.stick)
    planted = [str(person[name]) for name in ("name", "id_number", "phone", "address")] + ["欧阳春晓"]
    found = []
    for folder in (enrolled.stick, enrolled.open.folder.root, temporary, marks.places()[0].parent, tmp_path / "back"):
        for file in folder.rglob("*"):
            content = file.name.encode() + (file.read_bytes() if file.is_file() else b"")
            found += [
                (file, word) for word in planted if word.encode() in content or word.encode("utf-16-le") in content
            ]
    assert found == []
    assert [word for word in planted if word in caplog.text] == []
    assert list(temporary.iterdir()) == []


def test_making_and_taking_in_stand_in_the_audit_trail_without_values(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    file = service.write_to(enrolled.open, enrolled.stick).files[0]
    service.receive(enrolled.open, [enrolled.county.receipt(enrolled.county.open(file), tmp_path)])
    with enrolled.open.db.read() as session:
        rows = audit.execute_of(session)("SELECT action, detail FROM audit_entry ORDER BY number").fetchall()
    actions = [action for action, _detail in rows]
    assert actions[-3:] == ["export", "export", "receive"]
    assert "王秀兰" not in str(rows)


def test_a_county_that_was_restored_gets_again_what_it_lost_with_the_same_bytes(enrolled: Desk, tmp_path: Path) -> None:
    files = []
    for place in range(2):
        enrolled.add_person(place)
        service.make_package(enrolled.open)
        files.append(service.write_to(enrolled.open, enrolled.stick).files[-1])
        service.receive(enrolled.open, [enrolled.county.receipt(enrolled.county.open(files[-1]), tmp_path)])
    late = enrolled.county.receipt(enrolled.county.open(files[1]), tmp_path / "late")
    enrolled.county.restore()
    said = enrolled.county.receipt(enrolled.county.open(files[0]), tmp_path / "new")
    (received,) = service.receive(enrolled.open, [said])
    assert any("县里的数据恢复过，还缺 1 个包" in sentence for sentence in received.sentences)
    assert [row.wanted for row in packages(enrolled)] == [False, True]
    service.receive(enrolled.open, [late])
    assert packages(enrolled)[1].wanted
    other = tmp_path / "again"
    other.mkdir()
    assert service.write_to(enrolled.open, other).files[0].read_bytes() == files[1].read_bytes()
    assert not packages(enrolled)[1].wanted


def test_a_computer_that_the_county_revoked_is_told_so(enrolled: Desk, tmp_path: Path) -> None:
    (station,) = enrolled.county.trust.stations
    off = replace(station, devices=(replace(station.devices[0], state="revoked"),))
    enrolled.county.trust = replace(enrolled.county.trust, version=9, stations=(off,))
    line = enrolled.county.trust.to_line()
    (received,) = service.receive(enrolled.open, [enrolled.county.answer(enrolled.station_id, tmp_path, [line])])
    assert any("停用这台电脑" in sentence for sentence in received.sentences)
    older = enrolled.county.answer(enrolled.station_id, tmp_path, [replace(enrolled.county.trust, version=3).to_line()])
    service.receive(enrolled.open, [older])
    with enrolled.open.db.read() as session:
        assert service.standing(session).trust_version == 9


def test_a_whole_state_that_the_county_asks_for_is_the_next_package(enrolled: Desk, tmp_path: Path) -> None:
    enrolled.add_person()
    service.make_package(enrolled.open)
    opened = enrolled.county.open(service.write_to(enrolled.open, enrolled.stick).files[0])
    service.receive(enrolled.open, [enrolled.county.receipt(opened, tmp_path, more=[lines.snapshot_wanted()])])
    with enrolled.open.db.read() as session:
        assert service.snapshot_is_due(session)
    service.make_package(enrolled.open)
    assert [row.type for row in packages(enrolled)] == ["package", "snapshot"]
    with enrolled.open.db.read() as session:
        assert not service.snapshot_is_due(session)


def test_the_home_page_says_what_waits_for_the_county(
    enrolled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = enrolled.add_person()

    def said() -> list[tuple[str, str]]:
        with enrolled.open.db.read() as session:
            execute = session.connection().exec_driver_sql
            card = cards.to_the_county(lambda query, values: execute(query, values).fetchall(), clock.today())
        return [(line.words, line.detail) for line in card.lines if line.page == "submission"]

    assert said() == []
    service.make_package(enrolled.open)
    assert said() == [("数据包", "1 个待写出")]
    service.write_to(enrolled.open, enrolled.stick)
    assert said() == [("已写出的包", "1 个等回执")]
    told = {"record": "person", "record_id": key, "column": "name", "value": "王秀英", "why": "", "by": "李芳"}
    at = "2026-02-01T08:00:00.000000+00:00"
    proposal = lines.correct(key="1" * 32, base=lines.base_of_value("王秀兰"), at=at, **told)
    service.receive(enrolled.open, [enrolled.county.answer(enrolled.station_id, tmp_path, [proposal])])
    assert said()[0] == ("县里的更正", "1 处待决定")
    later = clock.today() + dt.timedelta(days=20)
    monkeypatch.setattr(clock, "today", lambda: later)
    assert ("已写出的包", "1 个没有回执，最早 20 天前写出") in said()
