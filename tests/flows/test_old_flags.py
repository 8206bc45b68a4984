"""Records that an older version flagged without keeping their pair wait in the queue after an upgrade, once."""

import pytest
from sqlalchemy import delete

from flows import duplicates
from flows.duplicates import old_flags
from records import tables
from tests.flows.alike import alike, two


@pytest.fixture
def world(database, now):
    """Two orders of which one is flagged, as an older version left them."""
    world = alike(database, now)
    world.two = two(world)
    forget_pairs(world)
    return world


def forget_pairs(world):
    with world.work() as work:
        work.connection.execute(delete(tables.metadata.tables["duplicate_pair"]))


def upgrade(world):
    with world.work() as work:
        asked = duplicates.ask_about_old_flags(work)
    for _ in range(3):
        world.deliver()
    return asked


def waiting(world):
    with world.work(world.manager) as work:
        return [(row.pair.one, row.pair.other) for row in duplicates.pairs_of(work, "order")]


def test_flags_of_an_older_version_wait_for_a_look(world, monkeypatch):
    monkeypatch.setattr(old_flags, "PORTION", 1)
    assert waiting(world) == []
    assert upgrade(world) == 1
    assert waiting(world) == [world.two]


def test_flags_are_gone_through_once(world):
    upgrade(world)
    forget_pairs(world)
    assert upgrade(world) == 0
    assert waiting(world) == []


def test_what_somebody_called_different_stays_so(world):
    upgrade(world)
    with world.work(world.manager) as work:
        duplicates.call_different(work, "order", *world.two)
        assert duplicates.keep_portion(work, "order", 0) is None
    assert waiting(world) == []
