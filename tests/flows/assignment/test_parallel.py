"""Many at once: limits hold exactly, and one record goes to one person."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest

from accounts import actor_of
from definitions import AlreadyDone
from flows import assignment
from records import Database
from tests.flows.assignment.conftest import ROUTING
from tests.flows.workshop import Workshop, catalog_of, open_workshop

WORKERS = 8


@pytest.fixture
def shop(database: Database, now: datetime) -> Workshop:
    """Opened in a transaction that has ended, so that other connections see it."""
    with database.transaction() as connection:
        shop = open_workshop(connection, catalog_of(routing=ROUTING), now)
        for login in ("ann", "bo", "cai"):
            shop.hire(login, name=login.capitalize())
    return shop


def at_once(task, items) -> list:
    """Runs the task in eight threads that start together."""
    barrier = Barrier(WORKERS)

    def run(mine: list) -> list:
        barrier.wait()
        return [task(item) for item in mine]

    with ThreadPoolExecutor(WORKERS) as pool:
        parts = [list(items)[n::WORKERS] for n in range(WORKERS)]
        return [result for results in pool.map(run, parts) for result in results]


def test_limits_hold_under_parallel_workers(database: Database, shop: Workshop):
    with database.transaction() as connection:
        shop.work = shop.work.__class__(connection, shop.work.catalog, shop.work.actor, shop.work.now)
        records = shop.tickets([{"site": "press"}] * 16)

    def route(record: int) -> int | None:
        with database.transaction() as connection:
            work = shop.work.__class__(connection, shop.work.catalog, shop.work.actor, shop.work.now)
            return assignment.route_record(work, "ticket", record).owner

    owners = Counter(at_once(route, records))
    assert owners == {shop.id("ann"): 3, shop.id("bo"): 3, shop.id("cai"): 3, None: 7}


def test_two_at_once_and_one_gets_it(database: Database, shop: Workshop):
    with database.transaction() as connection:
        shop.work = shop.work.__class__(connection, shop.work.catalog, shop.work.actor, shop.work.now)
        record = shop.ticket()
        assignment.route_record(shop.work, "ticket", record)

    def claim(login: str) -> str:
        with database.transaction() as connection:
            actor = actor_of(connection, shop.work.catalog, shop.id(login))
            work = shop.work.__class__(connection, shop.work.catalog, actor, shop.work.now)
            try:
                return f"got it: {assignment.claim(work, 'ticket', record).owner}"
            except AlreadyDone as refused:
                return refused.text("en")

    said = at_once(claim, ["ann", "bo", "cai", "ann", "bo", "cai", "ann", "bo"])
    winners = [words for words in said if words.startswith("got it")]
    assert len(winners) == 1
    assert all("took it 0 seconds ago" in words or "have it already" in words for words in said if words not in winners)
