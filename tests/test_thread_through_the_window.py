"""The whole job once, as a clerk does it at the window: messy list in, class, marks, certificates, the county's file.

Played once for the module by clicks and keys alone; the tests look at what was seen and what is left behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from station_app.core.paths import StationFolder
from station_app.demo import play, station
from station_app.features.people.rules.roster.verdicts import ACCEPTED, DUPLICATE, IGNORED, NEEDS_CORRECTION
from station_app.features.people.service import people
from station_app.features.training.service import ClassDetail
from station_app.proof.text import claimed
from station_app.storage import copies
from tests.documents.printed import decoded_patiently, page_texts, pdfium_text
from tests.window_player import CTRL, Clerk, Told

Key = Qt.Key
NAME = "2023年第一期留守妇女面点技术培训班"
CLASS = {
    "name": NAME,
    "trade": "中式面点师",
    "planned_count": "42",
    "target_categories": "留守妇女",
    "start_date": "20230215",
    "venue": "城郊乡文化站",
    "topics": "理论：食品卫生与用火安全\n和面、发面\n包子、馒头\n花卷、油条\n糕点\n综合练习",
    "organiser": "城郊乡社会工作服务站",
}
SHORT = play.SHORT_OF_HOURS
"""Four miss two half-days of six, which is more than a fifth of the hours (R-21)."""


@dataclass
class Played:
    """What was seen on the way."""

    folder: StationFolder
    out: Path
    stick: Path
    counts: dict[str, int] = field(default_factory=dict)
    """Rows by disposition before anything was corrected."""
    problems: list[str] = field(default_factory=list)
    """The sentence at each row that F8 stopped at."""
    corrected: list[tuple[str, str]] = field(default_factory=list)
    """Row of the sheet and the number typed there."""
    write_words: str = ""
    result_words: str = ""
    tab_widths: list[int] = field(default_factory=list)
    """Of 学员 0 and, after the import on another page, of 学员 42."""
    states: list[str] = field(default_factory=list)
    marked: ClassDetail | None = None
    closing_words: str = ""
    told: list[Told] = field(default_factory=list)
    viewed: list[Path] = field(default_factory=list)
    certificates: list[tuple[str, str]] = field(default_factory=list)
    """Name and number in the order of the register."""
    certificates_after: list[tuple[str, str]] = field(default_factory=list)
    after: ClassDetail | None = None
    """The class as the window shows it after the second start."""
    after_people: int = 0
    before_people: int = 0
    page_after: str = ""
    copies: list[copies.Copy] = field(default_factory=list)
    """Safe copies after the window was closed for the first time."""


def key_of(position: int, number: int) -> str:
    """The key for one half-day (from 0) of one trainee (from 1): 1 到, 2 迟, 4 假, 5 缺."""
    if number in SHORT and position in (number % 3, number % 3 + 3):
        return "5"
    if (number * 7 + position * 3) % 41 == 5:
        return "4"
    return "2" if (number * 5 + position * 11) % 19 == 3 else "1"


def play_the_thread(clerk: Clerk, played: Played, roster: Path, right: list[str]) -> None:
    """From the first click to the closed window, and in again."""
    clerk.sit_down()
    clerk.look("00 today", clerk.top)
    clerk.press(Key.Key_2, CTRL)
    played.before_people = len(clerk.people.people.table.source.rows)
    clerk.look("01 people", clerk.top)
    clerk.click("培训")
    clerk.look("02 no class yet", clerk.top)
    open_the_class(clerk, played)
    import_the_roster(clerk, played, roster, right)
    type_the_marks(clerk, played)
    close_the_class(clerk, played)
    save_the_papers(clerk, played)
    clerk.leave()
    played.copies = copies.list_copies(played.folder.copies)
    clerk.sit_down()
    come_back(clerk, played)
    clerk.leave()
    played.told = clerk.told
    played.viewed = clerk.viewed


def open_the_class(clerk: Clerk, played: Played) -> None:
    clerk.press(Key.Key_N, CTRL)
    clerk.look("03 new class empty", clerk.top)
    clerk.fill(**CLASS)
    clerk.look("04 new class typed", clerk.top)
    clerk.press(Key.Key_S, CTRL)
    clerk.look("05 class saved", clerk.top)
    played.states.append(clerk.training.facts)
    clerk.tab("概况")
    clerk.look("06 overview", clerk.top)
    clerk.tab("课程表")
    clerk.look("07 timetable", clerk.top)
    clerk.click("开始报名")
    played.states.append(clerk.training.facts)
    clerk.tab("学员")
    played.tab_widths.append(clerk.class_page.tabs.tabRect(2).width())
    clerk.look("08 trainees empty", clerk.top)


def import_the_roster(clerk: Clerk, played: Played, roster: Path, right: list[str]) -> None:
    clerk.press(Key.Key_I, CTRL)
    clerk.look("09 import start", clerk.top)
    clerk.files.append(roster)
    clerk.click("选择文件")
    review = clerk.review
    clerk.look("10 judged", clerk.top)
    played.counts = {kind: review._roster.tally(kind) for kind in (ACCEPTED, NEEDS_CORRECTION, DUPLICATE, IGNORED)}
    for number in right:
        row = review.table.current()
        played.problems.append(row.problem)
        played.corrected.append((row.place, number))
        assert review.table.current_field() == "id_number"
        clerk.press(Key.Key_Return)
        clerk.look(f"11 correcting {len(played.problems)}", clerk.top)
        clerk.retype(number)
        clerk.press(Key.Key_Return)
        clerk.look(f"12 corrected {len(played.problems)}", clerk.top)
        clerk.press(Key.Key_F8)
    clerk.look("13 all corrected", clerk.top)
    played.write_words = clerk.people.roster.write.text()
    clerk.press(Key.Key_S, CTRL)
    clerk.look("14 written", clerk.top)
    played.result_words = clerk.texts()
    clerk.click("去这个班")
    played.tab_widths.append(clerk.class_page.tabs.tabRect(2).width())
    clerk.look("15 back in the class", clerk.top)


def type_the_marks(clerk: Clerk, played: Played) -> None:
    clerk.tab("考勤")
    clerk.look("16 marks empty", clerk.top)
    page = clerk.class_page
    count = len(page.shown.detail.trainees)
    for position in range(len(page.shown.detail.sessions)):
        for number in range(1, count + 1):
            clerk.keys(key_of(position, number))
            clerk.press_quick(Key.Key_Return)
        clerk.settle()
        clerk.look(f"17 marks {position + 1}", clerk.top)
    played.marked = page.shown.detail
    played.states.append(clerk.training.facts)
    clerk.tab("学员")
    clerk.look("18 trainees marked", clerk.top)


def close_the_class(clerk: Clerk, played: Played) -> None:
    clerk.click("结业与发证")
    clerk.look("19 closing", clerk.front)
    played.closing_words = clerk.texts()
    clerk.click("结业并编号")
    clerk.look("20 register", clerk.top)
    played.states.append(clerk.training.facts)
    played.certificates = register(clerk)


def register(clerk: Clerk) -> list[tuple[str, str]]:
    """Name and number as the window lists them."""
    lines = clerk.class_page.certificates.table.source.rows
    return [(line.trainee.name, line.certificate.certificate_no) for line in lines if line.certificate is not None]


def save_the_papers(clerk: Clerk, played: Played) -> None:
    clerk.files.append(played.out / "证书.pdf")
    clerk.click(clerk.training.next_button)
    clerk.look("21 printed", clerk.top)
    clerk.tab("概况")
    clerk.look("22 overview closed", clerk.top)
    clerk.files.append(played.out / "签到表.pdf")
    clerk.click("打印签到表 F04")
    clerk.files.append(played.out / "花名册.pdf")
    clerk.click("打印花名册 F02")
    clerk.files.append(played.stick)
    clerk.click("导出台账 .xlsx")
    clerk.look("23 exported", clerk.top)


def come_back(clerk: Clerk, played: Played) -> None:
    played.page_after = clerk.running.window.current_page if clerk.running.window else ""
    clerk.look("24 reopened", clerk.top)
    clerk.press(Key.Key_3, CTRL)
    clerk.press(Key.Key_Return)
    clerk.look("25 class reopened", clerk.top)
    played.after = clerk.class_page.shown.detail
    clerk.tab("证书")
    played.certificates_after = register(clerk)
    clerk.press(Key.Key_2, CTRL)
    played.after_people = len(clerk.people.people.table.source.rows)
    clerk.look("26 people after", clerk.top)


@pytest.fixture(scope="module")
def played(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The thread, played once on the demo's station as it is before its class; the station has a password."""
    place = tmp_path_factory.mktemp("thread")
    folder = StationFolder(place / "station")
    made = station.build(folder)
    roster = place / "城郊乡面点班报名表.xlsx"
    right = [fields["id_number"] for _row, fields in sorted(play.write_roster(made, roster).items())]
    made.db.close()
    out, stick = place / "纸质", place / "U盘"
    out.mkdir()
    stick.mkdir()
    seen = Played(folder, out, stick)
    clerk = Clerk(qapp, folder, station.PASSWORD)
    try:
        play_the_thread(clerk, seen, roster, right)
    finally:
        clerk.put_away()
    return seen


