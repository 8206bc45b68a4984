"""From a checked pipeline file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from definitions import Duration, Label, Source

from ..reading import Path, read_duration, read_label, read_rule, report_twice
from .definition import (
    BREACH,
    PROMISED,
    SUPERIOR,
    TELL_BOTH,
    TELL_OWNER,
    Limit,
    OverdueStep,
    Party,
    Pipeline,
    SkipReason,
    Stage,
    TaskDefinition,
    Wake,
)

TICK_SECONDS = 60


def read_pipeline(source: Source) -> Pipeline:
    """The pipeline of one file."""
    data = source.data
    _report_twice(source)
    return Pipeline(
        id=source.id,
        form=data["form"],
        label=source.label(),
        stages=tuple(_stage(source, written, ("stages", n)) for n, written in enumerate(data["stages"])),
        start=data["start"],
        when=read_rule(source, data.get("when"), ("when",)),
        skip_reasons=tuple(
            SkipReason(written["id"], read_label(written)) for written in data.get("skip_reasons", [])
        ),
        first_response=_limit(source, ("first_response",)),
        silence=_quiet(source, ("silence",)),
        untouched=_quiet(source, ("untouched",)),
        promises=read_overdue(source, data.get("promises", {}), ("promises",), usual=PROMISED),
    )


def _report_twice(source: Source) -> None:
    """Stages, tasks and reasons are named by their ids; a task's holds for the whole pipeline: `done(call)`."""
    report_twice(source, source.data["stages"], ("stages",))
    report_twice(source, source.data.get("skip_reasons", []), ("skip_reasons",))
    seen: set[str] = set()
    for place, stage in enumerate(source.data["stages"]):
        for number, task in enumerate(stage.get("tasks", [])):
            if task["id"] in seen:
                source.problem(("stages", place, "tasks", number, "id"), "flows.problem.id_twice", id=task["id"])
            seen.add(task["id"])


def _stage(source: Source, written: dict, path: Path) -> Stage:
    return Stage(
        id=written["id"],
        label=read_label(written),
        outcome=written.get("outcome", "open"),
        limit=_duration(source, written, (*path, "limit")),
        tasks=tuple(
            _task(source, task, (*path, "tasks", n), stage=written) for n, task in enumerate(written.get("tasks", []))
        ),
        leave_when=read_rule(source, written.get("leave_when"), (*path, "leave_when")),
        next=tuple(written.get("next", [])),
        may_skip="skip" in written,
        ask=tuple(written.get("ask", [])),
        wake=_wake(written.get("wake")),
        overdue=read_overdue(source, written, path, usual=TELL_BOTH, limit="limit"),
    )


def _task(source: Source, written: dict, path: Path, *, stage: dict) -> TaskDefinition:
    must = written.get("must", False)
    return TaskDefinition(
        id=written["id"],
        label=read_label(written),
        within=_duration(source, written, (*path, "within")),
        must=must,
        who=Party.of(written.get("who", "owner")),
        script=Label.of(written["script"]) if "script" in written else None,
        asks=tuple(Label.of(ask) for ask in written.get("asks", [])),
        minutes=written.get("minutes", 10),
        contact=written.get("contact", False),
        # What must be done may only be skipped where the admin says so, at the task or for its whole stage.
        may_skip=not must or "skip" in written or "skip" in stage,
        when=read_rule(source, written.get("when"), (*path, "when")),
        overdue=read_overdue(source, written, path, usual=TELL_OWNER),
    )


def read_overdue(
    source: Source, written: dict, path: Path, *, usual: tuple[OverdueStep, ...], limit: str = "within"
) -> tuple[OverdueStep, ...]:
    """The steps around a limit in the order of time, with one for the moment of the limit itself."""
    steps = written.get("overdue")
    if steps is None:
        return usual
    read = _steps(source, steps, (*path, "overdue"))
    _report_misplaced(source, written.get(limit), steps, (*path, "overdue"))
    early = sorted((step for step in read if step.before is not None), key=lambda step: -step.before.seconds)
    late = [step for step in read if step.before is None]
    return (*early, *([] if late and late[0].is_breach else [BREACH]), *late)


def _steps(source: Source, written: list[dict], path: Path) -> tuple[OverdueStep, ...]:
    """Steps as they are written; each further escalation to a superior goes one tier higher."""
    steps: list[OverdueStep] = []
    for n, step in enumerate(written):
        party = Party.of(step.get("escalate") or step["notify"])
        tier = 1 + sum(earlier.escalates and earlier.party == SUPERIOR for earlier in steps)
        steps.append(
            OverdueStep(
                party=party,
                after=_duration(source, step, (*path, n, "after")),
                escalates="escalate" in step,
                message=step.get("message"),
                tier=tier if party == SUPERIOR else 0,
                before=_duration(source, step, (*path, n, "before")),
                place=n,
            )
        )
    return tuple(steps)


def _report_misplaced(source: Source, written: str | None, steps: list[dict], path: Path) -> None:
    """A step is on one side of the limit; a warning before the clock begins to count can never be given."""
    within = read_duration(source, written, ()) if written and not source.problems else None
    for n, step in enumerate(steps):
        if "before" in step and "after" in step:
            source.problem((*path, n, "before"), "flows.problem.before_and_after")
        before = read_duration(source, step.get("before"), ()) if "before" in step and within else None
        if before and before.working == within.working and before.seconds >= within.seconds:
            source.problem((*path, n, "before"), "flows.problem.warns_too_early", got=step["before"], within=written)


def _limit(source: Source, path: Path) -> Limit | None:
    written = source.data.get(path[0])
    if written is None:
        return None
    within = _duration(source, written, (*path, "within"))
    steps = read_overdue(source, written, path, usual=TELL_OWNER)
    return Limit(within, steps) if within else None


def _quiet(source: Source, path: Path) -> Limit | None:
    """A limit of quiet: whom to tell at it, or whole steps around it."""
    written = source.data.get(path[0])
    if written is None:
        return None
    after = _duration(source, written, (*path, "after"))
    parties = [Party.of(party) for party in written.get("notify", ["owner"])]
    told = tuple(OverdueStep(party, tier=int(party == SUPERIOR), place=n) for n, party in enumerate(parties))
    steps = read_overdue(source, written, path, usual=told, limit="after")
    return Limit(after, steps) if after else None


def _wake(written: dict | None) -> Wake | None:
    return None if written is None else Wake(written["on"], written.get("hook"), written.get("to", "previous"))


def _duration(source: Source, written: dict, path: Path) -> Duration | None:
    """A limit; one that is shorter than the clock's tick is kept, with a warning."""
    text = written.get(path[-1])
    duration = read_duration(source, text, path)
    if duration is not None and 0 <= duration.seconds < TICK_SECONDS:
        source.problem(path, "flows.problem.shorter_than_tick", level="warning", got=text)
    return duration
