"""Whose certificates are believed: the county's list of keys and of void certificates, beside the station's own."""

from __future__ import annotations

import pytest

from station_app import proof
from station_app.features.training import service
from station_app.proof import Outcome
from tests.conftest import StationInUse
from tests.proof.codes import KEY, text
from tests.training.played_classes import END, close_class, open_class

OTHER = (KEY.public_key.hex(), "东岭镇社会工作服务站", True)


@pytest.fixture
def own(station: StationInUse) -> service.CertificateRow:
    """A certificate of this station."""
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with station.db.work() as session:
        return service.issue_certificates(session, played.class_id, END)[0]


def judged(station: StationInUse, said: str) -> proof.Verdict:
    with station.db.read() as session:
        return service.judge(session, said)


def take(station: StationInUse, *issuers: tuple[str, str, bool]) -> int:
    with station.db.work() as session:
        return service.take_issuers(session, issuers)


def test_a_certificate_of_another_station_is_genuine_once_the_county_lists_its_key(station: StationInUse) -> None:
    assert judged(station, text()).outcome is Outcome.NOT_OURS
    assert take(station, OTHER) == 1
    verdict = judged(station, text())
    assert verdict.is_genuine
    assert (verdict.issuer, verdict.name) == ("东岭镇社会工作服务站", "王秀兰")
    assert take(station, OTHER) == 0


def test_a_void_certificate_of_another_station_is_told_with_its_reason(station: StationInUse) -> None:
    take(station, OTHER)
    with station.db.work() as session:
        assert service.take_revocation(session, KEY.kid, "419901300-2023-003-012", "冒名顶替")
        assert not service.take_revocation(session, KEY.kid, "419901300-2023-003-012", "冒名顶替")
    verdict = judged(station, text())
    assert verdict.outcome is Outcome.VOID
    assert "冒名顶替" in verdict.sentence
    assert judged(station, text(number="419901300-2023-003-013")).is_genuine


def test_a_key_that_the_county_strikes_out_makes_its_certificates_void_not_strange(station: StationInUse) -> None:
    take(station, OTHER)
    assert take(station, (OTHER[0], OTHER[1], False)) == 1
    assert judged(station, text()).outcome is Outcome.VOID
    assert take(station) == 0


def test_a_station_says_that_it_is_not_enrolled_until_the_county_lists_its_key(
    station: StationInUse, own: service.CertificateRow
) -> None:
    assert "还没有在县民政局登记" in judged(station, own.proof).sentence
    with station.db.read() as session:
        ((key, name),) = service.own_issuers(session)
    assert name == "城郊乡社会工作服务站"
    take(station, (key.hex(), name, True))
    verdict = judged(station, own.proof)
    assert verdict.is_genuine
    assert "登记" not in verdict.sentence
    with station.db.read() as session:
        assert [each[0] for each in service.own_issuers(session)] == [key]


def test_an_own_key_that_is_struck_out_signs_nothing_any_more(
    station: StationInUse, own: service.CertificateRow
) -> None:
    with station.db.read() as session:
        ((key, name),) = service.own_issuers(session)
    take(station, (key.hex(), name, False))
    assert judged(station, own.proof).outcome is Outcome.VOID
    with station.db.work() as session:
        again = service.reissue_certificate(session, own.id, "密钥停用", END)
        ((new, _name),) = service.own_issuers(session)
    assert new != key
    assert judged(station, again.proof).is_genuine
