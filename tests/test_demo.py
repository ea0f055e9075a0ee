"""The demo plays the whole thread and leaves nothing readable behind but the papers it was asked for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from station_app import cli
from station_app.core.command_line import PASSWORD_VARIABLE
from station_app.core.paths import StationFolder
from station_app.demo import play, station, term
from station_app.exchange import package
from station_app.features.people.model import Household, Person
from station_app.features.today.service.rest import read_today
from station_app.features.training import service
from station_app.features.training.service.archive import archive_gaps
from station_app.storage import keys, station_file


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo played once."""
    place = tmp_path_factory.mktemp("demo") / "新站"
    assert play.play(place) == 0
    return place


def _pages(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_the_demo_station_holds_invented_people_only(played: Path) -> None:
    folder = StationFolder(played)
    db = station_file.open_station(folder, keys.unlock(folder, station.PASSWORD), actor="测试")
    with db.read() as session:
        numbers = session.scalars(select(Person.id_number).where(Person.voided_at.is_(None))).all()
        phones = session.scalars(select(Person.phone).where(Person.phone.is_not(None))).all()
        households = session.scalar(select(func.count()).select_from(Household))
    db.close()
    assert len(numbers) == 302 + 27
    assert households >= 110
    assert all(number.startswith("4199") for number in numbers)
    assert all(phone.startswith("154") for phone in phones)


def test_forty_two_attend_and_thirty_eight_graduate(played: Path) -> None:
    folder = StationFolder(played)
    db = station_file.open_station(folder, keys.unlock(folder, station.PASSWORD), actor="测试")
    with db.read() as session:
        detail = service.get_class(session, service.find_class(session, "2023-001"))
    db.close()
    assert len(detail.trainees) == 42
    short = [trainee.trainee_no for trainee in detail.trainees if not trainee.graduated]
    assert short == list(play.SHORT_OF_HOURS)
    assert all(
        trainee.hours_present == 160 and trainee.hours_due == 240
        for trainee in detail.trainees
        if not trainee.graduated
    )


def test_page_n_of_the_certificates_is_graduate_n_of_the_roster(played: Path) -> None:
    pages = _pages(played / "纸质" / "F06 结业证书.pdf")
    numbers = [int(re.search(r"419901300-2023-001-(\d{3})", page)[1]) for page in pages]  # type: ignore[index]
    assert numbers == [n for n in range(1, 43) if n not in play.SHORT_OF_HOURS]
    assert all("结业证书" in page for page in pages)
    assert "古丽巴哈尔·吐尔逊" in pages[0]


def test_the_sign_in_sheets_list_everybody_each_day_and_the_roster_counts_them(played: Path) -> None:
    signing = _pages(played / "纸质" / "F04 培训签到表.pdf")
    assert len(signing) == 9
    roster = "".join(_pages(played / "纸质" / "F02 学员花名册.pdf"))
    assert "共42人,其中女42人" in roster


def test_every_form_of_a_class_is_printed(played: Path) -> None:
    printed = {path.name.split()[0] for path in (played / "纸质").glob("*.pdf")}
    assert printed == {"F01", "F02", "F03", "F04", "F04b", "F05", "F06", "F07", "F08", "F08b", "F19"}
    assert "38" in "".join(_pages(played / "纸质" / "F08b 培训满意度调查汇总表.pdf"))


def test_the_month_of_the_class_is_closed_and_on_paper(played: Path) -> None:
    (form,) = _pages(played / "纸质" / "F19 就业帮扶工作月报表.pdf")
    assert "38(90.5%)" in form
    assert "关账人：王敏" in form
    assert (played / "就业帮扶工作报表 2023年2月.xlsx").stat().st_size > 1000


def test_the_archive_is_complete_and_the_class_is_archived(played: Path) -> None:
    (folder,) = (played / "档案").iterdir()
    book = _pages(next(folder.glob("00*.pdf")))
    (photo,) = folder.glob("*.png")
    assert "实操" in photo.name, "the drawn photo of the class, a page of the book"
    assert len(book) == sum(len(_pages(path)) for path in folder.glob("*.pdf") if path.name[:2] != "00") + 2
    station_folder = StationFolder(played)
    db = station_file.open_station(station_folder, keys.unlock(station_folder, station.PASSWORD), actor="测试")
    with db.read() as session:
        class_id = service.find_class(session, "2023-001")
        assert service.get_class(session, class_id).row.state == "archived"
        assert archive_gaps(session, class_id) == []
    db.close()


def test_a_class_is_running_today_with_something_left_to_do(played: Path) -> None:
    folder = StationFolder(played)
    db = station_file.open_station(folder, keys.unlock(folder, station.PASSWORD), actor="测试")
    with db.read() as session:
        today = read_today(session, db.actor, folder.copies)
    db.close()
    cards = {card.key: card for card in (*today.columns.left, *today.columns.right)}
    assert cards["unmarked"].number == 1
    assert cards["unscanned"].number == 4
    assert cards["follow_ups"].number == term.STILL_TO_VISIT
    assert "养老护理" in (cards["classes"].empty or cards["classes"].lines[0].words)


def test_the_ledger_holds_the_numbers_as_text(played: Path) -> None:
    ledger = next(played.glob("*台账*.xlsx"))
    rows = CalamineWorkbook.from_path(str(ledger)).get_sheet_by_index(0).to_python()
    numbers = [cell for row in rows for cell in row if isinstance(cell, str) and re.fullmatch(r"4199\d{13}[\dX]", cell)]
    assert len(numbers) == 42


def test_a_second_demo_in_the_same_folder_changes_nothing(played: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (played / "station.db").read_bytes()
    assert cli.run(["demo", str(played)]) == 1
    assert "没有改动它" in capsys.readouterr().err
    assert (played / "station.db").read_bytes() == before


def test_no_name_and_no_number_is_readable_in_what_the_program_keeps(played: Path) -> None:
    kept = [path for path in played.rglob("*") if path.is_file() and path.suffix not in (".pdf", ".xlsx")]
    assert {path.name for path in kept} >= {"station.db", "station.key"}
    planted = ["古丽巴哈尔", "薛振华", "419901197807099526", "城郊社区1组"]
    for path in kept:
        content = path.read_bytes()
        for word in planted:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert word.encode(encoding) not in content, (path.name, word)


def test_forms_certificates_and_archive_of_the_demo_are_made_by_command(
    played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, station.PASSWORD)
    copied = tmp_path / "站"
    shutil.copytree(played, copied)
    data = ["--data", str(copied)]
    for form in ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08"):
        target = tmp_path / f"{form}.pdf"
        assert cli.run([*data, "forms", "print", form, "--class", "2023-001", "--out", str(target)]) == 0
        assert _pages(target)[0]
    certificates = tmp_path / "证书.pdf"
    assert cli.run([*data, "certificates", "print", "2023-001", "--out", str(certificates)]) == 0
    assert len(_pages(certificates)) == 38
    capsys.readouterr()
    assert cli.run([*data, "class", "archive", "2023-001", "--out", str(tmp_path / "档案")]) == 0
    out = capsys.readouterr().out
    assert "还缺" not in out
    assert "这个班已归档。" in out
    (folder,) = (tmp_path / "档案").iterdir()
    assert sorted(folder.glob("*.xlsx"))


def test_two_demos_are_the_same_roster_and_the_same_people(played: Path, tmp_path: Path) -> None:
    other = tmp_path / "二"
    assert play.play(other) == 0
    for name in ("F02 学员花名册.pdf", "F06 结业证书.pdf"):
        assert _pages(played / "纸质" / name) == _pages(other / "纸质" / name)


def test_the_demo_leaves_its_package_in_which_nobody_is_readable(played: Path) -> None:
    (sealed,) = played.glob("SW_*.swx")
    said = package.read_outer(sealed)
    assert (said.type, said.seal, said.seq) == ("package", "age", 1)
    content = sealed.read_bytes()
    assert "面点".encode() not in content
    assert re.search(rb"4199\d{2}(19|20)\d{6}\d{3}[0-9X]", content) is None
