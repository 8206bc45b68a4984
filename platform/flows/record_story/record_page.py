"""Everything the page of one record needs to be taken over in thirty seconds, as typed data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accounts import FORM_VERBS, Work, allowed, people
from definitions import Label, Reason
from records import Pause, StageVisit, TaskRow, assignments, collaborators, pauses, tasks, timers, visits

from ..approving import Asking, asking_of, is_voice
from ..collaborating import may_host
from ..linking import LinkedRecord, linked_to
from ..pipelines import Gate, Move, Stage, TaskDefinition
from ..stage_moves import stages
from ..subject import Subject, look
from ..task_work import later_tasks as task_opening
from ..task_work.cards import TaskCard, card_of, record_words_of
from ..task_work.hands import queue_label
from ..task_work.in_hand import definition_of
from ..task_work.why import people_in, why_given
from .questions import ThreeQuestions, Waiting, three_questions
from .timeline import TimelineEntry, timeline

DONE, NOW, NEXT, SKIPPED = "done", "now", "next", "skipped"


@dataclass(frozen=True)
class PathStep:
    """A stage on the path: passed, skipped, here or still to come; how long all its stays, or the one now, last."""

    stage: Stage
    state: str
    entered_at: datetime | None = None
    left_at: datetime | None = None
    seconds: float = 0
    limit: str | None = None
    due_at: datetime | None = None
    is_late: bool = False
    reason: Label | None = None
    words: str | None = None
    visits: int = 0


@dataclass(frozen=True)
class PossibleMove:
    """A way out: where to, what is missing first, what it skips, what it asks for."""

    stage: Stage
    gate: Gate
    jumps: tuple[Stage, ...] = ()
    back: bool = False
    may_skip: bool = False
    ask: tuple[str, ...] = ()
    may_ask: tuple[str, ...] = ()
    allowed: bool = True

    @property
    def asked(self) -> tuple[str, ...]:
        """Every field that is shown on the way."""
        return (*self.ask, *self.may_ask)

    @property
    def is_open(self) -> bool:
        """Whether it can be taken without a reason."""
        return self.gate.is_open and not self.jumps

    @property
    def needs_reason(self) -> bool:
        """Whether a reason would open it."""
        return not self.is_open and (bool(self.jumps) or self.may_skip) and (self.gate.is_open or self.may_skip)


@dataclass(frozen=True)
class Parked:
    """Until when a record rests, why it is looked at again, and where it returns to."""

    wake_on: date | None
    hook: str | None
    to: Stage | None


@dataclass(frozen=True)
class Acceptance:
    """An assignment that waits for a yes or no."""

    owner: int
    until: datetime
    mine: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody who works along."""

    id: int
    name: str


@dataclass(frozen=True)
class RecordPage:
    """One record with its path, its three questions, its tasks, its ways out and its history."""

    subject: Subject
    owner_name: str | None
    path: tuple[PathStep, ...]
    questions: ThreeQuestions
    tasks: tuple[TaskCard, ...]
    earlier_tasks: tuple[TaskCard, ...]
    moves: tuple[PossibleMove, ...]
    timeline: tuple[TimelineEntry, ...]
    verbs: frozenset[str]
    parked: Parked | None = None
    paused: Pause | None = None
    acceptance: Acceptance | None = None
    next_timer_at: datetime | None = None
    collaborators: tuple[Colleague, ...] = ()
    may_host: bool = False
    given: Mapping[int, Reason] = field(default_factory=dict)  # by task, how whoever has it came by it
    names: Mapping[int, str] = field(default_factory=dict)
    askings: Mapping[int, Asking] = field(default_factory=dict)  # by task, who has agreed and who is waited for
    may_add: tuple[TaskDefinition, ...] = ()
    linked: tuple[LinkedRecord, ...] = ()
    reasons: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # by task, what was kept of it

    @property
    def due_task(self) -> TaskCard | None:
        """The task whose verb is the page's first button."""
        return next((task for task in self.tasks if task.is_open), None)

    def task_of(self, id: int) -> str:
        """The name of a task of the record."""
        return next((card.task for card in (*self.tasks, *self.earlier_tasks) if card.id == id), "")

    @property
    def gate(self) -> Gate:
        """What holds the ordinary way on."""
        ahead = [move for move in self.moves if not move.back and not move.stage.is_exit and not move.jumps]
        return ahead[0].gate if ahead else Gate()

    @property
    def next_move(self) -> PossibleMove | None:
        """The ordinary way on."""
        return next((m for m in self.moves if not m.back and not m.stage.is_exit and not m.jumps), None)


