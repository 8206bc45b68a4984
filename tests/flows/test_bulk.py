"""One change to many records: nothing that one by one would happen is left out, there and back."""

from datetime import date, timedelta

import pytest

from accounts import NewPerson, people
from flows import bulk, stages
from forms import table_of
from records import BulkAct, bulk_acts, store, timers
from tests.flows.alike import RULE
from tests.world import CONFIGS, World, catalog_in

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
CLERK = "kind: role\nid: clerk\nlabel: Clerk\nforms: {order: {see: all, do: all, read_only: [need]}}\n"
READER = "kind: role\nid: reader\nlabel: Reader\nforms: {order: {see: all}}\n"


@pytest.fixture
def world(database, now):
    """Orders that are alike by the customer's name, and somebody who only reads."""
    form = (CONFIGS / "orders" / "forms" / "order.yaml").read_text("utf-8")
    form = form.replace("  - {id: same_phone, match: [phone], do: flag}\n", RULE.lstrip("\n"))
    roles = {"roles/reader.yaml": READER, "roles/clerk.yaml": CLERK}
    return World(database, now, catalog_in("orders", **{"forms/order.yaml": form, **roles}))


def sets(world, record, name, value):
    with world.work(world.manager) as work:
        return bulk.begin(work, "order", [record], bulk.Setting(name, value)).id


def wakes_on(world, record):
    with world.work() as work:
        running = timers.running_of(work.connection, "order", record)
    return world.row(record).wake_on, [timer.due_at for timer in running if timer.kind == "wake"]


def test_day_of_waking_goes_back_with_its_clock(world):
    order = world.submit(world.lin)
    day: date = world.now.date()
    with world.work(world.manager) as work:
        answers = {"park_reason": "x", "wake_on": (day + timedelta(days=30)).isoformat(), "hook": "y"}
        stages.advance(work, "order", order, "parked", answers=answers)
    before = wakes_on(world, order)
    act = sets(world, order, "wake_on", (day + timedelta(days=60)).isoformat())
    assert wakes_on(world, order) != before
    with world.work(world.manager) as work:
        assert bulk.undo(work, act) == (1, 0)
    assert wakes_on(world, order) == before


def test_what_makes_records_alike_is_looked_at_as_ever(world):
    first = world.submit(world.lin, customer="恒锐精密机械有限公司", phone="13900002046")
    other = world.submit(world.lin, customer="别家", phone="13900002047")
    sets(world, other, "customer", "苏州恒锐精密机械")
    assert world.row(other).duplicate_of == first


def test_right_that_went_meanwhile_is_the_reason_why_records_stay(world):
    order = world.submit(world.lin, need="old")
    with world.work() as work:
        reader = people.add(work, NewPerson("bo", "Bo", "reader")).id
    with world.work(reader) as work:
        what = bulk.Setting("need", "new")
        act = bulk_acts.begin(work.connection, BulkAct("order", "edit", what.as_json(), work.now, reader, 1))
        bulk.perform_portion(work, act, [order])
        assert bulk_acts.counts(work.connection, act) == {bulk_acts.LEFT: 1}
    assert world.row(order).f_need == "old"


def test_field_that_one_may_write_no_more_is_not_written_by_undoing(world):
    order = world.submit(world.lin, need="old")
    with world.work() as work:
        bo = people.add(work, NewPerson("bo", "Bo", "manager")).id
        table = table_of(work.catalog, "order")
        store.update_unversioned(work.connection, table, order, {"owner": bo})
    with world.work(bo) as work:
        act = bulk.begin(work, "order", [order], bulk.Setting("need", "new")).id
    with world.work() as work:
        people.change(work, bo, role="clerk")
    with world.work(bo) as work:
        assert bulk.undo(work, act) == (0, 1)
    assert world.row(order).f_need == "new"


def test_what_cannot_be_taken_says_what_is_wrong_with_it(world):
    order, wrong = world.submit(world.lin), bulk.Setting("customer", "")
    with world.work(world.manager) as work:
        [stays] = bulk.foresee(work, "order", [order], wrong).left
        act = bulk.begin(work, "order", [order], wrong).id
        [kept] = bulk_acts.changes_of(work.connection, act, states=(bulk_acts.LEFT,))
    assert stays.told("en") == kept.why["en"] != "One thing to correct"
    assert "Customer" in kept.why["en"]
