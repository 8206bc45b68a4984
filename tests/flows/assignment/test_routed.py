"""Records that the rules hand out: what is written, and that many are handed out like one."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import absences, people
from flows import assignment
from records import assignments, events, outbox, timers
from tests.flows.workshop import Workshop


def routed(shop: Workshop, **values) -> int:
    record = shop.ticket(**values)
    assignment.route_record(shop.work, "ticket", record)
    return record


def test_the_record_carries_its_owner(shop: Workshop):
    row = shop.row(routed(shop, site="press"))
    assert (row.owner, row.team, row.pool) == (shop.id("ann"), shop.teams["press"].id, None)
    assert (row.assigned_at, row.accept_by, row.accepted_at) == (
        shop.work.now, shop.work.now + timedelta(hours=1), None,
    )  # fmt: skip


def test_the_assignment_is_kept_with_its_reasons(shop: Workshop):
    record = routed(shop, site="press")
    [kept] = assignments.history(shop.connection, "ticket", record)
    assert (kept.how, kept.routing, kept.rule, kept.strategy, kept.revision) == (
        "routed", "ticket_routing", "rest", "round_robin", 1,
    )  # fmt: skip
    assert [one[0] for one in kept.decision["candidates"]] == [shop.id("ann"), shop.id("bo"), shop.id("cai")]
    assert kept.decision["passed_rules"] == [["electric", "not_met"]]


def test_an_event_tells_of_it(shop: Workshop):
    record = routed(shop, site="press")
    [event] = events.timeline(shop.connection, "ticket", record)
    assert (event.kind, event.data["owner"], event.data["rule"]) == ("assigned", shop.id("ann"), "rest")


def test_the_owner_is_told_at_once(shop: Workshop):
    record = routed(shop, site="press")
    [notice] = outbox.due(shop.connection, shop.work.now)
    assert (notice.kind, notice.payload["person"], notice.payload["record"]) == ("notify", shop.id("ann"), record)
    assert (notice.payload["message"], notice.payload["why"]["code"]) == ("assigned", "routing.because_rule")


def test_a_timer_waits_for_the_answer(shop: Workshop):
    record = routed(shop, site="press")
    [timer] = timers.running_of(shop.connection, "ticket", record)
    assert (timer.kind, timer.due_at) == ("accept", shop.work.now + timedelta(hours=1))


def test_turns_go_on_between_transactions(shop: Workshop):
    owners = [shop.row(routed(shop, site="press")).owner for _ in range(5)]
    ann, bo, cai = (shop.id(login) for login in ("ann", "bo", "cai"))
    assert owners == [ann, bo, cai, ann, bo]


def test_each_rule_has_its_own_turns(shop: Workshop):
    people.change(shop.work, shop.id("ann"), attributes={"trades": ["electric"]})
    people.change(shop.work, shop.id("bo"), attributes={"trades": ["electric"]})
    routed(shop, trade="electric")
    assert shop.row(routed(shop, site="press")).owner == shop.id("ann")


def test_leave_excludes_for_that_day(shop: Workshop):
    today = shop.work.now.date()
    absences.add(shop.work, shop.id("ann"), today, today)
    record = routed(shop, site="press")
    [kept] = assignments.history(shop.connection, "ticket", record)
    assert kept.owner == shop.id("bo")
    person, reason, rule = kept.decision["excluded"][0]
    assert (person, reason["code"], rule) == (shop.id("ann"), "routing.excluded.on_leave", "rest")
    assert datetime.fromisoformat(reason["params"]["until"]) > shop.work.now


def test_full_hands_send_it_to_the_pool(shop: Workshop):
    rows = [shop.row(routed(shop, site="press")) for _ in range(10)]
    assert [row.pool for row in rows] == [None] * 9 + ["waiting"]
    assert rows[-1].owner is None


def test_the_pool_is_watched(shop: Workshop):
    record = routed(shop)
    told = {(notice.payload["person"], notice.payload["kind"]) for notice in outbox.due(shop.connection, shop.work.now)}
    assert told == {(shop.id("wen"), "pooled"), (shop.id("fang"), "pooled")}
    assert events.timeline(shop.connection, "ticket", record)[0].kind == "pooled"


def test_yesterday_does_not_count_for_today(shop: Workshop):
    for _ in range(4):
        record = routed(shop, site="press")
        assignment.assign(shop.work, "ticket", record, to=shop.id("wen"))
    shop.work = shop.work.at(shop.work.now + timedelta(days=1))
    assert shop.row(routed(shop, site="press")).owner is not None


def test_a_form_without_routing_routes_nothing(open_shop):
    shop = open_shop()
    assert assignment.route_record(shop.work, "ticket", shop.ticket()) is None


VALUES = st.fixed_dictionaries(
    {"site": st.sampled_from([None, "press"]), "trade": st.sampled_from([None, "electric", "hydraulic"])}
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(VALUES, min_size=1, max_size=12))
def test_many_are_handed_out_like_one(shop: Workshop, rows: list):
    people.change(shop.work, shop.id("bo"), attributes={"trades": ["electric"]})
    one_by_one, together = shop.connection.begin_nested(), None
    alone = [summary(shop, routed(shop, **values)) for values in rows]
    one_by_one.rollback()
    together = shop.connection.begin_nested()
    records = shop.tickets(rows)
    assignment.route_many(shop.work, "ticket", [shop.values(record) for record in records])
    assert [summary(shop, record) for record in records] == alone
    together.rollback()


def summary(shop: Workshop, record: int) -> tuple:
    """Everything that was written about a record but the numbers of rows."""
    row = shop.row(record)
    [kept] = assignments.history(shop.connection, "ticket", record)
    told = [event.kind for event in events.timeline(shop.connection, "ticket", record)]
    clocks = [timer.due_at for timer in timers.running_of(shop.connection, "ticket", record)]
    return (row.owner, row.team, row.pool, row.accept_by, kept.decision, kept.rule, told, clocks)


def test_those_that_are_there_go_as_if_read_whole(shop: Workshop):
    def life(route) -> list:
        everything = shop.connection.begin_nested()
        records = shop.tickets([{"site": "press", "trade": trade} for trade in (None, "electric", None, None)])
        route(records)
        found = [summary(shop, record) for record in records]
        everything.rollback()
        return found

    whole = life(lambda ids: assignment.route_many(shop.work, "ticket", [shop.values(record) for record in ids]))
    assert life(lambda ids: assignment.route_these(shop.work, "ticket", ids)) == whole
