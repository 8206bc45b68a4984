"""Going through the stages: advance, skip with a reason, park, wake, win, lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts import Work, field_rights, require
from definitions import LANGUAGES, GuardNotMet, Label, Refused
from forms import FieldError, Invalid
from records import TaskRow, tasks, visits

from ..acceptance import accept_by_working
from ..editing import Edited, edit_on_the_way
from ..happenings import NOTHING, event, follow, happened
from ..pipelines import Gate, Move, Pipeline, Stage, find_move, gate_of, pipeline_scope, possible_moves
from ..stored import house_env
from ..subject import Subject, take
from ..task_work import next_action
from .overtaken import already_there, no_such_move
from .progress import Manner, move_to

WAKE_TASK = "wake"


@dataclass(frozen=True)
class Moved:
    """What a move came to: from where, to where, and what was jumped over."""

    record: int
    before: str | None
    stage: Stage
    skipped: tuple[Stage, ...] = ()


def advance(
    work: Work,
    form_id: str,
    record: int,
    to: str,
    *,
    answers: Mapping[str, Any] | None = None,
    skip_reason: str | None = None,
    skip_words: str | None = None,
    channel: str = "page",
) -> Moved:
    """Move a record on, back or out; a held gate or a jump needs a reason, where one is allowed at all."""
    subject = take(work, form_id, record)
    pipeline, target = _target(work, subject, to)
    require(work, "park" if target.outcome == "parked" else "advance", form_id)
    move = _move(work, subject, pipeline, target)
    edited = _answered(work, subject, target, answers or {}, channel=channel)
    subject = edited.subject
    skipping = _skips(work, subject, move, skip_reason)
    if skipping:
        require(work, "skip", form_id)
    accepted = accept_by_working(work, subject)
    manner = _manner(target, move, skipping, skip_reason, skip_words)
    entry = move_to(work, subject, pipeline, target, manner)
    follow(work, accepted + (edited.told or NOTHING))
    return Moved(record, subject.row.stage, entry.stage, move.jumps)


def refusal_of(work: Work, subject: Subject, to: str, skip_reason: str | None = None) -> Refused | None:
    """Why a move would not be made as things stand; nothing is written."""
    try:
        pipeline, target = _target(work, subject, to)
        require(work, "park" if target.outcome == "parked" else "advance", subject.form.id)
        move = _move(work, subject, pipeline, target)
        _answered(work, subject, target, {}, channel="page")
        if _skips(work, subject, move, skip_reason):
            require(work, "skip", subject.form.id)
    except Refused as refused:
        return refused
    return None


def wake(work: Work, form_id: str, record: int, to: str | None = None) -> Moved:
    """Bring a parked record back, to where it was or to a named stage, with its hook shown to the owner."""
    subject = take(work, form_id, record)
    require(work, "advance", form_id)
    return wake_subject(work, subject, to)


def wake_subject(work: Work, subject: Subject, to: str | None = None) -> Moved:
    """The same, for the timer as for the hand."""
    current = subject.stage
    if current is None or current.wake is None:
        raise Refused("flows.refused.not_parked", title=subject.title)
    target = subject.pipeline.stage(to or wakes_to(work, subject)) or subject.pipeline.stage(subject.pipeline.start)
    hook = subject.values.get(current.wake.hook) if current.wake.hook else None
    woken = Manner("woken", repeat=False, data={"hook": _text(hook)})
    entry = move_to(work, subject, subject.pipeline, target, woken)
    _open_wake_task(work, subject, hook)
    happened(work, event(work, subject.form.id, subject.id, "woken", hook=_text(hook)))
    return Moved(subject.id, current.id, entry.stage)


def wakes_to(work: Work, subject: Subject) -> str:
    """The stage a parked record returns to."""
    wake_to = subject.stage.wake.to if subject.stage and subject.stage.wake else "previous"
    return wake_to if wake_to != "previous" else previous_open_stage(work, subject) or subject.pipeline.start


def previous_open_stage(work: Work, subject: Subject) -> str | None:
    """The open stage a record stood in last, if this revision still has it."""
    stays = visits.of_record(work.connection, subject.form.id, subject.id)
    names = (subject.pipeline.now_called(stay.stage) for stay in reversed(stays) if stay.outcome == "open")
    known = (subject.pipeline.stage(name) for name in names)
    return next((stage.id for stage in known if stage is not None), None)


def gate(work: Work, subject: Subject) -> Gate:
    """What holds the record in its stage."""
    scope = pipeline_scope(work.catalog, subject.pipeline)
    needed = field_rights(work.actor, subject.form).required(subject.stage.id)
    return gate_of(subject.stage, subject.values, house_env(work), scope, needed)


def moves(work: Work, subject: Subject) -> tuple[Move, ...]:
    """Where a record may go from where it stands."""
    if subject.pipeline is None:
        return ()
    if subject.stage is None:
        return tuple(Move(stage) for stage in subject.pipeline.stages)
    return possible_moves(subject.pipeline, subject.stage, previous_open_stage(work, subject))


def _target(work: Work, subject: Subject, to: str) -> tuple[Pipeline, Stage]:
    if subject.pipeline is None:
        raise Refused("flows.refused.no_pipeline", title=subject.title)
    target = subject.pipeline.stage(to)
    if target is None:
        raise _not_on_its_path(work, subject, to)
    if subject.row.stage == to:
        raise already_there(work, subject, target)
    return subject.pipeline, target


def _not_on_its_path(work: Work, subject: Subject, to: str) -> Refused:
    """A stage of another pipeline by its label, with where the record may go; else one that nobody knows."""
    others = (path.stage(to) for path in work.catalog.all("pipeline") if path.form == subject.form.id)
    elsewhere = next((stage for stage in others if stage is not None), None)
    if elsewhere is None:
        known = [stage.label for stage in subject.pipeline.stages]
        return Refused("flows.refused.unknown_stage", name=to, known=known)
    ways = [move.to.label for move in moves(work, subject)]
    return Refused("flows.refused.other_path", stage=elsewhere.label, path=subject.pipeline.label, known=ways)


def _move(work: Work, subject: Subject, pipeline: Pipeline, target: Stage) -> Move:
    if subject.stage is None:
        return Move(target)
    move = find_move(pipeline, subject.stage, target.id, previous_open_stage(work, subject))
    if move is None:
        raise no_such_move(work, subject, target, [one.to.label for one in moves(work, subject)])
    return move


def _answered(work: Work, subject: Subject, target: Stage, answers: Mapping[str, Any], *, channel: str) -> Edited:
    """The record with what was filled in on the way; what the stage asks for has to be there."""
    edited = Edited(subject.id, subject.row.version, subject=subject)
    if answers:
        if answers.keys() - _asked_on_the_way(subject, target):
            require(work, "edit", subject.form.id)
        edited = edit_on_the_way(work, subject, dict(answers), channel=channel)
        subject = edited.subject
    errors = [_needed(subject, name) for name in target.ask if _is_empty(subject.values.get(name))]
    if target.wake is not None and not errors:
        errors = _wake_errors(work, target.wake.on, subject.values.get(target.wake.on))
    if errors:
        raise Invalid(errors)
    return edited


def _needed(subject: Subject, name: str) -> FieldError:
    field = subject.form.find(name)
    return FieldError(name, "required", {"label": field.label if field else name})


def _asked_on_the_way(subject: Subject, target: Stage) -> frozenset[str]:
    """What a move itself may fill in: what the next stage asks for, and what the guard of this one waits for."""
    guard = subject.stage.leave_when if subject.stage else None
    return frozenset(target.asked) | (guard.names if guard else frozenset())


def _wake_errors(work: Work, name: str, value: date | datetime) -> list[FieldError]:
    """A record that should have woken yesterday would wake at once, or never."""
    today = house_env(work).day_of(house_env(work).moment)
    day = value.astimezone(house_env(work).zone).date() if isinstance(value, datetime) else value
    return [] if day > today else [FieldError(name, "not_in_the_future")]


def _skips(work: Work, subject: Subject, move: Move, reason: str | None) -> bool:
    """Whether the move needs a reason; without one, or where no skip is allowed, it is refused in words."""
    held = gate(work, subject) if move.guarded and subject.stage else Gate()
    if held.is_open and not move.is_skip:
        return False
    if not held.is_open and not (subject.stage.may_skip and reason):
        raise GuardNotMet("flows.refused.guard", to=move.to.label, missing=held.missing, parts=_labels(held))
    if not reason:
        raise Refused("flows.refused.skip_needs_reason", jumps=[stage.label for stage in move.jumps])
    known = subject.pipeline.reasons_to_jump
    if reason not in [one.id for one in known]:
        called = _reason_called(work, subject.form.id, reason)
        raise Refused("flows.refused.unknown_reason", name=called, known=[one.label for one in known])
    return True


def _reason_called(work: Work, form: str, reason: str) -> Label | str:
    """The name it has on another path of the form, whose records may be moved in the same act; else what was sent."""
    reasons = (one for line in work.catalog.of_form("pipeline", form) for one in line.reasons_to_jump)
    return next((one.label for one in reasons if one.id == reason), reason)


def _labels(held: Gate) -> list[Label]:
    return [one.label for one in held.missing]


def _manner(target: Stage, move: Move, skipping: bool, reason: str | None, words: str | None) -> Manner:
    if skipping:
        return Manner("skipped", reason, words, data={"skipped": [stage.id for stage in move.jumps]})
    how = "parked" if target.outcome == "parked" else "returned" if move.back else "advanced"
    return Manner(how, words=words)


def _open_wake_task(work: Work, subject: Subject, hook: Any) -> None:
    """The morning's reminder for the owner, with the hook as its title."""
    title = {language: _text(hook) or _say_wake(language) for language in LANGUAGES}
    tasks.open_task(
        work.connection,
        TaskRow(
            subject.form.id,
            subject.id,
            WAKE_TASK,
            work.now,
            title=title,
            assignee=subject.owner,
            must=True,
            revision=work.catalog.revision,
        ),
    )
    next_action.refresh(work, subject.form.id, subject.table, subject.id)


def _say_wake(language: str) -> str:
    from definitions import say

    return say("flows.task.wake", language)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == ()
