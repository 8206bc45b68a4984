"""A changed formula reaches the records that are there."""

from __future__ import annotations

import pytest

from flows import intake, perform
from forms import table_of
from publishing import publish
from records import outbox, store

HOURS = "  - {id: hours, type: integer, label: Hours}\n"
COST = "  - {{id: cost, type: integer, label: Cost, formula: {formula}}}\n"


@pytest.fixture
def priced(workspace, files, now):
    """Publishes the form with a formula; gives a function that publishes another one and does what that leaves."""

    def price(formula):
        text = files["shop/forms/ticket.yaml"] + HOURS + COST.format(formula=formula)
        publish(workspace, {**files, "shop/forms/ticket.yaml": text}, author=None, message="", now=now)
        while work_is_left(workspace, now):
            pass

    price("hours * 100")
    return price


def work_is_left(workspace, now):
    with workspace.database.transaction() as connection:
        rows = outbox.claim(connection, now)
        for row in rows:
            perform(workspace.work(connection, None, now), row)
            outbox.finish(connection, row, now)
    return rows


def cost_of(workspace, record):
    with workspace.database.reading() as connection:
        return store.fetch(connection, table_of(workspace.catalog(connection), "ticket"), record).f_cost


def test_stored_values_follow_a_changed_formula(workspace, priced, now):
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        record = intake.submit(work, "ticket", {"machine": "press", "hours": "3"}, channel="page").record_id
    assert cost_of(workspace, record) == 300
    priced("hours * 120")
    assert cost_of(workspace, record) == 360


def test_more_records_than_one_portion_are_computed(workspace, priced, now, monkeypatch):
    monkeypatch.setattr("flows.recomputing.recompute.PORTION", 2)
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        rows = [{"machine": f"press {n}", "hours": str(n)} for n in range(5)]
        records = [intake.submit(work, "ticket", row, channel="page").record_id for row in rows]
    priced("hours + 1")
    assert [cost_of(workspace, record) for record in records] == [1, 2, 3, 4, 5]


ROLLUP = "  - {id: visits, type: rollup, of: visit, through: ticket}\n"
VISIT = """kind: form
id: visit
title: name
fields:
  - {id: name, type: text}
  - {id: ticket, type: record_link, form: ticket}
"""


def test_a_new_rollup_counts_what_is_there(workspace, priced, files, now):
    with_visits = {**files, "shop/forms/visit.yaml": VISIT}
    publish(workspace, with_visits, author=None, message="", now=now)
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        record = intake.submit(work, "ticket", {"machine": "press"}, channel="page").record_id
        for name in "ab":
            intake.submit(work, "visit", {"name": name, "ticket": record}, channel="page")
    text = files["shop/forms/ticket.yaml"] + ROLLUP
    publish(workspace, {**with_visits, "shop/forms/ticket.yaml": text}, author=None, message="", now=now)
    while work_is_left(workspace, now):
        pass
    with workspace.database.reading() as connection:
        row = store.fetch(connection, table_of(workspace.catalog(connection), "ticket"), record)
    assert row.f_visits == 2


def test_rows_that_are_there_get_a_new_formula(workspace, priced, files, now):
    def lines(formula):
        columns = f"[{{id: pieces, type: integer}}, {{id: twice, type: integer, formula: {formula}}}]"
        text = files["shop/forms/ticket.yaml"] + f"  - {{id: parts, type: child_table, fields: {columns}}}\n"
        publish(workspace, {**files, "shop/forms/ticket.yaml": text}, author=None, message="", now=now)
        while work_is_left(workspace, now):
            pass

    lines("pieces * 2")
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        values = {"machine": "press", "parts": [{"pieces": 3}]}
        record = intake.submit(work, "ticket", values, channel="page").record_id
    lines("pieces * 20")
    with workspace.database.reading() as connection:
        row = store.fetch(connection, table_of(workspace.catalog(connection), "ticket"), record)
    assert row.f_parts == [{"pieces": 3, "twice": 60}]
