"""Many records change hands in one act: foreseen, done through the one door, and taken back as one."""

from datetime import timedelta

import pytest

from accounts import absences, people
from definitions import AlreadyDone, NotAllowed, NotFound
from flows import assignment, explain
from flows.assignment import Part, Target
from records import assignments, events, outbox, tables, timers
from tests.flows.workshop import Workshop


@pytest.fixture
def held(shop: Workshop) -> list[int]:
    """Three records of Ann's."""
    records = shop.tickets([{"site": "press", "subject": f"pump {n}"} for n in range(3)])
    for record in records:
        assignment.assign(shop.acting("fang"), "ticket", record, to=shop.id("ann"))
    return records


def to(shop: Workshop, login: str | None = None, pool: str | None = None) -> Target:
    return Target(shop.id(login) if login else None, pool)


def reassign(shop: Workshop, records, target: Target, by: str = "fang", **more):
    return assignment.reassign(shop.acting(by), [Part("ticket", records, target)], **more)


def owners(shop: Workshop, records) -> list[int | None]:
    return [shop.row(record).owner for record in records]


def everything(shop: Workshop) -> list:
    return [shop.connection.execute(table.select()).all() for table in (tables.assignment, tables.event, tables.timer)]


def test_cap_and_leave_are_said_before(shop: Workshop, held: list):
    today = shop.work.now.date()
    shop.ticket(owner=shop.id("bo"))
    absences.add(shop.work, shop.id("bo"), today, today)
    [share] = assignment.foresee(shop.acting("fang"), [Part("ticket", held, to(shop, "bo"))]).shares
    assert (share.open, share.n, share.after, share.cap, share.is_over) == (1, 3, 4, 3, True)
    assert share.away_until > shop.work.now


def test_looking_ahead_writes_nothing(shop: Workshop, held: list):
    before = everything(shop)
    assignment.foresee(shop.acting("fang"), [Part("ticket", held, to(shop))])
    assert everything(shop) == before


def test_it_comes_as_it_was_foreseen(shop: Workshop, held: list):
    foreseen = assignment.foresee(shop.acting("fang"), [Part("ticket", held, to(shop))])
    assert reassign(shop, held, to(shop)).shares == foreseen.shares


def test_all_go_to_one(shop: Workshop, held: list):
    act = reassign(shop, held, to(shop, "bo"), words="安要休产假")
    assert (act.records, owners(shop, held)) == (3, [shop.id("bo")] * 3)
    for record in held:
        kept = assignments.current(shop.connection, "ticket", record)
        assert (kept.how, kept.actor, kept.batch, kept.decision["words"]) == (
            "manual", shop.id("fang"), act.id, "安要休产假",
        )  # fmt: skip
        assert events.timeline(shop.connection, "ticket", record)[0].kind == "assigned"
        assert [one.kind for one in timers.running_of(shop.connection, "ticket", record)] == ["accept"]


def test_many_at_once_are_told_once(shop: Workshop):
    records = shop.tickets([{"site": "press"}] * 9)
    reassign(shop, records, to(shop, "bo"))
    told = [row.payload for row in outbox.due(shop.connection, shop.work.now) if row.payload["person"] == shop.id("bo")]
    assert [one["kind"] for one in told] == ["storm"]


def test_spread_goes_by_the_rules_and_not_back(shop: Workshop, held: list):
    reassign(shop, held, to(shop))
    assert sorted(owners(shop, held)) == sorted([shop.id("bo"), shop.id("cai"), shop.id("bo")])
    kept = assignments.current(shop.connection, "ticket", held[0])
    assert (kept.rule, kept.decision["cause"]["what"]) == ("rest", "spread")
    assert "安手上的重新分配" in explain.assignment(shop.work, "ticket", held[0]).sentence


