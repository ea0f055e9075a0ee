"""The county's own keys: root, what it signs and reads with every day, and the reserve in the sealed envelope.

The root key and the reserve reader open with the printed recovery key alone. The operating key, certified by the
root, and the daily reader are wrapped by the data key, so that whoever opens the county can use them. All lie in the
key file, which every safe copy takes along.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.county.store.folder import CountyFolder
from station_app.exchange.keys import new_identity, reader_of
from station_app.proof import cose
from station_app.proof.issuers import SigningKey
from station_app.storage import key_wraps, keys
from station_app.storage.sealing import Sealing

_OPERATING, _READER = "county operating key", "county reader"


@dataclass(frozen=True)
class CountyKeys:
    """What an opened county signs and reads with, and what it shows to stations."""

    county_id: str
    division: str
    schema: str
    """Name of the schema on a server; '' for a county in its own file."""
    root_public: bytes
    certificate: bytes
    """COSE_Sign1 by the root key over the operating key's public part."""
    signing: SigningKey
    reader: str = field(repr=False)
    """age identity of the daily reader."""
    readers: tuple[str, ...]
    """age recipients that packages are sealed to: daily reader, reserve."""


def make(
    folder: CountyFolder, data_key: bytes, recovery_key: str, *, county_id: str, division: str, schema: str
) -> CountyKeys:
    """New keys in the key file of a new county; the recovery key is needed this once."""
    recovery, sealing = key_wraps.recovery_bytes(recovery_key), Sealing(data_key)
    root, operating = SigningKey.new(), SigningKey.new()
    reader, reserve = new_identity(), new_identity()
    certificate = cose.seal(operating.public_key, root, cose.COUNTY_KEY)
    content: dict[str, Any] = {
        "county": county_id,
        "division": division,
        "schema": schema,
        "root": {"public": root.public_key.hex(), "wrap": key_wraps.wrap_with_recovery(root.private_key, recovery)},
        "operating": {
            "public": operating.public_key.hex(),
            "certificate": certificate.hex(),
            "sealed": sealing.seal(operating.private_key, _OPERATING).hex(),
        },
        "reader": {"public": reader_of(reader), "sealed": sealing.seal(reader.encode(), _READER).hex()},
        "reserve": {
            "public": reader_of(reserve),
            "wrap": key_wraps.wrap_with_recovery(reserve.encode(), recovery),
        },
    }
    keys.put_further(folder, data_key, content)
    return load(folder, data_key)


def load(folder: CountyFolder, data_key: bytes) -> CountyKeys:
    """The keys of a county. Trouble E_NO_COUNTY_KEYS where the key file has none, E_SEALED_SECRET."""
    content, sealing = known(folder), Sealing(data_key)
    operating = content["operating"]
    private = sealing.open(bytes.fromhex(operating["sealed"]), _OPERATING)
    return CountyKeys(
        county_id=content["county"],
        division=content["division"],
        schema=content["schema"],
        root_public=bytes.fromhex(content["root"]["public"]),
        certificate=bytes.fromhex(operating["certificate"]),
        signing=SigningKey(private, bytes.fromhex(operating["public"])),
        reader=sealing.open(bytes.fromhex(content["reader"]["sealed"]), _READER).decode(),
        readers=(content["reader"]["public"], content["reserve"]["public"]),
    )


def known(folder: CountyFolder) -> dict[str, Any]:
    """What the key file tells without any password. Trouble E_NO_COUNTY_KEYS."""
    content = keys.further(folder)
    if "operating" not in content:
        raise Trouble(
            "E_NO_COUNTY_KEYS",
            _("密钥文件里没有县里的密钥，建库时可能中断了。"),
            _("没有打开，数据没有变化。"),
            _("请把这个文件夹移走，重新运行 init；或从安全副本恢复。"),
        )
    return content


def root_key(folder: CountyFolder, recovery_key: str) -> SigningKey:
    """The root key, by the printed recovery key; Trouble E_WRONG_RECOVERY_KEY."""
    root = known(folder)["root"]
    return SigningKey(key_wraps.unwrap_with_recovery(root["wrap"], recovery_key), bytes.fromhex(root["public"]))


def reserve_reader(folder: CountyFolder, recovery_key: str) -> str:
    """The age identity of the reserve, by the printed recovery key; Trouble E_WRONG_RECOVERY_KEY."""
    return key_wraps.unwrap_with_recovery(known(folder)["reserve"]["wrap"], recovery_key).decode()
