"""What can be done to a layout: boxes moved, resized, lined up, added and taken away; every result lies on the paper.

Plain functions from one layout to the next, so that undo is keeping the one before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from station_app.core.texts import _
from station_app.documents.layout import Box, BoxKind, Layout

SMALLEST = 1.0
"""mm, of a box's width and height; a line may be flat."""
Alignment = Literal["left", "centre", "right", "top", "middle", "bottom"]
WORDS: dict[BoxKind, str] = {
    "text": _("文字"),
    "photo": _("照片"),
    "image": _("图片"),
    "qr": _("二维码"),
    "line": _("线"),
    "rect": _("方框"),
}
_SIZES: dict[BoxKind, tuple[float, float]] = {
    "text": (80.0, 10.0),
    "photo": (25.0, 35.0),
    "image": (40.0, 40.0),
    "qr": (22.0, 22.0),
    "line": (80.0, 0.0),
    "rect": (60.0, 30.0),
}


@dataclass(frozen=True)
class Snap:
    """A move that was drawn to something, and along what."""

    dx: float
    dy: float
    across: tuple[float, ...] = ()
    """x of the upright lines it met, mm."""
    down: tuple[float, ...] = ()
    """y of the level lines."""


def box_of(layout: Layout, box_id: str) -> Box:
    """One by its name; StopIteration is a bug."""
    return next(box for box in layout.boxes if box.id == box_id)


def changed(layout: Layout, box_id: str, **values: Any) -> Layout:
    """The layout with one box changed; it stays on the paper."""
    return _with(layout, {box_id: _on_paper(layout, replace(box_of(layout, box_id), **values))})


def moved(layout: Layout, ids: Collection[str], dx: float, dy: float) -> Layout:
    """Boxes moved together; at the paper's edge all of them stop."""
    boxes = [box for box in layout.boxes if box.id in ids]
    if not boxes:
        return layout
    room_x = min(layout.width_mm - box.x - box.width for box in boxes)
    room_y = min(layout.height_mm - box.y - box.height for box in boxes)
    dx = max(-min(box.x for box in boxes), min(dx, room_x))
    dy = max(-min(box.y for box in boxes), min(dy, room_y))
    return _with(layout, {box.id: replace(box, x=_mm(box.x + dx), y=_mm(box.y + dy)) for box in boxes})


def resized(layout: Layout, box_id: str, edges: str, dx: float, dy: float) -> Layout:
    """One box with the edges named by l t r b moved; never below the smallest size or off the paper."""
    box = box_of(layout, box_id)
    least = 0.0 if box.kind == "line" else SMALLEST
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    if "l" in edges:
        left = min(max(0.0, left + dx), right - least)
    if "r" in edges:
        right = max(min(layout.width_mm, right + dx), left + least)
    if "t" in edges:
        top = min(max(0.0, top + dy), bottom - least)
    if "b" in edges:
        bottom = max(min(layout.height_mm, bottom + dy), top + least)
    wide, high = _mm(right - left), _mm(bottom - top)
    return _with(layout, {box_id: replace(box, x=_mm(left), y=_mm(top), width=wide, height=high)})


def aligned(layout: Layout, ids: Collection[str], how: Alignment) -> Layout:
    """One box to the paper, several to each other's outer edges or middle."""
    boxes = [box for box in layout.boxes if box.id in ids]
    if not boxes:
        return layout
    alone = len(boxes) == 1
    left = 0.0 if alone else min(box.x for box in boxes)
    right = layout.width_mm if alone else max(box.x + box.width for box in boxes)
    top = 0.0 if alone else min(box.y for box in boxes)
    bottom = layout.height_mm if alone else max(box.y + box.height for box in boxes)
    made = {}
    for box in boxes:
        x = {"left": left, "centre": (left + right - box.width) / 2, "right": right - box.width}.get(how, box.x)
        y = {"top": top, "middle": (top + bottom - box.height) / 2, "bottom": bottom - box.height}.get(how, box.y)
        made[box.id] = replace(box, x=_mm(x), y=_mm(y))
    return _with(layout, made)


