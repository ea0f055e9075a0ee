"""Whatever stands behind a good signature: a package is taken, or refused with a code, nothing else (F42)."""

from __future__ import annotations

from tests.exchange import fuzzing


def test_spoiled_packages_are_refused_with_a_code() -> None:
    """`make faults` tries many more."""
    codes, wrong = fuzzing.run(2100)
    assert wrong == []
    assert {"E_LINE", "E_MANIFEST", "E_BODY", "E_DAMAGED", "E_TRUNC", "E_NEWER_FORMAT"} <= set(codes)
    assert codes.get("", 0) < 700  # some changes change nothing that a reader minds
