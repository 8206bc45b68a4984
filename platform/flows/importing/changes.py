"""Many records changed by a file at once: the same meaning as one by one, each table written once.

What is out of the ordinary (a match with another record, a moved wake-up, a move to a stage where work goes on) goes
one by one; a test holds the two ways equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table

from accounts import Work
from forms import Cleaned, FormDefinition, MappedRow, clean_many, column_values, search_text, settle, with_parts
from records import Event, StageVisit, TaskRow, store, tables, tasks, timers, visits

from ..clocks.took import took
from ..crew import Crew
from ..grading import grade_many, scorecard_of
from ..happenings import happened_to_many
from ..pipelines import Pipeline, Stage
from ..stage_moves.entering import Entered, write_entries
from ..stage_moves.entry import Arrival, StageEntry, plan_entry
from ..stored import house_env, told_changes
from .state import kept_state


@dataclass(frozen=True)
class Target:
    """Where a record goes, and when it went there."""

    pipeline: Pipeline
    stage: Stage
    at: datetime


@dataclass(frozen=True)
class Change:
    """One row that changes a record that is there: what was, what will be, and where it goes."""

    row: MappedRow | None  # none where no file asked for it
    record: Row[Any]
    cleaned: Cleaned
    target: Target | None

    @property
    def changes(self) -> dict[str, Any]:
        return self.cleaned.changes

    @property
    def is_nothing(self) -> bool:
        return not self.changes and self.target is None


@dataclass(frozen=True)
class Surroundings:
    """What hangs on records besides their own rows, read for all of them at once."""

    visits: dict[int, StageVisit]
    tasks: dict[int, tuple[TaskRow, ...]]
    timers: dict[int, list[str]]


def clean_changes(
    work: Work, form: FormDefinition, rows: Sequence[MappedRow], stored: Sequence[Row[Any]]
) -> list[Cleaned]:
    """What each row makes of the record that is there."""
    raws = [dict(row.raw) for row in rows]
    return list(clean_many(form, raws, work, befores=stored, channel="import"))


def read_surroundings(work: Work, form: str, records: Sequence[int]) -> Surroundings:
    """Where the records stand, what is open about them, and which clocks run."""
    return Surroundings(
        visits.current_of_many(work.connection, form, records),
        tasks.live_of_many(work.connection, form, records),
        timers.running_keys(work.connection, form, records),
    )


class ChangeWriter:
    """Writes changes of one form in one go."""

    def __init__(self, work: Work, form: FormDefinition, table: Table, run: int, *, channel: str = "import") -> None:
        self.work, self.form, self.table, self.run, self.channel = work, form, table, run, channel

    def write(self, changes: Sequence[Change], around: Surroundings) -> None:
        """Values, events, grades; then the moves, each at its own moment."""
        edited = [change for change in changes if change.changes]
        self._write_values(edited)
        self._tell_edits(edited)
        self._grade(edited)
        self._move([change for change in changes if change.target is not None], around)

    def _write_values(self, edited: Sequence[Change]) -> None:
        rows = []
        for change in edited:
            search = search_text(self.form, change.cleaned.values, change.record.number)
            columns = column_values(self.form, change.cleaned.values)
            rows.append({"id": change.record.id, **columns, "search": search, "updated_at": self.work.now})
        store.update_many(self.work.connection, self.table, rows, versioned=True)
        settle(self.work, self.form, {change.record.id: change.changes for change in edited})

    def _tell_edits(self, edited: Sequence[Change]) -> None:
        happened_to_many(self.work, [self._edited(change) for change in edited])

    def _edited(self, change: Change) -> Event:
        was_now = {name: (change.cleaned.before.get(name), now) for name, now in change.changes.items()}
        said = told_changes(self.form, was_now)
        return self._event(change, "edited", self.work.now, {"changes": said, "channel": self.channel})

    def _grade(self, edited: Sequence[Change]) -> None:
        scorecard = scorecard_of(self.work, self.form.id)
        if scorecard is None:
            return
        rows = [
            {**change.cleaned.before, **with_parts(self.form, change.cleaned.values), "id": change.record.id}
            for change in edited
            if not scorecard.reads.isdisjoint(with_parts(self.form, change.changes))
        ]
        grade_many(self.work, self.form.id, rows)

    def _move(self, moved: Sequence[Change], around: Surroundings) -> None:
        if not moved:
            return
        crew = Crew(self.work)
        entries = [self._entry(change, crew) for change in moved]
        self._leave(moved, around, crew)
        entered = [
            Entered(self.form.id, change.record.id, change.record.owner, entry, "imported")
            for change, entry in zip(moved, entries, strict=True)
        ]
        asked = write_entries(self.work, crew, entered)
        rows = [
            {"id": change.record.id, **entry.columns(), "updated_at": entry.at}
            for change, entry in zip(moved, entries, strict=True)
        ]
        store.update_many(self.work.connection, self.table, rows)
        told = [self._moved(change, entry) for change, entry in zip(moved, entries, strict=True)]
        happened_to_many(self.work, [*told, *asked])

    def _entry(self, change: Change, crew: Crew) -> StageEntry:
        target, record = change.target, change.record
        values = {**change.cleaned.before, **change.cleaned.values}
        arrival = Arrival(record.number, record.owner, values)
        return plan_entry(target.pipeline, target.stage, arrival, crew, house_env(self.work.at(target.at)))

    def _leave(self, moved: Sequence[Change], around: Surroundings, crew: Crew) -> None:
        """End what belonged to the stages before: visits, tasks and clocks, each when its record left."""
        at = {change.record.id: change.target for change in moved}
        calendars = {change.record.id: crew.calendar(change.record.owner) for change in moved}
        left = [
            {
                "id": stay.id,
                "left_at": at[record].at,
                "left_to": at[record].stage.id,
                **took(stay.entered_at, at[record].at, stay.due_at, calendars[record]),
            }
            for record, stay in around.visits.items()
            if record in at
        ]
        closed = [
            {"id": task.id, "state": "closed", "ended_at": at[record].at}
            for record, several in around.tasks.items()
            if record in at
            for task in several
        ]
        store.update_many(self.work.connection, tables.stage_visit, left)
        visits.keep_whether_acted(self.work.connection, [stay["id"] for stay in left])
        store.update_many(self.work.connection, tables.task, closed)
        timers.cancel_of_many(self.work.connection, self.form.id, list(at), self.work.now)

    def _moved(self, change: Change, entry: StageEntry) -> Event:
        data = {
            "pipeline": entry.pipeline.id,
            "from": change.record.stage,
            "to": entry.stage.id,
            "outcome": entry.stage.outcome,
            "how": "imported",
            "wake": entry.wake_on.isoformat() if entry.wake_on else None,
            "run": self.run,
        }
        said = {name: value for name, value in data.items() if value is not None}
        return self._event(change, "stage_entered", entry.at, said)

    def _event(self, change: Change, kind: str, at: datetime, data: dict[str, Any]) -> Event:
        actor, revision = self.work.actor.person_id, self.work.catalog.revision
        return Event(self.form.id, change.record.id, kind, at, actor, data, revision)


def before_of(work: Work, form: FormDefinition, change: Change, around: Surroundings) -> dict[str, Any]:
    """What undoing the change will bring back."""
    record = change.record.id
    visit = around.visits.get(record)
    return kept_state(
        work,
        form,
        change.record,
        visit=visit.id if visit else None,
        tasks=around.tasks.get(record, ()),
        timers=around.timers.get(record, []),
    )