def snapped(layout: Layout, ids: Collection[str], dx: float, dy: float, reach: float) -> Snap:
    """A move drawn to the edges and middles of other boxes and of the paper that lie within `reach` mm."""
    moving = [box for box in layout.boxes if box.id in ids]
    others = [box for box in layout.boxes if box.id not in ids]
    if not moving:
        return Snap(dx, dy)
    left, right = min(box.x for box in moving), max(box.x + box.width for box in moving)
    top, bottom = min(box.y for box in moving), max(box.y + box.height for box in moving)
    upright = [layout.width_mm / 2, *(at for box in others for at in (box.x, box.x + box.width / 2, box.x + box.width))]
    level = [
        layout.height_mm / 2,
        *(at for box in others for at in (box.y, box.y + box.height / 2, box.y + box.height)),
    ]
    by_x, across = _drawn_to((left + dx, (left + right) / 2 + dx, right + dx), upright, reach)
    by_y, down = _drawn_to((top + dy, (top + bottom) / 2 + dy, bottom + dy), level, reach)
    return Snap(dx + by_x, dy + by_y, across, down)


def with_new(layout: Layout, kind: BoxKind, **values: Any) -> tuple[Layout, str]:
    """Another box in the middle of the paper; returns its name too."""
    wide, high = _SIZES[kind]
    number = next(n for n in range(1, 1000) if all(box.id != f"{WORDS[kind]}{n}" for box in layout.boxes))
    place: dict[str, Any] = {
        "x": _mm((layout.width_mm - wide) / 2),
        "y": _mm((layout.height_mm - high) / 2),
        "width": wide,
        "height": high,
    }
    if kind == "text":
        place |= {"text": WORDS[kind]}
    elif kind == "qr":
        place |= {"text": "{qr}"}
    box = Box(f"{WORDS[kind]}{number}", kind, **(place | values))
    return replace(layout, boxes=(*layout.boxes, box)), box.id


def with_copy(layout: Layout, ids: Collection[str]) -> tuple[Layout, tuple[str, ...]]:
    """Copies of boxes a little lower to the right; returns their names too."""
    made = []
    for box in [box for box in layout.boxes if box.id in ids]:
        layout, name = with_new(layout, box.kind, **({"image": box.image} if box.kind == "image" else {}))
        copy = replace(box, id=name, x=box.x + 5, y=box.y + 5)
        layout = _with(layout, {name: _on_paper(layout, copy)})
        made.append(name)
    return layout, tuple(made)


def without(layout: Layout, ids: Collection[str]) -> Layout:
    """The layout without some boxes."""
    return replace(layout, boxes=tuple(box for box in layout.boxes if box.id not in ids))


def on_paper(layout: Layout, width_mm: float, height_mm: float) -> Layout:
    """The layout on other paper; what would stick out is moved in, and made smaller where it must."""
    other = replace(layout, width_mm=width_mm, height_mm=height_mm)
    return replace(other, boxes=tuple(_on_paper(other, box) for box in other.boxes))


def _with(layout: Layout, boxes: dict[str, Box]) -> Layout:
    return replace(layout, boxes=tuple(boxes.get(box.id, box) for box in layout.boxes))


def _on_paper(layout: Layout, box: Box) -> Box:
    least = 0.0 if box.kind == "line" else SMALLEST
    wide, high = min(max(box.width, least), layout.width_mm), min(max(box.height, least), layout.height_mm)
    x, y = max(0.0, min(box.x, layout.width_mm - wide)), max(0.0, min(box.y, layout.height_mm - high))
    return replace(box, x=_mm(x), y=_mm(y), width=_mm(wide), height=_mm(high))


def _drawn_to(own: Iterable[float], lines: Collection[float], reach: float) -> tuple[float, tuple[float, ...]]:
    """How far to the nearest line, and which lines are met then."""
    own = tuple(own)
    near = [line - at for at in own for line in lines if abs(line - at) <= reach]
    if not near:
        return 0.0, ()
    by = min(near, key=abs)
    return by, tuple(dict.fromkeys(line for line in lines if any(abs(at + by - line) < 0.005 for at in own)))


def _mm(value: float) -> float:
    return round(value, 2)
