"""What came in from a file, and what stood there before."""

import pytest

from definitions import AlreadyDone, NotFound
from records import imports
from records.imports import ImportRow, ImportRun


def start(connection, now) -> int:
    return imports.start(connection, ImportRun("ticket", "tickets.csv", now, mapping={"名称": "name"}, actor=1))


def test_an_import_counts_its_lines(database, now):
    with database.transaction() as connection:
        run = start(connection, now)
        states = ["created", "updated", "refused", "created"]
        imports.add_rows(connection, [ImportRow(run, line, state) for line, state in enumerate(states, 2)])
        imports.end(connection, run, now)
        found = imports.get(connection, run)
    assert (found.state, found.counts) == ("done", {"created": 2, "updated": 1, "refused": 1})


def test_lines_keep_what_stood_before(database, now):
    with database.transaction() as connection:
        run = start(connection, now)
        refused = ImportRow(run, 3, "refused", problem=[{"field": "phone", "code": "too_short"}])
        imports.add_rows(connection, [refused, ImportRow(run, 2, "updated", 7, before={"name": "旧"})])
        first, second = imports.rows_of(connection, run)
        assert imports.rows_of(connection, run, states=["refused"]) == (refused,)
        assert imports.rows_of(connection, run, after=2, limit=1) == (refused,)
    assert (first.record, first.before, second) == (7, {"name": "旧"}, refused)


def test_an_import_is_undone_once(database, now):
    with database.transaction() as connection:
        run = start(connection, now)
        imports.mark_undone(connection, run, now)
        with pytest.raises(AlreadyDone):
            imports.mark_undone(connection, run, now)
        assert [found.state for found in imports.listing(connection)] == ["undone"]


def test_an_unknown_import_is_refused(database, now):
    with database.transaction() as connection, pytest.raises(NotFound):
        imports.mark_undone(connection, 9, now)
