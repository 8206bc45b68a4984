"""Tasks in the queue of a team or a role, checklists, and tasks that are handed on."""

import pytest

from accounts import NewPerson, people
from definitions import NotAllowed, Refused
from flows import days, task_hands
from flows import tasks as work_tasks
from flows.day.ahead import day_of
from records import tasks
from tests.flows.paths import PathWorld

PATH = """
start: one
stages:
  - id: one
    next: [two]
    tasks:
      - {id: call, label: Call, within: 2h}
      - {id: review, label: Review, within: 1 working day, who: {team: engineering, give: queue}, overdue: []}
      - {id: price, label: Price, within: 2h, who: {role: engineer, give: queue}}
      - id: pack
        label: Pack
        checks:
          - {id: drawings, label: {zh: 图纸, en: Drawings}, must: true}
          - {id: samples, label: Samples}
  - {id: two, outcome: won}
"""


@pytest.fixture
def world(database, now):
    return PathWorld(database, now, PATH)


@pytest.fixture
def order(world):
    return world.submit()


def row_of(world, order, task):
    return world.tasks(order)[task]


def take(world, order, task, person):
    row = row_of(world, order, task)
    with world.work(person) as work:
        return task_hands.claim(work, row.id)


def test_queued_task_belongs_to_nobody(world, order):
    review = row_of(world, order, "review")
    assert (review.assignee, review.for_team) == (None, world.engineering)


def test_team_sees_its_queue_in_the_day_and_takes_from_it(world, order):
    with world.work(world.wu) as work:
        assert "Review" in [item.label.text("en") for item in day_of(work).items]
    take(world, order, "review", world.wu)
    assert row_of(world, order, "review").assignee == world.wu


def test_what_is_queued_counts_as_of_today(world, order):
    with world.work(world.gong) as work:
        assert days.left_today(work) == days.day_of(work).left == 2


def test_two_at_once_get_one_and_the_other_reads_who(world, order):
    take(world, order, "review", world.wu)
    with pytest.raises(Refused, match="吴二 has taken"):
        take(world, order, "review", world.gong)


def test_taken_task_leaves_the_others_day(world, order):
    take(world, order, "review", world.wu)
    with world.work(world.gong) as work:
        assert "Review" not in [item.label.text("en") for item in day_of(work).items]


def test_stranger_sees_no_queue_and_takes_nothing(world, order):
    stranger = world.zhao if world.row(order).owner == world.lin else world.lin
    with world.work(stranger) as work:
        assert day_of(work).items == ()
    from definitions import NotFound

    with pytest.raises(NotFound):
        take(world, order, "review", stranger)


def test_owner_takes_nothing_out_of_anothers_queue(world, order):
    with pytest.raises(NotAllowed, match="not lie in a queue of yours"):
        take(world, order, "review", world.row(order).owner)


def test_role_has_a_queue_too(world, order):
    take(world, order, "price", world.gong)
    assert row_of(world, order, "price").assignee == world.gong


def test_completing_what_nobody_took_is_allowed(world, order):
    world.complete(order, "review", world.wu)
    assert world.states(order)["review"] == "done"


def test_new_colleague_joins_the_queue(world, order):
    with world.work() as work:
        new = people.add(work, NewPerson("xin", "新来", "engineer", team=world.engineering)).id
    take(world, order, "review", new)
    assert row_of(world, order, "review").assignee == new


def test_task_is_handed_on_with_its_clock_and_words(world, order):
    take(world, order, "review", world.wu)
    world.passes(hours=3)
    review = row_of(world, order, "review")
    with world.work(world.wu) as work:
        task_hands.hand(work, review.id, world.gong, "他熟这台机床")
    handed = row_of(world, order, "review")
    assert handed.assignee == world.gong and handed.due_at == review.due_at
    assert world.event(order, "task_handed")["words"] == "他熟这台机床"
    world.deliver()
    assert world.notices(world.gong)[-1] == "润扬轴承：Review交给你"


def test_colleague_may_not_hand_on_what_is_not_theirs(world, order):
    take(world, order, "review", world.wu)
    review = row_of(world, order, "review").id
    with pytest.raises(NotAllowed), world.work(world.gong) as work:
        task_hands.hand(work, review, world.gong)


def test_unticked_must_holds_completion(world, order):
    with pytest.raises(Refused, match="still lacks: Drawings"):
        world.complete(order, "pack")


def test_ticks_are_kept_with_who_and_when(world, order):
    pack, owner = row_of(world, order, "pack"), world.row(order).owner
    with world.work(owner) as work:
        work_tasks.tick(work, pack.id, {"drawings": True})
    assert row_of(world, order, "pack").checks == {"drawings": {"by": owner, "at": world.now.isoformat()}}
    world.complete(order, "pack")
    assert world.states(order)["pack"] == "done"


def test_tick_is_taken_away_again(world, order):
    pack = row_of(world, order, "pack")
    with world.work() as work:
        work_tasks.tick(work, pack.id, {"drawings": True, "samples": True})
        work_tasks.tick(work, pack.id, {"samples": False})
        assert set(tasks.get(work.connection, pack.id).checks) == {"drawings"}


def test_ticks_come_along_with_the_completion(world, order):
    world.complete(order, "pack", checks=["drawings"])
    assert set(row_of(world, order, "pack").checks) == {"drawings"}


def test_unknown_item_is_refused_in_words(world, order):
    with pytest.raises(Refused, match="has no “drawing”"):
        world.complete(order, "pack", checks=["drawing"])


def test_more_than_the_day_shows_is_counted_and_within_reach(world):
    for number in range(5):
        world.submit(phone=f"139000020{number:02}")
    with world.work(world.wu) as work:
        short, whole = day_of(work, 3), day_of(work)
        assert short.left == whole.left == days.left_today(work) == len(whole.items) == 10
        assert len(short.items) < 10 and short.more + len(short.items) == 10 and whole.more == 0


def test_item_beyond_what_is_shown_is_found(world, monkeypatch):
    monkeypatch.setattr(days, "PORTION", 2)
    monkeypatch.setattr(days.day_of, "__defaults__", (2,))
    for number in range(4):
        order = world.submit(phone=f"139000020{number:02}")
    key = f"task-{row_of(world, order, 'review').id}"
    with world.work(world.wu) as work:
        assert day_of(work).item(key) is None and days.item_of(work, key).key == key
