"""What a package says of itself: the signed part, exactly the names of docs/package-format.md §2 in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import Any

import orjson

from station_app.exchange.faults import PackageFault

FORMAT = 1
SUITE = 1
"""1 = age + Ed25519 + SHA-256; 2 is reserved for SM2, SM3 and SM4."""
SCHEMA = 1
"""Number of the record descriptions that this program knows and writes; an addition raises it."""
MIN_READER = 1
"""The least number that a reader of what this program writes must know; only a change that is no addition raises it."""
TYPES = ("package", "snapshot", "receipt", "trust", "enrol")
MOST_BYTES = 2**20
MOST_ROWS = 2_000_000
MOST_RAW = 256 * 2**20
MOST_RECIPIENTS = 32
_KEY = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KID = re.compile(r"[0-9a-f]{16}")
_READER = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MOST = 2**53 - 1


@dataclass(frozen=True)
class Parent:
    """The last package known to the file from which an epoch went on."""

    epoch: str
    seq: int
    """0 when that epoch had made none yet; a county names it even then."""
    hash: str
    """'' for number 0."""


@dataclass(frozen=True)
class Ack:
    """Up to which package of the other side's chain everything is taken in; the default is none."""

    epoch: str = ""
    seq: int = 0
    hash: str = ""
    """Of that package: two computers may have made one of the same number."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All that is signed. What tells of the body (`kid` to `body_sha256` of package.FACTS) is filled in by build()."""

    fmt: int = FORMAT
    suite: int = SUITE
    type: str
    schema: int = SCHEMA
    min_reader: int = MIN_READER
    app: str
    station: str
    """Whose chain: the station it comes from or goes to."""
    epoch: str
    seq: int
    prev: str = ""
    parent: Parent | None = None
    chain: tuple[tuple[str, int, str], ...] = ()
    """Of a snapshot: epoch, number and hash of every package that its file made before it, in that order."""
    to: tuple[str, ...]
    kid: str = ""
    counter: tuple[int, int] = (1, 0)
    made_at: str
    clock_doubt: bool = False
    rows: int = 0
    body_len: int = 0
    raw_len: int = 0
    body_sha256: str = ""
    attachments: tuple[Any, ...] = ()
    audit_head: tuple[int, str] = (0, "0" * 64)
    trust: int = 0
    digest: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    ack: Ack = Ack()

    def to_bytes(self) -> bytes:
        """The one way to write it. PackageFault E_MANIFEST for what a reader would refuse."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        content = orjson.dumps(plain, option=orjson.OPT_STRICT_INTEGER)
        Manifest.from_bytes(content)
        return content

    @property
    def hash(self) -> str:
        """The identity of the package."""
        return sha256(self.to_bytes()).hexdigest()

    @property
    def is_newer(self) -> bool:
        """Written with record descriptions that this program does not know; what is unknown in it is kept."""
        return self.schema > SCHEMA

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """Read strictly. PackageFault E_NEWER_FORMAT, or E_MANIFEST for anything that the page does not allow."""
        said = _object(content)
        if said.get("fmt") != FORMAT or said.get("suite") != SUITE:
            raise PackageFault("E_NEWER_FORMAT", "fmt or suite")
        reader = said.get("min_reader")
        if type(reader) is int and reader > SCHEMA:
            raise PackageFault("E_NEWER_FORMAT", "min_reader")
        if tuple(said) != tuple(each.name for each in fields(cls)):
            raise PackageFault("E_MANIFEST", "names")
        wrong = [name for name, check in _CHECKS.items() if not check(said[name])]
        if wrong or orjson.dumps(said) != content:
            raise PackageFault("E_MANIFEST", ", ".join(wrong) or "form")
        made = cls(
            **said
            | {
                "parent": Parent(**said["parent"]) if said["parent"] else None,
                "chain": tuple(map(tuple, said["chain"])),
                "to": tuple(said["to"]),
                "counter": tuple(said["counter"]),
                "attachments": (),
                "audit_head": tuple(said["audit_head"]),
                "digest": {name: (count, hashed) for name, (count, hashed) in said["digest"].items()},
                "ack": Ack(**said["ack"]),
            }
        )
        made._check_together()
        return made

    def _check_together(self) -> None:
        first, last = self.counter
        right = (
            first <= last + 1,
            (self.prev == "") == (self.seq == 1),
            self._lists_its_epoch() if self.type == "snapshot" else not self.chain,
            (self.to == ()) == (self.type == "enrol"),
            (self.rows == 0) == (self.body_len == 0) == (self.raw_len == 0),
            self.parent is None or self.parent.epoch != self.epoch,
            self.parent is None or (self.parent.seq == 0) == (self.parent.hash == ""),
            self.min_reader <= self.schema,
            (self.ack.seq == 0) == (self.ack.hash == ""),
            self.ack.epoch != "" or self.ack.seq == 0,
        )
        if not all(right):
            raise PackageFault("E_MANIFEST", f"rule {right.index(False)}")

    def _lists_its_epoch(self) -> bool:
        own = [(seq, digest) for epoch, seq, digest in self.chain if epoch == self.epoch]
        numbers = [seq for seq, _digest in own]
        return numbers == list(range(1, self.seq)) and (not own or own[-1][1] == self.prev)


def _object(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise PackageFault("E_TOO_BIG", "manifest")
    try:
        said = orjson.loads(content)
    except orjson.JSONDecodeError as fault:
        raise PackageFault("E_MANIFEST", "no JSON") from fault
    if type(said) is not dict:
        raise PackageFault("E_MANIFEST", "no object")
    return said


def _number(low: int, high: int = _MOST) -> Any:
    return lambda value: type(value) is int and low <= value <= high


def _text(pattern: re.Pattern[str], *, empty: bool = False) -> Any:
    return lambda value: type(value) is str and ((empty and value == "") or pattern.fullmatch(value) is not None)


_is_key, _is_hash, _is_count = _text(_KEY), _text(_HASH), _number(0)


def _is_list(value: Any, check: Any, most: int) -> bool:
    return type(value) is list and len(value) <= most and all(map(check, value))


def _is_pair(value: Any, *checks: Any) -> bool:
    return type(value) is list and len(value) == len(checks) and all(c(v) for c, v in zip(checks, value, strict=True))


def _has(value: Any, **checks: Any) -> bool:
    return type(value) is dict and tuple(value) == tuple(checks) and all(c(value[n]) for n, c in checks.items())


def _is_digest(value: Any) -> bool:
    return type(value) is dict and all(
        _NAME.fullmatch(name) and _is_pair(pair, _is_count, _is_hash) for name, pair in value.items()
    )


_CHECKS: dict[str, Any] = {
    "fmt": _number(1),
    "suite": _number(1),
    "type": lambda value: value in TYPES,
    "schema": _number(1),
    "min_reader": _number(1),
    "app": lambda value: type(value) is str and 0 < len(value) <= 60 and value.isprintable(),
    "station": _is_key,
    "epoch": _is_key,
    "seq": _number(1, 999_999),
    "prev": _text(_HASH, empty=True),
    "parent": lambda value: (
        value is None or _has(value, epoch=_is_key, seq=_number(0, 999_999), hash=_text(_HASH, empty=True))
    ),
    "chain": lambda value: _is_list(value, lambda one: _is_pair(one, _is_key, _number(1, 999_999), _is_hash), 9_999),
    "to": lambda value: _is_list(value, _text(_READER), MOST_RECIPIENTS) and len(set(value)) == len(value),
    "kid": _text(_KID),
    "counter": lambda value: _is_pair(value, _number(1), _is_count),
    "made_at": _text(_MOMENT),
    "clock_doubt": lambda value: type(value) is bool,
    "rows": _number(0, MOST_ROWS),
    "body_len": _is_count,
    "raw_len": _number(0, MOST_RAW),
    "body_sha256": _is_hash,
    "attachments": lambda value: value == [],
    "audit_head": lambda value: _is_pair(value, _is_count, _is_hash),
    "trust": _is_count,
    "digest": _is_digest,
    "ack": lambda value: _has(
        value, epoch=_text(_KEY, empty=True), seq=_number(0, 999_999), hash=_text(_HASH, empty=True)
    ),
}
