"""COSE_Sign1 (RFC 9052 §4.2) with one algorithm, EdDSA, and the key's name in the protected header."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.proof import cbor
from station_app.proof.issuers import KID_BYTES, SigningKey, is_signed_by

_TAG = b"\xd2"
"""18: COSE_Sign1."""
_ALGORITHM, _KID, _EDDSA = 1, 4, -8
CERTIFICATE = b"station-app certificate 1"
"""External data of every signature (RFC 9052 §4.3): what the same key signed for another purpose is no certificate."""
COUNTY_KEY = b"station-app county key 1"
"""The root key of a county signs the key that its receipts are signed with (docs/package-format.md §4)."""
_SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class Sealed:
    """A signed message of the right form; whether the signature holds is not known yet."""

    kid: str
    payload: bytes
    signature: bytes
    to_be_signed: bytes

    def is_signed_by(self, public_key: bytes) -> bool:
        """Whether the owner of the key signed exactly this."""
        return is_signed_by(public_key, self.signature, self.to_be_signed)


def seal(payload: bytes, key: SigningKey, purpose: bytes = CERTIFICATE) -> bytes:
    """Sign a payload for one purpose."""
    header = cbor.encode({_ALGORITHM: _EDDSA, _KID: bytes.fromhex(key.kid)})
    signature = key.sign(_to_be_signed(header, payload, purpose))
    return _TAG + cbor.encode([header, {}, payload, signature])


def unseal(message: bytes, purpose: bytes = CERTIFICATE) -> Sealed:
    """The parts of a message signed for a purpose. ValueError for any other form or algorithm than the one meant."""
    if not message.startswith(_TAG):
        raise ValueError("no COSE_Sign1")
    parts = cbor.decode(message[len(_TAG) :])
    if not isinstance(parts, list) or len(parts) != 4:
        raise ValueError("parts")
    header, unprotected, payload, signature = parts
    if not isinstance(header, bytes) or unprotected != {} or not isinstance(payload, bytes):
        raise ValueError("types")
    if not isinstance(signature, bytes) or len(signature) != _SIGNATURE_BYTES:
        raise ValueError("signature")
    said = cbor.decode(header)
    if not isinstance(said, dict) or said.keys() != {_ALGORITHM, _KID} or said[_ALGORITHM] != _EDDSA:
        raise ValueError("algorithm")
    kid = said[_KID]
    if not isinstance(kid, bytes) or len(kid) != KID_BYTES:
        raise ValueError("kid")
    return Sealed(kid.hex(), payload, signature, _to_be_signed(header, payload, purpose))


def _to_be_signed(header: bytes, payload: bytes, purpose: bytes) -> bytes:
    return cbor.encode(["Signature1", header, purpose, payload])
