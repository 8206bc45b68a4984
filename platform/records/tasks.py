"""Tasks: what has to be done about a record, by whom and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update

from definitions import AlreadyDone, NotFound

from .engine.among import Among, one_of
from .engine.prepared import Prepared
from .engine.rows import NOT_MEASURED, Took, choose, portions, read, write, write_many
from .tables import TOOK, task


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a record: to be done, waiting for something, done, left out, or closed as it no longer matters."""

    form: str
    record: int
    task: str
    opened_at: datetime
    visit: int | None = None
    pipeline: str | None = None
    stage: str | None = None
    title: dict[str, str] | str | None = None
    assignee: int | None = None
    must: bool = False
    state: str = "open"
    due_at: datetime | None = None
    snoozed_until: datetime | None = None
    overdue_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    reason: str | None = None
    words: str | None = None
    answers: dict[str, Any] | None = None
    checks: dict[str, Any] | None = None
    parent: int | None = None
    how: str | None = None
    for_team: int | None = None
    for_role: str | None = None
    why: dict[str, Any] | None = None
    revision: int = 0
    starts_at: datetime | None = None
    id: int = 0


def open_task(connection: Connection, new: TaskRow) -> int:
    """Open a task and return its id."""
    return write(connection, task, new)


def open_many(connection: Connection, new: Iterable[TaskRow]) -> Sequence[int]:
    """Open many tasks at once."""
    return write_many(connection, task, new)


def get(connection: Connection, task_id: int) -> TaskRow:
    """One task; NotFound when there is none."""
    found = _ONE.read(connection, TaskRow, task=task_id)
    if not found:
        raise NotFound("records.no_task")
    return found[0]


def by_ids(connection: Connection, task_ids: Iterable[int]) -> dict[int, TaskRow]:
    """Several tasks by id; what is not there is left out."""
    return {row.id: row for row in _BY_ID.read(connection, TaskRow, task_ids)}


def complete(
    connection: Connection,
    task_id: int,
    now: datetime,
    *,
    by: int | None,
    answers: dict[str, Any] | None = None,
    words: str | None = None,
    took: Took = NOT_MEASURED,
) -> TaskRow:
    """Mark an open task as done and return it as it is now; AlreadyDone when it had ended before."""
    return _end(connection, task_id, state="done", ended_at=now, ended_by=by, answers=answers, words=words, **took)


def skip(
    connection: Connection,
    task_id: int,
    now: datetime,
    *,
    by: int | None,
    reason: str | None = None,
    words: str | None = None,
    took: Took = NOT_MEASURED,
) -> TaskRow:
    """Leave an open task out, with the reason; AlreadyDone when it had ended before."""
    return _end(connection, task_id, state="skipped", ended_at=now, ended_by=by, reason=reason, words=words, **took)


def reopen(connection: Connection, task_id: int) -> None:
    """Open a task again that was left out by mistake."""
    again = {"state": "open", "ended_at": None, "ended_by": None, "reason": None, "words": None}
    took = dict.fromkeys(TOOK)
    connection.execute(update(task).where(task.c.id == task_id).values(**again, **took))


def reject(
    connection: Connection,
    task_id: int,
    now: datetime,
    *,
    by: int | None,
    words: str | None = None,
    took: Took = NOT_MEASURED,
) -> TaskRow:
    """Keep that a task came to a no; AlreadyDone when it had ended before."""
    return _end(connection, task_id, state="rejected", ended_at=now, ended_by=by, words=words, **took)


def miss(connection: Connection, task_id: int, now: datetime, *, took: Took = NOT_MEASURED) -> TaskRow:
    """Keep that a task was never done, as another took its place; AlreadyDone when it had ended before."""
    return _end(connection, task_id, state=MISSED, ended_at=now, **took)


def unblock(connection: Connection, task_id: int, **now_known: Any) -> bool:
    """Open a task that waited for another, with what only now is known: since when, for whom, until when."""
    waited = and_(task.c.id == task_id, task.c.state == BLOCKED)
    return connection.execute(update(task).where(waited).values(**{"state": "open", **now_known})).rowcount == 1


