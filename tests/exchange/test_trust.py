"""Who may speak for whom is told by the county, proven by its root, and never goes back (F37, F60, F64)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from station_app.exchange import enrolment, lines, package, strict, trust
from station_app.exchange.keys import DeviceKeys, fingerprint, reader_of
from station_app.exchange.trust import COUNTY, CountyKey, Device, TrustedStation, TrustList
from station_app.proof import SigningKey
from tests.exchange.invented import (
    AT,
    COUNTY_EPOCH,
    COUNTY_KEYS,
    EPOCH,
    NEIGHBOUR,
    ROOT,
    STATION,
    STATION_KEYS,
    TRUST,
    fixed_signing,
    key_of,
    packed,
)
from tests.exchange.test_packages_opened import code_of


def again(offered: TrustList) -> TrustList:
    return trust.read_line(lines.read(offered.to_line().rstrip(b"\n")))


def answered(
    offered: TrustList = TRUST, key: SigningKey = COUNTY_KEYS.signing, reader: str = STATION_KEYS.reader
) -> bytes:
    facts: dict[str, Any] = {"epoch": COUNTY_EPOCH, "counter": (1, 0), "digest": {}, "to": (reader,)}
    return packed([offered.to_line()], key, type="trust", **facts)


def test_a_list_travels_as_a_line() -> None:
    assert again(TRUST) == TRUST


def test_keys_are_known_by_their_kid_with_station_and_state() -> None:
    (device,) = TRUST.keys_of(STATION_KEYS.kid)
    assert (device.station, device.active, device.public_key) == (STATION, True, STATION_KEYS.signing.public_key)
    assert [key.station for key in TRUST.keys_of(COUNTY_KEYS.kid)] == [COUNTY]
    assert TRUST.keys_of(NEIGHBOUR.kid) == []
    TRUST.check_signer(STATION_KEYS.signing.public_key, STATION)
    TRUST.check_signer(COUNTY_KEYS.signing.public_key, COUNTY)


def test_a_device_speaks_for_its_own_station_alone() -> None:
    assert code_of(lambda: TRUST.check_signer(STATION_KEYS.signing.public_key, key_of(5))) == "E_STATION_KEY"
    assert code_of(lambda: TRUST.check_signer(STATION_KEYS.signing.public_key, COUNTY)) == "E_STATION_KEY"
    assert code_of(lambda: TRUST.check_signer(COUNTY_KEYS.signing.public_key, STATION)) == "E_STATION_KEY"
    assert code_of(lambda: TRUST.check_signer(NEIGHBOUR.signing.public_key, STATION)) == "E_STATION_KEY"


def test_a_revoked_device_is_known_and_refused() -> None:
    (station,) = TRUST.stations
    (device,) = station.devices
    spare = fixed_signing("spare").public_key
    stolen = replace(device, state="revoked")
    gone = replace(station, devices=(stolen, Device(spare.hex(), NEIGHBOUR.reader, "active", AT)))
    later = replace(TRUST, version=4, stations=(gone,))
    assert code_of(lambda: later.check_signer(STATION_KEYS.signing.public_key, STATION)) == "E_REVOKED"
    assert later.public_keys(STATION_KEYS.kid)  # so that its package is told apart from a stranger's
    later.check_signer(spare, STATION)


def test_versions_only_grow() -> None:
    trust.check_newer(TRUST, None)
    trust.check_newer(TRUST, TRUST)
    trust.check_newer(replace(TRUST, version=4), TRUST)
    assert code_of(lambda: trust.check_newer(replace(TRUST, version=2), TRUST)) == "E_STALE_TRUST"
    other = replace(TRUST, stations=())
    assert code_of(lambda: trust.check_newer(other, TRUST)) == "E_STALE_TRUST"


def test_an_operating_key_that_the_root_did_not_sign_is_none() -> None:
    foreign = fixed_signing("foreign root")
    key = COUNTY_KEYS.signing.public_key
    for cert in (trust.certify(key, foreign).cert, trust.certify(foreign.public_key, ROOT).cert, "ab" * 120):
        forged = replace(TRUST, county=replace(TRUST.county, keys=(CountyKey(key.hex(), cert),)))
        assert code_of(forged.to_line) == "E_TRUST"
        line = strict.load(TRUST.to_line().replace(TRUST.county.keys[0].cert.encode(), cert.encode()).rstrip(b"\n"))
        assert code_of(lambda line=line: trust.read_line(line)) == "E_TRUST"  # type: ignore[misc]


def test_another_root_is_refused_once_one_is_known() -> None:
    root = fixed_signing("another root")
    county = replace(
        TRUST.county, root=root.public_key.hex(), keys=(trust.certify(COUNTY_KEYS.signing.public_key, root),)
    )
    taken_over = replace(TRUST, version=9, county=county)
    assert code_of(lambda: trust.check_newer(taken_over, TRUST)) == "E_TRUST"
    assert code_of(lambda: trust.check_newer(taken_over, None, ROOT.public_key)) == "E_TRUST"
    content = answered(taken_over)
    assert code_of(lambda: enrolment.read_trust(content, [STATION_KEYS.identity], known=TRUST)) == "E_TRUST"
    assert enrolment.read_trust(content, [STATION_KEYS.identity]).digits == fingerprint(root.public_key)


def test_thirty_digits_are_the_same_on_both_ends_of_the_telephone() -> None:
    said = fingerprint(b"\x00")
    assert said == "04984 63695 43417 74118 67294 67304"
    assert fingerprint(b"\x01") != said


def asked(keys: DeviceKeys = STATION_KEYS) -> tuple[bytes, str]:
    return enrolment.request(
        keys,
        station=STATION,
        name="城郊乡社会工作服务站",
        division="419901300",
        epoch=EPOCH,
        app="0.1.0",
        made_at=AT,
        issuers=[(fixed_signing("issuer").public_key, "城郊乡社会工作服务站")],
    )


def test_a_station_enrols_by_two_files_and_two_telephone_calls() -> None:
    keys = DeviceKeys.new()
    content, digits = asked(keys)
    request = enrolment.read_request(content)
    assert (request.digits, request.public, request.reader) == (digits, keys.signing.public_key, keys.reader)
    assert (request.station, request.name, request.division) == (STATION, "城郊乡社会工作服务站", "419901300")
    device = Device(request.public.hex(), request.reader, "active", AT)
    issuers = tuple(trust.TrustedIssuer(public.hex(), name) for public, name in request.issuers)
    grown = replace(TRUST, version=4, stations=(TrustedStation(request.station, request.name, (device,), issuers),))
    answer = enrolment.read_trust(answered(grown, reader=keys.reader), [keys.identity])
    assert answer.trust == grown
    assert answer.digits == grown.county.root_fingerprint
    answer.trust.check_signer(keys.signing.public_key, STATION)


def test_a_request_is_believed_by_the_key_that_it_names_alone() -> None:
    content, digits = asked()
    other, other_digits = asked(replace(STATION_KEYS, signing=fixed_signing("somebody else")))
    assert other_digits != digits
    swapped = content.replace(STATION_KEYS.reader.encode(), NEIGHBOUR.reader.encode())
    assert code_of(lambda: enrolment.read_request(swapped)) in ("E_DAMAGED", "")
    codes = set()
    for at in range(len(content)):
        for bit in (0, 3, 7):
            wrong = bytearray(content)
            wrong[at] ^= 1 << bit
            codes.add(code_of(lambda wrong=wrong: enrolment.read_request(bytes(wrong))))  # type: ignore[misc]
    assert "" not in codes
    assert enrolment.read_request(other).digits == other_digits


def test_a_request_signed_for_somebody_else_is_refused() -> None:
    line = lines.written(
        {
            "op": "enrol",
            "station": {"id": STATION, "name": "城郊乡社会工作服务站", "division": "419901300"},
            "public": STATION_KEYS.signing.public_key.hex(),
            "reader": NEIGHBOUR.reader,
            "app": "0.1.0",
            "issuers": [],
        }
    )
    facts: dict[str, Any] = {"type": "enrol", "to": (), "counter": (1, 0), "digest": {}, "trust": 0}
    assert code_of(lambda: enrolment.read_request(packed([line], NEIGHBOUR.signing, **facts))) == "E_SIG"
    assert code_of(lambda: enrolment.read_request(packed([line], STATION_KEYS.signing, **facts))) == ""
    elsewhere = packed([line], STATION_KEYS.signing, **facts | {"station": key_of(1)})
    assert code_of(lambda: enrolment.read_request(elsewhere)) == "E_LINE"
    assert code_of(lambda: enrolment.read_request(packed([line, line], STATION_KEYS.signing, **facts))) == "E_LINE"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: answered(key=STATION_KEYS.signing), "E_UNKNOWN_KEY"),
        (lambda: answered(reader=NEIGHBOUR.reader), "E_NOT_FOR_ME"),
        (packed, "E_TYPE"),
    ],
)
def test_an_answer_that_is_not_from_the_county_to_this_station_is_refused(
    content: Callable[[], bytes], code: str
) -> None:
    assert code_of(lambda: enrolment.read_trust(content(), [STATION_KEYS.identity])) == code


def test_a_new_operating_key_comes_with_the_list_that_names_it() -> None:
    fresh = fixed_signing("fresh operating key")
    county = replace(TRUST.county, keys=(trust.certify(fresh.public_key, ROOT),))
    renewed = replace(TRUST, version=4, county=county)
    content = answered(renewed, key=fresh)
    answer = enrolment.read_trust(content, [STATION_KEYS.identity], root=ROOT.public_key, known=TRUST)
    assert answer.trust.version == 4
    assert code_of(lambda: enrolment.read_trust(answered(), [STATION_KEYS.identity], known=renewed)) == "E_STALE_TRUST"
    with_old = TRUST.public_keys
    opening = lambda: package.open_package(content, [STATION_KEYS.identity], with_old, types={"trust"})  # noqa: E731
    assert code_of(opening) == "E_UNKNOWN_KEY"


def test_keys_of_a_device_are_its_own() -> None:
    one, other = DeviceKeys.new(), DeviceKeys.new()
    assert one.reader == reader_of(one.identity) != other.reader
    assert one.kid != other.kid
    assert "AGE-SECRET" not in repr(one)
    assert one.signing.private_key.hex() not in repr(one)
