"""Lists of 100,000 rows: page scroll, open, sort, filter against peers measured in the same run; .xlsx of 13,000 × 30.

The C++ comparator of a page scroll is a QTableView on a QSqlQueryModel: no line of Python runs while it paints. The
textbook peer (QStandardItemModel behind a QSortFilterProxyModel) gets a tenth of the rows: with all of them it takes
700 MB. Times are alternated medians.
"""

from __future__ import annotations

import gc
import io
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from station_app.core import names
from station_app.core.fields import Field
from station_app.core.kinds import Code, Date, IdNumber, Integer, Name, Phone, Text
from station_app.core.listing import ListedColumn, Listing
from station_app.spreadsheets.writing import listing_workbook
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.filters import ColumnFilter
from station_app.ui.table import Table, TableModel

ROWS, TEXTBOOK, ROUNDS, PAGES = 100_000, 10_000, 5, 40
SHEET_ROWS, SHEET_COLUMNS = 13_000, 30
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One invented person."""

    id: str
    name: str
    pinyin: str
    sex: str
    age: int
    village: str
    group: str
    education: str
    id_number: str
    phone: str
    address: str
    skill: str
    note: str


COLUMNS: tuple[Column, ...] = (
    column(Field("name", "姓名", Name()), order=lambda row: row.pinyin),
    column(Field("sex", "性别", Code("sex"))),
    column(Field("age", "年龄", Integer())),
    column(Field("village", "村", Text(40)), width=90),
    column(Field("group", "组", Text(20)), width=80),
    column(Field("education", "学历", Code("education")), width=120),
    column(Field("id_number", "身份证号", IdNumber())),
    column(Field("phone", "电话", Phone())),
    column(Field("address", "住址", Text(100)), width=200),
    column(Field("skill", "技能", Text(40)), width=110),
    column(Field("note", "备注", Text(200)), width=200),
    column(Field("born", "出生", Date()), get=lambda _row: None),
)


def people(count: int) -> list[Row]:
    """Invented rows."""
    dice = random.Random(1)
    made = []
    for number in range(count):
        name = dice.choice("王李张刘陈杨赵黄周吴徐孙") + "".join(dice.sample("秀兰英芳娟敏静丽强磊军洋", 2))
        village = dice.choice("甲乙丙丁戊己") + "村"
        made.append(
            Row(
                str(number),
                name,
                names.pinyin(name)[0],
                dice.choice("12"),
                dice.randint(16, 70),
                village,
                f"{dice.randint(1, 9)}组",
                dice.choice(("20", "40", "61", "70")),
                f"4199{dice.randrange(10**14):014d}",
                f"154{dice.randrange(10**8):08d}",
                f"{village}{dice.randint(1, 200)}号",
                dice.choice(("面点", "养殖", "缝纫")),
                "" if number % 3 else "想在家附近上班",
            )
        )
    return made


def seconds(act: Callable[[], Any]) -> float:
    """Wall seconds of an action."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def alternated(*acts: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Median seconds of each, one after the other in every round."""
    times: list[list[float]] = [[] for _act in acts]
    for _round in range(rounds):
        for act, kept in zip(acts, times, strict=True):
            gc.collect()
            kept.append(seconds(act))
    return [statistics.median(kept) for kept in times]


def sql_view(rows: Sequence[Row]) -> QTableView | None:
    """The C++ comparator; None where Qt has no SQLite driver."""
    from PySide6.QtSql import QSqlDatabase, QSqlQuery, QSqlQueryModel

    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(":memory:")
    if not database.open():
        return None
    names_of = [f"c{number}" for number in range(len(COLUMNS))]
    query = QSqlQuery(database)
    query.exec(f"CREATE TABLE t ({', '.join(names_of)})")
    database.transaction()
    query.prepare(f"INSERT INTO t VALUES ({', '.join('?' * len(names_of))})")
    for row in rows:
        for place, shown in enumerate(COLUMNS):
            value = shown.get(row)
            query.bindValue(place, "" if value is None else shown.format(value))
        query.exec()
    database.commit()
    model = QSqlQueryModel()
    model.setQuery("SELECT * FROM t", database)
    while model.canFetchMore():
        model.fetchMore()
    view = QTableView()
    view.setModel(model)
    view._model = model  # type: ignore[attr-defined]  # the view does not own it
    return view


