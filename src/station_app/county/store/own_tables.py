"""What a county knows beside the stations' records: who they are, what arrived and became of it, what they are told."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from station_app.county.store.tables import metadata
from station_app.storage.base import KEY_LENGTH, UtcDateTime

HASH = 64


def _key(name: str = "id") -> Column[str]:
    return Column(name, String(KEY_LENGTH), primary_key=True)


def _ref(name: str, *, index: bool = False) -> Column[str]:
    return Column(name, String(KEY_LENGTH), index=index, nullable=False, default="")


station = Table(
    "county_station",
    metadata,
    _key(),
    Column("name", String(60), nullable=False),
    Column("division", String(12), nullable=False),
    Column("enrolled_at", UtcDateTime(), nullable=False),
    Column("trust", Integer(), nullable=False, default=0),  # version of the trust list it was last seen to have
    Column("trust_sent", Integer(), nullable=False, default=0),
    Column("ack_epoch", String(KEY_LENGTH), nullable=False, default=""),
    Column("ack_seq", Integer(), nullable=False, default=0),
    Column("app", String(40), nullable=False, default=""),
    Column("newest_epoch", String(KEY_LENGTH), nullable=False, default=""),
    Column("newest_seq", Integer(), nullable=False, default=0),
    Column("newest_hash", String(HASH), nullable=False, default=""),
    Column("audit_number", Integer(), nullable=False, default=0),
    Column("audit_hash", String(HASH), nullable=False, default=""),
)
"""A station that was enrolled."""

device = Table(
    "county_device",
    metadata,
    Column("public", String(64), primary_key=True),
    _ref("station_id", index=True),
    Column("kid", String(16), nullable=False, index=True),
    Column("reader", String(100), nullable=False),
    Column("state", String(10), nullable=False),  # active, revoked
    Column("since", UtcDateTime(), nullable=False),
    Column("revoked_at", UtcDateTime()),
    Column("reason", String(200)),
)
"""A computer of a station: its signing key and where receipts are sealed to."""

issuer = Table(
    "county_issuer",
    metadata,
    Column("public", String(64), primary_key=True),
    _ref("station_id"),
    Column("name", String(60), nullable=False),
    Column("valid", Boolean(), nullable=False),
)
"""Public keys whose certificates are believed."""

chain = Table(
    "county_chain",
    metadata,
    _key("station_id"),
    _key("epoch"),
    Column("seq", Integer(), nullable=False),
    Column("hash", String(HASH), nullable=False),
    Column("parent_epoch", String(KEY_LENGTH), nullable=False, default=""),
    Column("parent_seq", Integer(), nullable=False, default=0),
    Column("parent_hash", String(HASH), nullable=False, default=""),
    Column("ack_epoch", String(KEY_LENGTH), nullable=False, default=""),
    Column("ack_seq", Integer(), nullable=False, default=0),
    Column("ack_hash", String(HASH), nullable=False, default=""),
    Column("since", UtcDateTime(), nullable=False),
)
"""Up to where a station's chain is taken in (exchange.sequence.Chain)."""

link = Table(
    "county_link",
    metadata,
    _key("station_id"),
    _key("epoch"),
    Column("seq", Integer(), primary_key=True),
    Column("hash", String(HASH), nullable=False),
)
"""Every package of a chain that was taken in, or that a snapshot names as before it."""

covered = Table(
    "county_covered",
    metadata,
    _key("station_id"),
    _key("epoch"),
    Column("hash", String(HASH), primary_key=True),
)
"""Packages of any epoch whose content is in a snapshot that was taken in, by the epoch of the snapshot."""

returned = Table(
    "county_returned",
    metadata,
    _key("station_id"),
    _key("for_epoch"),
    _key("epoch"),
    Column("seq", Integer(), nullable=False),
    Column("sent_seq", Integer()),
)
"""Up to which package of an epoch the records were given back to the file of another one, and by which receipt."""

package = Table(
    "county_package",
    metadata,
    Column("hash", String(HASH), primary_key=True),
    Column("file_hash", String(HASH), nullable=False, index=True),
    _ref("station_id"),
    Column("epoch", String(KEY_LENGTH), nullable=False),
    Column("seq", Integer(), nullable=False),
    Column("prev", String(HASH), nullable=False),
    Column("parent_epoch", String(KEY_LENGTH), nullable=False, default=""),
    Column("parent_seq", Integer(), nullable=False, default=0),
    Column("type", String(10), nullable=False),
    Column("kid", String(16), nullable=False),
    Column("status", String(10), nullable=False),  # applied, held, fork, refused, dropped
    Column("code", String(30), nullable=False, default=""),
    Column("made_at", UtcDateTime()),
    Column("arrived_at", UtcDateTime(), nullable=False),
    Column("applied_at", UtcDateTime()),
    Column("lines", Integer(), nullable=False, default=0),
    Column("created", Integer(), nullable=False, default=0),
    Column("changed", Integer(), nullable=False, default=0),
    Column("unchanged", Integer(), nullable=False, default=0),
    Column("conflict", Integer(), nullable=False, default=0),
    Column("rejected", Integer(), nullable=False, default=0),
    Column("marked", String(40), nullable=False, default=""),  # a word about it: the device was revoked later …
    Index("ix_county_package_chain", "station_id", "epoch", "seq"),
)
"""A package that arrived, by the hash of its manifest; its bytes lie in packages/ under file_hash."""

row_issue = Table(
    "county_row_issue",
    metadata,
    Column("id", Integer(), primary_key=True),
    Column("package", String(HASH), nullable=False, index=True),
    _ref("station_id"),
    Column("record", String(40), nullable=False),
    _ref("record_id"),
    Column("field", String(60), nullable=False, default=""),
    Column("code", String(30), nullable=False),
)
"""A record of a package that was not taken as it was; no values."""

