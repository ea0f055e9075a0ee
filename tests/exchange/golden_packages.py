"""Packages of every type as this release writes them, kept for ever: `python -m tests.exchange.golden_packages NAME`.

Makes the folder golden/NAME for a new release; an existing one is never written again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station_app.exchange import digest, enrolment, lines, package
from station_app.exchange.manifest import Ack, Parent
from station_app.exchange.tables import travelling
from tests.exchange import a_reader_written_from_the_page as page
from tests.exchange.invented import (
    AT,
    COUNTY_EPOCH,
    COUNTY_KEYS,
    EPOCH,
    STATION,
    STATION_KEYS,
    TRUST,
    fixed_signing,
    key_of,
    manifest,
    packed,
    person,
    some_lines,
)

GOLDEN = Path(__file__).parent / "golden"
FROM_COUNTY: dict[str, Any] = {
    "epoch": COUNTY_EPOCH,
    "to": (STATION_KEYS.reader,),
    "counter": (1, 0),
    "digest": {},
    "key": COUNTY_KEYS.signing,
}


@dataclass(frozen=True)
class Golden:
    name: str
    content: bytes
    expected: dict[str, Any]
    """Manifest and lines, as JSON has them."""


def kept() -> Iterator[Golden]:
    """Of every release."""
    for file in sorted(GOLDEN.glob("*/*.swx")):
        expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        yield Golden(f"{file.parent.name}/{file.stem}", file.read_bytes(), expected)


def made() -> dict[str, bytes]:
    """One of every type, with one line of every kind."""
    first = package.build(manifest(), some_lines(), STATION_KEYS.signing)
    rows = [
        person(1, version=3, phone="15400005678"),
        person(2),
        person(3, name='带"引号"的\\名字', note="两行\n备注\t"),
    ]
    table = travelling()["person"]
    told = digest.digest_of([tuple(row.get(column) for column in sorted(table.columns)) for row in rows], table)
    link = Parent(EPOCH, 1, first.hash)
    value = lines.base_of_value("15400005678")
    answers = [
        lines.receipt(first.hash, EPOCH, 1, "applied", "", {"created": 2, "changed": 1}),
        lines.row_fault(first.hash, "person", key_of(2), "phone", "E_CONFLICT"),
        lines.gap(EPOCH, 2, 4),
        lines.rollback(EPOCH, None, link),
        lines.rollback(EPOCH, link, Parent(EPOCH, 2, "ab" * 32)),
        lines.whole("person", key_of(1), rows[0]),
        lines.correct(
            key=key_of(7),
            record="person",
            record_id=key_of(1),
            column="phone",
            value="15400009999",
            base=value,
            why="与户籍登记不一致",
            by="赵敏",
            at=AT,
        ),
        lines.same(key_of(1), key_of(5), "石桥镇社会工作服务站", "same", AT),
        lines.publish("setting", key_of(6), {"id": key_of(6), "station_id": STATION, "key": "training_age_max_female"}),
        lines.revoked("ab" * 8, "419901300-2023-003-001", "信息有误"),
        TRUST.to_line(),
        lines.snapshot_wanted(),
        lines.upgrade("0.2.0"),
    ]
    request, _digits = enrolment.request(
        STATION_KEYS,
        station=STATION,
        name="城郊乡社会工作服务站",
        division="419901300",
        epoch=EPOCH,
        app="0.1.0",
        made_at=AT,
        issuers=[(fixed_signing("issuer").public_key, "城郊乡社会工作服务站")],
    )
    return {
        "package": package.seal(first),
        "package-empty": packed(
            [], seq=2, prev=first.hash, counter=(4, 3), ack=Ack(COUNTY_EPOCH, 1, "cd" * 32), clock_doubt=True
        ),
        "snapshot": packed(
            [lines.whole("person", row["id"], row) for row in rows],
            type="snapshot",
            seq=3,
            prev="ef" * 32,
            chain=((EPOCH, 1, first.hash), (EPOCH, 2, "ef" * 32)),
            digest={"person": told},
        ),
        "new-epoch": packed(some_lines(), epoch="7a" * 16, parent=link),
        "receipt": packed(answers, type="receipt", ack=Ack(EPOCH, 1, first.hash), **FROM_COUNTY),
        "trust": packed([TRUST.to_line()], type="trust", seq=2, prev="12" * 32, **FROM_COUNTY),
        "enrol": request,
    }


def main(name: str) -> None:
    folder = GOLDEN / name
    folder.mkdir(parents=True)
    for kind, content in made().items():
        (folder / f"{kind}.swx").write_bytes(content)
        secret = (STATION_KEYS if kind in ("receipt", "trust") else COUNTY_KEYS).identity
        public = [STATION_KEYS.signing.public_key, COUNTY_KEYS.signing.public_key]
        read = page.read(content, secret, public)
        text = json.dumps({"manifest": read.manifest, "lines": read.lines}, ensure_ascii=False, indent=1)
        (folder / f"{kind}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    import station_app.models  # noqa: F401 - completes the metadata

    main(sys.argv[1])