def of(work: Work, form_id: str, record: int, *, before: int | None = None) -> RecordPage:
    """The page of a record that the actor may see; NotFound says nothing about others."""
    subject = look(work, form_id, record)
    rows = tasks.of_record(work.connection, form_id, record)
    stays = visits.of_record(work.connection, form_id, record)
    current = next((stay for stay in reversed(stays) if stay.left_at is None), None)
    words = record_words_of(work, subject)
    cards = [
        (row, card_of(work, subject, row, words=words, earlier=rows)) for row in _by_due(rows) if not is_voice(row)
    ]
    here = [card for row, card in cards if row.state in tasks.LIVE or (current and row.visit == current.id)]
    moves = _moves(work, subject)
    running = timers.running_of(work.connection, form_id, record)
    names = people.names(work.connection, people_in(rows) | {subject.owner})
    linked = linked_to(work, subject)
    return RecordPage(
        subject=subject,
        owner_name=names.get(subject.owner),
        path=_path(work, subject, stays),
        questions=three_questions(
            work, subject, [card for card in here if card.is_open], moves, waiting_of(subject, rows, names, linked)
        ),
        tasks=tuple(sorted(here, key=lambda card: (not card.is_open, not card.is_live))),
        given={row.id: why for row in rows if row.state in tasks.LIVE and (why := _given(work, row, names))},
        names=names,
        askings=_askings(subject, rows, names),
        may_add=task_opening.addable(subject, rows),
        earlier_tasks=tuple(card for _, card in cards if card not in here),
        moves=moves,
        timeline=timeline(work, subject, before=before),
        verbs=_verbs(work, form_id),
        parked=_parked(work, subject),
        paused=pauses.current(work.connection, form_id, record) if subject.row.paused_at else None,
        acceptance=_acceptance(work, subject),
        next_timer_at=running[0].due_at if running else None,
        collaborators=_collaborators(work, subject),
        may_host=may_host(work, subject),
        linked=linked,
        reasons={row.id: row.why for row in rows if row.why},
    )


def _collaborators(work: Work, subject: Subject) -> tuple[Colleague, ...]:
    there = [one.person for one in collaborators.of_record(work.connection, subject.form.id, subject.id)]
    names = people.names(work.connection, there)
    return tuple(Colleague(id, names.get(id, "–")) for id in there)


def _askings(subject: Subject, rows: Sequence[TaskRow], names: Mapping[int, str]) -> dict[int, Asking]:
    found = ((row, definition_of(subject, row)) for row in rows if row.parent is None)
    return {row.id: asking_of(row, rows, names, task.approve) for row, task in found if task and task.approve}


def waiting_of(
    subject: Subject, rows: Sequence[TaskRow], names: Mapping[int, str], linked: Sequence[LinkedRecord]
) -> list[Waiting]:
    """What others have to answer or to do, with who has not yet."""
    found = []
    for row in rows:
        task = definition_of(subject, row)
        if row.state != tasks.WAITING or task is None:
            continue
        if task.approve is not None:
            asked = asking_of(row, rows, names, task.approve)
            found.append(Waiting(task.label, tuple(voice.name for voice in asked.waited_for), row.opened_at))
        elif task.opens is not None:
            there = [one for one in linked if one.task == row.id]
            found.append(Waiting(task.label, tuple(filter(None, (one.owner for one in there))), row.opened_at))
    return found


def _given(work: Work, row: TaskRow, names: Mapping[int, str]) -> Reason | None:
    return why_given(row, names, queue_label(work, row) if row.assignee is None else None)


