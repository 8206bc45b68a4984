"""Retention: planned with notice, held where somebody wants it, and only what a rule names is ever deleted."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from definitions import load_files
from flows import bulk, intake, retention, trash
from forms import spec_of, table_of
from records import (
    MilestoneRow,
    apply_changes,
    bulk_acts,
    events,
    milestones,
    plan_tables,
    store,
    tables,
    type_changes,
)
from records import retention as kept
from tests.flows.test_trash import DRIVER, LINKED
from tests.world import World, catalog_in

CLEAR = "kind: retention\nid: clear\nform: order\nlabel: Clear\ntrash: true\nafter: 30d\nnotice: 7d\ndo: delete\n"
FORGET = """
kind: retention
id: forget
form: order
label: Forget
outcomes: [won]
after: 30d
do: anonymise
fields: [phone, need]
"""


@pytest.fixture
def world(database, now):
    """Orders that are cleared out of the trash after a month, and forgotten a month after they were won."""
    rules = {"retention/clear.yaml": CLEAR, "retention/forget.yaml": FORGET}
    linked = {"forms/visit.yaml": LINKED, "roles/driver.yaml": DRIVER}
    return World(database, now, catalog_in("orders", **rules, **linked))


def look(world):
    with world.work() as work:
        new = retention.look(work)
    world.deliver()
    return new


def is_there(world, record):
    with world.work() as work:
        table = table_of(work.catalog, "order")
        return work.connection.execute(select(func.count()).where(table.c.id == record)).scalar_one() == 1


def throw(world, record):
    with world.work(world.manager) as work:
        trash.trash(work, "order", record)


def coming(world):
    with world.work(world.manager) as work:
        return retention.coming(work, "order")


def test_record_goes_after_its_time_and_its_notice(world):
    old, other = world.submit(phone="13900002046"), world.submit(phone="13900002047")
    throw(world, old)
    world.passes(days=29)
    assert look(world) == 0
    world.passes(days=2)
    assert look(world) == 1
    assert [one.title for one in coming(world)] == ["润扬轴承"] and is_there(world, old)
    world.passes(days=8)
    look(world)
    assert not is_there(world, old) and is_there(world, other)
    with world.work() as work:
        assert [one.kind for one in events.timeline(work.connection, "order", old)] == ["erased"]
        left = select(func.count()).where(tables.task.c.form == "order", tables.task.c.record == old)
        assert work.connection.execute(left).scalar_one() == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_held_or_taken_back_records_stay(world):
    held, back = world.submit(phone="13900002046"), world.submit(phone="13900002047")
    throw(world, held)
    throw(world, back)
    world.passes(days=31)
    look(world)
    with world.work(world.manager) as work:
        [first, _] = retention.coming(work, "order")
        retention.hold(work, "order", first.plan.id)
        intake.restore(work, "order", back)
    world.passes(days=20)
    look(world)
    assert is_there(world, held) and is_there(world, back)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_record_that_others_link_to_is_kept_with_the_reason(world):
    order = world.submit()
    with world.work() as work:
        intake.submit(work, "visit", {"note": "x", "order": order}, channel="page")
    throw(world, order)
    for _ in range(2):
        world.passes(days=40)
        look(world)
    [kept] = coming(world)
    assert (kept.plan.state, kept.plan.why, is_there(world, order)) == ("held", "linked", True)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_anonymising_empties_fields_and_their_history(world):
    order = world.submit(phone="13900002046", need="secret need")
    with world.work(world.manager) as work:
        intake.edit(work, "order", order, None, {"need": "other need"})
        act = bulk.begin(work, "order", [order], bulk.Setting("need", "third need")).id
        saw = {"seen": {"need": "third need", "customer": "润扬轴承"}}
        milestones.reach(work.connection, MilestoneRow("order", order, "path", "told", work.now, why=saw))
        table = table_of(work.catalog, "order")
        closed = table.update().where(table.c.id == order).values(outcome="won", closed_at=world.now)
        work.connection.execute(closed)
    world.passes(days=31)
    look(world)
    world.passes(days=8)
    look(world)
    row = world.row(order)
    assert (row.f_phone, row.f_need, row.f_customer) == (None, None, "润扬轴承")
    with world.work() as work:
        told = events.timeline(work.connection, "order", order)
        [kept_back] = bulk_acts.changes_of(work.connection, act, states=(bulk_acts.KEPT,))
        [reached] = milestones.held_by(work.connection, "order", order)
    assert (kept_back.before, kept_back.after) == (None, None)
    assert reached.why == {"seen": {"need": None, "customer": "润扬轴承"}}
    assert "need" not in str([one.data for one in told if one.kind != "anonymised"]).replace("'need'", "")


def test_anonymising_empties_what_lies_aside_from_changes_of_type(world):
    """A text that a number had no room for, and that came back with the text, lies in columns that nobody sees."""
    order = world.submit(phone="13900002046", need="secret need")
    text = spec_of(world.catalog.find("form", "order"))
    number = replace(text, columns=tuple(replace(c, type="number") if c.name == "need" else c for c in text.columns))
    for spec in (number, text):
        with world.database.transaction() as connection:
            apply_changes(connection, plan_tables(connection, [spec]), world.now)
    with world.database.transaction() as connection:
        [change] = plan_tables(connection, [number])
        prepared = type_changes.begin(connection, type_changes.wanted(change, world.now))
        type_changes.go_on(connection, prepared, world.now)
        table = table_of(world.catalog, "order")
        store.update_where(connection, table, table.c.id == order, {"outcome": "won", "closed_at": world.now})
        assert "secret need" in everywhere(connection, order, without=("f_need", "search"))
    world.passes(days=31)
    look(world)
    world.passes(days=8)
    look(world)
    with world.database.reading() as connection:
        assert "secret need" not in everywhere(connection, order)


def everywhere(connection, order, without=()):
    """All that the row of an order holds, also out of sight."""
    row = connection.exec_driver_sql(f"SELECT * FROM r_order WHERE id = {order}").one()
    return [value for name, value in row._mapping.items() if name not in without]


def test_rule_names_fields_exactly_where_it_empties_them():
    wrong = FORGET.replace("do: anonymise", "do: delete")
    form = "kind: form\nid: order\ntitle: phone\nfields: [{id: phone, type: text}]\n"
    found = {problem.key.rsplit(".", 1)[-1] for problem in load_files({"order.yaml": form, "r.yaml": wrong}).errors}
    assert {"fields", "unknown_field"} <= found


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_is_planned_already_is_not_told_again(world):
    throw(world, world.submit())
    world.passes(days=31)
    look(world)
    with world.work() as work:
        [plan] = kept.coming(work.connection, "order", select(table_of(work.catalog, "order").c.id))
        assert kept.plan(work.connection, (plan,)) == ()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_plans_of_records_one_does_not_see_are_not_read(world):
    throw(world, world.submit())
    world.passes(days=31)
    look(world)
    assert len(coming(world)) == 1
    with world.work() as work:
        nobody = select(table_of(work.catalog, "order").c.id).where(False)
        assert kept.coming(work.connection, "order", nobody) == ()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_errands_of_many_portions_keep_short_names(world, monkeypatch):
    monkeypatch.setattr("flows.retention.acting.PORTION", 1)
    for number in range(3):
        throw(world, world.submit(phone=f"1390000204{number}"))
    world.passes(days=31)
    look(world)
    world.passes(days=8)
    with world.work() as work:
        keys, left = ["retention:now"], select(tables.outbox.c.key).where(tables.outbox.c.kind == "retention")
        while retention.act(work, keys[-1]):
            keys = list(work.connection.scalars(left.order_by(tables.outbox.c.id)))
        assert [key.count(">") for key in keys if key.startswith("retention:now")] == [1, 1, 1]
