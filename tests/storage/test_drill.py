"""恢复演练: the newest copy is really restored once, elsewhere, and what it found stands in the trail (F24)."""

from __future__ import annotations

import datetime as dt

from station_app.core import clock
from station_app.storage import audit, backup, copies, drill
from tests.storage.whole_station import WholeStation


def rows_of(whole: WholeStation) -> list[str]:
    with whole.db.read() as session:
        found = audit.execute_of(session)("SELECT detail FROM audit_entry WHERE action = 'restore_drill'")
        return [str(row[0]) for row in found]


def due(whole: WholeStation, day: dt.date) -> bool:
    with whole.db.read() as session:
        return drill.is_due(audit.execute_of(session), day)


def test_the_newest_copy_is_restored_checked_counted_and_thrown_away(whole: WholeStation) -> None:
    whole.household("甲村")
    backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    made = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    before = {place.name for place in whole.folder.root.iterdir()}
    found = drill.drill(whole.db, whole.folder)
    assert found == drill.Drill(made.path.name, 0, "")
    assert {place.name for place in whole.folder.root.iterdir()} == before, "nothing of the trial is left"
    assert len(rows_of(whole)) == 1
    assert whole.villages() == ["甲村"], "the station's own data are untouched"


def test_a_month_after_the_last_good_drill_another_is_due_whichever_way_the_clock_went(whole: WholeStation) -> None:
    today = clock.today()
    assert due(whole, today)
    backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    drill.drill(whole.db, whole.folder)
    assert not due(whole, today)
    assert not due(whole, today + dt.timedelta(days=30))
    assert due(whole, today + dt.timedelta(days=31))
    assert due(whole, today - dt.timedelta(days=400)), "the clock had been in the future"


def test_a_copy_that_cannot_be_restored_is_told_and_stays_due(whole: WholeStation) -> None:
    whole.household("甲村")
    made = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    content = bytearray((made.path / "station.db").read_bytes())
    content[9000] ^= 1
    (made.path / "station.db").write_bytes(content)
    found = drill.drill(whole.db, whole.folder)
    assert found is not None
    assert "缺失或损坏" in found.fault
    assert "drill failed" in rows_of(whole)[0]
    assert due(whole, clock.today())


def test_a_copy_whose_rows_are_not_what_its_list_says_is_no_good_copy(whole: WholeStation) -> None:
    made = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    copies.write_manifest(copies.Copy(**{**vars(made), "rows": made.rows | {"person": 7}}))
    found = drill.drill(whole.db, whole.folder)
    assert found is not None
    assert "行数" in found.fault


def test_without_a_copy_nothing_is_tried_and_a_room_left_by_a_killed_program_goes(whole: WholeStation) -> None:
    assert drill.drill(whole.db, whole.folder) is None
    left = whole.folder.root / "drill-abc.part"
    left.mkdir()
    backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    drill.drill(whole.db, whole.folder)
    assert not left.exists()
