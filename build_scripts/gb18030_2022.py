"""The Han characters that each implementation level of GB 18030-2022 asks for, as code points.

The standard's own tables are not free to copy, so the sets are built from what is published about them:

level 1  all Han characters of the one-, two- and four-byte part of the BMP. The edition adds U+9FA6–9FB3 and
         U+9FBC–9FEF to what 2005 asked for (Ken Lunde, The GB 18030-2022 Standard), so the unified ones are
         U+4E00–9FEF (20,976) and U+3400–4DB5 (6,582): 27,558 of the 27,584 that the standard counts. The others are
         among those of its two-byte table: 〇, 21 compatibility ones, 14 radicals, 6 of Extension B; all are taken,
         which makes 27,600: 16 more than the standard counts, none fewer.
level 2  level 1 and 通用规范汉字表, the 8,105 standard characters (国发〔2013〕23号): 196 of them lie beyond the BMP.
level 3  every unified ideograph up to Extension F as of Unicode 11: 87,887 characters, the number that the standard
         gives (its 214 Kangxi radicals are signs and are counted apart).
"""

from __future__ import annotations

from pathlib import Path

UNIFIED_IN_COMPATIBILITY = (
    0xFA0E,
    0xFA0F,
    0xFA11,
    0xFA13,
    0xFA14,
    0xFA1F,
    0xFA21,
    0xFA23,
    0xFA24,
    0xFA27,
    0xFA28,
    0xFA29,
)
BLOCKS = {
    "基本": (0x4E00, 0x9FEF),
    "扩展A": (0x3400, 0x4DB5),
    "扩展B": (0x20000, 0x2A6D6),
    "扩展C": (0x2A700, 0x2B734),
    "扩展D": (0x2B740, 0x2B81D),
    "扩展E": (0x2B820, 0x2CEA1),
    "扩展F": (0x2CEB0, 0x2EBE0),
}
LATER = {
    "基本（新增）": (0x9FF0, 0x9FFF),
    "扩展A（新增）": (0x4DB6, 0x4DBF),
    "扩展G": (0x30000, 0x3134A),
    "扩展H": (0x31350, 0x323AF),
    "扩展I": (0x2EBF0, 0x2EE5D),
}
"""Beyond the 2022 edition; its amendment of 2023 and Unicode 15.1 know them."""


def standard() -> set[int]:
    """通用规范汉字表: the 8,105 standard characters (State Council, 国发〔2013〕23号)."""
    text = Path(__file__).with_name("standard_characters.txt").read_text(encoding="utf-8")
    return {ord(char) for char in text if not char.isspace()}


def level_1() -> set[int]:
    """What every product must have."""
    return _block("基本") | _block("扩展A") | {ord(char) for char in _two_bytes() if _is_han(ord(char))}


def level_2() -> set[int]:
    """What system software and government service must have: names of people and places."""
    return level_1() | standard()


def level_3() -> set[int]:
    """All Han characters of the standard."""
    return {code for block in BLOCKS for code in _block(block)} | set(UNIFIED_IN_COMPATIBILITY)


def _block(name: str) -> set[int]:
    first, last = BLOCKS[name]
    return set(range(first, last + 1))


_PARKED = "\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe"
"""Six of the two-byte table that Python's codec, the 2005 edition, still has in the private use area."""


def _two_bytes() -> str:
    pairs = (bytes([row, cell]) for row in range(0x81, 0xFF) for cell in [*range(0x40, 0x7F), *range(0x80, 0xFF)])
    return "".join(pair.decode("gb18030", "ignore") for pair in pairs) + _PARKED


def _is_han(code: int) -> bool:
    return (
        code == 0x3007
        or 0x2E80 <= code <= 0x2EF3
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
    )
