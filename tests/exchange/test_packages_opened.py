"""A package arrives whole, for whom it was meant, from whom it says, or it is refused with its own code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from station_app.exchange import envelope, lines, outer, package
from station_app.exchange.faults import WORDS, PackageFault
from station_app.exchange.manifest import Manifest, Parent
from station_app.proof import SigningKey, cose
from tests.exchange.invented import (
    COUNTY_KEYS,
    NEIGHBOUR,
    RESERVE,
    STATION_KEYS,
    TRUST,
    key_of,
    manifest,
    opened,
    packed,
    some_lines,
)


def code_of(act: Callable[[], Any]) -> str:
    """The code of the fault that something ends with, '' for none."""
    try:
        act()
    except PackageFault as fault:
        return fault.code
    return ""


def open_all(content: bytes, **how: Any) -> list[dict[str, Any]]:
    return list(opened(content, **how).lines)


@pytest.fixture(scope="module")
def small() -> bytes:
    return packed()


@pytest.mark.parametrize("reader", [COUNTY_KEYS, RESERVE, STATION_KEYS])
def test_each_named_reader_finds_the_lines_that_were_sent(small: bytes, reader: Any) -> None:
    found = opened(small, reader)
    assert [lines.written(line) for line in found.lines] == some_lines()
    assert (found.manifest.rows, found.manifest.kid) == (5, STATION_KEYS.kid)
    assert found.hash == found.manifest.hash


def test_a_file_is_opened_from_the_disk_under_any_name(small: bytes, tmp_path: Path) -> None:
    for name in ("SW_419901_5e5e_000001.swx", "SW_419901_5E5E_000001 (1).SWX", "新建 文件.tmp"):
        (tmp_path / name).write_bytes(small)
        assert package.read_outer(tmp_path / name).seq == 1
        again = package.open_package(tmp_path / name, [RESERVE.identity], TRUST.public_keys, types={"package"})
        assert len(list(again.lines)) == 5


def test_every_truncation_is_refused(small: bytes) -> None:
    codes = {code_of(lambda end=end: open_all(small[:end])) for end in range(len(small))}  # type: ignore[misc]
    assert codes == {"E_TRUNC"}


def test_every_flipped_bit_is_refused(small: bytes) -> None:
    codes: dict[str, int] = {}
    for at in range(len(small)):
        for bit in range(8):
            wrong = bytearray(small)
            wrong[at] ^= 1 << bit
            code = code_of(lambda content=bytes(wrong): open_all(content))  # type: ignore[misc]
            codes[code] = codes.get(code, 0) + 1
    assert "" not in codes
    assert codes["E_DAMAGED"] > len(small)  # most of it is sealed


def test_what_follows_a_package_is_refused_be_it_a_byte_or_the_package_again(small: bytes) -> None:
    assert {code_of(lambda more=more: open_all(small + more)) for more in (b"\0", b"\n", small)} == {"E_DAMAGED"}  # type: ignore[misc]


def test_who_writes_the_outside_anew_gets_nothing_past_the_seal() -> None:
    """The hash outside is anybody's to write: cut off, turned and doubled sealed parts are refused by themselves."""
    inner = package.build(manifest(), some_lines(), STATION_KEYS.signing)
    sealed = envelope.seal(inner.content, inner.manifest.to)
    wrong = [sealed[:end] for end in range(1, len(sealed), 3)] + [sealed + b"x", sealed + sealed]
    for at in range(0, len(sealed), 2):
        turned = bytearray(sealed)
        turned[at] ^= 1 << at // 2 % 8
        wrong.append(bytes(turned))
    contents = [outer.header(inner.manifest, each) + each for each in wrong]
    assert {code_of(lambda content=content: open_all(content)) for content in contents} == {"E_DAMAGED", "E_NOT_FOR_ME"}  # type: ignore[misc]


def test_nobody_else_can_open_it(small: bytes) -> None:
    assert code_of(lambda: open_all(small, reader=NEIGHBOUR)) == "E_NOT_FOR_ME"


