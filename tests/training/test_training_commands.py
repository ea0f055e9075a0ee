"""Classes, certificates and forms from the command line, on a real station, into real PDF files."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.documents.grid import form_ids, table_form
from station_app.features.station.service import printers
from station_app.features.training import commands, documents, service
from station_app.storage.opened import OpenStation
from tests.conftest import StationInUse
from tests.training.played_classes import END, add_people, close_class, open_class, read_class, trainee_name


def _run(station: StationInUse, *words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    commands.add_commands(parser.add_subparsers(required=True))
    parsed = parser.parse_args([str(word) for word in words])
    found: int = parsed.run(parsed, OpenStation(station.db, station.folder))
    return found


def test_classes_are_listed_with_number_state_and_size(
    station: StationInUse, capsys: pytest.CaptureFixture[str]
) -> None:
    open_class(station, 3)
    assert _run(station, "class", "list") == 0
    line = capsys.readouterr().out
    assert re.search(r"2023-001 .*2023-02-15—2023-02-17.*报名中.*3 人", line)


def test_a_class_is_shown_with_everybody_and_no_id_number(
    station: StationInUse, capsys: pytest.CaptureFixture[str]
) -> None:
    played = open_class(station, 3, planned_count=2)
    type_rows = type(played)(played.class_id, played.session_ids, played.enrolment_ids[:2], played.person_ids)
    close_class(station, type_rows, ["PPPPPA", "PPPPAA"])
    assert _run(station, "class", "show", "2023-001") == 0
    shown = capsys.readouterr().out
    assert "1  王秀兰  20/24  83.3%  结业" in shown
    assert "2  李秀兰  16/24  66.7%  出勤不足" in shown
    assert f"候补  {trainee_name(2)}" in shown
    assert "419901" not in shown


def test_an_unknown_class_is_refused_by_number(station: StationInUse) -> None:
    with pytest.raises(Refused, match="2023-007"):
        _run(station, "class", "show", "2023-007")


def test_certificates_of_a_class_are_one_pdf_with_a_page_each_in_roster_order(
    station: StationInUse, tmp_path: Path
) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPPPAA", "PPPPPP"])
    out = tmp_path / "certificates.pdf"
    assert _run(station, "certificates", "print", "2023-001", "--issue-on", "2023-02-20", "--out", out) == 0
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert len(pages) == 2
    for text, number, name in zip(pages, ("001", "003"), (trainee_name(0), trainee_name(2)), strict=True):
        assert f"419901300-2023-001-{number}" in text
        assert name in text
    with station.db.read() as session:
        assert {one.state for one in service.list_certificates(session, played.class_id)} == {"printed"}
    assert _run(station, "certificates", "print", "2023-001", "--out", out) == 0


def test_there_is_nothing_to_print_before_certificates_are_numbered(station: StationInUse, tmp_path: Path) -> None:
    open_class(station, 1)
    with pytest.raises(Refused, match="还没有编号的证书"):
        _run(station, "certificates", "print", "2023-001", "--out", tmp_path / "certificates.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(("form", "title"), [("F04", "签到表"), ("F02", "花名册")])
def test_forms_are_printed_filled_and_blank(station: StationInUse, tmp_path: Path, form: str, title: str) -> None:
    open_class(station, 2)
    for extra in ([], ["--blank"]):
        out = tmp_path / f"{form}{len(extra)}.pdf"
        assert _run(station, "forms", "print", form, "--class", "2023-001", *extra, "--out", out) == 0
        text = "".join(page.extract_text() for page in PdfReader(out).pages)
        assert title in text
        assert (trainee_name(1) in text) is not bool(extra)


def test_every_form_is_listed_with_what_fills_it(station: StationInUse, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(station, "forms", "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(form_ids())
    assert "F05  考核成绩表  从培训班填写" in lines
    assert "F13  公益岗补贴发放表  只有空白表" in lines


def test_a_form_that_no_class_fills_says_that_it_is_blank(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_class(station, 2)
    assert _run(station, "forms", "print", "F13", "--class", "2023-001", "--out", tmp_path / "F13.pdf") == 0
    assert capsys.readouterr().err == "注意：这张表还不能从班里填写，打印的是空白表。\n"
    assert _run(station, "forms", "print", "F13", "--blank", "--out", tmp_path / "F13.pdf") == 0
    assert capsys.readouterr().err == ""


def test_a_layout_that_does_not_exist_is_named(station: StationInUse, tmp_path: Path) -> None:
    close_class(station, open_class(station, 2), ["PPPPPP"] * 2)
    words = ("--issue-on", END.isoformat(), "--layout", "nope", "--out", tmp_path / "a.pdf")
    with pytest.raises(Refused, match="没有代号为 nope 的版式"):
        _run(station, "certificates", "print", "2023-001", *words)
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("way", [(), ("--blank",), ("--blank-rows",)])
def test_every_form_is_printed_in_every_way(station: StationInUse, tmp_path: Path, way: tuple[str, ...]) -> None:
    open_class(station, 2)
    out = tmp_path / "form.pdf"
    for form in form_ids():
        if form != documents.CERTIFICATE_FORM:
            assert _run(station, "forms", "print", form, "--class", "2023-001", *way, "--out", out) == 0
            assert table_form(form).title in PdfReader(out).pages[0].extract_text()


def test_a_masked_roster_has_no_whole_number(station: StationInUse, tmp_path: Path) -> None:
    open_class(station, 1)
    out = tmp_path / "F02.pdf"
    _run(station, "forms", "print", "F02", "--class", "2023-001", "--masked", "--out", out)
    text = PdfReader(out).pages[0].extract_text()
    assert "419901********0021" in text
    assert "154****" in text


def test_a_form_without_its_class_is_refused_and_nothing_is_written(station: StationInUse, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--class"):
        _run(station, "forms", "print", "F02", "--out", tmp_path / "F02.pdf")
    with pytest.raises(Refused, match="证书没有空白表"):
        _run(station, "forms", "print", "F06", "--blank", "--out", tmp_path / "F06.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_sign_in_sheet_of_one_day_holds_only_that_day(station: StationInUse, tmp_path: Path) -> None:
    open_class(station, 2)
    out = tmp_path / "F04.pdf"
    _run(station, "forms", "print", "F04", "--class", "2023-001", "--date", "2023.2.16", "--out", out)
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert len(pages) == 1
    assert "2023年2月16日" in pages[0]


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written(station: StationInUse, tmp_path: Path) -> None:
    open_class(station, 1)
    with pytest.raises(Trouble) as trouble:
        _run(station, "forms", "print", "F04", "--class", "2023-001", "--out", tmp_path / "nowhere" / "F04.pdf")
    assert trouble.value.code == "E_OUT_UNWRITABLE"


def test_imported_people_are_enrolled_in_the_order_of_their_rows(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        keys = add_people(session, 2, first=8)
        told = commands.enrol_rows(session, "2023-001", [played.person_ids[0], *keys])
    assert told == ("编入培训班：录取 2 人。", "1 人原来就在这个班，没有重复编入。")
    rows = read_class(station, played).trainees
    assert [row.person_id for row in rows] == [played.person_ids[0], *keys]
    assert all(cell.expected for cell in rows[2].marks)
    assert rows[2].enrolled_on <= END


def test_layouts_go_out_and_come_in_by_command(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "套打.json"
    assert _run(station, "certificates", "layouts", "--export", "stock", "--out", file) == 0
    assert _run(station, "certificates", "layouts", "--import", file) == 0
    capsys.readouterr()
    assert _run(station, "certificates", "layouts") == 0
    assert "own-1  第 1 版  本站  套打" in capsys.readouterr().out
    (tmp_path / "坏.json").write_bytes(b"[" * 1_000_000)
    for name, said in (("坏.json", "套得太深"), ("没有.json", "打不开")):
        with pytest.raises(Refused, match=said):
            _run(station, "certificates", "layouts", "--import", tmp_path / name)


def test_preprinted_certificates_are_moved_by_what_the_printer_is_off(station: StationInUse, tmp_path: Path) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    usual = ("certificates", "print", "2023-001", "--reason", "试")
    _run(station, *usual, "--issue-on", END.isoformat(), "--layout", "stock", "--out", tmp_path / "直.pdf")
    values = {
        "printer": "HP 1020",
        "form_no": printers.STOCK,
        "dx": 15,
        "dy": -20,
        "scale_x": 100_50,
        "scale_y": 100_00,
    }
    printers.save_profile(station.folder, values | {"duplex": "none", "paper_source": "auto"})
    _run(station, *usual, "--printer", "HP 1020", "--out", tmp_path / "偏.pdf")
    straight, moved = (PdfReader(tmp_path / name).pages[0].get_contents().get_data() for name in ("直.pdf", "偏.pdf"))
    assert b"1.0050 0 0 1.0000 4.25 5.67 cm" in moved
    assert b"1.0050" not in straight


def test_the_register_is_written_as_pdf_or_workbook(station: StationInUse, tmp_path: Path) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP"] * 2)
    with pytest.raises(Refused, match="没有已编号"):
        _run(station, "certificates", "register", "--out", tmp_path / "登记.pdf")
    with station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    for name in ("登记.pdf", "登记.xlsx"):
        assert _run(station, "certificates", "register", "--class", "2023-001", "--out", tmp_path / name) == 0
        assert (tmp_path / name).stat().st_size > 2000
    with pytest.raises(Refused, match=r"\.pdf 或 \.xlsx"):
        _run(station, "certificates", "register", "--out", tmp_path / "登记.txt")
