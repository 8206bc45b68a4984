"""What a pool asks of people: its condition, its reasons, how many, and how long a former owner waits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts import visible
from definitions import Refused
from flows import assignment
from records import assignments
from tests.flows.workshop import Workshop, problems_of

DAY = timedelta(days=1)


def open_pool(open_shop, **keys: str) -> Workshop:
    """A form whose records all lie in one pool, and two fitters."""
    more = "".join(f", {name}: {value}" for name, value in keys.items())
    second = "{id: other, who: {role: fitter}, per_day: 1}"
    shop = open_shop(
        routing=f"rules: []\nelse: {{pool: p}}\npools: [{{id: p, label: {{zh: 池, en: Pool}}{more}}}, {second}]\n"
    )
    shop.hire("ann", name="安", attributes={"level": "senior", "trades": ["electric"]})
    shop.hire("bo", name="薄博", attributes={"level": "new"})
    return shop


def pooled(shop: Workshop, **values) -> int:
    record = shop.ticket(**values)
    assignment.route_record(shop.work, "ticket", record)
    return record


def sees(shop: Workshop, login: str) -> set[int]:
    actor = shop.acting(login).actor
    return set(shop.connection.scalars(select(shop.table.c.id).where(visible(actor, "ticket", shop.table))))


def claim(shop: Workshop, login: str, record: int, *, after: timedelta = timedelta()):
    return assignment.claim(shop.acting(login, shop.work.now + after), "ticket", record)


@pytest.mark.parametrize(
    ("match", "by_ann", "by_bo"),
    [
        ("person.level = 'senior'", {"electric", "hydraulic", None}, set()),
        ("person.trades contains trade", {"electric"}, set()),
        ("trade = 'hydraulic' or person.level = 'senior'", {"electric", "hydraulic", None}, {"hydraulic"}),
        ("record.trade in trades", {"electric"}, set()),
        ("filled(trade)", {"electric", "hydraulic"}, {"electric", "hydraulic"}),
    ],
)
def test_who_may_claim_is_who_sees_it(open_shop, match: str, by_ann: set, by_bo: set):
    shop = open_pool(open_shop, who=f'{{role: fitter, match: "{match}"}}')
    records = {trade: pooled(shop, trade=trade) for trade in ("electric", "hydraulic", None)}
    for login, trades in (("ann", by_ann), ("bo", by_bo)):
        assert sees(shop, login) == {records[trade] for trade in trades}
    for trade in set(records) - by_bo:
        with pytest.raises(Refused):
            claim(shop, "bo", records[trade])


def test_a_pool_may_not_depend_on_the_hour():
    routing = "rules: []\nelse: {pool: p}\npools: [{id: p, who: {match: 'created_at < now - 3d'}}]\n"
    assert problems_of(routing=routing) == {"pools.p.who.match": "pool_moves"}


def test_each_pool_counts_its_own_claims(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", per_day="2")
    for _ in range(2):
        claim(shop, "ann", pooled(shop))
    with pytest.raises(Refused, match="2 of 2 today"):
        claim(shop, "ann", pooled(shop))
    elsewhere = shop.ticket()
    assignment.assign(shop.acting("fang"), "ticket", elsewhere, pool="other")
    assert claim(shop, "ann", elsewhere).owner == shop.id("ann")


def test_hands_that_are_full_claim_nothing(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", open="1")
    shop.ticket(owner=shop.id("ann"))
    with pytest.raises(Refused, match="hold 1 of 1"):
        claim(shop, "ann", pooled(shop))


def given_back(shop: Workshop, **more) -> int:
    record = pooled(shop)
    claim(shop, "ann", record)
    assignment.release(shop.acting("ann"), "ticket", record, more.pop("words", "没备件"), **more)
    return record


def test_a_former_owner_waits(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", former_owner="3 days")
    record = given_back(shop)
    with pytest.raises(Refused, match="again from 11-27 10:18"):
        claim(shop, "ann", record, after=2 * DAY)
    assert claim(shop, "ann", record, after=3 * DAY).owner == shop.id("ann")


def test_others_wait_for_nothing(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", former_owner="3 days")
    assert claim(shop, "bo", given_back(shop)).owner == shop.id("bo")


def test_never_is_for_good(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", former_owner="never")
    with pytest.raises(Refused, match="leave it to others"):
        claim(shop, "ann", given_back(shop), after=400 * DAY)


REASONS = "[{id: parts, label: {zh: 没备件, en: No parts}}, {id: skill, label: {zh: 不会, en: Not my trade}}]"


def test_a_reason_is_chosen_and_kept(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", reasons=REASONS)
    record = given_back(shop, words="下周到", reason="parts")
    kept = assignments.current(shop.connection, "ticket", record)
    assert (kept.reason, kept.decision["words"]) == ("parts", {"zh": "没备件：下周到", "en": "No parts: 下周到"})


def test_a_choice_alone_is_enough(open_shop):
    shop = open_pool(open_shop, who="{role: fitter}", reasons=REASONS)
    kept = assignments.current(shop.connection, "ticket", given_back(shop, words="", reason="skill"))
    assert kept.decision["words"] == {"zh": "不会", "en": "Not my trade"}


@pytest.mark.parametrize("reason", [None, "bored"])
def test_words_alone_are_not(open_shop, reason: str | None):
    shop = open_pool(open_shop, who="{role: fitter}", reasons=REASONS)
    with pytest.raises(Refused, match="Choose why: No parts, Not my trade"):
        given_back(shop, reason=reason)


def test_a_refusal_has_its_reasons_too(open_shop):
    accept = f"accept: {{within: 1 hour, reasons: {REASONS}}}\n"
    rules = "rules: [{id: all, who: {role: fitter}}]\nelse: {pool: p}\npools: [{id: p}]\n"
    shop = open_shop(routing=rules + accept)
    ann, bo = shop.hire("ann"), shop.hire("bo")
    record = pooled(shop)
    with pytest.raises(Refused, match="Choose why"):
        assignment.refuse(shop.acting("ann"), "ticket", record, "no time")
    assert assignment.refuse(shop.acting("ann"), "ticket", record, "", reason="skill").owner == bo
    first = assignments.history(shop.connection, "ticket", record)[0]
    assert (first.owner, first.reason) == (ann, "skill")
