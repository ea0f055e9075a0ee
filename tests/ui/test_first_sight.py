"""The first paint stands where the real window will stand, says the same, and needs nothing heavy."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from station_app import menu
from station_app.core.id_number import check_character
from station_app.core.paths import StationFolder
from station_app.features.people.fields import PERSON
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.ui import first_sight as people_sight
from station_app.features.people.ui.columns import list_columns
from station_app.ui.first_sight import FirstSight
from station_app.ui.shell import Shell, reaches_beyond
from tests.conftest import StationInUse

COLUMNS = [column for column in list_columns(menu.people_facts()) if not column.is_offered]
ROWS = (
    ("王秀兰", "2", "1986-06-07", "李家村", "A01,B01"),
    ("李娟", "1", None, None, ""),
    ("单小红", "9", "2000-02-29", "赵家村", "E01"),
)


def as_row(values: tuple[str | None, ...]) -> PersonRow:
    name, sex, born, village, categories = values
    return PersonRow(
        id="",
        name=name or "",
        name_pinyin="",
        sex=sex or "",
        birth_date=dt.date.fromisoformat(born) if born else None,
        id_number="",
        phone="",
        village=village or "",
        categories=tuple((categories or "").split(",")) if categories else (),
        labour_ability="",
        work_willingness="",
        gaps=(),
    )


def test_nobody_looks_at_an_offscreen_screen_so_its_edges_cut_nothing(qtbot: QtBot) -> None:
    shell = Shell(FirstSight(menu.first_sight("today", "")), "社工站", "")
    qtbot.addWidget(shell)
    shell.show()
    with qtbot.waitSignal(shell.first_painted):
        shell.update()
    assert (shell.width(), shell.height()) == (1366, 768)


@pytest.mark.parametrize(
    ("screen", "beyond"),
    [((1366, 728), True), ((1366, 768), True), ((1280, 1024), True), ((1368, 790), False), ((1920, 1040), False)],
)
def test_a_window_that_a_small_screen_would_cut_off_is_maximized(screen: tuple[int, int], beyond: bool) -> None:
    inside, frame = QRect(1, 20, 1366, 768), QRect(0, 0, 1368, 789)
    assert reaches_beyond(frame, inside, QRect(0, 0, *screen)) is beyond
    assert not reaches_beyond(inside, inside, QRect(0, 0, *screen)), "nobody draws a frame"


def test_the_first_columns_are_those_of_the_real_list() -> None:
    real = [(column.label, 0 if column.stretch else column.width, column.align) for column in COLUMNS]
    assert list(people_sight.COLUMNS) == real


def test_the_first_cells_say_what_the_real_list_says() -> None:
    for shown, values in zip(people_sight.texts(ROWS), ROWS, strict=True):
        row = as_row(values)
        for number in range(5):
            value = COLUMNS[number].get(row)
            assert shown[number] == ("" if value is None else COLUMNS[number].format(value))


def test_the_first_fields_are_columns_of_a_person() -> None:
    assert all(name in PERSON for name in people_sight.FIELDS)


def test_the_first_sight_is_painted_with_every_page_named(qtbot: QtBot) -> None:
    sight = menu.first_sight("people", "城郊乡社会工作服务站")
    sight = sight._replace(filling=sight.filling._replace(rows=people_sight.texts(ROWS)))
    assert [*sight.pages, *sight.bottom] == [page.title for page in menu.PAGES if not page.under]
    shell = Shell(FirstSight(sight), "社工站", "")
    qtbot.addWidget(shell)
    with qtbot.waitSignal(shell.first_painted):
        shell.show()
    image = shell.grab().toImage()
    colours = {image.pixelColor(x, 231).name() for x in range(213, 345)}
    assert len(colours) > 4, "a name stands in the first row"


def test_another_remembered_page_is_named_without_rows() -> None:
    sight = menu.first_sight("training", "城郊乡社工站")
    assert (sight.title, list(sight.filling.columns), list(sight.filling.rows)) == ("培训", [], [])


_COLD = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from station_app.app.running import Running
from station_app.core.paths import StationFolder
application = QApplication([])
running = Running(application, StationFolder(Path(sys.argv[1])))
running.memory.page, running.memory.goes_on = sys.argv[2], True
def painted():
    heavy = ("sqlalchemy", "alembic", "reportlab", "pypinyin", "station_app.ui.form", "station_app.core.kinds")
    print(",".join(name for name in heavy if name in sys.modules) or "light")
    filling = running.shell.centralWidget().sight.filling
    print(len(filling.rows) + sum(map(len, filling.cards)), running.shell.windowTitle())
    application.exit(0)
running._after_first_paint = painted
assert running.open(None)
application.exec()
"""


def test_people_are_on_screen_before_anything_heavy_is_imported(station: StationInUse) -> None:
    _register(station, 60)
    station.db.close()
    done = _cold(station.folder, "people")
    assert done == ["light", "50 城郊乡社会工作服务站 · 社工站工作台"]


def test_what_is_due_today_is_on_screen_before_anything_heavy_is_imported(station: StationInUse) -> None:
    _register(station, 2)
    station.db.close()
    assert _cold(station.folder, "") == ["light", "2 城郊乡社会工作服务站 · 社工站工作台"]


def test_a_folder_that_cannot_be_read_at_once_is_no_reason_not_to_open(station: StationInUse) -> None:
    station.db.close()
    with station.folder.database.open("r+b") as file:
        file.write(b"\0" * 4096)
    assert _cold(station.folder, "people") == ["light", "0 社工站工作台"]


def _cold(folder: StationFolder, page: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _COLD, str(folder.root), page],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return done.stdout.split("\n")[:2]


def _register(station: StationInUse, count: int) -> None:
    from station_app.features.people.service import people

    with station.db.work() as session:
        for number in range(count):
            first_17 = f"41990119860607{number:03d}"
            values = {"name": "王秀兰", "id_number": first_17 + check_character(first_17)}
            people.save_person(session, values, require=False)
