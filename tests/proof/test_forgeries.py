"""Nothing passes that the station did not sign, and nothing makes the program stumble."""

from __future__ import annotations

import pytest

from station_app import proof
from station_app.proof import Outcome
from tests.proof import fuzzing
from tests.proof.codes import ISSUERS, KEY, claims, text


def test_the_text_of_a_certificate_is_genuine_and_says_whose_it_is() -> None:
    verdict = proof.verify(text(), ISSUERS, {})
    assert (verdict.outcome, verdict.name, verdict.id_tail) == (Outcome.GENUINE, "王秀兰", "002X")
    assert (verdict.course, verdict.issuer, verdict.hours) == ("中式面点师", "城郊乡社会工作服务站", 240)
    assert "核对持证人是不是王秀兰" in verdict.sentence


def test_the_same_claims_have_the_same_text() -> None:
    assert text() == text()


def test_forged_replayed_cut_flipped_and_bombed_texts_never_pass() -> None:
    tried, passed = fuzzing.run(100_000, seconds=8)
    assert passed == []
    assert tried > 5_000


@pytest.mark.parametrize("kind", fuzzing.KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_attack_is_refused_in_words(kind: object) -> None:
    import random

    made = kind(random.Random(7))  # type: ignore[operator]
    verdict = proof.verify(made, ISSUERS, {})
    assert verdict.outcome in (Outcome.NOT_OURS, Outcome.DAMAGED)
    assert verdict.sentence.endswith("。")
    assert verdict.name == ""  # nothing unproven is shown as if it were true


def test_a_bomb_is_not_unpacked() -> None:
    import tracemalloc
    import zlib

    from station_app.proof import base45

    bomb = proof.PREFIX + base45.encode(zlib.compress(bytes(1_000_000), 9))
    tracemalloc.start()
    assert proof.verify(bomb, ISSUERS, {}).outcome is Outcome.DAMAGED
    assert tracemalloc.get_traced_memory()[1] < 200_000
    tracemalloc.stop()


def test_every_key_of_the_same_kid_is_tried() -> None:
    other = proof.SigningKey.new()
    twins = [proof.Issuer(KEY.kid, other.public_key, "冒名站"), proof.Issuer(KEY.kid, b"short", "坏密钥"), *ISSUERS]
    assert proof.verify(text(), twins, {}).issuer == "城郊乡社会工作服务站"


def test_an_unknown_key_is_not_ours_and_a_key_out_of_use_is_void() -> None:
    assert proof.verify(text(), [], {}).outcome is Outcome.NOT_OURS
    gone = [proof.Issuer(KEY.kid, KEY.public_key, "城郊乡社会工作服务站", valid=False)]
    assert proof.verify(text(), gone, {}).outcome is Outcome.VOID


def test_a_revoked_certificate_is_void_with_its_reason_and_only_for_that_issuer() -> None:
    number = claims().number
    verdict = proof.verify(text(), ISSUERS, {(KEY.kid, number): "姓名打错"})
    assert verdict.outcome is Outcome.VOID
    assert "姓名打错" in verdict.sentence
    assert proof.verify(text(), ISSUERS, {("00" * 8, number): "别的站"}).is_genuine


def test_caps_lock_and_spaces_around_do_not_matter() -> None:
    assert proof.verify(f"  {text().lower()}\r\n", ISSUERS, {}).is_genuine
