"""Which way a record went is kept with it, and equals what its stays tell, whatever happened to it."""

import itertools
from contextlib import suppress

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from definitions import Refused
from flows import bulk, duplicates, trash
from flows.importing.imports import Importer
from forms import load_map, read_source, table_of
from records import tables, ways
from records.engine.schema import MIGRATIONS
from tests.flows import kept_ways
from tests.flows.test_acted import act, acts, rows


def kept(world, order):
    with world.work() as work:
        return kept_ways.kept(work, "order", order)


def told(world, order):
    with world.work() as work:
        return kept_ways.told(work, "order", order)


def way(world, order):
    with world.work() as work:
        table = table_of(work.catalog, "order")
        return work.connection.scalar(select(table.c.way).where(table.c.id == order))


WIN = """
kind: import_map
id: orders_won
form: order
mode: update
key: [code]
columns: {code: code, won: wake_on}
stage: {to: signed, at: wake_on}
"""
CODES = itertools.count()
many = st.sampled_from(["import", "bulk", "merge", "trash", "undo"])
happenings = st.lists(st.one_of(acts.map(tuple), many), min_size=2, max_size=6)


class Life:
    """Two orders through what changes many records, and back from it."""

    def __init__(self, world, folder):
        self.world, self.folder, self.undoing = world, folder, []
        self.orders = [
            world.submit(amount=9, need="轴承", lost_reason="x", code=f"{folder.name}{next(CODES)}") for _ in range(2)
        ]
        self.codes = [world.row(order).f_code for order in self.orders]

    def happen(self, what):
        self.world.passes(minutes=1)
        if isinstance(what, tuple):
            for name in what:
                act(self.world, self.orders[0], name)
            return
        with suppress(Refused):
            {"import": self.win, "bulk": self.move, "merge": self.merge, "trash": self.trash, "undo": self.undo}[what]()

    def win(self):
        path = self.folder / f"{next(CODES)}.csv"
        path.write_text("code,won\n" + "".join(f"{code},2026-04-05\n" for code in self.codes), "utf-8")
        run = self._importer().run(load_map(WIN, self.world.catalog), read_source(path)).run
        self.undoing.append(lambda: self._importer().undo(run))

    def _importer(self):
        with self.world.work(self.world.manager) as work:
            return Importer(self.world.database, self.world.catalog, work.actor, self.world.now)

    def move(self):
        to = "lost" if self.world.row(self.orders[0]).stage == "touch" else "touch"
        going = bulk.Going(to, "knows_us")
        self._do(lambda work: bulk.begin(work, "order", self.orders, going).id, bulk.undo)

    def merge(self):
        self._do(lambda work: duplicates.merge(work, "order", *self.orders, {}), duplicates.unmerge)

    def trash(self):
        order = self.orders[0]
        self._do(lambda work: trash.trash(work, "order", order), lambda work, _: trash.restore(work, "order", order))

    def _do(self, act, back):
        with self.world.work(self.world.manager) as work:
            came = act(work)
        self.undoing.append(lambda: self._back(back, came))

    def _back(self, back, came):
        with self.world.work(self.world.manager) as work:
            back(work, came)

    def undo(self):
        if self.undoing:
            self.undoing.pop()()


def test_a_record_keeps_the_way_that_its_stays_tell(world, tmp_path):
    @given(happenings)
    @settings(max_examples=25)
    def holds(several):
        life = Life(world, tmp_path)
        for what in several:
            life.happen(what)
            assert [kept(world, order) for order in life.orders] == [told(world, order) for order in life.orders], what

    holds()


@pytest.mark.parametrize("what", ["import", "bulk", "merge", "trash"])
def test_what_is_taken_back_gives_the_way_back(world, tmp_path, what):
    life = Life(world, tmp_path)
    life.happen(("do",))
    before = [way(world, order) for order in life.orders]
    life.happen(what)
    moved = [way(world, order) for order in life.orders]
    life.happen("undo")
    assert not life.undoing and (moved != before) is (what in ("import", "bulk"))
    assert [way(world, order) for order in life.orders] == before


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
