"""The papers of a class that was really enrolled, marked and certified in an encrypted station."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from station_app.features.training import documents, service
from tests.conftest import StationInUse
from tests.documents import printed
from tests.training.played_classes import END, Played, close_class, open_class

ALL_THERE, TWO_MISSED = "PPPPPP", "PPPPAA"


def certified(station: StationInUse) -> Played:
    played = open_class(station, 4)
    close_class(station, played, [ALL_THERE, TWO_MISSED, ALL_THERE, ALL_THERE])
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    return played


def test_certificates_are_printed_for_graduates_only_and_in_roster_order(station: StationInUse) -> None:
    played = certified(station)
    with station.db.read() as session:
        rows = service.list_certificates(session, played.class_id)
        pdf = documents.certificates_pdf(documents.certificate_values(session, played.class_id))
    pages = printed.page_texts(pdf)
    assert [row.trainee_no for row in rows] == [1, 3, 4]
    assert len(pages) == 3
    for at, row in enumerate(rows):
        assert row.name in pages[at]
        assert printed.decoded(pdf, at) == row.certificate_no
        assert "完成规定的24课时" in "".join(pages[at].split())
        assert "发证单位（盖章）：城郊乡社会工作服务站" in pages[at]


def test_a_reissued_certificate_is_printed_with_its_own_number_and_the_mark(station: StationInUse) -> None:
    played = certified(station)
    with station.db.work() as session:
        old = service.list_certificates(session, played.class_id)[0]
        service.reissue_certificate(session, old.id, "证书遗失", END + dt.timedelta(days=9))
        values = documents.certificate_values(session, played.class_id)
    assert [each.reissued for each in values] == [True, False, False]
    page = printed.page_texts(documents.certificates_pdf(values))[0]
    assert f"{old.certificate_no}-B1" in page
    assert "补发" in page.splitlines()
    assert "2023年2月26日" in page


def test_roster_and_sign_in_sheet_show_the_trainees_on_the_roll(station: StationInUse) -> None:
    played = open_class(station, 4)
    with station.db.work() as session:
        detail = service.get_class(session, played.class_id)
        gone = detail.trainees[1]
        service.drop_out(session, gone.id, dt.date(2023, 2, 14), "01")
        sheet = documents.class_sheet(session, played.class_id)
    stayed = [detail.trainees[at] for at in (0, 2, 3)]
    roster = printed.page_texts(documents.roster_pdf(replace(sheet, printed_on=END)))[0]
    sign_in = printed.page_texts(documents.sign_in_pdf(sheet))
    assert len(sign_in) == 3
    for trainee in stayed:
        assert f"{trainee.trainee_no} {trainee.name} 女" in roster
        assert trainee.id_number in roster
        assert f"{trainee.trainee_no} {trainee.name} {trainee.phone}" in sign_in[0]
    assert gone.id_number not in roster
    assert "合计:共 3 人" in roster
    assert "应到 3 人" in sign_in[0]
    assert "授课教师:张建国" in sign_in[0]
