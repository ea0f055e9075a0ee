"""ID numbers (F66–F69) and names (F70–F74) through cleaning, workbook, judging, station and back out."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from station_app.core import id_number, names
from station_app.features.people.model import Person
from station_app.features.people.service.roster_import import write_import
from station_app.spreadsheets.reading import read_workbook
from station_app.spreadsheets.writing import write_table
from tests.conftest import StationInUse
from tests.people.roster.workbooks import id_of, judge_file, judge_rows

TODAY = dt.date(2023, 2, 8)
BIRTHS = st.dates(dt.date(1920, 1, 1), dt.date(2023, 1, 1))
NOISE = st.sampled_from(
    ["", " ", "\t", "\u00a0", "\u3000", "\u200b", "\u200e", "\u202a", "\ufeff", "-", "—", "－", "\n"]
)
FULL_WIDTH = {48 + digit: 0xFF10 + digit for digit in range(10)}


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_pass_the_check(number: str) -> None:
    assert id_number.check_character(number[:17]) == number[17]


@given(BIRTHS, st.integers(1, 995), st.lists(NOISE, min_size=19, max_size=19), st.booleans())
def test_noise_around_a_good_number_is_cleaned(birth: dt.date, sequence: int, noise: list[str], wide: bool) -> None:
    number = id_of(f"{birth:%Y%m%d}", sequence)
    typed = "".join(part + char for part, char in zip(noise, number, strict=False)) + noise[18]
    typed = typed.translate(FULL_WIDTH) if wide else typed
    assert id_number.clean(typed) == number
    assert id_number.clean("'" + typed.replace("X", "x")) == number
    assert id_number.fault(number, TODAY) == ""
    assert id_number.clean(number) == number


@given(BIRTHS, st.integers(1, 995))
def test_every_slip_of_one_digit_and_every_swap_is_refused(birth: dt.date, sequence: int) -> None:
    number = id_of(f"{birth:%Y%m%d}", sequence)
    for place, digit in itertools.product(range(18), "0123456789X"):
        slip = number[:place] + digit + number[place + 1 :]
        assert slip == number or id_number.fault(slip, TODAY)
    for place in range(17):
        swap = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swap == number or id_number.fault(swap, TODAY)


@given(st.text(max_size=24))
def test_whatever_is_typed_is_good_or_has_one_reason(text: str) -> None:
    number = id_number.clean(text)
    reason = id_number.fault(number, TODAY)
    assert reason or (number.isascii() and id_number.read(number).birth_date <= TODAY)


@given(BIRTHS, st.integers(1, 995))
def test_the_15_digit_form_gets_its_18_digits(birth: dt.date, sequence: int) -> None:
    number = id_of(f"{birth:%Y%m%d}", sequence)
    old = number[:6] + number[8:17]
    if birth.year < 2000:
        assert id_number.from_15(old) == number
        assert id_number.fault(old, TODAY) == "ID_15_DIGIT"


def test_old_numbers_of_centenarians_get_their_18_digits_and_are_then_too_old() -> None:
    proposed = id_number.from_15("419901800101996")
    assert proposed[6:10] == "1880"
    assert id_number.fault("419901800101996", TODAY) == "ID_15_DIGIT"
    assert id_number.fault("419901800231996", TODAY) == "ID_BAD_DATE"
    assert id_number.fault(proposed, TODAY) == "ID_BAD_DATE"


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_follow_the_same_rule(region: str) -> None:
    assert id_number.fault(id_of("19800101", 12, region), TODAY) == ""


def test_nobody_is_older_than_120_full_years() -> None:
    assert id_number.fault(id_of("19020209", 12), TODAY) == ""
    assert id_number.fault(id_of("19020207", 12), TODAY) == "ID_BAD_DATE"
    assert id_number.fault(id_of("20230208", 12), TODAY) == ""
    assert id_number.fault(id_of("20230209", 12), TODAY) == "ID_BAD_DATE"


def test_the_table_of_old_private_characters_agrees_with_the_codec() -> None:
    """Row FE50–FEA0 of GB 18030, in order; what the codec of 2000 already knows must be the same character."""
    trail = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    known = 0
    for offset, byte in enumerate(trail):
        old = 0xE815 + offset
        decoded = bytes([0xFE, byte]).decode("gb18030")
        if "\ue000" <= decoded <= "\uf8ff":
            assert ord(decoded) == old
        else:
            assert names.PUA_TO_UNICODE[old] == decoded
            known += 1
    assert len(names.PUA_TO_UNICODE) == len(trail) == 80
    assert known == 66


def test_every_character_of_a_name_block_is_legal_and_kept() -> None:
    blocks = [
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0x20000, 0x2A6DF), (0x2A700, 0x2B739),
        (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2F800, 0x2FA1D),
        (0x30000, 0x3134A), (0x31350, 0x323AF),
    ]  # fmt: skip
    for first, last in blocks:
        for point in (first, (first + last) // 2, last):
            assert names.clean(chr(point)) == (chr(point), False)
            assert names.is_legal("王" + chr(point))


@given(st.text(max_size=12))
def test_cleaning_a_name_twice_changes_nothing_more(text: str) -> None:
    once = names.clean(text)[0]
    assert names.clean(once) == (once, False)


def _corpus() -> list[str]:
    """500 names: every extension, compatibility characters, minority names up to 50 characters."""
    chance = random.Random(5)
    blocks = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B820, 0x2CEA1),
              (0x30000, 0x3134A), (0x31350, 0x323AF), (0xF900, 0xFA6D)]  # fmt: skip
    plain = ["王" + "".join(chr(chance.randint(*chance.choice(blocks))) for _n in range(chance.randint(1, 3)))
             for _name in range(470)]  # fmt: skip
    long = ["·".join("买买提艾力古丽"[n % 5 :] for n in range(parts))[:50].strip("·") for parts in range(2, 12)]
    return [*plain, *long, *(f"{name}·艾力" for name in plain[:20])]


def test_five_hundred_names_come_back_from_the_station_and_the_workbook(station: StationInUse, tmp_path: Path) -> None:
    corpus = _corpus()
    assert len(corpus) == 500
    rows = [["姓名", "身份证号", "性别"]]
    rows += [[name, id_of(f"19{60 + n % 30}0101", 2 + n), ""] for n, name in enumerate(corpus)]
    judgement = judge_rows(tmp_path, rows)
    assert judgement.counts["accepted"] == 500
    with station.db.work() as session:
        write_import(session, judgement)
        stored = list(session.scalars(select(Person.name).order_by(Person.id)))
    assert stored == corpus
    write_table(tmp_path / "b.xlsx", [("姓名", 20, True)], [[name] for name in stored])
    assert [row[0] for row in read_workbook(tmp_path / "b.xlsx").sheets[0].rows[1:]] == corpus


def test_names_in_gb_18030_survive(tmp_path: Path) -> None:
    wanted = ["王䶮", "李𬱟", "张𠮷", "㐆", "\u9fb4"]
    lines = ["姓名,身份证号,性别", *(f"{name},{id_of('19800101', 2 + n)}," for n, name in enumerate(wanted))]
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    assert [row.values["name"] for row in judge_file(path).accepted] == wanted
    old = "姓名,身份证号,性别\n王".encode("gb18030") + b"\xfe\x59" + f",{id_of('19800101', 2)},\n".encode()
    path.write_bytes(old)
    (row,) = judge_file(path).accepted
    assert (row.values["name"], [w.code for w in row.warnings]) == ("王\u9fb4", ["NAME_PUA_MAPPED", "PHONE_MISSING"])
