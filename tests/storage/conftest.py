"""Stations for the storage tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.whole_station import PASSWORD, WholeStation, make_station


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[WholeStation]:
    """A station without a password."""
    made = make_station(tmp_path / "station", None)
    yield made
    made.db.close()


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[WholeStation]:
    """A station with a password."""
    made = make_station(tmp_path / "guarded", PASSWORD)
    yield made
    made.db.close()
