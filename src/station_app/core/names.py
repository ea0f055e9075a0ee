"""Names of people: cleaned without changing a character that was meant, matched by key, sorted by pinyin."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

LONGEST = 50
"""Characters of a name that are kept, by code point."""
HAN = (
    r"\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1f\U00030000-\U000323af"
)
"""Character classes of script Han up to Extension I (Unicode 15.1, GB 18030-2022)."""
VARIATION = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Selectors of a variant of the character before them: kept, not compared, not drawn."""
PRIVATE = r"\ue000-\uf8ff\U000f0000-\U0010ffff"
"""Code points that mean something only on the computer that made them."""
COMBINING = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
"""Marks that are set on the character before them."""
_SPACE = r"\s\u00a0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_DOT = r".•・．‧⋅･∙\u0387"
_SPACES = re.compile(rf"[{_SPACE}]+")
_ENDS = re.compile(rf"^[{_SPACE}]+|[{_SPACE}]+$")
_ONLY_HAN = re.compile(rf"[{HAN}·{VARIATION}{_SPACE}{_DOT}]+")
_DOTS = re.compile(rf"(?<=[{HAN}{VARIATION}])[{_DOT}·](?=[{HAN}])")
_LEGAL = re.compile(rf"[{HAN}·{VARIATION}]+")
_ODD = re.compile(f"[{PRIVATE}{COMBINING}]")
_NOT_COMPARED = re.compile(rf"[{_SPACE}{_DOT}·{VARIATION}]+")

PUA_TO_UNICODE = {
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE832: "\u9fb8",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE864: "\u9fbb",
    0xE815: "\u2e81",
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE819: "\u2e84",
    0xE81A: "\u3473",
    0xE81B: "\u3447",
    0xE81C: "\u2e88",
    0xE81D: "\u2e8b",
    0xE81F: "\u359e",
    0xE820: "\u361a",
    0xE821: "\u360e",
    0xE822: "\u2e8c",
    0xE823: "\u2e97",
    0xE824: "\u396e",
    0xE825: "\u3918",
    0xE827: "\u39cf",
    0xE828: "\u39df",
    0xE829: "\u3a73",
    0xE82A: "\u39d0",
    0xE82D: "\u3b4e",
    0xE82E: "\u3c6e",
    0xE82F: "\u3ce0",
    0xE830: "\u2ea7",
    0xE831: "\U000215d7",
    0xE833: "\u2eaa",
    0xE834: "\u4056",
    0xE835: "\u415f",
    0xE836: "\u2eae",
    0xE837: "\u4337",
    0xE838: "\u2eb3",
    0xE839: "\u2eb6",
    0xE83A: "\u2eb7",
    0xE83B: "\U0002298f",
    0xE83C: "\u43b1",
    0xE83D: "\u43ac",
    0xE83E: "\u2ebb",
    0xE83F: "\u43dd",
    0xE840: "\u44d6",
    0xE841: "\u4661",
    0xE842: "\u464c",
    0xE844: "\u4723",
    0xE845: "\u4729",
    0xE846: "\u477c",
    0xE847: "\u478d",
    0xE848: "\u2eca",
    0xE849: "\u4947",
    0xE84A: "\u497a",
    0xE84B: "\u497d",
    0xE84C: "\u4982",
    0xE84D: "\u4983",
    0xE84E: "\u4985",
    0xE84F: "\u4986",
    0xE850: "\u499f",
    0xE851: "\u499b",
    0xE852: "\u49b7",
    0xE853: "\u49b6",
    0xE855: "\U000241fe",
    0xE856: "\u4ca3",
    0xE857: "\u4c9f",
    0xE858: "\u4ca0",
    0xE859: "\u4ca1",
    0xE85A: "\u4c77",
    0xE85B: "\u4ca2",
    0xE85C: "\u4d13",
    0xE85D: "\u4d14",
    0xE85E: "\u4d15",
    0xE85F: "\u4d16",
    0xE860: "\u4d17",
    0xE861: "\u4d18",
    0xE862: "\u4d19",
    0xE863: "\u4dae",
}
"""U+E815–E864, where GBK and GB 18030-2000 parked the characters of FE50–FEA0, to the code points they got since.

What users made themselves (造字, from U+E000 on) has no table: those are refused by code.
"""
_PRIVATE_SIGNS = {
    0xE5E5: "\u3000",  # A3A0: what old input methods wrote as a space between the characters of a name
    0xE7C7: "\u1e3f",
    0xE7C8: "\u01f9",
    **dict(zip(range(0xE78D, 0xE797), "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19", strict=True)),
}
"""Signs parked outside that row, ten of them among the 18 that the edition of 2022 moved (F71)."""
_MAPPED = PUA_TO_UNICODE | _PRIVATE_SIGNS


