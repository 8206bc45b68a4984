"""Many at once means the same as one by one."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from flows import intake

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
