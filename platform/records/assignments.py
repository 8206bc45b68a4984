"""Assignments: who got a record or which pool, how and why, and whether they accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, case, func, or_, select, update

from .engine.prepared import Prepared, places, slots, spread
from .engine.rows import NOT_MEASURED, Took, choose, portions, read, read_one, write, write_many
from .tables import assignment


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One choice of an owner or a pool, with the decision that led to it."""

    form: str
    record: int
    how: str
    at: datetime
    owner: int | None = None
    team: int | None = None
    pool: str | None = None
    previous_owner: int | None = None
    routing: str | None = None
    rule: str | None = None
    strategy: str | None = None
    decision: dict[str, Any] = field(default_factory=dict)
    actor: int | None = None
    revision: int = 0
    accept_by: datetime | None = None
    accepted_at: datetime | None = None
    refused_at: datetime | None = None
    refusal: str | None = None
    reason: str | None = None
    ended_at: datetime | None = None
    grade: str | None = None
    from_pool: str | None = None
    batch: int | None = None
    id: int = 0


def add(connection: Connection, new: AssignmentRow) -> int:
    """End the record's assignment that held until now, keep the new one, and return its id."""
    end(connection, new.form, new.record, new.at)
    return write(connection, assignment, new)


def add_many(connection: Connection, new: Sequence[AssignmentRow]) -> Sequence[int]:
    """The same for many records; each has one row at most."""
    for form, at in sorted({(row.form, row.at) for row in new}):
        for part in portions(row.record for row in new if (row.form, row.at) == (form, at)):
            connection.execute(update(assignment).where(_current(form, part)).values(ended_at=at))
    return write_many(connection, assignment, new)


def add_first(connection: Connection, new: Sequence[AssignmentRow]) -> Sequence[int]:
    """The same for records that nobody can have had before."""
    return write_many(connection, assignment, new)


def end(connection: Connection, form: str, record: int, now: datetime) -> bool:
    """End the assignment that holds; False when there is none."""
    ended = update(assignment).where(_current(form, (record,))).values(ended_at=now)
    return connection.execute(ended).rowcount > 0


def accept(connection: Connection, assignment_id: int, now: datetime, *, took: Took = NOT_MEASURED) -> bool:
    """Keep that the owner accepted; False when it was accepted, refused or ended before."""
    return _answer(connection, assignment_id, accepted_at=now, **took)


def refuse(
    connection: Connection,
    assignment_id: int,
    now: datetime,
    *,
    words: str,
    reason: str | None = None,
    took: Took = NOT_MEASURED,
) -> bool:
    """Keep that the owner refused, and end the assignment; False when it was answered or ended before."""
    return _answer(connection, assignment_id, refused_at=now, refusal=words, reason=reason, ended_at=now, **took)


def uncontacted(connection: Connection, form: str, record: int) -> AssignmentRow | None:
    """The assignment that holds now, if its owner has not been in touch since they got the record."""
    found = _UNCONTACTED.read(connection, AssignmentRow, form=form, record=record)
    return found[0] if found else None


def contacted(connection: Connection, assignment_id: int, now: datetime, *, took: Took = NOT_MEASURED) -> None:
    """Keep when the owner was first in touch, and how long that took."""
    mine = update(assignment).where(assignment.c.id == assignment_id, assignment.c.contacted_at.is_(None))
    connection.execute(mine.values(contacted_at=now, **took))


def stop_waiting(connection: Connection, form: str, record: int) -> bool:
    """Ask for no answer any more; False where nobody was asked, or the answer is there."""
    waiting = and_(_current(form, (record,)), assignment.c.accept_by.is_not(None), assignment.c.accepted_at.is_(None))
    return connection.execute(update(assignment).where(waiting).values(accept_by=None)).rowcount == 1


def get(connection: Connection, assignment_id: int) -> AssignmentRow | None:
    """One assignment, whether it holds or not."""
    return read_one(connection, AssignmentRow, _choose(assignment.c.id == assignment_id))


def current(connection: Connection, form: str, record: int) -> AssignmentRow | None:
    """The assignment that holds now."""
    return read_one(connection, AssignmentRow, _choose(_current(form, (record,))).order_by(assignment.c.id.desc()))


def current_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, AssignmentRow]:
    """The assignments that hold now, by record."""
    found: dict[int, AssignmentRow] = {}
    for part in portions(records):
        rows = read(connection, AssignmentRow, _choose(_current(form, part)).order_by(assignment.c.id))
        found.update((row.record, row) for row in rows)
    return found


def history(connection: Connection, form: str, record: int) -> tuple[AssignmentRow, ...]:
    """Everybody who had the record, in the order of its life."""
    theirs = _choose(assignment.c.form == form, assignment.c.record == record)
    return read(connection, AssignmentRow, theirs.order_by(assignment.c.id))


def open_counts(connection: Connection, table: Table, people: Iterable[int]) -> dict[int, int]:
    """How many open records of a form each person owns; who owns none counts 0."""
    wanted = tuple(people)
    if not wanted:
        return {}
    room = places(len(wanted))
    counted = _open_counts(table, room).all(connection, **spread("owner", wanted, room))
    return dict.fromkeys(wanted, 0) | dict(counted)


