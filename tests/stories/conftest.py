"""What stories begin with: a small company on its first morning."""

from datetime import datetime

import pytest

from tests.world import World, catalog_in


@pytest.fixture
def world(database, now: datetime) -> World:
    """A small company with the orders configuration."""
    return World(database, now, catalog_in("orders"))
