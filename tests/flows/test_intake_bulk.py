"""Many at once means the same as one by one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from flows import intake
from records import Database
from tests.flows.paths import PathWorld

ROWS = st.lists(
    st.fixed_dictionaries(
        {"customer": st.sampled_from(["甲", "乙", "丙", ""])},
        optional={
            "phone": st.sampled_from(["13800138000", "13900139000", "1"]),
            "code": st.sampled_from(["X1", "X2"]),
            "amount": st.sampled_from([1, 150000, 800000, "much"]),
            "need": st.sampled_from(["马上要", "看看"]),
        },
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_bulk_equals_one_by_one(two_worlds, rows):
    one, many = two_worlds
    refused = [submit_alone(one, row) for row in rows]
    with many.work() as work:
        outcomes = intake.submit_many(work, "order", rows, channel="import")
    assert [outcome.refused.key if outcome.refused else None for outcome in outcomes] == refused
    assert everything(one) == everything(many)


def submit_alone(world, row):
    from definitions import Refused

    try:
        with world.work() as work:
            intake.submit(work, "order", row, channel="import")
    except Refused as refusal:
        return refusal.key
    return None


COMPARED = {
    "r_order": "number, owner, team, pool, score, grade, urgent, stage, stage_due_at, outcome, next_task, next_due_at, "
    "accept_by, f_customer, f_phone, f_amount, duplicate_of, search, version, channel",
    "event": "record, kind, at",
    "stage_visit": "record, stage, owner, entered_at, due_at, how",
    "task": "record, task, assignee, due_at, must, state",
    "timer": "record, kind, due_at",
    "assignment": "record, owner, how, rule, accept_by",
    "grade": "record, score, band",
    "outbox": "kind",
}


def everything(world):
    """All rows that matter, record by record, in the order in which they came to be."""
    with world.work() as work:
        return {table: rows_of(work, table, columns) for table, columns in COMPARED.items()}


def rows_of(work, table, columns):
    order = "1" if table in ("r_order", "outbox") else "1, 2, 3"
    found = work.connection.execute(text(f"SELECT {columns} FROM {table} ORDER BY {order}")).all()
    return [tuple(row) for row in found]


def test_refused_rows_do_not_hold_up_others(world):
    rows = [{"customer": "甲", "code": "X1"}, {"customer": ""}, {"customer": "乙", "code": "X1"}, {"customer": "丙"}]
    with world.work() as work:
        outcomes = intake.submit_many(work, "order", rows)
    assert [outcome.record_id is not None for outcome in outcomes] == [True, False, False, True]


def test_batch_finds_duplicates_within_itself(world):
    rows = [{"customer": "甲", "phone": "13800138000"}, {"customer": "乙", "phone": "13800138000"}]
    with world.work() as work:
        first, second = intake.submit_many(work, "order", rows)
    assert world.row(second.record_id).duplicate_of == first.record_id


def test_many_share_the_turns_fairly(world):
    with world.work() as work:
        outcomes = intake.submit_many(work, "order", [{"customer": f"客户{n}"} for n in range(11)])
    owners = [world.row(outcome.record_id).owner for outcome in outcomes]
    assert abs(owners.count(world.lin) - owners.count(world.zhao)) <= 1


PATH = """
start: one
milestones:
  - {id: large, label: Large, when: "amount >= 1000", unlocks: [{field: hook}]}
stages:
  - id: one
    next: [two, lost]
    tasks:
      - {id: call, label: Call, within: 2h}
      - {id: check, label: Check, when: "amount > 100", within: 2h}
      - {id: agree, label: Agree, when: "amount > 500000", approve: {by: superior}}
    moves:
      - {id: at_once, when: "need contains 'now' and not done(call)", to: two}
      - {id: filled, when: "grade == 'A' and code == 'X1'", to: two, set: {hook: "'filled'"}}
  - {id: two, next: [won], tasks: [{id: send, label: Send, when: "amount > 1000", within: 2h}]}
  - {id: won, outcome: won}
  - {id: lost, outcome: lost, ask: [lost_reason], next: [one]}
"""
AUTOMATION = 'kind: automation\nform: order\nlabel: Auto\nid: {}\non: {}\nif: "{}"\ndo: [{{set: {{hook: "{}"}}}}]\n'
FOLLOWS = {
    "automations__came.yaml": AUTOMATION.format("came", "submitted", "amount > 100 and not done(call)", "came"),
    "automations__good.yaml": AUTOMATION.format("good", "graded", "grade == 'A' and empty(hook)", "good"),
    "cadences__slow.yaml": 'kind: cadence\nform: order\nid: slow\nlabel: Slow\nenter: {if: "amount < 1000"}\n'
    "steps: [{wait: 10 days}, {set: {hook: x}}]\n",
}


@pytest.fixture
def two_paths(store, now):
    """The same company twice, where much follows from an order's coming in."""
    urls = [store.another(), store.another()]
    databases = [Database(url) for url in urls]
    files = {path.removesuffix(".yaml"): text for path, text in FOLLOWS.items()}
    yield [PathWorld(database, now, PATH, **files) for database in databases]
    for database, url in zip(databases, urls, strict=True):
        database.dispose()
        store.forget(url)


MUCH_FOLLOWS = st.lists(
    st.fixed_dictionaries(
        {"customer": st.sampled_from(["甲", "乙"])},
        optional={
            "code": st.sampled_from(["X1", "X2", "X3"]),
            "amount": st.sampled_from([5, 500, 5000, 800000]),
            "need": st.sampled_from(["now", "later"]),
        },
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=MUCH_FOLLOWS)
def test_what_follows_from_many_is_what_follows_from_each(two_paths, rows):
    one, many = two_paths
    for row in rows:
        submit_alone(one, row)
    with many.work() as work:
        intake.submit_many(work, "order", rows, channel="import")
    assert everything(one) == everything(many)
    assert followed(one) == followed(many)


def followed(world):
    tables = {
        "automation_run": "automation, record, state, branch",
        "enrolment": "cadence, record, state",
        "milestone": "record, milestone, pipeline",
    }
    with world.work() as work:
        return {table: sorted(rows_of(work, table, columns)) for table, columns in tables.items()}
