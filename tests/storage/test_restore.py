"""Putting a copy in place: the old data stay aside, a cut at any step is completed later (F02, F24)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.storage import backup, copies, keys, restoring, station_file
from station_app.storage.lock import held
from tests.storage.whole_station import PASSWORD, WholeStation


def villages(folder: StationFolder, password: str | None = None) -> list[str]:
    db = station_file.open_station(folder, keys.unlock(folder, password), actor="王敏")
    found = WholeStation(folder, b"", "", db).villages()
    db.close()
    return found


@pytest.fixture
def copied(whole: WholeStation, tmp_path: Path) -> Path:
    """A stick with a copy in which only 甲村 exists; the station has 乙村 as well."""
    whole.household("甲村")
    whole.folder.attachments.mkdir()
    (whole.folder.attachments / "a").write_bytes(b"scan")
    backup.make_copy(whole.db, whole.folder, tmp_path / "usb")
    whole.household("乙村")
    whole.db.close()
    return tmp_path / "usb"


def test_a_restored_station_is_as_the_copy_and_the_earlier_data_lie_aside(whole: WholeStation, copied: Path) -> None:
    aside = backup.restore(copied, whole.folder)
    assert villages(whole.folder) == ["甲村"]
    assert (whole.folder.attachments / "a").read_bytes() == b"scan"
    assert aside is not None
    assert villages(StationFolder(aside)) == ["甲村", "乙村"]
    assert backup.check(whole.folder, whole.data_key) == []
    assert not list(whole.folder.root.glob("restore.*"))


def test_a_second_restore_never_touches_what_the_first_set_aside(whole: WholeStation, copied: Path) -> None:
    first = backup.restore(copied, whole.folder)
    second = backup.restore(copied, whole.folder)
    assert first != second
    assert first is not None
    assert villages(StationFolder(first)) == ["甲村", "乙村"]


def test_a_guarded_station_is_restored_on_a_fresh_machine_with_its_password_or_the_paper_key(
    guarded: WholeStation, tmp_path: Path
) -> None:
    guarded.household("甲村")
    backup.make_copy(guarded.db, guarded.folder, tmp_path / "usb")
    fresh = StationFolder(tmp_path / "fresh")
    with held(fresh):
        assert backup.restore(tmp_path / "usb", fresh) is None
    assert villages(fresh, PASSWORD) == ["甲村"]
    assert keys.unlock_with_recovery(fresh, guarded.recovery_key) == guarded.data_key


def test_the_newest_of_several_copies_is_taken_unless_one_is_named(whole: WholeStation, copied: Path) -> None:
    db = station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    backup.make_copy(db, whole.folder, copied)
    db.close()
    backup.restore(copied, whole.folder)
    assert villages(whole.folder) == ["甲村", "乙村"]
    backup.restore(copies.list_copies(copied)[0].path, whole.folder)
    assert villages(whole.folder) == ["甲村"]


def test_a_damaged_copy_is_not_used(whole: WholeStation, copied: Path) -> None:
    (copy,) = copies.list_copies(copied)
    content = bytearray((copy.path / "station.db").read_bytes())
    content[100] ^= 1
    (copy.path / "station.db").write_bytes(content)
    with pytest.raises(Trouble) as told:
        backup.restore(copied, whole.folder)
    assert told.value.code == "E_COPY_DAMAGED"
    assert villages(whole.folder) == ["甲村", "乙村"]


def test_a_copy_that_followed_a_new_password_is_restored_and_opens_with_it(
    guarded: WholeStation, tmp_path: Path
) -> None:
    guarded.household("甲村")
    backup.make_copy(guarded.db, guarded.folder, guarded.folder.copies)
    keys.change_password(guarded.folder, guarded.data_key, "另一个密码456")
    fresh = StationFolder(tmp_path / "fresh")
    backup.restore(guarded.folder.copies, fresh)
    assert villages(fresh, "另一个密码456") == ["甲村"]


def test_a_copy_with_a_damaged_key_file_is_not_used(guarded: WholeStation, tmp_path: Path) -> None:
    copy = backup.make_copy(guarded.db, guarded.folder, guarded.folder.copies)
    key_file = copy.path / "station.key"
    key_file.write_bytes(key_file.read_bytes().replace(b"argon2id", b"argon2ix"))
    with pytest.raises(Trouble) as told:
        backup.restore(copy.path, StationFolder(tmp_path / "fresh"))
    assert told.value.code == "E_COPY_DAMAGED"


def test_a_folder_without_a_copy_is_told(whole: WholeStation, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as told:
        backup.restore(tmp_path, whole.folder)
    assert told.value.code == "E_NO_COPY"


def test_a_journal_of_the_old_data_never_meets_the_restored_file(whole: WholeStation, copied: Path) -> None:
    journal = whole.folder.database.with_name("station.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096))
    aside = backup.restore(copied, whole.folder)
    assert villages(whole.folder) == ["甲村"]
    assert aside is not None
    assert (aside / journal.name).stat().st_size == 4104


class PowerCut(BaseException):
    pass


def cut_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The power fails before the n-th file is put in place."""
    real, count = restoring.copy_safely, 0

    def copy_or_cut(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise PowerCut
        real(source, target)

    monkeypatch.setattr(restoring, "copy_safely", copy_or_cut)


@pytest.mark.parametrize("number", range(1, 8))
def test_a_cut_at_any_step_is_completed_or_forgotten_at_the_next_start(
    whole: WholeStation, copied: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patched:
        cut_at(patched, number)
        with pytest.raises(PowerCut):
            backup.restore(copied, whole.folder)
    planned = (whole.folder.root / "restore.plan").exists()
    with held(whole.folder):
        assert villages(whole.folder) == (["甲村"] if planned else ["甲村", "乙村"])
    if planned:
        assert villages(StationFolder(whole.folder.root / "before-restore-001")) == ["甲村", "乙村"]
    assert not (whole.folder.root / "restore.plan").exists()
    assert planned == (number > 5)  # three files aside, two staged, then the plan


def test_attachments_are_added_and_none_is_taken_away(whole: WholeStation, copied: Path) -> None:
    (whole.folder.attachments / "a").unlink()
    (whole.folder.attachments / "b").write_bytes(b"later")
    backup.restore(copied, whole.folder)
    assert {place.name: place.read_bytes() for place in whole.folder.attachments.iterdir()} == {
        "a": b"scan",
        "b": b"later",
    }


def test_a_half_staged_restore_without_a_plan_changes_nothing(whole: WholeStation, copied: Path) -> None:
    (copy,) = copies.list_copies(copied)
    shutil.copytree(copy.path, whole.folder.root / "restore.part")
    with held(whole.folder):
        assert villages(whole.folder) == ["甲村", "乙村"]