def test_a_package_sealed_anew_for_another_county_is_refused_there() -> None:
    """Whoever may read it could pass it on; its signed manifest names the readers (surreptitious forwarding)."""
    inner = package.build(manifest(), some_lines(), STATION_KEYS.signing)
    forwarded = sealed_for(inner, NEIGHBOUR.reader)
    assert code_of(lambda: open_all(forwarded, reader=NEIGHBOUR)) == "E_NOT_FOR_ME"


def sealed_for(inner: package.Inner, reader: str) -> bytes:
    sealed = envelope.seal(inner.content, [reader])
    return outer.header(inner.manifest, sealed) + sealed


def test_somebody_with_the_countys_public_key_alone_can_send_nothing() -> None:
    assert code_of(lambda: open_all(packed(key=SigningKey.new()))) == "E_UNKNOWN_KEY"


def test_a_foreign_signature_under_a_known_name_of_key_is_refused() -> None:
    class Liar(SigningKey):
        @property
        def kid(self) -> str:
            return STATION_KEYS.kid

    made = SigningKey.new()
    assert code_of(lambda: open_all(packed(key=Liar(made.private_key, made.public_key)))) == "E_SIG"


@pytest.mark.parametrize("said", ["receipt", "snapshot", "trust"])
def test_a_signature_for_one_type_is_none_for_another(said: str) -> None:
    """The outer header may be written anew by anybody; the purpose is part of what is signed."""
    inner = package.build(manifest(), some_lines(), STATION_KEYS.signing)
    sealed = envelope.seal(inner.content, inner.manifest.to)
    readdressed = outer.header(replace(inner.manifest, type=said), sealed) + sealed
    assert code_of(lambda: open_all(readdressed, types=[said])) == "E_SIG"
    assert code_of(lambda: open_all(readdressed)) == "E_TYPE"


def test_a_signed_certificate_is_no_package() -> None:
    inner = package.build(manifest(), some_lines(), STATION_KEYS.signing)
    said = inner.manifest.to_bytes()
    signed = cose.seal(said, STATION_KEYS.signing)
    length = int.from_bytes(inner.content[:4], "big")
    forged = replace(inner, content=len(signed).to_bytes(4, "big") + signed + inner.content[4 + length :])
    assert code_of(lambda: open_all(package.seal(forged))) == "E_SIG"


@pytest.mark.parametrize(
    ("fact", "value"), [("seq", 2), ("station", "0" * 32), ("epoch", "0" * 32), ("type", "snapshot")]
)
def test_what_the_outside_says_must_be_what_is_signed(fact: str, value: Any) -> None:
    inner = package.build(manifest(), some_lines(), STATION_KEYS.signing)
    sealed = envelope.seal(inner.content, inner.manifest.to)
    changed = outer.header(replace(inner.manifest, **{fact: value}), sealed) + sealed
    code = code_of(lambda: open_all(changed, types=["package", "snapshot"]))
    assert code == ("E_SIG" if fact == "type" else "E_OUTER_MISMATCH")


def test_a_newer_program_is_told_by_its_numbers_and_not_taken_for_damage() -> None:
    def written(**facts: Any) -> bytes:
        inner = package.build(manifest(), some_lines(), STATION_KEYS.signing)
        said = inner.manifest.to_bytes()
        for name, value in facts.items():
            said = said.replace(f'"{name}":1,'.encode(), f'"{name}":{value},'.encode())
        signed = cose.seal(said, STATION_KEYS.signing, package.purpose("package"))
        length = int.from_bytes(inner.content[:4], "big")
        return package.seal(
            replace(inner, content=len(signed).to_bytes(4, "big") + signed + inner.content[4 + length :])
        )

    assert code_of(lambda: open_all(written(suite=2))) == "E_NEWER_FORMAT"
    assert code_of(lambda: open_all(written(schema=2, min_reader=2))) == "E_NEWER_FORMAT"
    assert code_of(lambda: open_all(written(schema=2))) == ""
    assert code_of(lambda: open_all(written(min_reader=2))) == "E_NEWER_FORMAT"


