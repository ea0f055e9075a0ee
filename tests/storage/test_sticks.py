"""Which sticks are plugged in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from station_app.storage import sticks

TABLE = """24 1 8:1 / / rw - ext4 /dev/sda1 rw
40 24 8:17 / /media/wang/MY\\040STICK rw,nosuid - vfat /dev/sdb1 rw
41 24 8:33 / /media/wang/disk rw - ext4 /dev/sdc1 rw
42 24 0:50 / /run/media/wang/share rw - cifs //server/share rw
43 24 8:17 / /home/other rw - vfat /dev/sdb1 rw
"""


def blocks_of(tmp_path: Path) -> Path:
    """/sys/class/block with a stick sdb on USB and a fixed disk sdc."""
    blocks = tmp_path / "block"
    blocks.mkdir()
    for name, way in (("sdb", "usb1/1-1"), ("sdc", "ata1")):
        device = tmp_path / "devices" / way / name
        (device / f"{name}1").mkdir(parents=True)
        (device / "removable").write_text("0\n")
        (blocks / name).symlink_to(device)
        (blocks / f"{name}1").symlink_to(device / f"{name}1")
    return blocks


def test_only_media_on_usb_or_removable_ones_are_sticks(tmp_path: Path) -> None:
    assert sticks._linux_mounts(TABLE, blocks_of(tmp_path)) == [Path("/media/wang/MY STICK")]
    (tmp_path / "devices" / "ata1" / "sdc" / "removable").write_text("1\n")
    assert len(sticks._linux_mounts(TABLE, tmp_path / "block")) == 2


def test_pretended_sticks_stand_in_for_real_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sticks.VARIABLE, os.pathsep.join([str(tmp_path), str(tmp_path / "pulled")]))
    found = sticks.list_sticks()
    assert [(stick.path, stick.label) for stick in found] == [(tmp_path, tmp_path.name)]
    assert found[0].free > 0


def test_a_computer_without_sticks_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sticks.VARIABLE, "")
    assert sticks.list_sticks() == []
