"""Bombs and broken JSON behind a good signature: refused by their code, in little memory and time (F39, F41)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from station_app.exchange import lines, package
from station_app.exchange.faults import PackageFault
from tests.exchange import hostile
from tests.exchange.invented import AT, STATION, key_of, person
from tests.exchange.test_packages_opened import code_of, open_all

MOST_MEGABYTES = 300
MOST_SECONDS = 30
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_bomb_is_refused_in_little_memory(name: str, tmp_path: Path) -> None:
    """In a process of its own, whose peak is the peak of opening this one file. A large good one counts too."""
    make, code = hostile.HOSTILE[name]
    file = tmp_path / "bomb.swx"
    file.write_bytes(make())
    said = run(file)
    assert said[0] == code
    assert float(said[1]) < MOST_SECONDS
    assert int(said[2]) < MOST_MEGABYTES


def run(file: Path) -> list[str]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [sys.executable, "-m", "tests.exchange.hostile", str(file)]
    environment = os.environ | {"PYTHONPATH": paths}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "|"
    )


def test_a_file_of_any_size_is_refused_by_its_head(tmp_path: Path) -> None:
    file = tmp_path / "huge.swx"
    with file.open("wb") as sparse:
        sparse.write(hostile.signed(b"", rows=0, raw_len=0))
        sparse.truncate(20 * 2**30)
    assert code_of(lambda: package.read_outer(file)) == "E_DAMAGED"
    head = hostile.signed(b"").replace(b'"ct_len":', b'"ct_len":9007199254740')
    length = int.from_bytes(head[8:12], "big") + 13
    assert code_of(lambda: package.read_outer(head[:8] + length.to_bytes(4, "big") + head[12:])) == "E_TOO_BIG"


def said(text: str | bytes) -> bytes:
    """One line in a signed package."""
    raw = (text.encode() if isinstance(text, str) else text) + b"\n"
    return hostile.signed(hostile.frame(raw), rows=raw.count(b"\n"), raw_len=len(raw))


GOOD = lines.new("person", key_of(1), 1, person(1)).decode().rstrip("\n")
WRONG = {
    "a name twice": GOOD.replace('"name":', '"name":"李四","name":'),
    "a name twice outside": GOOD.replace('"c":1', '"c":2,"c":1'),
    "NaN": GOOD.replace('"version":1', '"version":NaN'),
    "infinity by exponent": GOOD.replace('"version":1', '"version":1e999'),
    "minus infinity": GOOD.replace('"version":1', '"version":-Infinity'),
    "a fraction": GOOD.replace('"version":1', '"version":1.5'),
    "a whole fraction": GOOD.replace('"version":1', '"version":1.0'),
    "an exponent": GOOD.replace('"version":1', '"version":1e0'),
    "a long integer": GOOD.replace('"version":1', '"version":9007199254740992'),
    "a very long integer": GOOD.replace('"version":1', f'"version":{"9" * 5000}'),
    "minus nothing": GOOD.replace('"version":1', '"version":-0'),
    "a leading zero": GOOD.replace('"version":1', '"version":01'),
    "truth": GOOD.replace('"version":1', '"version":true'),
    "null in a row": GOOD.replace('"version":1', '"version":null'),
    "a list for a value": GOOD.replace('"version":1', '"version":[1]'),
    "an object for a value": GOOD.replace('"version":1', '"version":{"a":1}'),
    "a lone surrogate": GOOD.replace('"15400001234"', '"\\ud842"'),
    "a surrogate pair by escapes": GOOD.replace('"15400001234"', '"\\ud842\\udfb7"'),
    "an escape that is not needed": GOOD.replace('"15400001234"', '"\\u0031"'),
    "an escaped slash": GOOD.replace('"15400001234"', '"\\/"'),
    "a raw control character": GOOD.replace('"15400001234"', '"\x01"'),
    "white space": GOOD.replace('"c":1', '"c": 1'),
    "a carriage return": GOOD + "\r",
    "another order of names": GOOD.replace(
        f'"op":"new","e":"person","id":"{key_of(1)}"', f'"op":"new","id":"{key_of(1)}","e":"person"'
    ),
    "a name more": GOOD[:-1] + ',"x":1}',
    "a name less": GOOD.replace('"c":1,', ""),
    "an op nobody knows": GOOD.replace('"op":"new"', '"op":"drop"'),
    "an op of the county": lines.snapshot_wanted().decode().rstrip("\n"),
    "a table that is SQL": GOOD.replace('"e":"person"', '"e":"person; DROP TABLE person"'),
    "a column that is SQL": GOOD.replace('"phone":', '"phone\\" = 1; --":'),
    "a column in capitals": GOOD.replace('"phone":', '"PHONE":'),
    "another key in the row": GOOD.replace(f'"id":"{key_of(1)}","c"', f'"id":"{key_of(2)}","c"'),
    "a key in capitals": GOOD.replace(key_of(1), key_of(1).upper().replace("0", "A")),
    "no key in the row": GOOD.replace(f'"r":{{"id":"{key_of(1)}",', '"r":{'),
    "counter nothing": GOOD.replace('"c":1', '"c":0'),
    "an empty line": "",
    "two lines in one": GOOD + GOOD,
    "no object": "[]",
    "a text": '"op"',
    "deep": '{"op":' + "[" * 100_000 + "]" * 100_000 + "}",
    "deep and open": "[" * 500_000,
    "deeper than eight": '{"op":"wish","v":' + "[" * 9 + "]" * 9 + "}",
    "a byte order mark": "\ufeff" + GOOD,
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_has_one_form_only(name: str) -> None:
    assert WRONG[name] != GOOD
    assert code_of(lambda: open_all(said(WRONG[name]))) == "E_LINE"


def test_bytes_that_are_no_text_are_refused() -> None:
    for bad in (b"\xff", b"\xc0\x80", b"\xed\xa1\x82\xed\xbe\xb7", b"\xf5\x80\x80\x80"):
        content = GOOD.encode().replace(b"15400001234", bad)
        assert code_of(lambda content=content: open_all(said(content))) == "E_LINE"  # type: ignore[misc]


def test_what_the_manifest_says_of_the_body_is_counted() -> None:
    raw = (GOOD + "\n").encode() * 3
    body = hostile.frame(raw)
    right = {"rows": 3, "raw_len": len(raw)}
    assert code_of(lambda: open_all(hostile.signed(body, **right))) == ""
    for wrong, code in (
        ({"rows": 2}, "E_BODY"),
        ({"rows": 4}, "E_BODY"),
        ({"raw_len": len(raw) + 1}, "E_BODY"),
        ({"raw_len": len(raw) - 1}, "E_BODY"),
        ({"body_len": len(body) - 1}, "E_BODY"),
        ({"body_sha256": "ab" * 32}, "E_BODY"),
        ({"rows": 2_000_001}, "E_MANIFEST"),
        ({"raw_len": 2**28 + 1}, "E_MANIFEST"),
    ):
        assert code_of(lambda wrong=wrong: open_all(hostile.signed(body, **right | wrong))) == code  # type: ignore[misc]
    without_end = hostile.frame(raw[:-1])
    assert code_of(lambda: open_all(hostile.signed(without_end, rows=3, raw_len=len(raw) - 1))) == "E_BODY"
    assert code_of(lambda: open_all(hostile.signed(body + body, **right))) in ("E_BODY", "E_TOO_BIG")
    assert code_of(lambda: open_all(hostile.signed(b"PK\x03\x04" + body, **right))) == "E_BODY"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: lines.new("person", key_of(1), 1, person(2)),
        lambda: lines.new("Person", key_of(1), 1, person(1)),
        lambda: lines.new("person", key_of(1), 1, person(1, version=1.5)),
        lambda: lines.new("person", key_of(1), 1, person(1, version=True)),
        lambda: lines.new("person", key_of(1), 1, person(1, phone=None)),
        lambda: lines.set_column("person", key_of(1), 1, 2, "王敏", "2023-02-15", "phone", "1", "0" * 16),
        lambda: lines.set_column("person", key_of(1), 1, 2, "王敏", AT, "phone", "1", "0"),
        lambda: lines.receipt("ab" * 32, key_of(1), 1, "eaten", "", {}),
        lambda: lines.publish("person", key_of(1), {"id": key_of(1), "station_id": STATION}),
    ],
)
def test_a_line_that_a_reader_would_refuse_is_never_written(wrong: object) -> None:
    with pytest.raises(ValueError, match="not a line"):
        wrong()  # type: ignore[operator]


def test_a_package_that_would_be_too_big_is_not_made() -> None:
    with pytest.raises(PackageFault, match="大得不正常"):
        hostile.package.build(
            hostile.manifest(), (b"x" * 2**20 + b"\n" for _n in range(300)), hostile.STATION_KEYS.signing
        )
    with pytest.raises(ValueError, match="without its end"):
        hostile.package.build(hostile.manifest(), [b"{}"], hostile.STATION_KEYS.signing)
