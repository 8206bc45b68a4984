"""A cadence's life: who comes in, step after step with waits on the calendar, and every way out of it."""

from datetime import timedelta

import pytest

from definitions import AlreadyDone, Reason, Refused
from flows import assignment, cadences, contacts, intake, stages, trail
from records import events, tasks
from tests.world import done

DRIP = """
enter: {if: "grade = 'C' and signs contains 'nurture'"}
steps:
  - {id: hello, task: {title: {zh: 打招呼, en: Say hello}}, until: opened}
  - {id: rest, wait: 3 working days}
  - {id: note, set: {hook: later}}
  - {id: long, wait: 7 days, at: "09:30"}
  - {id: again, set: {hook: again}}
ripe:
  if: "grade = 'A'"
  do: [{task: {title: {zh: 成熟了, en: It is ripe}, id: ripe_call}}, {assign: {to: superior}}]
"""


def nurture(world, **values) -> int:
    return world.submit(signs=["nurture"], **values)


def edit(world, record, **raw):
    with world.work() as work:
        intake.edit(work, "order", record, None, raw)


def one(world, record):
    return world.enrolments(record)[0]


def test_record_that_fits_comes_in(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    assert [(row.cadence, row.state, row.step) for row in world.enrolments(record)] == [("drip", "active", "hello")]
    assert "cadence_entered" in world.told(record)


def test_others_stay_out(nursery):
    world = nursery(drip=DRIP)
    assert world.enrolments(world.submit()) == []
    assert world.enrolments(nurture(world, amount="600000", phone="13800138001")) == []


def test_tag_lets_a_record_in_later(nursery):
    world = nursery(drip=DRIP)
    record = world.submit()
    edit(world, record, amount="5")
    assert world.enrolments(record) == []
    edit(world, record, signs=["nurture"])
    assert one(world, record).why["code"] == "cadence.entered.event"


def test_steps_are_taken_each_at_its_time(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    world.turn()
    assert world.taken(one(world, record).id) == ["hello done", "rest done"]
    world.live(days=2)
    assert world.row(record).f_hook is None
    world.live(days=1, hours=1)
    assert world.row(record).f_hook == "later"
    assert (one(world, record).next_at + timedelta(hours=8)).strftime("%H:%M") == "09:30"
    world.live(days=8)
    assert world.row(record).f_hook == "again"
    assert one(world, record).state == "finished"
    assert world.told(record)[-1] == "cadence_finished"


def test_record_comes_in_once(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    world.live(days=20)
    edit(world, record, signs=[])
    edit(world, record, signs=["nurture"])
    assert [row.state for row in world.enrolments(record)] == ["finished"]


def test_record_comes_in_again_where_that_is_written(nursery):
    again = DRIP.replace("contains 'nurture'\"}", "contains 'nurture'\", again: {after: 30 days}}")
    world = nursery(drip=again)
    record = nurture(world)
    world.live(days=20)
    edit(world, record, signs=[])
    edit(world, record, signs=["nurture"])
    assert len(world.enrolments(record)) == 1
    world.live(days=31)
    edit(world, record, signs=[])
    edit(world, record, signs=["nurture"])
    assert len(world.enrolments(record)) == 2


def test_ripe_record_is_handed_back(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    world.turn()
    edit(world, record, amount="600000")
    assert one(world, record).state == "ripe"
    world.turn()
    assert world.row(record).owner == world.manager
    with world.work() as work:
        assert "ripe_call" in [row.task for row in tasks.open_of(work.connection, "order", record)]
    assert world.taken(one(world, record).id)[-2:] == ["ripe done", "ripe done"]


def test_answer_stops_it(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    world.turn()
    log(world, record, outcome="no_answer")
    assert one(world, record).state == "active"
    log(world, record, outcome="reached")
    row = one(world, record)
    assert (row.state, Reason.from_json(row.reason).text("en")) == ("stopped", "they answered")
    world.live(days=20)
    assert world.row(record).f_hook is None


def log(world, record, *, outcome):
    with world.work() as work:
        later = world.now + timedelta(days=300)
        contacts.log(work, "order", record, way="call", outcome=outcome, content="x", next_step="y", next_at=later)


def test_lost_record_leaves_and_a_parked_one_stays(nursery):
    world = nursery(drip=DRIP)
    parked, lost = nurture(world), nurture(world, phone="13800138001")
    answers = {"park_reason": "later", "wake_on": "2027-03-01", "hook": "ask"}
    with world.work() as work:
        stages.advance(work, "order", parked, "parked", answers=answers)
        stages.advance(work, "order", lost, "lost", answers={"lost_reason": "price"})
    assert [one(world, record).state for record in (parked, lost)] == ["active", "stopped"]
    world.live(days=20)
    assert one(world, parked).state == "finished"


def test_condition_stops_it(nursery):
    world = nursery(drip=DRIP + 'stop: {if: "amount > 50"}')
    record = nurture(world)
    edit(world, record, amount="60")
    assert one(world, record).reason["code"] == "cadence.ended.rule"


def test_record_is_in_one_of_a_group(nursery):
    grown = DRIP.replace("grade = 'C'", "grade = 'B'").split("ripe:")[0]
    world = nursery(small="group: all\n" + DRIP.split("ripe:")[0], large="group: all\n" + grown)
    record = nurture(world)
    edit(world, record, amount="200000")
    assert [(row.cadence, row.state) for row in world.enrolments(record)] == [("small", "stopped"), ("large", "active")]


TASK = """
enter: {if: "grade = 'C'"}
steps:
  - {id: call, task: {id: nurture_call, title: {zh: 问候电话, en: Call them}, within: 2 working days}}
  - {id: then, set: {hook: called}}
"""


def test_task_is_waited_for(nursery):
    from flows import day_of

    world = nursery(call=TASK)
    record = world.submit()
    world.turn()
    with world.work() as work:
        row = next(row for row in tasks.open_of(work.connection, "order", record) if row.task == "nurture_call")
    assert one(world, record).waits_for == row.id
    world.live(days=1)
    assert world.row(record).f_hook is None
    owner = world.row(record).owner
    with world.work(owner) as work:
        assignment.accept(work, "order", record)
        assert "问候电话" in [item.label.text("zh") for item in day_of(work.at(world.now + timedelta(days=2))).items]
        done(work, row.id)
    world.turn()
    assert world.row(record).f_hook == "called"


BRANCH = """
enter: {if: "grade = 'C'"}
steps:
  - {id: look, branch: [{if: "region = 'east'", go: east}, {if: "behaved(paper_downloaded, 7d)", go: warm}], else: end}
  - {id: east, set: {hook: east}}
  - {id: stop, go: end}
  - {id: warm, set: {hook: warm}}
"""


@pytest.mark.parametrize(("region", "hook"), [("east", "east"), ("west", None)])
def test_branch_takes_the_first_way_that_fits(nursery, region, hook):
    world = nursery(fork=BRANCH)
    record = world.submit(region=region)
    world.turn()
    assert world.row(record).f_hook == hook
    assert one(world, record).state == "finished"


def test_branch_asks_what_they_did(nursery):
    world = nursery(fork=BRANCH.replace("steps:", "steps:\n  - {id: w, wait: 1 day}"))
    record = world.submit(region="west")
    with world.work() as work:
        trail.behaved(work, "order", record, "paper_downloaded")
    world.live(days=2)
    assert world.row(record).f_hook == "warm"


def test_jump_goes_round_so_often(nursery):
    steps = "[{id: t, task: {title: Ping}, until: opened}, {wait: 7 days}, {go: t, most: 2}]"
    world = nursery(loop=f"enter: {{if: \"grade = 'C'\"}}\nsteps: {steps}")
    record = world.submit()
    world.live(days=60)
    with world.work() as work:
        pings = [row for row in tasks.of_record(work.connection, "order", record) if row.task == "own_task"]
    assert len(pings) == 3
    assert one(world, record).state == "finished"


ROUNDS = """enter: {if: "grade = 'C'"}
steps:
  - {id: t, task: {id: ping, title: {zh: 问候, en: Ping}, within: 2 days}, until: opened}
  - {wait: 7 days}
  - {go: t, most: 2}
"""


def pings(world, record):
    with world.work() as work:
        return [row for row in tasks.of_record(work.connection, "order", record) if row.task == "ping"]


def test_late_repeat_takes_the_place_of_the_one_before(nursery):
    world = nursery(loop=ROUNDS)
    record = world.submit()
    world.live(days=20)
    assert [row.state for row in pings(world, record)] == ["missed", "missed", "open"]
    assert "task_missed" in world.told(record)


def test_missed_repeat_keeps_how_late_it_was(nursery):
    world = nursery(loop=ROUNDS)
    record = world.submit()
    world.live(days=8)
    first = pings(world, record)[0]
    assert first.ended_at - first.due_at == timedelta(days=5)
    assert first.overdue_at is not None


def test_repeat_that_is_not_late_stays(nursery):
    world = nursery(loop=ROUNDS.replace("within: 2 days", "within: 9 days"))
    record = world.submit()
    world.live(days=8)
    assert [row.state for row in pings(world, record)] == ["open", "open"]


def test_pause_keeps_what_was_left_of_a_wait(nursery):
    world = nursery(slow="enter: {if: \"grade = 'C'\"}\nsteps: [{wait: 10 days}, {set: {hook: x}}]")
    record = world.submit()
    world.live(days=4)
    enrolment = one(world, record).id
    with world.work(world.manager) as work:
        cadences.pause(work, enrolment)
    world.live(days=30)
    assert world.row(record).f_hook is None
    with world.work(world.manager) as work:
        cadences.resume(work, enrolment)
    world.live(days=5)
    assert world.row(record).f_hook is None
    world.live(days=2)
    assert world.row(record).f_hook == "x"


def test_person_stops_it_with_words(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    enrolment = one(world, record).id
    with world.work(world.manager) as work:
        cadences.stop(work, enrolment, "已经签给别家")
    assert Reason.from_json(one(world, record).reason).text("zh") == "已经签给别家"
    with pytest.raises(Refused), world.work(world.manager) as work:
        cadences.stop(work, enrolment)


def test_person_enters_a_record_by_hand_once(nursery):
    world = nursery(drip=DRIP)
    record = world.submit(amount="600000")
    with world.work(world.manager) as work:
        cadences.enter(work, "drip", record)
    with pytest.raises(AlreadyDone), world.work(world.manager) as work:
        cadences.enter(work, "drip", record)
    assert one(world, record).entered_by == world.manager


def test_everybody_who_fits_is_let_in_by_portions(nursery, monkeypatch):
    from flows.cadences import verbs

    monkeypatch.setattr(verbs, "PORTION", 3)
    world = nursery(drip=DRIP)
    plain = world.catalog
    world.catalog = nursery_catalog()
    records = [nurture(world, phone=f"1380013810{n}") for n in range(7)]
    world.catalog = plain
    with world.work(world.manager) as work:
        cadences.enter_all_who_fit(work, "drip")
    world.turn()
    assert [one(world, record).state for record in records] == ["active"] * 7


def nursery_catalog():
    from tests.flows.cadences.conftest import files
    from tests.world import catalog_in

    return catalog_in("orders", **files())


def test_automation_starts_and_stops_cadences(nursery):
    head = "kind: automation\nform: order\nlabel: Auto\nid: {id}\n"
    comes, goes = "on: {event: edited, fields: [hook]}\n", "on: {event: edited, fields: [code]}\n"
    more = {
        "automations/in.yaml": head.format(id="in") + comes + "do: [{start_cadence: drip}]",
        "automations/out.yaml": head.format(id="out") + goes + "do: [{stop_cadence: all}]",
    }
    world = nursery(more, drip=DRIP.replace("enter:", "stop: {reply: false}\nenter:"))
    record = world.submit(amount="600000")
    edit(world, record, hook="x")
    world.turn()
    edit(world, record, code="y")
    world.turn()
    rows = world.enrolments(record)
    assert [(row.why["code"], row.state) for row in rows] == [("cadence.entered.automation", "stopped")]


def test_failing_step_is_tried_again_and_then_stands_still(nursery):
    world = nursery(bad="enter: {if: \"grade = 'C'\"}\nsteps: [{stage: {to: quote}}, {set: {hook: x}}]")
    record = world.submit()
    world.live(hours=1)
    row = one(world, record)
    assert row.state == "failed"
    assert "First call" in row.error
    assert "cadence_failed" in world.told(record)


def test_trashed_record_takes_no_step(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    with world.work() as work:
        intake.trash(work, "order", record)
    row = one(world, record)
    assert (row.state, row.reason["code"]) == ("stopped", "cadence.ended.trashed")
    world.live(days=20)
    assert world.taken(row.id) == []


def test_history_says_because_of_which_cadence(nursery):
    world = nursery(drip=DRIP)
    record = nurture(world)
    world.live(days=4)
    with world.work() as work:
        edited = events.timeline(work.connection, "order", record, kinds=["edited"])[0]
    assert edited.data["because"]["kind"] == "cadence"
