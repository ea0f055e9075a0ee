"""Layout files: what is written loads again the same; a hostile file ends with a sentence, and quickly."""

from __future__ import annotations

import base64
import json
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from station_app.core.checks import Refused
from station_app.documents.layout import Background, Box, Layout, dump_layout, load_layout, slots


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A grey PNG that says it has that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = data or zlib.compress((b"\x00" + b"\xc0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BOX = Box("name", "text", 40, 80.25, 200, 20, "{name}同志", size=20, min_size=10, align="centre")
LAYOUT = Layout("our-own", "本站版式", 3, 297, 210, Background(image=png(4, 3)), False, (BOX,))


def changed(**changes: Any) -> bytes:
    """The file with something else at its top."""
    return json.dumps(json.loads(dump_layout(LAYOUT)) | changes, ensure_ascii=False).encode()


def boxed(**changes: Any) -> bytes:
    """The file with something else in its box."""
    values = json.loads(dump_layout(LAYOUT))
    values["boxes"][0] |= changes
    return json.dumps(values, ensure_ascii=False).encode()


def test_a_layout_loads_again_as_it_was_and_is_written_the_same() -> None:
    content = dump_layout(LAYOUT)
    assert load_layout(content) == LAYOUT
    assert dump_layout(load_layout(content)) == content
    assert slots(LAYOUT) == ("name",)


def test_positions_are_kept_to_a_hundredth_of_a_millimetre() -> None:
    moved = replace(LAYOUT, boxes=(replace(BOX, x=40.123456),))
    assert load_layout(dump_layout(moved)).boxes[0].x == 40.12


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a million boxes": (lambda: b'{"boxes":[' + b"{}," * 1_000_000 + b"{}]}", "最多 200 个框"),
    "201 boxes": (
        lambda: changed(boxes=[json.loads(dump_layout(LAYOUT))["boxes"][0] | {"id": f"b{at}"} for at in range(201)]),
        "最多 200 个框",
    ),
    "deep nesting": (lambda: b"[" * 1_000_000, "套得太深"),
    "deep objects": (lambda: b'{"a":' * 50 + b"1" + b"}" * 50, "套得太深"),
    "too large": (lambda: b" " * (13 << 20), "最多 12 MB"),
    "a huge picture": (
        lambda: changed(background={"image": base64.b64encode(png(20_000, 20_000, b"x")).decode()}),
        "20000×20000",
    ),
    "a heavy picture": (
        lambda: changed(background={"image": base64.b64encode(png(9, 9) + bytes(5 << 20)).decode()}),
        "最多 4 MB",
    ),
    "a file name": (lambda: changed(background={"image": "file:///etc/hostname"}), "不能写文件名或网址"),
    "a path": (lambda: boxed(kind="image", image="../../secret.png"), "不能写文件名或网址"),
    "no picture": (lambda: boxed(kind="image", image="aGVsbG8="), "不是 PNG 或 JPEG"),
    "NaN": (lambda: dump_layout(LAYOUT).replace(b"80.25", b"NaN"), "不是数的数"),
    "endless": (lambda: dump_layout(LAYOUT).replace(b"80.25", b"1e999"), "要是数字"),
    "very many figures": (lambda: dump_layout(LAYOUT).replace(b"80.25", b"9" * 100_000), "没有读入"),
    "a word for a number": (lambda: boxed(x="10"), "要是数字"),
    "true for a number": (lambda: boxed(x=True), "要是数字"),
    "off the paper": (lambda: boxed(x=200.0), "伸到纸外面"),
    "minus": (lambda: boxed(y=-1), "要在 0 到 210 之间"),
    "the same key twice": (lambda: dump_layout(LAYOUT).replace(b'"version"', b'"name": "x", "version"'), "写了两次"),
    "an unknown key": (lambda: boxed(script="open()"), "不认识的项“script”"),
    "a missing key": (lambda: b"{}", "缺“name”"),
    "half a brace": (lambda: boxed(text="{name"), "大括号不成对"),
    "an attribute": (lambda: boxed(text="{name.__class__}"), "大括号不成对"),
    "much text": (
        lambda: changed(boxes=[json.loads(boxed(text="字" * 3900, id=f"b{at}"))["boxes"][0] for at in range(6)]),
        "最多 64 KB",
    ),
    "a lone surrogate": (lambda: boxed(text="x").replace(b'"text": "x"', b'"text": "\\ud800"'), "要是文字"),
    "no JSON": (lambda: b"%PDF-1.7", "不是版式文件"),
    "no UTF-8": (lambda: b'{"name": "\xff\xfe"}', "不是版式文件"),
    "an escape left open": (lambda: b'{"' + b"\\" * 1_000_001, "不是版式文件"),
    "a control character": (lambda: boxed(text="王\x01兰"), "控制字符"),
    "a control character beyond ASCII": (lambda: changed(title="版式\x85"), "控制字符"),
    "a book in one box": (lambda: boxed(text="字" * 4001), "一个框最多 4000 个字"),
    "variables without end": (lambda: boxed(text="{name}" * 41), "40 个项目"),
    "two boxes of one id": (
        lambda: changed(boxes=json.loads(dump_layout(LAYOUT))["boxes"] * 2),
        "代号相同",
    ),
    "a list": (lambda: b"[]", "版式的写法不对"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_ends_with_a_sentence_within_two_seconds(what: str) -> None:
    make, said = HOSTILE[what]
    content = make()
    begin = time.monotonic()
    with pytest.raises(Refused) as refused:
        load_layout(content)
    assert said in str(refused.value)
    assert time.monotonic() - begin < 2


def test_a_layout_that_would_not_load_is_not_written() -> None:
    with pytest.raises(Refused, match="伸到纸外面"):
        dump_layout(replace(LAYOUT, boxes=(replace(BOX, x=250),)))
    with pytest.raises(Refused, match="写不成文件"):
        dump_layout(replace(LAYOUT, boxes=(replace(BOX, x=float("nan")),)))
