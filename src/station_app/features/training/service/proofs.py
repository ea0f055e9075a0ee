"""防伪校验码 of this station's certificates: signed at numbering by the device's key, checked against the register."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app import proof
from station_app.core import clock, codes
from station_app.core.texts import _
from station_app.features.training.model import Certificate, Issuer, Revocation, SigningKey
from station_app.proof import Claims, Outcome, Verdict
from station_app.proof.issuers import COUNTY, OWN, kid_of
from station_app.storage import audit, records
from station_app.storage.sealing import Sealing

SPECIMEN = f"{proof.PREFIX}{'0' * 246}"
"""As long as a usual code and proving nothing: previews show it where a code will be."""
_TAIL = 4
_OUT_OF_FORCE = ("voided", "reissued")


def with_proofs(session: Session, drafts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The frozen values of new certificates with the text of their QR codes; the device's key is made when missing.

    Trouble E_SEALED_SECRET when the key cannot be used.
    """
    keys: dict[str, proof.SigningKey] = {}
    made = []
    for draft in drafts:
        issuer = str(draft["issuer"])
        if issuer not in keys:
            keys[issuer] = _signing_key(session, issuer)
        made.append({**draft, "proof": proof.text_of(_claims(draft), keys[issuer])})
    return made


def judge(session: Session, text: str) -> Verdict:
    """Whether the certificate behind a QR text is genuine, by every key and every revocation that this station has."""
    verdict = proof.verify(text, known_issuers(session), _revoked(session))
    if verdict.outcome is Outcome.NOT_OURS and (row := _registered(session, text.strip())) is not None:
        sentence = _(
            "这只是证书编号，不能证明这张纸是真的。证书登记里 {number} 是{name}的证书，状态“{state}”，请按登记核对。"
        )
        state = codes.table("state_certificate").label(row.state)
        told = sentence.format(number=row.certificate_no, name=row.name, state=state)
        return dataclasses.replace(verdict, sentence=told)
    if verdict.is_genuine and verdict.source == OWN and _registered(session, verdict.number) is None:
        note = _("但本站的证书登记里没有这个编号，可能恢复过较早的安全副本，请补查。")
        return dataclasses.replace(verdict, sentence=verdict.sentence + note)
    return verdict


def known_issuers(session: Session) -> list[proof.Issuer]:
    """Everybody whose signature is believed, own keys first; also keys that are out of use."""
    query = select(Issuer.kid, Issuer.public_key, Issuer.name, Issuer.valid, Issuer.source)
    rows = session.execute(query.where(Issuer.voided_at.is_(None)).order_by(Issuer.created_at, Issuer.id)).all()
    listed = {key for _kid, key, _name, valid, source in rows if source == COUNTY and valid}
    own = {key for _kid, key, _name, _valid, source in rows if source == OWN}
    found = [
        proof.Issuer(kid, bytes.fromhex(key), name, bool(valid), source, source == OWN and key in listed)
        for kid, key, name, valid, source in rows
        if source == OWN or key not in own
    ]
    return sorted(found, key=lambda issuer: issuer.source != OWN)


def own_issuers(session: Session) -> list[tuple[bytes, str]]:
    """(public key, name) of every key that this station's devices sign certificates with: what enrolment hands in.

    A station that changed its name has a key for each name, all of them still prove old certificates. Empty until the
    first certificate was numbered.
    """
    return [(each.public_key, each.name) for each in known_issuers(session) if each.source == OWN and each.valid]


