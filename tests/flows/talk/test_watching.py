"""Who watches a record hears what becomes of it, as long as they may see it."""

import pytest

from definitions import AlreadyDone, NotFound
from flows import assignment, contacts, talk
from tests.flows.test_collaborating import others
from tests.world import World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def record(world: World) -> int:
    record = world.submit()
    with world.work(world.manager) as work:
        talk.watch(work, world.form, record)
    return record


def test_they_hear_of_contacts_of_others(world: World, record: int):
    owner, _ = others(world, record)
    with world.work(owner) as work:
        contacts.log(work, world.form, record, way="call", outcome="reached", content="聊过", next_step="再聊")
    world.deliver()
    assert any(title.startswith("润扬轴承：") for title in world.notices(world.manager))


def test_of_their_own_doing_they_hear_nothing(world: World, record: int):
    _, other = others(world, record)
    with world.work(world.manager) as work:
        assignment.assign(work, world.form, record, to=other)
    world.deliver()
    assert not any(title.startswith("润扬轴承：") for title in world.notices(world.manager))


def test_nobody_watches_twice_and_everybody_may_stop(world: World, record: int):
    with world.work(world.manager) as work:
        assert list(talk.watchers_of(work, world.form, record)) == [world.manager]
        with pytest.raises(AlreadyDone):
            talk.watch(work, world.form, record)
        talk.unwatch(work, world.form, record)
        assert not talk.watchers_of(work, world.form, record)


def test_what_one_does_not_see_one_does_not_watch(world: World, record: int):
    _, other = others(world, record)
    with world.work(other) as work, pytest.raises(NotFound):
        talk.watch(work, world.form, record)


def test_whoever_comments_hears_the_answer(world: World, record: int):
    owner, _ = others(world, record)
    with world.work(world.manager) as work:
        talk.unwatch(work, world.form, record)
        talk.comment(work, world.form, record, "付款方式？")
    with world.work(owner) as work:
        talk.comment(work, world.form, record, "预付三成")
    world.deliver()
    assert "润扬轴承：写了评论" in world.notices(world.manager)
