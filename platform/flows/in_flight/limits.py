"""Limits that are others now, new or gone: records that stay in their stage get them, from where each began; and back.

A record whose clocks stand still gets them too, and its clocks go by them when they run on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from accounts import Work, WorkingCalendar
from definitions import LANGUAGES, Duration, Label, say
from records import InFlightStep, StageVisit, Timer, in_flight, timers

from ..clocks.limit import limit_of
from ..clocks.retiming import due_of, reckon, show_limits
from ..crew import Crew
from ..pausing.holding import run_on_from
from ..pipelines import Pipeline, Stage
from ..stage_moves.entering import STAGE_LIMIT
from .begun_limits import STAY, TASK_LIMIT, Held, begin_limits, forget_limits

WITHIN = "within"  # how a step keeps what it changed: the limit of the stay stands beside those of its tasks
NEW = "new"  # and that there was none
# What holds for a record wherever it stands; each has a place of its own beside those of tasks and the stay.
OF_RECORD = {"first_response": STAY - 1, "untouched": STAY - 2, "silence": STAY - 3}
_KINDS = (TASK_LIMIT, STAGE_LIMIT, *OF_RECORD)


@dataclass(frozen=True)
class Changed:
    """One limit that is another now, of a task or of the stage itself; None where there is none."""

    label: Label
    before: Duration | None
    after: Duration | None
    task: str | None = None
    kind: str | None = None  # of a limit that holds for a record wherever it stands

    @property
    def goes_by(self) -> str | None:
        """What its clocks are found by: the kind, the task, or None for the stay."""
        return f":{self.kind}" if self.kind else self.task


@dataclass
class GivenLimits:
    """What records were given: by record and task what held before, and the clocks that were stopped."""

    was: dict[int, dict[int, str]] = field(default_factory=dict)
    stopped: dict[int, list[str]] = field(default_factory=dict)

    def keep(self, record: int, of: int, within: str) -> None:
        """Remember what held before."""
        self.was.setdefault(record, {})[of] = within


def changed_limits(before: Stage, after: Stage) -> tuple[Changed, ...]:
    """The limits that differ: of the stage, and of the tasks that both have."""
    found = [Changed(after.label, before.limit, after.limit)] if before.limit != after.limit else []
    for task in before.tasks:
        new = after.task(task.id)
        if new is not None and task.within != new.within:
            found.append(Changed(new.label, task.within, new.within, task.id))
    return tuple(found)


def changed_for_records(before: Pipeline, after: Pipeline) -> tuple[Changed, ...]:
    """Limits of the whole pipeline that are others now or gone; a new one begins with the next record or contact."""
    pairs = ((kind, getattr(before, kind), getattr(after, kind)) for kind in OF_RECORD)
    return tuple(
        Changed(_named(kind), was.within, now.within if now else None, kind=kind)
        for kind, was, now in pairs
        if was is not None and (now is None or now.within != was.within)
    )


def limits_for_records(after: Pipeline) -> tuple[Changed, ...]:
    """All limits of the whole pipeline, for records that may still go by those of any earlier one."""
    found = ((kind, getattr(after, kind)) for kind in OF_RECORD)
    within = ((kind, limit.within if limit else None) for kind, limit in found)
    return tuple(Changed(_named(kind), now, now, kind=kind) for kind, now in within)


def _named(kind: str) -> Label:
    return Label.of({language: say(f"diff.key.{kind}", language) for language in LANGUAGES})


def give_limits(
    work: Work, target: Stage, changes: Sequence[Changed], held: Mapping[int, Held], form: str
) -> GivenLimits:
    """Give records their new limits, and keep what they were. What is late already stays as it is."""
    given = GivenLimits()
    if not changes:
        return given
    wanted, crew = {change.goes_by: change for change in changes}, Crew(work)
    moved, gone = [], []
    for timer, which in _clocks(work, form, held):
        change = wanted.get(which)
        if change is None or limit_of(timer) <= (timer.paused_at or work.now) or timer.within is None:
            continue
        if timer.within == str(change.after):
            continue
        given.keep(timer.record, _place(timer), timer.within)
        if change.after is None:
            gone.append(timer)
            given.stopped.setdefault(timer.record, []).append(timer.key)
        else:
            moved.append(_with(timer, change.after, crew.calendar(timer.person), work))
    _keep(work, moved)
    in_flight.stop_timers(work.connection, [timer.key for timer in gone], work.now)
    forget_limits(work, form, gone)
    fresh = {change.task: change.after for change in changes if change.before is None and not change.kind}
    for record, of in begin_limits(work, target, fresh, held, form=form, crew=crew):
        given.keep(record, of, NEW)
    return given


def limits_back(
    work: Work,
    form: str,
    steps: Iterable[InFlightStep],
    stays: Mapping[int, StageVisit],
    paused: Collection[int] = (),
) -> None:
    """Let the clocks of these records count as they did before; one that has fired since has told already."""
    kept = {(step.record, one["id"]): one[WITHIN] for step in steps for one in step.tasks if one.get(WITHIN)}
    crew, moved, gone = Crew(work), [], []
    records = {record for record, _ in kept}
    for timer in timers.running_of_many(work.connection, form, records, kinds=_KINDS, held=True):
        within = kept.get((timer.record, _own(timer, stays)))
        if within == NEW:
            gone.append(timer)
        elif within is not None and timer.counted_from is not None:
            calendar = crew.calendar(timer.person)
            back = _counting(timer, Duration.parse(within), calendar)
            stands = timer.paused_at is None or timer.record in paused
            moved.append(back if stands else run_on_from(back, calendar, work.now))
    _keep(work, moved)
    in_flight.stop_timers(work.connection, [timer.key for timer in gone], work.now)
    forget_limits(work, form, [timer for timer in gone if limit_of(timer) > work.now])


def _clocks(work: Work, form: str, held: Mapping[int, Held]) -> Iterable[tuple[Timer, str | None]]:
    """The clocks of these stays, of their tasks and of the records, and what they go by; those that stand still too."""
    for timer in timers.running_of_many(work.connection, form, held, kinds=_KINDS, held=True):
        one = held[timer.record]
        task = next((row.task for row in one.rows if row.id == timer.data.get("ref")), None)
        if timer.kind == STAGE_LIMIT and timer.data.get("ref") == one.stay.id:
            yield timer, None
        elif timer.kind == TASK_LIMIT and task is not None:
            yield timer, task
        elif timer.kind in OF_RECORD:
            yield timer, f":{timer.kind}"


def _place(timer: Timer) -> int:
    return OF_RECORD.get(timer.kind) or (STAY if timer.kind == STAGE_LIMIT else timer.data["ref"])


def _own(timer: Timer, stays: Mapping[int, StageVisit]) -> int | None:
    """Whose limit it is: the task's, the record's, or that of the stay in which the record is now."""
    if timer.kind in OF_RECORD:
        return OF_RECORD[timer.kind]
    stay = stays.get(timer.record)
    own = timer.kind == STAGE_LIMIT and stay is not None and timer.data.get("ref") == stay.id
    return STAY if own else timer.data.get("ref")


def _with(timer: Timer, within: Duration, calendar: WorkingCalendar, work: Work) -> Timer:
    if timer.paused_at is not None and timer.counted_from is not None:
        return _counting(timer, within, calendar)
    return reckon(replace(timer, within=str(within)), calendar, work.now)


def _counting(timer: Timer, within: Duration, calendar: WorkingCalendar) -> Timer:
    """The same clock with another length, from where it began to count."""
    limit = calendar.add(timer.counted_from, within)
    other = replace(timer, within=str(within), limit_at=limit)
    return replace(other, due_at=due_of(other, limit, calendar))


def _keep(work: Work, moved: Sequence[Timer]) -> None:
    """What stands still shows no limit until it runs on."""
    timers.keep_moved(work.connection, moved)
    show_limits(work, [timer for timer in moved if timer.paused_at is None])
