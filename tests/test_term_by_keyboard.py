"""The next term of a trade, from last term's class to the archive, by the keyboard alone.

No step uses the mouse: what has no key of its own is reached by Tab and pressed by Enter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.paths import StationFolder
from station_app.demo import play, station
from station_app.features.people.service import people
from station_app.features.training import service
from station_app.features.training.service import ClassDetail
from tests.documents.printed import page_texts
from tests.people import invented_people
from tests.window_player import CTRL, Clerk, Told

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LAST = {
    "name": "2022年第一期留守妇女面点技术培训班",
    "trade": "4-03-02-02",
    "form": "1",
    "venue": "城郊乡文化站",
    "start_date": dt.date(2022, 6, 13),
    "end_date": dt.date(2022, 6, 15),
    "planned_count": 42,
    "target_categories": ("D01",),
    "organiser": "城郊乡社会工作服务站",
    "has_exam": True,
}
WAITS = "欧阳水仙"
TOPICS = ("理论：食品卫生与用火安全", "和面、发面", "包子、馒头", "花卷、油条", "糕点", "综合练习")
SHORT = {9: (1, 4), 16: (0, 3)}
"""Trainee number → half-days missed; two of six are more than a fifth of the hours (R-21)."""
LATE = {3: (0, 15), 20: (2, 5)}
"""Trainee number → half-day and minutes."""
MOST_TABS = 60


@dataclass
class Played:
    """What was seen on the way."""

    folder: StationFolder
    out: Path
    days: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    presses: int = 0
    detail: ClassDetail | None = None
    moved_up: str = ""
    """Who took the place that came free."""
    certificates: list[str] = field(default_factory=list)
    handed_out: list[tuple[str, str, str, str]] = field(default_factory=list)
    """State, who took it and her relation, whose it is; by number."""
    said: dict[str, str] = field(default_factory=dict)
    tabs: dict[str, int] = field(default_factory=dict)
    """Button reached by Tab → how often Tab was pressed."""
    slips: int = 0
    drawn: int = 0


@dataclass
class Hands:
    """A clerk without a mouse."""

    clerk: Clerk
    played: Played

    def reach(self, text: str) -> None:
        """Tab to a button and press it with Enter, as the manual says."""
        wanted = self.clerk.button(text)
        for count in range(MOST_TABS):
            if QApplication.focusWidget() is wanted:
                self.played.tabs[text] = count
                QTest.keyClick(self.handle, Key.Key_Return)
                self.clerk.settle()
                return
            QTest.keyClick(self.handle, Key.Key_Tab)
        raise AssertionError((text, "cannot be reached by Tab"))

    @property
    def handle(self) -> QWindow:
        """Where keys go."""
        handle = self.clerk.front.windowHandle()
        assert handle is not None
        return handle

    def accept(self) -> None:
        """The dialog in front is done."""
        self.clerk.press(Key.Key_Return, CTRL)

    def next_step(self) -> None:
        """The primary button of the class, by its key."""
        self.clerk.press(Key.Key_Return, CTRL | SHIFT)

    def alt(self, number: int) -> None:
        self.clerk.press(Key(Key.Key_0 + number), ALT)


def put_last_term(made: station.DemoStation) -> None:
    """Last summer's class with its trainer and timetable."""
    with made.db.work() as session:
        people.save_person(
            session,
            invented_people.person_values(
                name=WAITS, id_number=invented_people.number(sequence=912), phone="15400000912", categories=("D01",)
            ),
        )
        trainer = service.save_trainer(
            session, {"name": "刘桂香", "trades": ("4-03-02-02",), "unit": "县职业技术学校", "phone": "15400009001"}
        )
        class_id = service.save_class(session, LAST | {"trainer_ids": (trainer,)})
        service.plan_timetable(session, class_id, dt.date(2022, 6, 13), 3, topics=TOPICS)
        other = service.save_class(
            session,
            LAST
            | {
                "name": "2023年第一期家政服务培训班",
                "trade": "4-10-01-06",
                "venue": "东河村委会",
                "start_date": dt.date(2023, 1, 29),
                "end_date": dt.date(2023, 1, 29),
                "trainer_ids": (trainer,),
            },
        )
        service.plan_timetable(session, other, dt.date(2023, 1, 29), 1, halves=("AM",))


