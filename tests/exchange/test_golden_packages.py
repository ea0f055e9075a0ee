"""What a release wrote is read for ever, by us and by a reader that was written from the page alone."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from station_app.exchange import digest, enrolment, outgoing, package
from station_app.exchange.keys import fingerprint
from station_app.exchange.manifest import TYPES
from station_app.exchange.package import read_outer
from station_app.exchange.shapes import OPS, SHAPES
from station_app.storage import changes
from tests.exchange import a_reader_written_from_the_page as page
from tests.exchange import golden_packages, records_page
from tests.exchange.golden_packages import Golden
from tests.exchange.invented import (
    COUNTY_KEYS,
    NEIGHBOUR,
    ROOT,
    STATION_KEYS,
    TRUST,
    manifest,
    opened,
)
from tests.exchange.test_station_lines import a_months_work
from tests.storage.whole_station import WholeStation

KEPT = list(golden_packages.kept())
PUBLIC = [STATION_KEYS.signing.public_key, COUNTY_KEYS.signing.public_key]


def by_the_page(golden: Golden) -> page.Read:
    from_county = golden.expected["manifest"]["type"] in ("receipt", "trust")
    return page.read(golden.content, (STATION_KEYS if from_county else COUNTY_KEYS).identity, PUBLIC)


@pytest.mark.parametrize("golden", KEPT, ids=lambda golden: golden.name)
def test_the_reader_of_the_page_finds_what_was_written(golden: Golden) -> None:
    read = by_the_page(golden)
    assert {"manifest": read.manifest, "lines": read.lines} == golden.expected


@pytest.mark.parametrize("golden", KEPT, ids=lambda golden: golden.name)
def test_we_find_the_same(golden: Golden) -> None:
    expected = golden.expected["manifest"]
    assert read_outer(golden.content).seq == expected["seq"]
    if expected["type"] == "enrol":
        asked = enrolment.read_request(golden.content)
        assert (asked.station, asked.reader) == (expected["station"], golden.expected["lines"][0]["reader"])
        assert asked.digits == page.thirty_digits(by_the_page(golden).signed)
        return
    reader = STATION_KEYS if expected["type"] in ("receipt", "trust") else COUNTY_KEYS
    found = opened(golden.content, reader, [expected["type"]])
    assert found.hash == by_the_page(golden).identity
    assert found.manifest.to_bytes() == by_the_page(golden).signed
    assert list(found.lines) == golden.expected["lines"]


def test_every_type_and_every_kind_of_line_is_kept() -> None:
    kinds = {line["op"] for golden in KEPT for line in golden.expected["lines"]}
    assert {golden.expected["manifest"]["type"] for golden in KEPT} == set(TYPES)
    assert kinds == set(SHAPES)
    assert {kind: set(ops) for kind, ops in OPS.items()} == page.ALLOWED


def test_what_is_written_today_the_reader_of_the_page_reads() -> None:
    for kind, content in golden_packages.made().items():
        secret = (STATION_KEYS if kind in ("receipt", "trust") else COUNTY_KEYS).identity
        assert page.read(content, secret, PUBLIC).manifest["fmt"] == 1


def test_the_reader_of_the_page_refuses_what_the_page_refuses() -> None:
    content = KEPT[[golden.expected["manifest"]["type"] for golden in KEPT].index("package")].content
    for at in range(0, len(content), 3):
        wrong = bytearray(content)
        wrong[at] ^= 4
        with pytest.raises((page.Refused, UnicodeDecodeError)):
            page.read(bytes(wrong), COUNTY_KEYS.identity, PUBLIC)
    with pytest.raises(page.Refused):
        page.read(content, NEIGHBOUR.identity, PUBLIC)


def test_the_reader_of_the_page_knows_nothing_of_the_program() -> None:
    tree = ast.parse(Path(page.__file__).read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    allowed = {"cbor2", "pyrage", "zstandard", "cryptography"}
    assert imported - allowed <= {"__future__", "io", "json", "re", "dataclasses", "hashlib", "typing"}


def test_the_page_of_records_names_every_column_that_travels() -> None:
    """After a change of descriptions: `python -m tests.exchange.records_page`; once released, a higher SCHEMA too."""
    assert records_page.PAGE.read_text(encoding="utf-8") == records_page.page()


def test_the_page_makes_digits_certificates_and_digests_as_we_do(whole: WholeStation) -> None:
    assert page.thirty_digits(b"\x07") == fingerprint(b"\x07")
    trust: dict[str, Any] = next(
        golden.expected["lines"][0] for golden in KEPT if golden.expected["manifest"]["type"] == "trust"
    )
    assert TRUST.county.root_fingerprint == page.thirty_digits(ROOT.public_key)
    assert page.is_certified(trust, trust["county"]["keys"][0])
    a_months_work(whole)
    with whole.db.read() as session:
        told = digest.digest(session, whole.db.station_id)
        last = changes.last_counter(session)
        inner = package.build(
            manifest(station=whole.db.station_id, counter=(1, last), digest=told),
            outgoing.lines(session, 1, last),
            STATION_KEYS.signing,
        )
    read = page.read(package.seal(inner), COUNTY_KEYS.identity, PUBLIC)
    state = page.state_after(read.lines)
    assert {name: page.digest(rows) for name, rows in state.items()} == read.manifest["digest"]
