"""A board tells of yesterday: what stood still is kept hour by hour."""

from datetime import timedelta

from flows import board_memory, board_of
from tests.world import World

HOUR = timedelta(hours=1)


def remember(world: World) -> None:
    with world.work() as work:
        board_memory.remember(work)


def watch(world: World, name: str):
    with world.work(world.manager) as work:
        return board_of(work, world.team).watch(name)


def test_yesterday_is_what_stood_still_at_this_hour(world: World):
    for _ in range(2):
        world.submit()
    remember(world)
    world.passes(hours=24)
    world.submit()
    found = watch(world, "unaccepted")
    assert (found.before.yesterday, found.count) == (2, 3)


def test_where_nobody_looked_nothing_is_told(world: World):
    world.submit()
    assert watch(world, "unaccepted").before.yesterday is None


def test_nothing_is_a_figure_too(world: World):
    remember(world)
    world.passes(hours=24)
    assert watch(world, "overdue").before.yesterday == 0


def test_an_hour_is_kept_once(world: World):
    world.submit()
    remember(world)
    world.submit()
    world.passes(minutes=5)
    remember(world)
    world.passes(hours=24)
    assert watch(world, "unaccepted").before.yesterday == 1


def test_it_knows_when_there_was_something(world: World):
    world.submit()
    hour = board_memory.hour_of(world.now)
    remember(world)
    assert watch(world, "unaccepted").before.last_seen == hour
    assert watch(world, "stuck").before.last_seen is None


def test_another_teams_figures_are_not_ours(world: World):
    from accounts import NewPerson, NewTeam, people, teams

    world.submit()
    remember(world)
    with world.work() as work:
        other = teams.add(work, NewTeam("other", "Other"))
        boss = people.add(work, NewPerson("boss", "Boss", "manager", team=other.id)).id
    world.passes(hours=24)
    with world.work(boss) as work:
        assert board_of(work, other.id).watch("unaccepted").before.yesterday == 0
