"""One program a folder; no network drives, no cloud folders (F13–F15)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.storage import drives
from station_app.storage.lock import held

HOLD = (
    "import sys; from pathlib import Path; from station_app.core.paths import StationFolder;"
    "from station_app.storage.lock import held\n"
    "with held(StationFolder(Path(sys.argv[1]))): print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    return StationFolder(tmp_path / "station")


def refused(folder: StationFolder) -> Trouble:
    with pytest.raises(Trouble) as told, held(folder):
        pass
    assert told.value.code == "E_ALREADY_OPEN"
    return told.value


def test_a_second_program_is_refused_and_told_who_holds_the_folder(folder: StationFolder) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        owner = json.loads(folder.lock.read_text())
        assert owner["pid"] == other.pid
        assert owner["user"] in refused(folder).what
        assert owner["host"] in refused(folder).what
        other.communicate("")
    with held(folder):
        pass


def test_the_lock_of_a_killed_program_is_free_at_once(folder: StationFolder) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        other.kill()
    assert folder.lock.read_text() != ""
    with held(folder):
        pass
    assert folder.lock.read_text() == ""


def test_the_same_program_cannot_hold_a_folder_twice(folder: StationFolder) -> None:
    with held(folder):
        refused(folder)


def test_a_reused_process_number_does_not_block(folder: StationFolder) -> None:
    with held(folder):
        mine = folder.lock.read_text()
    folder.lock.write_text(mine.replace(str(json.loads(mine)["pid"]), "1"))
    with held(folder):
        pass


def test_a_lock_left_by_another_computer_is_only_taken_when_the_user_said_so(folder: StationFolder) -> None:
    folder.root.mkdir()
    folder.lock.write_text(json.dumps({"host": "乡政府-PC2", "pid": 7, "user": "李梅", "since": "2023-02-15T08:30:00"}))
    told = refused(folder)
    assert "乡政府-PC2" in told.what
    assert "李梅" in told.what
    with held(folder, take_over=True):
        pass


def test_a_torn_lock_file_does_not_block(folder: StationFolder) -> None:
    folder.root.mkdir()
    folder.lock.write_text('{"host": "乡政')
    with held(folder):
        pass


MOUNTS = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /home/wang/share rw - cifs //server/share rw
31 21 0:41 / /mnt/nas rw - nfs4 nas:/x rw
32 21 0:42 / /mnt/ssh rw - fuse.sshfs a@b:/ rw
33 21 0:43 / /mnt/host rw - 9p hostshare rw
34 21 8:17 / /media/u\040disk rw - vfat /dev/sdb1 rw
35 21 8:18 / /media/ntfs rw - fuseblk /dev/sdc1 rw
36 31 8:19 / /mnt/nas/local rw - ext4 /dev/sdd1 rw
37 21 0:44 / /mnt/rclone rw - fuse.rclone remote: rw
38 21 8:20 / /mnt/over rw - ext4 /dev/sde1 rw
39 38 0:45 / /mnt/over rw - nfs nas:/y rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/wang/data", ""),
        ("/home/wang/share/station", "cifs"),
        ("/home/wang/shared", ""),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas/local/station", ""),
        ("/mnt/ssh/a", "fuse.sshfs"),
        ("/mnt/host/a", "9p"),
        ("/mnt/rclone/a", "fuse.rclone"),
        ("/media/u disk/a", ""),
        ("/media/ntfs/a", ""),
        ("/mnt/over/a", "nfs"),
    ],
)
def test_network_drives_are_told_by_the_mount_table(place: str, kind: str) -> None:
    if not kind:
        drives.refuse_shared(Path(place), MOUNTS)
        return
    with pytest.raises(Trouble, match=kind) as told:
        drives.refuse_shared(Path(place), MOUNTS)
    assert told.value.code == "E_NETWORK_DRIVE"


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - 乡政府", "坚果云", "我的坚果云", "Nutstore Files", "百度网盘同步空间", "BaiduSyncdisk"],
)
def test_folders_of_cloud_disks_are_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble) as told, held(StationFolder(tmp_path / name / "station")):
        pass
    assert told.value.code == "E_NETWORK_DRIVE"
    assert name in told.value.what
    assert not (tmp_path / name).exists()


def test_a_renamed_onedrive_folder_is_told_by_the_systems_own_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path / "云"))
    with pytest.raises(Trouble):
        drives.refuse_shared(tmp_path / "云" / "station")
