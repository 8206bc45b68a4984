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
    assert ask(lambda crew: crew.give(Party("owner"), world.lin, "1")).person == world.lin
    assert ask(lambda crew: crew.give(Party("superior"), world.lin, "1")).person == world.manager


def test_role_shares_by_the_records_number(ask, world):
    chosen = {ask(lambda crew, n=n: crew.give(Party("role", "rep"), None, f"OR-{n}")).person for n in range(20)}
    assert chosen == {world.lin, world.zhao}


def test_same_number_gives_the_same_person(ask):
    assert len({ask(lambda crew: crew.give(Party("role", "rep"), None, "OR-7")).person for _ in range(3)}) == 1


def test_whoever_has_least_to_do_gets_it(ask, world):
    def one_after_another(crew):
        crew.count(world.lin)
        return crew.give(Party("role", "rep"), None, "OR-7")

    given = ask(one_after_another)
    assert given.person == world.zhao
    assert {each["person"]: each["open"] for each in given.why["candidates"]} == {world.lin: 1, world.zhao: 0}


def test_who_is_away_is_passed_over_and_named(ask, world):
    with world.work() as work:
        people.change(work, world.zhao, paused=True)
    given = ask(lambda crew: crew.give(Party("role", "rep"), None, "OR-7"))
    assert (given.person, given.why["left_out"]) == (world.lin, [{"person": world.zhao, "for": "paused"}])


def test_somebody_gets_it_though_all_are_away(ask, world):
    with world.work() as work:
        for person in (world.lin, world.zhao):
            people.change(work, person, paused=True)
    given = ask(lambda crew: crew.give(Party("role", "rep"), None, "OR-7"))
    assert given.person in (world.lin, world.zhao) and given.why["all_out"]


def test_queue_is_nobodys_until_taken(ask, world):
    given = ask(lambda crew: crew.give(Party("team", "sales", give="queue"), world.lin, "OR-7"))
    assert (given.person, given.team, given.is_queued) == (None, world.team, True)


def test_field_names_the_person(ask, world):
    named = Party("field", "engineer")
    assert ask(lambda crew: crew.give(named, world.lin, "1", {"engineer": world.zhao})).person == world.zhao
    assert ask(lambda crew: crew.give(named, world.lin, "1", {})).person == world.lin


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
