"""Measures of people are read for everybody at once, over what is stored, as of now."""

from datetime import timedelta
from pathlib import Path

import pytest

from definitions import LANGUAGES, texts_of
from flows import assignment, explain
from flows.crew import Crew
from flows.measures import MEASURES, Asked, Reader
from flows.stored import house_env
from records import AssignmentRow, Event, assignments, events
from tests.flows.workshop import POOL, Workshop

DOCS = Path(__file__).parents[2] / "docs" / "routing.md"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ROUTING = (
    "rules: [{id: all, label: {zh: 合适的人, en: Whoever fits}, who: {role: fitter}, limits: {open: 30},"
    " how: {strategy: best_match, criteria: [CRITERIA]}}]\n" + POOL
)
every_measure = pytest.mark.parametrize("name", MEASURES.names())


def shop_with(open_shop, *criteria: str) -> Workshop:
    shop = open_shop(routing=ROUTING.replace("CRITERIA", ", ".join(f"{{{one}}}" for one in criteria)))
    for login, name in (("ann", "安"), ("bo", "薄博")):
        shop.hire(login, name=name)
    return shop


def closed(shop: Workshop, owner: str, outcome: str, *, ago: timedelta = DAY, n: int = 1, **values) -> None:
    row = {"owner": shop.id(owner), "outcome": outcome, "closed_at": shop.work.now - ago, **values}
    shop.tickets([row] * n)


def given(shop: Workshop, owner: str, *, ago: timedelta, minutes: float | None = None, **more) -> int:
    """An assignment of some time ago, answered after so many working minutes."""
    record, at = shop.ticket(owner=shop.id(owner)), shop.work.now - ago
    id = assignments.add(shop.connection, AssignmentRow("ticket", record, "routed", at, shop.id(owner), **more))
    if minutes is not None:
        took = {"response_working_seconds": minutes * 60}
        assignments.contacted(shop.connection, id, at + timedelta(minutes=minutes), took=took)
    return record


def value(shop: Workshop, login: str, record: dict | None = None) -> tuple:
    """What the first criterion says of somebody: the value, and out of how many."""
    criterion = assignment.routing_of(shop.work, "ticket").rules[0].how.options.all[0]
    measure, options = criterion.measures, criterion.options
    read = measure.read(Reader(shop.work, "ticket", Crew(shop.work)), options)
    key = measure.key(options, record or {}, house_env(shop.work))
    return tuple(measure.of(Asked(shop.id(login)), key, read, options))


def test_a_win_rate_counts_the_window(open_shop):
    shop = shop_with(open_shop, "measure: win_rate, over: 30 days, prior: 0")
    closed(shop, "ann", "won", n=3)
    closed(shop, "ann", "lost")
    closed(shop, "ann", "lost", ago=31 * DAY, n=5)
    closed(shop, "ann", "invalid", n=5)
    closed(shop, "bo", "lost", n=2)
    assert (value(shop, "ann"), value(shop, "bo")) == ((0.75, 4), (0.0, 2))


def test_the_average_is_over_everybody(open_shop):
    shop = shop_with(open_shop, "measure: win_rate, prior: 10")
    closed(shop, "ann", "won", n=6)
    closed(shop, "bo", "lost", n=4)
    assert value(shop, "ann") == pytest.approx(((6 + 6) / 16, 6))


def test_a_segment_is_the_same_values(open_shop):
    by = "by: [trade, 'units >= 10']"
    shop = shop_with(open_shop, f"measure: segment_win_rate, {by}, prior: 0")
    for units, outcome, n in ((12, "won", 3), (12, "lost", 1), (2, "lost", 4)):
        closed(shop, "ann", outcome, n=n, trade="electric", units=units)
    assert value(shop, "ann", {"trade": "electric", "units": 99}) == (0.75, 4)
    assert value(shop, "ann", {"trade": "electric", "units": 1}) == (0.0, 4)


def test_few_cases_of_a_segment_are_drawn_to_ones_own_rate(open_shop):
    shop = shop_with(open_shop, "measure: segment_win_rate, by: [trade], prior: 10")
    closed(shop, "ann", "won", n=10, trade="electric")
    closed(shop, "ann", "lost", n=10, trade="hydraulic")
    own = (10 + 10 * 0.5) / 30
    assert value(shop, "ann", {"trade": "electric"}) == pytest.approx(((10 + 10 * own) / 20, 10))
    assert value(shop, "ann", {"trade": None}) == pytest.approx((own, 0))


@pytest.mark.parametrize(("take", "typical"), [("median", 20), ("average", 40)])
def test_responses_are_counted_in_working_time(open_shop, take: str, typical: float):
    shop = shop_with(open_shop, f"measure: response_time, prior: 0, take: {take}")
    for minutes in (10, 20, 90):
        given(shop, "ann", ago=2 * DAY, minutes=minutes)
    given(shop, "ann", ago=40 * DAY, minutes=1)
    assert value(shop, "ann") == (typical, 3)


def test_who_still_waits_counts_as_long_as_they_wait(open_shop):
    shop = shop_with(open_shop, "measure: response_time, prior: 0")
    given(shop, "ann", ago=HOUR)
    given(shop, "bo", ago=HOUR, ended_at=shop.work.now)
    assert value(shop, "ann") == (60, 1)
    assert value(shop, "bo") == (60, 0)  # nothing of their own: the house's


def test_time_between_contacts_is_per_record(open_shop):
    shop = shop_with(open_shop, "measure: follow_up_time, prior: 0")
    for record, moments in ((1, (0, 2, 4)), (2, (0, 8)), (3, (5,))):
        for hours in moments:
            at = shop.work.now - 5 * DAY + hours * HOUR
            events.append(shop.connection, Event("ticket", record, "contact_logged", at, shop.id("ann")))
    assert value(shop, "ann") == ((2 + 2 + 8) * 60 / 3, 3)


def test_accepting_counts_what_was_asked(open_shop):
    shop = shop_with(open_shop, "measure: accept_rate, prior: 0")
    soon, over = shop.work.now + HOUR, shop.work.now - HOUR
    given(shop, "ann", ago=DAY, accept_by=over, accepted_at=over)
    given(shop, "ann", ago=DAY, accept_by=over, refused_at=over)
    given(shop, "ann", ago=DAY, accept_by=over)
    given(shop, "ann", ago=DAY, accept_by=soon)
    assert value(shop, "ann") == pytest.approx((1 / 3, 3))


def test_the_best_gets_it_and_reads_why(open_shop):
    shop = shop_with(open_shop, "measure: win_rate, weight: 3, prior: 0", "measure: load")
    closed(shop, "ann", "won", n=1)
    closed(shop, "ann", "lost", n=3)
    closed(shop, "bo", "won", n=3)
    closed(shop, "bo", "lost", n=1)
    record = shop.ticket()
    assert assignment.route_record(shop.work, "ticket", record).owner == shop.id("bo")
    why = explain.assignment(shop.acting("bo"), "ticket", record)
    assert why.sentence == "分给你，因为：合适的人，你的30 天赢单率最高（75%），手上 0 / 30"
    assert [(row.reason, row.points) for row in why.rows] == [("薄博", "100"), ("安", "50")]
    assert "30 天赢单率 25%（4 条）" in why.rows[1].detail
    assert why.runner_up == "下一位本来是安"


@every_measure
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_can_be_said(name: str, language: str):
    assert f"routing.measure.{name}" in texts_of(language)


@every_measure
def test_a_measure_is_documented(name: str):
    assert f"| `{name}` |" in DOCS.read_text("utf-8")
