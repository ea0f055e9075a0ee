"""The papers of a class that was really enrolled, marked and certified in an encrypted station."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from station_app.documents.sources import Asked
from station_app.features.training import documents, service
from station_app.features.training.service.survey import add_slip
from station_app.proof.text import claimed
from tests.conftest import StationInUse
from tests.documents import printed
from tests.training.played_classes import END, Played, add_trainer, class_values, close_class, open_class

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
        assert getattr(claimed(printed.decoded_patiently(pdf, at)), "number", "") == row.certificate_no
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


def test_the_application_names_the_trainers_level_and_certificate(station: StationInUse) -> None:
    with station.db.work() as session:
        trainer = add_trainer(session, skill_level="3", certificate_no="S000041999900001")
        class_id = service.save_class(session, class_values(trainer_ids=(trainer,), applied_on=dt.date(2023, 2, 1)))
        text = printed.page_texts(documents.form_pdf(session, "F01", Asked(class_id)))[0]
    assert "S000041999900001" in text
    assert "张建国" in text
    assert "申请日期:2023年2月1日" in text


def test_the_summary_of_the_survey_counts_the_slips(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP", "PPPPPP"])
    with station.db.work() as session:
        for level in ("5", "3"):
            rated = dict.fromkeys(("rate_content", "rate_overall"), level)
            add_slip(session, played.class_id, rated | {"suggestion": "多练几次"})
        text = printed.page_texts(documents.form_pdf(session, "F08b", Asked(played.class_id)))[0]
    assert "收回:2份" in text
    assert "培训内容 1 0 1 0 0 50.0%" in text
    assert "意见建议:多练几次" in text


def test_the_hand_out_list_has_every_certificate_in_roster_order(station: StationInUse) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "AAAPPP", "PPPPPP"])
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, dt.date(2023, 2, 20))
        text = printed.page_texts(documents.form_pdf(session, "F07", Asked(played.class_id)))[0]
    assert text.index("419901300-2023-001-001") < text.index("419901300-2023-001-003")
    assert "001-002" not in text
    assert "发证日期:2023年2月20日" in text
