"""Reaching milestones, and losing them again: looked at whenever something happens to a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import Catalog
from forms import columns_of
from records import Event, MilestoneRow, milestones, visits
from rules import Env, matches

from ..facts import add_asked, kept_of
from ..happenings import OF_OTHERS, Told, event, happened_to_many
from ..pipelines import Milestone
from ..stage_moves.events import rule_words
from ..stored import house_env, jsonable
from ..subject import Subject, look_many

# What says nothing new about a record, and our own news.
SAYS_NOTHING = frozenset({
    "duplicate_found", "duplicate_linked", "task_opened", "task_claimed", "task_handed", "task_snoozed",
    "task_overdue", "stage_overdue",
    "response_overdue", "left_untouched", "fell_silent", "escalated", "move_held", "trashed", "commented",
    "milestone_reached", "milestone_lost", "clocks_paused", "clocks_resumed", *OF_OTHERS,
})  # fmt: skip


def has_milestones(catalog: Catalog, form: str) -> bool:
    """Whether records of the form have any to reach."""
    lines = catalog.of_form("pipeline", form)
    return catalog.derived(("has milestones", form), lambda: any(pipeline.milestones for pipeline in lines))


def look(work: Work, told: Told) -> None:
    """Look at the records to which something happened; the database is asked where one may have got somewhere."""
    concerned: dict[str, set[int]] = defaultdict(set)
    for one in told.events:
        if one.record and one.kind not in SAYS_NOTHING and has_milestones(work.catalog, one.form):
            concerned[one.form].add(one.record)
    for form, records in concerned.items():
        new = {record: told.known[form, record] for record in records if (form, record) in told.known}
        settle(work, form, [*_have_one(work, new), *_moving(work, form, records - new.keys())])


def settle(work: Work, form: str, records: Collection[int], *, ever: bool = False) -> None:
    """Bring the milestones of some records in line; `ever`: a stage that was stood in before counts, too."""
    if not records:
        return
    system = work.as_system()
    held = milestones.held_by_many(work.connection, form, records)
    stays = visits.of_many(work.connection, form, records) if ever else {}
    told: list[Event] = []
    for record, subject in look_many(system, form, records).items():
        if subject.pipeline is not None and subject.stage is not None:
            stood_in = {subject.stage.id, *(stay.stage for stay in stays.get(record, ()))}
            mine = [row for row in held.get(record, ()) if row.pipeline == subject.pipeline.id]
            told += _lost(work, subject, mine)
            told += _reached(work, subject, {row.milestone for row in mine}, stood_in)
    happened_to_many(work, told)


def _have_one(work: Work, new: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """Those that have just come in, with these values, and have a milestone already."""
    env, found = house_env(work), []
    for record, values in new.items():
        pipeline = work.catalog.find("pipeline", values["pipeline"]) if values.get("pipeline") else None
        if pipeline is not None and any(_is_met(one, values["stage"], values, env) for one in pipeline.milestones):
            found.append(record)
    return found


@dataclass(frozen=True)
class _Possible:
    """A record as far as it was read, and milestones that it may have reached or may lose."""

    values: dict[str, Any]
    milestones: tuple[Milestone, ...]


def _moving(work: Work, form: str, records: Collection[int]) -> list[int]:
    """Those that have one now which they did not have, or one that can be lost; only what rules ask of them is read."""
    possible = _possible(work, form, records)
    held = milestones.held_by_many(work.connection, form, possible)
    found, left = [], {}
    for record, one in possible.items():
        had = {row.milestone for row in held.get(record, ()) if row.pipeline == one.values["pipeline"]}
        if any(each.reverts and each.id in had for each in one.milestones):
            found.append(record)
        elif new := tuple(each for each in one.milestones if each.id not in had):
            left[record] = replace(one, milestones=new)
    return [*found, *_having_more(work, form, left)]


def _having_more(work: Work, form: str, left: Mapping[int, _Possible]) -> list[int]:
    """Those of them that have reached one, now that all is asked that its rule asks for."""
    add_asked(
        work,
        form,
        {record: one.values for record, one in left.items()},
        _asked(milestone for one in left.values() for milestone in one.milestones),
    )
    env = house_env(work)
    return [
        record
        for record, one in left.items()
        if any(_is_met(each, one.values["stage"], one.values, env) for each in one.milestones)
    ]


def _possible(work: Work, form: str, records: Collection[int]) -> dict[int, _Possible]:
    """Those for which a milestone is not out of the question by what the records themselves keep."""
    every = (one for line in work.catalog.of_form("pipeline", form) for one in line.milestones)
    known, env, found = columns_of(work.catalog, form), house_env(work), {}
    for record, values in kept_of(work, form, records, _asked(every)).items():
        pipeline = work.catalog.find("pipeline", values["pipeline"]) if values["pipeline"] else None
        open_to_it = tuple(
            one
            for one in (pipeline.milestones if pipeline is not None else ())
            if one.reverts or _may_be_met(one, values, known, env)
        )
        if open_to_it:
            found[record] = _Possible(values, open_to_it)
    return found


def _may_be_met(milestone: Milestone, values: Mapping[str, Any], known: Container[str], env: Env) -> bool:
    """Whether a record's own values leave it open; what else its rule asks for is not known yet."""
    if milestone.when is None or all(name in known for name in milestone.when.names):
        return _is_met(milestone, values["stage"], values, env)
    return not milestone.at or values["stage"] in milestone.at