def wait(connection: Connection, task_id: int, *, waits: bool) -> bool:
    """Let an open task wait for somebody else, or be open again."""
    before, after = ("open", WAITING) if waits else (WAITING, "open")
    changed = update(task).where(task.c.id == task_id, task.c.state == before).values(state=after)
    return connection.execute(changed).rowcount == 1


def claim(connection: Connection, task_id: int, person: int) -> bool:
    """Take an open task out of its queue; False when somebody was faster, or it has ended."""
    return _change_open(connection, and_(task.c.id == task_id, task.c.assignee.is_(None)), assignee=person) == 1


def keep_why(connection: Connection, task_id: int, why: dict[str, Any]) -> None:
    """What decided about a task: who was chosen or asked, by what."""
    connection.execute(update(task).where(task.c.id == task_id).values(why=why))


def keep_checks(connection: Connection, task_id: int, checks: dict[str, Any]) -> None:
    """What is ticked on a task's checklist now."""
    connection.execute(update(task).where(task.c.id == task_id, _LIVE).values(checks=checks))


def snooze(connection: Connection, task_id: int, until: datetime | None) -> None:
    """Put an open task out of sight until a moment."""
    _change_open(connection, task.c.id == task_id, snoozed_until=until)


def move(connection: Connection, task_id: int, due_at: datetime | None) -> None:
    """Give an open task another time limit."""
    _change_open(connection, task.c.id == task_id, due_at=due_at, overdue_at=None)


def replan(
    connection: Connection, task_id: int, *, due_at: datetime | None, starts_at: datetime | None, assignee: int | None
) -> None:
    """Give an open task another time and person."""
    changes = {"due_at": due_at, "starts_at": starts_at, "assignee": assignee, "overdue_at": None}
    _change_open(connection, task.c.id == task_id, **changes)


def close(connection: Connection, task_id: int, now: datetime) -> None:
    """Close one task that has not ended: it no longer matters."""
    _close(connection, task.c.id == task_id, now)


def mark_overdue(connection: Connection, task_ids: Iterable[int], now: datetime) -> int:
    """Keep when tasks were first found overdue; returns for how many that was now, ended and marked ones left out."""
    late = update(task).where(task.c.overdue_at.is_(None), _LIVE).values(overdue_at=now)
    return sum(connection.execute(late.where(task.c.id.in_(part))).rowcount for part in portions(task_ids))


def close_of(connection: Connection, form: str, record: int, now: datetime, *, visit: int | None = None) -> int:
    """Close a record's tasks that have not ended, or those of one stage visit: they no longer matter."""
    theirs = _of(form, (record,)) if visit is None else and_(_of(form, (record,)), task.c.visit == visit)
    return _close(connection, theirs, now)


def close_of_many(connection: Connection, form: str, records: Iterable[int], now: datetime) -> int:
    """Close the tasks of many records that have not ended."""
    return sum(_close(connection, _of(form, part), now) for part in portions(records))


def hand_to(connection: Connection, task_id: int, person: int | None) -> None:
    """Give one open task to somebody else."""
    _change_open(connection, task.c.id == task_id, assignee=person)


def hand_over(connection: Connection, form: str, record: int, to: int | None, *, whose: int | None = None) -> int:
    """Give a record's open tasks to somebody else: all of them, or those of one person."""
    theirs = _of(form, (record,)) if whose is None else and_(_of(form, (record,)), task.c.assignee == whose)
    return _change_open(connection, theirs, assignee=to)


def states_in(rows: Iterable[TaskRow]) -> dict[str, str]:
    """What became of a record's tasks, the newest of the same name counting; parts and repeats say nothing of that."""
    return {row.task: row.state for row in rows if row.parent is None}


def states_of(connection: Connection, form: str, records: Iterable[int]) -> dict[int, dict[str, str]]:
    """The same of many records, without reading more of them."""
    found: dict[int, dict[str, str]] = {}
    for record, name, state in _STATES.all(connection, sorted(records), form=form):
        found.setdefault(record, {})[name] = state
    return found


