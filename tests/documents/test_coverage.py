"""Whoever types a name is told what will not print, without a font being opened (F72)."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from station_app.core import names, resources
from station_app.core.checks import Refused
from station_app.core.kinds import Name
from station_app.documents import coverage, system_fonts
from station_app.documents.fonts import CERTIFICATE, FontChain
from tests.documents import printed
from tests.documents.test_fonts import font_with, one_line

IN_THE_PACK = "\U00020023"
NOWHERE = "\U0002ebf1"
LEVEL_3 = (
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip


@pytest.fixture
def data_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """fonts/ of an open station's data folder, and no other font beyond the shipped ones."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(system_fonts, "_given", [])
    monkeypatch.setattr(system_fonts, "folders", list)
    system_fonts.look_in(folder)
    yield folder
    system_fonts.wide_fonts.cache_clear()


def test_the_ranges_are_those_of_the_fonts_that_are_shipped() -> None:
    known = json.loads(resources.path("fonts", "coverage.json").read_text("utf-8"))
    for each in known[:3]:
        packed = resources.path("fonts", f"{each['font']}.ttf.gz").read_bytes()
        assert hashlib.sha256(packed).hexdigest() == each["sha256"]
    assert [each["font"] for each in known] == ["kai", "song", "rare", "more"]


def test_the_question_is_answered_without_reportlab_in_a_few_milliseconds() -> None:
    code = (
        "import sys, time\n"
        "from station_app.documents import coverage\n"
        "began = time.perf_counter()\n"
        "coverage.fonts()\n"
        "print((time.perf_counter() - began) * 1000)\n"
        "assert coverage.missing('王𬱖䶮') == []\n"
        "assert not {'reportlab', 'fontTools'} & set(sys.modules)\n"
    )
    loaded = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    ]
    assert min(loaded) < 5


def test_everyday_names_are_answered_at_once() -> None:
    began = time.perf_counter()
    for _ in range(10_000):
        coverage.missing("欧阳秀兰")
    assert time.perf_counter() - began < 1
    assert FontChain("kai").missing("".join(map(chr, range(0x4E00, 0xA000))) + "·") == []


def test_shipped_fonts_and_pack_together_have_level_3_whole() -> None:
    wanted = [chr(code) for first, last in LEVEL_3 for code in range(first, last + 1)]
    wanted += "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"
    assert len(wanted) == 87_887
    known = coverage.fonts().values()
    assert [char for char in wanted if not any(char in font for font in known)] == []


def test_a_character_of_the_pack_says_which_file_to_put_where(data_fonts: Path) -> None:
    told = coverage.remark(f"王{IN_THE_PACK}兰")
    assert f"“{IN_THE_PACK}”（U+20023）" in told
    assert coverage.PACK_FILE in told
    assert "fonts" in told
    with pytest.raises(Refused, match=coverage.PACK_FILE):
        CERTIFICATE.check([f"王{IN_THE_PACK}"])


def test_a_font_in_the_data_folder_draws_what_the_shipped_ones_lack(data_fonts: Path) -> None:
    char = "\U0002002d"
    assert coverage.missing(char) == [char]
    font_with(char, data_fonts / "any name at all.ttf")
    system_fonts.wide_fonts.cache_clear()
    assert coverage.missing(f"王{char}") == []
    pdf = one_line(f"王{char}", FontChain("kai", "song", "rare"))
    assert printed.page_texts(pdf) == [f"王{char}"]


def test_a_font_for_a_home_made_character_is_not_believed(data_fonts: Path) -> None:
    font_with("\ue123", data_fonts / "造字.ttf")
    system_fonts.wide_fonts.cache_clear()
    assert coverage.missing("王\ue123") == ["\ue123"]
    assert "自造的字" in coverage.remark("王\ue123")


@pytest.mark.parametrize("cut", [0, 3, 11, 60, 200])
def test_a_damaged_font_is_passed_over(data_fonts: Path, cut: int) -> None:
    whole = data_fonts / "whole.ttf"
    font_with(NOWHERE, whole)
    data = whole.read_bytes()
    whole.write_bytes(data[:cut])
    (data_fonts / "claims.ttf").write_bytes(data[:12] + data[12:].replace(b"glyf", b"CFF "))
    system_fonts.wide_fonts.cache_clear()
    assert coverage.missing(NOWHERE) == [NOWHERE]


def test_a_table_that_claims_millions_of_ranges_ends_at_once(data_fonts: Path) -> None:
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 12, 0, 16, 0, 0xFFFFFFFF)
    head = struct.pack(">IHHHH", 0x00010000, 2, 0, 0, 0)
    tables = struct.pack(">4sIII", b"cmap", 0, 44, len(table)) + struct.pack(">4sIII", b"glyf", 0, 44, 0)
    (data_fonts / "bomb.ttf").write_bytes(head + tables + table)
    assert coverage.missing(NOWHERE) == [NOWHERE]


def test_a_mark_on_the_character_before_it_is_refused_by_code_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"◌\u0301”（U\+0301）.*符号") as refusal:
        CERTIFICATE.check(["陈e\u0301梅"])
    assert len(refusal.value.problems) == 1


def test_a_name_with_a_home_made_character_is_not_taken_and_its_code_is_named() -> None:
    kind = Name()
    with pytest.raises(ValueError, match=r"U\+E123"):
        kind.check(kind.parse("王\ue123兰"))


def test_all_eighty_parked_characters_are_mapped_as_the_codec_of_2005_and_the_edition_of_2022_have_them() -> None:
    places = [(row, cell) for row in (0xFE,) for cell in [*range(0x50, 0x7F), *range(0x80, 0xA1)]]
    parked = dict(zip(range(0xE815, 0xE865), (bytes(place).decode("gb18030") for place in places), strict=True))
    of_2022 = {
        0xE81E: "龴", 0xE826: "龵", 0xE82B: "龶", 0xE82C: "龷", 0xE832: "龸", 0xE843: "龹", 0xE854: "龺", 0xE864: "龻",
        0xE816: "𠂇", 0xE817: "𠂉", 0xE818: "𠃌", 0xE831: "𡗗", 0xE83B: "𢦏", 0xE855: "𤇾",
    }  # fmt: skip
    assert {code for code, char in parked.items() if names.odd(char)} == set(of_2022)
    assert parked | of_2022 == names.PUA_TO_UNICODE
    for code, char in names.PUA_TO_UNICODE.items():
        assert names.clean(f"王{chr(code)}") == (f"王{char}", True)
        assert CERTIFICATE.missing(char) == []


def test_signs_of_the_old_table_are_mapped_too() -> None:
    assert names.clean("王\ue5e5芳") == ("王芳", True)
    old = b"".join(bytes((0xA6, cell)) for cell in (*range(0xD9, 0xE0), 0xEC, 0xED, 0xF3)).decode("gb18030")
    assert [ord(char) for char in old] == list(range(0xE78D, 0xE797))
    assert names.clean(old)[0] == "︐︒︑︓︔︕︖︗︘︙"
    assert not names.is_legal(names.clean("王\ue78d")[0])
