"""Who is responsible, what happened to a record, its scans of consent, and merging any two that are selected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog

from station_app.app.office import office_of
from station_app.core.users import User
from station_app.features.people.service import households, people
from station_app.features.people.service.handing_over import worker_names
from station_app.features.people.ui.worker_editor import WorkerEditor
from station_app.features.station.service.trail import of_record
from station_app.ui import office
from station_app.ui.filter_popup import FilterPopup
from station_app.ui.form import Form
from station_app.ui.form_dialog import FormDialog
from station_app.ui.history import HistoryDialog
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number
from tests.people.ui.conftest import CONTROL, Answered, Desktop

ALT = Qt.KeyboardModifier.AltModifier
PDF = b"%PDF-1.4\nconsent\n%%EOF\n"


@pytest.fixture
def staffed(desktop: Desktop) -> Iterator[Desktop]:
    """王敏 is at the desk by name, and editors may ask the station."""
    desktop.station.db.user = User("0" * 32, "王敏", "station_head")
    office.use(office_of(desktop.desk))
    yield desktop
    office.use(None)


def _dialog(kind: type[QDialog]) -> QDialog:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def test_a_new_person_belongs_to_whoever_registers_her(staffed: Desktop) -> None:
    staffed.press(Qt.Key.Key_N, CONTROL)
    form = staffed.page.person.form
    assert form.editor("responsible").text() == "王敏"
    assert not form.is_modified


def test_a_station_without_users_leaves_the_worker_open(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    assert desktop.page.person.form.editor("responsible").text() == ""


def test_the_worker_is_chosen_from_who_works_here_by_initials(staffed: Desktop) -> None:
    for at, name in enumerate(("李娟", "李娟", "赵兰")):
        staffed.save(id_number=number(sequence=10 + 2 * at), responsible=name)
    with staffed.station.db.read() as session:
        assert worker_names(session) == ["李娟", "赵兰"]
    staffed.page.open_person(staffed.save(name="钱玉梅"))
    staffed.settle()
    editor = staffed.page.person.form.editor("responsible")
    assert isinstance(editor, WorkerEditor)
    editor.setFocus()
    staffed.press(Qt.Key.Key_Down)
    assert [editor.line.list.item(n).text() for n in range(editor.line.list.count())] == ["李娟", "赵兰"]
    staffed.type_here("zl")
    staffed.press(Qt.Key.Key_Return)
    assert editor.text() == "赵兰"
    assert staffed.page.person.form.is_modified


def test_people_are_handed_over_to_a_worker_from_the_list(staffed: Desktop) -> None:
    staffed.save(responsible="李娟")
    staffed.page.for_many.hand_over(staffed.page.people.table.source.rows)
    dialog = _dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    assert isinstance(dialog.form.editor("responsible"), WorkerEditor)
    dialog.reject()


def test_the_history_of_a_person_is_one_key_away_and_masks_numbers(staffed: Desktop) -> None:
    key = staffed.save(phone="15400000001")
    with staffed.station.db.work() as session:
        people.save_person(session, {"phone": "15400009999"}, person_id=key, require=False)
    staffed.page.open_person(key)
    staffed.settle()
    staffed.press(Qt.Key.Key_L, ALT)
    staffed.settle()
    dialog = _dialog(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    texts = [line.text for line in dialog.table.source.rows]
    assert any("手机" in text and "154****9999" in text for text in texts)
    assert not any("15400009999" in text for text in texts)
    assert texts[-1] == "登记"
    with staffed.station.db.read() as session:
        assert [line.text for line in of_record(session, "person", key)] == texts
    dialog.reject()


def test_a_new_person_has_no_history_yet(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    assert not desktop.page.person.history_button.isVisible()


def test_the_scan_of_consent_belongs_to_the_person_and_typing_goes_on(staffed: Desktop, answers: Answered) -> None:
    key = staffed.save()
    staffed.page.open_person(key)
    staffed.settle()
    staffed.type_into("former_name", "王兰")
    staffed.page.person.consent.scans.bring(PDF, "同意书.pdf")
    staffed.settle()
    assert staffed.person(key)["consent_scan"]
    staffed.press(Qt.Key.Key_S, CONTROL)
    assert staffed.page.person.form.conflict is None
    assert staffed.person(key)["former_name"] == "王兰"
    answers.reason = "传错了"
    staffed.page.person.consent.scans.void_current()
    staffed.settle()
    assert staffed.person(key)["consent_scan"] is None


def test_any_two_people_that_are_selected_can_be_compared_and_merged(desktop: Desktop) -> None:
    first, second = desktop.save(), desktop.save(name="钱玉梅", id_number=number("19790203", 4))
    table = desktop.page.people.table
    table.selectAll()
    menu = desktop.page.for_many.menu(())
    (action,) = [one for one in menu.actions() if one.text().startswith("合并这两个人")]
    action.trigger()
    desktop.settle()
    assert desktop.page.is_merging
    compare = desktop.page.merging.compare
    assert compare.isVisible()
    assert {compare.kept_id, compare.gone_id} == {first, second}
    menu.deleteLater()


def test_any_two_households_that_are_selected_can_be_compared(station: StationInUse, desktop: Desktop) -> None:
    with station.db.work() as session:
        keys = {households.save_household(session, household_values(address=f"东河村{n}号")) for n in (1, 2)}
    desktop.settle()
    desktop.page.tabs.setCurrentIndex(1)
    homes = desktop.page.households
    assert not homes.merge_button.isVisible()
    homes.table.selectAll()
    homes.table.setFocus()
    desktop.press(Qt.Key.Key_M, CONTROL)
    assert desktop.page.is_merging
    compare = desktop.page.merging.compare
    assert {compare.kept_id, compare.gone_id} == keys


def test_households_with_gaps_stand_in_groups(station: StationInUse, desktop: Desktop) -> None:
    with station.db.work() as session:
        for n in (1, 2):
            households.save_household(session, household_values(address=f"东河村{n}号"))
    desktop.settle()
    desktop.page.tabs.setCurrentIndex(1)
    homes = desktop.page.households
    desktop.click(homes.only_gaps)
    assert [chip.text() for chip in homes.gap_row.chips.values()] == ["缺户主 2"]
    desktop.click(homes.gap_row.chips["户主"])
    assert homes.table.source.rowCount() == 2


def test_the_right_button_on_a_head_asks_what_its_column_must_hold(desktop: Desktop) -> None:
    desktop.save()
    table = desktop.page.people.table
    head = table.head.viewport()
    at = QPoint(table.head.sectionViewportPosition(1) + 10, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, head.mapToGlobal(at))
    QApplication.sendEvent(head, event)
    (popup,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FilterPopup) and w.isVisible()]
    assert "性别" in popup.accessibleName()
    popup.close()


def test_while_somebody_may_only_read_no_screen_opens_a_form(desktop: Desktop) -> None:
    form = desktop.page.person.form
    Form.is_gate_shut = True
    try:
        form.set_read_only(False)
        assert form.is_read_only
    finally:
        Form.is_gate_shut = False
    form.set_read_only(False)
    assert not form.is_read_only
