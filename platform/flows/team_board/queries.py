"""The rows that a team's board is made of: each watch is one condition over one form's records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select

from accounts import Work, visible
from forms import table_of
from records import tables

MOST = 50


class TeamRecords:
    """One form's open records of some teams, or of all, as far as the actor may see them."""

    def __init__(self, work: Work, form: str, team_ids: Iterable[int] | None = None) -> None:
        self.work, self.form = work, form
        self.table = table_of(work.catalog, form)
        self.seen = visible(work.actor, form, self.table)
        if team_ids is not None:
            theirs = self.table.c.team.in_(tuple(team_ids))
            # What nobody owns belongs to no team yet: whoever may see it may take care of it.
            unowned = and_(self.table.c.owner.is_(None), self.table.c.team.is_(None))
            self.seen = and_(self.seen, or_(theirs, unowned))
        self.base = and_(self.seen, self.table.c.outcome == "open")

    def watched(self, watch: str, silence: datetime | None) -> ColumnElement[bool] | None:
        """The condition of one watch; None where the form's pipelines do not watch for it."""
        c, now = self.table.c, self.work.now
        last = func.coalesce(c.last_contact_at, c.created_at)
        conditions: Mapping[str, ColumnElement[bool] | None] = {
            "unowned": c.owner.is_(None),
            "unaccepted": and_(c.owner.is_not(None), c.accept_by.is_not(None), c.accepted_at.is_(None)),
            "overdue": and_(c.owner.is_not(None), c.next_due_at < now),
            "silent": and_(c.owner.is_not(None), c.paused_at.is_(None), last < silence) if silence else None,
            "stuck": c.stage_due_at < now,  # whoever has it, or nobody: as the reports count it
        }
        return conditions[watch]

    @property
    def action_undone(self) -> ColumnElement[bool]:
        """Of a record that is stuck: not the customer holds it up, but what nobody has done."""
        return self.table.c.next_due_at < self.work.now

    def since(self, watch: str) -> ColumnElement[datetime]:
        """From when on a record stands still in the sense of a watch."""
        c = self.table.c
        return {
            "unowned": func.coalesce(c.assigned_at, c.created_at),
            "unaccepted": c.assigned_at,
            "overdue": c.next_due_at,
            "silent": func.coalesce(c.last_contact_at, c.created_at),
            "stuck": c.stage_due_at,
        }[watch]

    def count(self, condition: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(self.table).where(self.base, condition)
        return self.work.connection.execute(counted).scalar_one()

    def count_late_tasks(self) -> tuple[int, int]:
        """How many tasks that can still be done are past their limit, as reports count them, and how many of nobody."""
        task, c = tables.task.c, self.table.c
        doable = or_(c.outcome == "open", task.stage == c.stage)
        late = (task.form == self.form, task.state == "open", task.due_at < self.work.now, self.seen, doable)
        nobodys = func.coalesce(func.sum(case((task.assignee.is_(None), 1), else_=0)), 0)
        rows = tables.task.join(self.table, task.record == c.id)
        return tuple(self.work.connection.execute(select(func.count(), nobodys).select_from(rows).where(*late)).one())

    def count_by_team(self, condition: ColumnElement[bool]) -> dict[int | None, int]:
        team = self.table.c.team
        counted = select(team, func.count()).where(self.base, condition).group_by(team)
        return dict(map(tuple, self.work.connection.execute(counted)))

    def oldest(self, watch: str, condition: ColumnElement[bool]) -> list[Row[Any]]:
        """The rows that stand still the longest."""
        query = select(self.table).where(self.base, condition).order_by(self.since(watch), self.table.c.id)
        return list(self.work.connection.execute(query.limit(MOST)))

    def held(self) -> dict[int, int]:
        """How many open records each person holds."""
        c = self.table.c
        counted = select(c.owner, func.count()).where(self.base, c.owner.is_not(None)).group_by(c.owner)
        return dict(map(tuple, self.work.connection.execute(counted)))

    def overdue_by_owner(self) -> dict[int, int]:
        c = self.table.c
        counted = select(c.owner, func.count()).where(self.base, c.next_due_at < self.work.now).group_by(c.owner)
        return {owner: n for owner, n in self.work.connection.execute(counted) if owner is not None}

    def responses(self, since: datetime, most: int = 2000) -> list[tuple[datetime, datetime | None, int | None]]:
        """(came in, first contact, owner) of the records that came in since a moment, closed ones too."""
        c = self.table.c
        theirs = and_(visible(self.work.actor, self.form, self.table), c.created_at >= since)
        query = select(c.created_at, c.first_contact_at, c.owner).where(theirs).order_by(c.created_at.desc())
        return [tuple(row) for row in self.work.connection.execute(query.limit(most))]


def given_today(work: Work, people: Iterable[int], since: datetime) -> dict[int, int]:
    """How many records each person was given since a moment, of whatever form."""
    assignment = tables.assignment.c
    theirs = (assignment.owner.in_(tuple(people)), assignment.at >= since)
    counted = select(assignment.owner, func.count()).where(*theirs).group_by(assignment.owner)
    return dict(map(tuple, work.connection.execute(counted)))
