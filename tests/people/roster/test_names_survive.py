"""Six hundred names from every block of characters: file → station → file → station, not one character changed."""

from __future__ import annotations

import random
from pathlib import Path

from sqlalchemy import select

from station_app.core import names
from station_app.core.listing import ListedColumn, Listing
from station_app.features.people.model import Person
from station_app.features.people.service.roster_import import plan_import, write_import
from station_app.spreadsheets.writing import listing_workbook
from tests.conftest import StationInUse
from tests.people.roster.workbooks import codes, id_of, judge_file, judge_rows

BLOCKS = {
    "unified": (0x4E00, 0x9FFF), "A": (0x3400, 0x4DBF), "B": (0x20000, 0x2A6DF), "C": (0x2A700, 0x2B739),
    "D": (0x2B740, 0x2B81D), "E": (0x2B820, 0x2CEA1), "F": (0x2CEB0, 0x2EBE0), "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF), "compatible": (0xF900, 0xFA6D), "compatible supplement": (0x2F800, 0x2FA1D),
}  # fmt: skip
EACH = 50
DOTS = "·•．‧・⋅･."
MINORITY = ("买买提{0}艾力", "阿依古丽{0}吐尔逊", "扎西{0}多吉", "迪丽努尔{0}阿不都热合曼{0}买买提")
PUA_18 = [0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864]
HEADER = ["姓名", "身份证号", "性别"]


def _corpus() -> list[str]:
    """Family name and two characters, one of them from each block."""
    chance = random.Random(20)
    found = ["王𠮷", "李䶮", "张𬱟", "刘㐆", "陈樂", "赵冬", "王〇"]
    for first, last in BLOCKS.values():
        found += [f"王{chr(code)}芳" for code in chance.sample(range(first, last + 1), EACH)]
    return found


def _id(number: int) -> str:
    return id_of(f"19{60 + number // 300:02d}{number % 12 + 1:02d}{number % 28 + 1:02d}", number % 900 + 1)


def test_every_name_goes_to_the_station_and_back_unchanged(station: StationInUse, tmp_path: Path) -> None:
    typed = _corpus()
    assert len(typed) >= 500
    people = {_id(number): name for number, name in enumerate(typed)}
    assert len(people) == len(typed)
    judgement = judge_rows(tmp_path, [HEADER, *[[name, number, None] for number, name in people.items()]])
    refused = [row.values["name"] for row in judgement.rows if row.disposition == "needs_correction"]
    assert refused == []
    with station.db.work() as session:
        write_import(session, judgement)
    with station.db.read() as session:
        kept = {number: name for number, name in session.execute(select(Person.id_number, Person.name))}  # noqa: C416
    assert kept == people
    columns = tuple(ListedColumn(label, 120, is_text=True) for label in HEADER)
    rows = [[name, number, "男" if int(number[16]) % 2 else "女"] for number, name in kept.items()]
    (tmp_path / "导出.xlsx").write_bytes(listing_workbook(Listing("人员", columns, rows)))
    again = judge_file(tmp_path / "导出.xlsx")
    assert {row.values["id_number"]: row.values["name"] for row in again.accepted} == people
    with station.db.read() as session:
        plan = plan_import(session, again)
    assert (plan.new_people, plan.differences) == (0, ())


def test_every_dot_between_the_parts_of_a_name_becomes_the_one_of_the_standard(tmp_path: Path) -> None:
    typed = [pattern.format(dot) for pattern in MINORITY for dot in DOTS]
    rows = [[name, _id(number), None] for number, name in enumerate(typed)]
    found = [row.values["name"] for row in judge_rows(tmp_path, [HEADER, *rows]).accepted]
    assert found == [pattern.format("·") for pattern in MINORITY for _dot in DOTS]
    assert len({names.match_key(name) for name in typed}) == len(MINORITY)


def test_private_characters_of_the_old_table_become_standard_ones_with_a_notice(tmp_path: Path) -> None:
    assert set(PUA_18) <= set(names.PUA_TO_UNICODE)
    rows = [f"王{chr(code)},{_id(number)},\n" for number, code in enumerate(names.PUA_TO_UNICODE)]
    path = tmp_path / "旧码.csv"
    path.write_bytes(("姓名,身份证号,性别\n" + "".join(rows)).encode("gb18030"))
    accepted = judge_file(path).accepted
    assert [row.values["name"][1:] for row in accepted] == list(names.PUA_TO_UNICODE.values())
    assert all("NAME_PUA_MAPPED" in codes(row.warnings) for row in accepted)


def test_the_bytes_of_the_2022_edition_in_a_file_are_the_standard_character(tmp_path: Path) -> None:
    path = tmp_path / "新码.csv"
    path.write_bytes("姓名,身份证号,性别\n王".encode("gb18030") + b"\xfe\x59" + f",{_id(1)},\n".encode())
    assert [row.values["name"] for row in judge_file(path).accepted] == ["王\u9fb4"]
