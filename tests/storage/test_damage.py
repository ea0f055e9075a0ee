"""Rotten bits, full disks, write protection, lost journals: told in sentences, nothing lost or shown wrong."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.core.id_number import check_character
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household, Person
from station_app.storage import backup, integrity, keys, records, reserve, station_file
from station_app.storage.attachments import AttachmentStore
from station_app.storage.connect import open_file
from tests.storage.whole_station import PASSWORD, WholeStation

NAME = "欧阳秀兰"
NUMBER = "41990119780304102" + check_character("41990119780304102")


def test_every_flipped_bit_is_found_by_the_check_and_never_mends_itself(whole: WholeStation) -> None:
    for village in range(30):
        whole.household(f"{village}村")
    whole.db.close()
    good = whole.folder.database.read_bytes()
    dice = random.Random(7)
    for _flip in range(150):
        content = bytearray(good)
        at = dice.randrange(len(content))
        content[at] ^= 1 << dice.randrange(8)
        whole.folder.database.write_bytes(content)
        findings = integrity.database_findings(whole.folder.database, whole.data_key)
        assert findings, at
        assert findings[0].code == "E_DB_DAMAGED", at
        assert whole.folder.database.read_bytes() == bytes(content)
    whole.folder.database.write_bytes(good)
    assert integrity.database_findings(whole.folder.database, whole.data_key) == []


def test_a_damaged_first_page_is_not_taken_for_a_wrong_password(guarded: WholeStation) -> None:
    guarded.db.close()
    content = bytearray(guarded.folder.database.read_bytes())
    content[40] ^= 1
    guarded.folder.database.write_bytes(content)
    data_key = keys.unlock(guarded.folder, PASSWORD)
    with pytest.raises(Trouble) as told:
        station_file.open_station(guarded.folder, data_key, actor="王敏")
    assert told.value.code == "E_DB_DAMAGED"


def test_a_damaged_page_met_while_reading_is_told_and_points_to_the_newest_copy(whole: WholeStation) -> None:
    whole.household("甲村")
    copy = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    whole.db.close()
    content = bytearray(whole.folder.database.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page + 100] ^= 1
    whole.folder.database.write_bytes(content)
    with pytest.raises(Trouble) as told:
        whole.villages()
    assert told.value.code == "E_DB_DAMAGED"
    assert str(copy.path) in told.value.next_step


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_not_ours_is_not_opened(whole: WholeStation, content: bytes) -> None:
    whole.db.close()
    whole.folder.database.write_bytes(content)
    with pytest.raises(Trouble) as told:
        station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    assert told.value.code == "E_DB_DAMAGED"
    assert whole.folder.database.read_bytes() == content


def test_a_missing_file_is_not_made_anew(whole: WholeStation) -> None:
    whole.db.close()
    whole.folder.database.unlink()
    with pytest.raises(Trouble) as told:
        station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    assert told.value.code == "E_DB_MISSING"
    assert not whole.folder.database.exists()
    assert [finding.code for finding in backup.check(whole.folder, whole.data_key)] == ["E_DB_MISSING"]


def test_the_engine_prints_nothing_about_a_damaged_file_even_with_stderr_closed(whole: WholeStation) -> None:
    whole.db.close()
    content = bytearray(whole.folder.database.read_bytes())
    content[40] ^= 1
    whole.folder.database.write_bytes(content)
    code = (
        "import sys; from pathlib import Path; from station_app.core.paths import StationFolder;"
        "from station_app.storage import backup\n"
        "print(backup.check(StationFolder(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]))[0].code)"
    )
    command = [sys.executable, "-c", code, str(whole.folder.root), whole.data_key.hex()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("E_DB_DAMAGED\n", "")
    closed = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *command], stdout=subprocess.PIPE, text=True, check=True)
    assert closed.stdout == "E_DB_DAMAGED\n"


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from station_app.storage.connect import open_file
c = open_file(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
c.execute("PRAGMA cache_size=5")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE household SET address = hex(randomblob(40)), version = version + 1")
os.kill(os.getpid(), signal.SIGKILL)
"""


