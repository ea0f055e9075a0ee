"""疑似重复 as a clerk works through it: compare, choose, merge, take back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from station_app.features.people.service import duplicates, households, people
from tests.people.invented_people import household_values, number
from tests.people.ui.conftest import CONTROL, Answered, Desktop

ALT = Qt.KeyboardModifier.AltModifier


def _two(desktop: Desktop, **of_second: object) -> tuple[str, str]:
    first = desktop.save(name="王秀兰", phone=None)
    second = {"name": "王绣兰", "id_number": number(sequence=4), "phone": "15400000088"} | of_second
    return first, desktop.save(**second)


def test_the_list_of_likely_duplicates_leads_to_two_people_side_by_side(desktop: Desktop) -> None:
    first, second = _two(desktop)
    desktop.press(Qt.Key.Key_D, CONTROL)
    screen = desktop.page.merging
    assert desktop.page.title == "疑似重复"
    assert screen.tabs.tabText(0) == "人员 1"
    compare = screen.compare
    assert {compare.kept_id, compare.gone_id} == {first, second}
    assert set(compare.pairs) == {"name", "id_number", "phone"}
    texts = [button.text() for pair in compare.pairs.values() for button in pair]
    assert "15400000088" not in texts
    assert "王绣兰" in texts


def test_two_people_are_merged_by_keyboard_alone_and_taken_back(desktop: Desktop) -> None:
    first, second = _two(desktop)
    desktop.page.start_merging(first, second)
    desktop.settle()
    screen = desktop.page.merging
    assert screen.compare.pairs["phone"][1].isChecked()
    assert QApplication.focusWidget() is screen.compare.pairs["name"][0]
    desktop.press(Qt.Key.Key_Right)
    assert screen.compare.take == ["name", "phone"]
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert QApplication.focusWidget() is screen.people, "the cursor stays in the list of pairs"
    stored = desktop.person(first)
    assert (stored["name"], stored["phone"], stored["id_number"]) == ("王绣兰", "15400000088", number())
    with desktop.station.db.read() as session:
        assert [row.id for row in people.list_people(session)] == [first]
    screen.tabs.setCurrentIndex(2)
    desktop.settle()
    assert screen.undo_button.isVisible()
    desktop.press(Qt.Key.Key_Z, ALT)
    with desktop.station.db.read() as session:
        assert {row.id for row in people.list_people(session)} == {first, second}
    assert desktop.person(first)["name"] == "王秀兰"


def test_a_pair_that_is_two_people_is_never_asked_again(desktop: Desktop) -> None:
    _two(desktop)
    desktop.page.start_merging()
    desktop.settle()
    desktop.press(Qt.Key.Key_N, ALT)
    assert desktop.page.merging.tabs.tabText(0) == "人员 0"
    with desktop.station.db.read() as session:
        assert duplicates.find_duplicates(session) == []


def test_after_two_people_their_households_are_asked_for_and_merged_separately(
    desktop: Desktop, answers: Answered
) -> None:
    with desktop.station.db.work() as session:
        homes = [households.save_household(session, household_values()) for _n in range(2)]
    first = desktop.save(name="王秀兰", household_id=homes[0], relation_to_head="02")
    second = desktop.save(name="王绣兰", id_number=number(sequence=4), household_id=homes[1], relation_to_head="31")
    head = desktop.save(name="李娟", id_number=number(sequence=6), household_id=homes[1], relation_to_head="02")
    desktop.page.start_merging(first, second)
    desktop.settle()
    screen = desktop.page.merging
    desktop.click(screen.merge_button)
    desktop.qtbot.waitUntil(lambda: answers.headings == ["两个人原来在两户"])
    desktop.settle()
    assert screen.compare.comparison is not None
    assert screen.compare.comparison.entity == "household"
    assert not screen.merge_button.isEnabled()
    desktop.window.activateWindow()
    desktop.qtbot.wait(10)
    screen.compare.relation.setFocus()
    desktop.type_here("母亲")
    desktop.click(screen.merge_button)
    with desktop.station.db.read() as session:
        (home,) = households.list_households(session)
        assert (home.id, home.head_id, home.known_members) == (homes[0], first, 2)
    assert desktop.person(head)["relation_to_head"] == "52"


def test_the_card_in_the_panel_leads_to_the_comparison_and_esc_leads_back(desktop: Desktop) -> None:
    first, second = _two(desktop)
    desktop.page.open_person(first)
    desktop.settle()
    card = desktop.page.person.duplicates
    assert card.isVisible()
    desktop.click(card.buttons[0][1])
    assert (desktop.page.merging.compare.kept_id, desktop.page.merging.compare.gone_id) == (first, second)
    desktop.press(Qt.Key.Key_Escape)
    assert not desktop.page.is_merging
    assert desktop.page.people.isVisible()
