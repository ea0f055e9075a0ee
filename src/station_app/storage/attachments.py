"""Scans and photos beside the database: one encrypted file each, named by the SHA-256 of what is inside.

The same content is kept once. A file is written before the record that names it is committed; what a record never came
to name is only a file nobody asks for. The key comes from the data key, so a safe copy needs nothing more.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.storage.safe_file import make_folder, sync_folder, write_safely

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"SAF1"
_NONCE_BYTES = 12
_NAME = re.compile(r"[0-9a-f]{64}")


class AttachmentStore:
    """The attachments folder of one station, opened by its data key."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self._folder = folder
        self._data_key = data_key

    def put(self, content: bytes) -> str:
        """Keep a content; returns its SHA-256. Trouble E_ATTACHMENT_UNWRITABLE when the disk refuses."""
        digest = sha256(content).hexdigest()
        if self.is_whole(digest):
            return digest
        nonce = os.urandom(_NONCE_BYTES)
        sealed = _MAGIC + nonce + self._cipher.encrypt(nonce, content, digest.encode())
        try:
            make_folder(self._folder)
            write_safely(self._folder / digest, sealed, private=True)
        except OSError as fault:
            raise Trouble(
                "E_ATTACHMENT_UNWRITABLE",
                _("附件存不进数据文件夹（{why}）。").format(why=reason(fault)),
                _("没有添加附件，其他数据没有变化。"),
                _("请检查磁盘是否已满、文件夹是否可写，然后再添加一次。"),
            ) from fault
        return digest

    def read(self, digest: str) -> bytes:
        """The content behind a SHA-256, proven. Trouble E_ATTACHMENT_MISSING, E_ATTACHMENT_DAMAGED."""
        try:
            sealed = self._place(digest).read_bytes()
        except OSError as fault:
            raise Trouble(
                "E_ATTACHMENT_MISSING",
                _("找不到附件文件 {name}…。").format(name=digest[:8]),
                _("登记的资料没有变化，只是这个附件打不开。"),
                _("请从安全副本恢复，或作废后重新添加。"),
            ) from fault
        content = self._opened(digest, sealed)
        if content is None:
            raise Trouble(
                "E_ATTACHMENT_DAMAGED",
                _("附件文件 {name}… 已损坏。").format(name=digest[:8]),
                _("登记的资料没有变化，只是这个附件打不开。"),
                _("请从安全副本恢复，或作废后重新添加。"),
            )
        return content

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there and holds that content."""
        place = self._place(digest)
        return place.is_file() and self._opened(digest, place.read_bytes()) is not None

    def names(self) -> list[str]:
        """The SHA-256 of every attachment file, whether a record names it or not."""
        return sorted(place.name for place in self._folder.glob("*") if _NAME.fullmatch(place.name))

    def written_at(self, digest: str) -> dt.datetime:
        """When the file was written, by the computer's clock, aware; the end of time when it is gone."""
        try:
            return dt.datetime.fromtimestamp(self._place(digest).stat().st_mtime, dt.UTC)
        except OSError:
            return dt.datetime.max.replace(tzinfo=dt.UTC)

    def remove(self, digest: str) -> None:
        """Take a file away for good (erasure of a person); safe copies keep theirs until they are erased too."""
        self._place(digest).unlink(missing_ok=True)
        if self._folder.is_dir():
            sync_folder(self._folder)

    def _place(self, digest: str) -> Path:
        if not _NAME.fullmatch(digest):
            raise ValueError(digest)
        return self._folder / digest

    def _opened(self, digest: str, sealed: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - only where an attachment is used

        start = len(_MAGIC) + _NONCE_BYTES
        if not sealed.startswith(_MAGIC) or len(sealed) < start + 16:
            return None
        try:
            content = self._cipher.decrypt(sealed[len(_MAGIC) : start], sealed[start:], digest.encode())
        except InvalidTag:
            return None
        return content if sha256(content).hexdigest() == digest else None

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"station-app attachments v1")
        return AESGCM(derive.derive(self._data_key))
