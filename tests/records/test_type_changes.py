"""A new type is prepared while everybody works: nothing is seen of it before the switch, and nothing is lost."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Index, MetaData, Table, inspect, select

from records import (
    ColumnSpec,
    FormSpec,
    apply_changes,
    aside,
    outbox,
    plan_tables,
    record_table,
    store,
    type_changes,
)
from records.form_tables.conversion import convert
from records.form_tables.ddl import TableBusy, giving_up_soon

NUMBERS = itertools.count(1)


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch):
    monkeypatch.setattr(type_changes, "PORTION", 3)


class House:
    """One form whose field `size` gets another type."""

    def __init__(self, database, now, *, old="text", new="integer", indexed=False):
        self.database, self.now, self.form = database, now, f"ticket{next(NUMBERS)}"
        self.before, self.after = self._spec(old, indexed), self._spec(new, indexed)
        self.publish(self.before)

    def _spec(self, kind, indexed):
        return FormSpec(self.form, (ColumnSpec("size", kind, index=indexed),))

    def plan(self, wanted):
        with self.database.reading() as connection:
            return plan_tables(connection, [wanted])

    def publish(self, wanted):
        with self.database.transaction() as connection:
            apply_changes(connection, plan_tables(connection, [wanted]), self.now)
            assert plan_tables(connection, [wanted]) == ()

    def add(self, *values):
        rows = [{"number": f"T-{next(NUMBERS)}", "created_at": self.now, "updated_at": self.now, "f_size": value}
                for value in values]  # fmt: skip
        with self.database.transaction() as connection:
            store.insert_many(connection, record_table(self.before), rows)

    def edit(self, record, value):
        with self.database.transaction() as connection:
            store.update_unversioned(connection, record_table(self.before), record, {"f_size": value})

    def begin(self):
        asked = self.asked
        with self.database.transaction() as connection:
            return type_changes.begin(connection, asked)

    def go_on(self):
        asked = self.asked
        with self.database.transaction() as connection:
            return type_changes.go_on(connection, asked, self.now)

    def forget(self):
        asked = self.asked
        with self.database.transaction() as connection:
            type_changes.forget(connection, asked.held_in, asked.name)

    @property
    def asked(self):
        [change] = [one for one in self.plan(self.after) if one.kind == "change_type"]
        return type_changes.wanted(change, self.now)

    def values(self, wanted):
        table = record_table(wanted)
        with self.database.reading() as connection:
            return list(connection.scalars(select(table.c.f_size).order_by(table.c.id)))


def prepared(house):
    """All portions there are; how many that took."""
    house.begin()
    return sum(1 for _ in iter(house.go_on, None))


def indexed_columns(house):
    with house.database.reading() as connection:
        return [index["column_names"] for index in inspect(connection).get_indexes(f"r_{house.form}")]


def test_nothing_is_seen_before_the_switch(database, now):
    house = House(database, now)
    house.add("1", "two", None, "4", "5", "6", "7")
    assert prepared(house) == 3
    assert house.values(house.before) == ["1", "two", None, "4", "5", "6", "7"]
    house.publish(house.after)
    assert house.values(house.after) == [1, None, None, 4, 5, 6, 7]


def test_what_was_written_since_comes_back_from_no_earlier_type(database, now):
    house = House(database, now)
    house.add("one", "two", "3")
    house.publish(house.after)
    house.before, house.after = house.after, house.before
    house.edit(1, 5)
    house.edit(1, None)  # cleared on purpose
    house.edit(3, 3)  # the same again is no change
    house.publish(house.after)
    assert house.values(house.after) == [None, "two", "3"]
    house.before, house.after = house.after, house.before
    house.edit(2, "zwei")
    house.publish(house.after)
    assert house.values(house.after) == [None, None, 3]


def test_few_values_among_many_records_are_all_found(database, now, monkeypatch):
    monkeypatch.setattr("records.form_tables.stretches.SPAN", 1)
    house = House(database, now)
    house.add(None, "1", *[None] * 9, "2", None)
    assert prepared(house) > 3
    house.publish(house.after)
    assert [value for value in house.values(house.after) if value is not None] == [1, 2]


def test_what_is_changed_meanwhile_is_converted_again(database, now):
    house = House(database, now)
    house.add("1", "2", "3", "4", "5")
    house.begin()
    house.go_on()
    house.edit(1, "10")
    house.edit(2, None)
    house.edit(5, "50")
    house.add("6")
    house.publish(house.after)
    assert house.values(house.after) == [10, None, 3, 4, 50, 6]


def test_what_is_cleared_meanwhile_does_not_come_back(database, now):
    house = House(database, now, old="number", new="boolean")
    house.add(1, 0)
    prepared(house)
    house.edit(1, None)
    house.publish(house.after)
    assert house.values(house.after) == [None, False]


def test_what_is_given_up_leaves_no_trace_in_later_values(database, now):
    house = House(database, now, old="number", new="boolean")
    house.add(1, 0)
    prepared(house)
    house.forget()
    house.edit(1, None)
    house.publish(house.after)
    assert house.values(house.after) == [None, False]


def test_what_was_filled_for_nothing_is_emptied_in_portions(database, now, monkeypatch):
    monkeypatch.setattr(aside, "PORTION", 2)
    house = House(database, now)
    house.add(*"12345")
    prepared(house)
    house.forget()
    coming = house.asked.coming
    with database.transaction() as connection:
        [errand] = outbox.due(connection, now, limit=9)
        after = [errand.payload["after"]]
        while after[-1] is not None:
            said = errand.payload
            after.append(aside.empty_portion(connection, said["table"], said["columns"], after=after[-1]))
        lies = f'SELECT count("{coming}") FROM r_{house.form}'
        assert (after, connection.exec_driver_sql(lies).scalar()) == ([0, 2, 4, None], 0)


def test_column_that_is_filled_again_is_left_to_whoever_fills_it(database, now):
    house = House(database, now)
    house.add("1")
    prepared(house)
    house.forget()
    prepared(house)
    coming = house.asked.coming
    with database.transaction() as connection:
        assert aside.empty_portion(connection, f"r_{house.form}", [coming], after=0) is None
    house.publish(house.after)
    assert house.values(house.after) == [1]


def test_second_process_goes_on_where_the_first_was(database, now):
    house = House(database, now)
    house.add(*map(str, range(7)))
    house.begin()
    house.go_on()
    assert house.begin().converted == 3
    assert sum(1 for _ in iter(house.go_on, None)) == 2


def test_portion_of_what_was_given_up_does_nothing(database, now):
    house = House(database, now)
    house.add("1")
    house.begin()
    house.forget()
    assert house.go_on() is None
    house.edit(1, "2")
    with database.reading() as connection:
        assert type_changes.every(connection) == ()


def test_what_nobody_goes_on_with_is_given_up(database, now):
    house = House(database, now)
    house.add("1")
    house.begin()
    for before, left in ((now, 1), (now + timedelta(seconds=1), 0)):
        with database.transaction() as connection:
            type_changes.forget_left(connection, before)
            assert len(type_changes.every(connection)) == left


def test_another_type_than_the_prepared_one_is_right_too(database, now):
    house = House(database, now)
    house.add("1", "2.5")
    prepared(house)
    other = house._spec("number", False)
    house.publish(other)
    assert house.values(other) == [1, 2.5]


def test_changing_back_restores_what_did_not_convert(database, now):
    house = House(database, now)
    house.add("1", "two", "3", "4")
    prepared(house)
    house.publish(house.after)
    house.before, house.after = house.after, house.before
    prepared(house)
    house.edit(3, None)
    house.publish(house.after)
    assert house.values(house.after) == ["1", "two", None, "4"]
    house.before, house.after = house.after, house.before
    prepared(house)
    house.publish(house.after)
    assert house.values(house.after) == [1, None, None, 4]


@pytest.mark.parametrize("ahead", [False, True])
def test_changing_back_restores_what_became_another_value(database, now, ahead):
    house = House(database, now, new="boolean")
    house.add("1", "是", "maybe", "0", "no")
    house.publish(house.after)
    assert house.values(house.after) == [True, True, None, False, False]
    house.before, house.after = house.after, house.before
    house.edit(5, True)
    if ahead:
        prepared(house)
    house.publish(house.after)
    assert house.values(house.after) == ["1", "是", "maybe", "0", "true"]


@pytest.mark.parametrize("ahead", [False, True])
def test_index_stands_over_the_new_column(database, now, ahead):
    house = House(database, now, indexed=True)
    house.add("1", "2")
    if ahead:
        prepared(house)
    house.publish(house.after)
    assert indexed_columns(house).count(["f_size"]) == 1


WRITTEN = st.sampled_from(["1", "2.5", "x", "", "1,000", None, "是"])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(1, 6), WRITTEN),
        st.tuples(st.just("add"), WRITTEN),
        st.sampled_from([("begin",), ("go_on",), ("forget",)]),
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(st.lists(WRITTEN, min_size=1, max_size=6), DEEDS, st.sampled_from(["integer", "number", "boolean", "list"]))
def test_whoever_does_what_in_between_all_is_converted_in_the_end(database, now, first, deeds, new):
    house = House(database, now, new=new)
    house.add(*first)
    for deed, *said in deeds:
        getattr(house, deed)(*said)
    held = house.values(house.before)
    house.publish(house.after)
    assert house.values(house.after) == [convert(value, "text", new) for value in held]
    with database.reading() as connection:
        assert type_changes.every(connection) == ()


def said(act):
    """What comes of it in another thread: the value, or the error."""
    try:
        return act()
    except Exception as error:
        return error


def beside_an_import(house):
    """What going on comes to while somebody writes into the table for a long time."""

    def goes_on():
        with house.database.transaction() as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 6000")
            return type_changes.go_on(connection, asked, house.now)

    asked = house.asked
    with ThreadPoolExecutor(1) as pool, house.database.transaction() as importing:
        importing.exec_driver_sql(f"LOCK TABLE {asked.held_in} IN ROW EXCLUSIVE MODE")
        return pool.submit(said, goes_on).result(20)


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_giving_up_waits_for_the_portion_that_somebody_is_about_to_convert(database, now, monkeypatch):
    """Whoever gives up takes hold of nothing that the portion needs before the portion is done."""
    house = House(database, now)
    house.add("1", "2")
    house.begin()
    asked, reached = house.asked, threading.Event()
    note_no_more = type_changes.note_no_more
    monkeypatch.setattr(type_changes, "note_no_more", lambda *args: (note_no_more(*args), reached.set()))
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as connection:
            assert type_changes._held(connection, asked) is not None
            giving_up = pool.submit(said, house.forget)
            reached.wait(1)
            portion = said(lambda: type_changes.go_on(connection, asked, now))
        given_up = giving_up.result(20)
    assert portion == 2 and (given_up is None or isinstance(given_up, TableBusy))


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_who_waits_for_one_who_waits_is_told_that_the_table_is_busy(database):
    with pytest.raises(TableBusy), database.transaction() as connection, giving_up_soon(connection, "ticket"):
        connection.exec_driver_sql("DO $$ BEGIN RAISE EXCEPTION 'both wait' USING ERRCODE = '40P01'; END $$")


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_who_cannot_give_up_now_is_told_that_it_goes_on(database, now):
    house = House(database, now)
    house.add("1")
    prepared(house)
    asked = house.asked

    def gives_up():
        with database.transaction() as connection:
            type_changes.forget(connection, asked.held_in, asked.name)

    with ThreadPoolExecutor(1) as pool, database.transaction() as importing:
        importing.exec_driver_sql(f"LOCK TABLE {asked.held_in} IN ROW EXCLUSIVE MODE")
        busy = pool.submit(said, gives_up).result(20)
    assert isinstance(busy, TableBusy) and "not given up yet" in busy.text("en") and "r_" not in busy.text("en")


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_index_over_the_coming_column_is_not_waited_for_long(database, now):
    house = House(database, now, indexed=True)
    house.add("1", "2")
    house.begin()
    house.go_on()
    assert isinstance(beside_an_import(house), TableBusy)
    assert house.go_on() is None
    assert beside_an_import(house) is None


def test_index_over_several_columns_asks_for_none_over_one(database, now, monkeypatch):
    house = House(database, now)
    [change] = house.plan(house.after)
    table = Table(f"r_{house.form}", MetaData(), Column("f_size"), Column("created_at"))
    Index("both", table.c.f_size, table.c.created_at)
    monkeypatch.setattr(type_changes, "table_for", lambda _spec: table)
    assert not type_changes.wanted(change, now).indexed


def test_index_of_what_another_type_made_pointless_goes(database, now):
    house = House(database, now, indexed=True)
    house.add("1", "2.5")
    prepared(house)
    other = house._spec("number", True)
    house.publish(other)
    assert [one for one in indexed_columns(house) if "size" in str(one)] == [["f_size"]]
