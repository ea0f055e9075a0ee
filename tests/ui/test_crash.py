"""Crash records: enough to find the bug, nothing about anybody."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from station_app.ui import crash
from tests.conftest import StationInUse

NAME, NUMBER = "王秀兰", "419901198606071023"


def raise_with_personal_data() -> None:
    person = {"name": NAME, "id_number": NUMBER}
    try:
        {}[NAME]
    except KeyError as cause:
        raise ValueError(f"{person['name']} {person['id_number']} is wrong") from cause


def caught(act: object) -> BaseException:
    try:
        act()  # type: ignore[operator]
    except Exception as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


def test_a_record_names_types_and_places_but_no_message_and_no_value() -> None:
    record = crash.record_text(caught(raise_with_personal_data))
    assert NAME not in record
    assert NUMBER not in record
    assert "builtins.ValueError" in record
    assert "builtins.KeyError" in record, "also what caused it"
    assert "tests/ui/test_crash.py:" in record
    assert "raise_with_personal_data" in record
    assert str(Path.home()) not in record


def test_sql_parameters_do_not_get_into_the_record(station: StationInUse) -> None:
    def ask() -> None:
        with station.db.read() as session:
            session.execute(text("SELECT nothing FROM person WHERE id_number = :number"), {"number": NUMBER})

    record = crash.record_text(caught(ask))
    assert NUMBER not in record
    assert "OperationalError" in record


def test_twenty_records_are_kept(tmp_path: Path) -> None:
    for _time in range(25):
        assert crash.write_record(tmp_path / "logs", caught(raise_with_personal_data)) is not None
    assert len(list((tmp_path / "logs").glob("crash-*.txt"))) == 20


def test_a_folder_that_cannot_be_written_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    assert crash.write_record(tmp_path / "logs", caught(raise_with_personal_data)) is None
    assert "没能写下来" in "".join(crash.sentences(None))


def test_what_nobody_caught_is_recorded_and_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Path | None] = []
    guard = crash.CrashGuard(tmp_path, told.append)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    guard.install()
    error = caught(raise_with_personal_data)
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=raise_with_personal_data)
    thread.start()
    thread.join()
    guard.uninstall()
    assert len(told) == 2
    assert all(place is not None and place.is_file() for place in told)


def test_a_crash_while_telling_is_only_recorded(tmp_path: Path) -> None:
    guard = crash.CrashGuard(tmp_path, lambda _place: guard.report(caught(raise_with_personal_data)))
    guard.report(caught(raise_with_personal_data))
    assert len(list(tmp_path.glob("crash-*.txt"))) == 2


def test_the_user_reads_that_the_data_are_safe_and_never_a_trace() -> None:
    words = "".join(crash.sentences(Path("crash-1.txt")))
    assert "已经保存过的内容都在" in words
    assert "Traceback" not in words
    assert "ValueError" not in words
