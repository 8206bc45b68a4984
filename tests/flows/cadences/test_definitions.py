"""Cadence files: what loads, and what is wrong with those that do not, each at its place."""

import pytest

from tests.flows.cadences.conftest import problems_of

ENTER = "enter: {if: \"grade = 'C'\"}\n"
GOOD = {
    "one task": ENTER + "steps: [{task: {title: Call}}]",
    "by hand alone": "steps: [{set: {hook: x}}]",
    "on an event": "enter: {on: {event: graded, to: [C]}}\nsteps: [{set: {hook: x}}]",
    "a circle with a wait": ENTER + "steps: [{id: a, set: {hook: x}}, {wait: 7 days}, {go: a, most: 5}]",
    "a circle with a task": ENTER + "steps: [{id: a, task: {title: x}}, {go: a, most: 5}]",
    "everything": ENTER + "group: nurture\nwhen_changed: migrate\nhours: {from: '09:00', to: '18:00'}\n"
    "limits: {cadence: {day: 100}, record: {week: 1}}\n"
    'stop: {reply: false, outcomes: [won], stages: [quote], if: "amount > 5"}\n'
    "ripe: {if: \"grade = 'A'\", do: [{assign: {by: routing}}]}\n"
    'steps: [{id: n, notify: {to: owner, text: x}}, {wait: 1 day}, {branch: [{if: "amount > 1", go: n}], else: end}]',
}


@pytest.mark.parametrize("what", GOOD)
def test_good_cadence_has_no_problem(what):
    assert problems_of(one=GOOD[what]) == []


BROKEN = {
    ENTER + "steps: [{stet: {hook: x}}]": "steps[0].stet unknown_key",
    ENTER + "steps: [{set: {hok: x}}]": "steps[0].set.hok unknown_field",
    ENTER + "steps: [{id: a, set: {hook: x}}, {id: a, set: {hook: y}}]": "steps.a.id id_twice",
    ENTER + "steps: [{set: {hook: x}}, {go: nowhere}]": "steps[1].go no_step",
    ENTER + "steps: [{set: {hook: x}}, {branch: [{if: \"amount > 1\", go: far}]}]": "steps[1].branch[0].go no_step",
    ENTER + "steps: [{set: {hook: x}}, {branch: [{if: \"amont > 1\", go: end}]}]": "steps[1].branch[0].if rule",
    ENTER + "steps: [{id: a, set: {hook: x}}, {go: a}]": "steps[1] restless",
    ENTER + "steps: [{go: end}, {id: b, set: {hook: x}}]": "steps.b unreached",
    ENTER + "steps: [{wait: 3 days}]": "steps does_nothing",
    ENTER + "steps: [{wait: 3 days, set: {hook: x}}]": "steps[0] several_actions",
    ENTER + "steps: [{set: {hook: x}, most: 3}]": "steps[0].most belongs_to",
    ENTER + "steps: [{set: {hook: x}}]\nstop: {stages: [qote]}": "stop.stages[0] unknown_stage",
    ENTER + "steps: [{set: {hook: x}}]\nstop: {outcomes: [wonn]}": "stop.outcomes[0] no_outcome",
    ENTER + "steps: [{set: {hook: x}}]\nstop: {if: \"amont > 1\"}": "stop.if rule",
    ENTER + "steps: [{set: {hook: x}}]\nripe: {if: \"grade\"}": "ripe.if rule_type",
    ENTER + "steps: [{set: {hook: x}}]\nripe: {if: \"grade = 'A'\", do: [{assign: {pool: no}}]}":
        "ripe.do[0].assign.pool no_pool",
    ENTER + "steps: [{set: {hook: x}}]\nhours: {from: '18:00', to: '09:00'}": "hours.to no_hours",
    ENTER + "steps: [{set: {hook: x}}]\nlimits: {cadence: {day: 5}}": "limits sends_nothing",
    "enter: {again: {after: 3 days}}\nsteps: [{set: {hook: x}}]": "enter enters_nobody",
    "enter: {if: \"grade = 'D'\"}\nsteps: [{set: {hook: x}}]": "enter.if rule",
    "enter: {if: \"last_contact_at < now() - 7d\"}\nsteps: [{set: {hook: x}}]": "enter.if time_enters_nobody",
    "enter: {on: {every: day, at: '09:00'}}\nsteps: [{set: {hook: x}}]": "enter.on enters_by_event",
    "enter: {on: {event: graded, to: [D]}}\nsteps: [{set: {hook: x}}]": "enter.on.to no_grade",
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_mistake_is_found_at_its_place(text):
    assert BROKEN[text] in problems_of(one=text)
