"""Every name is printed with its own characters, or refused by name (F70, F72, F73)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from station_app.core.checks import Refused
from station_app.documents.fonts import CERTIFICATE, FORM, FontChain, face, to_unicode_map
from station_app.documents.page import LANDSCAPE, PORTRAIT, Pages
from tests.documents import printed

RARE_NAMES = ("㛃", "䶮", "𬱖", "𠅤", "𠮷", "㐆", "𬭎", "𫟹", "㑇", "䲠", "鿍", "𰻝", "〇")
STANDARD = Path(__file__).parents[2] / "build_scripts" / "standard_characters.txt"
CHAINS = pytest.mark.parametrize("chain", [CERTIFICATE, FORM], ids=["certificate", "form"])


def one_line(text: str, chain: FontChain) -> bytes:
    pages = Pages(PORTRAIT, chain, "试")
    pages.text(30, 50, text, 20)
    pages.end_page()
    return pages.finish()


@CHAINS
def test_the_8105_standard_characters_can_be_printed(chain: FontChain) -> None:
    standard = "".join(STANDARD.read_text(encoding="utf-8").split())
    assert len(set(standard)) == 8105
    assert chain.missing(standard) == []


@CHAINS
def test_gb_18030_levels_1_and_2_can_be_printed(chain: FontChain) -> None:
    level_1 = "".join(map(chr, [*range(0x4E00, 0x9FF0), *range(0x3400, 0x4DB6)]))
    places = [*range(0xFD9C, 0xFDA1), *range(0xFE40, 0xFE50)]
    compatible = b"".join(place.to_bytes(2, "big") for place in places).decode("gb18030")
    assert compatible[0] == "\uf92c"
    assert compatible[-1] == "\ufa29"
    radicals = "⺁⺄⺈⺋⺌⺗⺧⺪⺮⺳⺶⺷⺻⻊"
    assert chain.missing(level_1 + compatible + radicals + "〇𠂇𠂉𠃌𡗗𢦏𤇾") == []


def test_certificates_take_the_standard_characters_from_the_certificate_font_alone() -> None:
    standard = "".join(STANDARD.read_text(encoding="utf-8").split())
    assert FontChain("kai").missing(standard) == []


@CHAINS
@pytest.mark.parametrize("char", RARE_NAMES)
def test_rare_characters_of_names_leave_the_pdf_as_they_went_in(chain: FontChain, char: str) -> None:
    pdf = one_line(f"王{char}兰·{char}", chain)
    assert printed.page_texts(pdf) == [f"王{char}兰·{char}"]
    assert printed.pdfium_text(pdf) == f"王{char}兰·{char}"


def test_a_rare_character_is_drawn_and_not_an_empty_box() -> None:
    drawn = {char: printed.picture(one_line(char, CERTIFICATE)).tobytes() for char in ("𬱖", "𠅤", "𠮷", "䶮")}
    assert len(set(drawn.values())) == 4


def test_a_name_from_three_fonts_is_one_unbroken_word() -> None:
    name = "王並㐆𠀃兰"
    for chain in (FORM, CERTIFICATE):
        assert {font for font, _run in chain.runs(name)} == {"kai", "song", "rare"}
        pdf = one_line(name, chain)
        assert printed.page_texts(pdf) == [name]
        assert printed.pdfium_text(pdf) == name


def test_a_character_that_no_font_has_is_refused_by_name_and_code() -> None:
    with pytest.raises(Refused) as refusal:
        CERTIFICATE.check(["结业证书", "王\ue81e兰", "张\U0002fffd", "李兰"])
    first, second = refusal.value.problems
    assert "U+E81E" in first.text
    assert "王?兰" in first.text
    assert "U+2FFFD" in second.text
    assert {first.code, second.code} == {"NO_GLYPH"}


def test_half_a_surrogate_pair_is_refused_and_not_a_crash() -> None:
    with pytest.raises(Refused, match=r"U\+D842"):
        FORM.check(["王\ud842"])


def test_compatibility_characters_stay_what_they_are() -> None:
    text = "\uf914\U0002f81a樂"
    assert printed.page_texts(one_line(text, CERTIFICATE)) == [text]


def test_a_variation_selector_takes_no_room_and_is_copied_with_its_character() -> None:
    plain, varied = "葛兰", "葛\U000e0100兰\ufe00"
    CERTIFICATE.check([varied])
    assert CERTIFICATE.width(varied, 20) == CERTIFICATE.width(plain, 20) == 40
    pdf = one_line(varied, CERTIFICATE)
    assert printed.page_texts(pdf) == [varied]
    assert printed.picture(pdf).tobytes() == printed.picture(one_line(plain, CERTIFICATE)).tobytes()


def test_the_unicode_map_writes_surrogate_pairs_in_blocks_of_a_hundred() -> None:
    table = to_unicode_map("F", [0, 0x20BB7, *range(0x4E00, 0x4E00 + 150)])
    assert "<01> <D842DFB7>" in table
    assert "100 beginbfchar" in table
    assert "51 beginbfchar" in table
    assert "<00>" not in table.split("endcodespacerange")[1]


def test_a_document_with_more_characters_than_one_subset_holds_still_reads_back() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
    pages = Pages(LANDSCAPE, FORM, "试")
    for number in range(18):
        pages.text(10, 20 + number * 8, text[number * 50 : number * 50 + 50], 12)
    pages.end_page()
    assert "".join(printed.page_texts(pages.finish())[0].split()) == text


def test_every_font_is_embedded_and_no_other_is_named() -> None:
    pdf = one_line("王秀兰 abc 𬱖", FORM)
    assert printed.unembedded_fonts(pdf) == []
    assert b"Helvetica" not in pdf


def test_bold_and_plain_text_are_equally_wide() -> None:
    pages = Pages(PORTRAIT, FORM, "试")
    pages.text(30, 50, "学员花名册", 18, bold=0.5)
    pages.text(30, 70, "学员花名册", 18)
    pages.end_page()
    bold, plain = printed.boxes(pages.finish(), "学员花名册")
    assert bold.right - bold.left == pytest.approx(plain.right - plain.left, abs=0.3)


def test_two_processes_write_the_same_bytes() -> None:
    code = (
        "import sys, hashlib\n"
        "from tests.documents.invented_class import sheet, certificate\n"
        "from station_app.features.training.documents import certificates_pdf, roster_pdf, sign_in_pdf\n"
        "made = roster_pdf(sheet()), sign_in_pdf(sheet()), certificates_pdf([certificate(n) for n in range(1, 8)])\n"
        "print([hashlib.sha256(each).hexdigest() for each in made])\n"
    )
    root = Path(__file__).parents[2]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": zone, "SYSTEMROOT": "C:\\Windows"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert runs[0] == runs[1]


def test_shipped_fonts_carry_our_names_because_the_licences_reserve_theirs() -> None:
    assert [face(name).face.name for name in ("kai", "song", "rare")] == [b"StationKai", b"StationSong", b"StationRare"]


def font_with(char: str, path: Path) -> None:
    """A font of one black square, as if the user had installed one with a rare character."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for at, corner in enumerate(((100, 0), (100, 800), (900, 800), (900, 0))):
        pen.lineTo(corner) if at else pen.moveTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({ord(char): "rare"})
    builder.setupGlyf({".notdef": square, "rare": square})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "rare": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Planted", "styleName": "Regular", "psName": "Planted"})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)


