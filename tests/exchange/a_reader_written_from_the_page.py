"""Reads packages as docs/package-format.md describes them; written from that page alone, without the program."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import cbor2
import pyrage
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OUTER = ["fmt", "type", "seal", "station", "epoch", "seq", "ct_len", "ct_sha256"]
MANIFEST = [
    "fmt",
    "suite",
    "type",
    "schema",
    "min_reader",
    "app",
    "station",
    "epoch",
    "seq",
    "prev",
    "parent",
    "chain",
    "to",
    "kid",
    "counter",
    "made_at",
    "clock_doubt",
    "rows",
    "body_len",
    "raw_len",
    "body_sha256",
    "attachments",
    "audit_head",
    "trust",
    "digest",
    "ack",
]
ALLOWED = {
    "package": {"new", "set", "erase", "decided"},
    "snapshot": {"whole", "erase", "decided"},
    "receipt": {
        "receipt",
        "row",
        "gap",
        "rollback",
        "correct",
        "same",
        "publish",
        "revoked",
        "trust",
        "whole",
        "snapshot_wanted",
        "upgrade",
    },
    "trust": {"trust"},
    "enrol": {"enrol"},
}


class Refused(Exception):  # noqa: N818 - named like what the page says a reader does
    """Not a package of the page, or not for this reader."""


@dataclass(frozen=True)
class Read:
    manifest: dict[str, Any]
    identity: str
    lines: list[dict[str, Any]]
    signed: bytes
    """The manifest's bytes."""


def need(holds: bool, what: str) -> None:
    if not holds:
        raise Refused(what)


def one_form(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def parse(text: str) -> dict[str, Any]:
    def no_fraction(_text: str) -> Any:
        raise Refused("a fraction")

    try:
        value = json.loads(text, parse_float=no_fraction, parse_constant=no_fraction)
        same = one_form(value).encode() == text.encode()
    except (ValueError, RecursionError) as fault:
        raise Refused("no JSON") from fault
    need(isinstance(value, dict) and same, "form")
    return dict(value)


def fits(value: Any, depth: int = 8) -> bool:
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, bool) or not isinstance(value, int | list | dict):
        return False
    if isinstance(value, int):
        return -(2**53) < value < 2**53
    inside = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(fits(each, depth - 1) for each in inside)


def read(content: bytes, secret: str, public_keys: list[bytes]) -> Read:
    """`public_keys`: every key that is known; for an enrolment the one that it names is tried too."""
    need(content[:8] == b"SWPKG\x00\x01\n", "first eight bytes")
    length = int.from_bytes(content[8:12], "big")
    need(length <= 65_536 and len(content) >= 12 + length, "outer header")
    outer = parse(content[12 : 12 + length].decode())
    sealed = content[12 + length :]
    need(list(outer) == OUTER and len(sealed) == outer["ct_len"] <= 64 * 2**20, "length")
    need(sha256(sealed).hexdigest() == outer["ct_sha256"], "hash")
    need(outer["seal"] == ("none" if outer["type"] == "enrol" else "age"), "seal")
    inner = sealed if outer["seal"] == "none" else unsealed(sealed, secret)
    length = int.from_bytes(inner[:4], "big")
    need(length <= 1_114_112, "signed manifest")
    kid, payload = verified(inner[4 : 4 + length], outer["type"], public_keys, inner[4 + length :])
    manifest = parse(payload.decode())
    need(list(manifest) == MANIFEST and manifest["kid"] == kid, "manifest")
    need(manifest["fmt"] == manifest["suite"] == 1 and manifest["min_reader"] <= 1, "newer")
    need(all(manifest[name] == outer[name] for name in OUTER[:6] if name != "seal"), "outside and inside")
    if outer["seal"] == "age":
        mine = str(pyrage.x25519.Identity.from_str(secret).to_public())
        need(mine in manifest["to"], "not for me")
    return Read(manifest, sha256(payload).hexdigest(), list(unpacked(inner[4 + length :], manifest)), payload)


