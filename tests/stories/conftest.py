"""What stories begin with: a small company on its first morning."""

from datetime import datetime

import pytest

from tests.web.conftest import office, office_store, postgresql_offices, sqlite_offices  # noqa: F401  the leads pack
from tests.web.office import choose_databases
from tests.world import World, catalog_in


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """An office stands on SQLite; those marked `both_databases` on PostgreSQL too."""
    choose_databases(metafunc)


@pytest.fixture
def world(database, now: datetime) -> World:
    """A small company with the orders configuration."""
    return World(database, now, catalog_in("orders"))
