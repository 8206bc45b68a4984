"""Every stay of a record in a stage."""

from records import tables

from .entity import choice, entity, moment, person, whole
from .wording import pipelines, reasons, said, stages

visit = tables.stage_visit.c

entity(
    "stage_visits",
    tables.stage_visit,
    due="due_at",
    late="coalesce(left_at, now) > due_at",
    pipeline=choice(visit.pipeline, pipelines),
    stage=choice(visit.stage, stages),
    outcome=choice(visit.outcome, said("reports.value.outcome")),
    owner=person(visit.owner),
    entered_at=moment(visit.entered_at),
    due_at=moment(visit.due_at),
    left_at=moment(visit.left_at),
    left_to=choice(visit.left_to, stages),
    how=choice(visit.how, said("reports.value.how")),
    reason=choice(visit.reason, reasons),
    actor=person(visit.actor),
    **{name: whole(visit[name]) for name in tables.TOOK},
)
