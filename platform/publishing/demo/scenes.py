"""Records that make the day of whoever looks at the demo a full one, at whatever hour of whatever day it is begun.

Each comes in a stretch of working time ago, goes as far as it is to go, and leaves what is described: a call that is
nearly late, a promise for this afternoon, a record that wakes today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from accounts import Work, WorkingCalendar, actor_of, calendar_of, people
from definitions import Duration
from flows import assignment, contacts, intake, look, stages, tasks
from forms import table_of
from records import TaskRow, store
from records import tasks as task_rows

from .lives import Step
from .scripts import Script
from .values import Days, pick

SOON = timedelta(minutes=4)


@dataclass
class Scene:
    """One record of somebody's day: when it came, how far it got, what was said last and promised."""

    script: Script
    told: Mapping[str, Any]
    person: int
    calendar: WorkingCalendar
    record: int | None = None
    pending: Step | None = None

    @property
    def entered_at(self) -> datetime:
        return self._ago(self.told["came"])

    @property
    def keenness(self) -> float:
        """Its people look around as anybody's."""
        return 1.0

    def steps(self) -> Iterator[tuple[datetime, Step]]:
        """(moment, step) pairs, from the day it came in to what is left open."""
        at = self.entered_at
        yield at, self._enter
        if self.told.get("waits"):
            return
        yield at + SOON, self._take
        last = self._ago(self.told["talked"]) if "talked" in self.told else self.script.now
        path = self._path()
        for place, stage in enumerate(path):
            yield at + (last - at) * (place + 1) / (len(path) + 1), lambda work, to=stage: self._advance(work, to)
        if self.told.get("done"):
            yield last - SOON, self._finish
        if "talked" in self.told:
            yield last, self._talk
        if "parked" in self.told:
            yield last + SOON, self._park

    def next_at(self, work: Work, moment: datetime) -> datetime:
        """Steps of a scene have moments of their own."""
        return max(moment, work.now)

    def _path(self) -> list[str]:
        """The stages on the way, the one it is to reach among them."""
        return list(self.told.get("through", ()))

    def _enter(self, work: Work) -> None:
        values = {**self.script.values.record(), **self.told.get("values", {})}
        self.record = intake.submit(work.as_system(), self.script.form, values, channel=self.script.channel).record_id
        if self._row(work).owner != self.person:
            assignment.assign(work.as_system(), self.script.form, self.record, to=self.person)

    def _take(self, work: Work) -> None:
        if self._row(work).accepted_at is None:
            assignment.accept(self._mine(work), self.script.form, self.record)
            for each in self.script.along:
                each.bring(self._mine(work), self.record)

    def _advance(self, work: Work, to: str) -> None:
        """Does what the stage asks and goes on."""
        row = self._row(work)
        pipeline = work.catalog.get("pipeline", row.pipeline)
        self._finish(work)
        rule = pipeline.stage(row.stage).leave_when
        self._fill(work, [*(rule.names if rule else ()), *pipeline.stage(to).ask])
        stages.advance(self._mine(work), self.script.form, self.record, to)

    def _finish(self, work: Work) -> None:
        """Does all that the stage asks for."""
        stage = self._row(work).stage
        for task in task_rows.open_of(work.connection, self.script.form, self.record):
            if task.stage == stage and task.assignee == self.person:
                self._do(self._mine(work), task)

    def _do(self, work: Work, task: TaskRow) -> None:
        """A contact is written down, with what comes next."""
        definition = tasks.definition_of(look(work, task.form, task.record), task)
        if tasks.stands_for_contact(task, definition):
            words, step = (pick(self.script.aside, some) for some in (self.script.said, self.script.following))
            said = {"way": "call", "outcome": "reached", "content": words, "next_step": step or None}
            contacts.log(work, task.form, task.record, **said, task=task.id)
        else:
            tasks.complete(work, task.id)

    def _talk(self, work: Work) -> None:
        promise = self.told.get("promise")
        next_at = self._ahead(promise["in"]) if promise and "in" in promise else None
        contacts.log(
            self._mine(work), self.script.form, self.record, way="call", outcome=self.told.get("outcome", "reached"),
            content=self.told["said"], next_step=promise["step"] if promise else None, next_at=next_at,
        )  # fmt: skip

    def _park(self, work: Work) -> None:
        """Put aside until the last day on which one worked: it has just come back."""
        woken = self.calendar.day_of(self.calendar.closing(self.script.now))
        answers = {**self.told["parked"], "wake_on": woken.isoformat()}
        stages.advance(self._mine(work), self.script.form, self.record, "parked", answers=answers)

    def _fill(self, work: Work, names: list[str]) -> None:
        row, days = self._row(work), Days(work.now.date(), self.script.now.date())
        wanted = {name: self.script.fill.fill(name, days) for name in names if "(" not in name}
        answers = {name: value for name, value in wanted.items() if value is not None}
        if answers:
            intake.edit(self._mine(work), self.script.form, self.record, row.version, answers)

    def _ago(self, written: str) -> datetime:
        """A stretch of time before the demo's now, on the person's own calendar."""
        return self.calendar.subtract(self.script.now, Duration.parse(written))

    def _ahead(self, written: str) -> datetime:
        """A working moment later today: a day whose work is nearly over has one left all the same."""
        now, stretch = self.script.now.astimezone(self.calendar.zone), Duration.parse(written)
        working = self.calendar.add(now, replace(stretch, working=True)).astimezone(self.calendar.zone)
        if working.date() == now.date():
            return working
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0)
        return min(now + timedelta(seconds=stretch.seconds), max(midnight - timedelta(minutes=10), now + SOON))

    def _row(self, work: Work) -> Any:
        return store.fetch(work.connection, table_of(work.catalog, self.script.form), self.record)

    def _mine(self, work: Work) -> Work:
        return work.as_actor(actor_of(work.connection, work.catalog, self.person))


def scenes(work: Work, script: Script, described: Mapping[str, Any]) -> Iterator[Scene]:
    """The scenes of each person that the file names; of somebody who is not there, none."""
    for day in described.get("days_of", ()):
        person = people.find_by_login(work.connection, day["person"])
        for told in day["scenes"] if person is not None else ():
            yield Scene(script, told, person.id, calendar_of(work, person))
