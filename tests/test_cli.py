"""The command line as somebody at a terminal or a script uses it: sentences, files, exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from station_app import cli
from station_app.core.paths import StationFolder
from station_app.features.station.service import user_access
from station_app.storage import key_wraps, keys, station_file
from station_app.storage.connect import open_file

SAMPLE = next((Path(__file__).parent / "people" / "roster" / "samples").glob("*.xlsx"))
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run one command in this process: exit code, what was printed, what was complained about."""
    monkeypatch.delenv(cli.PASSWORD_VARIABLE, raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = cli.run([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def data(tmp_path: Path, say: Say) -> Path:
    """A station without a password, made by init."""
    folder = tmp_path / "站"
    assert say("init", "--data", folder, "--name", "城郊站", "--division", "419901300", "--no-password")[0] == 0
    return folder


def test_init_prints_the_recovery_key_once_and_leaves_an_existing_station_alone(tmp_path: Path, say: Say) -> None:
    code, printed, _err = say(
        "--data", tmp_path / "a", "init", "--name", "甲站", "--division", "419901300200", "--no-password"
    )
    assert code == 0
    assert "恢复密钥" in printed
    before = (tmp_path / "a" / "station.key").read_bytes()
    code, _out, complaint = say(
        "--data", tmp_path / "a", "init", "--name", "乙站", "--division", "419901300", "--no-password"
    )
    assert (code, "已经有一个站，没有改动任何数据" in complaint) == (1, True)
    assert (tmp_path / "a" / "station.key").read_bytes() == before


def test_init_where_only_a_key_file_is_left_says_what_may_have_happened(data: Path, say: Say) -> None:
    StationFolder(data).database.unlink()
    key = StationFolder(data).key_file.read_bytes()
    code, _out, complaint = say("init", "--data", data, "--name", "城郊站", "--division", "419901300", "--no-password")
    assert (code, "移走再建" in complaint, "restore" in complaint) == (1, True, True)
    assert StationFolder(data).key_file.read_bytes() == key


@pytest.mark.parametrize("division", ["41990130", "4199013002001", "abc901300", "⁴19901300"])
def test_a_division_that_is_not_9_or_12_digits_makes_no_station(tmp_path: Path, say: Say, division: str) -> None:
    code, _out, complaint = say(
        "init", "--data", tmp_path / "a", "--name", "甲", "--division", division, "--no-password"
    )
    assert (code, complaint.strip()) == (1, "区划代码应为 9 或 12 位数字，还没有建站。")
    assert not (tmp_path / "a").exists()


def test_a_command_without_a_station_says_what_to_do(tmp_path: Path, say: Say) -> None:
    code, _out, complaint = say("people", "list", "--data", tmp_path / "none")
    assert code == 1
    assert "请先运行 init" in complaint
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", [["fly"], [], ["people"], ["init"], ["class", "show"], ["people", "list", "--data"]])
def test_wrong_usage_exits_with_2_and_a_chinese_sentence(say: Say, words: list[str]) -> None:
    code, _out, complaint = say(*words)
    assert code == 2
    assert any("\u4e00" <= char <= "\u9fff" for char in complaint)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["class", "show"], "还缺: 班号"),
        (["class", "archive", "2023-001", "--keep-open=1"], "--keep-open: 后面不要写值 '1'"),
        (["certificates", "print", "2023-001", "--out"], "--out: 后面要有一个值"),
        (["certificates", "print", "--issue-on", "昨天"], "--issue-on: 看不懂日期 昨天，请写成 2023-02-15"),
        (["certificates", "layouts", "--export", "a", "--import", "b"], "--import: 不能同时用 --export"),
        (["forms", "print", "F99", "--out", "x.pdf"], "表号: 没有这个选项: 'F99'"),
        (["forms", "print", "F02", "--blank", "--blank-rows"], "--blank-rows: 不能同时用 --blank"),
        (["forms", "print", "F02", "--bl"], "--bl 写得太短，可能是 --blank, --blank-rows"),
        (["report"], "还缺其中一个：--month --period"),
        (["demo"], "还缺: 目录"),
        (["demo", "a", "b"], "不认识的内容: b"),
    ],
)
def test_what_is_wrong_with_the_command_is_said_without_english(say: Say, words: list[str], said: str) -> None:
    code, _out, complaint = say(*words)
    assert code == 2
    assert f"用法不对：{said}" in complaint
    assert re.search(r"\b(argument|invalid|expected|required|allowed|choice)", complaint) is None