def take_issuers(session: Session, issuers: Iterable[tuple[str, str, bool]]) -> int:
    """Believe the county's list: (public key as 64 hex digits, name, valid) of every station; returns what changed.

    A new key is kept with source county. One that the county struck out stays known but is no longer valid, so that
    its certificates come out as void, not as a stranger's. A key of this station that is listed counts as registered;
    one that is struck out signs nothing any more, and the next certificate gets a new key. Keys that a list leaves out
    stay as they are: a list is only ever added to. Refused when a key or a name cannot be kept; nothing is then kept.
    """
    rows: dict[tuple[str, str], Issuer] = {
        (str(row.source), str(row.public_key)): row
        for row in session.scalars(select(Issuer).where(Issuer.voided_at.is_(None)))
    }
    changed = 0
    for public, name, valid in issuers:
        listed, own = rows.get((COUNTY, public)), rows.get((OWN, public))
        if listed is None:
            values = {"kid": kid_of(bytes.fromhex(public)), "public_key": public, "name": name}
            records.save(session, Issuer, values | {"valid": valid, "source": COUNTY})
            changed += 1
        elif bool(listed.valid) != valid:
            records.save(session, Issuer, {"valid": valid}, record_id=str(listed.id))
            changed += 1
        if own is not None and not valid and own.valid:
            records.save(session, Issuer, {"valid": False}, record_id=str(own.id))
            changed += 1
    return changed


def take_revocation(session: Session, kid: str, certificate_no: str, reason: str) -> bool:
    """Keep that a certificate of another station is out of force, as the county tells; False when it is known."""
    known = select(Revocation.id).where(Revocation.kid == kid, Revocation.certificate_no == certificate_no)
    if session.scalars(known).first() is not None:
        return False
    values = {"kid": kid, "certificate_no": certificate_no, "reason": reason.strip() or None}
    records.save(session, Revocation, values)
    return True


def _registered(session: Session, number: str) -> Any:
    query = select(Certificate.certificate_no, Certificate.name, Certificate.state)
    return session.execute(query.where(Certificate.certificate_no == number)).first() if number else None


def _revoked(session: Session) -> dict[tuple[str, str], str]:
    """(kid, number) → why: the station's own register, and the lists that came from the county."""
    own = session.scalars(select(Issuer.kid).where(Issuer.source == OWN)).all()
    query = select(Certificate.certificate_no, Certificate.state_reason).where(Certificate.state.in_(_OUT_OF_FORCE))
    found = {(kid, number): why or "" for number, why in session.execute(query) for kid in own}
    told = select(Revocation.kid, Revocation.certificate_no, Revocation.reason).where(Revocation.voided_at.is_(None))
    return found | {(kid, number): why or "" for kid, number, why in session.execute(told)}


def _signing_key(session: Session, issuer: str) -> proof.SigningKey:
    """The device's key for a name; a station that changed its name gets another one, so a key has one name."""
    sealing: Sealing = session.info["sealing"]
    query = (
        select(SigningKey)
        .join(Issuer, Issuer.kid == SigningKey.kid)
        .where(SigningKey.name == issuer, Issuer.valid.is_(True), Issuer.voided_at.is_(None))
        .order_by(SigningKey.made_at.desc())
    )
    known = session.scalars(query).first()
    if known is not None:
        private = sealing.open(bytes.fromhex(known.wrapped), _purpose(known.kid))
        return proof.SigningKey(private, bytes.fromhex(known.public_key))
    made = proof.SigningKey.new()
    public = made.public_key.hex()
    wrapped = sealing.seal(made.private_key, _purpose(made.kid)).hex()
    session.add(SigningKey(kid=made.kid, name=issuer, public_key=public, wrapped=wrapped, made_at=clock.now()))
    values = {"kid": made.kid, "public_key": public, "name": issuer, "valid": True, "source": OWN}
    saved = records.save(session, Issuer, values)
    audit.note(session, "signing_key", "issuer", str(saved.id), {"kid": made.kid})
    return made


def _purpose(kid: str) -> str:
    return f"signing key {kid}"


def _claims(draft: Mapping[str, Any]) -> Claims:
    return Claims(
        number=draft["certificate_no"],
        name=draft["name"],
        id_tail=(draft["id_number"] or "")[-_TAIL:],
        kind=draft["type"],
        course=proof.course_of(draft["class_name"], draft["trade"] or ""),
        hours=draft["hours"],
        start=draft["start_date"],
        end=draft["end_date"],
        issued=draft["issued_on"],
    )
