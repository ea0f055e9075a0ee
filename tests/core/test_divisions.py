"""Divisions: the national list down to the village, and what a station made of it."""

from __future__ import annotations

import pytest

from station_app.core import divisions, resources
from station_app.core.divisions import Division, Divisions


def test_a_village_is_named_from_the_province_down() -> None:
    book = Divisions()
    assert book.full_name("411328300200") == "河南省南阳市唐河县城郊乡陈庄村民委员会"
    assert [step.level for step in book.path("411328300200")] == ["province", "city", "county", "township", "village"]


def test_a_county_is_listed_with_its_townships_and_villages() -> None:
    book = Divisions()
    assert len(book.below("")) == 31
    assert len(book.villages("411328")) == 537
    assert len(book.below("411328300")) == 13
    assert {"371424108", "331081109", "441882102"} <= {
        township.code for county in ("371424", "331081", "441882") for township in book.below(county)
    }


def test_what_is_only_a_place_in_the_tables_is_not_said() -> None:
    assert Divisions().full_name("110101001").startswith("北京市东城区")


def test_the_county_of_invented_people_is_found_and_comes_last() -> None:
    book = Divisions()
    assert book.full_name("419901300200") == "河南省测试市测试县城郊乡东河村委会"
    assert book.below("41")[-1].code == "4199"
    assert book.below("419901300")[0].name == "城郊社区居委会"


def test_a_county_of_a_city_without_districts_is_found() -> None:
    assert Divisions().full_name("441900003").startswith("广东省东莞市")


def test_an_own_village_is_added_renamed_and_retired() -> None:
    own = (
        Division("419901300299", "新集村委会"),
        Division("419901300200", "东河新村委会"),
        Division("419901300201", "西岗村委会", active=False),
        Division("41990130020001", "东河一组"),
    )
    book = Divisions(own)
    names = [village.name for village in book.below("419901300")]
    assert "新集村委会" in names
    assert "东河新村委会" in names
    assert "东河村委会" not in names
    assert "西岗村委会" not in names
    assert book.full_name("419901300201").endswith("西岗村委会"), "old records still name it"
    assert [group.name for group in book.below("419901300200")] == ["东河一组"]


@pytest.mark.parametrize("code", ["990000000000", "419901999", "411328300999", "4113", "x", ""])
def test_a_code_nobody_knows_has_no_name_and_no_error(code: str) -> None:
    assert Divisions().full_name(code) == ("河南省南阳市" if code == "4113" else "")


def test_every_ending_is_folded_and_unfolded() -> None:
    with pytest.raises(ValueError, match="A"):
        divisions.folded("东河A")
    assert divisions.folded("陈庄村民委员会") == "陈庄C"


def test_the_packed_list_fits_the_installer() -> None:
    packed = [path.stat().st_size for path in resources.path("divisions").glob("*.xz")]
    assert len(packed) == 32
    assert sum(packed) < 3.2 * 1024 * 1024