def _asked(some: Iterable[Milestone]) -> frozenset[str]:
    return frozenset({"pipeline", "stage"}.union(*(one.when.names for one in some if one.when is not None)))


def _is_met(milestone: Milestone, stage: str, values: Mapping[str, Any], env: Env) -> bool:
    """Whether a record in this stage, and in none before it, has reached a milestone."""
    here = not milestone.at or stage in milestone.at
    return here and (milestone.when is None or matches(milestone.when, values, env))


def _reached(work: Work, subject: Subject, held: Collection[str], stood_in: Collection[str]) -> Iterator[Event]:
    for milestone in subject.pipeline.milestones:
        if milestone.id in held or _is_before(subject, milestone) or not _holds(work, subject, milestone, stood_in):
            continue
        why = _why(work, subject, milestone)
        row = MilestoneRow(
            subject.form.id, subject.id, subject.pipeline.id, milestone.id, work.now, work.actor.person_id, why,
            work.catalog.revision,
        )  # fmt: skip
        if milestones.reach(work.connection, row):
            yield event(work, subject.form.id, subject.id, "milestone_reached", **_named(milestone), **why)


def _holds(work: Work, subject: Subject, milestone: Milestone, stood_in: Collection[str]) -> bool:
    stands = not milestone.at or not stood_in.isdisjoint(milestone.at)
    return stands and (milestone.when is None or matches(milestone.when, subject.values, house_env(work)))


def _lost(work: Work, subject: Subject, mine: Iterable[MilestoneRow]) -> Iterator[Event]:
    """Only what the definition says is lost again, and what it does not name any more stays as it is."""
    for row in mine:
        milestone = subject.pipeline.milestone(row.milestone)
        if (
            milestone is not None
            and milestone.reverts
            and subject.stage.is_open
            and not _still(work, subject, milestone)
        ):
            milestones.lose(work.connection, [row.id], work.now)
            said = {"stage": subject.stage.id, **_named(milestone)}
            yield event(work, subject.form.id, subject.id, "milestone_lost", **said)


def _still(work: Work, subject: Subject, milestone: Milestone) -> bool:
    if _is_before(subject, milestone):
        return False
    return milestone.when is None or matches(milestone.when, subject.values, house_env(work))


def _is_before(subject: Subject, milestone: Milestone) -> bool:
    """Whether a record stands before all the stages of a milestone that is lost on the way back."""
    places = [subject.pipeline.place(stage) for stage in milestone.at]
    return milestone.reverts and bool(places) and subject.pipeline.place(subject.stage.id) < min(places)


def _named(milestone: Milestone) -> dict[str, Any]:
    return {"milestone": milestone.id, "label": milestone.label.as_written()}


def _why(work: Work, subject: Subject, milestone: Milestone) -> dict[str, Any]:
    """The stage, the rule in words, and the values seen."""
    said: dict[str, Any] = {"stage": subject.stage.id}
    if milestone.when is not None:
        said["rule"] = milestone.when.text
        said["why"] = rule_words(work, subject.pipeline, milestone.when)
        said["seen"] = jsonable({name: subject.values.get(name) for name in sorted(milestone.when.names)})
    return said
