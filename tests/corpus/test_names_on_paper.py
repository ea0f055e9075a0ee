"""The five hundred names: drawn as typed or refused by name, and the same characters after every way they go."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from station_app.core import names
from station_app.core.checks import Refused
from station_app.core.listing import ListedColumn, Listing
from station_app.documents import coverage
from station_app.documents.fonts import CERTIFICATE, FORM, FontChain, face
from station_app.documents.page import PORTRAIT, Pages
from station_app.documents.shipped_layouts import shipped_layout
from station_app.features.people.model import Person
from station_app.features.people.service.roster_import import write_import
from station_app.features.training.documents import certificates_pdf, laid_out_pdf
from station_app.spreadsheets.writing import listing_workbook
from tests.conftest import StationInUse
from tests.corpus import make_names
from tests.documents import printed
from tests.documents.invented_class import certificate
from tests.people.roster.workbooks import id_of, judge_file, judge_rows

CORPUS = make_names.FILE.read_text(encoding="utf-8").splitlines()
KEPT = [names.clean(name)[0] for name in CORPUS]
"""As they are stored: one dot, no spaces, parked characters at their own code points; nothing else is changed."""
SELECTOR = re.compile(f"[{names.VARIATION}]")
CHAINS = pytest.mark.parametrize("chain", [CERTIFICATE, FORM], ids=["certificate", "form"])
STANDARD = frozenset((Path(__file__).parents[2] / "build_scripts" / "standard_characters.txt").read_text("utf-8"))
A_PAGE = 25
HEADER = ["姓名", "身份证号", "性别"]


def sheets(texts: Sequence[str], chain: FontChain) -> bytes:
    """One name a line, 25 a page, the longest on one line."""
    pages = Pages(PORTRAIT, chain, "试")
    for start in range(0, len(texts), A_PAGE):
        for row, text in enumerate(texts[start : start + A_PAGE]):
            pages.text(20, 25 + 10 * row, text, 9)
        pages.end_page()
    return pages.finish()


def drawable() -> list[str]:
    return [name for name in KEPT if not coverage.missing(name)]


def test_the_corpus_is_what_its_script_makes() -> None:
    assert make_names.names() == CORPUS
    assert len(CORPUS) == len(set(CORPUS)) == 500
    assert {len(name) for name in CORPUS} >= set(range(1, 51))


def test_nothing_is_said_about_a_font_that_it_does_not_have() -> None:
    for name in CERTIFICATE.names:
        said = {code for code in range(0x33000) if chr(code) in coverage.fonts()[name]}
        has = {code for code in face(name).face.charToGlyph if not SELECTOR.match(chr(code))}
        assert said == has


@CHAINS
def test_every_name_is_drawn_as_typed_or_refused_by_name(chain: FontChain) -> None:
    drawn = drawable()
    assert len(drawn) > 380
    read = [line for page in printed.page_texts(sheets(drawn, chain)) for line in page.split("\n")]
    assert read == drawn
    for name in set(KEPT) - set(drawn):
        with pytest.raises(Refused) as refusal:
            chain.check([name])
        assert [problem.code for problem in refusal.value.problems] == ["NO_GLYPH"] * len(coverage.missing(name))
        for char, problem in zip(coverage.missing(name), refusal.value.problems, strict=True):
            assert f"U+{ord(char):04X}" in problem.text
            assert coverage.advice(char) in problem.text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_copies_the_same_names(tmp_path: Path) -> None:
    drawn = drawable()
    (tmp_path / "names.pdf").write_bytes(sheets(drawn, CERTIFICATE))
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "names.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    read = [line for line in done.stdout.decode("utf-8").replace("\f", "").split("\n") if line]
    assert read == drawn


def test_what_lacks_is_home_made_or_a_mark_or_none_of_the_standard_characters() -> None:
    for char in {char for name in KEPT for char in coverage.missing(name)}:
        assert names.odd(char) or coverage.is_han(char)
        assert char not in STANDARD


def test_each_name_comes_from_a_list_and_leaves_on_a_certificate_unchanged(
    station: StationInUse, tmp_path: Path
) -> None:
    people = {
        id_of(f"19{60 + number // 300:02d}{number % 12 + 1:02d}{number % 28 + 1:02d}", number % 900 + 1): name
        for number, name in enumerate(CORPUS)
    }
    assert len(people) == len(CORPUS)
    judgement = judge_rows(tmp_path, [HEADER, *[[name, number, None] for number, name in people.items()]])
    expected = {number: names.clean(name)[0] for number, name in people.items() if names.is_legal(names.clean(name)[0])}
    assert {row.values["id_number"]: row.values["name"] for row in judgement.accepted} == expected
    for row in judgement.rows:
        if row.disposition == "needs_correction" and names.odd(row.values["name"]):
            assert all(f"U+{ord(char):04X}" in row.reasons[0].text for char in names.odd(row.values["name"]))
    warned = {row.values["name"] for row in judgement.accepted if "NAME_NO_GLYPH" in [w.code for w in row.warnings]}
    assert warned == {name for name in expected.values() if coverage.missing(name)}

    with station.db.work() as session:
        write_import(session, judgement)
    with station.db.read() as session:
        kept = {number: name for number, name in session.execute(select(Person.id_number, Person.name))}  # noqa: C416
    assert kept == expected
    rows = [[name, number, "男" if int(number[16]) % 2 else "女"] for number, name in kept.items()]
    columns = tuple(ListedColumn(label, 120, is_text=True) for label in HEADER)
    (tmp_path / "导出.xlsx").write_bytes(listing_workbook(Listing("人员", columns, rows)))
    again = {row.values["id_number"]: row.values["name"] for row in judge_file(tmp_path / "导出.xlsx").accepted}
    assert again == expected

    shown = [name for name in again.values() if not coverage.missing(name)]
    pdf = certificates_pdf([certificate(number, name=name) for number, name in enumerate(shown, 1)])
    for name, page in zip(shown, printed.page_texts(pdf), strict=True):
        assert name in page
    laid_out = laid_out_pdf([certificate(n, name=name) for n, name in enumerate(shown, 1)], shipped_layout("portrait"))
    for name, page in zip(shown, printed.page_texts(laid_out), strict=True):
        assert name in page.split("\n")
    lacking = [name for name in again.values() if coverage.missing(name)]
    with pytest.raises(Refused) as refusal:
        certificates_pdf([certificate(number, name=name) for number, name in enumerate(lacking, 1)])
    told = [problem.text for problem in refusal.value.problems]
    for name in lacking:
        called, code = coverage.recognisable(name), f"U+{ord(coverage.missing(name)[0]):04X}"
        assert any(called in text and code in text for text in told)
