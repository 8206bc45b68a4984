"""Letting clean values in: numbered, graded, routed, put into their first stage and written, one or thousands alike.

Everything is decided before the first row is written, by the same pure cores for one record and for many; then each
table is written once. So the set-based way cannot mean anything else than one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from forms import FormDefinition, column_values, search_text, settle, table_of, with_parts
from records import Event, numbers, store, ways

from .. import grading
from ..assignment.named import Named, give_named
from ..assignment.routed import route_new
from ..clocks.rhythm import with_follow_up
from ..crew import Crew
from ..noticed import NOTHING, facts_asked
from ..noticed import facts as trail_facts
from ..pipelines import task_values
from ..recomputing.recompute import serials
from ..stage_moves.entering import Entered, record_timers, write_entries
from ..stage_moves.entry import Arrival, StageEntry, pipeline_for, plan_entry
from ..stage_moves.events import entry_events
from ..stored import house_env
from . import belonging
from .aftermath import Aftermath
from .doubts import ask_about
from .matching import Match


@dataclass(frozen=True)
class Newcomer:
    """Clean values that are to become a record, and what they look like that is already there."""

    values: Mapping[str, Any]
    channel: str
    matches: tuple[Match, ...] = ()
    note: str | None = None
    named: Named | None = None  # whose it is, where no rule shall say so


@dataclass
class Admitted:
    """A newcomer on the way in; each step adds to the row, and to what the next step may ask."""

    newcomer: Newcomer
    id: int
    number: str
    row: dict[str, Any]
    facts: dict[str, Any]
    entry: StageEntry | None = None
    matches: tuple[Match, ...] = ()

    @property
    def begins(self) -> bool:
        """Whether it stands in the first stage that it enters, and no rule moves it on at once."""
        return self.entry is not None and not self.entry.passed


def admit(work: Work, form: FormDefinition, newcomers: Sequence[Newcomer]) -> list[Admitted]:
    """Write records with everything that follows from their being there."""
    if not newcomers:
        return []
    crew, aftermath = Crew(work), Aftermath()
    admitted = _name(work, form, newcomers)
    _tell(work, form, admitted, aftermath)
    _grade(work, form, admitted, aftermath)
    _route(work, form, admitted, crew, aftermath)
    _enter(work, form, admitted, crew)
    store.insert_many(work.connection, table_of(work.catalog, form.id), [one.row for one in admitted])
    settle(work, form, {one.id: one.newcomer.values for one in admitted}, new=True)
    ask_about(work, form, {one.id: one.matches for one in admitted})
    _open(work, form, admitted, crew, aftermath)
    aftermath.known.update({(form.id, one.id): _known(one) for one in admitted if _is_as_planned(one)})
    aftermath.write(work)
    return admitted


def try_out(work: Work, form: FormDefinition, newcomers: Sequence[Newcomer]) -> list[Admitted]:
    """Write only the rows, as far as others are compared with them: for a look that is taken back at once.

    What keeps a newcomer out was decided before; what follows from its being there keeps nothing out.
    """
    if not newcomers:
        return []
    admitted = _name(work, form, newcomers, searched=False)
    store.insert_many(work.connection, table_of(work.catalog, form.id), [one.row for one in admitted])
    return admitted


def in_batch(match: Match, admitted: Sequence[Admitted]) -> Match:
    """A match with a record of the same batch, once that has an id."""
    if match.earlier is None:
        return match
    first = admitted[match.earlier]
    return replace(match, record=first.id, number=first.number, owner=first.facts.get("owner"))


def _name(work: Work, form: FormDefinition, newcomers: Sequence[Newcomer], *, searched: bool = True) -> list[Admitted]:
    """Give ids and numbers first, so that everything else can refer to the record before its row is complete."""
    local = work.now.astimezone(house_env(work).zone)
    table = table_of(work.catalog, form.id)
    names = numbers.name_records(work.connection, table, form.id, form.number, local, count=len(newcomers))
    newcomers = _with_serials(work, form, newcomers)
    admitted = [first_row(work, form, new, *name) for new, name in zip(newcomers, names, strict=True)]
    for one in admitted:
        one.row["search"] = search_text(form, one.newcomer.values, one.number) if searched else ""
        one.matches = tuple(in_batch(match, admitted) for match in one.newcomer.matches)
        one.row["duplicate_of"] = next((match.record for match in belonging.doubtful(one.matches)), None)
        one.facts["duplicate_of"] = one.row["duplicate_of"]
    return admitted


def _with_serials(work: Work, form: FormDefinition, newcomers: Sequence[Newcomer]) -> Sequence[Newcomer]:
    """Each with the numbers that its form counts up in fields."""
    for field in form.fields:
        if field.type_name == "serial_number":
            given = serials(work, form, field.id, len(newcomers))
            newcomers = [
                replace(one, values={**one.values, field.id: number})
                for one, number in zip(newcomers, given, strict=True)
            ]
    return newcomers


def first_row(work: Work, form: FormDefinition, newcomer: Newcomer, id: int, number: str) -> Admitted:
    """A newcomer with what is known of it before any engine decided something."""
    known = {
        "id": id,
        "number": number,
        "created_at": work.now,
        "updated_at": work.now,
        "created_by": work.actor.person_id,
        "channel": newcomer.channel,
        "outcome": "open",
    }
    row = {
        **known,
        **column_values(form, newcomer.values),
        "version": 1,
        "revision": work.catalog.revision,
    }
    more = {"duplicate": bool(belonging.doubtful(newcomer.matches)), "me": work.actor.person_id}
    facts = {**with_parts(form, newcomer.values), **known, **more}
    facts.update(trail_facts(facts_asked(work.catalog, form.id), NOTHING, work.now))
    return Admitted(newcomer, id, number, row, facts)


def _grade(work: Work, form: FormDefinition, admitted: Sequence[Admitted], aftermath: Aftermath) -> None:
    graded = grading.plan_grades(work, form.id, [one.facts for one in admitted], new=True)
    for one, grade in zip(admitted, graded, strict=False):
        know(one, grade.columns(work))
    grading.keep_grades(work, form.id, graded, aftermath=aftermath)


def _route(work: Work, form: FormDefinition, admitted: Sequence[Admitted], crew: Crew, aftermath: Aftermath) -> None:
    asked = [one.facts for one in admitted if one.newcomer.named is None]
    named = [(one.newcomer.named, one.facts) for one in admitted if one.newcomer.named is not None]
    assigned = route_new(work, form.id, asked, crew=crew, aftermath=aftermath)
    assigned += give_named(work, form.id, named, crew=crew, aftermath=aftermath)
    given = {to.record: to for to in assigned}
    for one, to in ((one, given[one.id]) for one in admitted if one.id in given):
        know(
            one,
            {
                "owner": to.owner,
                "team": crew.team_of(to.owner),
                "pool": to.pool,
                "assigned_at": work.now,
                "accept_by": to.accept_by,
                "accepted_at": None,
            },
        )


def know(one: Admitted, columns: Mapping[str, Any]) -> None:
    """What an engine decided, for the row and for the engines that come next."""
    one.row.update(columns)
    one.facts.update(columns)


def _enter(work: Work, form: FormDefinition, admitted: Sequence[Admitted], crew: Crew) -> None:
    pipelines, env = work.catalog.of_form("pipeline", form.id), house_env(work)
    for one in admitted:
        pipeline = pipeline_for(pipelines, one.facts, env)
        if pipeline is None:
            continue
        arrival = Arrival(one.number, one.facts.get("owner"), one.facts)
        entry = plan_entry(pipeline, pipeline.stage(pipeline.start), arrival, crew, env)
        one.entry = with_follow_up(entry, one.facts, crew)
        know(one, one.entry.columns())
    begins = {_place(one): one for one in admitted if one.begins}
    known = ways.beginnings(work.connection, form.id, begins)
    for one in admitted:
        one.row["way"] = known[_place(one)] if one.begins else None


def _place(one: Admitted) -> tuple[str, str]:
    return one.entry.pipeline.id, one.entry.stage.id


def _tell(work: Work, form: FormDefinition, admitted: Sequence[Admitted], aftermath: Aftermath) -> None:
    told = aftermath.events
    for one in admitted:
        note = {"note": one.newcomer.note} if one.newcomer.note else {}
        told.append(_event(work, form, one, "submitted", {"channel": one.newcomer.channel, **note}))
        found = [match.as_json() for match in belonging.doubtful(one.matches)]
        if found:
            told.append(_event(work, form, one, "duplicate_found", {"of": found}))
    told.extend(belonging.link(work, form, {one.id: (one.number, one.matches) for one in admitted}))


def _event(work: Work, form: FormDefinition, one: Admitted, kind: str, data: dict[str, Any]) -> Event:
    return Event(form.id, one.id, kind, work.now, work.actor.person_id, data, work.catalog.revision)


def _is_as_planned(one: Admitted) -> bool:
    """Whether nobody was asked to answer: they might have done so at once."""
    return one.entry is None or not any(task.waits for task in one.entry.tasks)


def _known(one: Admitted) -> dict[str, Any]:
    """What rules may ask of the record now that it is there, whoever acts; a field goes before a system name."""
    states = {task.definition.id: "open" for task in one.entry.tasks} if one.entry is not None else {}
    known = {**one.facts, **one.newcomer.values, **task_values(states)}
    del known["me"]
    return known


def _open(work: Work, form: FormDefinition, admitted: Sequence[Admitted], crew: Crew, aftermath: Aftermath) -> None:
    """Visits, tasks and timers."""
    inside = [one for one in admitted if one.entry is not None]
    entered = [Entered(form.id, one.id, one.facts.get("owner"), one.entry, begins=one.begins) for one in inside]
    asked = write_entries(work, crew, entered, aftermath)
    aftermath.timers.extend(
        timer
        for one in inside
        for timer in record_timers(
            one.entry.pipeline, form.id, one.id, owner=one.facts.get("owner"), crew=crew, now=work.now
        )
    )
    for one in inside:
        aftermath.events.extend(entry_events(work, form.id, one.id, one.entry, one.facts, how="entered"))
    aftermath.events.extend(asked)
