"""What stood before an import changed a record, kept so that undoing brings exactly that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, delete, select, update

from accounts import Work
from forms import FormDefinition, column_values, json_values, record_values, search_text, settle, values_from_json
from records import StageVisit, TaskRow, store, tables, tasks, timers, visits

from ..stage_moves.entering import STAGE_LIMIT
from ..subject import Subject

# The columns of the record that belong to where it stands; owner and grade are changed by nobody here.
STANDING = (
    "pipeline", "stage", "stage_entered_at", "stage_due_at", "outcome", "closed_at", "wake_on", "next_task",
    "next_due_at",
)  # fmt: skip
WORTH = ("score", "grade", "graded_at", "scorecard", "urgent")
_MOMENTS = ("stage_entered_at", "stage_due_at", "closed_at", "next_due_at", "graded_at")


def state_of(work: Work, subject: Subject) -> dict[str, Any]:
    """Values, standing, and which visit, tasks and timers were running."""
    form, record = subject.form.id, subject.id
    visit: StageVisit | None = visits.current(work.connection, form, record)
    return kept_state(
        work,
        subject.form,
        subject.row,
        visit=visit.id if visit else None,
        tasks=tasks.live_of(work.connection, form, record),
        timers=[timer.key for timer in timers.running_of(work.connection, form, record)],
    )


def kept_state(
    work: Work, form: FormDefinition, row: Row[Any], *, visit: int | None, tasks: Sequence[TaskRow], timers: list[str]
) -> dict[str, Any]:
    """The same, where what hangs on the record is at hand."""
    kept = {field.id for field in form.fields if not field.type.computed}
    values = {name: value for name, value in record_values(row).items() if name in kept}
    return {
        "values": json_values(work.catalog, form.id, values),
        "columns": {name: _written(getattr(row, name)) for name in (*STANDING, *WORTH)},
        "version": row.version,
        "visit": visit,
        "tasks": [task.id for task in tasks],
        "waiting": {task.id: task.state for task in tasks if task.state != "open"},
        "timers": timers,
    }


def bring_back(work: Work, form: FormDefinition, table: Table, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Give records back what `state_of` kept of each; of one that is named twice, the last holds."""
    gone: set[int] = set()
    for record, before in rows:
        _bring_values_back(work, form, table, record, before)
        gone |= _bring_tasks_back(work, form.id, record, before)
        _bring_timers_back(work, form.id, record, before)
    records, again = {record for record, _ in rows}, [before["visit"] for _, before in rows if before["visit"]]
    visits.take_back(work.connection, table, form.id, records, gone=gone, again=again)


def _bring_values_back(work: Work, form: FormDefinition, table: Table, record: int, before: Mapping[str, Any]) -> None:
    values = values_from_json(form, before["values"])
    row = store.fetch(work.connection, table, record)
    columns = {name: _read(name, value) for name, value in before["columns"].items()}
    search = search_text(form, values, row.number)
    changes = {**column_values(form, values), **columns, "search": search, "updated_at": work.now}
    store.update(work.connection, table, record, row.version, changes)
    settle(work, form, {record: values})


def _bring_tasks_back(work: Work, form: str, record: int, before: Mapping[str, Any]) -> set[int]:
    """Those that were running; returns the later stays, whose own are forgotten."""
    task, visit = tables.task, tables.stage_visit
    later = (visit.c.form == form, visit.c.record == record, visit.c.id > (before["visit"] or 0))
    gone = work.connection.scalars(select(visit.c.id).where(*later)).all()
    opened = work.connection.scalars(select(task.c.id).where(task.c.visit.in_(gone))).all()
    _forget_timers(work, form, record, visits=gone, tasks=opened)
    work.connection.execute(delete(task).where(task.c.id.in_(opened)))
    again = {"state": "open", "ended_at": None, "ended_by": None, "reason": None, "words": None}
    work.connection.execute(update(task).where(task.c.id.in_(before["tasks"] or [0])).values(**again))
    for id, state in before.get("waiting", {}).items():
        work.connection.execute(update(task).where(task.c.id == int(id)).values(state=state))
    return set(gone)


def _forget_timers(work: Work, form: str, record: int, *, visits: Sequence[int], tasks: Sequence[int]) -> None:
    """SQLite gives the ids of what is deleted again: the timers named after them must not stand in the way then."""
    timer = tables.timer
    theirs = select(timer.c.id, timer.c.kind, timer.c.data).where(timer.c.form == form, timer.c.record == record)
    named = [
        row.id
        for row in work.connection.execute(theirs)
        if _of_stay(row) in visits or (row.kind == "task_overdue" and row.data.get("ref") in tasks)
    ]
    work.connection.execute(delete(timer).where(timer.c.id.in_(named)))


def _of_stay(row: Row[Any]) -> int | None:
    """The visit whose end or limit a timer waits for."""
    return row.data.get("ref") if row.kind == STAGE_LIMIT else row.data.get("visit")


def _bring_timers_back(work: Work, form: str, record: int, before: Mapping[str, Any]) -> None:
    timers.cancel_of(work.connection, form, record, work.now)
    timer = tables.timer
    kept = update(timer).where(timer.c.key.in_(before["timers"] or [""]), timer.c.fired_at.is_(None))
    work.connection.execute(kept.values(cancelled_at=None, lease_until=None))


def _written(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return float(value) if hasattr(value, "as_tuple") else value


def _read(name: str, value: Any) -> Any:
    if value is None or name not in (*_MOMENTS, "wake_on"):
        return value
    return date.fromisoformat(value) if name == "wake_on" else datetime.fromisoformat(value)
