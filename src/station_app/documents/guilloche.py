"""The ornament of a certificate: bands of interwoven waves, a rosette in each corner, a pale one in the middle.

Vector operators only, computed once per document; the same every time.
"""

from __future__ import annotations

import math
from functools import cache

from station_app.documents.page import mm

GOLD = "0.66 0.49 0.18"
RED = "0.62 0.10 0.12"
PALE = "0.93 0.89 0.80"
BAND = 10.0  # mm
EDGE = 1.1  # mm between the double lines
_STRANDS = 7
_WAVE = 12.0  # mm, about; each side takes a whole number
_EASE = 0.3642  # control point that makes a half-wave out of one Bézier curve


@cache
def certificate_ground(width: float, height: float, inset_x: float, inset_y: float) -> str:
    """Operators for a frame on paper of width × height, its outer edge inset from the paper's edge; all in mm."""
    left, bottom = inset_x * mm, inset_y * mm
    wide, high, band = (width - 2 * inset_x) * mm, (height - 2 * inset_y) * mm, BAND * mm
    parts = ["q 1 J 1 j", _medallion(width * mm / 2, height * mm / 2, 62 * mm)]
    parts.append(f"{GOLD} RG 0.4 w")
    for x, y, length, turned in (
        (left, bottom, wide, False),
        (left, bottom + high - band, wide, False),
        (left, bottom, high, True),
        (left + wide - band, bottom, high, True),
    ):
        parts.append(_side(x, y, length, band, turned=turned))
    corners = [(x, y) for x in (left, left + wide - band) for y in (bottom, bottom + high - band)]
    parts += [_corner(x + band / 2, y + band / 2, band) for x, y in corners]
    parts.append(f"{RED} RG")
    for inward, weight in ((0.0, 1.6), (EDGE * mm, 0.5), (band - EDGE * mm, 0.5), (band, 1.2)):
        frame = f"{left + inward:.2f} {bottom + inward:.2f} {wide - 2 * inward:.2f} {high - 2 * inward:.2f}"
        parts.append(f"{weight} w {frame} re S")
    parts.append("Q")
    return "\n".join(parts)


def _side(x: float, y: float, length: float, band: float, *, turned: bool) -> str:
    """One straight band between two corners, from its lower left end, along the x axis or turned upwards."""
    inner = length - 2 * band
    waves = max(1, round(inner / (_WAVE * mm)))
    half = inner / waves / 2
    tall = band / 2 - 1.7 * mm
    place = f"0 1 -1 0 {x + band:.2f} {y + band:.2f} cm" if turned else f"1 0 0 1 {x + band:.2f} {y:.2f} cm"
    parts = [f"q {place} 0 0 {inner:.2f} {band:.2f} re W n"]
    for strand in range(_STRANDS):
        shift = 2 * half * strand / _STRANDS
        # Strands alternate in height, so that the crossings form a net.
        high = tall * (1.0 if strand % 2 == 0 else 0.55)
        parts.append(_wave(shift - 2 * half, half, 2 * waves + 2, band / 2, high))
    parts.append("Q")
    return "\n".join(parts)


def _wave(start: float, half: float, count: int, middle: float, high: float) -> str:
    """A sine line from a trough on, half-wave by half-wave."""
    x, y = start, middle - high
    parts = [f"{x:.2f} {y:.2f} m"]
    for number in range(count):
        end = middle + high if number % 2 == 0 else middle - high
        parts.append(
            f"{x + _EASE * half:.2f} {y:.2f} {x + (1 - _EASE) * half:.2f} {end:.2f} {x + half:.2f} {end:.2f} c"
        )
        x, y = x + half, end
    return " ".join(parts) + " S"


def _ring(x: float, y: float, radius: float, *, depth: float, petals: int, turn: float, points: int) -> str:
    """A closed line whose distance from the centre swings `petals` times between radius and radius·(1 - depth)."""
    path = []
    for step in range(points):
        angle = 2 * math.pi * step / points
        far = radius * (1 - depth / 2 + depth / 2 * math.cos(petals * angle + turn))
        path.append(f"{x + far * math.cos(angle):.2f} {y + far * math.sin(angle):.2f} {'l' if step else 'm'}")
    return " ".join(path) + " s"


def _corner(x: float, y: float, band: float) -> str:
    radius = band / 2 - 1.7 * mm
    rings = [_ring(x, y, radius, depth=0.62, petals=8, turn=turn * math.pi / 3, points=96) for turn in range(6)]
    near, side = band / 2 - EDGE * mm, band - 2 * EDGE * mm
    frame = f"0.5 w {x - near:.2f} {y - near:.2f} {side:.2f} {side:.2f} re S"
    return f"{RED} RG 0.3 w\n" + "\n".join(rings) + f"\n{frame}"


def _medallion(x: float, y: float, radius: float) -> str:
    """Pale enough to stay behind the text on a laser printer that knows only black."""
    turns = [number * math.pi / 4 for number in range(8)]
    rings = [_ring(x, y, radius, depth=0.42, petals=12, turn=turn, points=288) for turn in turns]
    rings += [_ring(x, y, radius * 0.52, depth=0.55, petals=12, turn=turn, points=192) for turn in turns]
    return f"{PALE} RG 0.35 w\n" + "\n".join(rings)
