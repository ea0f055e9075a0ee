"""What leaves for who looks after the program holds nothing of anybody (F22), and is the text that was shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from station_app import cli
from station_app.core import codes
from station_app.features.people.service import people
from station_app.features.station import service
from station_app.features.station.service import code_tables, diagnostics, holidays, printers, rules
from station_app.ui import crash
from tests.conftest import STATION_VALUES, StationInUse

NAME, NUMBER, PHONE = "欧阳翠花", "419901197803021027", "15400001234"
SECRETS = (NAME, "翠花", NUMBER, PHONE, "王敏", "wangmin", *STATION_VALUES.values())


def fault_with_data() -> Exception:
    """As it comes from deep inside, with somebody's data in its message."""
    try:
        int(f"{NAME} {NUMBER} {PHONE}")
    except ValueError as fault:
        return fault
    raise AssertionError


@pytest.fixture
def told_of(station: StationInUse) -> StationInUse:
    """A station with somebody's data in every place that diagnostics looks at."""
    with station.db.work() as session:
        people.save_person(session, {"name": NAME, "id_number": NUMBER, "phone": PHONE}, require=False)
        rules.set_rule(session, "pass_mark", valid_from=dt.date(2026, 3, 1), value="65", source=f"{NAME}来电 {PHONE}")
        code_tables.save_entry(session, "training_trade", f"{NAME}的手艺")
        holidays.save_holiday(session, {"day": dt.date(2026, 3, 3), "kind": "off", "name": f"{NAME}婚礼"})
        service.save_station(session, {**STATION_VALUES, "phone": PHONE, "address": f"{NAME}家"})
    base = {"dx": 0, "dy": 0, "scale_x": 100_00, "scale_y": 100_00, "duplex": "none", "paper_source": "auto"}
    printers.save_profile(station.folder, base | {"printer": f"{NAME}的打印机", "form_no": "*"})
    logs = station.folder.logs
    assert crash.write_record(logs, fault_with_data()) is not None
    (logs / "crash-20260101T000000000000Z.txt").write_text(f"ValueError: {NAME}\n{PHONE}\n", encoding="utf-8")
    (logs / "native-crash.txt").write_text(
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n"
        f'  File "/home/wangmin/{NAME}/station_app/ui/table.py", line 12 in paint\n{NAME} {NUMBER}\n',
        encoding="utf-8",
    )
    station.folder.window_memory.write_text(f'{{"page": "people", "theme": "{NAME}", "large_type": true}}', "utf-8")
    return station


def test_nobodys_name_number_or_phone_occurs_in_it(told_of: StationInUse) -> None:
    told = diagnostics.diagnostics_text(told_of.folder, told_of.db, screens=["屏幕 1366×768，缩放 100%"])
    for secret in (*SECRETS, str(told_of.folder.root)):
        assert secret not in told, secret
    for said in (
        *("person 1", "setting 1", "pass_mark 2026-03-01 65", "完好性检查：完好", "屏幕 1366×768"),
        *("page people", "large_type True", "ValueError", "（略去一行）", "  table.py:12 paint"),
    ):
        assert said in told, said


def test_the_command_writes_the_same_without_a_window(told_of: StationInUse, tmp_path: Path) -> None:
    told_of.db.close()
    place = tmp_path / "诊断.txt"
    assert cli.run(["--data", str(told_of.folder.root), "diagnostics", "--to", str(place)]) == 0
    written = place.read_text(encoding="utf-8")
    assert "person 1" in written
    assert not [secret for secret in SECRETS if secret in written]
    codes.use_own(())


def test_it_is_also_there_when_the_file_cannot_be_opened(
    told_of: StationInUse, capsys: pytest.CaptureFixture[str]
) -> None:
    told_of.db.close()
    content = bytearray(told_of.folder.database.read_bytes())
    content[:4096] = bytes(4096)
    told_of.folder.database.write_bytes(content)
    assert cli.run(["--data", str(told_of.folder.root), "diagnostics"]) == 0
    told = capsys.readouterr().out
    assert "打不开：E_DB_DAMAGED" in told
    assert not [secret for secret in SECRETS if secret in told]


def test_without_a_station_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--data", str(tmp_path / "nowhere"), "diagnostics"]) == 0
    assert "打不开：E_NO_STATION" in capsys.readouterr().out
    assert not (tmp_path / "nowhere").exists()