def open_next_term(hands: Hands) -> None:
    clerk, played = hands.clerk, hands.played
    clerk.look("00 today", clerk.top)
    clerk.press(Key.Key_3, CTRL)
    clerk.look("01 classes", clerk.top)
    table = clerk.training.list
    clerk.press(Key.Key_Home, CTRL)
    while table.current().trade != "4-03-02-02":
        clerk.press(Key.Key_Down)
    clerk.press(Key.Key_N, CTRL | SHIFT)
    clerk.look("02 next term", clerk.top)
    clerk.type("20230119\n")
    clerk.look("03 next term dated", clerk.top)
    clerk.press(Key.Key_S, CTRL)
    clerk.look("04 saved", clerk.top)
    hands.alt(2)
    clerk.look("05 timetable", clerk.top)
    detail = clerk.class_page.shown.detail
    played.days = [half.long_label for half in detail.sessions]
    # a make-up Sunday on which the trainer teaches elsewhere
    table = clerk.class_page.timetable.table
    clerk.press(Key.Key_End, CTRL)
    clerk.press(Key.Key_Up)
    clerk.press(Key.Key_Home)
    clerk.type("20230129\n")
    clerk.look("06 clash", clerk.top)
    clerk.press(Key.Key_Escape)
    hands.alt(1)
    clerk.look("07 overview", clerk.top)
    clerk.press(Key.Key_T, CTRL)
    clerk.look("08 trainer dialog", clerk.front)
    clerk.fill(name="张建国", phone="15400009002")
    clerk.look("08b trainer typed", clerk.front)
    hands.accept()
    clerk.look("09 trainer taken", clerk.top)
    clerk.press(Key.Key_S, CTRL)
    clerk.look("09b saved", clerk.top)


def fill_the_class(hands: Hands, roster: Path, right: list[str]) -> None:
    clerk, played = hands.clerk, hands.played
    hands.next_step()
    hands.alt(3)
    clerk.look("10 trainees empty", clerk.top)
    clerk.press(Key.Key_I, CTRL)
    clerk.files.append(roster)
    clerk.press(Key.Key_O, CTRL)
    clerk.look("11 judged", clerk.top)
    for number in right:
        clerk.press(Key.Key_Return)
        clerk.retype(number)
        clerk.press(Key.Key_Return)
        clerk.press(Key.Key_F8)
    clerk.press(Key.Key_S, CTRL)
    clerk.look("12 written", clerk.top)
    hands.reach("去这个班")
    clerk.look("13 trainees", clerk.top)
    # the next who asks waits
    clerk.press(Key.Key_J, CTRL)
    clerk.type(WAITS)
    QTest.qWait(200)
    clerk.settle()
    clerk.look("14 searching", clerk.top)
    clerk.press(Key.Key_Return)
    clerk.look("15 waiting list", clerk.top)
    # one withdraws, the waiting one moves up
    table = clerk.class_page.trainees.table
    clerk.press(Key.Key_Tab)
    while QApplication.focusWidget() is not table:
        clerk.press(Key.Key_Tab)
    clerk.press(Key.Key_Home, CTRL)
    for _ in range(41):
        QTest.keyClick(hands.handle, Key.Key_Down)
    clerk.settle()
    played.said["leaver"] = table.current().name
    hands.reach("退出…")
    clerk.look("16 drop out", clerk.front)
    clerk.fill(dropped_on="20230118", dropout_reason="家中", note="婆婆住院")
    hands.accept()
    clerk.look("17 free place", clerk.front)
    clerk.press(Key.Key_U, CTRL)
    clerk.look("18 moved up", clerk.top)
    played.moved_up = table.current().name


