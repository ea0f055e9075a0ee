"""A signed text of an invented trainee, for the tests of this folder."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app import proof

_SECRET = bytes(range(32))
KEY = proof.SigningKey(_SECRET, Ed25519PrivateKey.from_private_bytes(_SECRET).public_key().public_bytes_raw())
ISSUERS = [proof.Issuer(KEY.kid, KEY.public_key, "城郊乡社会工作服务站")]


def claims(**changes: Any) -> proof.Claims:
    """王秀兰 and her pastry course."""
    day = dt.date(2023, 2, 17)
    values: dict[str, Any] = {
        "number": "419901300-2023-003-012",
        "name": "王秀兰",
        "id_tail": "002X",
        "kind": "P",
        "course": "4-03-02-02",
        "hours": 240,
        "start": dt.date(2023, 2, 15),
        "end": day,
        "issued": day,
    }
    return proof.Claims(**(values | changes))


def text(**changes: Any) -> str:
    return proof.text_of(claims(**changes), KEY)
