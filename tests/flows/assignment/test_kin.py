"""Who has a record of the same company gets the next one too: two people never work on one customer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import people
from flows import assignment, explain
from records import assignments, store
from tests.flows.workshop import POOL, Workshop, problems_of

KIN = "{id: kin, label: {zh: 同一事由, en: Same subject}, who: {role: fitter, owner_of: {same: [subject]}}MORE}"
ROUTING = f"rules: [{KIN}, {{id: all, who: {{role: fitter}}}}]\n" + POOL


@pytest.fixture
def shop(open_shop) -> Workshop:
    return with_rules(open_shop)


def with_rules(open_shop, more: str = "") -> Workshop:
    shop = open_shop(routing=ROUTING.replace("MORE", more))
    for login, name in (("ann", "安"), ("bo", "薄博")):
        shop.hire(login, name=name)
    return shop


def owner_of(shop: Workshop, **values) -> int | None:
    return assignment.route_record(shop.work, "ticket", shop.ticket(**values)).owner


def test_the_next_of_a_company_goes_to_its_owner(shop: Workshop):
    first = owner_of(shop, subject="pump")
    assert owner_of(shop, subject="press") != first
    assert [owner_of(shop, subject="pump") for _ in range(3)] == [first] * 3


def test_nothing_filled_in_is_no_kin(shop: Workshop):
    assert {owner_of(shop) for _ in range(2)} == {shop.id("ann"), shop.id("bo")}


def test_an_open_one_counts_before_a_closed_one(shop: Workshop):
    shop.ticket(subject="pump", owner=shop.id("bo"))
    shop.ticket(subject="pump", owner=shop.id("ann"), outcome="won")
    assert owner_of(shop, subject="pump") == shop.id("bo")


def test_an_owner_who_has_left_is_passed_over(shop: Workshop):
    shop.ticket(subject="pump", owner=shop.id("bo"))
    people.deactivate(shop.work, shop.id("bo"))
    record = shop.ticket(subject="pump")
    found = assignment.route_record(shop.work, "ticket", record)
    assert (found.owner, found.decision.rule) == (shop.id("ann"), "all")
    assert found.decision.excluded[0].reason.code.endswith("inactive")


def test_an_owner_whom_the_rule_does_not_mean_is_told(shop: Workshop):
    shop.ticket(subject="pump", owner=shop.id("fang"))
    decision = assignment.route_record(shop.work, "ticket", shop.ticket(subject="pump")).decision
    assert [(one.person, one.reason.code) for one in decision.excluded] == [
        (shop.id("fang"), "routing.excluded.not_meant")
    ]


def test_it_is_told_through_which_record(shop: Workshop):
    shop.ticket(subject="pump", owner=shop.id("bo"), number="T-77")
    record = shop.ticket(subject="pump")
    assignment.route_record(shop.work, "ticket", record)
    assert explain.assignment(shop.acting("bo"), "ticket", record).sentence == (
        "分给你，因为：同一事由，T-77 也在你手上，手上 1 条"
    )


def test_without_kin_it_is_said_so(shop: Workshop):
    decision = assignment.route_record(shop.work, "ticket", shop.ticket(subject="pump")).decision
    assert decision.passed_rules == (("kin", "no_kin"),)


def test_what_is_in_the_trash_is_no_kin(shop: Workshop):
    gone = shop.ticket(subject="pump", owner=shop.id("bo"))
    store.update_unversioned(shop.connection, shop.table, gone, {"trashed_at": shop.work.now})
    assert owner_of(shop, subject="pump") == shop.id("ann")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(["pump", "press", None]), min_size=1, max_size=10), st.booleans())
def test_kin_of_one_batch_are_like_one_by_one(shop: Workshop, subjects: list, again: bool):
    def life(route) -> list:
        everything = shop.connection.begin_nested()
        records = shop.tickets([{"subject": subject, "number": f"T-{n}"} for n, subject in enumerate(subjects)])
        for _ in range(1 + again):  # a second time they are there already, each with an owner
            route(records)
        kept = [assignments.current(shop.connection, "ticket", record) for record in records]
        found = [(row.owner, row.rule, row.decision.get("kin", {}).get("number")) for row in kept]
        everything.rollback()
        return found

    def together(records: list) -> None:
        assignment.route_many(shop.work, "ticket", [shop.values(record) for record in records])

    def alone(records: list) -> None:
        for record in records:
            assignment.route_record(shop.work, "ticket", record)

    assert life(together) == life(alone)


CUSTOMERS = """
kind: form
id: customer
title: name
number: "C-{serial:4}"
fields:
  - {id: name, type: text}
  - {id: site, type: text}
