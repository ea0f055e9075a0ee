"""The station's own codes: added, renamed, retired; national tables and the program's own stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.kinds import Code
from station_app.features.people.rules.roster import words
from station_app.features.station.service import code_tables
from station_app.ui.choices import matching
from tests.conftest import StationInUse


@pytest.fixture(autouse=True)
def _only_shipped_codes_afterwards() -> Iterator[None]:
    yield
    codes.use_own(())


def save(station: StationInUse, table: str, name: str, code: str = "", *, active: bool = True) -> str:
    with station.db.work() as session:
        return code_tables.save_entry(session, table, name, code=code, active=active)


def test_a_new_trade_is_offered_at_once_also_to_who_held_the_table_before(station: StationInUse) -> None:
    held = codes.table("training_trade")
    code_tables.follow(station.db)
    assert words.find_code("education", "扎染班") is None
    code = save(station, "training_trade", "扎染工")
    assert code == "L01"
    assert Code("training_trade").parse("扎染工") == "L01"
    assert [choice.text for choice in matching(held, "zrg")] == ["扎染工"]
    assert save(station, "training_trade", "木版年画工") == "L02"


def test_a_renamed_code_is_shown_by_its_new_name_and_found_by_both(station: StationInUse) -> None:
    code_tables.follow(station.db)
    table = codes.table("hardship_cause")
    old = table.label("09")
    save(station, "hardship_cause", "照料负担", "09")
    assert table.label("09") == "照料负担"
    assert (table.find("照料负担"), table.find(old)) == ("09", "09")
    save(station, "hardship_cause", old, "09")
    assert table.label("09") == old


def test_a_retired_code_stays_readable_but_is_not_offered(station: StationInUse) -> None:
    code_tables.follow(station.db)
    kind = Code("hardship_cause")
    name = kind.format("08")
    save(station, "hardship_cause", name, "08", active=False)
    kind.check("08")
    assert kind.format("08") == name
    assert kind.parse(name) == "08", "a form that opens an old record must be able to save it"
    assert name not in [choice.text for choice in matching(codes.table("hardship_cause"), "")]
    save(station, "hardship_cause", name, "08")
    assert name in [choice.text for choice in matching(codes.table("hardship_cause"), "")]


def test_words_of_a_roster_that_were_unknown_before_are_known_after_they_became_a_code(station: StationInUse) -> None:
    code_tables.follow(station.db)
    assert words.read_categories("返乡大学生", None).codes == ()
    code = save(station, "assistance_category", "返乡大学生")
    assert words.read_categories("返乡大学生", None).codes == (code,)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("sex", "国家标准"),
        ("ethnic_group", "国家标准"),
        ("state_enrolment", "程序按这些代码"),
        ("attendance_mark", "程序"),
    ],
)
def test_tables_that_are_not_the_stations_say_why(station: StationInUse, table: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        save(station, table, "别的")


def test_a_national_trades_name_stays_but_it_may_be_retired(station: StationInUse) -> None:
    with pytest.raises(Refused, match="国家职业技能标准"):
        save(station, "training_trade", "做包子的", "4-03-02-02")
    save(station, "training_trade", "中式面点师", "4-03-02-02", active=False)
    with station.db.read() as session:
        (row,) = [row for row in code_tables.list_entries(session, "training_trade") if row.id == "4-03-02-02"]
    assert (row.active, row.is_own) == (False, False)


def test_an_empty_or_known_name_is_refused_beside_the_field(station: StationInUse) -> None:
    for name, said in ((" ", "请填写名称"), ("因病", "已经有了（代码 01）")):
        with pytest.raises(Refused, match=said) as refused:
            save(station, "hardship_cause", name)
        assert refused.value.problems[0].field == "name_zh"


def test_the_list_names_where_a_table_is_used_and_puts_the_changeable_first(station: StationInUse) -> None:
    save(station, "training_trade", "扎染工")
    with station.db.read() as session:
        rows = code_tables.list_tables(session)
    by_id = {row.id: row for row in rows}
    assert "培训班・" in by_id["training_trade"].used_by
    assert by_id["training_trade"].own == 1
    assert by_id["sex"].locked.startswith("国家标准（GB/T 2261.1-2003）")
    assert [bool(row.locked) for row in rows] == sorted(bool(row.locked) for row in rows)


def test_another_stations_codes_are_gone_when_this_one_is_open(station: StationInUse) -> None:
    codes.use_own([codes.OwnEntry("training_trade", "L07", "别站的工种")])
    assert "L07" in codes.table("training_trade")
    code_tables.follow(station.db)
    assert "L07" not in codes.table("training_trade")
