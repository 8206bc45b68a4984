"""The owner answers: yes, no and why, or not at all."""

from datetime import timedelta

import pytest

from accounts import people
from definitions import AlreadyDone, NotFound, Reason, Refused
from flows import assignment, explain
from records import Timer, assignments, events, outbox, timers
from tests.flows.assignment.conftest import ROUTING
from tests.flows.workshop import Workshop


@pytest.fixture
def record(shop: Workshop) -> int:
    record = shop.ticket(site="press", subject="pump")
    assignment.route_record(shop.work, "ticket", record)
    return record


def kinds(shop: Workshop, record: int) -> list[str]:
    return [event.kind for event in events.timeline(shop.connection, "ticket", record)][::-1]


def running(shop: Workshop, record: int) -> list[Timer]:
    return [timer for timer in timers.running_of(shop.connection, "ticket", record) if timer.kind == "accept"]


def later(shop: Workshop, hours: float = 1):
    return shop.work.at(shop.work.now + timedelta(hours=hours))


def test_accepting_stops_the_clock(shop: Workshop, record: int):
    assignment.accept(shop.acting("ann"), "ticket", record)
    assert shop.row(record).accepted_at == shop.work.now
    assert assignments.current(shop.connection, "ticket", record).accepted_at == shop.work.now
    assert (running(shop, record), kinds(shop, record)) == ([], ["assigned", "accepted"])


def test_accepting_twice_is_refused(shop: Workshop, record: int):
    assignment.accept(shop.acting("ann"), "ticket", record)
    with pytest.raises(AlreadyDone, match="accepted it before"):
        assignment.accept(shop.acting("ann"), "ticket", record)


def test_only_the_owner_answers(shop: Workshop, record: int):
    with pytest.raises(Refused, match="安 has this record"):
        assignment.accept(shop.acting("fang"), "ticket", record)


def test_somebody_elses_record_is_not_there(shop: Workshop, record: int):
    with pytest.raises(NotFound):
        assignment.accept(shop.acting("bo"), "ticket", record)


def test_refusing_needs_a_reason(shop: Workshop, record: int):
    with pytest.raises(Refused, match="Say why"):
        assignment.refuse(shop.acting("ann"), "ticket", record, "  ")


def test_a_refused_record_goes_to_the_next(shop: Workshop, record: int):
    found = assignment.refuse(shop.acting("ann"), "ticket", record, "不懂液压")
    assert (found.owner, shop.row(record).owner) == (shop.id("bo"), shop.id("bo"))
    first, second = assignments.history(shop.connection, "ticket", record)
    assert (first.refusal, first.refused_at, second.how) == ("不懂液压", shop.work.now, "passed_on")
    assert second.decision["cause"] == {"what": "refused", "person": shop.id("ann"), "words": "不懂液压"}
    assert kinds(shop, record) == ["assigned", "refused", "assigned"]


def test_who_refused_is_left_out_for_good(shop: Workshop, record: int):
    for login in ("ann", "bo"):
        assignment.refuse(shop.acting(login), "ticket", record, "keine Zeit")
    kept = assignments.current(shop.connection, "ticket", record)
    excluded = {person: reason["code"] for person, reason, _ in kept.decision["excluded"]}
    assert kept.owner == shop.id("cai")
    assert excluded == dict.fromkeys([shop.id("ann"), shop.id("bo")], "routing.excluded.refused_before")


def test_when_all_refused_the_superior_decides(shop: Workshop, record: int):
    for login in ("ann", "bo", "cai"):
        assignment.refuse(shop.acting(login), "ticket", record, "no")
    row = shop.row(record)
    assert (row.owner, row.accept_by) == (shop.id("fang"), None)


def test_the_new_owner_has_the_whole_time(shop: Workshop, record: int):
    work = later(shop, 0.5)
    assignment.refuse(shop.acting("ann", work.now), "ticket", record, "no")
    assert [timer.due_at for timer in running(shop, record)] == [work.now + timedelta(hours=1)]


def test_what_was_accepted_is_not_refused(shop: Workshop, record: int):
    assignment.accept(shop.acting("ann"), "ticket", record)
    with pytest.raises(Refused, match="accepted it already"):
        assignment.refuse(shop.acting("ann"), "ticket", record, "no")


