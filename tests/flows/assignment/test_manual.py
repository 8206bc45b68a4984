"""People hand records over: through the same door, with what speaks against it recorded."""

import pytest

from accounts import people
from definitions import AlreadyDone, NotAllowed, NotFound, Reason, Refused
from flows import assignment
from records import assignments, events, outbox
from tests.flows.workshop import Workshop


@pytest.fixture
def record(shop: Workshop) -> int:
    return shop.ticket(site="press")


def assign(shop: Workshop, record: int, to: str, by: str = "fang", **more):
    return assignment.assign(shop.acting(by), "ticket", record, to=shop.id(to), **more)


def test_a_hand_over_is_written_like_a_decision(shop: Workshop, record: int):
    assign(shop, record, "cai", words="熟悉这台")
    kept = assignments.current(shop.connection, "ticket", record)
    assert (kept.owner, kept.how, kept.actor) == (shop.id("cai"), "manual", shop.id("fang"))
    assert kept.decision["words"] == "熟悉这台"
    assert kept.accept_by is not None
    assert events.timeline(shop.connection, "ticket", record)[0].data["how"] == "manual"


def test_the_notice_names_who_handed_it_over(shop: Workshop, record: int):
    assign(shop, record, "cai")
    [notice] = [row for row in outbox.due(shop.connection, shop.work.now) if row.payload["person"] == shop.id("cai")]
    why = Reason.from_json(notice.payload["why"])
    assert (why.text("zh"), why.text("en")) == ("由 方芳 转交", "handed over by 方芳")


def test_full_hands_are_told_not_refused(shop: Workshop, record: int):
    for each in [shop.ticket(site="press") for _ in range(3)]:
        assign(shop, each, "cai")
    found = assign(shop, record, "cai")
    assert [warning.text("en") for warning in found.warnings] == ["holds 3 of 3 already"]
    assert assignments.current(shop.connection, "ticket", record).decision["warnings"][0]["params"]["open"] == 3


def test_a_pause_is_told_too(shop: Workshop, record: int):
    people.change(shop.acting("ann"), shop.id("ann"), paused=True)
    assert [warning.code for warning in assign(shop, record, "ann").warnings] == ["routing.excluded.paused"]


def test_who_takes_it_themselves_has_accepted(shop: Workshop, record: int):
    assign(shop, record, "fang")
    row = shop.row(record)
    assert (row.owner, row.accepted_at, row.accept_by) == (shop.id("fang"), shop.work.now, None)
    assert outbox.due(shop.connection, shop.work.now) == ()


def test_it_may_go_into_a_pool_by_hand(shop: Workshop, record: int):
    assign(shop, record, "cai")
    assignment.assign(shop.acting("fang"), "ticket", record, pool="waiting")
    assert (shop.row(record).owner, shop.row(record).pool) == (None, "waiting")


def test_fitters_hand_nothing_over(shop: Workshop, record: int):
    assign(shop, record, "ann")
    with pytest.raises(NotAllowed):
        assign(shop, record, "bo", by="ann")


def test_nobody_gets_what_they_have(shop: Workshop, record: int):
    assign(shop, record, "ann")
    with pytest.raises(AlreadyDone, match="安 has it already"):
        assign(shop, record, "ann")


def test_who_has_left_gets_nothing(shop: Workshop, record: int):
    people.deactivate(shop.work, shop.id("bo"))
    with pytest.raises(Refused, match="has left"):
        assign(shop, record, "bo")


def test_unknown_people_and_pools_are_refused(shop: Workshop, record: int):
    with pytest.raises(NotFound):
        assignment.assign(shop.acting("fang"), "ticket", record, to=4711)
    with pytest.raises(NotFound):
        assignment.assign(shop.acting("fang"), "ticket", record, pool="nowhere")


def test_a_form_without_routing_can_be_handed_over(open_shop):
    shop = open_shop()
    record, ann = shop.ticket(), shop.hire("ann")
    found = assignment.assign(shop.acting("fang"), "ticket", record, to=ann)
    assert (found.owner, found.accept_by) == (ann, None)


def test_who_works_on_no_such_records_gets_none(open_shop):
    clerk = "kind: role\nid: clerk\nlabel: Clerk\nforms: {ticket: {see: all, do: [edit]}}"
    shop = open_shop(roles__clerk=clerk)
    record, to = shop.ticket(), shop.hire("dina", role="clerk")
    for hand_over in (
        lambda work: assignment.assign(work, "ticket", record, to=to),
        lambda work: assignment.reassign(work, [assignment.Part("ticket", [record], assignment.Target(to))]),
    ):
        with pytest.raises(Refused, match="Dina") as refused:
            hand_over(shop.acting("fang"))
        assert refused.value.code == "not_for_them"
