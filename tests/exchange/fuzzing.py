"""Broken lines, manifests, frames and trust lists behind a good signature; `python -m tests.exchange.fuzzing N` runs N.

Whoever is not let past the signature tests nothing, so every package here is signed by a trusted key. What we accept
the reader of the page has to accept too; whatever else happens is a PackageFault, never another exception.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson
import zstandard

from station_app.exchange import package, strict, trust
from station_app.exchange.faults import WORDS, PackageFault
from tests.exchange import a_reader_written_from_the_page as page
from tests.exchange.hostile import frame, signed
from tests.exchange.invented import COUNTY_KEYS, STATION_KEYS, TRUST, manifest, some_lines

_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    2**53,
    2**70,
    "",
    "甲",
    "\x00",
    "a" * 70_000,
    [],
    {},
    [[[[[[[[[[]]]]]]]]]],
    {"a": {"b": {"c": {}}}},
    "0" * 32,
    "2023-02-30T25:61:00.000000+00:00",
)
_TEXTS = (
    b"NaN",
    b"1e999",
    b"-0",
    b"01",
    b'"\\ud800"',
    b"\xff\xfe",
    b"\\u0000",
    b"{",
    b"}",
    b",",
    b'"',
    b"\n",
    b"\r\n",
    b"\x00",
    b" ",
    b"null",
    b"true",
    b"[" * 2000,
    b'"op":"new",',
)


def _lines(chance: random.Random) -> list[bytes]:
    found = some_lines()
    chance.shuffle(found)
    return found[: chance.randrange(1, len(found) + 1)]


def _packed(raw: bytes, **facts: Any) -> bytes:
    return signed(frame(raw), **{"rows": raw.count(b"\n"), "raw_len": len(raw), **facts})


def spoiled_bytes(chance: random.Random) -> bytes:
    """Of the lines."""
    raw = bytearray(b"".join(_lines(chance)))
    for _time in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(raw))
        if chance.random() < 0.5:
            raw[at] ^= 1 << chance.randrange(8)
        else:
            raw[at : at + chance.choice((0, 0, 1, 10))] = chance.choice(_TEXTS)
    return _packed(bytes(raw))


def spoiled_values(chance: random.Random) -> bytes:
    """JSON of the one form with other values, names and depths."""
    said = orjson.loads(chance.choice(_lines(chance)))
    _spoil(chance, said)
    try:
        return _packed(orjson.dumps(said) + b"\n")
    except TypeError:
        return _packed(b"\n")


def _spoil(chance: random.Random, said: Any) -> None:
    while isinstance(said, dict | list) and said:
        keys = list(said) if isinstance(said, dict) else list(range(len(said)))
        key = chance.choice(keys)
        if isinstance(said[key], dict | list) and chance.random() < 0.6:
            said = said[key]
            continue
        if isinstance(said, dict) and chance.random() < 0.3:
            said[chance.choice(("op", "id", "r", "x", "数", "", str(key).upper()))] = said.pop(key)
        else:
            said[key] = chance.choice(_ODD)
        return


def spoiled_manifest(chance: random.Random) -> bytes:
    raw = b"".join(_lines(chance))
    body = frame(raw)
    made = package.build(manifest(), [raw], STATION_KEYS.signing).manifest
    said = orjson.loads(made.to_bytes())
    for _time in range(chance.choice((1, 1, 3))):
        _spoil(chance, said)
    try:
        content = orjson.dumps(said)
    except TypeError:
        content = b"{}"
    if chance.random() < 0.3:
        at = chance.randrange(len(content))
        content = content[:at] + chance.choice(_TEXTS) + content[at + 1 :]
    return signed(body, said=content)


def spoiled_facts(chance: random.Random) -> bytes:
    raw = b"".join(_lines(chance))
    fact = chance.choice(("rows", "raw_len", "body_len", "body_sha256"))
    value: Any = chance.choice((0, 1, len(raw) - 1, len(raw) + 1, 2**28, 2**40, "ab" * 32))
    return _packed(raw, **{fact: value})


def spoiled_frame(chance: random.Random) -> bytes:
    raw = b"".join(_lines(chance))
    body = bytearray(frame(raw, level=chance.choice((1, 3, 19))))
    for _time in range(chance.choice((1, 1, 4))):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.3:
        body += chance.choice((b"\0", bytes(body), frame(b"x"), chance.randbytes(40)))
    return signed(bytes(body), rows=raw.count(b"\n"), raw_len=len(raw))


def other_frames(chance: random.Random) -> bytes:
    """Without a size, without an end, with a checksum, of several blocks."""
    raw = b"".join(_lines(chance)) * chance.choice((1, 50, 2000))
    packing = zstandard.ZstdCompressor(
        level=1, write_content_size=chance.random() < 0.5, write_checksum=chance.random() < 0.5
    )
    body = packing.compress(raw)
    body = body[: chance.choice((len(body), len(body) - 1, len(body) // 2))]
    return signed(body, rows=raw.count(b"\n"), raw_len=len(raw))


def spoiled_file(chance: random.Random) -> bytes:
    """Outside, where everybody can reach."""
    content = bytearray(_packed(b"".join(_lines(chance))))
    at = chance.randrange(chance.choice((20, 300, len(content))))
    content[at : at + chance.choice((0, 1))] = chance.choice((*_TEXTS, chance.randbytes(3)))
    return bytes(content)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (
    spoiled_bytes,
    spoiled_values,
    spoiled_manifest,
    spoiled_facts,
    spoiled_frame,
    other_frames,
    spoiled_file,
)


def run(runs: int, seed: int = 1) -> tuple[dict[str, int], list[str]]:
    """How often which code, and what was accepted though the reader of the page refuses it."""
    chance = random.Random(seed)
    codes: dict[str, int] = {}
    wrong: list[str] = []
    for number in range(runs):
        content = KINDS[number % len(KINDS)](chance)
        code = judge(content)
        codes[code] = codes.get(code, 0) + 1
        if code not in WORDS and not is_read_by_the_page(content):
            wrong.append(f"{number} {content.hex()[:200]}")
        codes_of_trust(chance)
    return codes, wrong


def judge(content: bytes) -> str:
    """'' for a package that is taken."""
    try:
        opened = package.open_package(content, [COUNTY_KEYS.identity], TRUST.public_keys, types={"package"})
        for _line in opened.lines:
            pass
    except PackageFault as fault:
        return fault.code
    return ""


def is_read_by_the_page(content: bytes) -> bool:
    try:
        page.read(content, COUNTY_KEYS.identity, [STATION_KEYS.signing.public_key])
    except page.Refused:
        return False
    return True


_LINE = TRUST.to_line().rstrip(b"\n")


def codes_of_trust(chance: random.Random) -> None:
    """A spoiled trust list is a PackageFault, or still certified by the same root."""
    said = orjson.loads(_LINE)
    _spoil(chance, said)
    try:
        offered = trust.read_line(strict.load(orjson.dumps(said)))
    except (PackageFault, TypeError):
        return
    if offered.county.keys != TRUST.county.keys:
        raise AssertionError("an operating key that the root did not sign")


if __name__ == "__main__":
    begun = time.monotonic()
    counted, accepted = run(int(sys.argv[1]))
    print(f"{sys.argv[1]} packages in {time.monotonic() - begun:.0f} s: {counted}")
    print(f"{len(accepted)} accepted that the page refuses", *accepted[:5], sep="\n")
    raise SystemExit(bool(accepted))
