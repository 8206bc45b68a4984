"""A small company whose orders have the automations that a test writes."""

import pytest
from sqlalchemy import select

from records import runs
from tests.world import World, catalog_in

HEAD = "kind: automation\nform: order\nlabel: {{zh: 自动, en: Auto}}\nid: {id}\n"


def files(**written: str) -> dict[str, str]:
    """Automations by id, as files."""
    return {f"automations/{id}.yaml": HEAD.format(id=id) + text for id, text in written.items()}


class Works(World):
    """The world, with a look at what its automations did."""

    def runs(self, **which):
        """Runs, the oldest first."""
        with self.work() as work:
            return tuple(reversed(runs.listing(work.connection, limit=1000, **which)))

    def states(self, **which) -> list[str]:
        return [run.state for run in self.runs(**which)]

    def steps(self, run: int):
        with self.work() as work:
            return runs.steps_of(work.connection, run)

    def sweep(self) -> None:
        """Somebody looks whether time has begun anything, and the outbox is emptied."""
        from flows import automations

        automations.sweep(self.database, self.catalog, self.now)
        self.deliver_all()

    def deliver_all(self) -> None:
        """Do what the outbox asks until it asks nothing more that is due."""
        for _ in range(200):
            if not self.deliver():
                return
        raise AssertionError("it never ends")

    def deliver(self) -> int:
        from flows import perform
        from records import outbox

        with self.work() as work:
            rows = outbox.claim(work.connection, self.now, limit=1000)
            for row in rows:
                perform(work, row)
                outbox.finish(work.connection, row, self.now)
        return len(rows)


@pytest.fixture
def works(database, now):
    """Opens the company with these automations and other files."""

    def open_it(more: dict[str, str] | None = None, **written: str) -> Works:
        return Works(database, now, catalog_in("orders", **files(**written), **(more or {})))

    return open_it


def problems_of(more: dict[str, str] | None = None, **written: str) -> list[str]:
    """Path and code of everything that loading finds about these automations."""
    from definitions import load_files, read_folder
    from tests.world import CONFIGS

    loaded = load_files({**read_folder(CONFIGS / "orders"), **files(**written), **(more or {})})
    return [f"{problem.path} {problem.key.rsplit('.', 1)[-1]}" for problem in loaded.problems]


__all__ = ["Works", "files", "problems_of", "select", "works"]


@pytest.fixture
def fresh_works(store, now):
    """The same, in a database of its own each time: for properties, which try many."""
    from records import Database

    opened = []

    def open_it(**written: str) -> Works:
        url = store.fresh()
        opened.append((Database(url), url))
        return Works(opened[-1][0], now, catalog_in("orders", **files(**written)))

    yield open_it
    for database, url in opened:
        database.dispose()
        store.forget(url)