def print_the_papers(hands: Hands) -> None:
    clerk, played = hands.clerk, hands.played
    hands.alt(1)
    for number in range(1, 6):
        clerk.files.append(played.out / f"{number}.pdf")
        hands.reach("其他表格…")
        clerk.press(Key(Key.Key_0 + number))
        clerk.until(lambda: not clerk.files)
        clerk.settle()


def type_the_marks(hands: Hands) -> None:
    clerk, played = hands.clerk, hands.played
    hands.next_step()
    hands.alt(4)
    clerk.look("20 marks empty", clerk.top)
    count = len(clerk.class_page.shown.detail.trainees)
    handle = hands.handle
    presses = 0
    for half in range(6):
        at = 0
        wrong = {n: "5" for n, halves in SHORT.items() if half in halves}
        wrong |= {n: f"T{minutes}" for n, (when, minutes) in LATE.items() if when == half}
        for number in sorted(wrong):
            while at < number - 1:
                far = number - 1 - at >= 4
                QTest.keyClick(handle, Key.Key_PageDown if far else Key.Key_Down)
                presses += 1
                at = min(count - 1, at + (5 if far else 1))
                if at > number - 1:
                    while at > number - 1:
                        QTest.keyClick(handle, Key.Key_Up)
                        presses += 1
                        at -= 1
            for key in wrong[number]:
                clerk.keys(key)
                presses += 1
        if half == 5:
            break
        QTest.keyClick(handle, Key.Key_Return, CTRL)
        presses += 1
        clerk.settle()
        here = clerk.class_page.attendance.grid.column
        if here == half:
            QTest.keyClick(handle, Key.Key_Home, CTRL)
            QTest.keyClick(handle, Key.Key_Home)
            for _ in range(half + 1):
                QTest.keyClick(handle, Key.Key_Right)
                presses += 1
        clerk.look(f"21 marks {half + 1}", clerk.top)
    played.presses = presses


def walk_in_and_scan(hands: Hands) -> None:
    clerk, played = hands.clerk, hands.played
    clerk.press(Key.Key_B, CTRL)
    clerk.look("22 walk-in", clerk.front)
    clerk.fill(name="秀芳大姐")
    hands.accept()
    clerk.look("23 walk-in in the grid", clerk.top)
    # closing is refused while marks are missing; its key works from the grid too
    assert QApplication.focusWidget() is clerk.class_page.attendance.grid
    hands.next_step()
    played.said["state"] = clerk.class_page.shown.detail.row.state
    clerk.look("24 examining", clerk.top)
    hands.next_step()
    clerk.look("25 refused", clerk.top)
    hands.alt(4)
    QTest.keyClick(hands.handle, Key.Key_Return, CTRL)
    clerk.settle()
    clerk.look("26 all marked", clerk.top)


def type_the_scores(hands: Hands) -> None:
    clerk = hands.clerk
    hands.alt(5)
    clerk.look("30 scores empty", clerk.top)
    rows = clerk.class_page.scores.table.source.rowCount()
    handle = hands.handle
    for column in (3, 4):
        clerk.press(Key.Key_Home, CTRL)
        clerk.press(Key.Key_Home)
        for _ in range(column):
            QTest.keyClick(handle, Key.Key_Right)
        for number in range(1, rows + 1):
            clerk.type(("40" if number == 5 else str(70 + number % 25)) + "\n")
        clerk.settle()
        clerk.look(f"31 scores {column}", clerk.top)
    clerk.press(Key.Key_Home, CTRL)
    for _ in range(4):
        QTest.keyClick(handle, Key.Key_Down)
    clerk.settle()
    clerk.press(Key.Key_R, CTRL)
    clerk.look("32 resit", clerk.front)
    clerk.fill(sat_on="20230205", theory_score="66", practice_score="70")
    hands.accept()
    clerk.look("33 resit kept", clerk.front)


