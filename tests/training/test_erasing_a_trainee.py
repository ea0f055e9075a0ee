"""Erasing a trainee: the register of certificates keeps its number, class and dates, and nothing of her (F29)."""

from __future__ import annotations

import contextlib

from station_app.features.people.service import erasing
from station_app.features.training import documents, service
from station_app.storage import backup
from station_app.storage.connect import open_file
from tests.conftest import StationInUse
from tests.documents.test_layout_files import png
from tests.training.played_classes import END, close_class, open_class, read_class, trainee_name
from tests.training.test_certificate_layouts import photos, print_class, with_photo


def test_the_number_stays_the_holder_is_gone_and_the_other_graduate_is_untouched(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP"] * 2)
    with station.db.work() as session:
        before = service.issue_certificates(session, played.class_id, END)
        service.record_print(session, [row.id for row in before])
        service.hand_out(session, before[0].id, trainee_name(0), END)
    with station.db.read() as session:
        numbers = session.connection().exec_driver_sql("SELECT id_number FROM person ORDER BY id").scalars().all()
    done = erasing.erase_person(station.db, station.folder, played.person_ids[0], basis="2", reason="撤回同意书已存档")
    assert done.mentions == ()
    with station.db.read() as session:
        after = service.list_certificates(session, played.class_id)
    assert [row.certificate_no for row in after] == [row.certificate_no for row in before]
    assert [row.name for row in after] == ["已删除", trainee_name(1)]
    assert read_class(station, played).row.graduate_count == 2
    with contextlib.closing(open_file(station.folder.database, station.data_key)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            text = str(connection.execute(f'SELECT * FROM "{table}"').fetchall())
            assert trainee_name(0) not in text, table
            assert numbers[0] not in text, table
    assert backup.check(station.folder, station.data_key) == []


def test_the_photo_on_a_certificate_goes_with_its_holder_and_whoever_prints_is_told(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP"] * 2)
    for person_id, wide in zip(played.person_ids, (295, 300), strict=True):
        with_photo(station, person_id, png(wide, 413))
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout="portrait")
    assert [len(page) for page in photos(print_class(station, played))] == [1, 1]
    kept = {place.name for place in station.folder.attachments.rglob("*") if place.is_file()}
    erasing.erase_person(station.db, station.folder, played.person_ids[0], basis="2", reason="撤回同意书已存档")
    left = {place.name for place in station.folder.attachments.rglob("*") if place.is_file()}
    assert len(kept - left) == 1
    assert [len(page) for page in photos(print_class(station, played))] == [0, 1]
    with station.db.read() as session:
        values = documents.certificate_values(session, played.class_id)
        assert values[0].photo_hash == ""
        told = documents.lacking(session, values)
    assert told == ["证书 419901300-2023-001-001 的持证人已按要求删除，印出来没有姓名和号码，不能再发给人。"]
