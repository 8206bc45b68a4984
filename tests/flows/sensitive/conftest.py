"""A company whose orders have sensitive fields."""

from __future__ import annotations

import pytest

from tests.world import World, catalog_in


@pytest.fixture
def world(database, now) -> World:
    """The orders with encrypted mobile numbers, addresses and cards."""
    return World(database, now, catalog_in("sensitive"))
