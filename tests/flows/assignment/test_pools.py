"""Pools: who may take a record, how many, what two at once are told, and giving back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts import visible
from definitions import AlreadyDone, NotAllowed, NotFound, Refused
from flows import assignment
from records import assignments, events, store
from tests.flows.workshop import Workshop


def pooled(shop: Workshop) -> int:
    record = shop.ticket()
    assignment.route_record(shop.work, "ticket", record)
    return record


def seen_by(shop: Workshop, login: str) -> set[int]:
    work = shop.acting(login)
    return set(shop.connection.scalars(select(shop.table.c.id).where(visible(work.actor, "ticket", shop.table))))


def test_who_may_claim_sees_what_lies_there(shop: Workshop):
    record = pooled(shop)
    assert seen_by(shop, "ann") == {record}


def test_a_claimed_record_is_theirs_and_accepted(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    row = shop.row(record)
    assert (row.owner, row.pool, row.accepted_at) == (shop.id("ann"), None, shop.work.now)
    assert events.timeline(shop.connection, "ticket", record)[0].kind == "claimed"
    assert seen_by(shop, "bo") == set()


def test_the_second_is_told_who_was_first(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    with pytest.raises(AlreadyDone) as refused:
        assignment.claim(shop.acting("bo", shop.work.now + timedelta(seconds=2)), "ticket", record)
    assert refused.value.text("zh") == "安 2 秒前领走了"
    assert refused.value.text("en") == "安 took it 2 seconds ago"


def test_claiming_ones_own_is_said_so(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    with pytest.raises(AlreadyDone, match="have it already"):
        assignment.claim(shop.acting("ann"), "ticket", record)


def test_a_day_has_its_limit(shop: Workshop):
    for _ in range(2):
        assignment.claim(shop.acting("ann"), "ticket", pooled(shop))
    with pytest.raises(Refused, match="2 of 2 today"):
        assignment.claim(shop.acting("ann"), "ticket", pooled(shop))
    assignment.claim(shop.acting("ann", shop.work.now + timedelta(days=1)), "ticket", pooled(shop))


def test_what_is_left_today_is_known(shop: Workshop):
    pool = assignment.routing_of(shop.work, "ticket").pool("waiting")
    assignment.claim(shop.acting("ann"), "ticket", pooled(shop))
    assert assignment.claims_left(shop.acting("ann"), "ticket", pool) == 1


def test_a_pool_is_for_those_it_names(shop: Workshop):
    record = pooled(shop)
    with pytest.raises(NotFound):
        assignment.claim(shop.acting("fang"), "ticket", record)


def test_what_is_in_no_pool_is_not_there(shop: Workshop):
    record = shop.ticket(site="press")
    assignment.route_record(shop.work, "ticket", record)
    with pytest.raises(NotFound):
        assignment.claim(shop.acting("bo"), "ticket", record)


def test_trashed_records_are_not_claimed(shop: Workshop):
    record = pooled(shop)
    store.update_unversioned(shop.connection, shop.table, record, {"trashed_at": shop.work.now})
    with pytest.raises(NotFound):
        assignment.claim(shop.acting("ann"), "ticket", record)


def test_giving_back_needs_a_reason(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    with pytest.raises(Refused, match="Say why"):
        assignment.release(shop.acting("ann"), "ticket", record, "")


def test_the_next_reads_why_it_came_back(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    assignment.release(shop.acting("ann"), "ticket", record, "缺备件")
    kept = assignments.current(shop.connection, "ticket", record)
    assert (kept.how, kept.pool, kept.decision["words"], kept.previous_owner) == (
        "released", "waiting", "缺备件", shop.id("ann"),
    )  # fmt: skip


def test_a_chief_may_give_back_for_others(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    assignment.release(shop.acting("fang"), "ticket", record, "krank")
    assert shop.row(record).pool == "waiting"


def test_others_give_nothing_back(shop: Workshop):
    record = pooled(shop)
    assignment.claim(shop.acting("ann"), "ticket", record)
    store.update_unversioned(shop.connection, shop.table, record, {"created_by": shop.id("bo")})
    with pytest.raises((NotAllowed, NotFound)):
        assignment.release(shop.acting("bo"), "ticket", record, "mine now")


@pytest.mark.parametrize(("who", "sees"), [("{team: press}", True), ("{team: paint}", False), ("{team: plant}", True),
                                           ("{people: [ann]}", True), ("{people: [bo]}", False)])  # fmt: skip
def test_pools_are_seen_by_those_they_are_for(open_shop, who: str, sees: bool):
    shop = open_shop(routing=f"rules: []\nelse: {{pool: p}}\npools: [{{id: p, who: {who}}}]\n")
    shop.hire("ann")
    record = pooled(shop)
    assert (record in seen_by(shop, "ann")) is sees
