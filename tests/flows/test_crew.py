"""Whom a task or a notice is for."""

import pytest

from accounts import NewPerson, people
from flows.crew import Crew
from flows.pipelines import OverdueStep, Party


@pytest.fixture
def ask(world):
    """One question to a fresh crew."""

    def one(question):
        with world.work() as work:
            return question(Crew(work))

    return one


def test_owner_and_superior(ask, world):
    assert ask(lambda crew: crew.assignee(Party("owner"), world.lin, "1")) == world.lin
    assert ask(lambda crew: crew.assignee(Party("superior"), world.lin, "1")) == world.manager


def test_role_shares_by_the_records_number(ask, world):
    chosen = {ask(lambda crew, n=n: crew.assignee(Party("role", "rep"), None, f"OR-{n}")) for n in range(20)}
    assert chosen == {world.lin, world.zhao}


def test_same_number_gives_the_same_person(ask):
    assert len({ask(lambda crew: crew.assignee(Party("role", "rep"), None, "OR-7")) for _ in range(3)}) == 1


def test_team_means_everybody_in_it(ask, world):
    step = OverdueStep(Party("team", "sales"))
    assert set(ask(lambda crew: crew.receivers(step, None))) == {world.manager, world.lin, world.zhao}


def test_person_by_login(ask, world):
    assert ask(lambda crew: crew.receivers(OverdueStep(Party("person", "zhao")), None)) == (world.zhao,)


def test_nobody_above_falls_to_the_house(ask, world):
    step = OverdueStep(Party("superior"), tier=1)
    assert ask(lambda crew: crew.receivers(step, None)) == (world.manager,)


def test_higher_tier_than_there_is_stays_at_the_top(ask, world):
    step = OverdueStep(Party("superior"), tier=3)
    assert ask(lambda crew: crew.receivers(step, world.lin)) == (world.manager,)


def test_who_left_gets_nothing(ask, world):
    with world.work() as work:
        people.deactivate(work, world.zhao)
    assert ask(lambda crew: crew.receivers(OverdueStep(Party("role", "rep")), None)) == (world.lin,)


def test_own_team_comes_before_the_rest(ask, world):
    with world.work() as work:
        outside = people.add(work, NewPerson("sun", "孙", "rep")).id
    step = OverdueStep(Party("role", "rep"))
    assert outside not in ask(lambda crew: crew.receivers(step, world.lin))
    assert outside in ask(lambda crew: crew.receivers(step, None))
