"""A file reaches a stick whole or not at all, and nothing else on the stick is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.storage.handover import hand_over, hand_over_bytes, safe_name, sha256_of
from tests.training.full_disk import room_for


def _writing(content: bytes) -> Callable[[Path], None]:
    def write(part: Path) -> None:
        part.write_bytes(content)

    return write


def test_what_is_on_the_stick_is_what_was_written(tmp_path: Path) -> None:
    path = hand_over(tmp_path, "台账.xlsx", _writing(b"marks"), lambda _part: True)
    assert path.read_bytes() == b"marks"
    assert sha256_of(path) == hashlib.sha256(b"marks").hexdigest()
    assert [found.name for found in tmp_path.iterdir()] == ["台账.xlsx"]


def test_a_file_that_is_already_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"of last week")
    path = hand_over(tmp_path, "台账.xlsx", _writing(b"new"), lambda _part: True)
    assert path.name == "台账 (2).xlsx"
    assert (tmp_path / "台账.xlsx").read_bytes() == b"of last week"


def test_a_full_stick_is_told_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("kept")
    with room_for(1000), pytest.raises(Trouble) as trouble:
        hand_over(tmp_path, "台账.xlsx", _writing(bytes(5000)), lambda _part: True)
    assert trouble.value.code == "E_STICK_FULL"
    assert [found.name for found in tmp_path.iterdir()] == ["other.txt"]


def test_a_stick_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        hand_over(tmp_path / "pulled", "台账.xlsx", _writing(b"new"), lambda _part: True)
    assert trouble.value.code == "E_STICK_GONE"
    assert "重新插好" in trouble.value.next_step


def test_a_stick_that_gives_back_something_else_is_told_and_keeps_nothing(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        hand_over(tmp_path, "台账.xlsx", _writing(b"new"), lambda _part: False)
    assert trouble.value.code == "E_STICK_BAD"
    assert list(tmp_path.iterdir()) == []


def test_names_fit_a_stick_of_any_system() -> None:
    assert safe_name('2023-001 面点/糕点"班"?') == "2023-001 面点 糕点 班"
    assert len(safe_name("班" * 300)) == 100


def test_the_same_bytes_again_are_the_file_that_is_there(tmp_path: Path) -> None:
    first = hand_over_bytes(tmp_path, "SW_1.swx", b"package" * 1000)
    assert hand_over_bytes(tmp_path, "SW_1.swx", b"package" * 1000) == first
    assert [found.name for found in tmp_path.iterdir()] == ["SW_1.swx"]


def test_a_damaged_copy_on_the_stick_is_left_and_a_whole_one_put_beside_it(tmp_path: Path) -> None:
    (tmp_path / "SW_1.swx").write_bytes(b"half")
    assert hand_over_bytes(tmp_path, "SW_1.swx", b"package").name == "SW_1 (2).swx"
