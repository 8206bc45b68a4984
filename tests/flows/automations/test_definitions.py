"""Automation files: what loads, and what is wrong with those that do not, each at its place."""

import pytest

from flows.automations import Moment, Schedule
from tests.flows.automations.conftest import problems_of

GOOD = {
    "an event": "on: submitted\ndo: [{set: {hook: x}}]",
    "an event with what is asked of it": "on: {event: stage_entered, stage: [quote, signed]}\ndo: [{set: {hook: x}}]",
    "several": "on: [submitted, {event: graded, to: [A], urgent: true}]\ndo: [{assign: {by: routing}}]",
    "a time before a field": "on: {field: wake_on, before: 3 days, at: '09:00'}\ndo: [{task: {title: Call}}]",
    "a time after a moment": "on: {field: created_at, after: 4 working hours}\ndo: [{task: {title: Call}}]",
    "each week": "on: {every: week, days: [monday], at: '09:00', calendar: office}\ndo: [{task: {title: Sort}}]",
    "the last of the month": "on: {every: month, days: [-1], at: '18:00', working: true}\ndo: [{task: {title: S}}]",
    "a round without records": "on: {every: day, at: '08:00', over: nothing}\n"
    "do: [{create: {form: order, values: {customer: x}}}]",
    "called with values": "on: call\ntakes: {why: text}\nif: \"given.why = 'x'\"\ndo: [{set: {hook: '{{ why }}'}}]",
}


@pytest.mark.parametrize("what", GOOD)
def test_good_automation_has_no_problem(what):
    assert problems_of(one=GOOD[what]) == []


