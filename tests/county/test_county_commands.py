"""Two programs at two terminals and a stick between them: a station's month goes to the county and comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from station_app import cli
from station_app.core.command_line import PASSWORD_VARIABLE
from station_app.core.paths import StationFolder
from station_app.county import commands
from station_app.features.people.service import people
from station_app.storage import keys, station_file
from tests.people.invented_people import number, person_values

Say = Callable[..., tuple[int, str, str]]
DIGITS = re.compile(r"(?:\d{5} ?){6}")


def terminal(run: Callable[[list[str]], int], data: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Exit code, what was printed, what was complained about."""

    def say(*words: object) -> tuple[int, str, str]:
        try:
            code = run(["--data", str(data), *map(str, words)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return say


@pytest.fixture
def station(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    say = terminal(cli.run, tmp_path / "站", capsys)
    assert say("init", "--name", "城郊站", "--division", "419901300", "--no-password")[0] == 0
    return say


@pytest.fixture
def county(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    say = terminal(commands.run, tmp_path / "县", capsys)
    assert say("init", "--name", "测试县民政局", "--division", "419901", "--no-password")[0] == 0
    return say


def digits_in(text: str) -> str:
    found = DIGITS.search(text)
    assert found is not None, text
    return found.group().strip()


def enrol(station: Say, county: Say, stick: Path) -> None:
    _code, out, _err = station("enrol", "request", "--to", stick)
    request, read_out = next(stick.glob("DJ_*.swx")), digits_in(out)
    code, out, err = county("enrol", request, "--out", stick)
    assert (code, digits_in(out), "--confirm" in err) == (1, read_out, True)
    code, out, _err = county("enrol", request, "--out", stick, "--confirm", read_out)
    assert code == 0
    answer = next(stick.glob("SW_*.swx"))
    code, out, _err = station("enrol", "answer", answer, "--confirm", digits_in(out.splitlines()[-1]))
    assert (code, "已在测试县民政局登记" in out) == (0, True)
    for file in stick.iterdir():
        file.unlink()


def add_person(tmp_path: Path) -> str:
    folder = StationFolder(tmp_path / "站")
    db = station_file.open_station(folder, keys.unlock(folder, None), actor="王敏")
    with db.work() as session:
        key = people.save_person(session, person_values(id_number=number(sequence=2)), require=False)
    db.close()
    return key


def test_a_month_goes_to_the_county_and_its_answer_comes_back(station: Say, county: Say, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    enrol(station, county, stick)
    key = add_person(tmp_path)
    assert station("export", "--to", stick)[0] == 0
    (stick / "autorun.inf").write_text("[autorun]")
    code, out, _err = county("receive", stick)
    assert (code, "城郊站 第 1 号：已合并" in out) == (0, True)
    assert county("receive", stick)[1].strip() == "城郊站 第 1 号：以前收过，没有变化"
    code, out, _err = county("stations")
    assert "最近第 1 号，0 天前" in out
    assert county("correct", "person", key, "phone", "15400009999", "--why", "本人来电")[0] == 0
    code, out, _err = county("report", "--month", "2026-11", "--xlsx", tmp_path / "县.xlsx")
    assert (tmp_path / "县.xlsx").exists()
    code, out, _err = county("receipts", "--out", stick / "回执")
    assert (code, out.rstrip().endswith("可以拔出。")) == (0, True), _err
    code, out, _err = station("receive", next((stick / "回执").glob("*.swx")))
    assert code == 0
    assert "第 1 号包县里已收下" in out
    assert "更正" in out
    assert county("check")[:2] == (0, "数据完好。\n")
    assert county("conflicts")[1] == "没有待定的冲突。\n"
    assert county("same")[0] == 0
    assert county("forks")[:2] == (0, "没有要决定的包。\n")
    (stick / "空").mkdir()
    assert "没有数据包" in county("receive", stick / "空")[1]
    assert "没有新的" in station("receive", stick / "空")[1]
    code, out, _err = county("lost-stick", "城郊站", "1", "--on", "2026-11-20", "--note", "路上丢的")
    assert (code, "1 个人" in out) == (0, True)


def test_a_copy_is_made_and_put_back(station: Say, county: Say, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    enrol(station, county, stick)
    assert county("backup", tmp_path / "副本")[0] == 0
    rule = "key=training_age_max_female", "valid_from=2027-01-01", "value=55", "source=县里通知"
    assert county("publish", "setting", *rule)[0] == 0
    code, out, _err = county("restore", tmp_path / "副本")
    assert (code, "留在" in out) == (0, True)
    assert "城郊站" in county("stations")[1]


def test_what_is_wrong_is_a_sentence(county: Say, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"no package")
    code, out, _err = county("receive", tmp_path / "photo.jpg")
    assert (code, "E_DAMAGED" in out or "E_TRUNC" in out) == (1, True)
    code, _out, err = county("receive", tmp_path / "nothing.swx")
    assert (code, "读不了" in err) == (1, True)
    assert county("revoke", "没有的站", "--reason", "丢失")[0] == 1
    assert county("receive")[0] == 2
