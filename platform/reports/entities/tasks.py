"""Everything that had to be done about a record."""

from records import tables

from .entity import choice, entity, moment, person, whole, yes_no
from .wording import pipelines, reasons, said, stages, tasks

task = tables.task.c

entity(
    "tasks",
    tables.task,
    due="due_at",
    late="state = 'open' and due_at < now and (outcome = 'open' or stage = record_stage)",
    task=choice(task.task, tasks),
    pipeline=choice(task.pipeline, pipelines),
    stage=choice(task.stage, stages),
    state=choice(task.state, said("reports.value.state")),
    assignee=person(task.assignee),
    must=yes_no(task.must),
    opened_at=moment(task.opened_at),
    starts_at=moment(task.starts_at),
    due_at=moment(task.due_at),
    snoozed_until=moment(task.snoozed_until),
    overdue_at=moment(task.overdue_at),
    ended_at=moment(task.ended_at),
    ended_by=person(task.ended_by),
    reason=choice(task.reason, reasons),
    **{name: whole(task[name]) for name in tables.TOOK},
)
