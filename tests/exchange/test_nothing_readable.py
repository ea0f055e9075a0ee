"""A lost stick tells nobody anything: no name and no number can be read in packages or their names (F46)."""

from __future__ import annotations

import base64

import pytest

from station_app.exchange import outgoing, package
from station_app.features.people.model import Household, Person
from station_app.storage import changes, records
from tests.exchange import golden_packages
from tests.exchange.invented import ID_NUMBERS, NAMES, NEIGHBOUR, STATION_KEYS, manifest
from tests.storage.whole_station import WholeStation

PLANTED = (*NAMES, *ID_NUMBERS, "15400001234", "柳树湾村民小组七十三号")


def forms(word: str) -> set[bytes]:
    """How a word may stand in a file."""
    encoded = {word.encode(code, "ignore") for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le")}
    encoded |= {base64.b64encode(word.encode())[:-3], word.encode().hex().encode(), ascii(word)[1:-1].encode()}
    return {form for form in encoded if len(form) > 3}


def planted(whole: WholeStation) -> None:
    with whole.db.work() as session:
        for name, number in zip(NAMES, ID_NUMBERS, strict=True):
            home = records.save(session, Household, {"village": PLANTED[-1]}, require=False)
            values = {"name": name, "id_number": number, "household_id": home.id, "phone": "15400001234"}
            records.save(session, Person, values, require=False)


@pytest.mark.parametrize("kind", ["package", "snapshot"])
def test_no_planted_name_or_number_is_readable_in_a_package_or_its_name(whole: WholeStation, kind: str) -> None:
    planted(whole)
    with whole.db.read() as session:
        last = changes.last_counter(session)
        content = outgoing.lines(session, 1, last) if kind == "package" else outgoing.snapshot_lines(session)
        sent = b"".join(content)
    made = manifest(type=kind, station=whole.db.station_id, counter=(1, last))
    file = package.seal(package.build(made, [sent], STATION_KEYS.signing))
    name = package.file_name("419901300000", made.epoch, made.seq)
    assert name == "SW_419901_5e5e_000001.swx"
    assert all(word.encode() in sent for word in PLANTED)
    found = [word for word in PLANTED for form in forms(word) if form in file + name.encode()]
    assert found == []


def test_what_is_refused_is_refused_without_a_word_of_it(whole: WholeStation) -> None:
    planted(whole)
    with whole.db.read() as session:
        sent = list(outgoing.snapshot_lines(session))
    file = package.seal(package.build(manifest(type="snapshot"), sent, STATION_KEYS.signing))
    for reader, keys in (
        (NEIGHBOUR, [STATION_KEYS.signing.public_key]),
        (STATION_KEYS, [NEIGHBOUR.signing.public_key]),
    ):
        with pytest.raises(package.PackageFault) as refused:
            package.open_package(file, [reader.identity], lambda _kid, keys=keys: keys, types={"snapshot"})  # type: ignore[misc]
        said = f"{refused.value} {refused.value.why} {refused.value.__cause__}"
        assert [word for word in PLANTED if word in said] == []


def test_a_request_to_enrol_may_be_read_by_anybody_and_holds_nobody() -> None:
    (request,) = [golden for golden in golden_packages.kept() if golden.name.endswith("/enrol")]
    assert [word for word in PLANTED for form in forms(word) if form in request.content] == []
