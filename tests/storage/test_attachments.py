"""Attachment files: encrypted, proven when read, carried by every safe copy."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.storage import backup
from station_app.storage.attachments import AttachmentStore
from tests.storage.whole_station import WholeStation

SECRET = "王秀兰 419901197803021027 同意书扫描件".encode() * 40


@pytest.fixture
def store(whole: WholeStation) -> AttachmentStore:
    return AttachmentStore(whole.folder.attachments, whole.data_key)


def test_what_was_put_is_read_back_and_kept_once(store: AttachmentStore, whole: WholeStation) -> None:
    digest = store.put(SECRET)
    assert digest == sha256(SECRET).hexdigest()
    before = (whole.folder.attachments / digest).read_bytes()
    assert store.put(SECRET) == digest
    assert (whole.folder.attachments / digest).read_bytes() == before
    assert store.read(digest) == SECRET
    assert store.names() == [digest]


def test_nothing_of_the_content_can_be_read_in_the_folder(store: AttachmentStore, whole: WholeStation) -> None:
    store.put(SECRET)
    for place in whole.folder.root.rglob("*"):
        if place.is_file():
            content = place.read_bytes()
            assert "王秀兰".encode() not in content, place.name
            assert b"419901197803021027" not in content, place.name


def test_another_stations_key_opens_nothing(store: AttachmentStore, whole: WholeStation) -> None:
    digest = store.put(SECRET)
    with pytest.raises(Trouble) as trouble:
        AttachmentStore(whole.folder.attachments, b"k" * 32).read(digest)
    assert trouble.value.code == "E_ATTACHMENT_DAMAGED"


@pytest.mark.parametrize("change", ["flip", "cut", "swap", "plain", "empty"])
def test_a_file_that_was_changed_is_refused(store: AttachmentStore, whole: WholeStation, change: str) -> None:
    digest, other = store.put(SECRET), store.put(b"something else")
    place = whole.folder.attachments / digest
    sealed = place.read_bytes()
    place.write_bytes(
        {
            "flip": sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:],
            "cut": sealed[:-1],
            "swap": (whole.folder.attachments / other).read_bytes(),
            "plain": SECRET,
            "empty": b"",
        }[change]
    )
    assert not store.is_whole(digest)
    with pytest.raises(Trouble) as trouble:
        store.read(digest)
    assert trouble.value.code == "E_ATTACHMENT_DAMAGED"
    store.put(SECRET)
    assert store.read(digest) == SECRET, "adding it again mends it"


def test_a_missing_file_is_told_from_a_damaged_one(store: AttachmentStore) -> None:
    with pytest.raises(Trouble) as trouble:
        store.read("0" * 64)
    assert trouble.value.code == "E_ATTACHMENT_MISSING"


@pytest.mark.parametrize("name", ["../station.key", "A" * 64, "0" * 63])
def test_a_name_that_is_no_content_hash_leads_nowhere(store: AttachmentStore, name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(name)):
        store.read(name)


def test_a_safe_copy_brings_lost_and_damaged_attachments_back(
    store: AttachmentStore, whole: WholeStation, tmp_path: Path
) -> None:
    lost, rotten = store.put(b"a scan that gets lost"), store.put(b"a scan that rots")
    (whole.folder.attachments / ("f" * 64 + ".part")).write_bytes(b"left by a power cut")
    copy = backup.make_copy(whole.db, whole.folder, tmp_path / "usb")
    assert sorted(name for name in copy.files if "/" in name) == sorted(f"attachments/{n}" for n in (lost, rotten))
    (whole.folder.attachments / lost).unlink()
    (whole.folder.attachments / rotten).write_bytes(b"rotten")
    whole.db.close()
    aside = backup.restore(tmp_path / "usb", whole.folder)
    assert (store.read(lost), store.read(rotten)) == (b"a scan that gets lost", b"a scan that rots")
    assert aside is not None
    assert (aside / "attachments" / rotten).read_bytes() == b"rotten"


def test_a_safe_copy_with_a_damaged_attachment_is_not_used(
    store: AttachmentStore, whole: WholeStation, tmp_path: Path
) -> None:
    digest = store.put(SECRET)
    copy = backup.make_copy(whole.db, whole.folder, tmp_path / "usb")
    (copy.path / "attachments" / digest).write_bytes(b"rotten")
    whole.db.close()
    with pytest.raises(Trouble) as trouble:
        backup.restore(tmp_path / "usb", whole.folder)
    assert trouble.value.code == "E_COPY_DAMAGED"
    assert store.read(digest) == SECRET
