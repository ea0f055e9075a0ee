"""Erasing a trainee: the register of certificates keeps its number, class and dates, and nothing of her (F29)."""

from __future__ import annotations

import contextlib

from station_app.features.people.service import erasing
from station_app.features.training import service
from station_app.storage import backup
from station_app.storage.connect import open_file
from tests.conftest import StationInUse
from tests.training.played_classes import END, close_class, open_class, read_class, trainee_name


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