def marks_of(detail: ClassDetail | None) -> list[list[str]]:
    assert detail is not None
    return [[cell.mark for cell in row.marks] for row in detail.trainees]


def test_the_messy_list_is_judged_and_corrected_on_the_spot(played: Played) -> None:
    assert played.counts == {ACCEPTED: 39, NEEDS_CORRECTION: 4, DUPLICATE: 1, IGNORED: 7}
    assert played.problems == ["身份证号校验码错误", "15位旧号码", "号码以数值保存,末尾已丢失"]
    assert played.write_words == "写入 42 人"
    assert "已写入 42 人" in played.result_words
    assert "编入培训班：录取 42 人。" in played.result_words
    assert "没有入库：需更正 1 行，重复 1 行。" in played.result_words


def test_the_manual_tells_who_practises_what_to_type(played: Played) -> None:
    page = (Path(__file__).parents[1] / "docs" / "manual" / "开一期培训班.md").read_text(encoding="utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith("练习时没有身份证可以对"))
    assert f"第 {played.corrected[0][0]} 行的号码改成 {played.corrected[0][1]}" in line
    assert f"第 {played.corrected[1][0]} 行采用建议的号码" in line
    assert played.problems[1] == "15位旧号码"


def test_a_tab_whose_word_grew_behind_another_page_has_room_for_it(played: Played) -> None:
    before, after = played.tab_widths
    assert after > before


def test_the_class_goes_from_plan_to_closed_by_the_buttons_of_the_window(played: Played) -> None:
    facts = "2023-001 · 中式面点师 · 2023年2月15日—17日 · 城郊乡文化站"
    assert played.states == [
        f"{facts} · {end}" for end in ("0 人 · 计划", "0 人 · 报名中", "42 人 · 培训中", "42 人 · 已结业")
    ]


def test_every_mark_typed_is_the_mark_kept(played: Played) -> None:
    words = {"1": "P", "2": "T", "4": "L", "5": "A"}
    typed = [[words[key_of(position, number)] for position in range(6)] for number in range(1, 43)]
    assert marks_of(played.marked) == typed
    assert marks_of(played.after) == typed


def test_the_window_says_who_graduates_before_it_numbers(played: Played) -> None:
    assert "结业 38 人。" in played.closing_words
    assert "不结业 4 人：" in played.closing_words
    assert played.closing_words.count("（出勤不足）") == 4
    assert "38 人编号 419901300-2023-001-001 至 -042，缺 4 个号是没有结业的人。" in played.closing_words
    expected = [f"419901300-2023-001-{number:03}" for number in range(1, 43) if number not in SHORT]
    assert [number for _name, number in played.certificates] == expected


def test_page_n_of_the_certificates_is_person_n(played: Played) -> None:
    pdf = (played.out / "证书.pdf").read_bytes()
    texts = page_texts(pdf)
    assert len(texts) == 38
    for text, (name, number) in zip(texts, played.certificates, strict=True):
        assert name in text
        assert number in text
    name, number = played.certificates[0]
    assert name in pdfium_text(pdf)
    assert getattr(claimed(decoded_patiently(pdf)), "number", "") == number
    assert played.viewed[0] == played.out / "证书.pdf"


def test_roster_and_sign_in_sheet_name_everybody(played: Played) -> None:
    assert played.marked is not None
    for file in ("花名册.pdf", "签到表.pdf"):
        text = "".join("".join(page_texts((played.out / file).read_bytes())).split())  # long names fill two lines
        assert [row.name for row in played.marked.trainees if row.name not in text] == []


def test_the_ledger_goes_to_the_stick_after_the_warning_and_then_it_may_be_pulled_out(played: Played) -> None:
    warned, done = [told for told in played.told if "台账" in told.heading]
    assert (warned.heading, done.heading) == ("台账里有完整的身份证号和电话", "台账已导出，可以拔出")
    assert "没有加密" in warned.text
    assert "42 名学员" in done.text
    (file,) = played.stick.iterdir()
    assert str(file) in done.text
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "学号")
    lines = [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]
    assert [line["学号"] for line in lines] == list(range(1, 43))
    assert all(re.fullmatch(r"\d{17}[\dX]", str(line["身份证号"])) for line in lines)
    assert [line["证书编号"] for line in lines if line["证书编号"]] == [number for _name, number in played.certificates]