def dressed(view: QTableView) -> QTableView:
    """Looks, size and column widths as the program's own table."""
    view.setWordWrap(False)
    view.verticalHeader().setDefaultSectionSize(theme.row_height())
    view.verticalHeader().hide()
    for place, shown in enumerate(COLUMNS):
        view.setColumnWidth(place, theme.px(shown.width))
    view.resize(1600, 1000)
    view.show()
    QApplication.processEvents()
    return view


def scroll(view: QTableView) -> float:
    """Median seconds of one page further down."""
    bar, area = view.verticalScrollBar(), view.viewport()
    bar.setValue(0)
    area.repaint()
    times = []
    for _page in range(PAGES):
        bar.setValue(bar.value() + bar.pageStep())
        times.append(seconds(area.repaint))
    return statistics.median(times)


class ListModel(QAbstractTableModel):
    """The least a Python list needs to be shown: the peer for opening."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_INDEX) -> int:  # noqa: N802
        """All rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_INDEX) -> int:  # noqa: N802
        """All columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text alone."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        shown = COLUMNS[index.column()]
        value = shown.get(self.rows[index.row()])
        return "" if value is None else shown.format(value)


def list_view(rows: list[Row]) -> QTableView:
    """A bare view on a bare model."""
    view = QTableView()
    view._model = ListModel(rows)  # type: ignore[attr-defined]  # the view does not own it
    view.setModel(view._model)  # type: ignore[attr-defined]
    return view


def textbook(rows: Sequence[Row]) -> tuple[QSortFilterProxyModel, QStandardItemModel]:
    """An item a cell, sorted and filtered by a proxy."""
    items = QStandardItemModel(0, len(COLUMNS))
    for row in rows:
        items.appendRow([QStandardItem("" if (v := shown.get(row)) is None else shown.format(v)) for shown in COLUMNS])
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(items)
    return proxy, items


def measure_lists(rows: list[Row]) -> None:
    """Scrolling and opening, then the rest."""
    mine = Table(COLUMNS, rows)
    dressed(mine)
    comparator = sql_view(rows)
    if comparator is None:
        print("page scroll: no SQLite driver in Qt, not measured")
    else:
        dressed(comparator)
        ours, theirs = [], []
        for _round in range(ROUNDS):
            ours.append(scroll(mine))
            theirs.append(scroll(comparator))
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"page scroll: {a * 1000:.1f} ms, {a / b:.2f} x QSqlQueryModel {b * 1000:.1f} ms (aim 1.2)")
        comparator.close()
    kept: list[QTableView] = []
    a, b = alternated(lambda: kept.append(dressed(Table(COLUMNS, rows))), lambda: kept.append(dressed(list_view(rows))))
    print(f"open to first paint: {a * 1000:.0f} ms, {a / b:.2f} x a bare list model (aim 1.5)")
    for view in kept:
        view.close()
    kept.clear()
    measure_sorting(mine.source, rows)
    measure_filters(mine.source, rows)
    measure_textbook(rows[:TEXTBOOK])


def measure_sorting(source: TableModel, rows: list[Row]) -> None:
    """Against list.sort with the same key."""
    copy = list(rows)
    directions = [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder]

    def turn(place: int) -> None:
        directions.reverse()
        source.sort(place, directions[0])

    def turn_list(key: Callable[[Row], Any]) -> None:
        directions.reverse()
        copy[:] = rows
        copy.sort(key=key, reverse=directions[0] == Qt.SortOrder.DescendingOrder)

    for place, what, key in ((0, "names by pinyin", lambda row: row.pinyin), (2, "ages", lambda row: row.age)):
        first = seconds(lambda place=place: source.sort(place))
        a, b = alternated(lambda place=place: turn(place), lambda key=key: turn_list(key))
        print(f"sort {what}: {a * 1000:.0f} ms (first time {first * 1000:.0f}), {a / b:.2f} x list.sort (aim 1.2)")
    source.sort(-1)


def measure_filters(source: TableModel, rows: list[Row]) -> None:
    """Against a list comprehension."""
    built = seconds(lambda: source.filter("秀兰"))
    hay = source._words()
    needles = ["王秀", "154", "甲村1", "面点"]

    def by_words() -> None:
        for needle in needles:
            source.filter(needle)

    def by_comprehension() -> None:
        for needle in needles:
            [row for row, text in zip(rows, hay, strict=True) if needle in text]

    a, b = alternated(by_words, by_comprehension)
    print(
        f"filter by typed words: {a / 4 * 1000:.0f} ms, {a / b:.2f} x a list comprehension (aim 1.5);"
        f" first key {built * 1000:.0f} ms"
    )
    source.filter("")
    for what, wanted, test in (
        ("ticked codes", {"education": ColumnFilter(("20", "40"))}, lambda row: row.education in {"20", "40"}),
        ("from-to", {"age": ColumnFilter(low="20", high="45")}, lambda row: 20 <= row.age <= 45),
    ):

        def by_column(wanted: dict[str, ColumnFilter] = wanted) -> None:
            source.set_filters(wanted)

        def by_test(test: Callable[[Row], bool] = test) -> None:
            [row for row in rows if test(row)]

        a, b = alternated(by_column, by_test)
        print(f"column filter, {what}: {a * 1000:.0f} ms, {a / b:.2f} x a list comprehension (aim 1.5)")
        source.set_filters({})


def measure_textbook(some: list[Row]) -> None:
    """What books show: an item a cell behind a proxy."""
    made: list[Any] = []
    open_textbook = seconds(lambda: made.extend(textbook(some)))
    proxy: QSortFilterProxyModel = made[0]
    small = Table(COLUMNS, some).source
    sort_textbook, filter_textbook = seconds(lambda: proxy.sort(0)), seconds(lambda: _look(proxy))
    sort_mine, filter_mine = seconds(lambda: small.sort(0)), seconds(lambda: small.filter("秀兰"))
    print(
        f"textbook (items and proxy) at {TEXTBOOK:,} rows: make {open_textbook * 1000:.0f} ms, "
        f"sort {sort_textbook / sort_mine:.0f} x ours, filter {filter_textbook / filter_mine:.1f} x ours (first key)"
    )


def _look(proxy: QSortFilterProxyModel) -> None:
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterFixedString("秀兰")


def measure_workbook() -> None:
    """Export against openpyxl's write-only mode, the same values."""
    dice = random.Random(2)
    rows = [
        [
            f"4199{dice.randrange(10**14):014d}"
            if place % 5 == 0
            else dice.randrange(5000)
            if place % 5 == 1
            else "王秀兰"
            for place in range(SHEET_COLUMNS)
        ]
        for _row in range(SHEET_ROWS)
    ]
    columns = tuple(ListedColumn(f"列{n}", 100, is_text=n % 5 == 0) for n in range(SHEET_COLUMNS))

    def peer() -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append([each.label for each in columns])
        for row in rows:
            sheet.append(row)
        book.save(io.BytesIO())

    a, b = alternated(lambda: listing_workbook(Listing("名单", columns, rows)), peer, rounds=3)
    print(f".xlsx {SHEET_ROWS:,} x {SHEET_COLUMNS}: {a:.2f} s, {a / b:.2f} x openpyxl write-only (aim 0.3)")


def main() -> None:
    """Measure and print."""
    application = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(application, QApplication)
    theme.apply(application)
    measure_lists(people(ROWS))
    measure_workbook()


if __name__ == "__main__":
    main()