def test_an_addition_of_a_newer_program_is_read_and_kept() -> None:
    future = b'{"op":"wish","e":"person","v":"later"}\n'
    longer = lines.decided(key_of(7), taken=True, by="王敏", at=manifest().made_at, why="").replace(
        b'"why":""', b'"why":"","mood":3'
    )
    content = packed([future, longer, lines.new("poem", key_of(3), 1, {"id": key_of(3), "station_id": key_of(0)})])
    assert code_of(lambda: open_all(content)) == "E_LINE"
    content = packed([future, longer], schema=2)
    assert [line["op"] for line in opened(content).lines] == ["wish", "decided"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": 0},
        {"seq": 2},  # without the hash of number 1
        {"prev": "ab" * 32},
        {"type": "letter"},
        {"station": "A" * 32},
        {"station": ""},
        {"to": ()},
        {"to": (COUNTY_KEYS.reader, COUNTY_KEYS.reader)},
        {"to": ("age1x",)},
        {"counter": (5, 3)},
        {"made_at": "2023-02-15T00:30:00Z"},
        {"clock_doubt": 1},
        {"attachments": ("x",)},
        {"audit_head": (-1, "0" * 64)},
        {"digest": {"person": (1, "x")}},
        {"digest": {"Person": (1, "0" * 64)}},
        {"chain": ("ab" * 32,)},
        {"type": "snapshot", "seq": 3, "prev": "ab" * 32, "chain": ("cd" * 32, "ef" * 32)},
        {"parent": Parent("5e" * 16, 1, "ab" * 32)},
        {"app": "0.1\n0"},
        {"app": ""},
        {"trust": True},
    ],
)
def test_a_manifest_that_a_reader_would_refuse_is_never_written(wrong: dict[str, Any]) -> None:
    assert code_of(lambda: packed(**wrong)) == "E_MANIFEST"


def test_a_manifest_has_one_form_only() -> None:
    good = package.build(manifest(), some_lines(), STATION_KEYS.signing).manifest.to_bytes()
    assert Manifest.from_bytes(good).to_bytes() == good
    wrong = [
        good.replace(b'"fmt":1', b'"fmt": 1'),
        good.replace(b'{"fmt":1,"suite":1', b'{"suite":1,"fmt":1'),
        good.replace(b'"seq":1', b'"seq":1.0'),
        good.replace(b'"seq":1', b'"seq":2,"seq":1'),
        good.replace(b'"trust":3', b'"trust":NaN'),
        good.replace(b'"trust":3', b'"trust":1e999'),
        good.replace(b'"trust":3', b'"trust":99999999999999999999'),
        good.replace(b'"app":"0.1.0"', b'"app":"\\ud800"'),
        good.replace(b'"app":"0.1.0"', b'"app":"0\\u002e1.0"'),
        good.replace(b',"trust":3', b',"trust":3,"more":1'),
        good.replace(b',"trust":3', b""),
        good + b" ",
        b"[" * 100_000,
        b"null",
        b"",
    ]
    assert {code_of(lambda said=said: Manifest.from_bytes(said)) for said in wrong} == {"E_MANIFEST"}  # type: ignore[misc]


def test_every_code_says_what_it_is_what_it_means_and_what_to_do() -> None:
    modules = Path(package.__file__).parent.glob("*.py")
    named = {code for module in modules for code in re.findall(r"\bE_[A-Z_]+", module.read_text("utf-8"))}
    assert named == set(WORDS)
    for words in WORDS.values():
        assert all(sentence.endswith("。") and not sentence.isascii() for sentence in words)
    page = (Path(__file__).parents[2] / "docs" / "package-format.md").read_text("utf-8")
    assert {code for code in WORDS if f"`{code}`" not in page} == set()
