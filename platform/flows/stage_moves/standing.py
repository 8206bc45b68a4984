"""What a pipeline watches for while a record stands in a stage: signals that open tasks, conditions that move it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from accounts import Work
from definitions import Catalog, Refused
from forms import table_of
from records import StageVisit, TaskRow, events, store, tasks, visits
from rules import Env, compile_python, matches

from ..approving.voiding import look_at_approvals
from ..editing import Edited, edit_on_the_way
from ..facts import add_asked, kept_of
from ..happenings import NOTHING, event, follow, happened
from ..pipelines import AutomaticMove, Stage, TaskDefinition
from ..refusal import refusal_words
from ..stored import house_env, jsonable
from ..subject import Subject, subject_of
from ..task_work import later_tasks as task_opening
from ..task_work import next_action
from .events import AUTOMATIC, because, rule_words
from .progress import ENDED, Manner, move_to


def watches(catalog: Catalog, form: str) -> bool:
    """Whether anything in a form's pipelines could begin with a change of a record."""
    lines = catalog.of_form("pipeline", form)
    return catalog.derived(("watched", form), lambda: any(_watches(stage) for line in lines for stage in line.stages))


def look_again_at(work: Work, form_id: str, records: Iterable[int], known: Mapping[int, Mapping[str, Any]]) -> None:
    """The same for many records in this order; `known` are the values of those that have just come in.

    Only those for which a condition holds are taken in hand, one by one. Whatever changes one of the others meanwhile
    is something that happened to it, and so has it looked at by itself.
    """
    records = list(records)
    env, unknown = house_env(work), [record for record in records if record not in known]
    there = _asked_now(work, form_id, unknown)
    for record in records:
        values = known.get(record) or there.get(record) or {}
        stage = _stage_of(work.catalog, values)
        mine = {**values, "me": work.actor.person_id}
        if stage is not None and _may_begin(stage, mine, env, new=record in known):
            look_again(work, form_id, record)


def look_again(work: Work, form_id: str, record: int) -> None:
    """Open what a signal asks for, and move the record on where a condition holds; both explain themselves."""
    row = store.lock(work.connection, table_of(work.catalog, form_id), record)
    if row is None or row.trashed_at is not None or row.stage is None:
        return
    subject = subject_of(work, form_id, row)
    if subject.stage is not None and _watches(subject.stage):
        _look(work.as_system(), subject)


def move_by_itself(work: Work, subject: Subject, move: AutomaticMove) -> bool:
    """Take the way, unless it would go in a circle or something that the next stage asks for is missing."""
    target, pipeline = subject.pipeline.stage(move.to), subject.pipeline
    why = because(work, pipeline, move, subject.values)
    if target is None or _was_there(work, subject, target):
        return _held(work, subject, move, circle=True)
    try:
        edited = _filled(work, subject, move)
    except Refused as refused:
        return _held(work, subject, move, refused=refused)
    subject = edited.subject
    missing = [name for name in target.ask if subject.values.get(name) in (None, "", ())]
    if missing:
        return _held(work, subject, move, missing=missing)
    how = why.pop("how")
    move_to(work, subject, pipeline, target, Manner(how, reason=move.id, data=why))
    follow(work, edited.told or NOTHING)
    return True


def _watches(stage: Stage) -> bool:
    return any(task.when is not None or task.approve is not None for task in stage.tasks) or any(
        move.when is not None and move.after is None for move in stage.moves
    )


def _asked_now(work: Work, form_id: str, records: Collection[int]) -> dict[int, dict[str, Any]]:
    """What `_may_begin` asks of these records where they stand, read for those only whose stage asks for it."""
    found = kept_of(work, form_id, records, _reads(work.catalog, form_id), lock=True)
    together: dict[tuple[str, str], dict[int, dict[str, Any]]] = {}
    for record, values in found.items():
        together.setdefault((values["pipeline"], values["stage"]), {})[record] = values
    for theirs in together.values():
        stage = _stage_of(work.catalog, next(iter(theirs.values())))
        if stage is not None:
            add_asked(work, form_id, theirs, _names(stage))
    return found


def _reads(catalog: Catalog, form: str) -> frozenset[str]:
    """What any stage of a form's pipelines asks of records."""
    stages = (stage for line in catalog.of_form("pipeline", form) for stage in line.stages)
    return catalog.derived(
        ("watched names", form), lambda: frozenset({"pipeline", "stage"}.union(*map(_names, stages)))
    )


def _names(stage: Stage) -> frozenset[str]:
    moves = (move for move in stage.moves if move.after is None)
    rules = [one.when for one in (*stage.tasks, *moves) if one.when is not None]
    asked = {f"done({task.id})" for task in stage.tasks if task.approve is not None}
    return frozenset(asked.union(*(rule.names for rule in rules)))


