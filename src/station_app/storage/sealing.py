"""Small secrets that the file keeps wrapped with the data key once more, such as keys that sign certificates.

Whoever reads the tables by another way than this program (a dump, a package, a diagnosis) finds nothing to use.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from station_app.core.errors import Trouble
from station_app.core.texts import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class Sealing:
    """Seals and opens by a key derived from the data key."""

    def __init__(self, data_key: bytes) -> None:
        self._data_key = data_key

    def seal(self, secret: bytes, purpose: str) -> bytes:
        """The secret, to be opened under the same purpose only."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """The secret again. Trouble E_SEALED_SECRET when it was damaged, or sealed by another station."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - only where a secret is used

        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as fault:
            raise Trouble(
                "E_SEALED_SECRET",
                _("本机的签发密钥打不开，它已损坏或不属于这个站。"),
                _("没有签发任何东西，数据没有变化。"),
                _("请从安全副本恢复，或请维护的人查看。"),
            ) from fault

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"station-app sealing v1")
        return AESGCM(derive.derive(self._data_key))
