"""Statements that go straight to the driver mean what SQLAlchemy's own way means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, bindparam, event, select, text, update
from sqlalchemy.exc import IntegrityError

from records import Among, Event, Json, Number, Prepared, TextList, UtcDateTime, events, places, slots, spread, tables
from records.engine.bulk import insert_many

EVERYTHING = Table(
    "everything",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("amount", Number),
    Column("words", TextList),
    Column("data", Json),
)
ROW = {"id": 1, "at": datetime(2026, 11, 24, 2, 18, tzinfo=UTC), "amount": Decimal("12.5"), "words": ("a", "b")}
ROW |= {"data": {"n": 1}}
EMPTY = {"id": 2, "at": None, "amount": None, "words": None, "data": None}


@pytest.fixture
def kept(database):
    """A transaction that holds one row of everything and one of nothing."""
    with database.transaction() as connection:
        EVERYTHING.create(connection)
        insert_many(connection, EVERYTHING, [ROW, EMPTY])
        yield connection


def test_values_come_back_as_from_sqlalchemy(kept):
    found = Prepared(select(EVERYTHING).order_by(EVERYTHING.c.id)).rows(kept)
    assert [row._asdict() for row in found] == [
        row._asdict() for row in kept.execute(select(EVERYTHING).order_by(EVERYTHING.c.id))
    ]


@pytest.mark.parametrize("name", ["at", "amount", "words"])
def test_values_are_compared_as_they_are_kept(kept, name):
    mine = Prepared(select(EVERYTHING.c.id).where(EVERYTHING.c[name] == bindparam("it")))
    assert mine.all(kept, it=ROW[name]) and mine.first(kept, it=ROW[name])[0] == 1


@pytest.mark.parametrize("name", ["at", "amount", "words"])
def test_places_take_fewer_values_than_they_are(kept, name):
    values = [ROW[name]] * 3
    one_of = slots(EVERYTHING.c[name], "it", places(len(values)))
    query = Prepared(select(EVERYTHING.c.id).where(EVERYTHING.c[name].in_(one_of)))
    assert query.first(kept, **spread("it", values, places(len(values))))[0] == 1


@pytest.mark.parametrize("name", ["at", "amount", "words"])
def test_a_list_may_stand_in_the_statement_itself(kept, name):
    other = {"at": datetime(2020, 1, 1, tzinfo=UTC), "amount": Decimal("1"), "words": ("z",)}[name]
    listed = EVERYTHING.c[name].in_([other, ROW[name]])
    query = Prepared(select(EVERYTHING.c.id).where(listed, EVERYTHING.c.id == bindparam("id")))
    assert [query.first(kept, id=1), query.first(kept, id=2)] == [(1,), None]


def test_a_batch_is_asked_in_portions(database):
    with database.transaction() as connection:
        EVERYTHING.create(connection)
        insert_many(connection, EVERYTHING, [{**EMPTY, "id": number} for number in range(1, 1204)])
        batch = Among(EVERYTHING.c.id, select(EVERYTHING.c.id).where(EVERYTHING.c.id < bindparam("below")))
        assert {id for (id,) in batch.all(connection, range(1203), below=1100)} == set(range(1, 1100))
        assert [*batch.all(connection, (), below=1100)] == []


def test_change_says_how_many_rows_it_changed(kept):
    change = Prepared(update(EVERYTHING).where(EVERYTHING.c.id <= bindparam("most")), ("amount",))
    assert change.run(kept, most=1, amount=Decimal(3)) == 1
    assert change.run(kept, most=2, amount=Decimal(3)) == 2


def test_error_is_the_one_that_sqlalchemy_tells(kept):
    with pytest.raises(IntegrityError), kept.begin_nested():
        insert_many(kept, EVERYTHING, [ROW])


def test_who_listens_hears_of_each(kept, now):
    heard = []
    event.listen(kept, "before_cursor_execute", lambda *call: heard.append(call[2]))
    before = Event("order", 1, "submitted", now, data={"n": 1})
    id = events.append(kept, before)
    assert Prepared(select(tables.event.c.kind)).all(kept) == [("submitted",)]
    assert [said.split()[0] for said in heard] == ["INSERT", "SELECT"]
    assert events.timeline(kept, "order", 1) == (replace(before, id=id),)


def test_transaction_takes_it_back_with_all_else(database, now):
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        events.append(connection, Event("order", 1, "submitted", now))
        raise ZeroDivisionError
    with database.reading() as connection:
        assert not connection.execute(text("SELECT count(*) FROM event")).scalar_one()


def test_glance_reads_what_is_kept(database, now):
    with database.transaction() as connection:
        events.append(connection, Event("order", 1, "submitted", now))
    with database.glance() as connection:
        assert Prepared(select(tables.event.c.kind)).first(connection)[0] == "submitted"
    with database.transaction() as connection:
        assert events.append(connection, Event("order", 2, "submitted", now))
