"""export, receive and enrol as somebody at a terminal uses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from station_app import cli
from tests.submission.pretended_county import PretendedCounty

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Run a command on one station without a password: exit code, what was printed, what was complained about."""
    monkeypatch.delenv(cli.PASSWORD_VARIABLE, raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = cli.run(["--data", str(tmp_path / "站"), *map(str, words)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    assert run("init", "--name", "城郊站", "--division", "419901300", "--no-password")[0] == 0
    return run


def test_a_month_goes_to_the_county_and_its_receipt_comes_back(say: Say, tmp_path: Path) -> None:
    county, stick = PretendedCounty(), tmp_path / "stick"
    stick.mkdir()
    code, out, _err = say("export", "--to", stick)
    assert code == 0
    assert "还没有在县里登记" in out
    assert say("enrol", "request", "--to", stick)[0] == 0
    answer = county.enrol(next(stick.glob("DJ_*.swx")), tmp_path / "county")
    code, out, err = say("enrol", "answer", answer)
    assert (code, county.digits in out, "--confirm" in err) == (1, True, True)
    assert say("enrol", "answer", answer, "--confirm", county.digits)[:2] == (0, "已在测试县民政局登记。\n")
    for file in stick.glob("SW_*"):
        file.unlink()
    code, out, _err = say("export", "--to", stick, "--papers")
    assert code == 0
    assert out.rstrip().endswith("可以拔出。")
    assert {file.suffix for file in stick.iterdir()} == {".swx", ".xlsx", ".pdf"}
    opened = county.open(next(stick.glob("SW_*.swx")))
    code, out, _err = say("receive", county.receipt(opened, stick))
    assert (code, "第 1 号包县里已收下" in out) == (0, True)


def test_what_is_refused_is_a_sentence_and_exit_one(say: Say, tmp_path: Path) -> None:
    code, _out, err = say("receive", tmp_path / "nothing.swx")
    assert (code, "读不了" in err) == (1, True)
    (tmp_path / "photo.jpg").write_bytes(b"no package")
    code, _out, err = say("receive", tmp_path / "photo.jpg")
    assert (code, "不是数据包" in err) == (1, True)
    code, _out, err = say("export", "--to", tmp_path / "pulled")
    assert (code, "重新插好U盘" in err) == (1, True)
    assert say("receive")[0] == 2