def unsealed(sealed: bytes, secret: str) -> bytes:
    need(sealed.startswith(b"age-encryption.org/v1\n"), "age")
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)]))
    except pyrage.DecryptError as fault:
        raise Refused("cannot be unsealed") from fault


def verified(message: bytes, kind: str, public_keys: list[bytes], body: bytes) -> tuple[str, bytes]:
    """COSE_Sign1: kid and payload, once a key has been found whose signature it is."""
    said = cbor2.loads(message)
    need(cbor2.dumps(said, canonical=True) == message and said.tag == 18, "COSE_Sign1")
    header, unprotected, payload, signature = said.value
    protected = cbor2.loads(header)
    need(unprotected == {} and set(protected) == {1, 4} and protected[1] == -8, "header")
    signed = cbor2.dumps(["Signature1", header, f"station-app {kind} 1".encode(), payload])
    keys = public_keys if kind != "enrol" else [bytes.fromhex(first_line(body)["public"])]
    for key in keys:
        if sha256(key).digest()[:8] == protected[4] and is_signed(key, signature, signed):
            return protected[4].hex(), payload
    raise Refused("signature")


def first_line(body: bytes) -> dict[str, Any]:
    return parse(zstandard.ZstdDecompressor().decompress(body, max_output_size=2**20).decode().split("\n")[0])


def is_signed(key: bytes, signature: bytes, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def unpacked(body: bytes, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    need(len(body) == manifest["body_len"] and sha256(body).hexdigest() == manifest["body_sha256"], "body")
    if not body:
        need(manifest["rows"] == manifest["raw_len"] == 0, "no rows")
        return []
    need(manifest["raw_len"] <= min(256 * 2**20, max(2**20, 200 * len(body))), "too big")
    need(zstandard.get_frame_parameters(body).content_size == manifest["raw_len"], "content size")
    with zstandard.ZstdDecompressor(max_window_size=8 * 2**20).stream_reader(io.BytesIO(body)) as reader:
        raw = reader.read(manifest["raw_len"] + 1)
    need(len(raw) == manifest["raw_len"] and raw.endswith(b"\n"), "unpacked")
    lines = [parse(line.decode()) for line in raw[:-1].split(b"\n")]
    need(len(lines) == manifest["rows"], "rows")
    need(all(fits(line) and line["op"] in ALLOWED[manifest["type"]] for line in lines), "line")
    return lines


def thirty_digits(content: bytes) -> str:
    digits = str(int(sha256(content).hexdigest(), 16)).rjust(78, "0")[:30]
    return " ".join(re.findall(".{5}", digits))


def is_certified(trust: dict[str, Any], key: dict[str, str]) -> bool:
    """Whether the root of a trust list signed an operating key."""
    header, _unprotected, payload, signature = cbor2.loads(bytes.fromhex(key["cert"])).value
    signed = cbor2.dumps(["Signature1", header, b"station-app county key 1", payload])
    return bool(
        payload == bytes.fromhex(key["public"]) and is_signed(bytes.fromhex(trust["county"]["root"]), signature, signed)
    )


def state_after(lines: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Records as they are after the lines of a package that nothing came before."""
    records: dict[str, dict[str, dict[str, Any]]] = {}
    for line in lines:
        if line["op"] in ("new", "whole"):
            records.setdefault(line["e"], {})[line["id"]] = dict(line["r"])
        elif line["op"] == "set":
            row = records[line["e"]][line["id"]]
            row |= {line["f"]: line["v"], "version": line["n"], "updated_by": line["by"], "updated_at": line["at"]}
            if line["v"] is None:
                del row[line["f"]]
    return records


def digest(rows: dict[str, dict[str, Any]]) -> list[Any]:
    """§5, of one record name."""
    lines = [one_form(dict(sorted(rows[key].items()))) + "\n" for key in sorted(rows)]
    return [len(lines), sha256("".join(lines).encode()).hexdigest()]