def open_of(connection: Connection, form: str, record: int) -> tuple[TaskRow, ...]:
    """A record's open tasks in the order in which they were opened."""
    return open_of_many(connection, form, (record,)).get(record, ())


def live_of(connection: Connection, form: str, record: int) -> tuple[TaskRow, ...]:
    """A record's tasks that have not ended: open, blocked by another or waiting for somebody."""
    return live_of_many(connection, form, (record,)).get(record, ())


def parts_of(connection: Connection, parent: int) -> tuple[TaskRow, ...]:
    """The parts and repeats of a task, in the order of their life."""
    return read(connection, TaskRow, _choose(task.c.parent == parent).order_by(task.c.id))


def of_record(connection: Connection, form: str, record: int) -> tuple[TaskRow, ...]:
    """All tasks a record ever had, in the order of its life."""
    return _ALL.read(connection, TaskRow, form=form, record=record)


def open_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, tuple[TaskRow, ...]]:
    """The open tasks of many records, by record; a record without one is left out."""
    return _by_record(_OPEN_OF.read(connection, TaskRow, records, form=form))


def live_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, tuple[TaskRow, ...]]:
    """The same with those that wait for something."""
    return _by_record(_LIVE_OF.read(connection, TaskRow, records, form=form))


def open_and_ended(
    connection: Connection, form: str, records: Iterable[int], name: str
) -> dict[int, tuple[TaskRow, ...]]:
    """The open tasks of many records, and those with one name that ended, by record in the order of its life."""
    return _by_record(_OPEN_OR_NAMED.read(connection, TaskRow, records, form=form, named=name))


def next_of(connection: Connection, form: str, record: int) -> TaskRow | None:
    """The open task that is due first; one without a time limit comes last."""
    found = _NEXT.read(connection, TaskRow, form=form, record=record)
    return found[0] if found else None


def due_of(
    connection: Connection,
    person: int,
    *,
    before: datetime | None = None,
    now: datetime | None = None,
    limit: int = 500,
) -> tuple[TaskRow, ...]:
    """A person's open tasks, the first due first: all, or those due before a moment; `now` leaves snoozed ones out."""
    query = _choose(task.c.assignee == person, _OPEN)
    if before is not None:
        query = query.where(task.c.due_at < before)
    if now is not None:
        query = query.where(or_(task.c.snoozed_until.is_(None), task.c.snoozed_until <= now))
    return read(connection, TaskRow, query.order_by(*_BY_DUE).limit(limit))


def queued(connection: Connection, *, teams: Iterable[int], role: str | None, limit: int = 200) -> tuple[TaskRow, ...]:
    """Open tasks that lie in the queues of these teams or of a role, the first due first."""
    return read(connection, TaskRow, _choose(_OPEN, _queued(teams, role)).order_by(*_BY_DUE).limit(limit))


def count_of_day(
    connection: Connection,
    person: int,
    *,
    before: datetime,
    now: datetime,
    teams: Iterable[int],
    role: str | None,
    there: ColumnElement[bool],
) -> int:
    """How many open tasks are worth doing before a moment: a person's own, and what is queued; `there` narrows them.

    Snoozed ones are left out. Who is asked for a yes is asked at once, whenever it is due.
    """
    begins = func.coalesce(task.c.starts_at, task.c.due_at)
    own = and_(task.c.assignee == person, or_(begins.is_(None), begins < before, task.c.how == ASKED))
    awake = or_(task.c.snoozed_until.is_(None), task.c.snoozed_until <= now)
    theirs = select(func.count()).select_from(task).where(_OPEN, awake, or_(own, _queued(teams, role)), there)
    return connection.execute(theirs).scalar_one()


def overdue(connection: Connection, now: datetime, *, limit: int = 500) -> tuple[TaskRow, ...]:
    """Everybody's open tasks whose time is over, the longest first."""
    return read(connection, TaskRow, _choose(_OPEN, task.c.due_at < now).order_by(*_BY_DUE).limit(limit))