"""
LINKED = """
kind: form
id: ticket
title: subject
number: "T-{serial:4}"
fields:
  - {id: subject, type: text}
  - {id: site, type: text}
  - {id: customer, type: record_link, form: customer}
"""


@pytest.mark.parametrize("through", ["{link: customer}", "{same: {subject: name}, form: customer}"])
def test_the_owner_of_a_linked_record_counts(open_shop, through: str):
    rules = f"rules: [{{id: kin, who: {{owner_of: {through}}}}}, {{id: all, who: {{role: fitter}}}}]\n" + POOL
    shop = open_shop(routing=rules, forms__customer=CUSTOMERS, forms__ticket=LINKED)
    shop.hire("ann")
    bo = shop.hire("bo")
    from forms import table_of

    now = shop.work.now
    row = {"number": "C-1", "f_name": "pump", "owner": bo, "outcome": "open", "version": 1,
           "created_at": now, "updated_at": now}  # fmt: skip
    [customer] = store.insert_many(shop.connection, table_of(shop.work.catalog, "customer"), [row])
    assert owner_of(shop, subject="pump", customer=customer) == bo


@pytest.mark.parametrize(
    ("through", "path", "code"),
    [
        ("{same: [subjct]}", "same", "no_field_of"),
        ("{same: {subject: nam}, form: customer}", "same", "no_field_of"),
        ("{same: [subject], form: custmer}", "form", "unknown_form"),
        ("{link: custmer}", "link", "no_link"),
        ("{link: subject}", "link", "no_link"),
    ],
)
def test_what_kin_are_found_by_must_be_there(through: str, path: str, code: str):
    rules = f"rules: [{{id: kin, who: {{owner_of: {through}}}}}]\n" + POOL
    found = problems_of(routing=rules, forms__customer=CUSTOMERS, forms__ticket=LINKED)
    assert found == {f"rules.kin.who.owner_of.{path}": code}


LIKE = "{id: like, label: {zh: 疑似重复, en: Duplicate}, when: duplicate, who: {owner_of: OTHER}}".replace(
    "OTHER", "{duplicate: true, superior: true}"
)


@pytest.fixture
def doubting(open_shop) -> Workshop:
    """A shop in which the superior of whoever has the other one decides."""
    shop = open_shop(routing=f"rules: [{LIKE}, {{id: all, who: {{role: fitter}}}}]\n{POOL}")
    shop.hire("ann", name="安", team="press")
    return shop


def test_a_duplicate_goes_to_the_superior_of_who_has_the_other(doubting: Workshop):
    other = doubting.ticket(subject="pump", owner=doubting.id("ann"), number="T-88")
    record = doubting.ticket(subject="press", duplicate_of=other)
    assert assignment.route_record(doubting.work, "ticket", record).owner == doubting.id("fang")
    said = explain.assignment(doubting.acting("fang"), "ticket", record).sentence
    assert "T-88 在安手上，你是安的主管" in said


def test_a_duplicate_of_nobodys_record_goes_by_the_other_rules(doubting: Workshop):
    record = doubting.ticket(duplicate_of=doubting.ticket(subject="pump"))
    assert assignment.route_record(doubting.work, "ticket", record).decision.rule == "all"


def test_what_has_no_superior_goes_to_the_owner_of_the_other(doubting: Workshop):
    other = doubting.ticket(subject="pump", owner=doubting.id("wen"))
    record = doubting.ticket(duplicate_of=other)
    assert assignment.route_record(doubting.work, "ticket", record).owner == doubting.id("wen")
