"""What a certificate looks like, as data: boxes in millimetres on one page; read from and written to one file.

A file may come from anywhere, so it is refused, never trusted: no file is ever opened by name, pictures lie inside.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents import layout_pictures

BoxKind = Literal["text", "photo", "image", "qr", "line", "rect"]
KINDS = ("text", "photo", "image", "qr", "line", "rect")
FONTS = ("kai", "song")
ALIGNS = ("left", "centre", "right", "justify")
VALIGNS = ("top", "middle", "bottom")
DRAWINGS = ("", "guilloche")
MOST_BOXES, MOST_TEXT, MOST_DEPTH = 200, 64 * 1024, 6
MOST_BOX_TEXT, MOST_SLOTS = 4000, 40
"""Characters and variables of one box."""
MOST_FILE = 12 * 1024 * 1024
"""Bytes of a layout file, pictures and all."""
SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
_COLOUR = re.compile(r"[0-9a-f]{6}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Background:
    """What lies below the boxes: a drawing of the program, or a picture over the whole page."""

    drawing: str = ""
    """guilloche or ''."""
    image: bytes = field(default=b"", repr=False)
    """PNG or JPEG."""


@dataclass(frozen=True)
class Box:
    """One thing on the page; x and y of its upper left corner from that of the paper, all in mm, to 0.01."""

    id: str
    kind: BoxKind
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    """With {variables}; of a qr box: what the code holds."""
    font: str = "kai"
    size: float = 12.0
    """Points, as min_size."""
    min_size: float = 8.0
    align: str = "left"
    valign: str = "top"
    line_height: float = 1.5
    """Of the size."""
    indent_chars: float = 0.0
    wrap: bool = True
    shrink: bool = True
    """Down to min_size before the text counts as too long."""
    colour: str = "000000"
    """RRGGBB in small letters."""
    stroke: float = 0.2
    """mm, of lines, frames and the photo's place; 0 = not drawn."""
    bold: float = 0.0
    """Points by which the strokes of text are thickened."""
    image: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Layout:
    """One page; `name` and `version` never stand for anything else once a certificate was numbered with it."""

    name: str
    title: str
    version: int
    width_mm: float
    height_mm: float
    background: Background | None
    prints_background: bool
    boxes: tuple[Box, ...]

    @property
    def key(self) -> str:
        """formal@1, as it is frozen with a certificate."""
        return f"{self.name}@{self.version}"


_NUMBERS = {
    "size": (4.0, 200.0),
    "min_size": (4.0, 200.0),
    "line_height": (0.8, 4.0),
    "indent_chars": (0.0, 20.0),
    "stroke": (0.0, 10.0),
    "bold": (0.0, 4.0),
}
_CHOICES = {"kind": KINDS, "font": FONTS, "align": ALIGNS, "valign": VALIGNS}
_BOX = {each.name: each for each in fields(Box)}
_NEEDED = ("id", "kind", "x", "y", "width", "height")


def load_layout(content: bytes) -> Layout:
    """The layout in a file; Refused with the first thing that is wrong in a sentence, quickly for any file."""
    top = _object(_parsed(content), _("版式"), [each.name for each in fields(Layout)])
    name, version = _string(top, "name", _("版式")), top["version"]
    if not _NAME.fullmatch(name):
        raise _bad(_("版式的代号“{name}”不对：用小写字母开头，最多 20 个小写字母、数字和短横。"), name=name[:30])
    if type(version) is not int or not 1 <= version <= 9999:
        raise _bad(_("版式的版本号要是 1 到 9999 的整数。"))
    width, height = (_number(top[key], 50.0, 450.0, _("纸张"), key) for key in ("width_mm", "height_mm"))
    boxes = top["boxes"]
    if not isinstance(boxes, list) or len(boxes) > MOST_BOXES:
        raise _bad(_("版式里的框太多或写法不对：最多 {most} 个框。"), most=MOST_BOXES)
    found = tuple(_box(each, width, height) for each in boxes)
    if len({box.id for box in found}) < len(found):
        raise _bad(_("版式里有两个框的代号相同，请改成不同的。"))
    if sum(len(box.text.encode("utf-8")) for box in found) > MOST_TEXT:
        raise _bad(_("版式里的文字太多，最多 64 KB。"))
    title = _string(top, "title", _("版式"))
    if not title.strip() or len(title) > 40:
        raise _bad(_("版式要有名称，最多 40 个字。"))
    prints = _flag(top, "prints_background", _("版式"))
    return Layout(name, title, version, width, height, _background(top["background"]), prints, found)


