"""Domain.md §12 A at the real window, by clicks and keys: every figure computed there by hand is read off the screen.

Three classes of one station, because the walk-through names three shapes: five half-days, six of which one is short,
and the class of 42 itself, the third of its year. Through the services: tests/training/test_graduation.py,
test_certificates.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.paths import StationFolder
from station_app.demo import play, station
from station_app.demo.invented import Member
from station_app.ui.table import Table
from tests.documents.printed import page_texts
from tests.window_player import CTRL, Clerk

Key = Qt.Key
TOWNSHIP = "411328300"
FIVE, SHORT, MAIN = "五个半天的班", "有一个短半天的班", "2023年第一期留守妇女面点技术培训班"
TRADES = {FIVE: "家政服务员", SHORT: "养老护理员", MAIN: "中式面点师"}


@dataclass
class Played:
    """What the screen said of each class."""

    out: Path
    days: dict[str, list[str]] = field(default_factory=dict)
    """Date, weekday, half and hours of every half-day as the timetable shows them."""
    rates: dict[str, list[str]] = field(default_factory=dict)
    """Hours, rate and result of each trainee in the attendance grid, before closing."""
    results: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """学号, 结业 and 证书编号 of each line of the register."""
    facts: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """What the closing dialog said."""


def new_class(clerk: Clerk, name: str, start: str, count: str) -> None:
    """Fill the form of a new class and open it for enrolment."""
    clerk.press(Key.Key_3, CTRL)
    if clerk.class_page.isVisible():
        clerk.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    clerk.press(Key.Key_N, CTRL)
    clerk.fill(
        name=name,
        trade=TRADES[name],
        planned_count=count,
        target_categories="留守妇女",
        start_date=start,
        venue="城郊乡文化站",
        days="3",
        organiser="城郊乡社会工作服务站",
    )
    clerk.press(Key.Key_S, CTRL)
    clerk.tab("课程表")


def shown(table: Table, *names: str) -> list[tuple[str, ...]]:
    """What stands in some columns of every line of a list."""
    source = table.source
    places = [[column.name for column in source.columns].index(name) for name in names]
    return [tuple(source.cell(row, at) for at in places) for row in range(source.rowCount())]


def read_days(clerk: Clerk, played: Played, name: str) -> None:
    lines = shown(clerk.class_page.timetable.table, "session_date", "weekday", "half_day", "hours")
    played.days[name] = [" ".join(line) for line in lines]
    clerk.click("开始报名")


def take_in(clerk: Clerk, people: Sequence[Member]) -> None:
    """Each by her number, as it stands on her card."""
    clerk.tab("学员")
    for person in people:
        clerk.press(Key.Key_J, CTRL)
        clerk.keys(person.id_number)
        QTest.qWait(200)  # the search waits for the last key
        clerk.settle()
        clerk.press(Key.Key_Return)


def go_to(clerk: Clerk, row: int, column: int) -> None:
    """From the first cell of the grid by arrows."""
    clerk.press_quick(Key.Key_Home, CTRL)
    clerk.press_quick(Key.Key_Home)
    for key, count in ((Key.Key_Right, column), (Key.Key_Down, row)):
        for _step in range(count):
            clerk.press_quick(key)


def type_marks(clerk: Clerk, played: Played, name: str, missed: Mapping[int, Sequence[int]]) -> None:
    """缺 where somebody (from 0) missed a half-day (from 0), then everybody else is there."""
    clerk.tab("考勤")
    grid = clerk.class_page.attendance.grid
    for column in range(len(clerk.class_page.shown.detail.sessions)):
        for row, halves in missed.items():
            if column in halves:
                go_to(clerk, row, column)
                clerk.press_quick(Key.Key_A)
        go_to(clerk, 0, column)
        clerk.press_quick(Key.Key_Return, CTRL)
        clerk.settle()
    clerk.settle()
    clerk.look(f"marks {name}", clerk.top)
    played.rates[name] = [
        f"{each.hours} {each.rate} {word}" for each, (word, _tone) in zip(grid.totals, grid.words, strict=True)
    ]


def close(clerk: Clerk, played: Played, name: str) -> None:
    clerk.click("结业与发证")
    clerk.look(f"closing {name}", clerk.front)
    played.said[name] = clerk.texts()
    clerk.click("结业并编号")
    table = clerk.class_page.certificates.table
    played.results[name] = shown(table, "trainee_no", "graduates", "certificate_no")
    played.facts[name] = clerk.training.facts
    clerk.look(f"register {name}", clerk.top)


def set_township(clerk: Clerk) -> None:
    """The station of the walk-through lies in 411328300."""
    clerk.click("设置")
    clerk.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)  # 本站
    clerk.look("settings", clerk.top)
    line = clerk.form().editor("division_code").focusProxy()
    assert line is not None
    clerk.click(line)
    clerk.retype(TOWNSHIP)
    clerk.press_quick(Key.Key_Tab)
    clerk.press(Key.Key_S, CTRL)
    clerk.look("township", clerk.top)


def walk(clerk: Clerk, played: Played, few: Sequence[Member], roster: Path, right: Sequence[str]) -> None:
    clerk.sit_down()
    set_township(clerk)

    new_class(clerk, FIVE, "20230206", "20")
    clerk.press(Key.Key_End, CTRL)
    clerk.press(Key.Key_Delete, CTRL)
    clerk.type("停电")
    clerk.press(Key.Key_Return, CTRL)
    read_days(clerk, played, FIVE)
    take_in(clerk, few[:2])
    type_marks(clerk, played, FIVE, {0: (3,), 1: (1, 3)})
    close(clerk, played, FIVE)

    new_class(clerk, SHORT, "20230209", "20")
    clerk.press(Key.Key_Home, CTRL)
    clerk.press(Key.Key_Home)
    for _step in range(5):
        clerk.press(Key.Key_Right)
    clerk.type("2\n")
    clerk.settle()
    read_days(clerk, played, SHORT)
    take_in(clerk, few[2:5])
    type_marks(clerk, played, SHORT, {0: (0,), 1: (1,), 2: (1, 2)})
    close(clerk, played, SHORT)

    new_class(clerk, MAIN, "20230215", "42")
    read_days(clerk, played, MAIN)
    clerk.tab("学员")
    clerk.press(Key.Key_I, CTRL)
    clerk.files.append(roster)
    clerk.press(Key.Key_O, CTRL)
    for number in right:
        clerk.press(Key.Key_Return)
        clerk.retype(number)
        clerk.press(Key.Key_Return)
        clerk.press(Key.Key_F8)
    clerk.press(Key.Key_S, CTRL)
    clerk.click("去这个班")
    type_marks(clerk, played, MAIN, {1: (2,), 2: (0, 5)})
    close(clerk, played, MAIN)
    clerk.files.append(played.out / "证书.pdf")
    clerk.click(clerk.training.next_button)
    clerk.leave()


@pytest.fixture(scope="module")
def played(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Played:
    place = tmp_path_factory.mktemp("walk")
    folder = StationFolder(place / "station")
    made = station.build(folder)
    roster = place / "报名表.xlsx"
    right = [fields["id_number"] for _row, fields in sorted(play.write_roster(made, roster).items())]
    women = [
        member
        for family in made.families
        for member in family.members
        if member.sex == "2" and "D01" in member.categories and member.birth.year >= 1968
    ]
    made.db.close()
    seen = Played(place)
    clerk = Clerk(qapp, folder, station.PASSWORD)
    try:
        walk(clerk, seen, women[18:23] if len(women) >= 23 else women[:5], roster, right)
    finally:
        clerk.put_away()
    return seen


def test_four_of_five_half_days_are_eighty_per_cent_and_pass(played: Played) -> None:
    assert len(played.days[FIVE]) == 5
    assert played.rates[FIVE] == ["16/20 80% 可结业", "12/20 60% 已不能结业"]
    assert [line[1] for line in played.results[FIVE]] == ["结业", "不结业"]


def test_a_short_half_day_counts_by_its_hours(played: Played) -> None:
    assert [day.split()[-1] for day in played.days[SHORT]] == ["2", "4", "4", "4", "4", "4"]
    assert played.rates[SHORT] == ["20/22 90.9% 可结业", "18/22 81.8% 可结业", "14/22 63.6% 已不能结业"]
    assert [line[1] for line in played.results[SHORT]] == ["结业", "结业", "不结业"]


def test_the_class_of_42_has_six_half_days_of_four_hours_from_wednesday_to_friday(played: Played) -> None:
    assert played.days[MAIN] == [
        f"2023-02-{day} {weekday} {half} 4"
        for day, weekday in ((15, "星期三"), (16, "星期四"), (17, "星期五"))
        for half in ("上午", "下午")
    ]
    assert "2023年2月15日—17日" in played.facts[MAIN]
    assert "42 人 · 已结业" in played.facts[MAIN]


def test_six_and_five_of_six_pass_and_four_fail(played: Played) -> None:
    assert played.rates[MAIN][:3] == ["24/24 100% 可结业", "20/24 83.3% 可结业", "16/24 66.7% 已不能结业"]
    assert played.rates[MAIN][3:] == ["24/24 100% 可结业"] * 39
    assert [line[1] for line in played.results[MAIN]] == ["结业", "结业", "不结业"] + ["结业"] * 39
    assert "结业 41 人。" in played.said[MAIN]


def test_the_certificate_of_trainee_twelve_has_the_number_of_the_walk_through(played: Played) -> None:
    assert played.results[MAIN][11] == ("12", "结业", "411328300-2023-003-012")
    pages = page_texts((played.out / "证书.pdf").read_bytes())
    assert len(pages) == 41
    assert "411328300-2023-003-012" in pages[10]  # the third trainee has none
