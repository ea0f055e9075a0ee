"""The bytes are what the standards say: read by libraries that know nothing of this program."""

from __future__ import annotations

import zlib

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as some

from station_app import proof
from station_app.proof import base45, cbor
from tests.proof.codes import KEY, text


def test_another_cbor_library_finds_a_cose_sign1_whose_signature_holds() -> None:
    message = cbor2.loads(zlib.decompress(base45.decode(text().removeprefix("SW1:"))))
    assert message.tag == 18
    header, unprotected, payload, signature = message.value
    assert (cbor2.loads(header), unprotected) == ({1: -8, 4: bytes.fromhex(KEY.kid)}, {})
    signed = cbor2.dumps(["Signature1", header, b"station-app certificate 1", payload])
    Ed25519PublicKey.from_public_bytes(KEY.public_key).verify(signature, signed)
    number, name, tail = cbor2.loads(payload)[-65537][1:4]
    assert (number, name, tail) == ("419901300-2023-003-012", "王秀兰", "002X")


def test_the_code_tells_no_more_of_the_id_number_than_its_tail() -> None:
    said = proof.claimed(text())
    assert said is not None
    assert len(said.id_tail) == 4


VALUES = some.recursive(
    some.integers(-(2**64), 2**64 - 1) | some.binary(max_size=40) | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.integers(-70000, 70000), inner, max_size=4),
    max_leaves=6,
)


@given(VALUES)
def test_what_is_written_is_what_the_other_library_writes_canonically(value: cbor.Value) -> None:
    assert cbor.encode(value) == cbor2.dumps(value, canonical=True) or isinstance(value, dict | list)
    assert cbor2.loads(cbor.encode(value)) == value


@given(some.binary(max_size=60))
def test_what_is_accepted_is_written_in_its_only_form(data: bytes) -> None:
    try:
        value = cbor.decode(data)
    except ValueError:
        return
    assert cbor.encode(value) == data


@pytest.mark.parametrize(("plain", "coded"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")])
def test_base45_of_the_standard(plain: bytes, coded: str) -> None:
    assert (base45.encode(plain), base45.decode(coded)) == (coded, plain)


@pytest.mark.parametrize("wrong", [":::", "GGW", "0", "ab", "0:::", "::"])
def test_base45_that_no_encoder_writes_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"character|group|end"):
        base45.decode(wrong)


def test_a_private_key_never_shows_itself() -> None:
    assert KEY.private_key.hex() not in repr(KEY)
    assert repr(KEY.private_key) not in repr(KEY)
