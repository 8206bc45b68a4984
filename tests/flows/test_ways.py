"""Which way a record went is kept with it, and equals what its stays tell, whatever happened to it."""

from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from sqlalchemy import select

from forms import table_of
from records import tables, ways
from records.engine.schema import MIGRATIONS
from tests.flows.test_acted import act, acts, rows


def kept(world, order):
    """The steps of the way that the record keeps."""
    with world.work() as work:
        table, step = table_of(work.catalog, "order"), tables.way_step
        mine = select(table.c.way).where(table.c.id == order).scalar_subquery()
        found = work.connection.execute(select(step).where(step.c.way == mine))
        return {(row.pipeline, row.stage, row.left_to, row.silent) for row in found}


def told(world, order):
    """The same by looking at every stay."""
    return {
        (stay.pipeline, stay.stage, stay.left_to or "", bool(stay.left_to) and stay.acted is False)
        for stay in rows(world, tables.stage_visit, order)
    }


def way(world, order):
    with world.work() as work:
        table = table_of(work.catalog, "order")
        return work.connection.scalar(select(table.c.way).where(table.c.id == order))


def test_a_record_keeps_the_way_that_its_stays_tell(world):
    @given(acts)
    @settings(max_examples=25)
    def holds(names):
        order = world.submit(amount=1000, need="轴承")
        for name in names:
            act(world, order, name)
            assert kept(world, order) == told(world, order)

    holds()


def test_records_that_went_alike_share_one_way(world):
    first, second, third = (world.submit(amount=1000, need="轴承") for _ in range(3))
    for order in (first, second):
        act(world, order, "lost")
    assert way(world, first) == way(world, second) != way(world, third)


def test_a_step_that_is_taken_twice_is_one(world):
    order = world.submit(amount=1000, need="轴承")
    for name in ("lost", "touch", "lost", "touch"):
        act(world, order, name)
    assert len(kept(world, order)) < len(rows(world, tables.stage_visit, order))
    assert kept(world, order) == told(world, order)


def migrate(world, way, to):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with world.database.transaction() as connection:
        config.attributes["connection"] = connection
        way(config, to)


def test_an_older_installation_learns_the_ways_of_all_records(world):
    paths = ((), ("lost",), ("lost", "touch", "talk", "quote"), ("do", "parked"))
    orders = [world.submit(amount=1000, need="轴承") for _ in paths]
    for order, names in zip(orders, paths, strict=True):
        for name in names:
            act(world, order, name)
    migrate(world, command.downgrade, "0046-1")
    migrate(world, command.upgrade, "head")
    assert [kept(world, order) for order in orders] == [told(world, order) for order in orders]
    learnt = [way(world, order) for order in orders]
    with world.work() as work:
        ways.keep(work.connection, table_of(work.catalog, "order"), "order", orders)
    assert [way(world, order) for order in orders] == learnt