field_change = Table(
    "county_field_change",
    metadata,
    Column("id", Integer(), primary_key=True),
    Column("record", String(40), nullable=False),
    _ref("record_id", index=True),
    Column("field", String(60), nullable=False),
    Column("old", Text()),
    Column("new", Text()),
    Column("version", Integer(), nullable=False),
    Column("actor", String(40), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    Column("package", String(HASH), nullable=False),
)
"""What a field held before, from which package it changed; JSON of the values."""

conflict = Table(
    "county_conflict",
    metadata,
    _key(),
    _ref("station_id"),
    Column("record", String(40), nullable=False),
    _ref("record_id", index=True),
    Column("field", String(60), nullable=False),
    Column("ours", Text()),
    Column("theirs", Text()),
    Column("ours_by", String(40), nullable=False, default=""),
    Column("ours_at", UtcDateTime()),
    Column("ours_package", String(HASH), nullable=False, default=""),
    Column("theirs_by", String(40), nullable=False, default=""),
    Column("theirs_at", UtcDateTime()),
    Column("theirs_package", String(HASH), nullable=False, default=""),
    Column("kept", String(6), nullable=False),  # which one stands in the table: ours, theirs
    Column("state", String(10), nullable=False),  # open, agreed, decided
    Column("choice", String(6), nullable=False, default=""),
    Column("why", String(200), nullable=False, default=""),
    Column("found_at", UtcDateTime(), nullable=False),
    Column("decided_by", String(40), nullable=False, default=""),
    Column("decided_at", UtcDateTime()),
)
"""One field of which the county has another value than the station thought; both stay here for ever."""

correction = Table(
    "county_correction",
    metadata,
    _key(),
    _ref("station_id"),
    Column("record", String(40), nullable=False),
    _ref("record_id", index=True),
    Column("field", String(60), nullable=False),
    Column("value", Text()),
    Column("base", String(16), nullable=False),
    Column("why", String(200), nullable=False),
    Column("proposed_by", String(40), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    Column("state", String(10), nullable=False),  # proposed, accepted, refused
    Column("decided_by", String(40)),
    Column("decided_at", UtcDateTime()),
    Column("answer", String(200)),
)
"""What the county proposes to a station, and what the station said to it."""

same_person = Table(
    "county_same_person",
    metadata,
    _key("a"),
    _key("b"),
    _ref("a_station"),
    _ref("b_station"),
    Column("reason", String(20), nullable=False),
    Column("state", String(10), nullable=False),  # suggested, same, apart
    Column("by", String(40), nullable=False, default=""),
    Column("at", UtcDateTime(), nullable=False),
    Index("ix_county_same_person_b", "b"),
)
"""Two people of two stations that may be, are, or are not one; a is the smaller key."""

match_key = Table(
    "county_match_key",
    metadata,
    _key("person_id"),
    _ref("station_id"),
    Column("number_key", String(18), nullable=False, default="", index=True),
    Column("name_key", String(240), nullable=False, default="", index=True),
)
"""What a person is compared by: 18-digit number, and sound of the name with the birth date."""

unknown = Table(
    "county_unknown",
    metadata,
    Column("record", String(60), primary_key=True),
    _key(),
    _ref("station_id"),
    Column("content", Text(), nullable=False),
)
"""Records of a newer program, kept as they came."""

erased = Table(
    "county_erased",
    metadata,
    _key("record_id"),
    Column("record", String(60), primary_key=True),
    Column("fields", Text(), nullable=False),
    _ref("station_id", index=True),
    _ref("person_id"),
    Column("at", UtcDateTime(), nullable=False),
    Column("basis", String(40), nullable=False, default=""),
)
"""Columns of a record that stay blank for ever, whatever arrives later."""

outgoing = Table(
    "county_outgoing",
    metadata,
    Column("id", Integer(), primary_key=True),
    _ref("station_id", index=True),
    Column("subject", String(160), nullable=False, index=True),  # a newer line about the same replaces it
    Column("line", Text(), nullable=False),
    Column("sent_seq", Integer()),  # the first receipt that carried it, NULL for none yet
)
"""What a station is still to be told; gone when it says that it took it in."""

sent = Table(
    "county_sent",
    metadata,
    _key("station_id"),
    _key("epoch"),
    Column("seq", Integer(), primary_key=True),
    Column("hash", String(HASH), nullable=False),
    Column("type", String(10), nullable=False),
    Column("name", String(60), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
)
"""The county's own chain to each station."""

alarm = Table(
    "county_alarm",
    metadata,
    _key(),
    _ref("station_id"),
    Column("package", String(HASH), nullable=False, default=""),
    Column("code", String(30), nullable=False),
    Column("detail", String(400), nullable=False, default=""),
    Column("at", UtcDateTime(), nullable=False),
    Column("settled_at", UtcDateTime()),
)
"""What somebody must look at: a fork, a digest that differs, a trail that was cut."""

lost_stick = Table(
    "county_lost_stick",
    metadata,
    _key(),
    _ref("station_id"),
    Column("lost_on", String(10), nullable=False),
    Column("packages", Text(), nullable=False),  # JSON: hashes
    Column("people", Integer(), nullable=False),
    Column("note", String(400), nullable=False, default=""),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
)
"""A stick that was lost with packages on it; who was in them is listed when asked (PIPL 57)."""

published = Table(
    "county_published",
    metadata,
    Column("record", String(20), primary_key=True),
    _key(),
    Column("content", Text(), nullable=False),  # JSON: the columns of the record
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
)
"""Dated rules, codes and holidays that the county gives to all its stations."""

OWN_TABLES = {table.name: table for table in metadata.sorted_tables if table.name.startswith("county_")}