def clean(text: str) -> tuple[str, bool]:
    """The name as it should stand, and whether old private-use characters were mapped (domain.md §11 rule 7).

    Never NFC or NFKC: U+F914 must not become U+6A02 in somebody's name (F73).
    """
    if _LEGAL.fullmatch(text):
        return text, False
    mapped = text.translate(_MAPPED)
    name = _ENDS.sub("", mapped)
    if _ONLY_HAN.fullmatch(name):
        name = _DOTS.sub("·", _SPACES.sub("", name))
    return name, mapped != text


def is_legal(name: str) -> bool:
    """Han characters and · only; no digits, Latin letters, ? □ ■ * ( ) + and no private-use character."""
    return bool(_LEGAL.fullmatch(name)) and name.strip("·") != ""


def odd(name: str) -> str:
    """Private-use characters and combining marks of a name, each once: what nobody can read back with certainty."""
    return "".join(dict.fromkeys(_ODD.findall(name)))


def match_key(name: str) -> str:
    """What two spellings of one name share: dots, spaces and variation selectors do not count."""
    return _NOT_COMPARED.sub("", name)


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    """Code point → readings, loaded once (the phrase dictionary is not: 100 ms and 40 MB for nothing here)."""
    import os  # noqa: PLC0415 - only together with the heavy import below

    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - after the first paint (performance.md §1)

    return dict(PINYIN_DICT)


# Family names whose reading differs from the character's commonest one.
_SURNAMES = {
    "覃": "qin",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "任": "ren",
    "曾": "zeng",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "冼": "xian",
    "洗": "xian",
    "尹": "yin",
    "员": "yun",
    "黑": "he",
    "折": "she",
    "乐": "yue",
    "召": "shao",
    "繁": "po",
    "种": "chong",
    "翟": "zhai",
    "褚": "chu",
    "燕": "yan",
    "缪": "miao",
    "尉迟": "yuchi",
    "长孙": "zhangsun",
    "万俟": "moqi",
    "单于": "chanyu",
    "澹台": "tantai",
}


_U_UMLAUT = str.maketrans(dict.fromkeys("üǖǘǚǜ", "v"))
"""As it is typed: 女 nv, 吕 lv."""


@lru_cache(maxsize=20000)
def _syllable(char: str) -> str:
    import unicodedata  # noqa: PLC0415 - 1 MB of tables, not on the start path

    reading = _readings().get(ord(char), "").split(",")[0].translate(_U_UMLAUT)
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    return plain or char.lower()


@lru_cache(maxsize=4096)
def pinyin(name: str) -> tuple[str, str]:
    """Pinyin without tones and initials, for search and Chinese order: 王秀兰 → ("wang xiu lan", "wxl")."""
    surname = next((s for s in (name[:2], name[:1]) if s in _SURNAMES), "")
    syllables = [_SURNAMES[surname]] if surname else []
    syllables += [_syllable(char) for char in name[len(surname) :] if char != "·"]
    initials = "".join(_SURNAME_INITIALS.get(s, s[:1]) for s in syllables)
    return " ".join(syllables), initials


_SURNAME_INITIALS = {reading: reading[0] for reading in _SURNAMES.values()} | {
    "yuchi": "yc",
    "zhangsun": "zs",
    "moqi": "mq",
    "chanyu": "cy",
    "tantai": "tt",
}

_READ_TWO_WAYS = {
    "长": ("chang", "zhang"),
    "乐": ("le", "yue"),
    "朝": ("chao", "zhao"),
    "重": ("chong", "zhong"),
    "行": ("xing", "hang"),
    "茜": ("qian", "xi"),
    "盛": ("sheng", "cheng"),
    "晟": ("sheng", "cheng"),
    "单": ("shan", "dan"),
    "曾": ("zeng", "ceng"),
    "覃": ("qin", "tan"),
    "翟": ("zhai", "di"),
    "柏": ("bai", "bo"),
    "谌": ("chen", "shen"),
    "强": ("qiang", "jiang"),
    "藏": ("zang", "cang"),
    "解": ("xie", "jie"),
    "区": ("ou", "qu"),
}
"""Characters of names that people read in more than one way."""


def other_readings(name: str) -> tuple[str, ...]:
    """Further words a name may be searched by: full pinyin and initials of its other readings, 谢长河 also xch."""
    if not any(char in _READ_TWO_WAYS for char in name):
        return ()
    ways = [_READ_TWO_WAYS.get(char) or (_syllable(char),) for char in name if char != "·"]
    words: dict[str, None] = {}
    for syllables in islice(product(*ways), 8):
        words["".join(syllables)] = words["".join(syllable[:1] for syllable in syllables)] = None
    return tuple(words)
