"""A roster of 13,000 invented people judged and written, against calamine merely reading the same file, in one run.

The aim is ≤ 4×. Also: judging 500 rows again after a correction, aim ≤ 100 ms.
Run: .venv/bin/python benchmarks/roster.py
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

import station_app.models  # noqa: F401 - completes the metadata
from station_app.core.id_number import check_character
from station_app.core.paths import StationFolder
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.verdicts import Options
from station_app.features.people.service.roster_import import write_import
from station_app.features.station import service
from station_app.spreadsheets.reading import read_workbook
from station_app.storage import keys, station_file

PEOPLE = 13_000
ROUNDS = 5
DAY = dt.date(2023, 2, 8)
HEADER = [
    "序号", "村(社区)", "户主姓名", "姓名", "与户主关系", "性别", "民族", "公民身份号码", "出生日期", "文化程度",
    "婚姻状况", "人员类别", "残疾(类别等级)", "劳动能力", "沟通能力", "有无意愿", "期望月薪", "联系方式", "家庭住址",
    "备注",
]  # fmt: skip
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "秀兰桂英玉梅志明小龙燕丽芳红霞建国军强伟平海波金凤春花爱莲宝贵天佑元旦长河占魁"


def write_roster(path: Path, people: int) -> None:
    """A ledger as a county keeps it: families of three, one valid ID number each."""
    chance = random.Random(7)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEADER)
        head = ""
        for row in range(people):
            born = dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(20000))
            first = f"4199{row // 900:02d}{born:%Y%m%d}{row % 900 + 1:03d}"
            sex = "男" if int(first[16]) % 2 else "女"
            name = chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
            relation = ("户主", "配偶", "长子" if sex == "男" else "长女")[row % 3]
            head = name if row % 3 == 0 else head
            sheet.write_row(
                row + 1,
                0,
                [
                    row + 1, f"第{row // 60}村", head, name, relation, sex, chance.choice(("汉", "汉族", "回族")),
                    first + check_character(first), f"{born.year}.{born.month}.{born.day}",
                    chance.choice(("小学", "初中", "高中", "大专")), chance.choice(("已婚", "未婚", "丧偶")),
                    chance.choice(("低保", "脱贫户、残疾", "一般户", "留守妇女" if sex == "女" else "")),
                    chance.choice(("", "", "肢体三级")), chance.choice(("有", "部分", "弱劳动力")), "正常",
                    chance.choice(("有", "强烈", "观望")), chance.choice(("2000-3000", 1800, "面议", "2千左右")),
                    f"154{row:08d}", f"城郊乡第{row // 60}村{row % 9 + 1}组{row % 40}号", "",
                ],
            )  # fmt: skip


def measure(folder: Path, path: Path, round_number: int) -> dict[str, float]:
    """Seconds of each step of one import into a new encrypted station."""
    place = StationFolder(folder / f"station{round_number}")
    data_key = keys.create_keys(place, None).data_key
    station_file.create_station(place, data_key)
    db = station_file.open_station(place, data_key, actor="王敏")
    with db.work() as session:
        service.save_station(session, {"name": "测试站", "division_code": "419901300"}, require=False)
    gc.collect()
    marks = [time.perf_counter()]
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    marks.append(time.perf_counter())
    gc.collect()
    marks.append(time.perf_counter())
    workbook = read_workbook(path)
    marks.append(time.perf_counter())
    judgement = judge(workbook, "household_ledger", Options(DAY, DAY))
    marks.append(time.perf_counter())
    with db.work() as session:
        result = write_import(session, judgement)
    marks.append(time.perf_counter())
    db.close()
    if result.created != PEOPLE:
        raise SystemExit(f"only {result.created} of {PEOPLE} people were written: {judgement.counts}")
    peer, _collect, read, judging, write = (after - before for before, after in pairwise(marks))
    return {"peer": peer, "read": read, "judge": judging, "write": write}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "roster.xlsx"
        write_roster(path, PEOPLE)
        rounds = [measure(folder, path, number) for number in range(ROUNDS)]
        small = folder / "small.xlsx"
        write_roster(small, 500)
        workbook = read_workbook(small)
        times = []
        for number in range(20):
            start = time.perf_counter()
            judge(workbook, "household_ledger", Options(DAY, DAY), {("台账", 2 + number): {"name": "王芳"}})
            times.append(time.perf_counter() - start)
    middle = {key: statistics.median(found[key] for found in rounds) for key in rounds[0]}
    whole = middle["read"] + middle["judge"] + middle["write"]
    best = min(sum(found.values()) - found["peer"] for found in rounds) / min(found["peer"] for found in rounds)
    print(f"{PEOPLE} people × {len(HEADER)} columns, medians of {ROUNDS}:")
    print("  " + ", ".join(f"{key} {seconds:.3f} s" for key, seconds in middle.items()))
    print(
        f"  read + judge + write {whole:.3f} s = {whole / middle['peer']:.2f} × calamine (best {best:.2f} ×; aim ≤ 4)"
    )
    print(f"500 rows judged again: {statistics.median(times) * 1000:.1f} ms (aim ≤ 100)")


if __name__ == "__main__":
    main()
