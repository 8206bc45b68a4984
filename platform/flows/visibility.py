"""What flows add to what a person may see: records in which they have a task, whoever owns them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, select

from accounts import VISIBILITY, Actor
from records import tables


@VISIBILITY.register("tasks")
def records_with_my_tasks(actor: Actor, form: str, table: Table) -> ColumnElement[bool] | None:
    """A task for somebody else's record would be of no use without the record."""
    if actor.person_id is None:
        return None
    task = tables.task.c
    mine = select(task.record).where(task.assignee == actor.person_id, task.state == "open", task.form == form)
    return table.c.id.in_(mine.correlate(None))
