"""What came in over a period, as it was when it came in, and what became of it: read set-based."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from accounts import Work
from forms import form_of, record_values, table_of, values_from_json
from records import tables

from ..crew import Crew

# What decisions may have changed since: a record that comes in has none of it yet.
LATER = (
    "owner", "team", "assigned_at", "accept_by", "accepted_at", "pool", "score", "grade", "graded_at", "urgent",
    "stage", "stage_entered_at", "stage_due_at", "closed_at", "next_task", "next_due_at", "first_contact_at",
    "last_contact_at", "hand_grade", "rule_grade",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastRecord:
    """One record: its values when it came in, its grade then, who got it first, and what came of it."""

    id: int
    number: str
    title: str
    at: datetime
    values: Mapping[str, Any]
    grade: str | None
    owner: int | None
    pool: str | None
    minutes: float | None
    outcome: str
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A record that somebody had when the period began, and until when."""

    owner: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class FirstHands:
    """Who got a record first, or which pool; when, how fast they answered, and its grade then."""

    owner: int | None = None
    pool: str | None = None
    at: datetime | None = None
    minutes: float | None = None
    grade: str | None = None


NOBODY = FirstHands()


def past_records(work: Work, form_id: str, since: datetime, until: datetime, crew: Crew) -> list[PastRecord]:
    """The records that came in, in the order in which they did."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    came = and_(table.c.created_at >= since, table.c.created_at < until, table.c.trashed_at.is_(None))
    rows = work.connection.execute(select(table).where(came).order_by(table.c.created_at, table.c.id)).all()
    ids = select(table.c.id).where(came)
    first, graded = _first_hands(work, form_id, ids), _first_grades(work, form_id, ids)
    before, left = _first_values(work, form_id, ids), _left_open(work, form_id, ids)
    found = []
    for row in rows:
        values = record_values(row)
        was = values_from_json(form, before.get(row.id, {}))
        hands = first.get(row.id, NOBODY)
        found.append(
            PastRecord(
                id=row.id,
                number=row.number,
                title=str(values.get(form.title) or row.number),
                at=row.created_at,
                values={**values, **dict.fromkeys(LATER), **was, "outcome": "open"},
                grade=hands.grade or graded.get(row.id) or row.grade,
                owner=hands.owner,
                pool=hands.pool,
                minutes=_minutes(hands, row.first_contact_at, crew),
                outcome=row.outcome,
                released_at=left.get(row.id) or row.closed_at,
            )
        )
    return found


def carried_in(work: Work, form_id: str, since: datetime) -> list[Carried]:
    """What people had in their hands when the period began."""
    a, table = tables.assignment.c, table_of(work.catalog, form_id)
    held = and_(a.form == form_id, a.owner.is_not(None), a.at < since, a.ended_at.is_(None) | (a.ended_at >= since))
    still = and_(table.c.created_at < since, table.c.closed_at.is_(None) | (table.c.closed_at >= since))
    query = select(a.owner, a.ended_at, table.c.closed_at).join(table, table.c.id == a.record).where(held, still)
    rows = work.connection.execute(query)
    return [
        Carried(owner, min((one for one in (ended, closed) if one is not None), default=None))
        for owner, ended, closed in rows
    ]


def _minutes(hands: FirstHands, first_contact: datetime | None, crew: Crew) -> float | None:
    """Working minutes to the first contact; of earlier times, when they were not kept, reckoned again."""
    if hands.minutes is not None or hands.at is None or first_contact is None or first_contact < hands.at:
        return hands.minutes
    return crew.calendar(hands.owner).between(hands.at, first_contact) / 60


def _first_hands(work: Work, form: str, ids: Any) -> dict[int, FirstHands]:
    a = tables.assignment.c
    found: dict[int, FirstHands] = {}
    query = select(a.record, a.owner, a.pool, a.at, a.response_working_seconds, a.grade)
    for record, owner, pool, at, seconds, grade in work.connection.execute(
        query.where(a.form == form, a.record.in_(ids)).order_by(a.id)
    ):
        known = found.get(record)
        if known is None or (known.owner is None and owner is not None):
            minutes = seconds / 60 if seconds is not None else None
            first_grade = known.grade if known is not None and known.grade else grade
            found[record] = FirstHands(owner, pool if owner is None else None, at, minutes, first_grade)
    return found


def _first_grades(work: Work, form: str, ids: Any) -> dict[int, str]:
    g = tables.grade.c
    first = select(func.min(g.id)).where(g.form == form, g.record.in_(ids)).group_by(g.record)
    return dict(work.connection.execute(select(g.record, g.band).where(g.id.in_(first))).all())


def _first_values(work: Work, form: str, ids: Any) -> dict[int, dict[str, Any]]:
    """What fields held before anybody edited them."""
    e = tables.event.c
    edits = select(e.record, e.data).where(e.form == form, e.kind == "edited", e.record.in_(ids)).order_by(e.id)
    found: dict[int, dict[str, Any]] = {}
    for record, data in work.connection.execute(edits):
        known = found.setdefault(record, {})
        for name, (was, _) in (data.get("changes") or {}).items():
            known.setdefault(name, was)
    return found


def _left_open(work: Work, form: str, ids: Any) -> dict[int, datetime]:
    """When a record was first parked, won or lost: from then on nobody carries it."""
    v = tables.stage_visit.c
    left = select(v.record, func.min(v.entered_at)).where(v.form == form, v.outcome != "open", v.record.in_(ids))
    return dict(work.connection.execute(left.group_by(v.record)).all())
