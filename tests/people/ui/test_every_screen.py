"""Every page and dialog of the desk: named controls, keys told, Chinese words, nothing cut off at 1366 × 768."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from station_app import menu
from station_app.app.office import office_of
from station_app.features.people.service import people
from station_app.features.people.ui import page as people_page
from station_app.features.people.ui.roster.mapping import MappingDialog
from station_app.features.station.ui.restore_dialog import RestoreDialog
from station_app.features.station.ui.settings.page import SettingsPage
from station_app.features.training.ui.training_page import TrainingPage
from station_app.storage import backup
from station_app.ui import messages, office, theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.history import HistoryDialog
from station_app.ui.why import ask_why
from tests.casefile.full_life import Life, register
from tests.people.invented_people import number, person_values
from tests.people.ui.conftest import Answered, Desktop, answers, desktop
from tests.screen_faults import faults
from tests.training.played_classes import close_class, open_class

__all__ = ["answers", "desktop"]


SIZE = tuple(int(side) for side in os.environ.get("TOUR_SIZE", "1366x768").split("x"))
"""Of the window, before the screen's own scale."""
PICTURES = os.environ.get("TOUR_PICTURES", "")
"""A folder for a picture of every view, for people to look at."""


@pytest.fixture(params=[("light", False), ("dark", True)], ids=["light", "dark and large type"])
def looks(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    name, large = request.param
    theme.apply(qapp, name, large=large)
    yield name
    theme.apply(qapp, "light")


@dataclass
class Tour:
    """Goes from view to view and keeps what is wrong on each."""

    desktop: Desktop
    looks: str = "light"
    found: dict[str, list[str]] = field(default_factory=dict)

    def look(self, view: str, part: QWidget | None = None) -> None:
        self.desktop.settle()
        self.judge(view, part or self.desktop.window)

    def judge(self, view: str, part: QWidget) -> None:
        """What is wrong with a window or dialog that is there."""
        wrong = faults(part)
        room = self.desktop.window.size()
        if part.width() > room.width() or part.height() > room.height():
            wrong.append(f"{part.size().toTuple()} on a screen of {room.toTuple()}")
        if wrong:
            self.found[view] = wrong
        if PICTURES:
            name = re.sub(r"\W+", "_", view)
            part.grab().save(f"{PICTURES}/{name}-{self.looks.replace(' ', '-')}.png")

    def told(self) -> list[str]:
        return [f"{view}: {line}" for view, lines in self.found.items() for line in lines]

    def dialog(self, view: str, open_it: Callable[[], object], kind: type[QWidget] = FormDialog) -> None:
        open_it()
        self.desktop.settle()
        (shown,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        self.look(view, shown)
        shown.close()
        self.desktop.settle()


@pytest.fixture
def tour(looks: str, desktop: Desktop) -> Iterator[Tour]:
    desktop.window.setFixedSize(*SIZE)
    office.use(office_of(desktop.desk))
    yield Tour(desktop, looks)
    office.use(None)


@pytest.fixture
def life(tour: Tour) -> Life:
    made = register(tour.desktop.station)
    with tour.desktop.station.db.work() as session:
        twin = person_values(name="王秀兰", id_number=number("19800101", 8), consent_date=None)
        people.save_person(session, twin, require=False)
    tour.desktop.settle()
    return made


def test_every_page_and_tab_is_named_and_whole(tour: Tour, life: Life) -> None:
    window = tour.desktop.window
    for page in menu.PAGES:
        window.open_page(page.id, life.person_id if page.id in ("casefile", "people") else None)
        tour.look(page.title)
    settings = window.screen_of("settings")
    assert isinstance(settings, SettingsPage)
    for entry in settings.entries:
        window.open_page("settings", entry.name)
        tour.look(f"设置 › {entry.title}")
    assert "\n".join(tour.told()) == ""


def test_every_state_of_the_page_of_people_is_named_and_whole(tour: Tour, life: Life) -> None:
    page = tour.desktop.page
    assert isinstance(page, people_page.PeoplePage)
    tour.look("list")
    page.people.filter_button.click()
    tour.look("filters")
    page.people.choose_chip("gaps")
    tour.look("gaps")
    page.people.choose_chip("all")
    page.tabs.setCurrentIndex(1)
    tour.look("households")
    page.households.only_gaps.click()
    tour.look("households with gaps")
    page.open_household(life.household_id)
    tour.look("household")
    page.open_person(life.person_id)
    tour.look("person")
    bar = page.person.form.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.look("person, end of the form")
    page.start_new()
    page.person.save()
    tour.look("new person, refused")
    page.person.form.is_modified = False
    page.start_merging()
    tour.look("merging")
    page.leave_import()
    page.start_import()
    tour.look("import")
    page.leave_import()
    tour.desktop.settle()
    assert "\n".join(tour.told()) == ""


def test_every_state_of_an_import_is_named_and_whole(tour: Tour, life: Life) -> None:
    del life
    tour.desktop.open_sample()
    tour.look("review")
    review = tour.desktop.roster.review
    for name, chip in review.chips.items():
        chip.click()
        tour.look(f"review › {name}")
    next(iter(review.chips.values())).click()
    for row in range(min(12, review.table.source.rowCount())):
        review.table.selectRow(row)
        tour.look(f"review, row {row}")
    tour.dialog("mapping", review.map.click, MappingDialog)
    tour.desktop.page.leave_import()
    tour.desktop.settle()
    assert "\n".join(tour.told()) == ""


def test_every_tab_of_a_class_is_named_and_whole(tour: Tour) -> None:
    played = open_class(tour.desktop.station, trainees=4)
    _walk_tabs(tour, played.class_id, "running class")
    close_class(tour.desktop.station, played, ["PPPPPP", "PPPPPP", "PPPPPP", "AAAAAA"])
    tour.desktop.settle()
    _walk_tabs(tour, played.class_id, "ended class")
    assert "\n".join(tour.told()) == ""


def _walk_tabs(tour: Tour, class_id: str, state: str) -> None:
    window = tour.desktop.window
    window.open_page("training", class_id)
    tour.look(state)
    page = window.screen_of("training")
    assert isinstance(page, TrainingPage)
    tabs = page.class_page.tabs
    for at in range(tabs.count()):
        if tabs.isTabVisible(at):
            tabs.setCurrentIndex(at)
            tour.look(f"{state} › {tabs.tabText(at)}")


def test_every_dialog_of_a_person_is_named_and_whole(tour: Tour, life: Life) -> None:
    page = tour.desktop.page
    page.open_person(life.person_id)
    tour.desktop.settle()
    panel = page.person
    tour.dialog("skill", panel.skills.add.click)
    tour.dialog("category", panel.categories.add.click)
    tour.dialog("moved away", lambda: panel.state_button.ask("moved", "迁出"))
    tour.dialog("another worker", lambda: page.for_many.hand_over(page.people.table.source.rows))
    tour.dialog("history", panel.show_history, HistoryDialog)
    window = tour.desktop.window
    tour.dialog("reason", lambda: ask_why(window, tour.desktop.desk, "作废“王秀兰”", lambda _session, _why: None))
    asked = messages.Message(
        window, "info", "accent", "两个人原来在两户", ["家庭没有动。"], accept="看看", reject="返回"
    )
    key, folder = tour.desktop.station.data_key, tour.desktop.station.folder
    backup.make_copy(tour.desktop.station.db, folder, folder.copies)
    copies = RestoreDialog(folder, window, data_key=key, load_models=lambda: None)
    tour.dialog("which copy", copies.show, RestoreDialog)
    tour.dialog("question", asked.show, messages.Message)
    assert "\n".join(tour.told()) == ""


def test_the_faults_are_seen_at_all(tour: Tour, answers: Answered) -> None:
    """The walk would mean nothing if it found nothing on a bad screen."""
    del answers
    from PySide6.QtWidgets import QLabel, QPushButton

    bad = QWidget()
    bad.resize(200, 100)
    label = QLabel("Unexpected words that are much wider", bad)
    label.resize(60, 12)
    button = QPushButton("存", bad)
    button.setGeometry(190, 40, 60, 30)
    bad.show()
    kinds = "\n".join(faults(bad))
    bad.close()
    for word in ("English", "cut", "no key", "outside"):
        assert word in kinds
