"""Whatever a village sends is recognised by its content, not by its name."""

from __future__ import annotations

import codecs
import datetime as dt
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlwt

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.spreadsheets.cells import Merge, YearMonth, as_text
from station_app.spreadsheets.formats import shows_no_day
from station_app.spreadsheets.reading import read_workbook

ROWS: list[list[Any]] = [["姓名", "身份证号"], ["王芳", "419901198001010123"]]


def _xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def _xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for number, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))
    return path


def _text_rows(path: Path) -> list[list[str]]:
    (sheet,) = read_workbook(path).sheets
    return [[as_text(cell) for cell in row] for row in sheet.rows]


def test_a_lying_ending_is_read_by_content(tmp_path: Path) -> None:
    for name, write, form in (
        ("a.xls", _xlsx, "xlsx"),
        ("a.xlsx", _xls, "xls"),
        ("a.et", _xls, "xls"),
        ("b.csv", _xlsx, "xlsx"),
    ):
        path = write(tmp_path / name)
        assert read_workbook(path).form == form
        assert _text_rows(path) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv_in_every_dress(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    path = tmp_path / "东河村.csv"
    text = line_end.join(delimiter.join(row) for row in [*ROWS, ["李䶮，注", "1;2" if delimiter != ";" else "1,2"]])
    path.write_bytes(text.encode(encoding))
    book = read_workbook(path)
    assert book.form == "csv"
    assert book.sheets[0].name == "东河村"
    assert not book.sheets[0].typed
    assert [list(row) for row in book.sheets[0].rows[:2]] == ROWS
    assert book.sheets[0].rows[2][0] == "李䶮，注"


def test_csv_rows_keep_their_numbers_over_blank_and_broken_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('名单\n\n姓名,住址\n王芳,"东河村\n3组"\n李梅,西岗村\n', encoding="utf-8")
    rows = read_workbook(path).sheets[0].rows
    assert [row[0] for row in rows] == ["名单", "", "姓名", "王芳", "李梅"]
    assert rows[3][1] == "东河村\n3组"


def test_digits_kept_as_text_by_a_formula_lose_its_wrapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,身份证号\n王芳,"=""419901198001010123"""\n李梅,="419901198001010124"\n', encoding="utf-8")
    assert [row[1] for row in read_workbook(path).sheets[0].rows[1:]] == ["419901198001010123", "419901198001010124"]


def test_cells_keep_their_types(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["419901198001010123", 15400007777, 1978.1, True, dt.date(1978, 3, 2), None, "="])
    sheet["F1"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    (row,) = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert row[:5] == ["419901198001010123", 15400007777.0, 1978.1, True, dt.date(1978, 3, 2)]
    assert row[6] == "="


def test_xlsx_hidden_rows_sheets_merges_and_months(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "甲"
    sheet["B3"], sheet["B5"] = "东河村", dt.date(1978, 3, 2)
    sheet["B5"].number_format = "yyyy.mm"
    sheet["C5"] = 28551
    sheet["C5"].number_format = 'yyyy"年"m"月"d"日"'
    sheet.merge_cells("B3:B4")
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("乙").sheet_state = "hidden"
    book.create_sheet("丙").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    first, second, third = read_workbook(tmp_path / "a.xlsx").sheets
    assert (first.name, first.state, second.state, third.state) == ("甲", "visible", "hidden", "very_hidden")
    assert first.merges == (Merge(2, 1, 3, 1),)
    assert first.hidden_rows == {4}
    assert first.rows[4][1] == YearMonth(1978, 3)
    assert first.rows[4][2] == dt.date(1978, 3, 2)


def test_xlsx_with_name_spaces_and_chinese_built_in_month_format(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _xlsx(path)
    parts = _parts(path)
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</cellXfs>", b'<xf numFmtId="57"/></cellXfs>')
    index = parts["xl/styles.xml"].split(b"<cellXfs", 1)[1].split(b"</cellXfs>")[0].count(b"<xf ") - 1
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        f"<x:row r='2' hidden='1'><x:c s='{index}' r='A2'><x:v>28551</x:v></x:c></x:row></x:sheetData>"
        "<x:mergeCells count='1'><x:mergeCell ref='A2:A3'/></x:mergeCells></x:worksheet>"
    )
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    _pack(path, parts)
    (found,) = read_workbook(path).sheets
    assert found.rows[1][0] == YearMonth(1978, 3)
    assert found.hidden_rows == {1}
    assert found.merges == (Merge(1, 0, 2, 0),)


def test_xls_hidden_rows_sheets_merges_and_months(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet, hidden = book.add_sheet("甲"), book.add_sheet("乙")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    sheet.write_merge(2, 3, 1, 1, "东河村")
    sheet.write(4, 1, dt.date(1978, 3, 2), xlwt.easyxf(num_format_str="yyyy.mm"))
    sheet.write(4, 2, dt.date(1978, 3, 2), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(4, 3, 419901198001010123)
    sheet.row(4).hidden = True
    book.save(str(tmp_path / "a.xls"))
    first, second = read_workbook(tmp_path / "a.xls").sheets
    assert (first.name, first.state, second.state) == ("甲", "visible", "hidden")
    assert first.merges == (Merge(2, 1, 3, 1),)
    assert first.hidden_rows == {4}
    assert first.rows[4][1:3] == [YearMonth(1978, 3), dt.date(1978, 3, 2)]
    assert first.rows[4][3] == 4.1990119800101011e17


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0">'
    "<office:automatic-styles>"
    '<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<number:date-style style:name="N1"><number:year/><number:text>.</number:text><number:month/></number:date-style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def _ods(path: Path, *tables: str, manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_HEAD + "".join(tables) + ODS_TAIL)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return path


def _cell(value: Any, attributes: str = "") -> str:
    if isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind} {attributes}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def _repeated(times: int) -> str:
    return f'table:number-rows-repeated="{times}"'


def _table(*rows: str, name: str = "名单", style: str = "shown") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def test_ods_hidden_rows_sheets_merges_and_months(tmp_path: Path) -> None:
    path = _ods(
        tmp_path / "a.ods",
        _table(
            '<table:table-column table:default-cell-style-name="x" table:number-columns-repeated="2"/>',
            '<table:table-column table:default-cell-style-name="month"/>',
            "<table:table-header-rows>"
            + _row(_cell("村"), _cell("姓名"), _cell("出生年月"))
            + "</table:table-header-rows>",
            _row(_cell("东河村", 'table:number-rows-spanned="2"'), _cell("王芳"), _cell(dt.date(1978, 3, 2))),
            _row("<table:covered-table-cell/>", _cell("李梅"), _cell(dt.date(1978, 4, 2), 'table:style-name="day"')),
            _row(_cell(""), _cell("赵兰"), _cell(1.5), attributes='table:visibility="filter"'),
            _row('<table:table-cell table:number-columns-repeated="16384"/>', attributes=_repeated(1048570)),
        ),
        _table(_row(_cell("x")), name="藏", style="gone"),
    )
    book = read_workbook(path)
    first, second = book.sheets
    assert (book.form, first.name, first.state, second.state) == ("ods", "名单", "visible", "hidden")
    assert first.rows == [
        ["村", "姓名", "出生年月"],
        ["东河村", "王芳", YearMonth(1978, 3)],
        ["", "李梅", dt.date(1978, 4, 2)],
        ["", "赵兰", 1.5],
    ]
    assert first.merges == (Merge(1, 0, 2, 0),)
    assert first.hidden_rows == {3}


def test_ods_spaces_line_breaks_repeats_and_comments(tmp_path: Path) -> None:
    text = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="2">'
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>王<text:s text:c="2"/>芳<text:line-break/><text:span>红</text:span>的</text:p><text:p>二</text:p>'
        "</table:table-cell>"
    )
    path = _ods(tmp_path / "a.ods", _table(_row(text, attributes='table:number-rows-repeated="2"')))
    assert read_workbook(path).sheets[0].rows == [["王  芳\n红的\n二"] * 2] * 2


@pytest.mark.parametrize(
    ("code", "no_day"),
    [
        ("yyyy.mm", True),
        ('yyyy"年"m"月"', True),
        ('yyyy"年"m"月";@', True),
        ("[$-804]e\\.mm", True),
        ("mmm-yy", True),
        ("yyyy-mm-dd", False),
        ('m"月"d"日"', False),
        ("h:mm", False),
        ("yyyy", False),
        ("General", False),
        ("0.00", False),
        ("@", False),
        ('0"月"', False),
    ],
)
def test_formats_that_show_no_day(code: str, no_day: bool) -> None:
    assert shows_no_day(code) is no_day


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"  \n", "文件是空的"),
        (b"%PDF-1.7 ...", "不是能读的表格"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "不是能读的表格"),
        (bytes(range(256)) * 4, "不是文本|不是能读的表格"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "不是能读的表格"),
        ("<html><table><tr><td>姓名</td></tr></table></html>".encode(), "网页"),
        (b'<?xml version="1.0"?><Workbook/>', "网页或 XML"),
        (b"PK\x03\x04garbage", "读不出来"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "读不出来|不是能读的表格"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        read_workbook(path)


def test_a_missing_file_is_trouble_with_a_way_on(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        read_workbook(tmp_path / "没有.xlsx")
    assert trouble.value.code == "E_FILE_UNREADABLE"
    assert "文件不存在" in trouble.value.what
    with pytest.raises(Trouble, match="文件夹"):
        read_workbook(tmp_path)


def test_word_and_zip_files_are_named(tmp_path: Path) -> None:
    for part, words in (("word/document.xml", "docx"), ("a.txt", "zip"), ("xl/workbook.bin", "xlsb")):
        path = tmp_path / "a.xlsx"
        _pack(path, {part: b"<a/>"})
        with pytest.raises(Refused, match=words):
            read_workbook(path)
