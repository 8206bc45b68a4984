"""A record that nobody can take now waits for a named moment, and then the rules are asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import WorkingCalendar
from accounts.calendars import STANDARD
from flows.routing import Duty, Standing, Workload, route
from rules import Env
from tests.flows.routing.test_decisions import ANN, BO, CAI, STAFF, codes
from tests.flows.workshop import POOL, catalog_of, problems_of

TUESDAY = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)  # 10:18 in Shanghai
EVENING = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)  # 19:30
NINE = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
FULL = Workload({ANN: 1, BO: 1, CAI: 1})


def decide(wait: str, now: datetime = TUESDAY, *, rule: str = "", rest: str = POOL, workload=None, waited=None):
    rules = f"rules: [{{id: all, who: {{role: fitter}}, limits: {{open: 1}}, else: {{wait: {wait}}}{rule}}}]"
    routing = catalog_of(routing=rules + rest).get("routing", "ticket_routing")
    house = WorkingCalendar(STANDARD)
    standing = Standing(workload or Workload(FULL.opens), duty=Duty(now, house, lambda person: house))
    desk_env = Env(now, "Asia/Shanghai", house)
    return route(routing, {}, STAFF, standing, desk_env, waited=waited or {})


@pytest.mark.parametrize(
    ("wait", "until"),
    [
        ("30 minutes", TUESDAY + timedelta(minutes=30)),
        ("9 working hours", datetime(2026, 11, 25, 2, 18, tzinfo=UTC)),
        ('"18:00"', datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        ('"09:00"', NINE),
        ('"2026-12-01 09:00"', datetime(2026, 12, 1, 1, 0, tzinfo=UTC)),
        ("working time", NINE),
    ],
)
def test_it_waits_until_the_moment_named(wait: str, until: datetime):
    found = decide(wait)
    assert (found.to, found.rule, found.until, found.owner) == ("waiting", "all", until, None)


def test_in_the_evening_it_waits_for_the_morning():
    found = decide("working time", EVENING, rule=", available: at_work", workload=Workload())
    assert (found.to, found.until, set(codes(found).values())) == ("waiting", NINE, {"off_duty"})


def test_who_is_at_work_is_not_waited_for():
    found = decide("working time", rule=", available: at_work", workload=Workload())
    assert (found.to, found.owner) == ("owner", ANN)


def test_after_its_waits_the_next_rule_is_asked():
    assert decide("30 minutes", waited={"all": 1}).to == "pool"


@pytest.mark.parametrize(("waited", "to"), [(2, "waiting"), (3, "pool")])
def test_it_waits_as_often_as_it_may(waited: int, to: str):
    assert decide("30 minutes, times: 3", waited={"all": waited}).to == to


def test_a_moment_that_is_over_is_not_waited_for():
    assert decide('"2026-11-01 09:00"').to == "pool"


def test_the_last_line_waits_with_somewhere_to_go():
    rest = POOL.replace("else: {pool: waiting}", "else: {wait: 1 hour, times: 2, then: {pool: waiting}}")
    rules = "30 minutes, then: next"
    assert decide(rules, rest=rest, waited={"all": 1}).until == TUESDAY + timedelta(hours=1)
    assert decide(rules, rest=rest, waited={"all": 1, None: 2}).pool == "waiting"


@pytest.mark.parametrize(
    ("last", "path"),
    [
        ("{wait: 1 hour}", "else"),
        ("{wait: 1 hour, then: next}", "else.then"),
        ("{wait: soonish, then: {pool: waiting}}", "else.wait"),
        ("{wait: 5 apples, then: {pool: waiting}}", "else.wait"),
        ("{wait: 0 minutes, then: {pool: waiting}}", "else.wait"),
        ("{wait: 1 hour, then: {pool: wating}}", "else.then.pool"),
    ],
)
def test_a_wait_without_end_is_refused(last: str, path: str):
    rules = "rules: [{id: all, who: {role: fitter}}]"
    assert list(problems_of(routing=rules + POOL.replace("else: {pool: waiting}", f"else: {last}"))) == [path]
