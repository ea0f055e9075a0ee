"""F19, F20, the page beside a package and the workbook say what the screen says; the command writes all of them."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from station_app import cli
from station_app.documents.grid import Fill
from station_app.features.reports import documents, service
from station_app.features.reports.rules.periods import quarter
from tests.conftest import StationInUse
from tests.reports.counted_classes import FEBRUARY, class_of_42
from tests.training.played_classes import close_class, open_class


def words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_monthly_form_shows_the_figures_in_the_county_s_lines(station: StationInUse) -> None:
    class_of_42(station)
    with station.db.read() as session:
        pages = words(documents.report_pdf(session, FEBRUARY))
        blank = words(documents.report_pdf(session, FEBRUARY, fill=Fill.BLANK))
    assert len(pages) == len(blank) == 1
    text = pages[0]
    for each in ("就业帮扶工作月报表", "2023年2月", "城郊乡社会工作服务站", "测试县民政局", "同一人具有多种身份的"):
        assert each in text
    assert "(92.7%)" in text
    assert "38(92.7%)" in text  # 本年累计
    assert "M12 培训人数" in text
    assert "尚未关账" in text
    assert "M12 培训人数" in blank[0]
    assert "92.7%" not in blank[0]


def test_a_closed_month_prints_who_closed_it(station: StationInUse) -> None:
    with station.db.work() as session:
        service.close_month(session, FEBRUARY, "王敏")
    with station.db.read() as session:
        assert "关账人：王敏" in words(documents.report_pdf(session, FEBRUARY))[0]


def test_the_quarterly_form_has_each_month_and_the_quarter_counted_anew(station: StationInUse) -> None:
    class_of_42(station)
    with station.db.read() as session:
        pages = words(documents.report_pdf(session, quarter(2023, 1)))
    assert "2023年第1季度" in pages[0]
    assert pages[0].count("38(92.7%)") == 3  # 第2月, 本季合计, 本年累计
    assert "按季去重" in pages[0]


def test_the_page_beside_a_package_names_the_classes_and_what_was_checked(station: StationInUse) -> None:
    class_of_42(station)
    with station.db.read() as session:
        pages = words(documents.summary_pdf(session, FEBRUARY))
    assert len(pages) == 1
    assert "2023年2月就业帮扶工作数字" in pages[0]
    assert "培训 41 人，结业 38 人" in pages[0]
    assert "各村之和与合计一致" in pages[0]


def test_the_workbook_has_the_form_s_columns_and_numbers_that_add_up(station: StationInUse) -> None:
    class_of_42(station)
    with station.db.read() as session:
        data = documents.report_workbook(service.get_report(session, FEBRUARY), documents.heading_of(session))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    columns = ["低保", "特困", "低边", "刚性支出", "脱贫户", "监测对象", "残疾人", "留守妇女", "其他"]
    assert rows[1] == ["序号", "指标", "单位", "本期合计", *columns, "本年累计", "备注"]
    by_label = {row[1]: row for row in rows[2:]}
    assert by_label["M12 培训人数"][3] == 41
    assert by_label["M12 培训人数"][11] == 41  # 留守妇女
    assert by_label["M15 结业率"][3] == 92.7
    assert by_label["M13 培训课时"][3] == 24
    assert by_label["M01 走访户数/人次"][-1] == "手工填写"


def test_report_on_the_command_line_prints_and_writes(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP", "PPAAAA"])
    station.db.close()
    pdf, book, page = tmp_path / "月报.pdf", tmp_path / "月报.xlsx", tmp_path / "一页.pdf"
    asked = ["--data", str(station.folder.root), "report", "--month", "2023-02"]
    assert cli.run([*asked, "--pdf", str(pdf), "--xlsx", str(book), "--summary", str(page), "--close", "王敏"]) == 0
    told = capsys.readouterr().out
    assert "M12 培训人数（人）：2 / 2" in told
    assert "M15 结业率（%）：50% / 50%" in told
    assert all(path.stat().st_size > 1000 for path in (pdf, book, page))
    assert cli.run([*asked, "--close", "王敏"]) == 1
    assert "已经关账" in capsys.readouterr().err
    assert cli.run(["--data", str(station.folder.root), "report", "--period", "二月"]) == 1
    assert "看不懂" in capsys.readouterr().err


def test_a_month_in_the_future_is_all_zero_and_cannot_be_closed(station: StationInUse) -> None:
    with station.db.read() as session:
        report = service.get_report(session, quarter(dt.date.max.year - 1, 4))
    assert all(line.text("total") in ("0", "") for line in report.lines)
