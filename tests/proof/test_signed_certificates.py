"""A station's own certificates: signed at numbering, the same on every reprint, checked without a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from station_app import cli, proof
from station_app.features.station import service as stations
from station_app.features.training import documents, service
from station_app.features.training.model import Issuer, Revocation, SigningKey
from station_app.proof import Outcome
from station_app.storage import records
from tests.conftest import STATION_VALUES, StationInUse
from tests.training.played_classes import END, close_class, open_class


def issued(station: StationInUse, trainees: int = 2) -> list[service.CertificateRow]:
    played = open_class(station, trainees)
    close_class(station, played, ["PPPPPP"] * trainees)
    with station.db.work() as session:
        return service.issue_certificates(session, played.class_id, END)


def test_a_certificate_numbered_here_is_genuine_and_says_that_the_county_does_not_know_the_key(
    station: StationInUse,
) -> None:
    row = issued(station)[0]
    with station.db.read() as session:
        verdict = service.judge(session, row.proof)
    assert verdict.is_genuine
    assert (verdict.name, verdict.number, verdict.issuer) == (row.name, row.certificate_no, row.issuer)
    assert verdict.id_tail == row.id_number[-4:]
    assert "还没有在县民政局登记" in verdict.sentence


def test_a_void_certificate_is_void_and_the_one_in_its_place_is_genuine(station: StationInUse) -> None:
    row = issued(station)[0]
    with station.db.work() as session:
        service.void_certificate(session, row.id, "姓名打错")
        again = service.reissue_certificate(session, row.id, "姓名打错", END)
        old, new = service.judge(session, row.proof), service.judge(session, again.proof)
    assert old.outcome is Outcome.VOID
    assert "姓名打错" in old.sentence
    assert new.is_genuine
    assert new.number.endswith("-B1")


def test_a_reprint_has_the_same_code_after_the_station_was_renamed_and_a_new_certificate_another_key(
    station: StationInUse,
) -> None:
    row = issued(station, 1)[0]
    with station.db.work() as session:
        stations.save_station(session, STATION_VALUES | {"name": "城郊乡社工站"}, version=1)
        service.void_certificate(session, row.id, "遗失")
        new = service.reissue_certificate(session, row.id, "遗失", END)
        verdict = service.judge(session, new.proof)
        assert service.get_certificate(session, row.certificate_no).proof == row.proof
        names = {issuer.kid: issuer.name for issuer in service.known_issuers(session)}
    assert verdict.issuer == "城郊乡社工站"
    assert sorted(names.values()) == ["城郊乡社会工作服务站", "城郊乡社工站"]


def test_the_private_key_lies_in_the_file_only_wrapped(station: StationInUse) -> None:
    issued(station, 1)
    with station.db.read() as session:
        kept = session.query(SigningKey).one()
        sealed = bytes.fromhex(kept.wrapped)
        kid, public = kept.kid, bytes.fromhex(kept.public_key)
        secret = session.info["sealing"].open(sealed, f"signing key {kid}")
    assert secret not in sealed
    assert proof.SigningKey(secret, public).kid == kid
    assert secret not in station.db.path.read_bytes()
    other = proof.issuers.kid_of(bytes(32))
    with station.db.read() as session, pytest.raises(Exception, match="签发密钥打不开"):
        session.info["sealing"].open(sealed, f"signing key {other}")


def test_a_certificate_of_another_station_counts_once_the_county_named_its_key_and_not_after_it_was_revoked(
    station: StationInUse,
) -> None:
    key = proof.SigningKey.new()
    day = dt.date(2023, 2, 17)
    claims = proof.Claims("419901301-2023-001-001", "李桂香", "0021", "P", "4-03-02-02", 240, day, day, day)
    text = proof.text_of(claims, key)
    with station.db.work() as session:
        assert service.judge(session, text).outcome is Outcome.NOT_OURS
        known = {"kid": key.kid, "public_key": key.public_key.hex(), "name": "东河乡社工站", "source": "county"}
        records.save(session, Issuer, known)
        verdict = service.judge(session, text)
        assert (verdict.is_genuine, verdict.issuer, verdict.name) == (True, "东河乡社工站", "李桂香")
        assert "没有在县民政局登记" not in verdict.sentence
        records.save(session, Revocation, {"kid": key.kid, "certificate_no": claims.number, "reason": "重复发证"})
        assert service.judge(session, text).outcome is Outcome.VOID


def test_a_bare_number_proves_nothing_and_is_looked_up(station: StationInUse) -> None:
    row = issued(station, 1)[0]
    with station.db.read() as session:
        verdict = service.judge(session, row.certificate_no)
    assert verdict.outcome is Outcome.NOT_OURS
    assert "只是证书编号" in verdict.sentence
    assert row.name in verdict.sentence


def test_the_command_says_one_sentence_and_exits_0_for_a_genuine_paper_only(
    station: StationInUse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = issued(station)
    file = tmp_path / "证书.pdf"
    file.write_bytes(documents.certificates_pdf([documents.values_of(rows[0])]))
    data = ["--data", str(station.folder.root)]
    station.db.close()
    assert cli.run([*data, "verify", str(file)]) == 0
    assert rows[0].name in capsys.readouterr().out
    assert cli.run([*data, "verify", rows[1].proof]) == 0
    capsys.readouterr()
    for wrong in (rows[1].proof[:-3], "SW1:", "你好", str(tmp_path / "没有.png")):
        assert cli.run([*data, "verify", wrong]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
