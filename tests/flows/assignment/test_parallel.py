"""Many at once: limits hold exactly, and one record goes to one person."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Barrier

import pytest

from accounts import Work, actor_of
from definitions import AlreadyDone, Refused
from flows import assignment
from records import Database
from tests.flows.assignment.conftest import ROUTING
from tests.flows.workshop import POOL, Workshop, catalog_of, open_workshop

WORKERS = 8


def one_rule(how: str, limits: str) -> str:
    return f"rules: [{{id: all, when: filled(site), who: {{role: fitter}}, how: {how}, limits: {{{limits}}}}}]{POOL}"


def opened(database: Database, now: datetime, routing: str) -> Workshop:
    """Opened in a transaction that has ended, so that other connections see it."""
    with database.transaction() as connection:
        shop = open_workshop(connection, catalog_of(routing=routing), now)
        for login in ("ann", "bo", "cai"):
            shop.hire(login, name=login.capitalize())
    return shop


@pytest.fixture
def shop(database: Database, now: datetime) -> Workshop:
    return opened(database, now, ROUTING)


@contextmanager
def working(database: Database, shop: Workshop, login: str | None = None) -> Iterator[Work]:
    """One transaction of its own, as a worker has."""
    with database.transaction() as connection:
        work = replace(shop.work, connection=connection)
        yield work if login is None else work.as_actor(actor_of(connection, work.catalog, shop.id(login)))


def written(database: Database, shop: Workshop, n: int) -> list[int]:
    """Records that nobody has yet."""
    with working(database, shop) as work:
        return replace(shop, work=work).tickets([{"site": "press"}] * n)


def pooled(database: Database, shop: Workshop, n: int) -> list[int]:
    """Records that no rule is for."""
    with working(database, shop) as work:
        records = replace(shop, work=work).tickets([{}] * n)
        assert {one.pool for one in assignment.route_these(work, "ticket", records)} == {"waiting"}
    return records


def at_once(task, items) -> list:
    """Runs the task in eight threads that start together."""
    barrier = Barrier(WORKERS)

    def run(mine: list) -> list:
        barrier.wait()
        return [task(item) for item in mine]

    with ThreadPoolExecutor(WORKERS) as pool:
        parts = [list(items)[n::WORKERS] for n in range(WORKERS)]
        return [result for results in pool.map(run, parts) for result in results]


LIMITS = ("open: 3", "per_day: 3", "per_hour: 3", "open: 5, per_day: 4, per_hour: 3")


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("how", ["round_robin", "least_loaded"])
def test_limits_hold_under_parallel_workers(database: Database, now: datetime, limits: str, how: str):
    shop = opened(database, now, one_rule(how, limits))
    records = written(database, shop, 16)

    def route(record: int) -> int | None:
        with working(database, shop) as work:
            return assignment.route_record(work, "ticket", record).owner

    owners = Counter(at_once(route, records))
    assert owners == {shop.id("ann"): 3, shop.id("bo"): 3, shop.id("cai"): 3, None: 7}


def test_limits_hold_when_each_worker_routes_many(database: Database, now: datetime):
    shop = opened(database, now, one_rule("round_robin", "open: 10"))
    records = written(database, shop, 64)
    portions = [records[start : start + 4] for start in range(0, 64, 4)]

    def route(portion: list[int]) -> list[int | None]:
        with working(database, shop) as work:
            return [one.owner for one in assignment.route_these(work, "ticket", portion)]

    owners = Counter(owner for part in at_once(route, portions) for owner in part)
    assert owners == {shop.id("ann"): 10, shop.id("bo"): 10, shop.id("cai"): 10, None: 34}


def test_a_pools_quota_holds_under_parallel_claims(database: Database, shop: Workshop):
    """Ann claims sixteen records at once from eight screens; the pool lets her have two a day."""
    records = pooled(database, shop, 16)

    def claim(record: int) -> bool:
        with working(database, shop, "ann") as work:
            try:
                assignment.claim(work, "ticket", record)
            except Refused as refused:
                assert refused.code == "claim_day_limit"
                return False
            return True

    assert sum(at_once(claim, records)) == 2


def test_routing_and_claiming_at_once_keep_one_limit(database: Database, now: datetime):
    pool = "\nelse: {pool: waiting}\npools: [{id: waiting, label: {zh: 池, en: Waiting}, who: {role: fitter}, open: 4}]"
    rule = "rules: [{id: all, when: filled(site), who: {people: [ann]}, limits: {open: 4}}]"
    shop = opened(database, now, rule + pool)
    fresh, lying = written(database, shop, 8), pooled(database, shop, 8)

    def get(task: tuple[str, int]) -> bool:
        what, record = task
        with working(database, shop, "ann") as work:
            try:
                if what == "claim":
                    return assignment.claim(work, "ticket", record).owner is not None
                return assignment.route_record(work.as_system(), "ticket", record).owner is not None
            except Refused:
                return False

    tasks = [task for pair in zip(fresh, lying, strict=True) for task in zip(("route", "claim"), pair, strict=True)]
    assert sum(at_once(get, tasks)) == 4


def test_two_at_once_and_one_gets_it(database: Database, shop: Workshop):
    record = pooled(database, shop, 1)[0]

    def claim(login: str) -> str:
        with working(database, shop, login) as work:
            try:
                return f"got it: {assignment.claim(work, 'ticket', record).owner}"
            except AlreadyDone as refused:
                return refused.text("en")

    said = at_once(claim, ["ann", "bo", "cai", "ann", "bo", "cai", "ann", "bo"])
    winners = [words for words in said if words.startswith("got it")]
    assert len(winners) == 1
    assert all("took it 0 seconds ago" in words or "have it already" in words for words in said if words not in winners)
