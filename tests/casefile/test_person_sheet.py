"""The person sheet on paper, and `people sheet` on the command line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from station_app import cli
from station_app.core.checks import Refused
from station_app.features.casefile.documents import Sheet, person_sheets, sheets_pdf
from station_app.features.casefile.documents.sheet import on_paper
from station_app.features.casefile.service import photos_of
from station_app.features.people.service import people
from station_app.features.people.service.categories import save_category
from station_app.features.station.service.attachments import PHOTO, add_attachment
from station_app.storage.attachments import AttachmentStore
from tests.casefile.full_life import register
from tests.conftest import StationInUse
from tests.documents import printed
from tests.people.invented_people import number
from tests.ui.test_photos import picture as photograph

RARE = "古丽巴哈尔·阿卜杜热合曼𬱖"


def _sheet(station: StationInUse, person_id: str, *, full: bool = False) -> bytes:
    with station.db.read() as session:
        return person_sheets(session, [person_id], full=full, photo_of=photos_of(station.folder, station.data_key))


def _text(pdf: bytes) -> str:
    return "".join(printed.page_texts(pdf))


def test_numbers_are_masked_unless_they_are_asked_for(station: StationInUse) -> None:
    life = register(station)
    masked, full = _text(_sheet(station, life.person_id)), _text(_sheet(station, life.person_id, full=True))
    assert number() not in masked
    assert "6217000000001234560" not in masked
    assert "419901********" in masked
    assert number() in full
    assert "6217000000001234560" in full


def test_long_and_rare_names_are_printed_whole(station: StationInUse) -> None:
    life = register(station, name=RARE)
    pdf = _sheet(station, life.person_id)
    assert RARE in _text(pdf)
    assert printed.unembedded_fonts(pdf) == []


def test_consent_printer_and_what_is_missing_are_on_it(station: StationInUse) -> None:
    life = register(station)
    with station.db.work() as session:
        people.save_person(session, {"education": None}, person_id=life.person_id, require=False)
    text = _text(_sheet(station, life.person_id))
    assert "已于2023年1月5日签同意书" in text
    assert "打印人：王敏" in text
    assert "待补：学历" in text
    assert "李国强（户主" in text


def test_days_are_as_on_paper_and_every_page_says_whose_it_is(station: StationInUse) -> None:
    life = register(station)
    with station.db.work() as session:
        for month in range(1, 13):
            for code in ("A01", "C01", "E01"):
                span = {"valid_from": dt.date(2010, month, 1), "valid_to": dt.date(2010, month, 20)}
                save_category(session, life.person_id, {"category": code, "source": "入户", **span})
    pages = printed.page_texts(_sheet(station, life.person_id))
    assert len(pages) > 1
    assert all("王秀兰" in page for page in pages)
    assert not re.search(r"\b\d{4}-\d\d-\d\d\b", "".join(pages))
    assert on_paper("2023-02-31 和 2023-02-28") == "2023-02-31 和 2023年2月28日"


def test_a_blank_sheet_names_every_field_and_leaves_room_to_sign(station: StationInUse) -> None:
    text = _text(sheets_pdf([Sheet(station="城郊乡社会工作服务站")]))
    for word in ("身份证号", "与户主关系", "劳动能力", "经历", "签字"):
        assert word in text


def test_the_photo_is_printed_beside_the_name(station: StationInUse) -> None:
    life = register(station)
    store = AttachmentStore(station.folder.attachments, station.data_key)
    before = printed.picture(_sheet(station, life.person_id))
    with station.db.work() as session:
        key = add_attachment(session, store, photograph(), file_name="照片.jpg", of_record="person", role=PHOTO)
        people.save_person(session, {"photo": key}, person_id=life.person_id)
    after = printed.picture(_sheet(station, life.person_id))
    box = (slice(160, 260), slice(670, 740))  # beside the first rows, at 100 dots an inch
    assert after[box].mean() < before[box].mean() - 20
    store.remove(next(iter(store.names())))
    assert printed.page_count(_sheet(station, life.person_id)) >= 1


def test_a_character_that_no_font_has_is_refused_by_name(station: StationInUse) -> None:
    life = register(station)
    with station.db.work() as session:
        people.save_person(session, {"address": "东河村\ue000号"}, person_id=life.person_id, require=False)
    with pytest.raises(Refused, match="U\\+E000"):
        _sheet(station, life.person_id)


def test_the_command_writes_the_sheet_of_the_person_with_that_number(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register(station)
    out = tmp_path / "情况表.pdf"
    command = ["--data", str(station.folder.root), "people", "sheet"]
    assert cli.run([*command, number(), "--out", str(out)]) == 0
    assert "王秀兰" in _text(out.read_bytes())
    assert number() not in _text(out.read_bytes())
    assert cli.run([*command, "王秀兰", "--out", str(out), "--full"]) == 0
    assert number() in _text(out.read_bytes())
    assert "妥善保管" in capsys.readouterr().err
    assert cli.run([*command, "没有这个人", "--out", str(out)]) == 1
    assert "没有找到" in capsys.readouterr().err