@pytest.mark.parametrize("command", [("demo",), ("init", "--name", "甲站", "--division", "419901300", "--no-password")])
def test_a_place_that_cannot_be_written_is_no_fault_of_the_program(
    tmp_path: Path, say: Say, command: tuple[str, ...]
) -> None:
    (tmp_path / "文件").write_bytes(b"")
    place = tmp_path / "文件" / "站"
    code, _out, complaint = say(*command, *([place] if command == ("demo",) else ["--data", place]))
    assert code == 1
    assert str(tmp_path / "文件") in complaint
    assert "（路径中间有一个不是文件夹）" in complaint or "（已经有同名的文件或文件夹）" in complaint
    assert complaint.startswith("这里读不了或写不了：")
    assert "程序出了一个错误" not in complaint


def test_the_sample_roster_is_imported_and_the_rest_left_to_the_rejects(data: Path, tmp_path: Path, say: Say) -> None:
    limits = ("--reference-date", "2023-02-08", "--age-min", "16", "--age-max-male", "69", "--age-max-female", "69")
    report, rejects = tmp_path / "report.json", tmp_path / "rest.xlsx"
    common = ("people", "import", SAMPLE, "--data", data, "--as", "household_ledger", *limits)
    assert say(*common, "--dry-run", "--json", report)[0] == 0
    assert say("people", "list", "--data", data)[1].count("154") == 0
    assert say(*common, "--json", report, "--rejects", rejects)[0] == 0
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["counts"] == {"accepted": 15, "needs_correction": 4, "duplicate": 1, "ignored": 9}
    listed = say("people", "list", "--data", data)[1]
    assert "谢长河" in listed
    assert "419901197002100112" not in listed
    assert "419901********0112" in listed
    assert rejects.stat().st_size > 0
    code, _out, complaint = say(*common)
    assert (code, "已经导入过" in complaint) == (1, True)


def test_a_report_can_go_to_standard_output_alone(data: Path, say: Say) -> None:
    code, printed, _err = say("people", "import", SAMPLE, "--data", data, "--dry-run", "--json", "-")
    assert code == 0
    assert len(json.loads(printed)["rows"]) == 29


def test_a_file_that_is_no_table_is_refused_with_a_sentence(data: Path, tmp_path: Path, say: Say) -> None:
    picture = tmp_path / "名单.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    code, _out, complaint = say("people", "import", picture, "--data", data)
    assert code == 1
    assert "Traceback" not in complaint
    assert "没有导入" in complaint


