"""station-app people import: the same judging without a window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from station_app.cli import run
from station_app.features.people.model import Person
from station_app.storage import keys, station_file
from tests.conftest import StationInUse
from tests.people.roster.workbooks import HEADER, id_of, phone_of, write_xlsx

SAMPLE = Path(__file__).parent / "samples" / "02_低收入人口就业意愿摸底台账.xlsx"


@pytest.fixture
def root(station: StationInUse) -> Path:
    """The folder of a station that no program has open."""
    station.db.close()
    return station.folder.root


def _names(station: StationInUse) -> list[str]:
    db = station_file.open_station(station.folder, keys.unlock(station.folder, None), actor="王敏")
    with db.read() as session:
        found = list(session.scalars(select(Person.name).order_by(Person.id)))
    db.close()
    return found


def test_a_dry_run_needs_no_station_and_prints_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["people", "import", str(SAMPLE), "--as", "household_ledger", "--reference-date", "2023-02-08"]
    limits = ["--age-min", "16", "--age-max-male", "69", "--age-max-female", "69"]
    assert run([*command, *limits, "--dry-run", "--json", "-", "--data", str(tmp_path / "nowhere")]) == 0
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    expected = json.loads(SAMPLE.with_name(SAMPLE.stem + ".expected.json").read_text(encoding="utf-8"))
    assert report["counts"] == expected["counts"]
    assert (report["reference_date"], report["age_limits"]) == (expected["reference_date"], expected["age_limits"])
    assert "可入库 15 行" in captured.err
    assert not (tmp_path / "nowhere").exists()


def test_accepted_rows_are_written_and_the_rest_left_to_rejects(
    station: StationInUse, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rejects, report = tmp_path / "退回.xlsx", tmp_path / "结果.json"
    command = ["--data", str(root), "people", "import", str(SAMPLE), "--rejects", str(rejects), "--json", str(report)]
    assert run(command) == 0
    assert "新增 15 人" in capsys.readouterr().out
    assert len(_names(station)) == 15
    assert rejects.exists()
    assert json.loads(report.read_text(encoding="utf-8"))["import_as"] == "household_ledger"


def test_the_same_file_again_is_refused_until_it_is_meant(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["people", "import", str(SAMPLE), "--data", str(root)]
    assert run(command) == 0
    assert run(command) == 1
    assert "已经导入过" in capsys.readouterr().err
    assert run([*command, "--again"]) == 0


def test_a_report_that_cannot_be_written_imports_nothing(station: StationInUse, root: Path, tmp_path: Path) -> None:
    command = ["people", "import", str(SAMPLE), "--data", str(root), "--json", str(tmp_path / "没有" / "a.json")]
    assert run(command) == 1
    assert _names(station) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04", "读不出来"), ("张三,李四\n".encode(), "没有找到花名册"), (b"", "文件是空的")],
)
def test_an_unreadable_file_ends_with_a_sentence(
    root: Path, tmp_path: Path, content: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert run(["people", "import", str(path), "--data", str(root)]) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err


def test_a_file_with_only_rejected_rows_is_done_and_says_so(
    station: StationInUse, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ["王?", None, None, None, None]])
    assert run(["people", "import", str(path), "--data", str(root)]) == 0
    assert "没有可以入库的行" in capsys.readouterr().out
    assert _names(station) == []


@pytest.mark.parametrize(
    "wrong",
    [[], ["a.xlsx", "--as", "something"], ["a.xlsx", "--age-min", "x"], ["a.xlsx", "--reference-date", "2月"]],
)
def test_wrong_usage_ends_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["people", "import", *wrong])
    assert ended.value.code == 2
    assert "用法" in capsys.readouterr().err


def test_a_class_that_does_not_exist_imports_nothing(
    station: StationInUse, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "import", str(SAMPLE), "--data", str(root), "--class", "没有的班"]) == 1
    assert "没有的班" in capsys.readouterr().err
    assert _names(station) == []


def _enrolment_csv(path: Path) -> Path:
    """A village's enrolment list as GBK CSV: title, note, messy header, totals."""
    rows = [
        ["城郊乡2023年第一期中式面点培训报名花名册", *[""] * 8],
        ["填报单位（盖章）：东河村村委会", *[""] * 8],
        ["序号", "姓 名", "身份证\n号码", "性别", "民族", "出生年月", "学历", "手机号", "类别"],
        ["1", "王 秀兰", id_of("19800101", 12), "女", "汉", "1980.1", "初中", phone_of(1), "留守妇女、低保"],
        [
            "2",
            "李梅",
            "'" + id_of("19810202", 14),
            "女",
            "回",
            "1981年2月",
            "小学",
            phone_of(2) + "/" + phone_of(3),
            "留守",
        ],
        ["3", "赵兰", "4.19901E+17", "女", "汉", "1982.3", "初中", phone_of(4), ""],
        ["4", "孙红", id_of("19790303", 16), "男", "汉", "1979.03", "初中", phone_of(5), ""],
        ["5", "王秀兰", id_of("19800101", 12), "女", "汉", "1980.10", "初中", phone_of(1), ""],
        ["合计", "5人", *[""] * 7],
        ["填表人：张三", "", "", "审核人：", *[""] * 5],
    ]
    lines = [",".join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def test_an_enrolment_list_as_gbk_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _enrolment_csv(tmp_path / "东河村报名.csv")
    command = ["people", "import", str(path), "--as", "training_enrolment", "--reference-date", "2023-02-08"]
    assert run([*command, "--dry-run", "--json", "-"]) == 0
    report = json.loads(capsys.readouterr().out)
    rows: list[dict[str, Any]] = report["rows"]
    assert report["counts"] == {"accepted": 2, "needs_correction": 2, "duplicate": 1, "ignored": 5}
    assert {row["sheet"] for row in rows} == {"东河村报名"}
    assert rows[3]["values"]["categories"] == ["D01", "A01"]
    assert rows[4]["values"]["contact_phone"] == phone_of(3)
    assert (rows[5]["reasons"], rows[6]["reasons"]) == (["ID_PRECISION_LOST"], ["SEX_ID_MISMATCH"])
    assert rows[7]["duplicate_of"] == {"sheet": "东河村报名", "row": 4}


def test_a_register_of_post_holders_renamed_to_et(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("在岗人员")
    rows: list[list[Any]] = [
        ["公益岗位人员登记册"],
        ["编号", "所在村", "姓名", "身份证号", "从事岗位", "开始日期", "到期日期", "补助标准", "一卡通", "电话"],
        [
            1,
            "东河村",
            "王芳",
            id_of("19700101", 12),
            "保洁员",
            44713,
            "2023年5月31日",
            "600元",
            "6222020000000000019",
            15400000001,
        ],
        [2, "", "李梅", id_of("19500101", 12), "护林员", "2022.6", "长期", 600, 6222020000000000019, phone_of(2)],
    ]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    sheet.merge(2, 3, 1, 1)
    sheet.merge(0, 0, 0, 9)
    book.save(str(tmp_path / "a.xls"))
    shutil.move(tmp_path / "a.xls", tmp_path / "在岗.et")
    command = [
        "people",
        "import",
        str(tmp_path / "在岗.et"),
        "--reference-date",
        "2023-02-08",
        "--dry-run",
        "--json",
        "-",
    ]
    assert run(command) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["import_as"] == "post_holder_register"
    first, second = report["rows"][2:]
    expected = {
        "village": "东河村",
        "post": "保洁员",
        "start_date": "2022-06-01",
        "end_date": "2023-05-31",
        "phone": "15400000001",
        "monthly_amount": "600.00",
        "bank_account": "6222020000000000019",
        "serial": "1",
    }
    assert {name: first["values"][name] for name in expected} == expected
    assert first["warnings"] == []
    assert second["warnings"] == ["AGE_OVER_LIMIT", "BANK_PRECISION_LOST", "DATE_UNPARSED"]
    assert (second["values"]["village"], second["values"]["start_date"]) == ("东河村", "2022-06")


def test_a_console_that_knows_no_rare_characters_still_gets_the_whole_report(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "名单𠅤.xlsx", [HEADER, ["王𠅤", id_of("19800101", 12), "女", None, phone_of(1)]])
    program = [sys.executable, "-m", "station_app"]
    command = ["people", "import", str(path), "--as", "training_enrolment", "--reference-date", "2023-02-08"]
    done = subprocess.run(
        [*program, *command, "--dry-run", "--json", "-"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"][1]["values"]["name"] == "王𠅤"
    path.write_bytes(b"")
    station = [
        "init",
        "--data",
        str(tmp_path / "站𠅤"),
        "--name",
        "城郊𠅤站",
        "--division",
        "419901300",
        "--no-password",
    ]
    done = subprocess.run(
        [*program, *station], capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "gbk"}
    )
    assert done.returncode == 0, done.stderr