def close_the_class(hands: Hands) -> None:
    clerk, played = hands.clerk, hands.played
    hands.next_step()
    clerk.look("40 closing", clerk.front)
    clerk.fill(issued_on="20230206")
    hands.accept()
    clerk.look("41 register", clerk.front)
    clerk.files.append(played.out / "证书.pdf")
    played.certificates = [row.certificate_no for row in clerk.class_page.certificates.certificates()]
    hands.next_step()
    clerk.settle()
    clerk.look("42 printed", clerk.front)


def hand_the_certificates_out(hands: Hands) -> None:
    """Her mother-in-law takes the first one's; everybody else comes herself."""
    clerk, played = hands.clerk, hands.played
    button = clerk.class_page.certificates.hand_out_button
    clerk.until(button.isVisible)
    hands.reach(button.text())
    clerk.look("43 hand out", clerk.front)
    clerk.fill(received_by="赵桂英", received_relation="婆婆")
    clerk.look("44 proxy", clerk.front)
    hands.accept()
    clerk.look("45 one handed out", clerk.top)
    hands.reach(button.text())
    hands.reach("全选")
    clerk.look("46 everybody else", clerk.front)
    hands.accept()
    clerk.look("47 all handed out", clerk.top)
    rows = clerk.class_page.certificates.certificates()
    played.handed_out = [(row.state, row.received_by, row.received_relation, row.name) for row in rows]


def after_the_class(hands: Hands) -> None:
    clerk, played = hands.clerk, hands.played
    hands.alt(7)
    clerk.look("50 survey empty", clerk.top)
    for _slip in range(5):
        clerk.keys("554545" + "5")
        clerk.press(Key.Key_Return)
    clerk.look("51 survey", clerk.top)
    played.slips = len(clerk.class_page.survey.summary.slips)
    hands.alt(8)
    clerk.look("52 draw", clerk.top)
    clerk.press(Key.Key_Return, CTRL)
    clerk.look("53 drawn", clerk.top)
    played.drawn = len(clerk.class_page.phone_check.rows)
    clerk.press(Key.Key_4, CTRL)
    clerk.look("54 follow ups", clerk.top)
    played.said["follow-ups"] = clerk.texts()
    clerk.press(Key.Key_3, CTRL)
    hands.alt(1)
    clerk.look("55 overview closed", clerk.top)
    clerk.files.append(played.out)
    hands.reach("做培训档案…")
    clerk.until(lambda: not clerk.files)
    clerk.settle()
    clerk.look("56 archived", clerk.top)
    played.detail = clerk.class_page.shown.detail
    hands.alt(6)
    clerk.look("57 register after", clerk.top)
    clerk.press(Key.Key_1, CTRL)
    clerk.look("58 today after", clerk.top)


def play_the_term(hands: Hands, roster: Path, right: list[str]) -> None:
    clerk = hands.clerk
    clerk.sit_down()
    clerk.top.resize(1366, 768)
    clerk.settle()
    open_next_term(hands)
    fill_the_class(hands, roster, right)
    print_the_papers(hands)
    type_the_marks(hands)
    walk_in_and_scan(hands)
    type_the_scores(hands)
    close_the_class(hands)
    hand_the_certificates_out(hands)
    after_the_class(hands)


