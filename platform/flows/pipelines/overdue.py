"""The steps around a limit as an admin writes them: warn before, tell at, escalate after."""

from __future__ import annotations

from definitions import Duration, Source

from ..reading import Path, read_duration
from .limits import BREACH, OverdueStep
from .party import SUPERIOR, Party

TICK_SECONDS = 60


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
                after=read_limit(source, step, (*path, n, "after")),
                escalates="escalate" in step,
                message=step.get("message"),
                tier=tier if party == SUPERIOR else 0,
                before=read_limit(source, step, (*path, n, "before")),
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


def read_limit(source: Source, written: dict, path: Path) -> Duration | None:
    """A limit; one that is shorter than the clock's tick is kept, with a warning."""
    text = written.get(path[-1])
    duration = read_duration(source, text, path)
    if duration is not None and 0 <= duration.seconds < TICK_SECONDS:
        source.problem(path, "flows.problem.shorter_than_tick", level="warning", got=text)
    return duration
