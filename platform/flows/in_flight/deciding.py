"""Carrying an answer out: the act is kept with its revision, and where records move, each is told why."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import Work
from definitions import NotFound, Refused
from forms import table_of
from records import InFlightRow, in_flight, stages_in_use

from ..pipelines import Pipeline, Stage
from .answers import MIGRATE, Answer
from .limits import Changed, changed_for_records, limits_for_records
from .migrating import Journey, migrate
from .questions import Question


def carry_out(work: Work, questions: Iterable[Question], from_revision: int) -> None:
    """Do what was answered, in the transaction that publishes; a stage that is kept anew is written down too."""
    for question in questions:
        if question.answer is not None and question.after is not None:
            pipeline = work.catalog.get("pipeline", question.before.id)
            about = {"records": question.records, "source": from_revision}
            of_records = changed_for_records(question.before, pipeline)
            _act(work, pipeline, question.stage, question.answer, of_records, **about)


def decide(work: Work, answer: Answer) -> InFlightRow:
    """Answer later, for records that were kept or held back; what can go on from where it stands is migrated."""
    pipeline: Pipeline | None = work.catalog.find("pipeline", answer.pipeline)
    stage = pipeline.stage(answer.stage) if pipeline else None
    if stage is None:
        raise NotFound()
    target = pipeline.stage(answer.to) if answer.choice == MIGRATE else None
    if target is None or pipeline.is_kept(target.id) or not _may_take(stage, target):
        known = [each.label for each in pipeline.stages if _may_take(stage, each)]
        raise Refused("in_flight.refused.no_such_target", to=answer.to or "–", known=known)
    source = next((one.from_revision for one in in_flight.listing(work.connection) if _is_about(one, answer)), None)
    there = stages_in_use(work.connection, table_of(work.catalog, pipeline.form), pipeline.id).get(stage.id, 0)
    source = work.catalog.revision if source is None else source
    of_records = limits_for_records(pipeline)
    return in_flight.get(work.connection, _act(work, pipeline, stage, answer, of_records, records=there, source=source))


def _may_take(stage: Stage, target: Stage) -> bool:
    return target.outcome == stage.outcome and target.id != stage.id


def _is_about(act: InFlightRow, answer: Answer) -> bool:
    return (act.pipeline, act.stage) == answer.place


def _act(
    work: Work,
    pipeline: Pipeline,
    stage: Stage,
    answer: Answer,
    of_records: tuple[Changed, ...],
    *,
    records: int,
    source: int,
) -> int:
    new = InFlightRow(
        work.catalog.revision, source, pipeline.form, pipeline.id, stage.id, answer.choice, work.now,
        target=answer.to, tasks=dict(answer.tasks), records=records, actor=work.actor.person_id,
    )  # fmt: skip
    act = in_flight.begin(work.connection, new)
    if answer.choice == MIGRATE:
        journey = Journey(act, pipeline, stage, pipeline.stage(answer.to), answer.tasks, of_records)
        in_flight.count(work.connection, act, migrate(work, journey))
    return act
