"""A pipeline changes while records are on it: kept, migrated by a map, or held back; and taken back again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from definitions import AlreadyDone, DefinitionError, Refused
from flows import in_flight, intake, stages
from forms import table_of
from publishing import plan, publish, rollback
from records import events, store, tasks, timers, visits
from tests.flows.kept_ways import kept, told
from tests.world import done

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
HEAD = "kind: pipeline\nid: repair\nform: ticket\nlabel: Repair\nstart: look\n"
BEFORE = """
stages:
  - {id: look, label: Look, next: [fix]}
  - id: fix
    label: Fix
    limit: 5 working days
    tasks:
      - {id: order_part, label: Order the part, within: 2 working days, must: true}
      - {id: build_in, label: Build it in, within: 3 working days, after: order_part}
      - {id: sweep, label: Sweep up}
    next: [done]
  - {id: done, label: Done, outcome: won}
"""
AFTER = """
stages:
  - {id: look, label: Look, next: [mend]}
  - id: mend
    label: Mend
    limit: 1 working day
    tasks:
      - {id: buy, label: Buy the part, within: 1 working day, must: true}
      - {id: build_in, label: Build it in, within: 3 working days, after: buy}
      - {id: tell, label: Tell the customer, within: 5 working days}
    next: [done]
  - {id: done, label: Done, outcome: won}
