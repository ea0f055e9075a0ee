"""Layouts in use: versions, choices of station and class, frozen with a certificate; a reprint is the same for ever."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from station_app.core.checks import Refused
from station_app.documents.layout import Background, Box, Layout, dump_layout
from station_app.features.people.model import Person
from station_app.features.station.service import save_station
from station_app.features.station.service.attachments import PHOTO, add_attachment
from station_app.features.station.service.rules import set_rule
from station_app.features.training import documents, service
from station_app.features.training.model import CertificateLayout
from station_app.features.training.service import layouts
from station_app.storage import records
from station_app.storage.attachments import AttachmentStore
from tests.conftest import StationInUse
from tests.documents import printed
from tests.documents.test_layout_files import png
from tests.training.played_classes import END, Played, add_trainer, close_class, open_class


def closed_class(station: StationInUse, trainees: int = 2, **changes: object) -> Played:
    played = open_class(station, trainees, **changes)
    close_class(station, played, ["PPPPPP"] * trainees)
    return played


def own_layout(station: StationInUse, key: str = "portrait") -> Layout:
    with station.db.work() as session:
        return layouts.copy_layout(session, key)


def with_words(layout: Layout, words: str) -> Layout:
    box = Box("seal", "text", layout.width_mm / 2, 200, 60, 10, words)
    return replace(layout, boxes=(*layout.boxes, box))


def streams(pdf: bytes) -> list[bytes]:
    return [page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def print_class(station: StationInUse, played: Played) -> bytes:
    with station.db.read() as session:
        return documents.print_certificates(session, documents.certificate_values(session, played.class_id))


@pytest.mark.parametrize("choice", ["formal", "portrait", "stock", "own"])
def test_a_reprint_after_station_name_layout_and_trainer_changed_has_the_same_content_stream(
    station: StationInUse, choice: str
) -> None:
    with station.db.work() as session:
        trainer = add_trainer(session)
    played = closed_class(station, trainer_ids=(trainer,))
    name = own_layout(station).name if choice == "own" else choice
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout=name)
    first = print_class(station, played)
    with station.db.work() as session:
        save_station(session, {"name": "城关镇社会工作服务站", "division_code": "419901301"})
        service.save_trainer(session, {"name": "刘桂香"}, trainer_id=trainer)
        for key, value in (("certificate_wording", "2"), ("certificate_hanzi_date", "1"), ("certificate_photo", "1")):
            set_rule(session, key, valid_from=END, value=value, source="测试")
        if choice == "own":
            kept = layouts.save_layout(session, with_words(layouts.get_layout(session, name), "盖章处"))
            assert kept.version == 2
        layouts.choose_usual_layout(session, "P", "portrait" if choice == "formal" else "formal")
        layouts.choose_layout_for_class(session, played.class_id, "")
    again = print_class(station, played)
    assert streams(again) == streams(first)
    assert again == first
    with station.db.read() as session:
        assert {row.layout for row in service.list_certificates(session, played.class_id)} == {f"{name}@1"}


def with_photo(station: StationInUse, person_id: str, content: bytes) -> None:
    store = AttachmentStore(station.folder.attachments, station.db.data_key)
    with station.db.work() as session:
        key = add_attachment(
            session, store, content, file_name="照片.png", of_record="person", of_id=person_id, role=PHOTO
        )
        records.get(session, Person, person_id).photo = key


def photos(pdf: bytes) -> list[list[printed.Picture]]:
    """Upright pictures of each page: a code is square."""
    return [[each for each in page if each.height > each.width] for page in printed.pictures(pdf)]


def test_the_photo_of_numbering_stands_in_its_place_and_whoever_has_none_gets_the_frame(station: StationInUse) -> None:
    played = closed_class(station)
    with_photo(station, played.person_ids[0], png(295, 413))
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout="portrait")
    first = print_class(station, played)
    with_photo(station, played.person_ids[0], png(100, 140))
    with_photo(station, played.person_ids[1], png(100, 140))
    assert print_class(station, played) == first
    hers, anothers = photos(first)
    (shown,) = hers
    assert (shown.width, shown.height) == (295, 413)
    assert shown.box == pytest.approx((92.5, 80, 25, 35), abs=0.1)
    assert anothers == []
    for place in station.folder.attachments.rglob("*"):
        if place.is_file():
            place.unlink()
    assert photos(print_class(station, played)) == [[], []]


def test_a_version_that_nobody_used_is_saved_in_place_and_a_used_one_gets_a_successor(station: StationInUse) -> None:
    own = own_layout(station)
    with station.db.work() as session:
        assert layouts.save_layout(session, own).key == "own-1@1"
        assert layouts.save_layout(session, with_words(own, "一")).key == "own-1@1"
    played = closed_class(station)
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout="own-1")
        assert layouts.save_layout(session, with_words(own, "二")).key == "own-1@2"
        assert "一" in [box.text for box in layouts.get_layout(session, "own-1@1").boxes]
        row = next(row for row in layouts.list_layouts(session) if row.id == "own-1")
    assert (row.version, row.used, row.is_shipped) == (2, 2, False)


def test_the_class_chooses_before_the_station_and_statements_choose_for_themselves(station: StationInUse) -> None:
    with station.db.work() as session:
        layouts.choose_usual_layout(session, "P", "portrait")
        layouts.choose_usual_layout(session, "C", "stock")
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPPPPP", "PPPPAA"])
    with station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, END)
        statements = service.issue_statements(session, played.class_id, END)
    assert {row.layout for row in made} == {"portrait@1"}
    assert {row.layout for row in statements} == {"stock@1"}
    with station.db.work() as session:
        layouts.choose_layout_for_class(session, played.class_id, "formal")
        planned = service.planned_certificates(session, played.class_id, END, "C", [*played.enrolment_ids][2:])
        assert service.class_values(session, played.class_id)["certificate_layout"] == "formal"
    assert {row.layout for row in planned} == {"stock@1"}


def test_pages_of_different_layouts_come_in_order_but_preprinted_paper_is_printed_apart(station: StationInUse) -> None:
    played = closed_class(station, 2)
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    with station.db.read() as session:
        first, second = documents.certificate_values(session, played.class_id)
        mixed = [first, replace(second, layout="portrait@1")]
        pdf = documents.print_certificates(session, mixed)
        assert printed.page_sizes(pdf) == [(297, 210), (210, 297)]
        assert second.name in "".join(printed.page_texts(pdf)[1].split())
        with pytest.raises(Refused, match="分开打印"):
            documents.print_certificates(session, [first, replace(second, layout="stock@1")])


def test_pictures_of_a_layout_lie_encrypted_beside_the_file_and_come_back(station: StationInUse) -> None:
    picture = png(40, 30)
    own = replace(own_layout(station, "stock"), background=Background(image=picture))
    with station.db.work() as session:
        layouts.save_layout(session, own)
        stored = records.live(session, CertificateLayout)[0]
        assert "sha256:" in stored.content
        assert len(stored.content) < 4000
    with station.db.read() as session:
        found = layouts.get_layout(session, own.key)
    assert found.background is not None
    assert found.background.image == picture
    assert station.db.attachments.names()


def test_a_file_goes_out_and_comes_in_as_another_layout(station: StationInUse, tmp_path: Path) -> None:
    own = with_words(own_layout(station), "盖章处")
    with station.db.work() as session:
        again = layouts.import_layout(session, dump_layout(own))
        assert (again.name, again.version) == ("own-2", 1)
        assert again.boxes == own.boxes
        with pytest.raises(Refused, match="不是版式文件"):
            layouts.import_layout(session, b"%PDF-1.7")


def test_a_retired_layout_is_not_offered_but_what_was_numbered_with_it_prints(station: StationInUse) -> None:
    own = own_layout(station)
    played = closed_class(station)
    with station.db.work() as session:
        layouts.choose_usual_layout(session, "P", own.name)
        service.issue_certificates(session, played.class_id, END)
        layouts.retire_layout(session, own.name)
        assert layouts.usual_layout(session, "P") == "formal"
        with pytest.raises(Refused, match="停用"):
            layouts.choose_usual_layout(session, "P", own.name)
        with pytest.raises(Refused, match="自带"):
            layouts.retire_layout(session, "formal")
    assert len(printed.page_texts(print_class(station, played))) == 2


def test_a_layout_that_is_gone_is_refused_by_name(station: StationInUse) -> None:
    with station.db.read() as session, pytest.raises(Refused, match="own-9@3"):
        layouts.layouts_of(session, ["own-9@3"])


def test_a_replacement_keeps_the_layout_of_the_first(station: StationInUse) -> None:
    played = closed_class(station, 1)
    with station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, END, layout="portrait")
        service.record_print(session, [made[0].id])
        layouts.choose_layout_for_class(session, played.class_id, "formal")
        again = service.reissue_certificate(session, made[0].id, "遗失", END)
    assert again.layout == "portrait@1"


def test_a_file_with_a_damaged_picture_is_not_taken(station: StationInUse) -> None:
    own = replace(own_layout(station), background=Background(image=png(20, 20, b"x")))
    with station.db.work() as session, pytest.raises(Refused, match="图片坏了"):
        layouts.import_layout(session, dump_layout(own))
    with station.db.read() as session:
        assert [row.id for row in layouts.list_layouts(session)][3:] == ["own-1"]
