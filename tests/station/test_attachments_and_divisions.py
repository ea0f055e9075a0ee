"""Attachments of records, and the station's own villages, through the services on a real encrypted file."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.features.people.service import people
from station_app.features.station.service import attachments, divisions
from station_app.features.station.service.attachments import add_attachment, list_attachments, read_attachment
from station_app.storage.attachments import AttachmentStore
from tests.conftest import StationInUse
from tests.people.invented_people import person_values

PDF = b"%PDF-1.4\n" + "王秀兰 419901197803021027".encode() * 20 + b"\n%%EOF\n"
SESSION, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def store(station: StationInUse) -> AttachmentStore:
    return AttachmentStore(station.folder.attachments, station.data_key)


def test_an_attachment_is_listed_with_its_record_and_read_back(station: StationInUse, store: AttachmentStore) -> None:
    with station.db.work() as session:
        key = add_attachment(
            session, store, PDF, file_name="C:\\扫描\\签到表.PDF", of_record="class_session", of_id=SESSION
        )
        add_attachment(session, store, PDF, file_name="x.pdf", of_record="class_session", of_id=OTHER)
    with station.db.read() as session:
        (row,) = list_attachments(session, "class_session", SESSION, "scan")
        assert (row.id, row.file_name, row.media_type, row.byte_count) == (
            key,
            "签到表.pdf",
            "application/pdf",
            len(PDF),
        )
        assert row.added_by == "王敏"
        assert read_attachment(session, store, key).content == PDF
        assert attachments.count_attachments(session, "class_session") == {SESSION: 1, OTHER: 1}
        assert list_attachments(session, "person", SESSION) == []
    assert store.names() == [sha256(PDF).hexdigest()], "the same content is kept once"


def test_the_same_scan_added_twice_to_one_record_is_one(station: StationInUse, store: AttachmentStore) -> None:
    with station.db.work() as session:
        keys = {
            add_attachment(session, store, PDF, file_name=name, of_record="class_session", of_id=SESSION)
            for name in ("a.pdf", "b.pdf")
        }
    assert len(keys) == 1


def test_what_was_planted_cannot_be_read_anywhere_in_the_folder(station: StationInUse, store: AttachmentStore) -> None:
    with station.db.work() as session:
        add_attachment(session, store, PDF, file_name="同意书.pdf", of_record="person", of_id=SESSION, role="consent")
    for place in station.folder.root.rglob("*"):
        content = place.read_bytes() if place.is_file() else b""
        for planted in ("王秀兰".encode(), b"419901197803021027", "同意书".encode(), b"%PDF"):
            assert planted not in content, place.name


def test_a_void_attachment_is_not_listed_and_its_reason_is_asked(station: StationInUse, store: AttachmentStore) -> None:
    with station.db.work() as session:
        key = add_attachment(session, store, PDF, file_name="a.pdf", of_record="person", of_id=SESSION)
    with station.db.work() as session, pytest.raises(Refused, match="作废原因"):
        attachments.void_attachment(session, key, " ")
    with station.db.work() as session:
        attachments.void_attachment(session, key, "扫错了")
    with station.db.read() as session:
        assert list_attachments(session, "person", SESSION) == []
        with pytest.raises(Refused):
            read_attachment(session, store, key)
    assert store.names(), "nothing is ever really deleted"


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ program", b"PK\x03\x04 a workbook", b"<svg onload='x'/>", b"GIF89a......", b"%PDF-1.4 cut off"],
)
def test_other_files_are_refused_whatever_they_are_called(
    station: StationInUse, store: AttachmentStore, content: bytes
) -> None:
    with station.db.work() as session, pytest.raises(Refused, match="按内容判断"):
        add_attachment(session, store, content, file_name="photo.jpg", of_record="person", of_id=SESSION)
    assert store.names() == []


def test_a_pdf_is_no_photo(station: StationInUse, store: AttachmentStore) -> None:
    with station.db.work() as session, pytest.raises(Refused, match="webp 图片（"):
        add_attachment(session, store, PDF, file_name="p.pdf", of_record="person", of_id=SESSION, role="photo")


def test_erasing_destroys_the_files_unless_somebody_else_needs_them(
    station: StationInUse, store: AttachmentStore
) -> None:
    other = PDF.replace(b"1.4", b"1.5")
    with station.db.work() as session:
        shared = add_attachment(session, store, PDF, file_name="a.pdf", of_record="person", of_id=SESSION)
        add_attachment(session, store, PDF, file_name="a.pdf", of_record="person", of_id=OTHER)
        own = add_attachment(session, store, other, file_name="b.pdf", of_record="person", of_id=SESSION)
        assert attachments.erase_attachments(session, store, "person", SESSION) == 1
    with station.db.read() as session:
        assert read_attachment(session, store, shared).content == PDF
        with pytest.raises(Trouble) as trouble:
            read_attachment(session, store, own)
    assert trouble.value.code == "E_ATTACHMENT_MISSING"


# own divisions


def names(station: StationInUse) -> dict[str, str]:
    with station.db.read() as session:
        return {row.code: row.name for row in divisions.list_villages(session) if row.active}


def test_a_village_is_added_renamed_and_retired(station: StationInUse) -> None:
    with station.db.work() as session:
        code = divisions.next_village_code(session, "419901300")
        assert code == "419901300205"
        divisions.save_division(session, {"code": code, "name": "新集村委会"})
        divisions.rename_division(session, "419901300200", "东河新村委会")
        divisions.retire_division(session, "419901300201")
    assert names(station)[code] == "新集村委会"
    assert names(station)["419901300200"] == "东河新村委会"
    assert "419901300201" not in names(station)
    with station.db.work() as session:
        assert divisions.next_village_code(session, "419901300") == "419901300206", "codes are not reused"
        divisions.retire_division(session, "419901300201", active=True)
        (renamed,) = [row for row in divisions.list_villages(session) if row.code == "419901300200"]
        assert (renamed.former_name, renamed.level) == ("东河村委会", "village")
        assert divisions.divisions_of(session).full_name("419901300200").endswith("城郊乡东河新村委会")
    assert names(station)["419901300201"] == "西岗村委会"


def test_a_villagers_group_has_two_more_digits(station: StationInUse) -> None:
    with station.db.work() as session:
        divisions.save_division(session, {"code": "41990130020001", "name": "东河一组"})
    with station.db.read() as session:
        (group,) = [row for row in divisions.list_villages(session) if row.level == "group"]
    assert group.name == "东河一组"


@pytest.mark.parametrize(
    ("code", "sentence"), [("4199013002", "区划代码应为"), ("419901999001", "找不到它的上级"), ("", "请填写")]
)
def test_a_code_that_belongs_nowhere_is_refused(station: StationInUse, code: str, sentence: str) -> None:
    with station.db.work() as session, pytest.raises(Refused, match=sentence):
        divisions.save_division(session, {"code": code, "name": "某村"})


def test_a_code_is_taken_once(station: StationInUse) -> None:
    with station.db.work() as session:
        divisions.save_division(session, {"code": "419901300299", "name": "新集村委会"})
    with station.db.work() as session, pytest.raises(Refused, match="已经有了：新集村委会"):
        divisions.save_division(session, {"code": "419901300299", "name": "另一个村"})


def test_a_photo_added_before_its_person_was_stored_belongs_to_her_afterwards(
    station: StationInUse, store: AttachmentStore
) -> None:
    scan = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (30).to_bytes(4, "big") + (40).to_bytes(4, "big")
    with station.db.work() as session:
        photo = add_attachment(session, store, scan, file_name="1.png", of_record="person", role="photo")
        person = people.save_person(session, person_values(photo=photo))
    with station.db.read() as session:
        assert [row.id for row in list_attachments(session, "person", person, "photo")] == [photo]


def test_a_file_that_no_record_came_to_name_is_swept_a_day_later(station: StationInUse, store: AttachmentStore) -> None:
    with station.db.work() as session:
        add_attachment(session, store, PDF, file_name="签到表.pdf", of_record="class_session", of_id=SESSION)
    lost = store.put(b"%PDF-1.4\nnobody's\n%%EOF\n")
    with station.db.read() as session:
        assert attachments.sweep_attachments(session, store, clock.now() - dt.timedelta(days=1)) == 0
        assert attachments.sweep_attachments(session, store, clock.now() + dt.timedelta(seconds=2)) == 1
    assert lost not in store.names()
    assert len(store.names()) == 1
