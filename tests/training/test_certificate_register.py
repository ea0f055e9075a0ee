"""The register: statements, proxies, reprints, and a reason for every number that nobody holds."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader

from station_app.core.checks import Refused
from station_app.documents.grid import Fill
from station_app.documents.sources import Asked
from station_app.features.people.service import people, skills
from station_app.features.station.service import save_station
from station_app.features.station.service.rules import set_rule
from station_app.features.training import documents, service
from station_app.features.training.model import Certificate, TrainingClass
from station_app.storage import records
from tests.conftest import StationInUse
from tests.training.played_classes import END, START, Played, class_values, close_class, open_class


def _closed(station: StationInUse, rows: list[str], **changes: object) -> Played:
    played = open_class(station, len(rows), **changes)
    close_class(station, played, rows)
    return played


def _issue(station: StationInUse, played: Played) -> list[service.CertificateRow]:
    with station.db.work() as session:
        return service.issue_certificates(session, played.class_id, END)


def test_a_class_without_an_exam_does_not_speak_of_one(station: StationInUse) -> None:
    made = _issue(station, _closed(station, ["PPPPPP"]))
    assert made[0].template == "completed@1"
    text = _text(documents.certificates_pdf([documents.values_of(made[0])]))
    assert "完成规定的24课时，准予结业。" in text
    assert "考核" not in text


def test_those_who_fall_short_get_a_statement_with_its_own_mark_and_their_real_hours(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP", "PPAAAA", "AAAAAA"])
    _issue(station, played)
    with station.db.work() as session:
        (made,) = service.issue_statements(session, played.class_id, END)
        assert service.issue_statements(session, played.class_id, END) == []
        assert service.get_class(session, played.class_id).row.certificate_count == 1
        assert service.get_class(session, played.class_id).trainees[1].certificate_no == ""
    assert (made.certificate_no, made.type, made.hours) == ("419901300-2023-001-002-C", "C", 80)
    text = _text(documents.certificates_pdf([documents.values_of(made)]))
    assert text.startswith("参训证明")
    assert "实际学习8课时。特此证明。" in text


def test_a_statement_makes_room_for_the_certificate_of_somebody_who_graduates_by_a_correction(
    station: StationInUse,
) -> None:
    played = _closed(station, ["PPPPAA"])
    with station.db.work() as session:
        service.issue_statements(session, played.class_id, END)
        service.mark(session, played.session_ids[4], played.enrolment_ids[0], "P", reason="漏录")
    assert [one.certificate_no[-4:] for one in _issue(station, played)] == ["-001"]
    with station.db.read() as session:
        states = {
            r.certificate_no[-4:]: r.state for r in service.list_certificates(session, played.class_id, all_states=True)
        }
    assert states == {"01-C": "voided", "-001": "reserved"}


def test_the_preview_shows_the_numbers_and_uses_none(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP", "PPAAAA", "PPPPPP"])
    with station.db.read() as session:
        planned = service.planned_certificates(session, played.class_id, END)
        short = service.planned_certificates(session, played.class_id, END, service.STATEMENT_TYPE)
        assert service.list_certificates(session, played.class_id) == []
    assert [row.certificate_no[-3:] for row in planned] == ["001", "003"]
    assert [row.certificate_no[-5:] for row in short] == ["002-C"]
    assert [row.certificate_no for row in _issue(station, played)] == [row.certificate_no for row in planned]


def test_the_station_s_own_pattern_numbers_the_classes_that_begin_after_it(station: StationInUse) -> None:
    with station.db.work() as session:
        set_rule(
            session,
            "certificate_number",
            valid_from=START,
            value="{简称}〔{年份}〕{班次}-{学号}",
            source="县里的通知",
        )
    assert _issue(station, _closed(station, ["PPPPPP"]))[0].certificate_no == "城郊社工〔2023〕001-001"


def test_a_pattern_that_would_give_a_used_number_again_is_refused(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP"])
    made = _issue(station, played)[0]
    with station.db.work() as session:
        records.get(session, Certificate, made.id).certificate_no = "419901300-2023-002-001"
    second = open_class(station, 0, venue="乡政府会议室", trainer_name="李建设")
    with station.db.work() as session:
        service.enrol(session, second.class_id, played.person_ids, dt.date(2023, 2, 6), "村里推荐")
        entries = [
            service.MarkEntry(half, row.id, "P")
            for half in second.session_ids
            for row in service.get_class(session, second.class_id).trainees
        ]
        service.mark_many(session, entries)
        service.complete_class(session, second.class_id, on=END)
    with pytest.raises(Refused, match="419901300-2023-002-001 已经用过"):
        _issue(station, second)


def test_a_proxy_says_how_she_is_related_and_the_mistake_can_be_taken_back(station: StationInUse) -> None:
    key = _issue(station, _closed(station, ["PPPPPP"]))[0].id
    with station.db.work() as session:
        service.record_print(session, [key])
        with pytest.raises(Refused, match="代领请写明关系") as refusal:
            service.hand_out(session, key, "王秀英", END)
        assert [problem.field for problem in refusal.value.problems] == ["received_relation"]
        service.hand_out(session, key, "王秀英", END, relation="女儿")
        row = service.list_register(session)[0].certificate
        assert (row.state, row.received_by, row.received_relation) == ("issued", "王秀英", "女儿")
        with pytest.raises(Refused, match="原因"):
            service.take_back_hand_out(session, key, " ")
        service.take_back_hand_out(session, key, "勾错了人")
        row = service.list_register(session)[0].certificate
        assert (row.state, row.received_by, row.received_on) == ("printed", "", None)
        service.hand_out(session, key, "本人", END)
        assert service.list_register(session)[0].certificate.received_by == "王秀兰"


def test_every_printing_is_in_the_log_with_who_when_and_why(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP"] * 3)
    keys = [row.id for row in _issue(station, played)]
    with station.db.work() as session:
        service.record_print(session, keys)
        with pytest.raises(Refused, match="重打请写明原因"):
            service.record_print(session, keys[1:])
        service.record_print(session, keys[1:], "卡纸，第 2 至 3 页没出来")
        log = service.list_prints(session, keys[2])
        assert [(row.who, row.reason) for row in log] == [("王敏", "卡纸，第 2 至 3 页没出来"), ("王敏", "")]
        assert [row.printed for row in service.list_register(session)] == [1, 2, 2]
        assert len(service.list_prints(session, class_id=played.class_id)) == 5


def test_every_missing_number_has_its_reason(station: StationInUse) -> None:
    played = open_class(station, 6)
    with station.db.work() as session:
        for half in played.session_ids:
            for at in (0, 1, 3, 4):
                service.mark(session, half, played.enrolment_ids[at], "A" if at == 1 else "P")
        service.mark(session, played.session_ids[0], played.enrolment_ids[2], "P")
        service.mark(session, played.session_ids[1], played.enrolment_ids[2], "A")
        service.drop_out(session, played.enrolment_ids[2], START + dt.timedelta(days=1), "01")
        service.withdraw(session, played.enrolment_ids[5], "报错了名")
        service.complete_class(session, played.class_id, on=END)
        made = service.issue_certificates(session, played.class_id, END)
        service.void_certificate(session, made[1].id, "姓名印错", on=END)
        service.reissue_certificate(session, made[1].id, "更正", END)
        service.void_certificate(session, made[2].id, "冒名顶替", on=END)
        other = service.save_class(session, class_values())
        gaps = service.explain_gaps(session, played.class_id)
        everything = service.explain_gaps(session)
        other_no = service.get_class(session, other).row.class_no
    assert [(gap.number[-3:], gap.why) for gap in gaps] == [
        ("002", "没有结业（出勤不足）"),
        ("003", "没有结业（中途退出）"),
        ("004", "作废（姓名印错），补发为 419901300-2023-001-004-B1"),
        ("005", "作废（冒名顶替）"),
        ("006", "报名已撤销（报错了名），学号空着"),
    ]
    assert (everything[0].class_no, everything[0].number) == (other_no, "")
    assert everything[1:] == gaps


def test_voiding_a_certificate_withdraws_the_skill_it_proved(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP"])
    made = _issue(station, played)[0]
    with station.db.work() as session:
        service.void_certificate(session, made.id, "冒名顶替", on=END)
        held = skills.list_skills(session, played.person_ids[0])
    assert held
    assert all(skill.withdrawn_on is not None for skill in held)


def test_a_certificate_printed_again_after_everything_changed_has_the_same_page(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP"] * 3)
    _issue(station, played)
    before = _contents(_printed(station, played))
    with station.db.work() as session:
        save_station(session, {"name": "城关镇社会工作服务站", "division_code": "419901301", "short_name": "城关"})
        people.save_person(session, {"name": "王秀英"}, person_id=played.person_ids[0])
        records.save(
            session, TrainingClass, {"trainer_name": "李建设", "name": "改了名的班"}, record_id=played.class_id
        )
        for key, value in (
            ("certificate_number", "{年份}-{班次}-{学号}"),
            ("certificate_wording", "2"),
            ("certificate_photo", "1"),
            ("certificate_hanzi_date", "1"),
        ):
            set_rule(session, key, valid_from=START, value=value, source="县里的通知")
    after = _contents(_printed(station, played))
    assert len(before) == 3
    assert after == before


def test_photo_place_and_date_are_frozen_as_the_station_had_them_at_numbering(station: StationInUse) -> None:
    with station.db.work() as session:
        for key in ("certificate_photo", "certificate_hanzi_date"):
            set_rule(session, key, valid_from=START, value="1", source="县里的通知")
    played = _closed(station, ["PPPPPP"])
    made = _issue(station, played)[0]
    assert made.template == "completed@1 photo hanzi-date"
    pdf = _printed(station, played)
    assert "二〇二三年二月十七日" in _text(pdf)
    assert re.search(rb"70\.87 99\.21 re S", _contents(pdf)[0])  # 25 × 35 mm in points


def _printed(station: StationInUse, played: Played) -> bytes:
    with station.db.read() as session:
        return documents.certificates_pdf(documents.certificate_values(session, played.class_id))


def _contents(pdf: bytes) -> list[bytes]:
    return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(pdf)).pages]


def _text(pdf: bytes) -> str:
    return "".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_the_list_to_sign_has_statements_too_and_shows_what_was_entered(station: StationInUse) -> None:
    played = _closed(station, ["PPPPPP", "PPAAAA"])
    key = _issue(station, played)[0].id
    with station.db.work() as session:
        service.issue_statements(session, played.class_id, END)
        service.record_print(session, [key])
        service.hand_out(session, key, "王秀英", dt.date(2023, 2, 20), relation="女儿")
    source = documents.form_source("F07")
    assert source is not None
    with station.db.read() as session:
        text = _text(source.draw(session, Asked(played.class_id, Fill.FILLED, whole=True)))
    assert "419901300-2023-001-002-C" in text
    assert "王秀英（女儿）" in text
    assert "2023-02-20" in text