def test_closing_the_window_leaves_a_safe_copy_of_what_was_done(played: Played) -> None:
    assert [copy.reason for copy in played.copies] == ["daily", "close"]
    assert [copy.rows["certificate"] for copy in played.copies] == [0, 38]


def test_everything_is_there_when_the_window_opens_again(played: Played) -> None:
    assert played.page_after == "today"
    assert played.after is not None
    assert (played.after.row.name, played.after.row.state) == (NAME, "completed")
    assert played.certificates_after == played.certificates
    assert played.after_people == played.before_people + 27
    assert list(played.folder.logs.glob("crash-*")) == []


def found_in(root: Path, words: list[str]) -> dict[str, list[str]]:
    """Every file below a folder with the words that can be read in it, in the codings that programs write."""
    wanted = {}
    for word in words:
        codings = ("utf-8", "utf-16-le", "gb18030") if len(word) > 2 else ("utf-8",)
        wanted |= {word.encode(coding): word for coding in codings}
    return {
        str(file.relative_to(root)): sorted({word for raw, word in wanted.items() if raw in content})
        for file in root.rglob("*")
        if file.is_file()
        for content in [file.read_bytes()]
    }


def test_what_stands_open_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("覃小娟", encoding="gb18030")
    (tmp_path / "b.db").write_bytes(b"\0" + "王敏".encode() + b"419901198802125507")
    assert found_in(tmp_path, ["覃小娟", "王敏", "419901198802125507"]) == {
        "a.txt": ["覃小娟"],
        "b.db": ["419901198802125507", "王敏"],
    }


