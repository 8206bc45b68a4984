"""What nobody works on goes back into a pool: after a warning, with a reason, on its owner's calendar."""

from datetime import timedelta

import pytest

from flows import assignment, contacts, explain, pool_page, stages
from records import assignments, timers
from records import tasks as task_rows
from tests.world import CONFIGS, World, catalog_in, done

DAY = timedelta(days=1)
PARKED = {"park_reason": "预算", "hook": "问预算"}


def a_world(database, now, recycle: str) -> World:
    path = "routing/order_routing.yaml"
    text = (CONFIGS / "orders" / path).read_text("utf-8")
    return World(database, now, catalog_in("orders", **{path: f"{text}\nrecycle:\n{recycle}"}))


@pytest.fixture
def world(database, now) -> World:
    """Two working days without work, a day's warning; C grades lie for a day of the calendar without a contact."""
    return a_world(
        database,
        now,
        """
  - {id: cold, when: "grade = 'C'", idle: 1 day, counts: contact, to: shelf}
  - {id: rest, idle: 3 working days, warn: 1 working day, to: shelf}
""",
    )


def worth(world: World, grade: str) -> int:
    """An order of this grade, taken by its owner."""
    amounts = {"A": 900_000, "B": 300_000, "C": 1_000}
    record = world.submit(amount=amounts[grade])
    assert world.row(record).grade == grade
    with world.work(world.row(record).owner) as work:
        assignment.accept(work, world.form, record)
    return record


def lives(world: World, days: int, *, at: int = 24) -> None:
    """Days go by, and somebody looks at the clock each hour."""
    for _ in range(days * 24 // at):
        world.passes(hours=at)
        world.tick()


def test_after_its_time_it_lies_in_the_pool(world: World):
    record = worth(world, "B")
    lives(world, 2)
    assert world.row(record).owner is not None
    lives(world, 1)
    assert (world.row(record).owner, world.row(record).pool) == (None, "shelf")
    assert "recycled" in world.told(record)


def test_its_owner_is_warned_and_told(world: World):
    record = worth(world, "B")
    owner = world.row(record).owner
    lives(world, 2)
    assert world.notices(owner).count("润扬轴承 快要放进公海池了") == 1
    lives(world, 1)
    assert world.notices(owner).count("润扬轴承 已放进公海池") == 1


def test_working_on_it_begins_the_time_again(world: World):
    record = worth(world, "B")
    lives(world, 2)
    with world.work(world.row(record).owner) as work:
        [first, *_] = task_rows.open_of(work.connection, world.form, record)
        done(work, first.id)
    lives(world, 2)
    assert world.row(record).owner is not None


def test_where_only_contacts_count_a_task_does_not(world: World):
    record = worth(world, "C")
    with world.work(world.row(record).owner) as work:
        contacts.log(work, world.form, record, way="call", outcome="reached", content="…", next_step="再打")
    world.passes(hours=23)
    world.tick()
    assert world.row(record).owner is not None
    lives(world, 1)
    assert world.row(record).pool == "shelf"


def test_weekends_are_not_idleness(database, now):
    friday = now + 3 * DAY
    world = a_world(database, friday, "  - {id: rest, idle: 1 working day, to: shelf}\n")
    record = worth(world, "B")
    lives(world, 2)
    assert world.row(record).owner is not None
    lives(world, 1)
    assert world.row(record).pool == "shelf"


def test_a_parked_record_does_not_lie_idle(world: World):
    record = worth(world, "B")
    with world.work(world.row(record).owner) as work:
        wake = (world.now + 9 * DAY).date().isoformat()
        stages.advance(work, world.form, record, "parked", answers={**PARKED, "wake_on": wake})
    lives(world, 8)
    assert world.row(record).owner is not None


def test_a_record_that_woke_is_looked_after_again(world: World):
    record = worth(world, "B")
    with world.work(world.row(record).owner) as work:
        wake = (world.now + 2 * DAY).date().isoformat()
        stages.advance(work, world.form, record, "parked", answers={**PARKED, "wake_on": wake})
    lives(world, 3)
    assert world.row(record).outcome == "open"
    lives(world, 6)
    assert world.row(record).pool == "shelf"


def test_a_new_owner_has_the_whole_time(world: World):
    record = worth(world, "B")
    lives(world, 2)
    other = world.zhao if world.row(record).owner == world.lin else world.lin
    with world.work(world.manager) as work:
        assignment.assign(work, world.form, record, to=other)
        assignment.accept(work.as_actor(_actor(work, other)), world.form, record)
    lives(world, 2)
    assert world.row(record).owner == other


def _actor(work, person):
    from accounts import actor_of

    return actor_of(work.connection, work.catalog, person)


def test_who_reads_it_knows_why_it_lies_there(world: World):
    record = worth(world, "B")
    name = {world.lin: "林晓雯", world.zhao: "赵启航"}[world.row(record).owner]
    lives(world, 3)
    with world.work(world.manager) as work:
        assert explain.assignment(work, world.form, record).sentence.endswith(f"{name} 3 个工作日没有处理")
    with world.work(world.lin) as work:
        assert pool_page(work, "shelf").rows[0].why == f"{name} 3 个工作日没有处理"


def test_one_timer_looks_after_a_record(world: World):
    record = worth(world, "B")
    lives(world, 2)
    with world.work() as work:
        running = [one for one in timers.running_of(work.connection, world.form, record) if one.kind == "recycle"]
    assert len(running) == 1


def test_in_the_pool_nobody_looks(world: World):
    record = worth(world, "B")
    lives(world, 4)
    with world.work() as work:
        running = {one.kind for one in timers.running_of(work.connection, world.form, record)}
        assert assignments.current(work.connection, world.form, record).previous_owner is not None
    assert "recycle" not in running
