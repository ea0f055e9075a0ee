"""Code 128 as bars inside the page: small enough for the foot of a form, read by any scanner (ISO/IEC 15417)."""

from __future__ import annotations

import re
from itertools import accumulate

QUIET = 10
"""Modules of white that must stay free on each side."""
_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222"
    "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321"
    "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224"
    "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113"
    "1143114111134113111131411141313111414111312114122112142112322331112"
)
"""Bar, space, bar … of each symbol in modules, six figures each; 103–105 start sets A, B, C; 106 stops with seven."""
_START_B, _START_C, _TO_B, _TO_C, _STOP = 104, 105, 100, 99, 106
_DRAWABLE = re.compile(r"[ -~]+")


def bars(text: str) -> list[int]:
    """Widths of bars and spaces in turn, in modules, a bar first; digits at the end are packed in pairs.

    Raises ValueError for anything but printable ASCII.
    """
    if not _DRAWABLE.fullmatch(text):
        raise ValueError(text)
    digits = re.search(r"\d*$", text)
    paired = len(digits[0]) // 2 * 2 if digits else 0
    if paired < 4:  # the switch costs a symbol, so less gains nothing
        paired = 0
    letters, pairs = text[: len(text) - paired], text[len(text) - paired :]
    symbols = [_START_B, *(ord(letter) - 32 for letter in letters)] if letters else [_START_C]
    if letters and pairs:
        symbols.append(_TO_C)
    symbols += [int(pairs[at : at + 2]) for at in range(0, len(pairs), 2)]
    check = (symbols[0] + sum(place * symbol for place, symbol in enumerate(symbols[1:], start=1))) % 103
    return [int(width) for symbol in (*symbols, check, _STOP) for width in _widths(symbol)]


def _widths(symbol: int) -> str:
    return _WIDTHS[symbol * 6 :] if symbol == _STOP else _WIDTHS[symbol * 6 : symbol * 6 + 6]


def ops(text: str, x: float, y: float, width: float, height: float) -> str:
    """PDF operators that draw the code black; lower left corner and size in points, the quiet zones inside `width`."""
    drawn = bars(text)
    module = width / (sum(drawn) + 2 * QUIET)
    begins = accumulate(drawn, initial=QUIET)
    rectangles = (
        f"{x + begin * module:.3f} {y:.2f} {wide * module:.3f} {height:.2f} re"
        for place, (begin, wide) in enumerate(zip(begins, drawn, strict=False))
        if place % 2 == 0
    )
    return f"q 0 g {' '.join(rectangles)} f Q"


def width_of(text: str, module: float) -> float:
    """How wide a code is with its quiet zones, for modules of that width."""
    return (sum(bars(text)) + 2 * QUIET) * module
