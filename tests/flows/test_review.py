"""The weekly look at grades: who is asked about, who is left in peace, and who sees what."""

from datetime import timedelta

import pytest

from definitions import NotFound
from flows import review
from flows.trail import behaved

CARD = "grading/order_card.yaml"


@pytest.fixture
def world(world):
    """The same company, whose scorecard asks to look at some."""
    from definitions import read_folder
    from tests.world import CONFIGS, catalog_in

    written = read_folder(CONFIGS / "orders")[CARD]
    rows = """
review:
  label: Weekly
  rest: 7 days
  rows:
    - {id: warm, when: "grade = 'C' and times(anything, 7d) >= 2", suggest: B, reason: Busy}
    - {id: cold, when: "grade = 'B' and created_at < now - 14d", reason: Old}
"""
    world.catalog = catalog_in("orders", **{CARD: written + rows})
    return world


def found(world, person=None) -> dict[str, list[int]]:
    with world.work(person) as work:
        page = review.review_of(work, "order")
        return {part.row.id: [row.id for row in part.records] for part in page.parts}


def warm_order(world, **values) -> int:
    order = world.submit(**values)
    with world.work() as work:
        for _ in range(2):
            behaved(work, "order", order, "page_viewed")
    return order


def test_what_may_not_fit_is_asked_about(world):
    warm, quiet = warm_order(world), world.submit(customer="B", phone="13800138001", amount="100000")
    assert found(world) == {"warm": [warm]}
    world.passes(days=15)
    assert found(world) == {"cold": [quiet]}


def test_what_was_looked_at_is_left_in_peace(world):
    order = warm_order(world)
    with world.work() as work:
        review.looked_at(work, "order", order, "warm")
    assert found(world) == {}
    assert world.told(order)[-1] == "reviewed"
    world.passes(days=7)
    with world.work() as work:
        behaved(work, "order", order, "page_viewed")
        behaved(work, "order", order, "page_viewed")
    assert found(world) == {"warm": [order]}


def test_everybody_sees_their_own(world):
    order = warm_order(world)
    owner = world.row(order).owner
    other = world.zhao if owner == world.lin else world.lin
    assert found(world, owner) == {"warm": [order]}
    assert found(world, other) == {}
    assert found(world, world.manager) == {"warm": [order]}


def test_a_card_that_asks_for_nothing_has_no_page(world):
    from tests.world import catalog_in

    world.catalog = catalog_in("orders")
    with world.work() as work, pytest.raises(NotFound):
        review.review_of(work, "order")


def test_rest_is_counted_from_the_look(world):
    with world.work() as work:
        assert review.review_of(work, "order").since == world.now - timedelta(days=7)