def _by_due(rows: Sequence[TaskRow]) -> list[TaskRow]:
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at or row.opened_at, row.id))


def _path(work: Work, subject: Subject, stays: Sequence[StageVisit]) -> tuple[PathStep, ...]:
    if subject.pipeline is None:
        return ()
    here = subject.row.stage
    place = subject.pipeline.place(here) if subject.stage else -1
    shown = [stage for stage in subject.pipeline.stages if not stage.is_exit or stage.id == here]
    return tuple(_step(work, subject, stage, stays, place) for stage in shown)


def _step(work: Work, subject: Subject, stage: Stage, stays: Sequence[StageVisit], place: int) -> PathStep:
    theirs = [stay for stay in stays if stay.stage == stage.id]
    last = theirs[-1] if theirs else None
    jump = _jump_over(subject, stage, stays) if not theirs else None
    reason = subject.pipeline.skip_reason(jump.reason) if jump else None
    is_here = stage.id == subject.row.stage
    counted = theirs[-1:] if is_here else theirs  # a limit is for one stay
    state = NOW if is_here else DONE if theirs else SKIPPED if jump else NEXT
    return PathStep(
        stage=stage,
        state=state,
        entered_at=last.entered_at if last else None,
        left_at=last.left_at if last else None,
        seconds=sum(((stay.left_at or work.now) - stay.entered_at).total_seconds() for stay in counted),
        limit=stage.limit.words(work.language) if stage.limit else None,
        due_at=last.due_at if last else None,
        is_late=bool(is_here and last and last.due_at and last.due_at < work.now),
        reason=reason.label if reason else Label.of(jump.reason) if jump and jump.reason else None,
        words=jump.words if jump else None,
        visits=len(theirs),
    )


def _jump_over(subject: Subject, stage: Stage, stays: Sequence[StageVisit]) -> StageVisit | None:
    """The visit that was come to by skipping this stage."""
    pipeline, before = subject.pipeline, None
    for stay in stays:
        known = before is not None and pipeline.stage(stay.stage) and pipeline.stage(before)
        skipped = stay.how == "skipped" and known
        if skipped and pipeline.place(before) < pipeline.place(stage.id) < pipeline.place(stay.stage):
            return stay
        before = stay.stage
    return None


def _moves(work: Work, subject: Subject) -> tuple[PossibleMove, ...]:
    if subject.pipeline is None:
        return ()
    held = stages.gate(work, subject) if subject.stage is not None else Gate()
    return tuple(_possible(work, subject, move, held) for move in stages.moves(work, subject))


def _possible(work: Work, subject: Subject, move: Move, held: Gate) -> PossibleMove:
    verb = "park" if move.to.outcome == "parked" else "advance"
    return PossibleMove(
        stage=move.to,
        gate=held if move.guarded else Gate(),
        jumps=move.jumps,
        back=move.back,
        may_skip=bool(subject.stage and subject.stage.may_skip) or bool(move.jumps),
        ask=move.to.ask,
        may_ask=move.to.may_ask,
        allowed=allowed(work.actor, verb, subject.form.id),
    )


def _parked(work: Work, subject: Subject) -> Parked | None:
    stage = subject.stage
    if stage is None or stage.wake is None:
        return None
    hook = subject.values.get(stage.wake.hook) if stage.wake.hook else None
    to = subject.pipeline.stage(stages.wakes_to(work, subject))
    return Parked(subject.row.wake_on, str(hook) if hook else None, to)


def _acceptance(work: Work, subject: Subject) -> Acceptance | None:
    row = subject.row
    if row.owner is None or row.accept_by is None or row.accepted_at is not None:
        return None
    current = assignments.current(work.connection, subject.form.id, subject.id)
    if current is None or current.accepted_at is not None:
        return None
    return Acceptance(row.owner, row.accept_by, mine=row.owner == work.actor.person_id)


def _verbs(work: Work, form_id: str) -> frozenset[str]:
    return frozenset(verb for verb in FORM_VERBS if allowed(work.actor, verb, form_id))
