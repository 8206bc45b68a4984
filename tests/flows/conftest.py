"""What tests of flows may ask for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest

from tests.flows.workshop import Workshop, catalog_of, open_workshop
from tests.world import World, catalog_in


@pytest.fixture
def open_shop(database, now: datetime) -> Iterator[Callable[..., Workshop]]:
    """Opens a workshop with the scorecard and routing given as texts, in one transaction that lasts the test."""
    with ExitStack() as stack:

        def open_it(**written: str) -> Workshop:
            connection = stack.enter_context(database.transaction())
            return open_workshop(connection, catalog_of(**written), now)

        yield open_it


@pytest.fixture
def world(database, now: datetime) -> World:
    """A small company with the orders configuration."""
    return World(database, now, catalog_in("orders"))


@pytest.fixture
def two_worlds(store, now):
    """The same company twice."""
    from records import Database

    urls = [store.another(), store.another()]
    databases = [Database(url) for url in urls]
    yield [World(database, now, catalog_in("orders")) for database in databases]
    for database, url in zip(databases, urls, strict=True):
        database.dispose()
        store.forget(url)
