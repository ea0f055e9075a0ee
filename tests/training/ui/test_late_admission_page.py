"""插班 in the window: the highest rate still reachable is read before anybody is taken into a class that runs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from station_app.core import clock
from station_app.features.people.service import people
from station_app.features.training import service
from tests.people.invented_people import number, person_values
from tests.training.played_classes import add_people, read_class, running_class
from tests.training.ui.conftest import Answered, Room, type_text


def test_who_is_picked_by_search_is_taken_in_after_the_rate_was_read(room: Room, answers: Answered) -> None:
    played = running_class(room.station, gone=2, to_come=3)
    with room.station.db.work() as session:
        add_people(session, 1, first=20)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.line.setFocus()
    type_text(tab.line, "15400000020")
    room.qtbot.wait(120)
    room.settle()
    QTest.keyClick(tab.line, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: bool(answers.headings))
    room.settle()
    assert answers.headings[0] == "插班录取，出勤率最高 60%"
    assert any("达不到，只能旁听，发参训证明" in text for text in answers.texts)
    row = read_class(room.station, played).trainees[-1]
    assert (row.trainee_no, row.best_text) == (3, "60%")
    tab.table.select_id(row.id)
    room.settle()
    assert "插班，出勤率最高可达 60%。" in tab.conditions.texts()
    where = next(n for n, column in enumerate(tab.table.source.columns) if column.name == "best")
    assert tab.table.source.cell(2, where) == "60%"


def test_the_waiting_list_moves_up_only_after_it_was_confirmed(room: Room, answers: Answered) -> None:
    played = running_class(room.station, 3, gone=1, to_come=5, planned_count=2)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.table.selectRow(0)
    room.click(tab.drop_button)
    room.type_into("dropout_reason", "03")
    room.type_into("note", "婆婆住院")
    room.accept()
    room.click(tab.offer.button)
    room.qtbot.waitUntil(lambda: bool(answers.headings))
    room.settle()
    assert answers.headings == ["插班录取，出勤率最高 83.3%"]
    assert [row.trainee_no for row in read_class(room.station, played).trainees] == [1, 2, 3]


def test_who_only_stood_on_the_list_is_admitted_after_the_rate_was_read(room: Room, answers: Answered) -> None:
    played = running_class(room.station, gone=2, to_come=3)
    with room.station.db.work() as session:
        old = people.save_person(session, person_values(name="孙玉梅", id_number=number("19500101", 20)))
        service.enrol(session, played.class_id, [old], clock.today(), "到站")
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.table.select_id(read_class(room.station, played).registered[0].id)
    room.settle()
    room.click(tab.admit_button)
    room.qtbot.waitUntil(lambda: bool(answers.headings))
    room.settle()
    assert answers.headings[0] == "插班录取，出勤率最高 60%"
    room.type_into("override_reason", "本人坚持，身体好")
    room.accept()
    assert read_class(room.station, played).trainees[-1].best_text == "60%"


def test_who_a_walk_in_is_can_be_said_only_below_the_rate_she_can_still_reach(room: Room) -> None:
    played = running_class(room.station, gone=2, to_come=3)
    with room.station.db.work() as session:
        (key,) = add_people(session, 1, first=20)
        came = service.walk_ins.save_walk_in(session, played.class_id, {"name": "孙大梅"})
        service.mark_many(session, [service.MarkEntry(played.session_ids[1], "", "P", walk_in_id=came)])
    room.open_class(played.class_id, "attendance")
    tab = room.class_page.attendance
    room.click(tab.walk_ins.link_button)
    said = "".join(label.text() for label in room.dialog().findChildren(QLabel))
    assert "算插班" in said
    assert "出勤率最高 80%" in said, "she missed the first half-day only"
    room.dialog().form.set_values({"person_id": key})
    room.accept()
    row = read_class(room.station, played).trainees[-1]
    assert (row.best_text, row.was_late) == ("80%", True)