def test_with_a_password_no_file_of_the_program_shows_a_name_or_number(played: Played, qapp: QApplication) -> None:
    assert played.after is not None
    trainees = played.after.trainees[:15]
    words = [station.PASSWORD, NAME, *(row.name for row in trainees), *(row.id_number or "" for row in trainees)]
    assert all(words)
    clerk = Clerk(qapp, played.folder, station.PASSWORD)
    clerk.sit_down()
    clerk.click("培训")
    secret = f"{trainees[0].name} {trainees[0].id_number}"

    def breaks() -> None:
        raise ValueError(secret)

    clerk.training.new_button.clicked.connect(breaks)
    clerk.click("开新班")
    assert [told.heading for told in clerk.told] == ["程序出了一个错误"]
    during: dict[str, list[str]] = {}

    def half_a_transaction() -> None:
        with clerk.running.desk.database.work() as session:
            for row in trainees:
                people.save_person(session, {"former_name": row.name}, person_id=row.person_id)
            assert Path(f"{played.folder.database}-journal").stat().st_size > 0
            during.update(found_in(played.folder.root, words))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        half_a_transaction()
    clerk.leave()
    after = found_in(played.folder.root, words)
    kinds = {re.sub(r"copies/[^/]+/|-\d{8}T\w+", "", name) for name in during | after}
    assert {"station.db", "station.db-journal", "station.key", "station.lock", "window.json"} < kinds
    assert {"logs/crash.txt", "copy.json"} < kinds
    assert {name: readable for name, readable in during.items() if readable} == {}
    assert {name: readable for name, readable in after.items() if readable} == {}