def _stage_of(catalog: Catalog, values: Mapping[str, Any]) -> Stage | None:
    pipeline = catalog.find("pipeline", values["pipeline"]) if values.get("pipeline") else None
    return pipeline.stage(values["stage"]) if pipeline else None


def _may_begin(stage: Stage, values: Mapping[str, Any], env: Env, *, new: bool = False) -> bool:
    """Whether a look at a record with these values can come to anything; asks only what is at hand.

    What a `new` record has of tasks is what its first stage opened. A yes can only be void that was asked for once.
    """
    if any(task.approve is not None and f"done({task.id})" in values for task in stage.tasks):
        return True
    moves = (move.when for move in stage.moves if move.when is not None and move.after is None)
    opens = (
        task.when
        for task in stage.tasks
        if task.when is not None and not task.by_hand and not (new and f"done({task.id})" in values)
    )
    return any(matches(rule, values, env) for rules in (moves, opens) for rule in rules)


def _look(work: Work, subject: Subject) -> None:
    """A record that moves is looked at again there: its coming in is something that happened, too."""
    env = house_env(work)
    _look_at_approvals(work, subject)
    for move in subject.stage.moves:
        holds = move.when is not None and move.after is None and matches(move.when, subject.values, env)
        if holds and move_by_itself(work, subject, move):
            return
    wanted = [task for task in _unopened(work, subject) if matches(task.when, subject.values, env)]
    if not wanted:
        return
    for task in wanted:
        said = {
            "rule": task.when.text,
            "why": rule_words(work, subject.pipeline, task.when),
            "seen": jsonable({name: subject.values.get(name) for name in sorted(task.when.names)}),
        }
        told = task_opening.open_now(work, subject, [task], how=task_opening.SIGNAL, said=said)
        follow(work, told)
    next_action.refresh(work, subject.form.id, subject.table, subject.id)


def _look_at_approvals(work: Work, subject: Subject) -> None:
    if not any(task.approve for task in subject.stage.tasks):
        return
    rows = tasks.of_record(work.connection, subject.form.id, subject.id)
    told = look_at_approvals(work, subject, rows, visits.current(work.connection, subject.form.id, subject.id))
    if told.events:
        next_action.refresh(work, subject.form.id, subject.table, subject.id)
        follow(work, told)


def _unopened(work: Work, subject: Subject) -> Iterable[TaskDefinition]:
    """Tasks of the stage that wait for their signal: a task once for each stay, a play once for each record."""
    signalled = [task for task in subject.stage.tasks if task.when is not None and not task.by_hand]
    if not signalled:
        return ()
    rows = tasks.of_record(work.connection, subject.form.id, subject.id)
    stay = visits.current(work.connection, subject.form.id, subject.id)
    return [task for task in signalled if not any(_counts(task, row, stay) for row in rows)]


def _counts(task: TaskDefinition, row: TaskRow, stay: StageVisit | None) -> bool:
    """Whether a row says that the task needs no opening."""
    if row.task != task.id or row.parent is not None:
        return False
    here = stay is not None and row.visit == stay.id
    kept = row.state in ENDED and (task.is_play or (stay is not None and stay.how == "woken"))
    return here or kept


def _was_there(work: Work, subject: Subject, target: Stage) -> bool:
    """A record never comes back at one moment to where it was, by itself: that would have no end."""
    stays = visits.of_record(work.connection, subject.form.id, subject.id)
    moved = [stay for stay in stays if work.now in (stay.entered_at, stay.left_at)]
    return any(stay.stage == target.id for stay in moved) and any(stay.how == AUTOMATIC for stay in moved)


def _filled(work: Work, subject: Subject, move: AutomaticMove) -> Edited:
    """The record with what it brings along."""
    if not move.fills:
        return Edited(subject.id, subject.row.version, subject=subject)
    env = house_env(work)
    values = {name: compile_python(rule)(subject.values, env) for name, rule in move.fills}
    return edit_on_the_way(work, subject, values, channel="automation")


def _held(
    work: Work,
    subject: Subject,
    move: AutomaticMove,
    *,
    missing: Iterable[str] = (),
    circle: bool = False,
    refused: Refused | None = None,
) -> bool:
    """It stays; told once for each stay, so that somebody sees it."""
    stay = visits.current(work.connection, subject.form.id, subject.id)
    about = {"move": move.id, "to": move.to, "visit": stay.id if stay else None}
    last = events.timeline(work.connection, subject.form.id, subject.id, kinds=["move_held"], limit=20)
    if not any(about.items() <= one.data.items() for one in last):
        why = refusal_words(refused) if refused else None
        said = {**about, "missing": list(missing), "circle": circle, "why": why}
        happened(work, event(work, subject.form.id, subject.id, "move_held", **said))
    return False
