"""What flows add to what a person may see: records in which they have a task, whoever owns them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, or_, select

from accounts import VISIBILITY, Actor
from records import tables


@VISIBILITY.register("tasks")
def records_with_my_tasks(actor: Actor, form: str, table: Table) -> ColumnElement[bool] | None:
    """A task for somebody else's record would be of no use without the record."""
    if actor.person_id is None:
        return None
    task = tables.task.c
    mine = task.assignee == actor.person_id
    queues = [task.for_team.in_(sorted(actor.above | actor.teams))]
    if actor.role is not None:
        queues.append(task.for_role == actor.role.id)
    to_take = and_(task.assignee.is_(None), or_(*queues))
    theirs = select(task.record).where(or_(mine, to_take), task.state == "open", task.form == form)
    return table.c.id.in_(theirs.correlate(None))
