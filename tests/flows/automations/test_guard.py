"""Flows that lead to flows end, whatever an admin wrote; what the guard stops is written down and told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import automations, intake
from flows.automations.definition import PER_HOUR
from records import runs

FIELDS = ("hook", "code", "need", "park_reason")
COUNT = "on: {event: edited, fields: [hook]}\ndo: [{set: {hook: {formula: \"concat(hook, 'x')\"}}}]"


def edit(world, record, **raw):
    with world.work() as work:
        intake.edit(work, "order", record, None, raw)


def test_flow_that_starts_itself_is_stopped(works):
    world = works(count=COUNT)
    record = world.submit()
    edit(world, record, hook="x")
    world.deliver_all()
    assert world.states().count("done") == automations.MOST_DEPTH
    assert world.states()[-1] == "stopped"
    assert world.row(record).f_hook == "x" * (automations.MOST_DEPTH + 1)


def test_admins_hear_of_it_once_a_day(works):
    world = works(count=COUNT)
    for _ in range(2):
        record = world.submit()
        edit(world, record, hook="x")
        world.deliver_all()
    assert len([title for title in world.notices(world.manager) if "被拦下" in title]) == 1


def test_flow_begins_for_one_record_only_so_often(works):
    world = works(each="on: edited\nper_hour: 3\ndo: [{task: {title: Look}}]")
    record = world.submit()
    for number in range(5):
        edit(world, record, amount=str(number + 1))
    world.deliver_all()
    assert world.states() == ["done"] * 3 + ["stopped"] * 2
    world.passes(minutes=61)
    edit(world, record, amount="99")
    assert world.states()[-1] == "waiting"


def test_other_records_are_not_held_back(works):
    world = works(each="on: edited\nper_hour: 1\ndo: [{task: {title: Look}}]")
    for _ in range(3):
        edit(world, world.submit(), amount="5")
    assert world.states() == ["waiting"] * 3


NAMES = ("a0", "a1", "a2", "a3")
VALUES = ('{formula: "concat(hook, need)"}', "{formula: \"concat(code, 'y')\"}", "plain")


@st.composite
def flows(draw):
    """Automations that set fields when fields are edited, and call one another."""
    some = {}
    for id in NAMES:
        waits = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True))
        steps = [f"{{set: {{{draw(st.sampled_from(FIELDS))}: {draw(st.sampled_from(VALUES))}}}}}"]
        others = draw(st.lists(st.sampled_from([other for other in NAMES if other != id]), max_size=2))
        steps += [f"{{run: {{automation: {other}}}}}" for other in others]
        some[id] = f"on: {{event: edited, fields: {waits}}}\ndo: [{', '.join(steps)}]"
    return some


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@settings(max_examples=8)
@given(flows=flows(), field=st.sampled_from(FIELDS))
def test_every_set_of_flows_comes_to_an_end(flows, field, fresh_works):
    world = fresh_works(**flows)
    record = world.submit()
    edit(world, record, **{field: "begin"})
    world.deliver_all()
    begun = world.runs()
    assert {run.state for run in begun} <= {runs.DONE, runs.STOPPED, runs.FAILED}
    assert all(run.depth <= automations.MOST_DEPTH for run in begun if run.state != runs.STOPPED)
    assert len([run for run in begun if run.state != runs.STOPPED]) <= PER_HOUR * len(NAMES)
