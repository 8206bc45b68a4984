"""A regrade by statement begins what one by one would, up to a bound that is told and can be lifted."""

import pytest

from flows import automations, intake, regrade
from flows.automations import many
from tests.flows.automations.conftest import files
from tests.world import catalog_in

PUSH = "on: {event: graded, to: [A]}\ndo: [{set: {hook: A}}]"
RAISED = '{id: large, when: "amount >= 200000", points: 80, reason: {zh: 大, en: Large}}'


@pytest.fixture
def regraded(works, monkeypatch):
    """Ten orders of which so many become A when the card changes, and the regrade is done."""

    def change(raised: int, **bounds: int):
        for name, value in bounds.items():
            monkeypatch.setattr(many, name, value)
        world = works(push=PUSH)
        rows = [
            {"customer": f"客户 {n}", "phone": f"138001381{n:02}", "amount": "200000" if n < raised else "1"}
            for n in range(10)
        ]
        with world.work() as work:
            intake.submit_many(work, "order", rows)
        world.deliver_all()
        assert world.runs() == ()
        card = world.catalog.files["grading/order_card.yaml"]
        old = next(line.strip().removeprefix("- ") for line in card.splitlines() if "id: large" in line)
        changed = {"grading/order_card.yaml": card.replace(old, RAISED)}
        world.catalog = catalog_in("orders", **files(push=PUSH), **changed)
        with world.work() as work:
            regrade.regrade(work, "order")
        world.deliver_all()
        return world

    return change


def test_regrade_begins_what_waits_for_the_grade(regraded):
    world = regraded(4, PORTION=3)
    assert sorted(run.record for run in world.runs()) == [1, 2, 3, 4]
    assert set(world.states()) == {"done"}
    assert world.row(1).f_hook == "A"


def test_beyond_the_bound_one_row_is_held_and_told(regraded):
    world = regraded(9, PORTION=2, MOST_AT_ONCE=4)
    assert world.states().count("done") == 4
    held = [run for run in world.runs() if run.state == "held"]
    assert [run.record for run in held] == [0]
    assert any("等你放行" in title for title in world.notices(world.manager))


def test_what_was_held_is_done_when_it_is_let_go(regraded):
    world = regraded(9, PORTION=2, MOST_AT_ONCE=4)
    held = next(run for run in world.runs() if run.state == "held")
    with world.work(world.manager) as work:
        automations.try_again(work, held.id)
    world.deliver_all()
    assert sorted(run.record for run in world.runs() if run.record) == list(range(1, 10))
    assert set(world.states()) == {"done"}


def test_regrade_leaves_nothing_where_nobody_waits(works):
    from records import outbox

    world = works(other="on: {event: behaved}\ndo: [{set: {hook: x}}]")
    world.submit()
    world.deliver_all()
    with world.work() as work:
        regrade.regrade(work, "order")
        assert [row.kind for row in outbox.due(work.connection, world.now)] == []