BROKEN = {
    "on: submited\ndo: [{set: {hook: x}}]": "on unknown_event",
    "on: {event: graded, to: [D]}\ndo: [{set: {hook: x}}]": "on.to no_grade",
    "on: {event: edited, fields: [amout]}\ndo: [{set: {hook: x}}]": "on.fields unknown_field",
    "on: {event: stage_entered, stage: qote}\ndo: [{set: {hook: x}}]": "on.stage unknown_stage",
    "on: {event: submitted, stage: quote}\ndo: [{set: {hook: x}}]": "on.stage strange_key",
    "on: {event: task_completed, task: cal}\ndo: [{set: {hook: x}}]": "on.task no_task",
    "on: {field: amount, before: 3 days}\ndo: [{set: {hook: x}}]": "on.field no_date",
    "on: {field: created_at, after: 1 day, at: '09:00'}\ndo: [{set: {hook: x}}]": "on.at moment_has_time",
    "on: {field: wake_on, before: 1 day, after: 2 days}\ndo: [{set: {hook: x}}]": "on.after before_and_after",
    "on: {every: week, at: '09:00'}\ndo: [{set: {hook: x}}]": "on missing_key",
    "on: {every: week, days: [3], at: '09:00'}\ndo: [{set: {hook: x}}]": "on.days[0] wrong_day",
    "on: {every: day, at: '09:00', calendar: ofice}\ndo: [{set: {hook: x}}]": "on.calendar no_calendar",
    "on: {at: '09:00'}\ndo: [{set: {hook: x}}]": "on waits_for_nothing",
    "on: {every: day, at: '09:00', over: nothing}\ndo: [{set: {hook: x}}]": "do[0].set needs_a_record",
    "on: {every: day, at: '09:00'}\ndo: [{set: {hook: x}}]\nelse: [{set: {hook: y}}]": "else else_of_schedule",
    'on: submitted\nif: "amout > 5"\ndo: [{set: {hook: x}}]': "if rule",
    'on: submitted\nif: "amount > 5 and amount < 3"\ndo: [{set: {hook: x}}]': "if never_met",
    'on: submitted\nif: "owner = me"\ndo: [{set: {hook: x}}]': "if no_me",
    "on: submitted\nrights: reb\ndo: [{set: {hook: x}}]": "rights unknown_role",
    "on: submitted\nrights: rep\ndo: [{set: {hook: x}}]": "rights sees_nothing",
    "on: submitted\ndo: [{may_fail: true}]": "do[0] no_action",
    "on: submitted\ndo: [{set: {hook: x}, tag: {field: region, add: [east]}}]": "do[0] several_actions",
    "on: submitted\ndo: [{sett: {hook: x}}]": "do[0].sett unknown_key",
    "on: submitted\ndo: [{set: {hok: x}}]": "do[0].set.hok unknown_field",
    "on: submitted\ndo: [{set: {region: north}}]": "do[0].set.region bad_value",
    "on: submitted\ndo: [{set: {double: 4}}]": "do[0].set.double computed",
    'on: submitted\ndo: [{set: {amount: {formula: "customer"}}}]': "do[0].set.amount.formula rule_type",
    "on: submitted\ndo: [{set: {hook: '{{ custmer }}'}}]": "do[0].set.hook fills_unknown",
    "on: submitted\ndo: [{set: {hook: '{{ customer }}{{#hook}}'}}]": "do[0].set.hook no_place",
    "on: submitted\ndo: [{tag: {field: region, add: [east]}}]": "do[0].tag.field holds_one",
    "on: submitted\ndo: [{create: {form: ordr, values: {customer: x}}}]": "do[0].create.form unknown_form",
    "on: submitted\ndo: [{task: {id: call, title: Call}}]": "do[0].task.id task_id_taken",
    "on: submitted\ndo: [{task: {title: Call, who: {role: reb}}}]": "do[0].task.who unknown_role",
    "on: submitted\ndo: [{task: {title: Call, within: soon}}]": "do[0].task.within not_a_duration",
    "on: submitted\ndo: [{assign: {pool: shelv}}]": "do[0].assign.pool no_pool",
    "on: submitted\ndo: [{stage: {to: qote}}]": "do[0].stage.to unknown_stage",
    "on: submitted\ndo: [{stage: {to: lost}}]": "do[0].stage unanswered",
    "on: submitted\ndo: [{notify: {to: owner, message: asigned}}]": "do[0].notify.message unknown_message",
    "on: submitted\ndo: [{run: {automation: two}}]": "do[0].run.automation no_automation",
    "on: call\ndo: [{run: {automation: one}}]": "do[0].run calls_itself",
    "on: {event: edited, fields: [hook]}\ndo: [{set: {hook: x}}]": "do[0].set starts_itself",
    "on: task_opened\ndo: [{task: {title: x}}]": "do[0].task starts_itself",
}


@pytest.mark.parametrize("text", BROKEN)
def test_mistake_is_found_at_its_place(text):
    assert BROKEN[text] in problems_of(one=text)


def test_once_ends_what_would_start_itself():
    assert problems_of(one="on: {event: edited, fields: [hook]}\nonce: true\ndo: [{set: {hook: x}}]") == []


def test_values_are_handed_to_what_takes_them():
    called = "on: call\ntakes: {n: number}\ndo: [{set: {hook: x}}]"
    caller = "on: submitted\ndo: [{run: {automation: two, with: {m: 1}}}]"
    assert "do[0].run.with.m takes_no" in problems_of(one=caller, two=called)
    text = 'on: submitted\ndo: [{run: {automation: two, with: {n: {formula: "customer"}}}}]'
    assert "do[0].run.with.n.formula rule_type" in problems_of(one=text, two=called)


def test_moments_and_schedules_are_typed(works):
    world = works(
        one="on: [{field: wake_on, before: 3 days, at: '09:00'}, {every: week, days: [friday, monday], at: '16:30'}]\n"
        "do: [{set: {hook: x}}]"
    )
    one = world.catalog.get("automation", "one")
    [moment], [schedule] = one.moments, one.schedules
    assert isinstance(moment, Moment) and (moment.field, moment.side, moment.at.hour) == ("wake_on", "before", 9)
    assert isinstance(schedule, Schedule) and schedule.days == (4, 0)