@pytest.mark.skipif(sys.platform == "win32", reason="the user's font folder is found through XDG_DATA_HOME elsewhere")
def test_a_font_that_the_user_installs_helps_with_a_character_that_ours_lack(tmp_path: Path) -> None:
    lacking = next(
        chr(code) for code in range(0x2A6D0, 0x20000, -1) if FontChain("kai", "song", "rare").missing(chr(code))
    )
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    code = (
        "import sys\n"
        "from station_app.core.checks import Refused\n"
        "from tests.documents.test_fonts import one_line\n"
        "from station_app.documents.fonts import CERTIFICATE\n"
        f"CERTIFICATE.check(['王{lacking}'])\n"
        f"sys.stdout.buffer.write(one_line('王{lacking}', CERTIFICATE))\n"
    )
    root = Path(__file__).parents[2]

    def run() -> subprocess.CompletedProcess[bytes]:
        env = {"XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
        return subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, check=False)

    (fonts / "HanaMinB.ttf").write_bytes(b"not a font")
    refused = run()
    assert b"NO_GLYPH" in refused.stderr or b"Refused" in refused.stderr
    font_with(lacking, fonts / "Plangothic-test.ttf")
    assert printed.page_texts(run().stdout) == [f"王{lacking}"]


def test_a_private_use_character_is_never_taken_from_a_font_of_the_system() -> None:
    assert CERTIFICATE.find("\ue81e") is None
