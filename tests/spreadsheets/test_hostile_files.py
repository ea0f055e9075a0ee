"""Files that try to cost memory or time, or are broken, end in a sentence (reliability.md F76–F78): 10 s, 512 MB."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import re
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from station_app.core.checks import Refused
from station_app.core.id_number import check_character
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import Options
from station_app.features.people.service.roster_rejects import write_rejects
from station_app.spreadsheets import biff, biff_words, limits
from station_app.spreadsheets.ole import read_streams
from station_app.spreadsheets.reading import read_workbook

SECONDS = 10.0
MEGABYTES = 512
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
HEAD = ["姓名", "身份证号", "性别"]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _workbook() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "性别"])
    book.active.append(["王芳", "419901198001010123", "女"])
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(path: Path, **changed: bytes | str) -> Path:
    """A good workbook with some parts replaced: sheet=…, strings=…, styles=…, book=…."""
    names = {
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "book": "xl/workbook.xml",
        "extra": "xl/extra.xml",
    }
    parts = _workbook() | {
        names[key]: part.encode() if isinstance(part, str) else part for key, part in changed.items()
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _sheet(*rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def _refused(path: Path) -> str:
    """Read in a process of its own, so that its memory can be measured; the sentence it ended with."""
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from station_app.core.checks import Refused\n"
        "from station_app.spreadsheets.reading import read_workbook\n"
        "size = next(line for line in open('/proc/self/status') if line.startswith('VmSize'))\n"
        f"most = int(size.split()[1]) * 1024 + {MEGABYTES << 20}\n"  # what the program's own libraries map is no cost
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "try:\n    read_workbook(Path(sys.argv[1])); text = 'READ'\n"
        "except Refused as refusal:\n    text = str(refusal)\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"  # not the parent's
        "print(int(peak.split()[1]) // 1024, text)\n"
    )
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    seconds = time.monotonic() - start
    assert done.returncode == 0, done.stderr[-500:]
    megabytes, _space, text = done.stdout.strip().partition(" ")
    assert int(megabytes) <= MEGABYTES
    assert seconds <= SECONDS
    return text


def _sentence(path: Path) -> str:
    """The sentence of a refusal; one that fits too when the file can be read after all."""
    try:
        read_workbook(path)
    except Refused as refusal:
        return str(refusal)
    return "没有导入"


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1", "A1048576", "ABC5"])
def test_a_cell_far_outside_any_roster(tmp_path: Path, cell: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.active[cell] = "x"
    book.save(tmp_path / "a.xlsx")
    assert cell in _refused(tmp_path / "a.xlsx")


def test_a_far_cell_in_a_row_that_says_otherwise(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>姓名 r="A1"</v></c><c  t="str"  r = "XFD1048576" ><v>x</v></c></row>'
    assert "XFD1048576" in _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(rows)))


def test_a_rectangle_no_memory_holds(tmp_path: Path) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'
    last = '<row r="79000"><c r="A79000"><v>1</v></c></row>'
    assert "太大" in _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(first, last)))


def test_a_far_cell_in_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "姓名")
    sheet.write(65535, 255, "x")
    book.save(str(tmp_path / "a.xls"))
    assert "太大" in _refused(tmp_path / "a.xls")


def test_a_word_list_of_millions_of_nothings(tmp_path: Path) -> None:
    strings = f"<sst {MAIN}>".encode() + b"<si/>" * 13_000_000 + b"</sst>"
    assert "太大" in _refused(_packed(tmp_path / "a.xlsx", strings=strings))


def test_styles_no_program_would_write(tmp_path: Path) -> None:
    styles = f"<styleSheet {MAIN}><cellXfs>".encode() + b'<xf numFmtId="17"/>' * 1_100_000 + b"</cellXfs></styleSheet>"
    assert "太大" in _refused(_packed(tmp_path / "a.xlsx", styles=styles))


def test_as_many_month_styles_as_excel_allows(tmp_path: Path) -> None:
    formats = '<xf numFmtId="17"/>' * 64_000
    styles = f"<styleSheet {MAIN}><cellXfs>{formats}</cellXfs></styleSheet>"
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" s="{row + at}"><v>30000</v></c>' for at, letter in enumerate("ABCDE"))
        + "</row>"
        for row in range(1, 30_000)
    )
    assert _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(rows), styles=styles)) == "READ"


def test_millions_of_cells_without_a_place(tmp_path: Path) -> None:
    rows = "<row>" + "<c><v>1</v></c>" * 6_000_000 + "</row>"
    assert "太多" in _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(rows)))


def test_a_bomb_of_nulls_is_counted_while_it_is_unpacked(tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.xlsx", extra=b"0" * 210_000_000)
    assert "200 MB" in _refused(path)
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", 210_000_000)
    at = 0
    while (at := data.find(size, at)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
        at += 4
    path.write_bytes(bytes(data))
    assert "读不出来" in _refused(path) or "200 MB" in _refused(path)


def test_a_huge_table_of_words(tmp_path: Path) -> None:
    strings = f"<sst {MAIN}>" + "<si><t>" + "王" * 30_000_000 + "</t></si></sst>"
    text = _refused(_packed(tmp_path / "a.xlsx", strings=strings))
    assert text.startswith(("READ", "这个表格太大", "这个文件读不出来"))


def test_a_document_type_is_never_read(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in ("sheet", "strings", "styles", "book", "extra"):
        path = _packed(tmp_path / f"{part}.xlsx", **{part: f"{laughs}<worksheet {MAIN}>&b;</worksheet>"})
        with pytest.raises(Refused, match="文档类型"):
            read_workbook(path)


def test_a_document_type_in_an_open_document(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Refused, match="文档类型"):
        read_workbook(path)


def test_repeats_of_an_open_document_are_bounded(tmp_path: Path) -> None:
    head = (
        '<office:d xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table table:name="a">'
    )
    cell = '<table:table-cell office:value-type="string"{0}><text:p>x</text:p></table:table-cell>'
    for row in (
        f'<table:table-row table:number-rows-repeated="1048576">{cell.format("")}</table:table-row>',
        "<table:table-row>" + cell.format(' table:number-columns-repeated="16384"') + "</table:table-row>",
        f'<table:table-row table:number-rows-repeated="150000">{cell.format("") * 50}</table:table-row>',
        '<table:table-row table:number-rows-repeated="99999999999999999999"><table:table-cell/></table:table-row>'
        f"<table:table-row>{cell.format('')}</table:table-row>",
    ):
        path = tmp_path / "a.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", f"{head}{row}</table:table></office:d>")
        assert "没有导入" in _refused(path)


@pytest.mark.parametrize("filler", ["<table:table-cell/>", "<text:p/>", "<x/>"])
def test_an_open_document_of_millions_of_nothings(tmp_path: Path, filler: str) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        head = f"<office:document-content {OPEN}><office:body><office:spreadsheet><table:table><table:table-row>"
        tail = "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
        with archive.open("content.xml", "w") as part:
            part.write(head.encode())
            for _step in range(80):
                part.write(filler.encode() * 50_000)
            part.write(tail.encode())
    assert "太大" in _refused(path)


def test_an_open_document_of_thousands_of_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    tables = '<table:table table:name="a"/>' * 100_000
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<office:document-content {OPEN}>{body}</office:document-content>")
    assert "太大" in _refused(path)


def test_a_deep_open_document_is_refused(tmp_path: Path) -> None:
    deep = "<text:span>" * 50_000 + "</text:span>" * 50_000
    content = (
        '<office:d xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table table:name="a"><table:table-row>'
        f"<table:table-cell><text:p>{deep}</text:p></table:table-cell></table:table-row></table:table></office:d>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    assert _refused(path).startswith(("这个文件读不出来", "READ"))


def test_a_workbook_cut_short_anywhere_is_refused_or_read_whole(tmp_path: Path) -> None:
    whole = _packed(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    for length in range(2, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused):
            read_workbook(path)


def test_an_old_workbook_cut_short_anywhere_never_breaks(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "姓名")
    book.save(str(tmp_path / "a.xls"))
    whole = (tmp_path / "a.xls").read_bytes()
    path = tmp_path / "b.xls"
    for length in range(8, len(whole), 61):
        path.write_bytes(whole[:length])
        assert "没有导入" in _sentence(path)


@pytest.mark.parametrize("form", ["xlsx", "xls", "csv"])
def test_rotten_bytes_never_break_the_reading(tmp_path: Path, form: str) -> None:
    if form == "xlsx":
        whole = _packed(tmp_path / "a.xlsx").read_bytes()
    elif form == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("名单")
        for row in range(40):
            sheet.write(row, 0, f"姓名{row}")
            sheet.write(row, 1, row * 1.5)
        book.save(str(tmp_path / "a.xls"))
        whole = (tmp_path / "a.xls").read_bytes()
    else:
        whole = "姓名,身份证号\n王芳,419901198001010123\n".encode("gb18030") * 20
    chance = random.Random(4)
    path = tmp_path / f"b.{form}"
    for _attempt in range(250):
        rotten = bytearray(whole)
        for _byte in range(chance.choice((1, 1, 3, 20))):
            rotten[chance.randrange(len(rotten))] = chance.randrange(256)
        path.write_bytes(bytes(rotten))
        assert "没有导入" in _sentence(path)


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each padded to 4096 bytes so that no mini stream is needed."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    directory = [("Root Entry", 5, end, 0), *((name, 2, 0, max(len(part), 4096)) for name, part in streams.items())]
    body, fat, entries = b"", [0xFFFFFFFD], []
    directory_sectors = -(-len(directory) * 128 // sector)
    fat += [n + 2 if n + 1 < directory_sectors else end for n in range(directory_sectors)]
    start = 1 + directory_sectors
    for (name, kind, _start, size), content in zip(directory, [b"", *streams.values()], strict=True):
        first = end
        if kind == 2:
            padded = content.ljust(max(4096, -(-len(content) // sector) * sector), b"\0")
            count = len(padded) // sector
            first = start
            fat += [start + n + 1 if n + 1 < count else end for n in range(count)]
            start += count
            body += padded
        spelt = name.encode("utf-16-le") + b"\0\0"
        entries.append(
            spelt.ljust(64, b"\0") + struct.pack("<HBBIII", len(spelt), kind, 1, free, free, free)
            + bytes(36) + struct.pack("<IQ", first, size)
        )  # fmt: skip
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    )  # fmt: skip
    return header + table + b"".join(entries).ljust(directory_sectors * sector, b"\0") + body


def test_a_locked_xlsx_asks_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(9000)}))
    with pytest.raises(Refused, match="打开密码"):
        read_workbook(path)


def test_a_locked_xls_asks_for_its_password(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "姓名")
    book.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    code_page = struct.pack("<HH", 0x0042, 2)
    assert code_page in data
    (tmp_path / "a.xls").write_bytes(data.replace(code_page, struct.pack("<HH", 0x002F, 2), 1))
    with pytest.raises(Refused, match="打开密码"):
        read_workbook(tmp_path / "a.xls")


def test_a_locked_open_document_asks_for_its_password(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", b"\x93" * 200)
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
    with pytest.raises(Refused, match="打开密码"):
        read_workbook(tmp_path / "a.ods")


def test_a_word_document_of_the_old_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(_compound({"WordDocument": b"x"}))
    with pytest.raises(Refused, match=r"\.doc"):
        read_workbook(tmp_path / "a.xls")


def test_a_compound_file_that_loops_is_refused(tmp_path: Path) -> None:
    data = bytearray(_compound({"Workbook": bytes(5000)}))
    data[512 + 8 : 512 + 12] = struct.pack("<I", 2)
    (tmp_path / "a.xls").write_bytes(bytes(data))
    with pytest.raises(Refused):
        read_workbook(tmp_path / "a.xls")


def test_a_file_of_many_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(Refused, match="60 MB"):
        read_workbook(path)


def test_a_cell_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,身份证号\n"王芳' + "很长" * 200_000, encoding="utf-8")
    with pytest.raises(Refused, match="读不出来"):
        read_workbook(path)


def _judged(path: Path) -> list[tuple[str, list[str]]]:
    """What the judge makes of every row that holds data: disposition and reasons."""
    options = Options(dt.date(2023, 2, 8), dt.date(2023, 2, 8))
    judgement = judge(read_workbook(path), None, options)
    return [(row.disposition, [found.code for found in row.reasons]) for row in judgement.rows if row.values]


def _ods(path: Path, body: str) -> Path:
    head = f"<office:document-content {OPEN}><office:body><office:spreadsheet><table:table table:name='a'>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
        archive.writestr("content.xml", f"{head}{body}{tail}")
    return path


GOOD_ID = "41990119800808022" + check_character("41990119800808022")
FORMULAS = ["=1+1", "+1+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/C calc'!A1", "＝1+1", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_name_is_a_wrong_name_and_goes_back_as_text(tmp_path: Path, formula: str) -> None:
    path = tmp_path / "a.csv"
    quoted = '"' + formula.replace('"', '""') + '"'
    path.write_text(f"姓名,身份证号,性别\n{quoted},{GOOD_ID},女\n", encoding="utf-8")
    ((disposition, reasons),) = _judged(path)
    assert (disposition, reasons[0]) == ("needs_correction", "NAME_ILLEGAL")
    judgement = judge(read_workbook(path), None, Options(dt.date(2023, 2, 8), dt.date(2023, 2, 8)))
    assert write_rejects(judgement, tmp_path / "b.xlsx") == 1
    cell = openpyxl.load_workbook(tmp_path / "b.xlsx").active["A2"]
    assert cell.data_type == "s"


def test_a_formula_without_a_result_is_never_carried_out(tmp_path: Path) -> None:
    rows = "<row r='1'><c r='A1'><f>WEBSERVICE(\"http://x\")</f></c></row>"
    assert _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(rows))) == "READ"


@pytest.mark.parametrize("spelt", ["&#xD800;", "&#xFFFE;", "&#x0;"])
def test_a_lone_surrogate_in_xml_is_refused_or_an_illegal_name(tmp_path: Path, spelt: str) -> None:
    header = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in zip("ABC", HEAD, strict=True))
    person = "".join(
        f'<c r="{c}2" t="inlineStr"><is><t>{t}</t></is></c>'
        for c, t in zip("ABC", (f"王{spelt}", GOOD_ID, "女"), strict=True)
    )
    path = _packed(tmp_path / "a.xlsx", sheet=_sheet(f"<row r='1'>{header}</row>", f"<row r='2'>{person}</row>"))
    if "没有导入" not in _refused(path):
        assert [found[0] for found in _judged(path)] in ([], ["needs_correction"])


def test_a_lone_surrogate_in_a_text_file_is_refused_or_an_illegal_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,身份证号,性别\n王".encode() + b"\xed\xa0\x80" + f",{GOOD_ID},女\n".encode())
    if _refused(path) == "READ":
        assert [found[0] for found in _judged(path)] in ([], ["needs_correction"])


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_a_cell_of_twenty_thousand_characters_is_read_and_judged(tmp_path: Path, form: str) -> None:
    rows = [HEAD, ["王" * 20_000, GOOD_ID, "女"]]
    path = tmp_path / f"a.{form}"
    if form == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    elif form == "xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("a")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(number, column, text)
        old.save(str(path))
    elif form == "ods":
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        _ods(path, "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows))
    else:
        path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    assert _refused(path) == "READ"
    assert _judged(path) == [("needs_correction", ["NAME_ILLEGAL"])]


def test_archives_inside_archives_are_not_opened(tmp_path: Path) -> None:
    content = b"0" * 50_000_000
    for _level in range(4):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{copy}.zip", content)
        content = buffer.getvalue()
    (tmp_path / "a.xlsx").write_bytes(content)
    assert "没有导入" in _refused(tmp_path / "a.xlsx")


def test_deep_elements_in_a_sheet_are_refused_or_read(tmp_path: Path) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    text = _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(f"<row r='1'><c r='A1'>{deep}</c></row>")))
    assert text.startswith(("READ", "这个文件读不出来", "这个表格太大"))


def test_a_bomb_in_an_open_document_is_counted_while_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * 210_000_000)
    assert "200 MB" in _refused(path)


@pytest.mark.parametrize("filler", [b",", b"\n", b"\x00", b'"', b"1,\n"])
def test_a_text_file_of_millions_of_nothings(tmp_path: Path, filler: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,身份证号\n".encode() + filler * (30_000_000 // len(filler)))
    text = _refused(path)
    assert text == "READ" or "没有导入" in text


def test_every_lying_ending_is_seen_through(tmp_path: Path) -> None:
    pictures = {"png": b"\x89PNG\r\n\x1a\n" + bytes(50), "pdf": b"%PDF-1.7\n" + bytes(50), "exe": b"MZ" + bytes(500)}
    for name, content in pictures.items():
        for ending in ("xlsx", "xls", "ods", "csv"):
            path = tmp_path / f"{name}.{ending}"
            path.write_bytes(content)
            text = _sentence(path)
            assert "没有导入" in text
    (tmp_path / "b.csv").write_bytes(_packed(tmp_path / "a.xlsx").read_bytes())
    assert read_workbook(tmp_path / "b.csv").form == "xlsx"


FIRST = '<row r="1"><c r="A1" t="str"><v>姓名</v></c></row>'
CLAIMS = {
    "a > inside": '<row r="2"><c x=">" r="XFD1048576"><v>1</v></c></row>',
    "a place inside": """<row r="2"><c x=' r="A1"' r="XFD1048576"><v>1</v></c></row>""",
    "a far row without places": '<row spans="1:1" r="1048576">' + "<c><v>1</v></c>" * 1000 + "</row>",
    "a place in signs": '<row r="2"><c r="&#88;FD1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("row", CLAIMS.values(), ids=CLAIMS)
def test_a_far_cell_in_a_spelling_of_its_own(tmp_path: Path, row: str) -> None:
    assert "没有导入" in _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(FIRST, row)))


def test_a_sheet_behind_another_of_its_name_or_behind_a_second_workbook(tmp_path: Path) -> None:
    far, near = _sheet(FIRST, '<row r="2"><c r="XFD1048576"><v>1</v></c></row>'), _sheet(FIRST)
    parts = _workbook() | {"xl/worksheets/sheet1.xml": far.encode()}
    book, links = parts["xl/workbook.xml"].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
    again = re.search(r"<sheet [^>]*/>", book)[0].replace("rId1", "rId99")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    link = f'<Relationship Type="{kind}" Target="/xl/worksheets/sheet9.xml" Id="rId99"/></Relationships>'
    twice = parts | {
        "xl/workbook.xml": book.replace("</sheets>", again + "</sheets>").encode(),
        "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", link).encode(),
        "xl/worksheets/sheet9.xml": near.encode(),
    }
    decoy = {
        "a/workbook.xml": book.encode(),
        "a/_rels/workbook.xml.rels": links.replace("/xl/", "/a/").encode(),
        "a/worksheets/sheet1.xml": near.encode(),
    }
    for number, content in enumerate((twice, decoy | parts)):
        path = tmp_path / f"{number}.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for name, part in content.items():
                archive.writestr(name, part)
        assert "没有导入" in _refused(path)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, part in [*parts.items(), ("xl/worksheets/SHEET1.xml", near)]:
            archive.writestr(name, part)
    assert "同名的部件" in _refused(tmp_path / "b.xlsx")


def test_one_long_word_in_thousands_of_cells(tmp_path: Path) -> None:
    strings = f"<sst {MAIN}><si><t>{'王' * 30_000}</t></si></sst>"
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000))
    assert "文字太多" in _refused(_packed(tmp_path / "a.xlsx", sheet=_sheet(rows), strings=strings))
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(20_000):
        sheet.write(row, 0, "王" * 30_000)
    book.save(str(tmp_path / "a.xls"))
    assert "文字太多" in _refused(tmp_path / "a.xls")
    cell = f"<table:table-cell office:value-type='string'><text:p>{'王' * 30_000}</text:p></table:table-cell>"
    row = f"<table:table-row table:number-rows-repeated='20000'>{cell}</table:table-row>"
    assert "文字太多" in _refused(_ods(tmp_path / "a.ods", row))
    cell = "<table:table-cell office:value-type='string'><text:p>" + "<text:s text:c='1000'/>" * 90_000
    row = f"<table:table-row>{cell}</text:p></table:table-cell></table:table-row>"
    assert "空格" in _refused(_ods(tmp_path / "b.ods", row))


def test_shared_words_of_an_old_workbook_are_measured_over_the_ends_of_records() -> None:
    chance, words = random.Random(3), []
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(300):
        words.append(("王" if row % 2 else "ab") * chance.randint(1, 900) + str(row))
        sheet.write(row, 0, words[-1])
    sheet.write_rich_text(300, 0, ["王", ("芳", xlwt.easyfont("bold true")), "x"])
    buffer = io.BytesIO()
    book.save(buffer)
    parts: list[bytes] = []
    for kind, body, _at in biff._records(read_streams(buffer.getvalue())["Workbook"], 0):
        if kind == 0x00FC or (kind == 0x003C and parts):
            parts.append(body)
    assert len(parts) > 10
    assert sorted(biff_words.lengths(parts)) == sorted(3 * len(word) for word in [*words, "王芳x"])


def test_an_old_workbook_that_claims_more_rows_than_there_are(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "姓名")
    book.save(str(tmp_path / "a.xls"))
    data = bytearray((tmp_path / "a.xls").read_bytes())
    struct.pack_into("<IIHH", data, data.find(struct.pack("<HH", 0x0200, 14)) + 4, 0, 0x7FFFFFFF, 0, 255)
    (tmp_path / "a.xls").write_bytes(bytes(data))
    assert "太大" in _refused(tmp_path / "a.xls")


@pytest.mark.parametrize("tail", ["<mergeCells>" + "<mergeCell " * 1_000_000, "<row " * 1_000_000 + 'hidden="1"'])
def test_tags_that_never_end_take_no_time(tmp_path: Path, tail: str) -> None:
    sheet = f"<worksheet {MAIN}><sheetData>{FIRST}</sheetData>{tail}</worksheet>"
    assert "读不出来" in _refused(_packed(tmp_path / "a.xlsx", sheet=sheet))


def test_a_csv_of_nothing_but_separators_or_line_ends(tmp_path: Path) -> None:
    for number, filler in enumerate((b",", b"\n", b'"', b"\t")):
        path = tmp_path / f"{number}.csv"
        path.write_bytes("姓名,身份证号,性别\n".encode() + filler * 58_000_000)
        assert "太大" in _refused(path)
        path.unlink()


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "device.xlsx").symlink_to("/dev/zero")
    for name in ("pipe.xlsx", "device.xlsx"):
        assert "不是普通文件" in _refused(tmp_path / name)
    _packed(tmp_path / "good.xlsx")
    (tmp_path / "link.xlsx").symlink_to("good.xlsx")
    assert _refused(tmp_path / "link.xlsx") == "READ"