@pytest.fixture(scope="module")
def played(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Played:
    place = tmp_path_factory.mktemp("term")
    folder = StationFolder(place / "station")
    made = station.build(folder)
    put_last_term(made)
    roster = place / "报名表.xlsx"
    right = [fields["id_number"] for _row, fields in sorted(play.write_roster(made, roster).items())]
    made.db.close()
    out = place / "out"
    out.mkdir()
    seen = Played(folder, out)
    clerk = Clerk(qapp, folder, station.PASSWORD)
    try:
        play_the_term(Hands(clerk, seen), roster, right)
    finally:
        clerk.leave()
    seen.told = clerk.told
    return seen


def told(played: Played, heading: str) -> str:
    """What the message of that heading said."""
    return next(each.text for each in played.told if each.heading == heading)


def test_the_timetable_goes_around_new_year_and_uses_the_made_up_saturday(played: Played) -> None:
    days = ("1月19日", "1月20日", "1月28日")
    assert played.days == [f"{day}{half}" for day in days for half in ("上午", "下午")]


def test_a_trainer_who_teaches_elsewhere_that_morning_is_refused_by_name(played: Played) -> None:
    assert "刘桂香在 2023-001《2023年第一期家政服务培训班》上课" in told(played, "没有保存")


def test_the_next_who_asks_waits_and_moves_up_when_somebody_leaves(played: Played) -> None:
    assert "班已满，1 人列入候补。" in told(played, "加入学员")
    assert played.moved_up == WAITS


def test_marks_of_42_people_and_six_half_days_need_at_most_160_keys(played: Played) -> None:
    assert 0 < played.presses <= 160
    assert played.detail is not None
    on_roll = [row for row in played.detail.trainees if row.state != "dropped"]
    assert len(on_roll) == 42
    marks = {row.trainee_no: [cell.mark for cell in row.marks] for row in on_roll}
    for number, halves in SHORT.items():
        assert [at for at, mark in enumerate(marks[number]) if mark == "A"] == list(halves)
    late = {row.trainee_no: [cell.late_minutes for cell in row.marks] for row in on_roll}
    assert all(late[number][half] == minutes for number, (half, minutes) in LATE.items())
    assert sum(mark == "P" for line in marks.values() for mark in line) == 42 * 6 - 4 - 2


def test_closing_is_refused_while_a_mark_or_a_score_is_missing_and_names_them(played: Played) -> None:
    said = told(played, "还不能结业")
    assert "1月28日下午（42 人）" in said
    assert "等 40 人" in said  # of 42, two have missed too much to be examined


def test_two_fall_short_one_left_and_one_passed_the_resit(played: Played) -> None:
    assert played.detail is not None
    rows = {row.trainee_no: row for row in played.detail.trainees}
    assert {number for number, row in rows.items() if not row.graduated} == {*SHORT, 42}
    assert rows[5].exam_status == "3"
    numbers = [f"419901300-2023-002-{number:03}" for number in range(1, 44) if number not in {*SHORT, 42}]
    assert played.certificates == numbers
    assert len(page_texts((played.out / "证书.pdf").read_bytes())) == len(numbers)


def test_one_certificate_is_taken_by_a_proxy_and_the_others_by_their_owners(played: Played) -> None:
    assert played.handed_out[0][:3] == ("issued", "赵桂英", "婆婆")
    assert len(played.handed_out) == 40
    assert all(found == ("issued", found[3], "", found[3]) for found in played.handed_out[1:])
    assert "证书还没有领取" not in told(played, "还缺 3 样资料，仍然可以做档案")


def test_slips_spot_check_and_follow_ups_come_after_the_class(played: Played) -> None:
    assert played.slips == 5
    assert played.drawn == 5  # a tenth of 42, rounded up
    assert "逾期 120" in played.said["follow-ups"]  # 40 graduates after 30, 90 and 180 days


def test_the_papers_and_the_archive_are_there_and_the_class_is_archived(played: Played) -> None:
    assert {f"{number}.pdf" for number in range(1, 6)} <= {file.name for file in played.out.iterdir()}
    (folder,) = (file for file in played.out.iterdir() if file.is_dir())
    assert (folder / "00 全部资料.pdf").stat().st_size > 0
    assert "电话抽查还有 5 人没打。" in told(played, "还缺 3 样资料，仍然可以做档案")
    assert played.detail is not None
    assert played.detail.row.state == "archived"