def test_limits_hold_while_it_is_spread(shop: Workshop):
    records = shop.tickets([{"site": "press", "owner": shop.id("ann")}] * 10)
    act = reassign(shop, records, to(shop))
    got = {(share.person, share.pool): share.n for share in act.shares}
    # Nobody is left after three each: the rules' own last line takes the rest.
    assert got == {(shop.id("bo"), None): 3, (shop.id("cai"), None): 3, (None, "waiting"): 4}


def test_a_pool_takes_them(shop: Workshop, held: list):
    reassign(shop, held, to(shop, pool="waiting"), words="以后再说")
    assert {(shop.row(record).owner, shop.row(record).pool) for record in held} == {(None, "waiting")}


def test_what_somebody_has_stays(shop: Workshop, held: list):
    act = reassign(shop, [*held, shop.ticket()], to(shop, "ann"))
    assert (act.records, [one.record for one in act.left]) == (1, held)


def test_what_one_may_not_see_is_not_touched(shop: Workshop, held: list):
    stranger = shop.hire("heng", "chief", "paint")
    act = reassign(shop, held, Target(stranger), by="heng")
    assert (act.records, owners(shop, held)) == (0, [shop.id("ann")] * 3)


def test_who_hands_nothing_out_reassigns_nothing(shop: Workshop, held: list):
    with pytest.raises(NotAllowed):
        reassign(shop, held, to(shop, "bo"), by="ann")


def test_an_act_is_taken_back_as_one(shop: Workshop, held: list):
    act = reassign(shop, held, to(shop, "bo"))
    assert assignment.undo(shop.acting("fang"), act.id) == (3, ())
    assert owners(shop, held) == [shop.id("ann")] * 3
    assert assignments.current(shop.connection, "ticket", held[0]).how == "undone"


def test_nothing_is_taken_back_twice(shop: Workshop, held: list):
    act = reassign(shop, held, to(shop, "bo"))
    assignment.undo(shop.acting("fang"), act.id)
    with pytest.raises(AlreadyDone):
        assignment.undo(shop.acting("fang"), act.id)
    with pytest.raises(NotFound):
        assignment.undo(shop.acting("fang"), 4711)


def test_what_was_touched_since_stays(shop: Workshop, held: list):
    act = reassign(shop, held, to(shop, "bo"))
    later = shop.work.now + timedelta(minutes=5)
    assignment.accept(shop.acting("bo", later), "ticket", held[0])
    assignment.refuse(shop.acting("bo", later), "ticket", held[1], "没空")
    done, left = assignment.undo(shop.acting("fang", later), act.id)
    assert (done, [one.record for one in left]) == (1, held[:2])
    assert shop.row(held[2]).owner == shop.id("ann")


def test_it_goes_back_into_its_pool(shop: Workshop):
    record = shop.ticket()
    assignment.route_record(shop.work, "ticket", record)
    act = reassign(shop, [record], to(shop, "bo"))
    assignment.undo(shop.acting("fang"), act.id)
    assert (shop.row(record).owner, shop.row(record).pool) == (None, "waiting")


def test_nothing_goes_back_to_who_has_left(shop: Workshop, held: list):
    act = reassign(shop, held, to(shop, "bo"))
    people.deactivate(shop.work, shop.id("ann"))
    done, left = assignment.undo(shop.acting("fang"), act.id)
    assert (done, len(left), owners(shop, held)) == (0, 3, [shop.id("bo")] * 3)


def test_one_after_the_other_comes_to_the_same(shop: Workshop):
    def life(hand) -> list:
        everything = shop.connection.begin_nested()
        records = shop.tickets([{"site": "press", "owner": shop.id("ann"), "number": f"T-{n}"} for n in range(5)])
        hand(records)
        found = [(row.owner, row.accept_by, row.pool) for row in map(shop.row, records)]
        everything.rollback()
        return found

    together = life(lambda records: reassign(shop, records, to(shop)))
    alone = life(lambda records: [reassign(shop, [record], to(shop)) for record in records])
    assert together == alone
