"""Certificates: numbers by R-24, values frozen at numbering, never two for one graduate, void and reissue."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.people.service import people
from station_app.features.station.service import save_station
from station_app.features.training import service
from tests.conftest import StationInUse
from tests.training.played_classes import END, START, Played, class_values, close_class, open_class, read_class


def _issue(station: StationInUse, played: Played, on: dt.date = END) -> list[service.CertificateRow]:
    with station.db.work() as session:
        return service.issue_certificates(session, played.class_id, on)


def test_trainee_twelve_of_the_third_class_has_the_number_of_the_walk_through(station: StationInUse) -> None:
    with station.db.work() as session:
        save_station(session, {"division_code": "411328300"})
        for _earlier in range(2):
            service.save_class(session, class_values())
    played = open_class(station, 12)
    close_class(station, played, ["PPPPPP"] * 12)
    assert _issue(station, played)[11].certificate_no == "411328300-2023-003-012"


def test_only_graduates_get_a_certificate_in_roster_order(station: StationInUse) -> None:
    played = open_class(station, 4)
    detail = close_class(station, played, ["PPPPPP", "PPPPAA", "PPPPPP", "PPPPPL"])
    made = _issue(station, played)
    assert [one.certificate_no[-3:] for one in made] == ["001", "003", "004"]
    assert {row.state for row in read_class(station, played).trainees if row.graduated} == {"certified"}
    assert [one.name for one in made] == [row.name for row in detail.trainees if row.graduated]


def test_a_second_call_gives_the_same_certificates_and_no_new_ones(station: StationInUse) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP"] * 3)
    first = _issue(station, played)
    assert _issue(station, played, END + dt.timedelta(days=30)) == first
    assert read_class(station, played).row.certificate_count == 3


def test_nothing_printed_on_a_certificate_changes_with_later_renames(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    first = _issue(station, played)
    with station.db.work() as session:
        save_station(session, {"name": "城关镇社会工作服务站", "division_code": "419901301"})
        people.save_person(session, {"name": "王秀英"}, person_id=played.person_ids[0])
    assert _issue(station, played, END + dt.timedelta(days=9)) == first
    assert (first[0].issuer, first[0].name, first[0].hours) == ("城郊乡社会工作服务站", "王秀兰", 240)
    assert (first[0].organiser, first[0].start_date, first[0].end_date) == ("城郊乡社会工作服务站", START, END)
    assert len(first[0].id_number) == 18


def test_a_class_that_is_not_completed_has_no_certificates(station: StationInUse) -> None:
    played = open_class(station, 1)
    with pytest.raises(Refused, match="还没有结业"):
        _issue(station, played)


def test_a_certificate_is_not_dated_before_the_end_of_the_class(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with pytest.raises(Refused, match="发证日期"):
        _issue(station, played, END - dt.timedelta(days=1))
    assert read_class(station, played).row.certificate_count == 0


def test_somebody_who_graduates_by_a_correction_gets_hers_afterwards(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPAA", "PPPPPP"])
    assert len(_issue(station, played)) == 1
    with station.db.work() as session:
        service.mark(session, played.session_ids[4], played.enrolment_ids[0], "P", reason="漏录")
    assert [one.trainee_no for one in _issue(station, played)] == [1, 2]


def test_printing_is_kept_and_a_reprint_gives_its_reason(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP"] * 2)
    keys = [one.id for one in _issue(station, played)]
    with station.db.work() as session:
        service.record_print(session, keys)
        with pytest.raises(Refused, match="重打请写明原因"):
            service.record_print(session, keys)
        service.record_print(session, keys[:1], "打印机卡纸")
        assert {one.state for one in service.list_certificates(session, played.class_id)} == {"printed"}


def test_a_certificate_is_handed_out_to_somebody_on_a_day(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    key = _issue(station, played)[0].id
    with station.db.work() as session:
        service.record_print(session, [key])
        with pytest.raises(Refused, match="领取人"):
            service.hand_out(session, key, " ", END)
        service.hand_out(session, key, "王秀兰", END)
        found = service.list_certificates(session, played.class_id)[0]
    assert (found.state, found.received_by, found.received_on) == ("issued", "王秀兰", END)


def test_a_reissue_keeps_number_and_content_and_puts_the_old_one_out_of_force(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    old = _issue(station, played)[0]
    with station.db.work() as session:
        people.save_person(session, {"name": "王秀英"}, person_id=played.person_ids[0])
        service.record_print(session, [old.id])
        service.hand_out(session, old.id, "王秀兰", END)
        with pytest.raises(Refused, match="原因"):
            service.reissue_certificate(session, old.id, " ", END)
        new = service.reissue_certificate(session, old.id, "遗失", END + dt.timedelta(days=60))
        again = service.reissue_certificate(session, new.id, "污损", END + dt.timedelta(days=90))
        everything = service.list_certificates(session, played.class_id, all_states=True)
    assert [one.certificate_no for one in everything] == [
        old.certificate_no,
        f"{old.certificate_no}-B1",
        f"{old.certificate_no}-B2",
    ]
    assert [one.state for one in everything] == ["reissued", "voided", "reserved"]
    assert (new.name, new.reissue_of, again.reissue_of) == ("王秀兰", old.id, new.id)
    assert read_class(station, played).trainees[0].certificate_no == again.certificate_no


def test_a_void_number_is_never_given_again(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    old = _issue(station, played)[0]
    with station.db.work() as session:
        service.void_certificate(session, old.id, "印错", on=END)
    assert _issue(station, played) == []
    with station.db.work() as session:
        service.reissue_certificate(session, old.id, "重新制证", END)
        assert service.get_certificate(session, old.certificate_no).state == "voided"
        with pytest.raises(Refused, match="已有有效证书"):
            service.reissue_certificate(session, old.id, "再来一张", END)
    assert read_class(station, played).trainees[0].certificate_no == f"{old.certificate_no}-B1"