def test_silence_goes_to_the_superior(shop: Workshop, record: int):
    [timer] = running(shop, record)
    found = assignment.on_accept_due(later(shop), timer)
    assert (found.owner, found.decision.reason.code) == (shop.id("fang"), "routing.to.superior")
    assert kinds(shop, record) == ["assigned", "not_accepted", "escalated"]
    told = [notice.payload["person"] for notice in outbox.due(shop.connection, later(shop).now)]
    assert shop.id("fang") in told


def test_who_let_the_time_run_out_is_left_out(shop: Workshop, record: int):
    [timer] = running(shop, record)
    assignment.on_accept_due(later(shop), timer)
    found = assignment.refuse(shop.acting("fang", later(shop).now), "ticket", record, "not mine")
    assert found.owner == shop.id("bo")
    assert shop.id("ann") in {person for person, _, _ in found.decision.as_json()["excluded"]}


def test_an_answered_timer_does_nothing(shop: Workshop, record: int):
    [timer] = running(shop, record)
    assignment.accept(shop.acting("ann"), "ticket", record)
    assert assignment.on_accept_due(later(shop), timer) is None
    assert shop.row(record).owner == shop.id("ann")


def test_a_timer_of_an_earlier_owner_does_nothing(shop: Workshop, record: int):
    [timer] = running(shop, record)
    assignment.refuse(shop.acting("ann"), "ticket", record, "no")
    assert assignment.on_accept_due(later(shop), timer) is None
    assert shop.row(record).owner == shop.id("bo")


def test_where_nobody_stands_above_it_stays(shop: Workshop, record: int):
    assignment.assign(shop.work, "ticket", record, to=shop.id("wen"))
    [timer] = running(shop, record)
    assert assignment.on_accept_due(later(shop), timer) is None
    assert shop.row(record).owner == shop.id("wen")


def test_silence_may_go_to_the_next(open_shop):
    rules = "rules: [{id: all, who: {role: fitter}}]\naccept: {within: 1 hour, then: next}\n"
    shop = open_shop(routing=rules + "else: {pool: waiting}\npools: [{id: waiting}]\n")
    for login in ("ann", "bo"):
        shop.hire(login)
    record = shop.ticket()
    assignment.route_record(shop.work, "ticket", record)
    [timer] = running(shop, record)
    assert assignment.on_accept_due(later(shop), timer).owner == shop.id("bo")


TRANSFERS = "kind: role\nid: fitter\nlabel: Fitter\nforms: {ticket: {see: own, do: [edit, accept, transfer]}}"


@pytest.fixture
def passed_on(open_shop):
    """What Ann had accepted and passed on to Bo; a fitter hands over what is theirs."""
    shop = open_shop(routing=ROUTING, roles__fitter=TRANSFERS)
    for login in ("ann", "bo", "cai"):
        shop.hire(login)
    record = shop.ticket(site="press", subject="pump")
    assignment.route_record(shop.work, "ticket", record)
    assignment.accept(shop.acting("ann"), "ticket", record)
    assignment.assign(shop.acting("ann"), "ticket", record, to=shop.id("bo"), words="away")
    return shop, record


def test_a_refused_transfer_goes_back(passed_on):
    shop, record = passed_on
    assignment.refuse(shop.acting("bo"), "ticket", record, "no hydraulics")
    kept = assignments.current(shop.connection, "ticket", record)
    assert (kept.owner, kept.accepted_at, kept.accept_by) == (shop.id("ann"), shop.work.now, None)
    why = explain.assignment(shop.acting("ann"), "ticket", record).sentence
    assert why.endswith("Bo没有接：no hydraulics；回到转交它的人手上")
    notice = outbox.due(shop.connection, shop.work.now)[-1].payload
    assert (notice["person"], Reason.from_json(notice["why"]).text("en")) == (
        shop.id("ann"),
        "Bo refused it: no hydraulics",
    )


def test_a_refused_transfer_of_who_has_left_goes_to_their_superior(passed_on):
    shop, record = passed_on
    people.deactivate(shop.work, shop.id("ann"))
    assert assignment.refuse(shop.acting("bo"), "ticket", record, "no").owner == shop.id("fang")
    assert "转交它的人接不了" in explain.assignment(shop.acting("fang"), "ticket", record).sentence


def test_what_a_superior_gave_goes_back_to_them(shop: Workshop, record: int):
    assignment.assign(shop.acting("fang"), "ticket", record, to=shop.id("bo"))
    assert assignment.refuse(shop.acting("bo"), "ticket", record, "no").owner == shop.id("fang")