def cut_off_in_a_big_change(whole: WholeStation) -> None:
    with whole.db.work() as session:
        session.add_all(Household(village="甲村") for _row in range(400))
    whole.db.close()
    before = whole.folder.database.read_bytes()
    subprocess.run([sys.executable, "-c", CUT_OFF, str(whole.folder.database), whole.data_key.hex()], check=False)
    assert whole.folder.database.read_bytes() != before  # the change had begun to reach the file


def test_a_change_cut_off_half_way_is_undone_at_the_next_start(whole: WholeStation) -> None:
    cut_off_in_a_big_change(whole)
    assert whole.villages() == ["甲村"] * 400
    with whole.db.read() as session:
        assert {found.address for found in records.live(session, Household)} == {None}
    whole.db.close()
    assert backup.check(whole.folder, whole.data_key) == []


def test_a_journal_removed_by_cleaning_software_is_found_or_harmless(whole: WholeStation) -> None:
    cut_off_in_a_big_change(whole)
    whole.folder.database.with_name("station.db-journal").unlink()
    findings = backup.check(whole.folder, whole.data_key)
    assert findings == [] or all(finding.code.startswith("E_DB_") for finding in findings)
    if not findings:
        assert len(whole.villages()) == 400


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that any user of the machine can reach (pytest's own are private)."""
    place = Path(tempfile.mkdtemp(prefix="station-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


READ_ONLY = """
import os, sys
from pathlib import Path
from station_app.core.paths import StationFolder
from station_app.core.errors import Trouble
from station_app.features.people.model import Household
from station_app.storage import backup, records, station_file
from station_app.storage.lock import held
folder = StationFolder(Path(sys.argv[1]))
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
with held(folder):
    db = station_file.open_station(folder, bytes.fromhex(sys.argv[2]), actor="x")
    with db.read() as session:
        print(db.read_only, [found.village for found in records.live(session, Household)])
    try:
        with db.work() as session:
            print("written?")
    except Trouble as trouble:
        print(trouble.code)
    db.close()
"""


def test_a_write_protected_station_opens_for_reading(whole: WholeStation, open_to_all: Path) -> None:
    whole.household("甲村")
    whole.db.close()
    for name in ("station.db", "station.key"):
        shutil.copy(whole.folder.root / name, open_to_all)
        (open_to_all / name).chmod(0o444)
    open_to_all.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(open_to_all), whole.data_key.hex()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("True ['甲村']\nE_READ_ONLY\n", "")


FULL = """
import resource, signal, sys
from pathlib import Path
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.storage import backup, records, station_file
folder = StationFolder(Path(sys.argv[1]))
db = station_file.open_station(folder, bytes.fromhex(sys.argv[2]), actor="x")
size = folder.database.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, resource.RLIM_INFINITY))
try:
    with db.work() as session:
        session.add_all(Household(village="乙村") for _row in range(3000))
except Trouble as trouble:
    print(trouble.code, "应急" in trouble.next_step)
resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
try:
    backup.make_copy(db, folder, folder.copies)
except Trouble as trouble:
    print(trouble.code, [place.name for place in folder.copies.iterdir()])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with db.work() as session:
    records.save(session, Household, {"village": "丙村"}, require=False)
with db.read() as session:
    print([found.village for found in records.live(session, Household)])
db.close()
print(backup.check(folder, bytes.fromhex(sys.argv[2])))
"""


def test_a_file_size_limit_is_told_as_a_full_disk_and_work_goes_on_afterwards(whole: WholeStation) -> None:
    whole.household("甲村")
    whole.db.close()
    assert (whole.folder.root / reserve.NAME).stat().st_size == reserve.SIZE
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(whole.folder.root), whole.data_key.hex()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["E_DISK_FULL True", "E_DISK_FULL []", "['甲村', '丙村']", "[]"]
    assert not (whole.folder.root / reserve.NAME).exists()


SMALL_DISK = """
import os, sys
from pathlib import Path
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.storage import backup, keys, records, reserve, station_file
root = Path(sys.argv[1])
folder = StationFolder(root / "station")
made = keys.create_keys(folder, None)
station_file.create_station(folder, made.data_key)
db = station_file.open_station(folder, made.data_key, actor="x")
print((folder.root / reserve.NAME).exists())

def fill():
    filler = os.open(root / "filler", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        while True:
            os.write(filler, bytes(1 << 16))
    except OSError:
        os.close(filler)

def save(village, count):
    try:
        with db.work() as session:
            session.add_all(Household(village=village) for _row in range(count))
        print("saved", village)
    except Trouble as trouble:
        print(trouble.code, "应急" in trouble.next_step)

fill()
save("甲村", 1000)
save("乙村", 20)
try:
    backup.make_copy(db, folder, root / "copies")
    print("copied")
except Trouble as trouble:
    print(trouble.code)
fill()
save("丙村", 1000)
with db.read() as session:
    print(len(records.live(session, Household)))
db.close()
print(backup.check(folder, made.data_key))
"""


def can_mount() -> bool:
    tried = (
        subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False) if shutil.which("unshare") else None
    )
    return tried is not None and tried.returncode == 0


@pytest.mark.skipif(not can_mount(), reason="a small file system needs the right to mount")
def test_a_full_disk_gives_up_the_reserve_so_that_one_more_save_works(tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "play.py").write_text(SMALL_DISK)
    script = (
        f'mount -t tmpfs -o size=120m tmpfs "{tmp_path}/small" && exec "$0" "{tmp_path}/play.py" "{tmp_path}/small"'
    )
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, sys.executable],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "True",
        "E_DISK_FULL True",
        "saved 乙村",
        "copied",
        "E_DISK_FULL False",
        "20",
        "[]",
    ]


