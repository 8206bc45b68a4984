"""Milestones: what a record has reached unlocks rights for it, at every door."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from flows import intake, look, milestones, perform, stages, timeline
from flows.assignment import route_these
from forms import Invalid, bind, form_of
from records import MilestoneRow, outbox, tables
from records import milestones as milestones_kept
from tests.flows.paths import PathWorld, problems

PATH = """
start: one
milestones:
  - id: reviewed
    label: {zh: 预审通过, en: Reviewed}
    when: "done(review)"
    unlocks: [{field: amount, before: 10, most: 20, exempt: [manager]}]
  - id: quoted
    label: {zh: 已报价, en: Quoted}
    at: [two]
    reverts: true
    unlocks: [{field: amount, most: 30, for: [owner], exempt: [manager]}, {field: code, exempt: [manager]}]
stages:
  - id: one
    next: [two, lost]
    tasks: [{id: review, label: Review}]
  - {id: two, next: [won, lost], back: [one]}
  - {id: won, outcome: won}
  - {id: lost, outcome: lost, next: [one]}
"""


@pytest.fixture
def world(database, now):
    return PathWorld(database, now, PATH)


@pytest.fixture
def order(world):
    return world.submit(amount=5)


@pytest.fixture
def owner(world, order):
    with world.work() as work:
        return look(work, "order", order).owner


def refused(world, order, person, **values):
    """(field, code) of every error that an edit comes to."""
    try:
        world.edit(order, person, **values)
    except Invalid as invalid:
        return [(error.field, error.code) for error in invalid.errors]
    return []


def test_amount_is_held_until_the_milestone(world, order, owner):
    assert refused(world, order, owner, amount=11) == [("amount", "beyond_until")]
    assert refused(world, order, owner, amount=10) == []


def test_reaching_it_opens_the_field_further(world, order, owner):
    world.complete(order, "review", owner)
    assert refused(world, order, owner, amount=20) == []
    assert refused(world, order, owner, amount=21) == [("amount", "beyond_until")]


def test_the_error_names_amount_and_milestone(world, order, owner):
    with pytest.raises(Invalid) as invalid:
        world.edit(order, owner, amount=11)
    said = invalid.value.errors[0].message("en")
    assert "10" in said and "Reviewed" in said


def test_those_who_are_exempt_are_not_held(world, order):
    assert refused(world, order, world.manager, amount=5000, code="X1") == []


def test_field_without_amount_is_closed_before(world, order, owner):
    assert refused(world, order, owner, code="X1") == [("code", "closed_until")]
    world.advance(order, "two", owner)
    assert refused(world, order, owner, code="X1") == []


def test_what_stood_there_before_may_stay(world, order, owner):
    world.edit(order, world.manager, amount=5000)
    assert refused(world, order, owner, amount=5000, need="more") == []


def test_new_record_is_held_like_one_without_milestones(world):
    with world.work(world.lin) as work, pytest.raises(Invalid):
        intake.submit(work, "order", {"customer": "New", "amount": 11}, channel="page")


def test_new_records_of_a_batch_are_held_too(world):
    with world.work(world.manager) as work:
        system = [
            one.refused for one in intake.submit_many(work.as_system(), "order", [{"customer": "A", "amount": 11}])
        ]
    with world.work(world.lin) as work:
        rows = [{"customer": "B", "amount": 11}, {"customer": "C", "amount": 9}]
        found = [one.refused is None for one in intake.submit_many(work, "order", rows, channel="page")]
    assert (system, found) == ([None], [False, True])


def test_answers_on_the_way_to_a_stage_are_held(world, order, owner):
    with world.work(owner) as work, pytest.raises(Invalid):
        stages.advance(work, "order", order, "two", answers={"amount": 11})


def test_owner_gets_what_colleagues_do_not(world, order, owner):
    world.advance(order, "two", owner)
    other = world.zhao if owner == world.lin else world.lin
    assert refused(world, order, owner, amount=30) == []
    with world.work(other) as work:
        rights = milestones.ceilings.ceilings(work, form_of(work.catalog, "order"))
        before = {"id": order, "owner": owner, "pipeline": "order_path"}
        assert rights.of("amount", before, before).most == 10


def test_milestone_of_another_path_opens_nothing(world, order, owner):
    with world.work() as work:
        milestones_kept.reach(work.connection, MilestoneRow("order", order, "other_path", "reviewed", world.now))
    assert refused(world, order, owner, amount=20) == [("amount", "beyond_until")]


def test_going_back_loses_only_what_reverts(world, order, owner):
    world.complete(order, "review", owner)
    world.advance(order, "two", owner)
    world.advance(order, "one", owner)
    assert refused(world, order, owner, amount=21) == [("amount", "beyond_until")]
    assert world.event(order, "milestone_lost")["milestone"] == "quoted"
    assert refused(world, order, owner, amount=20) == []


def test_lost_milestone_is_reached_again(world, order, owner):
    for stage in ("two", "one", "two"):
        world.advance(order, stage, owner)
    assert refused(world, order, owner, amount=30) == []


def test_leaving_the_path_keeps_them(world, order, owner):
    world.advance(order, "two", owner)
    world.advance(order, "lost", owner)
    with world.work() as work:
        held = {one.id: one.reached_at for one in milestones.of_record(work, look(work, "order", order))}
    assert held["quoted"] is not None


def test_event_tells_rule_and_values(world, order, owner):
    world.complete(order, "review", owner)
    said = world.event(order, "milestone_reached")
    assert said["milestone"] == "reviewed" and said["seen"] == {"done(review)": True} and said["why"]["en"]


def test_story_says_what_was_unlocked(world, order, owner):
    world.complete(order, "review", owner)
    with world.work(owner) as work:
        story = [one.text("en") for one in timeline.timeline(work, look(work, "order", order))]
    assert any("Reviewed" in line and "Amount" in line and "20" in line for line in story)


def test_page_says_what_comes_next_and_what_is_missing(world, order, owner):
    with world.work(owner) as work:
        first, second = milestones.of_record(work, look(work, "order", order))
    assert (first.is_next, second.is_next) == (True, False)
    assert first.missing and "Review" in first.missing[0].text("en")


def test_form_shows_how_far_the_field_is_open(world, order, owner):
    with world.work(owner) as work:
        bound = bind(form_of(work.catalog, "order"), work, look(work, "order", order).row)
    assert "10" in bound["amount"].help and bound["code"].read_only


def test_reached_once_however_often_it_is_looked_at(world, order, owner):
    world.complete(order, "review", owner)
    world.edit(order, owner, need="again")
    with world.work() as work:
        story = timeline.timeline(work, look(work, "order", order))
    assert [one.kind for one in story].count("milestone_reached") == 1


def test_records_in_flight_are_looked_at_after_publishing(database, now):
    world = PathWorld(database, now, PATH.replace("    at: [two]\n", '    when: "amount > 1000"\n'))
    order = world.submit(amount=5)
    world.advance(order, "two", world.manager)
    later = PathWorld.__new__(PathWorld)
    later.__dict__.update(world.__dict__)
    from tests.flows.paths import HEAD
    from tests.world import catalog_in

    later.catalog = catalog_in("orders", **{"pipelines/order_path.yaml": HEAD + PATH})
    with later.work() as work:
        outbox.put(work.connection, "milestones", {"form": "order"}, later.now, key="milestones:order:2")
        for row in outbox.claim(work.connection, later.now + timedelta(seconds=1), limit=50):
            if row.kind == "milestones":
                perform(work, row)
    assert later.event(order, "milestone_reached")["milestone"] == "quoted"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{id: m, at: [tow], unlocks: [{field: amount}]}", ("unknown_stage", "milestones.m.at[0]")),
        ("{id: m, at: [two], unlocks: [{field: amonut}]}", ("unknown_field", "milestones.m.unlocks[0].field")),
        ("{id: m, at: [two], unlocks: [{field: double}]}", ("computed", "milestones.m.unlocks[0].field")),
        ("{id: m, at: [two], unlocks: [{field: code, most: 3}]}", ("no_number", "milestones.m.unlocks[0].field")),
        (
            "{id: m, at: [two], unlocks: [{field: amount, before: 9, most: 3}]}",
            ("unlocks_nothing", "milestones.m.unlocks[0].most"),
        ),
        (
            "{id: m, at: [two], unlocks: [{field: amount, for: [boss]}]}",
            ("unknown_role", "milestones.m.unlocks[0].for[0]"),
        ),
        ("{id: m, when: nothing, unlocks: [{field: amount}]}", ("rule", "milestones.m.when")),
    ],
)
def test_check_finds_what_nobody_could_reach(written, expected):
    path = PATH[: PATH.index("milestones:")] + f"milestones:\n  - {written}\n" + PATH[PATH.index("stages:") :]
    assert expected in problems(path)


def test_many_that_change_hands_reach_what_each_alone_would(world):
    orders = [world.submit(amount=5, phone=f"1380013800{n}") for n in range(3)]
    with world.work() as work:
        done = update(tables.task).where(tables.task.c.record.in_(orders[:2]), tables.task.c.task == "review")
        work.connection.execute(done.values(state="done"))
        route_these(work, "order", orders)
    assert ["milestone_reached" in world.told(order) for order in orders] == [True, True, False]
