"""The archive of a class: complete, in order, numbered through, and never half there."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from station_app import cli
from station_app.core.errors import Trouble
from station_app.documents.joined import join, picture_pdf
from station_app.features.station.service.attachments import add_attachment
from station_app.features.training import service
from station_app.features.training.documents import archive as papers
from station_app.features.training.documents.archive import write_archive
from station_app.features.training.service import phone_checks, survey
from station_app.features.training.service.archive import OF_CLASS, archive_gaps
from station_app.features.training.service.scans import OF_RECORD, ROLE
from station_app.spreadsheets.reading import read_workbook
from station_app.storage.attachments import AttachmentStore
from station_app.storage.handover import fault_at
from tests.conftest import StationInUse
from tests.training.played_classes import END, Played, close_class, open_class, type_marks


@pytest.fixture
def store(station: StationInUse) -> AttachmentStore:
    return AttachmentStore(station.folder.attachments, station.data_key)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "U盘"
    made.mkdir()
    return made


def photo(colour: str = "white") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(file, "JPEG")
    return file.getvalue()


def words(pdf: Path | bytes) -> list[str]:
    source = io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    return ["".join(page.extract_text().split()) for page in PdfReader(source).pages]


def certified(station: StationInUse, trainees: int = 3) -> Played:
    played = open_class(station, trainees=trainees)
    close_class(station, played, ["PPPPPP"] * (trainees - 1) + ["PPPAAA"])
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    return played


def gaps(station: StationInUse, played: Played) -> list[str]:
    with station.db.read() as session:
        return archive_gaps(session, played.class_id)


def test_what_is_missing_is_said_in_words_and_goes_when_it_is_there(
    station: StationInUse, store: AttachmentStore
) -> None:
    played = open_class(station, trainees=3)
    type_marks(station, played, ["PPPPPN", "PPPPPP", "AAAAAA"])
    assert gaps(station, played)[:2] == ["这个班还没有结业。", "考勤没登完：2月17日下午。"]
    close_class(station, played, ["PPPPPP", "PPPPPP", "AAAAAA"])
    told = gaps(station, played)
    assert [line.partition("：")[0] for line in told] == [
        "签到表没有扫描件",
        "结业了没有有效证书（没编号，或作废后没补发）",
        "没有满意度调查。",
        "没有电话抽查，按规定要抽 3 人。",
        "没有培训照片。",
    ]
    with station.db.work() as session:
        rows = service.issue_certificates(session, played.class_id, END)
        service.record_print(session, [row.id for row in rows])
        for row in rows:
            service.hand_out(session, row.id, row.name, END)
        for number, half in enumerate(played.session_ids):
            add_attachment(
                session,
                store,
                photo() + bytes([number]),
                file_name="签到.jpg",
                of_record=OF_RECORD,
                of_id=half,
                role=ROLE,
            )
        survey.add_slip(session, played.class_id, {"rate_overall": "5"})
        for call in phone_checks.draw_sample(session, played.class_id, "2023-001"):
            phone_checks.write_answer(session, call.id, {"asked_on": END, "answered": False, "asked_by": "王敏"})
        add_attachment(session, store, photo("red"), file_name="开班.jpg", of_record=OF_CLASS, of_id=played.class_id)
    assert gaps(station, played) == []


def test_the_folder_holds_every_form_in_archive_order_and_one_pdf_of_all(
    station: StationInUse, store: AttachmentStore, tmp_path: Path
) -> None:
    played = certified(station)
    with station.db.work() as session:
        service.issue_statements(session, played.class_id, END)
        add_attachment(
            session, store, photo(), file_name="a.jpg", of_record=OF_RECORD, of_id=played.session_ids[0], role=ROLE
        )
        add_attachment(
            session, store, photo(), file_name="a.jpg", of_record=OF_RECORD, of_id=played.session_ids[1], role=ROLE
        )
        add_attachment(session, store, photo("red"), file_name="开班.jpg", of_record=OF_CLASS, of_id=played.class_id)
    made = write_archive(station.db, store, played.class_id, tmp_path)
    names = [re.sub(r" ?\d{4}-\d\d-\d\d", "", file.name) for file in made.files]
    assert [name.split()[1] for name in names[:-1]] == [
        "全部资料.pdf",
        "F01",
        "F02",
        "F03",
        "F04",
        "F04",
        "F04",
        "签到表扫描件",
        "F05",
        "F06",
        "F06",
        "F07",
        "开班.jpg",
    ]
    assert [name[:2] for name in names[:-1]] == [f"{number:02d}" for number in range(13)]
    assert "台账" in names[-1]
    assert sorted(made.folder.iterdir()) == sorted(made.files)
    assert made.is_closed
    book = words(made.files[0])
    assert len(book) == made.pages
    singles = [words(file) if file.suffix == ".pdf" else ["picture"] for file in made.files[1:-1]]
    assert len(book) == 1 + sum(map(len, singles))


def test_the_contents_page_names_the_page_on_which_each_part_really_begins(
    station: StationInUse, store: AttachmentStore, tmp_path: Path
) -> None:
    played = certified(station, trainees=20)
    made = write_archive(station.db, store, played.class_id, tmp_path)
    book = words(made.files[0])
    heads = {"F02": "学员花名册", "F03": "课程表", "F05": "成绩", "F06": "结业证书", "F07": "发放登记"}
    for form_id, word in heads.items():
        entry = re.search(rf"{form_id}\D+?(\d+)(?=F0|$)", re.sub(r"\d{4}-\d\d-\d\d", "", book[0]))
        assert entry is not None, form_id
        page = int(entry[1])
        assert word in book[page - 1][:60]
        assert word not in book[page - 2][:60], "the page before belongs to another part"
        assert f"档案第{page}页" in book[page - 1]
    marks = PdfReader(made.files[0]).outline
    assert next(mark.title for mark in marks if not isinstance(mark, list)).startswith("F01 ")


def test_a_contents_page_that_runs_over_still_counts_right() -> None:
    parts = [(f"第 {number} 份", picture_pdf(f"照片 {number}", photo())) for number in range(70)]
    made = join("很多资料", parts)
    pages = words(made.content)
    assert made.first_pages[0] == 4
    assert made.pages == len(pages) == 73
    for number, first in enumerate(made.first_pages):
        assert f"照片{number}" in pages[first - 1]
        assert f"档案第{first}页" in pages[first - 1]


def test_a_scan_that_cannot_be_read_is_one_page_that_says_so() -> None:
    made = join("档案", [("坏的扫描件", b"%PDF-1.4 broken"), ("好的", picture_pdf("照片", photo()))])
    pages = words(made.content)
    assert made.pages == 3
    assert "坏的扫描件" in pages[1]
    assert "合并不进来" in pages[1]
    assert "照片" in pages[2]


def test_the_ledger_in_the_archive_has_id_numbers_as_text(
    station: StationInUse, store: AttachmentStore, tmp_path: Path
) -> None:
    played = certified(station)
    made = write_archive(station.db, store, played.class_id, tmp_path)
    cells = [cell for sheet in read_workbook(made.files[-1]).sheets for row in sheet.rows for cell in row]
    numbers = [cell for cell in cells if isinstance(cell, str) and re.fullmatch(r"4199\d{13}[\dX]", cell)]
    assert len(numbers) == 3


def test_a_class_with_unnumbered_graduates_is_written_but_stays_open(
    station: StationInUse, store: AttachmentStore, tmp_path: Path
) -> None:
    played = open_class(station, trainees=2)
    close_class(station, played, ["PPPPPP"] * 2)
    made = write_archive(station.db, store, played.class_id, tmp_path)
    assert not made.is_closed
    assert any("没有有效证书" in gap for gap in made.gaps)
    with station.db.read() as session:
        assert service.get_class(session, played.class_id).row.state == "completed"


def test_a_class_that_has_not_begun_gives_its_forms_and_says_what_cannot_be_made(
    station: StationInUse, store: AttachmentStore, tmp_path: Path
) -> None:
    played = open_class(station, trainees=2)
    made = write_archive(station.db, store, played.class_id, tmp_path)
    assert made.gaps[0] == "这个班还没有结业。"
    assert not made.is_closed
    assert any(" F02 " in file.name for file in made.files)


def test_a_second_archive_of_the_day_stands_beside_the_first(
    station: StationInUse, store: AttachmentStore, stick: Path
) -> None:
    played = certified(station)
    first = write_archive(station.db, store, played.class_id, stick)
    second = write_archive(station.db, store, played.class_id, stick)
    assert first.folder != second.folder
    assert second.is_closed, "it was archived before"
    assert sorted(stick.iterdir()) == sorted((first.folder, second.folder))


def test_a_medium_that_fails_halfway_leaves_nothing_and_the_class_open(
    station: StationInUse, store: AttachmentStore, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = certified(station)
    written: list[str] = []
    real = papers._write

    def full_after_three(folder: Path, name: str, content: bytes) -> Path:
        if len(written) == 3:
            raise fault_at(OSError(28, "No space left on device"), folder / name)
        written.append(name)
        return real(folder, name, content)

    monkeypatch.setattr(papers, "_write", full_after_three)
    with pytest.raises(Trouble, match="盘满了"):
        write_archive(station.db, store, played.class_id, stick)
    assert list(stick.iterdir()) == []
    with station.db.read() as session:
        assert service.get_class(session, played.class_id).row.state == "completed"


def test_the_command_writes_the_archive_and_tells_what_is_missing(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certified(station)
    station.db.close()
    data = ["--data", str(station.folder.root)]
    assert cli.run([*data, "class", "archive", "2023-001", "--out", str(tmp_path / "档案"), "--keep-open"]) == 0
    out = capsys.readouterr()
    assert "00 全部资料.pdf" in out.out
    assert "还缺：没有满意度调查。" in out.out
    assert "已归档" not in out.out
    assert "完整身份证号" in out.err
    assert cli.run([*data, "class", "archive", "2023-001", "--out", str(tmp_path / "档案")]) == 0
    assert "这个班已归档。" in capsys.readouterr().out
    assert isinstance(END, dt.date)