"""
SAME_STAGE = BEFORE.replace("{id: sweep, label: Sweep up}", "{id: wipe, label: Wipe, within: 1 working day}")
MAP = ("repair/fix=mend", "repair/fix/order_part=buy")


class Shop:
    """A repair shop whose pipeline is published again and again."""

    def __init__(self, workspace, files, now):
        self.workspace, self.files, self.now = workspace, files, now
        self.publish(BEFORE)

    def publish(self, path, *answers):
        files = {**self.files, "shop/pipelines/repair.yaml": HEAD + path}
        said = in_flight.read_answers(answers)
        return publish(self.workspace, files, author=None, message="", now=self.now, in_flight=said)

    def plan(self, path, *answers):
        files = {**self.files, "shop/pipelines/repair.yaml": HEAD + path}
        return plan(self.workspace, files, in_flight.read_answers(answers))

    def do(self, act):
        with self.workspace.database.transaction() as connection:
            return act(self.workspace.work(connection, None, self.now))

    def ticket(self, to="fix"):
        record = self.do(lambda work: intake.submit(work, "ticket", {"machine": "press"}, channel="page").record_id)
        if to:
            self.do(lambda work: stages.advance(work, "ticket", record, to))
        return record

    def row(self, record):
        return self.do(lambda work: store.fetch(work.connection, table_of(work.catalog, "ticket"), record))

    def states(self, record):
        return {row.task: row.state for row in self.do(lambda work: tasks.of_record(work.connection, "ticket", record))}

    def clocks(self, record):
        return self.do(lambda work: timers.running_keys(work.connection, "ticket", [record]).get(record, []))

    def told(self, record):
        return [one.kind for one in self.do(lambda work: events.timeline(work.connection, "ticket", record))]

    def undo(self):
        act = self.do(in_flight.acts_since)[0].row.id
        return self.do(lambda work: in_flight.undo(work, act))


@pytest.fixture
def shop(workspace, files, now):
    return Shop(workspace, files, now)


@SQLITE
def test_stage_that_goes_asks_about_its_records(shop):
    shop.ticket()
    with pytest.raises(DefinitionError, match="say what becomes of them: repair/fix=keep"):
        shop.publish(AFTER)
    (question,) = shop.plan(AFTER).in_flight
    assert (question.place, question.records, question.is_gone) == (("repair", "fix"), 1, True)
    assert [stage.id for stage in question.targets] == ["look", "mend"]


@SQLITE
def test_empty_stage_goes_without_a_word(shop):
    shop.ticket(to=None)
    assert shop.publish(AFTER).plan.in_flight == ()


def test_migrated_records_take_their_tasks_along(shop):
    record = shop.ticket()
    shop.publish(AFTER, *MAP)
    row, states = shop.row(record), shop.states(record)
    assert (row.stage, row.next_task) == ("mend", "buy") and row.stage_due_at is not None
    assert states == {"buy": "open", "build_in": "blocked", "sweep": "closed", "tell": "open"}
    assert shop.told(record)[0] == "migrated"
    stays = shop.do(lambda work: visits.of_record(work.connection, "ticket", record))
    assert [(stay.stage, stay.how, stay.left_to) for stay in stays[1:]] == [
        ("fix", "advanced", "mend"), ("mend", "migrated", None)]  # fmt: skip


@SQLITE
def test_task_that_went_along_opens_what_waits_for_it(shop):
    record = shop.ticket()
    shop.publish(AFTER, *MAP)
    shop.do(lambda work: done(work, _task(work, record, "buy").id))
    assert shop.states(record)["build_in"] == "open"
    assert shop.do(lambda work: stages.advance(work, "ticket", record, "done")).stage.id == "done"


def test_migration_is_undone_as_if_it_had_not_been(shop):
    record, other = shop.ticket(), shop.ticket()
    before, clocks = shop.row(record), sorted(shop.clocks(record))
    states = shop.states(record)
    shop.publish(AFTER, *MAP)
    shop.do(lambda work: done(work, _task(work, other, "buy").id))
    shop.do(lambda work: stages.advance(work, "ticket", other, "done"))
    undone = shop.undo()
    assert (undone.back, undone.left) == (1, 1) and shop.row(other).stage == "done"
    after = shop.row(record)
    assert (after.stage, after.stage_due_at, after.way) == ("fix", before.stage_due_at, before.way)
    assert {name: state for name, state in shop.states(record).items() if name != "tell"} == states
    assert set(clocks) <= set(shop.clocks(record)) and after.next_task == before.next_task
    for one in (record, other):
        assert shop.do(lambda work, one=one: kept(work, "ticket", one) == told(work, "ticket", one))
    with pytest.raises(AlreadyDone):
        shop.undo()


def test_rolling_back_takes_the_records_along(shop):
    record = shop.ticket()
    shop.publish(AFTER, *MAP)
    rollback(shop.workspace, 1, author=None, now=shop.now)
    assert shop.row(record).stage == "fix" and shop.states(record)["order_part"] == "open"


def test_kept_records_go_on_under_the_old_stage(shop):
    record, new = shop.ticket(), shop.ticket(to=None)
    shop.publish(AFTER, "repair/fix=keep")
    assert shop.row(record).stage == "fix"
    with pytest.raises(Refused, match="Order the part"):
        shop.do(lambda work: stages.advance(work, "ticket", record, "done"))
    shop.do(lambda work: done(work, _task(work, record, "order_part").id))
    assert shop.states(record)["build_in"] == "open"
    assert shop.do(lambda work: stages.advance(work, "ticket", record, "done")).stage.id == "done"
    with pytest.raises(Refused):
        shop.do(lambda work: stages.advance(work, "ticket", new, "fix"))


@SQLITE
def test_kept_stage_is_kept_by_later_revisions_too(shop):
    record = shop.ticket()
    shop.publish(AFTER, "repair/fix=keep")
    shop.publish(AFTER.replace("label: Mend", "label: Repair"))
    (standing,) = shop.do(in_flight.standing_records)
    assert (standing.stage.label.text("en"), standing.records, standing.choice) == ("Fix", 1, "keep")
    shop.do(lambda work: in_flight.decide(work, in_flight.read_answers(MAP)[0]))
    assert shop.row(record).stage == "mend" and shop.do(in_flight.standing_records) == ()


@SQLITE
def test_held_back_records_wait_for_a_person(shop):
    record = shop.ticket()
    shop.publish(AFTER, "repair/fix=ask")
    (standing,) = shop.do(in_flight.standing_records)
    assert standing.choice == "ask" and shop.row(record).stage == "fix"
    assert shop.do(lambda work: stages.advance(work, "ticket", record, "mend")).stage.id == "mend"


def test_changed_stage_may_give_its_records_the_new_tasks(shop):
    record, left = shop.ticket(), shop.ticket(to=None)
    (question,) = shop.plan(SAME_STAGE).in_flight
    assert not question.is_gone and [task.id for task in question.tasks_new] == ["wipe"]
    shop.publish(SAME_STAGE, "repair/fix=fix")
    assert shop.states(record) == {"order_part": "open", "build_in": "blocked", "sweep": "closed", "wipe": "open"}
    assert len(shop.do(lambda work: visits.of_record(work.connection, "ticket", record))) == 2
    shop.undo()
    assert shop.states(record) == {"order_part": "open", "build_in": "blocked", "sweep": "open", "wipe": "closed"}
    assert shop.row(left).stage == "look"


SHORTER = BEFORE.replace("limit: 5 working days", "limit: 3 working days").replace(
    "within: 2 working", "within: 1 working"
)


def limits(shop, record):
    rows = shop.do(lambda work: tasks.of_record(work.connection, "ticket", record))
    clocks = shop.do(lambda work: timers.running_of(work.connection, "ticket", record))
    shown = {row.task: row.due_at for row in rows if row.due_at}
    assert {one.data["ref"]: one.limit_at for one in clocks if one.kind == "task_overdue"}.items() <= {
        row.id: row.due_at for row in rows
    }.items()
    return shown["order_part"], shop.row(record).stage_due_at


def test_changed_limits_may_be_given_to_records_from_where_they_began(shop):
    record = shop.ticket()
    part, stage = limits(shop, record)
    shop.now += timedelta(hours=1)
    (question,) = shop.plan(SHORTER).in_flight
    assert "2 working days → 1 working day" in question.words("en")
    shop.publish(SHORTER, "repair/fix=fix")
    shorter = limits(shop, record)
    assert shorter[0] < part and shorter[1] < stage
    shop.undo()
    assert limits(shop, record) == (part, stage)


def test_changed_limits_are_kept_from_records_where_nobody_says(shop):
    record = shop.ticket()
    before = limits(shop, record)
    shop.publish(SHORTER)
    assert limits(shop, record) == before


@SQLITE
def test_unanswered_change_leaves_tasks_as_they_are(shop):
    record = shop.ticket()
    shop.publish(SAME_STAGE)
    assert shop.states(record) == {"order_part": "open", "build_in": "blocked", "sweep": "open"}


@SQLITE
@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (("repair/fix=nowhere",), "no_such_target"),
        (("repair/fix=done",), "no_such_target"),
        (("repair/fix=mend", "repair/fix/order_part=sell"), "no_such_task"),
        (("repair/fix=keep", "repair/fax=keep"), "nobody_asked"),
    ],
)
def test_wrong_answers_hold_the_publish_back(shop, answers, code):
    shop.ticket()
    assert [problem.key for problem in shop.plan(AFTER, *answers).errors] == [f"in_flight.problem.{code}"]


@SQLITE
def test_stage_without_a_way_out_is_not_kept(shop):
    shop.ticket()
    path = AFTER.replace("id: done,", "id: finished,").replace("[done]", "[finished]")
    assert [problem.key for problem in shop.plan(path, "repair/fix=keep").errors] == ["in_flight.problem.no_way_out"]


@pytest.mark.parametrize("text", ["fix=keep", "repair/fix", "repair/fix/a/b=c", "repair/fix/order_part=buy"])
def test_answers_that_cannot_be_read_are_refused(text):
    with pytest.raises(Refused):
        in_flight.read_answers([text])


def _task(work, record, name):
    return next(row for row in tasks.live_of(work.connection, "ticket", record) if row.task == name)
