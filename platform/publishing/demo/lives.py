"""A demo record's life, step by step: let in, accepted, worked through its stages, won, parked or lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts import Work, actor_of, allowed, calendar_of, roster_of
from definitions import Duration, Refused
from flows import approving, assignment, contacts, intake, look, stages, tasks
from forms import Invalid, record_values, table_of
from records import TaskRow, store
from records import tasks as task_rows

from .scripts import Script
from .values import Days, pick

FOLLOW_UP, NEXT_STEP = "follow_up", "next_step"
OPENED, CONTACT = "opened", "contact"
FORGOTTEN, LEFT_OUT, DATED = 0.3, 0.12, 0.35
POOLED_WITHIN = 1  # days; what lies there for longer has been claimed
Step = Callable[[Work], None]
Pause = timedelta | Duration | Callable[[Work], datetime]


@dataclass
class Life:
    """One record on its way: where it will get to, and when its next step is."""

    script: Script
    entered_at: datetime
    ends: dict[str, Any] = field(init=False)
    record: int | None = None
    owner: int | None = None
    pending: Step | None = None
    over: bool = False
    stays: bool = False
    left: bool = False
    left_to_do: int = 0

    def __post_init__(self) -> None:
        age = (self.script.now - self.entered_at).days
        possible = [each for each in self.script.lives if age <= each.get("within_days", age)]
        self.ends = self.script.random.choices(possible, weights=[each.get("weight", 1) for each in possible])[0]

    @property
    def keenness(self) -> float:
        """How much its people look around: more where it gets far, hardly where it was never meant."""
        return float(self.ends.get("keen", 1.0))

    def steps(self) -> Iterator[tuple[Pause, Step]]:
        """(pause before it, step) pairs; pauses of working time are on the owner's calendar."""
        yield timedelta(0), self._enter
        low, high = self.script.pace["accept_minutes"]
        yield Duration(self.script.random.randint(low, high), "minutes", True), self._accept
        yield from self._stages()
        yield from self._comes_back()
        while self.left:
            yield timedelta(days=self.script.aside.uniform(0.5, 3)), self._look_after

    def next_at(self, work: Work, pause: Pause) -> datetime:
        """When a step after `pause` happens; people work in working hours."""
        if callable(pause):
            return pause(work)
        if isinstance(pause, timedelta):
            return work.now + pause
        return roster_of(work.connection).calendar(work.catalog, self.owner).add(work.now, pause)

    def _comes_back(self) -> Iterator[tuple[Pause, Step]]:
        """What was let go and is taken up again later, or woke: its life goes on from there."""
        again = self.ends.get("again")
        if again is None or not self.left:
            return
        yield timedelta(days=self.script.random.randint(*again["days"])), self._take_up
        self.ends = {"to": again["to"]}
        yield from self._stages()

    def _stages(self) -> Iterator[tuple[Pause, Step]]:
        """Stage by stage until the one the life is to reach, where it stays; an exit is taken on the way."""
        leave_after = self.script.random.randint(0, 2) if "exit" in self.ends else 99
        passed = 0
        while not self.over and not self.stays:
            self.left_to_do = 1
            while self.left_to_do and not self.over:
                yield self._pause(), self._do_task
            if self.over:
                return
            yield self._pause(), self._exit if passed >= leave_after else self._advance
            passed += 1
        while not self.over:
            yield self._when_due, self._keep_up

    def _pause(self) -> Duration:
        low, high = self.script.pace["step_hours"]
        late = self.script.random.random() < self.script.pace.get("late", 0)
        hours = self.script.random.uniform(low, high) / 6 * (4 if late else 1)
        return Duration(round(hours, 2), "hours", True)

    def _enter(self, work: Work) -> None:
        values = self.script.values.record()
        done = intake.submit(work.as_system(), self.script.form, values, channel=self.script.channel)
        self.record, self.owner = done.record_id, done.owner

    def _accept(self, work: Work) -> None:
        row = self._row(work)
        self.owner = row.owner
        if self.owner is None or row.accepted_at is not None:
            return
        if self.script.random.random() < self.script.pace.get("refuse", 0):
            words = pick(self.script.random, self.script.said)
            reason = self._reason(work, "refuse")
            assignment.refuse(self._mine(work), self.script.form, self.record, words, reason=reason)
            self.owner = self._row(work).owner
            return
        assignment.accept(self._mine(work), self.script.form, self.record)
        for each in self.script.along:
            each.bring(self._mine(work), self.record)
        if self._goes_back():
            reason = self._reason(work, "release")
            words = pick(self.script.random, self.script.back.get(reason or "", self.script.said))
            assignment.release(self._mine(work), self.script.form, self.record, words, reason=reason)
            self.over = True

    def _reason(self, work: Work, verb: str) -> str | None:
        """One of the reasons that the pack lets people choose from, where it does."""
        routing = assignment.routing_of(work, self.script.form)
        accept, pools = (routing.accept, routing.pools) if routing else (None, ())
        known = (accept.reasons if accept else ()) if verb == "refuse" else pools[0].reasons if pools else ()
        return pick(self.script.random, [one.id for one in known]) if known else None

    def _goes_back(self) -> bool:
        """Some of the last days' records were given back to the pool, so that there is something to claim."""
        young = (self.script.now - self.entered_at).days < POOLED_WITHIN
        return young and self.script.random.random() < self.script.pace.get("release", 0)

    def _do_task(self, work: Work) -> None:
        """Does the first open task, if there is one, and writes down what was said."""
        due = self._due(work)
        self.left_to_do = max(0, len(due) - 1)
        self.owner = self._row(work).owner
        if not due or self.owner is None:
            return
        mine = self._mine(work, due[0].assignee)
        if self._may(mine, "log") and not tasks.stands_for_contact(due[0], self._definition(work, due[0])):
            self._log(mine)
        if task_rows.get(work.connection, due[0].id).state == "open":  # a contact settles what waited for one
            self._finish(mine, due[0])
        self.left_to_do = max(self.left_to_do, sum(row.visit is not None for row in self._due(work)))

    def _due(self, work: Work) -> list[TaskRow]:
        return [row for row in self._open(work) if row.assignee and row.task not in (FOLLOW_UP, NEXT_STEP)]

    def _finish(self, work: Work, row: TaskRow) -> None:
        """A task is done with all that has to be ticked; who is asked for a yes says it."""
        definition = self._definition(work, row)
        if row.how == approving.ASKED:
            approving.approve(work, row.id)
        elif tasks.stands_for_contact(row, definition):
            self._log(work, task=row.id, checks=_all_of(definition))
        else:
            tasks.complete(work, row.id, checks=_all_of(definition))

    def _definition(self, work: Work, row: TaskRow) -> Any:
        return tasks.definition_of(look(work, row.form, row.record), row)

    def _when_due(self, work: Work) -> datetime:
        """When whoever has it sees to it: mostly in good time, now and then too late."""
        row = min(self._open(work), key=lambda one: (one.due_at is None, one.due_at), default=None)
        if row is None or row.due_at is None:
            return self.script.now + timedelta(days=1)
        begins = max(row.starts_at or row.opened_at, work.now)
        room = max(row.due_at - begins, timedelta(minutes=30))
        late = self.script.random.random() < self.script.pace.get("late", 0)
        at = row.due_at + timedelta(hours=self.script.random.uniform(1, 30)) if late else begins + room * self._share()
        return calendar_of(work, row.assignee).opening(max(at, work.now + timedelta(minutes=5)))

    def _share(self) -> float:
        """How much of the time is used before somebody begins."""
        return self.script.random.uniform(0.3, 0.95)

    def _keep_up(self, work: Work) -> None:
        """Does what is due first, as a contact where it is one."""
        if self._is_over(work):
            return
        row = min(self._open(work), key=lambda one: (one.due_at is None, one.due_at), default=None)
        if row is None or row.assignee is None:
            self.over = True
            return
        self._see_to(work, row)

    def _look_after(self, work: Work) -> None:
        """What comes up while it is put aside: most of it is done, some left out with a reason, some forgotten."""
        self.owner = self._row(work).owner
        for row in self._open(work) if self.owner else ():
            chance = self.script.aside.random()
            if row.assignee is None or (row.starts_at or work.now) > work.now or chance < FORGOTTEN:
                continue
            if row.how in (OPENED, CONTACT) and chance < FORGOTTEN + LEFT_OUT:
                self._leave_out(work, row)
            else:
                self._see_to(work, row)

    def _leave_out(self, work: Work, row: TaskRow) -> None:
        pipeline = work.catalog.get("pipeline", row.pipeline)
        known = [one.id for one in pipeline.reasons_to_skip(row.task)]
        why = pick(self.script.aside, known) if known else None
        tasks.skip(self._mine(work, row.assignee), row.id, why, pick(self.script.aside, self.script.said))

    def _see_to(self, work: Work, row: TaskRow) -> None:
        """As a contact where it is one, else simply done."""
        self._finish(self._mine(work, row.assignee), row)

    def _open(self, work: Work) -> tuple[TaskRow, ...]:
        return task_rows.open_of(work.connection, self.script.form, self.record)

    def _log(self, work: Work, task: int | None = None, checks: Sequence[str] = ()) -> None:
        words, agreed = pick(self.script.random, self.script.said), self._agreed(work)
        told = {"way": "call", "outcome": "reached", "content": words, "task": task, "checks": checks}
        contacts.log(work, self.script.form, self.record, **told, **agreed)

    def _agreed(self, work: Work) -> dict[str, Any]:
        """What comes next, where the pack asks for it; without a day the rhythm of the grade says when."""
        row = self._row(work)
        pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
        if pipeline is None or not pipeline.next_step_required or row.outcome != "open":
            return {}
        aside, calendar = self.script.aside, calendar_of(work, self.owner)
        dated = aside.random() < DATED
        day = calendar.opening(calendar.add(work.now, Duration(aside.randint(1, 4), "days", True)))
        return {"next_step": pick(aside, self.script.following), "next_at": day if dated else None}

    def _advance(self, work: Work) -> None:
        """One stage on, with what its guard and the next stage ask filled in; stands still at the life's end."""
        row = self._row(work)
        if self._is_over(work):
            return
        if row.stage == self._goal(row):
            self.stays = True
            return
        pipeline = work.catalog.get("pipeline", row.pipeline)
        stage = pipeline.stage(row.stage)
        onward = _onward(pipeline, stage)
        if onward is None:
            self.over = True
            return
        self._fill(work, stage.leave_when.names if stage.leave_when else ())
        self._move_on(self._mine(work), pipeline.stage(onward))
        self.stays = onward == self._goal(row) and pipeline.stage(onward).is_open

    def _goal(self, row: Any) -> str | None:
        """The stage that it is to reach, on the pipeline that it goes through."""
        to = self.ends.get("to")
        return to.get(row.pipeline) if isinstance(to, dict) else to

    def _move_on(self, work: Work, to: Any) -> None:
        """Whoever may not give as much as they would like to gives nothing."""
        answers = self._answers(work, to.asked)
        try:
            stages.advance(work, self.script.form, self.record, to.id, answers=answers)
        except Invalid as invalid:
            beyond = {error.field for error in invalid.errors} & set(to.may_ask)
            fewer = {name: value for name, value in answers.items() if name not in beyond}
            stages.advance(work, self.script.form, self.record, to.id, answers=fewer)

    def _exit(self, work: Work) -> None:
        if self._is_over(work):
            return
        self.over, row = True, self._row(work)
        pipeline = work.catalog.get("pipeline", row.pipeline)
        out = next((stage for stage in pipeline.stages if stage.outcome == self.ends["exit"]), None)
        if out is not None:
            answers = {**self._answers(work, out.ask), **self.ends.get("with", {})}
            if out.wake is not None and "wakes" in self.ends:
                day = work.now.date() + timedelta(days=self.script.random.randint(*self.ends["wakes"]))
                answers[out.wake.on] = day.isoformat()
            stages.advance(self._mine(work), self.script.form, self.record, out.id, answers=answers)
            self.left = True

    def _take_up(self, work: Work) -> None:
        """Back to where its stage lets it go on, where it has not come back by itself."""
        row = self._row(work)
        if row.trashed_at is not None or row.owner is None:
            return
        self.over, self.owner = False, row.owner
        if row.outcome != "open":
            pipeline = work.catalog.get("pipeline", row.pipeline)
            ways = (pipeline.stage(name) for name in pipeline.stage(row.stage).next)
            back = next((stage for stage in ways if stage.is_open), None)
            if back is not None:
                stages.advance(self._mine(work), self.script.form, self.record, back.id)

    def _fill(self, work: Work, names: Any) -> None:
        row = self._row(work)
        values = record_values(row)
        empty = [name for name in names if name in values and values[name] in (None, "", ())]
        answers = {name: value for name, value in self._answers(work, empty).items() if value is not None}
        if answers:
            intake.edit(self._mine(work), self.script.form, self.record, row.version, answers)

    def _answers(self, work: Work, names: Any) -> dict[str, Any]:
        days = Days(work.now.date(), self.script.now.date())
        return {name: self.script.fill.fill(name, days) for name in names}

    def _is_over(self, work: Work) -> bool:
        row = self._row(work)
        self.owner = row.owner
        self.over = self.over or row.owner is None or row.stage is None or row.outcome != "open"
        return self.over

    def _row(self, work: Work) -> Any:
        return store.fetch(work.connection, table_of(work.catalog, self.script.form), self.record)

    def _mine(self, work: Work, person: int | None = None) -> Work:
        return work.as_actor(actor_of(work.connection, work.catalog, person or self.owner))

    def _may(self, work: Work, verb: str) -> bool:
        return allowed(work.actor, verb, self.script.form) and work.actor.person_id == self.owner


def _onward(pipeline: Any, here: Any) -> str | None:
    """The next stage on the path; ways out are not steps."""
    order = [stage.id for stage in pipeline.stages]
    ahead = (name for name in here.next if order.index(name) > order.index(here.id))
    return next((name for name in ahead if not pipeline.stage(name).is_exit), None)


def _all_of(definition: Any) -> list[str]:
    """The whole checklist of a task."""
    return [item.id for item in definition.checks] if definition else []


def lived(work: Work, step: Step) -> bool:
    """Takes a step behind a savepoint; a life that is refused something ends there, as in real life."""
    try:
        with work.connection.begin_nested():
            step(work)
        return True
    except (Refused, Invalid):
        return False
