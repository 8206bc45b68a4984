"""Looking again at records whose grade time alone may change: each at the moment it was told, in portions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, select

from accounts import SYSTEM, Work
from definitions import Catalog
from forms import record_values, table_of
from records import Database, Timer, store, timers

from ..grading import grade_many

PORTION = 200


def second_look(database: Database, catalog: Catalog, now: datetime, *, most: int | None = None) -> int:
    """Grade what is due, the longest due first, and return how many records that were."""
    looked = 0
    for form in _graded_forms(catalog):
        while most is None or looked < most:
            limit = PORTION if most is None else min(PORTION, most - looked)
            found = _look(database, catalog, now, form, limit=limit)
            looked += found
            if found < limit:
                break
    return looked


def look_at_due(work: Work) -> int:
    """The same in a transaction that is open already."""
    return sum(_all_due(work, form) for form in _graded_forms(work.catalog))


def is_due(connection: Connection, catalog: Catalog, now: datetime) -> bool:
    """Whether any record waits to be looked at; a question that every index answers at once."""
    tables = (table_of(catalog, form) for form in _graded_forms(catalog))
    return any(connection.execute(select(table.c.id).where(_due(table, now)).limit(1)).first() for table in tables)


def look_at(work: Work, form: str, rows: Sequence[Row]) -> None:
    """Grade these anew; a step of a score that fades is history, and no event."""
    grade_many(work, form, [record_values(row) for row in rows], quiet=True)


def _all_due(work: Work, form: str) -> int:
    looked = 0
    while rows := _claimed(work.connection, table_of(work.catalog, form), work.now, PORTION):
        look_at(work.as_system(), form, rows)
        looked += len(rows)
    return looked


def _graded_forms(catalog: Catalog) -> list[str]:
    return [card.form for card in catalog.all("scorecard") if catalog.find("form", card.form) is not None]


def _look(database: Database, catalog: Catalog, now: datetime, form: str, *, limit: int) -> int:
    try:
        with database.transaction() as connection:
            rows = _claimed(connection, table_of(catalog, form), now, limit)
            look_at(Work(connection, catalog, SYSTEM, now), form, rows)
        return len(rows)
    except Exception:  # one record must not keep the others from being looked at
        return _one_by_one(database, catalog, now, form, limit=limit)


def _one_by_one(database: Database, catalog: Catalog, now: datetime, form: str, *, limit: int) -> int:
    """Each in a transaction of its own; one that fails goes over to a timer, which is seen and tries again."""
    with database.reading() as connection:
        table = table_of(catalog, form)
        query = select(table.c.id).where(_due(table, now)).order_by(table.c.regrade_at).limit(limit)
        waiting: Collection[int] = tuple(connection.scalars(query))
    for record in waiting:
        try:
            with database.transaction() as connection:
                row = store.lock(connection, table, record)
                look_at(Work(connection, catalog, SYSTEM, now), form, [row] if row is not None else [])
        except Exception as error:
            _hand_over(database, catalog, now, (form, record), error)
    return len(waiting)


def _hand_over(database: Database, catalog: Catalog, now: datetime, about: tuple[str, int], error: Exception) -> None:
    form, record = about
    key = f"second_look:{form}:{record}:{int(now.timestamp())}"
    with database.transaction() as connection:
        store.update_unversioned(connection, table_of(catalog, form), record, {"regrade_at": None})
        timers.start(connection, Timer(form, record, "second_look", key, now, now))
        started = timers.get(connection, key)
        if started is not None:
            timers.fail(connection, started, f"{type(error).__name__}: {error}", now)


def _claimed(connection: Connection, table: Table, now: datetime, limit: int) -> Sequence[Row]:
    """Those that are due, held, and not those that another worker holds already."""
    query = select(table).where(_due(table, now)).order_by(table.c.regrade_at, table.c.id).limit(limit)
    return connection.execute(query.with_for_update(skip_locked=True)).all()


def _due(table: Table, now: datetime) -> ColumnElement[bool]:
    """What is closed keeps the grade it had at the end; what lies in the trash waits until it comes back."""
    return and_(table.c.regrade_at <= now, table.c.closed_at.is_(None), table.c.trashed_at.is_(None))
