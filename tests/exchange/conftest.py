"""Stations whose logs become packages."""

from tests.storage.conftest import whole

__all__ = ["whole"]
