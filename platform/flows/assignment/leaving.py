"""Somebody leaves: everything they have, by where it stands, so that it can be given on before they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from accounts import Work, allowed, people
from definitions import Label, NotAllowed
from forms import form_of, table_of
from records import collaborators, tables, timers, watchers
from records import tasks as task_rows

from ..collaborating import end as end_collaboration
from ..happenings import event, happened
from ..pipelines import stages_in_order
from ..task_work.next_action import refresh_many
from .reassigning import Part, Reassigned, Target, reassign

KEPT = ("open", "parked")  # what is won, lost or invalid stays with whoever closed it


@dataclass(frozen=True)
class Holding:
    """What somebody has in one stage of one form."""

    form: str
    form_label: Label
    stage: str | None
    stage_label: Label | None
    n: int

    @property
    def key(self) -> str:
        """How a page names it."""
        return f"{self.form}.{self.stage or ''}"


@dataclass(frozen=True)
class Estate:
    """All that is to be given on: records by stage, tasks of others' records, where they work along."""

    person: int
    name: str
    holdings: tuple[Holding, ...]
    tasks: int
    beside: int

    @property
    def records(self) -> int:
        return sum(holding.n for holding in self.holdings)


def require_leader(work: Work, person: int) -> None:
    """Whoever arranges people may give their things on, and who answers for this person."""
    superiors = {one.id for one in people.superiors_of(work.connection, person)}
    if not allowed(work.actor, "people") and work.actor.person_id not in superiors:
        raise NotAllowed("routing.refused.not_their_superior")


def estate_of(work: Work, person: int) -> Estate:
    """What somebody has."""
    require_leader(work, person)
    name = people.get(work.connection, person).name
    holdings = tuple(holding for form in _forms(work) for holding in _holdings(work, form, person))
    beside = len(collaborators.of_person(work.connection, person))
    return Estate(person, name, holdings, len(_tasks_elsewhere(work, person)), beside)


def parts_of(work: Work, person: int, targets: Mapping[str, Target]) -> tuple[Part, ...]:
    """Each stage's records with where they go; what no target names stays."""
    found = []
    for holding in estate_of(work, person).holdings:
        target = targets.get(holding.key)
        if target is not None:
            found.append(Part(holding.form, _records(work, holding, person), target))
    return tuple(found)


def give_on(work: Work, person: int, targets: Mapping[str, Target], *, words: str = "") -> Reassigned:
    """Everything goes where it shall: records by stage, tasks to records' owners; working along and watching end."""
    act = reassign(work, parts_of(work, person, targets), words=words, person=person)
    _hand_tasks_on(work, person)
    watchers.end_all(work.connection, person)
    for one in collaborators.of_person(work.connection, person):
        if work.catalog.find("form", one.form) is not None:
            end_collaboration(work.as_system(), one.form, one.record, person)
    return act


def _forms(work: Work) -> list[str]:
    return [form.id for form in work.catalog.all("form")]


def _holdings(work: Work, form_id: str, person: int) -> list[Holding]:
    c, form = table_of(work.catalog, form_id).c, form_of(work.catalog, form_id)
    theirs = and_(c.owner == person, c.outcome.in_(KEPT), c.trashed_at.is_(None))
    counted = select(c.pipeline, c.stage, func.count()).where(theirs).group_by(c.pipeline, c.stage)
    found = {(pipeline, stage): n for pipeline, stage, n in work.connection.execute(counted)}
    merged: dict[str | None, Holding] = {}
    for (pipeline_id, stage_id), n in found.items():
        pipeline = work.catalog.find("pipeline", pipeline_id) if pipeline_id else None
        stage = pipeline.stage(stage_id) if pipeline else None
        label = stage.label if stage else Label.of(stage_id) if stage_id else None
        before = merged.get(stage_id)
        merged[stage_id] = Holding(form_id, form.plural, stage_id, label, n + (before.n if before else 0))
    order = [stage.id for stage in stages_in_order(work.catalog.of_form("pipeline", form_id))]
    return sorted(merged.values(), key=lambda one: order.index(one.stage) if one.stage in order else len(order))


def _records(work: Work, holding: Holding, person: int) -> Sequence[int]:
    c = table_of(work.catalog, holding.form).c
    stage = c.stage == holding.stage if holding.stage is not None else c.stage.is_(None)
    theirs = and_(c.owner == person, c.outcome.in_(KEPT), c.trashed_at.is_(None), stage)
    return list(work.connection.scalars(select(c.id).where(theirs).order_by(c.id)))


def _tasks_elsewhere(work: Work, person: int) -> list[tuple[int, str, int]]:
    """(task, form, record) of what they have to do on records that others have."""
    c = tables.task.c
    open_ones = select(c.id, c.form, c.record).where(c.assignee == person, c.state == "open").order_by(c.id)
    found = [tuple(row) for row in work.connection.execute(open_ones)]
    theirs = {form: _owned(work, form, person) for form in {form for _, form, _ in found}}
    return [(id, form, record) for id, form, record in found if record not in theirs[form]]


def _owned(work: Work, form: str, person: int) -> frozenset[int]:
    if work.catalog.find("form", form) is None:
        return frozenset()
    c = table_of(work.catalog, form).c
    return frozenset(work.connection.scalars(select(c.id).where(c.owner == person)))


def _hand_tasks_on(work: Work, person: int) -> None:
    """What they had to do for others' records falls to those who have the records, else to their superior."""
    superior = next((one.id for one in people.superiors_of(work.connection, person)), None)
    by_form: dict[str, list[int]] = {}
    for id, form, record in _tasks_elsewhere(work, person):
        if work.catalog.find("form", form) is None:
            continue
        c = table_of(work.catalog, form).c
        owner = work.connection.execute(select(c.owner).where(c.id == record)).scalar()
        to = owner or superior
        task_rows.hand_to(work.connection, id, to)
        timers.belong_to(work.connection, f"task:{id}:", to, of=(form, record))
        happened(work, event(work, form, record, "task_handed_on", task_id=id, owner=to, previous_owner=person))
        by_form.setdefault(form, []).append(record)
    for form, records in by_form.items():
        refresh_many(work, form, records)
