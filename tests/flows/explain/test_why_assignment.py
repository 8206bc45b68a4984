"""Why a record lies with whom it lies: read as words, and as data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts import absences, people
from flows import assignment, explain
from records import timers
from tests.flows.workshop import POOL, Workshop

ROUTING = (
    """
rules:
  - id: electric
    label: {zh: 电工活归电工, en: Electric work goes to electricians}
    when: "trade = 'electric'"
    who: {role: fitter, match: "person.trades contains trade"}
    how: least_loaded
    limits: {open: 30}
  - id: rest
    label: {zh: 其余轮流, en: The rest in turn}
    when: "filled(site)"
    who: {team: press, role: fitter}
accept: {within: 1 hour, then: superior}
"""
    + POOL
)


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(routing=ROUTING)
    for login, name in (("lin", "林晓雯"), ("zhou", "周文博"), ("zhao", "赵启航")):
        shop.hire(login, name=name, attributes={"trades": ["electric"]} if login != "zhao" else {})
    return shop


def routed(shop: Workshop, **values: object) -> int:
    record = shop.ticket(**values)
    assignment.route_record(shop.work, "ticket", record)
    return record


def why(shop: Workshop, record: int, language: str = "zh") -> explain.WhyAssignment:
    work = replace(shop.work, actor=replace(shop.work.actor, language=language))
    return explain.assignment(work, "ticket", record)


def test_the_owner_reads_why_it_is_theirs(shop: Workshop):
    record = routed(shop, trade="electric")
    told = explain.assignment(shop.acting("lin"), "ticket", record)
    assert told.sentence == "分给你，因为：电工活归电工，分给手上最少的，手上 0 / 30"


def test_others_read_whose_it_is(shop: Workshop):
    record = routed(shop, trade="electric")
    assert why(shop, record, "en").sentence == (
        "林晓雯 got it because “Electric work goes to electricians” whoever holds the fewest, holds 0 of 30"
    )


def test_candidates_stand_in_their_order(shop: Workshop):
    routed(shop, trade="electric")
    told = why(shop, routed(shop, trade="electric"))
    assert [(row.reason, row.detail, row.points, row.counted) for row in told.rows] == [
        ("周文博", "手上 0 / 30", "1", True),
        ("林晓雯", "手上 1 / 30", "2", False),
    ]
    assert told.runner_up == "下一位本来是林晓雯"


def test_who_was_away_is_said(shop: Workshop):
    day = shop.work.now.date()
    absences.add(shop.work, shop.id("zhou"), day, day)
    told = why(shop, routed(shop, site="press"))
    assert [row.sentence for row in told.left_out] == ["周文博没有参与：当天请假"]
    assert told.left_out[0].data["code"] == "routing.excluded.on_leave"


def test_longer_leave_names_its_last_day(shop: Workshop):
    day = shop.work.now.date()
    absences.add(shop.work, shop.id("zhou"), day, day + timedelta(days=2))
    told = why(shop, routed(shop, site="press"), "en")
    assert [row.sentence for row in told.left_out] == ["周文博 was left out: on leave until 26 Nov"]


def test_who_did_not_match_is_said_with_the_rule(shop: Workshop):
    told = why(shop, routed(shop, trade="electric"))
    assert [row.reason for row in told.left_out] == ["赵启航"]
    assert "trades" in told.left_out[0].detail and "工种" in told.left_out[0].detail


def test_rules_that_did_not_decide_say_why(shop: Workshop):
    told = why(shop, routed(shop, site="press", trade="hydraulic"))
    [passed] = told.passed_rules
    assert passed.reason == "电工活归电工"
    assert passed.detail.startswith("不符合：工种") and passed.detail.endswith("工种：hydraulic")


def test_a_pool_says_why_it_lies_there(shop: Workshop):
    assert why(shop, routed(shop)).sentence == "放在待派池，因为：没有规则找到人，放进公海池"


def test_a_claimed_record_says_from_where(shop: Workshop):
    record = routed(shop)
    assignment.claim(shop.acting("zhao"), "ticket", record)
    assert why(shop, record).sentence == "分给赵启航，因为：从待派池领取"


def test_a_hand_over_says_by_whom(shop: Workshop):
    record = routed(shop, site="press")
    assignment.assign(shop.acting("fang"), "ticket", record, to=shop.id("zhao"), words="他熟")
    assert why(shop, record).sentence == "分给赵启航，因为：方芳转交的：他熟"


def test_a_warning_is_told_with_it(shop: Workshop):
    people.change(shop.acting("zhao"), shop.id("zhao"), paused=True)
    record = routed(shop, site="press")
    assignment.assign(shop.acting("fang"), "ticket", record, to=shop.id("zhao"))
    assert why(shop, record).warnings == ("暂停接收",)


def test_a_refusal_is_part_of_the_reason(shop: Workshop):
    record = routed(shop, trade="electric")
    assignment.refuse(shop.acting("lin"), "ticket", record, "在出差")
    assert why(shop, record).sentence == (
        "分给周文博，因为：林晓雯没有接：在出差；电工活归电工，分给手上最少的，手上 0 / 30"
    )


def test_silence_is_part_of_the_reason(shop: Workshop):
    record = routed(shop, site="press")
    [timer] = timers.running_of(shop.connection, "ticket", record)
    assignment.on_accept_due(shop.work.at(timer.due_at), timer)
    assert why(shop, record).sentence == "分给方芳，因为：林晓雯没有按时接受；转给主管"


def test_what_was_given_back_says_why(shop: Workshop):
    record = routed(shop, site="press")
    assignment.release(shop.acting("lin"), "ticket", record, "缺备件")
    assert why(shop, record).sentence == "放在待派池，因为：林晓雯退回：缺备件"


def test_history_is_told_newest_first(shop: Workshop):
    record = routed(shop, site="press")
    assignment.release(shop.acting("lin"), "ticket", record, "缺备件")
    assert [each.how for each in explain.assignment_history(shop.work, "ticket", record)] == ["released", "routed"]


def test_nobody_handed_it_out_so_no_why(shop: Workshop):
    assert explain.assignment(shop.work, "ticket", shop.ticket()) is None
