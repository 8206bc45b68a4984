"""What a cadence sends: in its hours, no more than its limits, and each once however often a process dies."""

from datetime import timedelta

import pytest

from flows import cadences, intake, timers
from records import enrolments, notifications
from records import timers as timer_rows
from tests.flows.cadences.conftest import HEAD, Nursery, files
from tests.world import catalog_in

MANY = """
enter: {if: "grade = 'C'"}
hours: {from: "09:00", to: "18:00"}
limits: {cadence: {hour: 3, day: 5}}
steps: [{id: tell, notify: {to: owner, text: {zh: "看看 {{ customer }}", en: Look}}}]
"""


def fill(world, n: int) -> list[int]:
    return [world.submit(customer=f"客户 {number}", phone=f"138001381{number:02}") for number in range(n)]


def told(world) -> int:
    with world.work() as work:
        found = [
            one
            for person in (world.lin, world.zhao, world.manager)
            for one in notifications.of_person(work.connection, person, limit=200)
            if one.kind == "automation"
        ]
    return len(found)


def test_overflow_waits_and_says_for_what(nursery):
    world = nursery(many=MANY)
    fill(world, 7)
    world.turn()
    assert told(world) == 3
    waiting = [row for row in world.enrolments() if row.state == "active"]
    assert len(waiting) == 4
    assert {row.reason["code"] for row in waiting} == {"cadence.waits.limit"}
    assert all(row.next_at > world.now for row in waiting)


def test_overflow_goes_out_in_its_turn(nursery):
    world = nursery(many=MANY)
    fill(world, 7)
    world.live(hours=2)
    assert told(world) == 5
    world.live(days=1, hours=3)
    assert told(world) == 7
    assert {row.state for row in world.enrolments()} == {"finished"}


def test_nothing_is_sent_at_night(nursery, now):
    world = nursery(many=MANY)
    world.now = now + timedelta(hours=12)
    fill(world, 1)
    world.turn()
    row = world.enrolments()[0]
    assert (row.reason["code"], told(world)) == ("cadence.waits.hours", 0)
    assert (row.next_at + timedelta(hours=8)).strftime("%d %H:%M") == "25 09:00"


def test_record_gets_no_more_than_its_share(nursery):
    text = "enter: {if: \"grade = 'C'\"}\nlimits: {record: {day: 1}}\nsteps: [{notify: {to: owner, text: Look}}]"
    world = nursery(one=text, two=text)
    world.submit()
    world.turn()
    assert told(world) == 1
    world.live(days=1, minutes=1)
    assert told(world) == 2


@pytest.mark.parametrize("dies", range(1, 6))
def test_killed_anywhere_each_step_is_taken_once(nursery, dies):
    """The transaction of a timer is taken back at some statement, again and again; then it gets through."""
    from sqlalchemy import event

    world = nursery(many=MANY.replace("limits: {cadence: {hour: 3, day: 5}}\n", ""))
    fill(world, 3)
    calls = [0]

    def maybe(*call):
        calls[0] += 1
        if calls[0] % (7 + dies) == 0:
            raise RuntimeError("the process dies")

    engine = world.database._engine
    event.listen(engine, "before_cursor_execute", maybe)
    for _ in range(6):
        try:
            timers.tick(world.database, world.catalog, world.now)
        except RuntimeError:
            continue
    event.remove(engine, "before_cursor_execute", maybe)
    world.passes(hours=1)
    world.live(hours=2)
    assert told(world) == 3
    assert {row.state for row in world.enrolments()} == {"finished"}


def changed(world, **written):
    world.catalog = catalog_in("orders", **files(**written)).at_revision(world.catalog.revision + 1)


def published(world):
    from records import revisions

    with world.work() as work:
        number = revisions.publish(work.connection, dict(world.catalog.files), author=None, message="", now=world.now)
    world.catalog = world.catalog.at_revision(number)


SLOW = """enter: {{if: "grade = 'C'"}}
when_changed: {how}
steps: [{{id: w, wait: 3 days}}, {{id: {step}, set: {{hook: {value}}}}}]
"""


@pytest.mark.parametrize(("how", "value"), [("keep", "old"), ("migrate", "new")])
def test_changed_cadence_is_followed_as_it_says(nursery, how, value):
    world = nursery(slow=SLOW.format(how=how, step="s", value="old"))
    published(world)
    record = world.submit()
    world.turn()
    changed(world, slow=SLOW.format(how=how, step="s", value="new"))
    world.live(days=4)
    assert world.row(record).f_hook == value


def test_step_that_is_gone_ends_it_with_the_reason(nursery):
    world = nursery(slow=SLOW.format(how="migrate", step="s", value="old"))
    published(world)
    record = world.submit()
    world.turn()
    changed(world, slow=SLOW.format(how="migrate", step="other", value="new"))
    world.live(days=4)
    row = world.enrolments(record)[0]
    assert (row.state, row.reason["code"]) == ("stopped", "cadence.ended.step_gone")


def test_cadence_that_is_gone_ends_with_the_reason(nursery):
    world = nursery(slow=SLOW.format(how="keep", step="s", value="old"))
    published(world)
    record = world.submit()
    world.turn()
    changed(world)
    world.live(days=4)
    assert world.enrolments(record)[0].reason["code"] == "cadence.ended.gone"


def test_parked_record_keeps_its_timer(nursery):
    from flows import stages

    world = nursery(slow=SLOW.format(how="keep", step="s", value="old"))
    record = world.submit()
    world.turn()
    answers = {"park_reason": "later", "wake_on": "2027-03-01", "hook": "ask"}
    with world.work() as work:
        stages.advance(work, "order", record, "parked", answers=answers)
        running = [timer.kind for timer in timer_rows.running_of(work.connection, "order", record)]
    assert "cadence" in running


def test_many_at_once_come_in_as_one_by_one(two_worlds):
    rows = [{"customer": f"客户 {n}", "phone": f"138001381{n:02}", "amount": str(n * 30_000)} for n in range(10)]
    for world in two_worlds:
        world.__class__ = Nursery
        world.catalog = catalog_in("orders", **{"cadences/many.yaml": HEAD.format(id="many") + MANY})
    one, many = two_worlds
    for row in rows:
        with one.work() as work:
            intake.submit(work, "order", row, channel="import")
    with many.work() as work:
        intake.submit_many(work, "order", rows)
    assert [(row.record, row.step) for row in one.enrolments()] == [(row.record, row.step) for row in many.enrolments()]
    assert len(one.enrolments()) > 2


def test_paused_enrolment_sends_nothing(nursery):
    world = nursery(many=MANY)
    [record] = fill(world, 1)
    enrolment = world.enrolments(record)[0].id
    with world.work(world.manager) as work:
        cadences.pause(work, enrolment)
    world.live(days=3)
    assert told(world) == 0
    with world.work() as work:
        assert enrolments.get(work.connection, enrolment).state == "paused"