def test_planted_names_and_numbers_are_readable_nowhere(guarded: WholeStation, tmp_path: Path) -> None:
    values = {"name": NAME, "id_number": NUMBER, "address": f"{NAME}家"}
    with guarded.db.work() as session:
        person_id = records.save(session, Person, values, require=False).id
    backup.make_copy(guarded.db, guarded.folder, guarded.folder.copies)
    backup.make_copy(guarded.db, guarded.folder, tmp_path / "usb")
    planted = [
        word.encode(coding)
        for word in (NAME, NUMBER, NUMBER[:14], PASSWORD, guarded.data_key.hex())
        for coding in ("utf-8", "utf-16-le", "gb18030")
    ] + [guarded.data_key]
    with guarded.db.work() as session:
        records.save(session, Person, values | {"address": f"{NAME}新家"}, record_id=person_id, require=False)
        session.flush()
        journal = guarded.folder.database.with_name("station.db-journal")
        assert journal.stat().st_size > 4096
        files = [place for root in (guarded.folder.root, tmp_path) for place in root.rglob("*") if place.is_file()]
        assert len(files) > 10
        for place in files:
            content = place.read_bytes()
            assert [word for word in planted if word in content] == [], place


def test_what_was_there_before_a_change_is_wiped_from_the_file(whole: WholeStation) -> None:
    """secure_delete: with the key in hand, an erased value is not found in freed places either."""
    with whole.db.work() as session:
        session.connection().exec_driver_sql("CREATE TABLE erased (x TEXT)")
        session.connection().exec_driver_sql("INSERT INTO erased VALUES (?)", (NUMBER * 500,))
    with whole.db.work() as session:
        session.connection().exec_driver_sql("DELETE FROM erased")
    connection = open_file(whole.folder.database, whole.data_key)
    plain = whole.folder.root / "plain.db"
    connection.execute(f"ATTACH '{plain}' AS plain KEY ''")
    assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 0
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    assert NUMBER.encode() not in plain.read_bytes()


def test_an_attachment_that_rotted_is_found(whole: WholeStation) -> None:
    store = AttachmentStore(whole.folder.attachments, whole.data_key)
    place = whole.folder.attachments / store.put(b"scan")
    assert backup.check(whole.folder, whole.data_key) == []
    sealed = place.read_bytes()
    place.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert [finding.code for finding in backup.check(whole.folder, whole.data_key)] == ["E_ATTACHMENT_DAMAGED"]


def test_a_lost_key_file_is_a_finding(whole: WholeStation) -> None:
    for place in keys.places(StationFolder(whole.folder.root)):
        place.unlink()
    assert [finding.code for finding in backup.check(whole.folder, whole.data_key)] == ["E_KEY_FILE_MISSING"]
