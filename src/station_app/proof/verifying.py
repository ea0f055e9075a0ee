"""Is this certificate genuine? Bytes first: nothing of a text is believed before its signature holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from station_app.core.texts import _
from station_app.proof.claims import Claims, claims_of
from station_app.proof.issuers import OWN, Issuer
from station_app.proof.text import PREFIX, clean, sealed_of
from station_app.proof.verdict import Outcome, Verdict


def verify(text: str, issuers: Iterable[Issuer], revoked: Mapping[tuple[str, str], str]) -> Verdict:
    """The verdict on the text of a QR code; never raises for what the text holds.

    `revoked` has (kid, number) of what is out of force, with the reason in words ('' when nobody said one). The
    algorithm is fixed and every key of the named kid is tried.
    """
    text = clean(text)
    if not text.startswith(PREFIX):
        return Verdict(Outcome.NOT_OURS, _("这不是防伪校验码：校验码以 SW1: 开头。请扫证书左下角的二维码。"))
    try:
        sealed = sealed_of(text)
    except ValueError:
        return _damaged(_("校验码不完整或已损坏，读不出来。请把证书放平、擦净后再扫一次；还不行就按编号查证书登记。"))
    same = [issuer for issuer in issuers if issuer.kid == sealed.kid]
    if not same:
        return Verdict(
            Outcome.NOT_OURS,
            _(
                "签发它的密钥（{kid}）不在名单里：不是本站发的，也不是县里登记过的站发的。请向证书上的发证单位核实。"
            ).format(kid=sealed.kid),
        )
    signer = next((issuer for issuer in same if sealed.is_signed_by(issuer.public_key)), None)
    if signer is None:
        return _damaged(_("校验码的内容与签发单位的密钥对不上：码读错了、被改动过或是伪造的，不能认。请再扫一次核对。"))
    try:
        claims = claims_of(sealed.payload)
    except ValueError:
        return _damaged(_("校验码是名单里的单位签发的，但内容的格式这个程序不认识。请用新一点的版本再验。"))
    return _judged(claims, signer, revoked.get((signer.kid, claims.number)))


def _judged(claims: Claims, signer: Issuer, why: str | None) -> Verdict:
    if not signer.valid:
        outcome = Outcome.VOID
        sentence = _("签发它的密钥已被停用，这张证书要向{issuer}核实后才能认。").format(issuer=signer.name)
    elif why is not None:
        outcome = Outcome.VOID
        reason = _("（{why}）").format(why=why) if why else ""
        sentence = _("{issuer}已把 {number} 号证书作废{reason}，不能再用。").format(
            issuer=signer.name, number=claims.number, reason=reason
        )
    else:
        outcome = Outcome.GENUINE
        tail = _("，身份证号后四位 {tail}").format(tail=claims.id_tail) if claims.id_tail else ""
        sentence = _("{issuer}发给{name}的{number}号证书，内容没有改动。请核对持证人是不是{name}{tail}。").format(
            issuer=signer.name, name=claims.name, number=claims.number, tail=tail
        )
        if signer.source == OWN and not signer.registered:
            sentence += _("用的是本站自己的密钥，还没有在县民政局登记，别的单位暂时验不了。")
    return Verdict(
        outcome,
        sentence,
        name=claims.name,
        id_tail=claims.id_tail,
        number=claims.number,
        kind=claims.kind,
        course=claims.course_text,
        hours=claims.hours,
        start=claims.start,
        end=claims.end,
        issued=claims.issued,
        issuer=signer.name,
        source=signer.source,
    )


def _damaged(sentence: str) -> Verdict:
    return Verdict(Outcome.DAMAGED, sentence)
