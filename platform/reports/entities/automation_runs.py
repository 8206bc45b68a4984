"""Every time an automation ran about a record, and how it ended."""

from records import tables

from .entity import choice, entity, moment
from .wording import automations as named
from .wording import said

rows = tables.metadata.tables["automation_run"]
run = rows.c

entity(
    "automation_runs",
    rows,
    automation=choice(run.automation, named),
    state=choice(run.state, said("reports.value.run_state")),
    branch=choice(run.branch, said("reports.value.run_branch")),
    started_at=moment(run.started_at),
    ended_at=moment(run.ended_at),
)
