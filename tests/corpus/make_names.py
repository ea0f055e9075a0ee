"""Make names.txt: 500 names as they reach a station, from one character to fifty, from every block of Han.

python -m tests.corpus.make_names      (same bytes every time; a test compares)

Nobody is called so: family names are common ones, the rest is drawn by chance from the blocks.
"""

from __future__ import annotations

import random
from pathlib import Path

FILE = Path(__file__).with_name("names.txt")
FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡"
GIVEN = "秀兰桂英玉梅春芳红霞丽淑珍凤小海燕"
PARTS = ("阿卜杜热合曼", "买买提", "吐尔逊", "古丽巴哈尔", "依明尼亚孜", "扎西", "多吉", "迪丽努尔", "麦麦提敏", "阿依")
BLOCKS = {
    "unified": (0x4E00, 0x9FFF), "A": (0x3400, 0x4DBF), "B": (0x20000, 0x2A6DF), "C": (0x2A700, 0x2B739),
    "D": (0x2B740, 0x2B81D), "E": (0x2B820, 0x2CEA1), "F": (0x2CEB0, 0x2EBE0), "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF), "I": (0x2EBF0, 0x2EE5D), "compatible": (0xF900, 0xFA6D),
    "compatible supplement": (0x2F800, 0x2FA1D),
}  # fmt: skip
EACH = 20
PARKED = (0xE815, 0xE864)
HOME_MADE = (0xE000, 0xE0FF, 0xE4C5, 0xE864 + 1, 0xF000, 0xF8F5, 0xF0000, 0x100000)
SELECTORS = ("\ufe00", "\ufe01", "\U000e0100", "\U000e0101", "\U000e01ef")
MARKS = ("\u0301", "\u0304", "\u0308", "\u030c", "\u20dd", "\u3099")
COUNT = 500


def long_name(length: int) -> str:
    """Parts of names with · between them, of just this many characters."""
    text = "·".join(PARTS * 3)[:length]
    return text[:-1] + "江" if text.endswith("·") else text


def names() -> list[str]:
    """In a fixed order: by length, by block, then what is not simply a character."""
    chance = random.Random(18030)
    found = [long_name(length) for length in range(1, 51)]
    for first, last in BLOCKS.values():
        found += [f"{chance.choice(FAMILY)}{chr(code)}芳" for code in chance.sample(range(first, last + 1), EACH)]
    found += [f"王{chr(code)}" for code in chance.sample(range(PARKED[0], PARKED[1] + 1), 40)]
    found += [f"李{chr(code)}兰" for code in HOME_MADE]
    found += [f"{char}{selector}美" for char in "葛辻榊逢" for selector in SELECTORS]
    found += [f"陈e{mark}梅" for mark in MARKS] + [f"陈梅{mark}" for mark in MARKS]
    found += [f"买买提{dot}艾力" for dot in "·•．‧・⋅･."]
    found += ["王\u3000兰", " 李 芳 ", "张\u200b英", "王〇", "\u2f00兰", "⺁英", "\U00020bb7\ufe00野家", "𠮷𬱖䶮㛃𰻝鿍"]
    ordinary = {f"{family}{first}{second}" for family in FAMILY for first in GIVEN for second in ("", *GIVEN)}
    return found + chance.sample(sorted(ordinary), COUNT - len(found))


def main() -> None:
    FILE.write_text("".join(f"{name}\n" for name in names()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
