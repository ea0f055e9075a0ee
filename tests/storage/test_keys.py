"""The key file: what opens it, what does not, and how damage is told apart from a wrong password (F08, F25)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.storage import key_wraps, keys

PASSWORD = "春天里的面点班2023"


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    return StationFolder(tmp_path / "station")


def code_of(function, *arguments) -> str:
    with pytest.raises(Trouble) as told:
        function(*arguments)
    return told.value.code


def test_a_station_without_a_password_opens_by_itself_and_its_file_says_so(folder: StationFolder) -> None:
    made = keys.create_keys(folder, None)
    assert not keys.has_password(folder)
    assert keys.unlock(folder, None) == made.data_key
    assert "NO PASSWORD" in folder.key_file.read_text()


def test_unlocking_without_a_password_loads_nothing_heavy(folder: StationFolder) -> None:
    keys.create_keys(folder, None)
    code = (
        "import sys; from pathlib import Path; from station_app.core.paths import StationFolder;"
        f"from station_app.storage import keys; keys.unlock(StationFolder(Path({str(folder.root)!r})), None);"
        "print([m for m in ('argon2', 'cryptography', 'sqlalchemy', 'alembic', 'sqlcipher3') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_right_password_opens_and_a_wrong_one_is_called_wrong(folder: StationFolder) -> None:
    made = keys.create_keys(folder, PASSWORD)
    assert keys.has_password(folder)
    assert keys.unlock(folder, PASSWORD) == made.data_key
    assert code_of(keys.unlock, folder, PASSWORD + "x") == "E_WRONG_PASSWORD"
    assert code_of(keys.unlock, folder, None) == "E_NEEDS_PASSWORD"
    assert code_of(keys.unlock, folder, "") == "E_NEEDS_PASSWORD"


def test_full_width_letters_of_an_input_method_are_the_same_password(folder: StationFolder) -> None:
    made = keys.create_keys(folder, "Spring2023")
    assert keys.unlock(folder, "Ｓｐｒｉｎｇ２０２３") == made.data_key


def test_an_empty_password_is_refused_before_anything_is_written(folder: StationFolder) -> None:
    with pytest.raises(Refused):
        keys.create_keys(folder, "")
    assert not folder.key_file.exists()


def test_a_second_key_file_is_never_made_over_the_first(folder: StationFolder) -> None:
    made = keys.create_keys(folder, None)
    with pytest.raises(Refused):
        keys.create_keys(folder, None)
    assert keys.unlock(folder, None) == made.data_key


def test_the_printed_recovery_key_opens_as_people_type_it(folder: StationFolder) -> None:
    made = keys.create_keys(folder, PASSWORD)
    assert keys.unlock_with_recovery(folder, made.recovery_key) == made.data_key
    spaced = f" {made.recovery_key.replace('-', ' ')} ".translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert keys.unlock_with_recovery(folder, spaced) == made.data_key


def test_a_recovery_key_of_another_station_does_not_open(folder: StationFolder, tmp_path: Path) -> None:
    keys.create_keys(folder, PASSWORD)
    other = keys.create_keys(StationFolder(tmp_path / "other"), PASSWORD)
    assert code_of(keys.unlock_with_recovery, folder, other.recovery_key) == "E_WRONG_RECOVERY_KEY"


@given(st.binary(min_size=16, max_size=16), st.data())
def test_one_wrong_digit_or_two_swapped_neighbours_name_the_group(recovery: bytes, data: st.DataObject) -> None:
    text = key_wraps.recovery_text(recovery)
    assert key_wraps.recovery_bytes(text) == recovery
    group, place = data.draw(st.integers(0, 7)), data.draw(st.integers(0, 4))
    digits = [list(part) for part in text.split("-")]
    if data.draw(st.booleans()) and digits[group][place] != digits[group][place + 1]:
        digits[group][place : place + 2] = digits[group][place : place + 2][::-1]
    else:
        digits[group][place] = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[group][place]]))
    with pytest.raises(Trouble, match=f"第 {group + 1} 组"):
        key_wraps.recovery_bytes("-".join("".join(part) for part in digits))


def test_any_damaged_byte_in_both_key_files_is_damage_and_never_a_wrong_password(folder: StationFolder) -> None:
    keys.create_keys(folder, PASSWORD)
    good = folder.key_file.read_bytes()
    for at in range(0, len(good), 7):
        bad = bytearray(good)
        bad[at] ^= 0x10
        for place in keys.places(folder):
            place.write_bytes(bad)
        assert code_of(keys.unlock, folder, PASSWORD) == "E_KEY_FILE_DAMAGED", at
    for length in (0, 1, len(good) // 2, len(good) - 3):
        for place in keys.places(folder):
            place.write_bytes(good[:length])
        assert code_of(keys.has_password, folder) == "E_KEY_FILE_DAMAGED", length


@pytest.mark.parametrize("lost", [0, 1])
@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_one_lost_key_file_is_put_right_from_the_other(folder: StationFolder, lost: int, how: str) -> None:
    made = keys.create_keys(folder, None)
    good = folder.key_file.read_bytes()
    place = keys.places(folder)[lost]
    place.unlink() if how == "missing" else place.write_bytes(good[:50])
    assert keys.unlock(folder, None) == made.data_key
    assert [each.read_bytes() for each in keys.places(folder)] == [good, good]


def test_a_missing_key_file_is_called_missing(folder: StationFolder) -> None:
    assert code_of(keys.unlock, folder, None) == "E_KEY_FILE_MISSING"


def test_a_key_file_of_a_newer_program_is_not_called_damaged(folder: StationFolder) -> None:
    keys.create_keys(folder, None)
    content = json.loads(folder.key_file.read_text())
    del content["sum"]
    for place in keys.places(folder):
        place.write_bytes(keys._rendered(content | {"version": keys.VERSION + 1}))
    assert code_of(keys.unlock, folder, None) == "E_NEWER_FILE"


def test_parameters_that_would_take_all_memory_are_not_tried(folder: StationFolder) -> None:
    keys.create_keys(folder, PASSWORD)
    content = json.loads(folder.key_file.read_text())
    del content["sum"]
    content["access"]["memory_kib"] = 2**31
    for place in keys.places(folder):
        place.write_bytes(keys._rendered(content))
    assert code_of(keys.unlock, folder, PASSWORD) == "E_KEY_FILE_DAMAGED"


def test_a_changed_password_opens_the_old_one_does_not_and_the_recovery_key_still_does(folder: StationFolder) -> None:
    made = keys.create_keys(folder, PASSWORD)
    keys.change_password(folder, made.data_key, "另一个密码456")
    assert keys.unlock(folder, "另一个密码456") == made.data_key
    assert code_of(keys.unlock, folder, PASSWORD) == "E_WRONG_PASSWORD"
    assert keys.unlock_with_recovery(folder, made.recovery_key) == made.data_key
    keys.change_password(folder, made.data_key, None)
    assert keys.unlock(folder, None) == made.data_key


@pytest.mark.parametrize("place", ["copies/copy-000001-20261123-0900", "before-restore-001"])
def test_safe_copies_and_data_set_aside_follow_a_new_password(folder: StationFolder, place: str) -> None:
    made = keys.create_keys(folder, None)
    copy = StationFolder(folder.root / place)
    copy.root.mkdir(parents=True)
    copy.key_file.write_bytes(folder.key_file.read_bytes())
    keys.change_password(folder, made.data_key, PASSWORD)
    assert keys.has_password(copy)
    assert made.data_key.hex().encode() not in copy.key_file.read_bytes()


def test_a_key_that_is_not_the_stations_changes_no_password(folder: StationFolder) -> None:
    keys.create_keys(folder, PASSWORD)
    assert code_of(keys.change_password, folder, bytes(32), "x") == "E_KEY_FILE_DAMAGED"


def test_neither_password_nor_data_key_nor_recovery_key_is_in_the_key_file(folder: StationFolder) -> None:
    made = keys.create_keys(folder, PASSWORD)
    text = folder.key_file.read_text()
    for secret in (PASSWORD, made.data_key.hex(), key_wraps.recovery_bytes(made.recovery_key).hex(), made.recovery_key):
        assert secret not in text
    assert made.data_key.hex() not in repr(made)
    assert made.recovery_key not in repr(made)