def dump_layout(layout: Layout) -> bytes:
    """The file of a layout: the same layout gives the same bytes. Refused when it would not load again."""
    made = {each.name: _short(getattr(layout, each.name)) for each in fields(Layout)}
    made["boxes"] = [_plain(box) for box in layout.boxes]
    made["background"] = None if layout.background is None else _plain(layout.background)
    try:
        text = json.dumps(made, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
        content = text.encode("utf-8") + b"\n"
    except (ValueError, TypeError):
        raise _bad(_("版式里有数字或文字写不成文件，请改正后再存。")) from None
    load_layout(content)
    return content


def slots(layout: Layout) -> tuple[str, ...]:
    """The variables that a layout shows, each once."""
    return tuple(dict.fromkeys(name for box in layout.boxes for name in SLOT.findall(box.text)))


def _plain(part: Box | Background) -> dict[str, Any]:
    found = {}
    for each in fields(part):
        value = getattr(part, each.name)
        if each.name in _NEEDED or value != each.default:
            found[each.name] = _short(value)
    return found


def _short(value: Any) -> Any:
    """A number to 0.01 without a needless point, a picture as base64, anything else as it is."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, float) and math.isfinite(value):
        return int(value) if value.is_integer() else round(value, 2)
    return value


def _bad(sentence: str, **parts: object) -> Refused:
    return Refused(sentence.format(**parts))


def _parsed(content: bytes) -> Any:
    """The JSON; its depth and the number of its objects are known before anything is built from it."""
    if len(content) > MOST_FILE:
        raise _bad(_("版式文件太大，最多 12 MB，没有读入。"))
    depth = deepest = 0
    bare = _STRING.sub(b"", content)
    if bare.count(b"{") > MOST_BOXES + 2:
        raise _bad(_("版式里的框太多或写法不对：最多 {most} 个框。"), most=MOST_BOXES)
    for mark in re.findall(rb"[\[\]{}]", bare):
        depth += 1 if mark in b"[{" else -1
        deepest = max(deepest, depth)
        if deepest > MOST_DEPTH:
            raise _bad(_("版式文件套得太深，不是本程序的版式，没有读入。"))
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _bad(_("这不是版式文件，或文件坏了，没有读入。请向给文件的人再要一份。")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _bad(_("版式文件里同一项写了两次，不知道以哪个为准，没有读入。"))
    return found


def _no_constant(word: str) -> Any:
    raise _bad(_("版式文件里有不是数的数（{word}），没有读入。"), word=word)


def _object(value: Any, where: str, known: list[str], needed: tuple[str, ...] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _bad(_("{where}的写法不对，没有读入。"), where=where)
    strange = [name for name in value if name not in known]
    if strange:
        raise _bad(_("{where}里有不认识的项“{name}”，没有读入。"), where=where, name=strange[0][:30])
    lacking = [name for name in (known if needed is None else needed) if name not in value]
    if lacking:
        raise _bad(_("{where}里缺“{name}”这一项，没有读入。"), where=where, name=lacking[0])
    return value


def _number(value: Any, low: float, high: float, where: str, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e6 < value < 1e6:
        raise _bad(_("{where}的“{name}”要是数字。"), where=where, name=name)
    if not low <= round(value, 2) <= high:
        raise _bad(_("{where}的“{name}”要在 {low:g} 到 {high:g} 之间。"), where=where, name=name, low=low, high=high)
    return round(float(value), 2)


def _string(values: Mapping[str, Any], name: str, where: str) -> str:
    value = values[name]
    if not isinstance(value, str) or any("\ud800" <= char <= "\udfff" for char in value):
        raise _bad(_("{where}的“{name}”要是文字。"), where=where, name=name)
    if _CONTROL.search(value):
        raise _bad(_("{where}的“{name}”里有看不见的控制字符，没有读入。"), where=where, name=name)
    return value


def _flag(values: Mapping[str, Any], name: str, where: str) -> bool:
    if not isinstance(values[name], bool):
        raise _bad(_("{where}的“{name}”只能是 true 或 false。"), where=where, name=name)
    return bool(values[name])


def _picture(values: Mapping[str, Any], where: str) -> bytes:
    try:
        content = base64.b64decode(_string(values, "image", where), validate=True)
    except (binascii.Error, ValueError):
        raise _bad(_("{where}的图片要放在版式文件里面（base64），不能写文件名或网址。"), where=where) from None
    layout_pictures.check_picture(content, where)
    return content


def _background(value: Any) -> Background | None:
    if value is None:
        return None
    where = _("底图")
    values = _object(value, where, [each.name for each in fields(Background)], ())
    drawing = _string(values, "drawing", where) if "drawing" in values else ""
    if drawing not in DRAWINGS:
        raise _bad(_("底图的花边“{name}”这个程序没有。"), name=drawing[:30])
    return Background(drawing, _picture(values, where) if "image" in values else b"")


def _box(value: Any, width: float, height: float) -> Box:
    values = _object(value, _("框"), list(_BOX), _NEEDED)
    where = _("框“{id}”").format(id=_string(values, "id", _("框"))[:30])
    if not re.fullmatch(r"[\w.-]{1,40}", values["id"]):
        raise _bad(_("{where}的代号不对：最多 40 个字，不用空格和标点。"), where=where)
    made: dict[str, Any] = {}
    for name in values:
        if name in ("x", "width"):
            made[name] = _number(values[name], 0.0, width, where, name)
        elif name in ("y", "height"):
            made[name] = _number(values[name], 0.0, height, where, name)
        elif name in _NUMBERS:
            made[name] = _number(values[name], *_NUMBERS[name], where, name)
        elif name in ("wrap", "shrink"):
            made[name] = _flag(values, name, where)
        elif name == "image":
            made[name] = _picture(values, where)
        else:
            made[name] = _string(values, name, where)
            if name in _CHOICES and made[name] not in _CHOICES[name]:
                raise _bad(
                    _("{where}的“{name}”写的是“{value}”，不认识。"), where=where, name=name, value=made[name][:30]
                )
    box = Box(**made)
    _check_box(box, where, width, height)
    return box


def _check_box(box: Box, where: str, width: float, height: float) -> None:
    if box.x + box.width > width + 0.005 or box.y + box.height > height + 0.005:
        raise _bad(_("{where}伸到纸外面去了，请移回纸内。"), where=where)
    if box.kind != "line" and not (box.width and box.height):
        raise _bad(_("{where}没有宽或高。"), where=where)
    if box.min_size > box.size and box.kind == "text":
        raise _bad(_("{where}的最小字号比字号大。"), where=where)
    if not _COLOUR.fullmatch(box.colour):
        raise _bad(_("{where}的颜色要写成六位，如 9e1a1f。"), where=where)
    if len(box.text) > MOST_BOX_TEXT or len(SLOT.findall(box.text)) > MOST_SLOTS:
        sentence = _("{where}里的文字太多，一个框最多 {most} 个字、{slots} 个项目。")
        raise _bad(sentence, where=where, most=MOST_BOX_TEXT, slots=MOST_SLOTS)
    if set(SLOT.sub("", box.text)) & set("{}"):
        raise _bad(_("{where}里的大括号不成对，或括的不是项目名。"), where=where)
    if box.kind == "image" and not box.image:
        raise _bad(_("{where}里没有图片。"), where=where)