def open_counts(connection: Connection, people: Iterable[int]) -> dict[int, int]:
    """How many open tasks each person has; who has none counts 0."""
    wanted = tuple(people)
    counted = select(task.c.assignee, func.count()).where(task.c.assignee.in_(wanted), _OPEN).group_by(task.c.assignee)
    return dict.fromkeys(wanted, 0) | dict(connection.execute(counted).all())


def ended_by(connection: Connection, person: int, *, since: datetime, limit: int = 500) -> tuple[TaskRow, ...]:
    """What a person completed or skipped since a moment, the newest first."""
    query = _choose(task.c.ended_by == person, task.c.ended_at >= since)
    return read(connection, TaskRow, query.order_by(task.c.ended_at.desc()).limit(limit))


BLOCKED, WAITING, MISSED = "blocked", "waiting", "missed"
ASKED = "asked"  # how a task came: somebody waits for a yes
LIVE = ("open", BLOCKED, WAITING)
_OPEN = task.c.state == "open"
_LIVE = one_of(task.c.state, LIVE)
_BY_DUE = (task.c.due_at.is_(None), task.c.due_at, task.c.id)


def _choose(*conditions: ColumnElement[bool]) -> Any:
    return choose(task, TaskRow).where(*conditions)


_ONE = Prepared(_choose(task.c.id == bindparam("task")))
_BY_ID = Among(task.c.id, _choose())
_OF_FORM = task.c.form == bindparam("form")
_OF_ONE = and_(_OF_FORM, task.c.record == bindparam("record"))
_ALL = Prepared(_choose(_OF_ONE).order_by(task.c.id))
_NEXT = Prepared(_choose(_OF_ONE, _OPEN).order_by(*_BY_DUE).limit(1))
_OPEN_OF = Among(task.c.record, _choose(_OF_FORM, _OPEN).order_by(task.c.id))
_LIVE_OF = Among(task.c.record, _choose(_OF_FORM, _LIVE).order_by(task.c.id))
_OPEN_OR_NAMED = Among(
    task.c.record, _choose(_OF_FORM, or_(_OPEN, task.c.task == bindparam("named"))).order_by(task.c.id)
)
_STATES = Among(
    task.c.record,
    select(task.c.record, task.c.task, task.c.state).where(_OF_FORM, task.c.parent.is_(None)).order_by(task.c.id),
)


def _of(form: str, records: Sequence[int]) -> ColumnElement[bool]:
    return and_(task.c.form == form, task.c.record.in_(records))


def _queued(teams: Iterable[int], role: str | None) -> ColumnElement[bool]:
    """What lies in a queue, and nobody has taken."""
    theirs = task.c.for_team.in_(tuple(teams))
    return and_(task.c.assignee.is_(None), theirs if role is None else or_(theirs, task.c.for_role == role))


def _by_record(rows: Iterable[TaskRow]) -> dict[int, tuple[TaskRow, ...]]:
    found: dict[int, tuple[TaskRow, ...]] = {}
    for row in rows:
        found[row.record] = (*found.get(row.record, ()), row)
    return found


def _change_open(connection: Connection, which: ColumnElement[bool], **changes: Any) -> int:
    return connection.execute(update(task).where(which, _OPEN).values(**changes)).rowcount


def _close(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    closed = update(task).where(which, _LIVE).values(state="closed", ended_at=now)
    return connection.execute(closed).rowcount


def _end(connection: Connection, task_id: int, **changes: Any) -> TaskRow:
    ended = _ending(tuple(changes)).run(connection, **changes, this=task_id)
    row = get(connection, task_id)
    if not ended:
        raise AlreadyDone("records.task_ended", state=row.state)
    return row


@lru_cache(maxsize=16)
def _ending(names: tuple[str, ...]) -> Prepared:
    return Prepared(update(task).where(task.c.id == bindparam("this"), _LIVE), names)
