"""A grade set by hand outranks the rules for its time, and never hides what they say."""

from datetime import timedelta

import pytest

from definitions import NotAllowed, Refused
from flows import explain, hand_grade, intake
from forms import Invalid
from records import grades


@pytest.fixture
def order(world) -> int:
    return world.submit(amount="100000")


def set_to(world, order, grade="A", person=None, **more):
    with world.work(person if person is not None else world.manager) as work:
        return hand_grade.set_grade(work, "order", order, grade, **{"words": "老板的朋友", **more})


def test_it_outranks_the_rules(world, order):
    set_to(world, order)
    row = world.row(order)
    assert (row.grade, row.rule_grade, row.score) == ("A", "B", 50)


def test_the_rules_go_on_beside_it(world, order):
    set_to(world, order)
    with world.work() as work:
        intake.edit(work, "order", order, None, {"amount": "100"})
    row = world.row(order)
    assert (row.grade, row.rule_grade, row.score) == ("A", "C", 0)


def test_it_ends_when_its_time_is_over(world, order):
    set_to(world, order, until=world.now + timedelta(days=7))
    world.passes(days=6, hours=23)
    world.tick()
    assert world.row(order).grade == "A"
    world.passes(hours=2)
    world.tick()
    row = world.row(order)
    assert (row.grade, row.rule_grade, row.hand_grade, row.hand_until) == ("B", None, None, None)


def test_its_end_is_told(world, order):
    set_to(world, order, until=world.now + timedelta(days=7))
    world.passes(days=8)
    world.tick()
    with world.work() as work:
        told = grades.history(work.connection, "order", order)
    assert [(row.band, row.rule_band) for row in told[:2]] == [("B", None), ("A", "B")]
    assert world.told(order)[-1] == "graded"


def test_it_can_be_given_back(world, order):
    set_to(world, order)
    with world.work(world.manager) as work:
        hand_grade.give_back(work, "order", order)
    assert (world.row(order).grade, world.row(order).hand_grade) == ("B", None)
    assert "grade_given_back" in world.told(order)
    with world.work(world.manager) as work, pytest.raises(Refused):
        hand_grade.give_back(work, "order", order)


def test_a_new_one_takes_the_place_of_the_old(world, order):
    set_to(world, order, until=world.now + timedelta(days=1))
    set_to(world, order, "C")
    world.passes(days=2)
    world.tick()
    assert (world.row(order).grade, world.row(order).hand_until) == ("C", None)


def test_who_may_is_a_right(world, order):
    owner = world.row(order).owner
    with pytest.raises(NotAllowed):
        set_to(world, order, person=owner)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"grade": "AA"}, "grade"), ({"words": " "}, "words"), ({"words": "x" * 501}, "words")],
)
def test_what_is_wrong_is_said(world, order, wrong, field):
    with pytest.raises(Invalid) as refused:
        set_to(world, order, **wrong)
    assert [error.field for error in refused.value.errors] == [field]
    assert all("grading.error" not in refused.value.errors[0].message(language) for language in ("zh", "en"))


@pytest.mark.parametrize("until", [timedelta(0), timedelta(days=400)])
def test_it_ends_some_day_to_come(world, order, until):
    with pytest.raises(Invalid):
        set_to(world, order, until=world.now + until)


def test_why_names_who_and_what_the_rules_say(world, order):
    set_to(world, order)
    with world.work(world.manager) as work:
        why = explain.grade(work, "order", order)
    assert (why.band, why.by_hand.by, why.by_hand.words, why.by_hand.rule_band) == ("A", "王主管", "老板的朋友", "B")
    assert "王主管" in why.by_hand.sentence