def test_backup_check_and_restore_bring_everything_back(data: Path, tmp_path: Path, say: Say) -> None:
    assert say("people", "import", SAMPLE, "--data", data, "--as", "household_ledger")[0] == 0
    before = say("people", "list", "--data", data, "--full")[1]
    assert say("backup", tmp_path / "stick", "--data", data)[0] == 0
    copy = next((tmp_path / "stick").iterdir())
    database = StationFolder(data).database
    rotten = bytearray(database.read_bytes())
    rotten[len(rotten) // 2] ^= 1
    database.write_bytes(rotten)
    code, _out, complaint = say("check", "--data", data)
    assert code == 1
    assert complaint.strip()
    assert say("restore", copy, "--data", data)[0] == 0
    assert say("check", "--data", data)[:2] == (0, "数据完好。\n")
    assert say("people", "list", "--data", data, "--full")[1] == before


def test_only_the_head_puts_a_copy_in_the_place_of_the_data(
    data: Path, tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = StationFolder(data)
    db = station_file.open_station(folder, keys.unlock(folder, None), actor="王敏")
    monkeypatch.setattr(key_wraps, "MEMORY_KIB", 64)  # the same argon2id with less work
    wang = user_access.start_users(db, folder, "王敏", "miandian-ban-45")
    zhao = user_access.add_user(db, folder, "赵兰", "read_only", "zhi-kan-bu-gai-99", proof="miandian-ban-45")
    keys.change_password(folder, db.data_key, "zhi-kan-bu-gai-99", zhao.id)
    db.close()
    monkeypatch.setenv("STATION_APP_PASSWORD", "miandian-ban-45")
    assert say("backup", tmp_path, "--data", data)[0] == 0
    before = folder.database.read_bytes()
    for name, password in (("赵兰", "zhi-kan-bu-gai-99"), ("王敏", "nobody-knows-this-1")):
        monkeypatch.setenv("STATION_APP_PASSWORD", password)
        code, _out, complaint = say("restore", tmp_path, "--data", data, "--user", name)
        assert (code, "没有变化" in complaint) == (1, True)
    assert folder.database.read_bytes() == before
    monkeypatch.setenv("STATION_APP_PASSWORD", "miandian-ban-45")
    assert say("restore", tmp_path, "--data", data)[0] == 0
    assert say("people", "list", "--data", data)[0] == 0
    with contextlib.closing(open_file(folder.database, keys.unlock(folder, "miandian-ban-45", wang.id))) as connection:
        (detail,) = connection.execute("SELECT detail FROM audit_entry WHERE action = 'restore'").fetchone()
    assert '"by":"王敏"' in detail


def test_a_fault_of_the_program_is_a_sentence_with_its_place_and_nobodys_data(
    data: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_arguments: object, **_named: object) -> None:
        raise LookupError("谢长河 419901197002100112")

    monkeypatch.setattr("station_app.storage.keys.unlock", stumble)
    code, _out, complaint = say("check", "--data", data)
    assert code == 1
    assert "LookupError" in complaint
    assert "logins.py:" in complaint
    assert "谢长河" not in complaint
    assert "Traceback" not in complaint


def test_without_data_the_users_own_folder_is_meant(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert cli.data_folder(["check"])[0].root == tmp_path / "station-app"
    assert say("check")[0] == 1


def test_a_password_is_asked_for_and_a_wrong_one_is_told_apart(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "right-horse-2023")
    data = tmp_path / "locked"
    assert say("init", "--data", data, "--name", "锁站", "--division", "419901300")[0] == 0
    assert say("check", "--data", data)[0] == 0
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "wrong-horse-2023")
    code, _out, complaint = say("check", "--data", data)
    assert (code, "密码不对" in complaint) == (1, True)


def test_the_installed_program_runs_and_returns_the_exit_code(data: Path) -> None:
    program = Path(sys.executable).parent / "station-app"
    environment = os.environ | {"STATION_APP_PASSWORD": ""}
    done = subprocess.run(
        [program, "--data", data, "check"], capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "数据完好。\n")


def test_without_a_display_the_window_says_so_and_names_make_demo(data: Path) -> None:
    program = Path(sys.executable).parent / "station-app"
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([program, "--data", data], capture_output=True, text=True, check=False, env=bare, timeout=60)
    assert done.returncode == 1
    assert "make demo" in done.stderr
    assert "Traceback" not in done.stderr


def test_init_refuses_a_password_that_anybody_guesses(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for weak in ("short-1", "1234567890", "chengjiaozhan2023"):
        monkeypatch.setenv(cli.PASSWORD_VARIABLE, weak)
        code, _out, complaint = say("init", "--data", tmp_path / "a", "--name", "城郊站", "--division", "419901300")
        assert (code, "密码" in complaint) == (1, True), weak
        assert not (tmp_path / "a").exists()


def test_users_are_added_by_the_head_and_named_by_the_command(
    data: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATION_APP_NEW_PASSWORD", "miandian-ban-45")
    assert say("user", "add", "李娟", "--data", data)[0] == 1, "the first one is a head"
    assert say("user", "add", "王敏", "--role", "station_head", "--data", data)[0] == 0
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "miandian-ban-45")
    monkeypatch.setenv("STATION_APP_NEW_PASSWORD", "hao-chi-de-mantou")
    assert say("user", "add", "李娟", "--data", data)[0] == 0
    code, printed, _err = say("user", "list", "--data", data)
    assert (code, "王敏  站长  在用" in printed, "李娟  社工  在用" in printed) == (0, True, True)
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "hao-chi-de-mantou")
    code, _out, complaint = say("people", "list", "--data", data, "--user", "李娟")
    assert (code, "换成自己的密码" in complaint) == (1, True)
    assert "没有叫“孙丽”的用户" in say("people", "list", "--data", data, "--user", "孙丽")[2]
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "miandian-ban-45")
    assert say("user", "off", "李娟", "--data", data)[0] == 0
    code, _out, complaint = say("user", "off", "王敏", "--data", data)
    assert (code, "不能停用自己" in complaint) == (1, True)