def counts_since(
    connection: Connection,
    form: str,
    people: Iterable[int],
    since: Sequence[datetime],
    *,
    how: Iterable[str] | None = None,
    from_pool: str | None = None,
) -> tuple[dict[int, int], ...]:
    """How many records of a form each person was given since each of some moments; who got none counts 0."""
    wanted, ways = tuple(people), None if how is None else tuple(how)
    if not wanted or ways == ():
        return tuple(dict.fromkeys(wanted, 0) for _ in since)
    room = places(len(wanted))
    values = {**spread("owner", wanted, room), **spread("since", since, len(since)), "earliest": min(since)}
    values |= {**spread("how", ways or (), len(ways or ())), "form": form}
    values |= {} if from_pool is None else {"pool": from_pool}
    query = _counts_since(room, len(since), len(ways or ()), from_pool is not None)
    counted = query.all(connection, **values)
    return tuple(dict.fromkeys(wanted, 0) | {row[0]: int(row[n]) for row in counted} for n in range(1, len(since) + 1))


def turned_down_by(
    connection: Connection, form: str, records: Iterable[int], now: datetime
) -> dict[int, frozenset[int]]:
    """Who had each record and refused it, or let the time to accept it run out."""
    lapsed = and_(assignment.c.accept_by <= now, assignment.c.accepted_at.is_(None))
    said_no = and_(assignment.c.owner.is_not(None), or_(assignment.c.refused_at.is_not(None), lapsed))
    found: dict[int, set[int]] = {}
    for part in portions(records):
        theirs = and_(assignment.c.form == form, assignment.c.record.in_(part), said_no)
        for record, owner in connection.execute(select(assignment.c.record, assignment.c.owner).where(theirs)):
            found.setdefault(record, set()).add(owner)
    return {record: frozenset(owners) for record, owners in found.items()}


def before_of(connection: Connection, form: str, ids: Mapping[int, int]) -> dict[int, AssignmentRow]:
    """What held before some assignments, by record; `ids` is record → the assignment after it."""
    found: dict[int, AssignmentRow] = {}
    for part in portions(ids):
        rows = read(connection, AssignmentRow, _choose(assignment.c.form == form, assignment.c.record.in_(part)))
        for row in sorted(rows, key=lambda row: row.id):
            if row.id < ids[row.record]:
                found[row.record] = row
    return found


def left_by(connection: Connection, form: str, person: int, records: Iterable[int]) -> dict[int, datetime]:
    """When each of these records left somebody who had it; the others are left out."""
    left: dict[int, datetime] = {}
    for part in portions(records):
        theirs = and_(assignment.c.form == form, assignment.c.record.in_(part), assignment.c.owner == person)
        ended = select(assignment.c.record, func.max(assignment.c.ended_at)).where(theirs)
        left.update(connection.execute(ended.group_by(assignment.c.record)).all())
    return {record: at for record, at in left.items() if at is not None}


def count_by_rule(connection: Connection, form: str, *, since: datetime) -> dict[str | None, int]:
    """How many records of a form each routing rule decided on since a moment; None: how often no rule found anybody."""
    by_rule = assignment.c.rule.is_not(None) | (assignment.c.how == "routed")
    given = (assignment.c.form == form, assignment.c.at >= since, by_rule)
    counted = select(assignment.c.rule, func.count()).where(*given).group_by(assignment.c.rule)
    return dict(connection.execute(counted).all())


def unaccepted(connection: Connection, now: datetime, *, limit: int = 500) -> tuple[AssignmentRow, ...]:
    """Assignments that hold and should have been accepted by now, the longest first."""
    waiting = and_(assignment.c.accepted_at.is_(None), assignment.c.ended_at.is_(None), assignment.c.accept_by < now)
    return read(connection, AssignmentRow, _choose(waiting).order_by(assignment.c.accept_by).limit(limit))


@lru_cache(maxsize=256)
def _open_counts(table: Table, people: int) -> Prepared:
    mine = (
        table.c.owner.in_(slots(table.c.owner, "owner", people)),
        table.c.outcome == "open",
        table.c.trashed_at.is_(None),
    )
    return Prepared(select(table.c.owner, func.count()).where(*mine).group_by(table.c.owner))


@lru_cache(maxsize=256)
def _counts_since(people: int, moments: int, ways: int, of_pool: bool) -> Prepared:
    c = assignment.c
    given = [c.owner.in_(slots(c.owner, "owner", people)), c.at >= bindparam("earliest"), c.form == bindparam("form")]
    given += [c.how.in_(slots(c.how, "how", ways))] if ways else []
    given += [c.from_pool == bindparam("pool")] if of_pool else []
    counts = [func.sum(case((c.at >= moment, 1), else_=0)) for moment in slots(c.at, "since", moments)]
    return Prepared(select(c.owner, *counts).where(*given).group_by(c.owner))


def _choose(*conditions: ColumnElement[bool]) -> Any:
    return choose(assignment, AssignmentRow).where(*conditions)


def _current(form: str, records: Sequence[int]) -> ColumnElement[bool]:
    return and_(assignment.c.form == form, assignment.c.record.in_(records), assignment.c.ended_at.is_(None))


def _answer(connection: Connection, assignment_id: int, **changes: Any) -> bool:
    unanswered = and_(
        assignment.c.id == assignment_id,
        assignment.c.accepted_at.is_(None),
        assignment.c.refused_at.is_(None),
        assignment.c.ended_at.is_(None),
    )
    return connection.execute(update(assignment).where(unanswered).values(**changes)).rowcount == 1


_UNCONTACTED = Prepared(
    _choose(
        assignment.c.form == bindparam("form"),
        assignment.c.record == bindparam("record"),
        assignment.c.ended_at.is_(None),
        assignment.c.contacted_at.is_(None),
    )
)
