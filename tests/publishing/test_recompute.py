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
    monkeypatch.setattr("flows.recompute.PORTION", 2)
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        rows = [{"machine": f"press {n}", "hours": str(n)} for n in range(5)]
        records = [intake.submit(work, "ticket", row, channel="page").record_id for row in rows]
    priced("hours + 1")
    assert [cost_of(workspace, record) for record in records] == [1, 2, 3, 4, 5]
