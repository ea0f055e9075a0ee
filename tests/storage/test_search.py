"""Ctrl+K: any part of any word, all words together, names and initials first."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from station_app.storage import search
from station_app.storage.connect import open_file
from station_app.storage.search import Entry, Hit
from tests.storage.whole_station import WholeStation

PEOPLE = [
    ("王秀兰", "wangxiulan", "wxl", "41990119780304102X", "15400001234"),
    ("王秀", "wangxiu", "wx", "419901198001011013", "15400005678"),
    ("李兰", "lilan", "ll", "419901199002022024", "15466660000"),
    ("吴晓龙", "wuxiaolong", "wxl", "419901199103033035", "15477770000"),
    ("欧阳·王秀兰", "ouyangwangxiulan", "oywxl", "419901199204044046", "15488880000"),
]


@pytest.fixture
def filled(whole: WholeStation) -> WholeStation:
    with whole.db.work() as session:
        entries = [Entry("person", f"{at:032x}", row[0], f"{at}村", row) for at, row in enumerate(PEOPLE)]
        search.put_many(session, entries)
        words = ["SGZ-2023-001", "面点班", "mianduanban", "mdb"]
        search.put(session, "training_class", "c" * 32, "面点班ABC", "2023", words)
    return whole


def found(whole: WholeStation, query: str, limit: int = 50) -> list[str]:
    with whole.db.read() as session:
        return [hit.title for hit in search.find(session, query, limit)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("wxl", ["王秀兰", "吴晓龙", "欧阳·王秀兰"]),
        ("WX", ["王秀", "王秀兰", "吴晓龙", "欧阳·王秀兰"]),
        ("王秀", ["王秀", "王秀兰", "欧阳·王秀兰"]),
        ("xiulan", ["王秀兰", "欧阳·王秀兰"]),
        ("102x", ["王秀兰"]),
        ("１５４０００", ["王秀兰", "王秀"]),
        ("兰 1546666", ["李兰"]),
        ("王 1234 wxl", ["王秀兰"]),
        ("sgz-2023", ["面点班ABC"]),
        ("mdb", ["面点班ABC"]),
        ("没有此人", []),
        ("  ", []),
        ("%", []),
        ("_", []),
        ("'", []),
    ],
)
def test_what_a_query_finds_and_in_which_order(filled: WholeStation, query: str, names: list[str]) -> None:
    assert found(filled, query) == names


def test_no_more_than_the_limit_and_nobody_twice(filled: WholeStation) -> None:
    assert found(filled, "w", 2) == ["王秀", "王秀兰"]
    assert sorted(found(filled, "w")) == sorted({*found(filled, "w")})


def test_an_entry_put_again_replaces_the_old_one(filled: WholeStation) -> None:
    with filled.db.work() as session:
        search.put(session, "person", f"{2:032x}", "李蓝", "新村", ["李蓝", "lilan", "ll"])
    assert found(filled, "李兰") == []
    with filled.db.read() as session:
        assert search.find(session, "ll") == [Hit("person", f"{2:032x}", "李蓝", "新村")]


def test_a_removed_entry_is_gone_with_its_words(filled: WholeStation) -> None:
    with filled.db.work() as session:
        search.remove(session, "person", f"{2:032x}")
        search.remove(session, "person", "f" * 32)
        assert ("person", f"{2:032x}") not in search.words_of(session)
        left = "\n".join(session.scalars(text("SELECT words FROM search_words")))
        assert not any(word in left for word in PEOPLE[2])
        assert all(word.lower() in left for row in PEOPLE if row != PEOPLE[2] for word in row)
    assert found(filled, "李兰") == []


def test_neighbours_keep_their_words_while_entries_come_change_and_go(filled: WholeStation) -> None:
    def entry(number: int, word: str) -> Entry:
        return Entry("person", f"{number:032x}", f"甲{word}", "", (f"甲{word}", f"code{word}"))

    with filled.db.work() as session:
        search.put_many(session, [entry(number, f"a{number}z") for number in range(100, 300)])
    with filled.db.work() as session:
        search.put_many(session, [entry(number, f"b{number}z") for number in range(150, 350)])
        for number in range(120, 130):
            search.remove(session, "person", f"{number:032x}")
    expected = {number: f"a{number}z" for number in range(100, 150) if number not in range(120, 130)}
    expected |= {number: f"b{number}z" for number in range(150, 350)}
    for number in range(100, 350):
        for word in (f"a{number}z", f"b{number}z"):
            assert found(filled, f"ode{word}") == ([f"甲{word}"] if expected.get(number) == word else [])
    assert found(filled, "wxl") == ["王秀兰", "吴晓龙", "欧阳·王秀兰"]


def test_words_of_two_neighbours_do_not_make_one_find(filled: WholeStation) -> None:
    assert found(filled, "王秀兰 5678") == []
    assert found(filled, "王秀 5678") == ["王秀"]


def test_every_kind_is_found_alone(filled: WholeStation) -> None:
    with filled.db.read() as session:
        assert [hit.title for hit in search.find(session, "an", kind="training_class")] == ["面点班ABC"]


def test_the_first_window_searches_without_sqlalchemy(filled: WholeStation) -> None:
    connection = open_file(filled.folder.database, filled.data_key, read_only=True)
    try:
        assert [hit.title for hit in search.find(connection, "李兰")] == ["李兰"]
    finally:
        connection.close()
