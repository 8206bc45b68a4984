"""From a checked pipeline file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from definitions import Label, Source

from ..reading import Path, read_label, read_rule, report_twice
from .definition import (
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
from .overdue import read_limit, read_overdue
from .rhythm import FOLLOW_UP, read_rhythm

# Tasks that the platform opens by itself; a stage's task of the same name would be taken for one of them.
OWN_TASKS = (FOLLOW_UP, "next_step", "wake")


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
        follow_up=read_rhythm(source),
        next_step_required=data.get("log", {}).get("next_step") == "required",
        promises=read_overdue(source, data.get("promises", {}), ("promises",), usual=PROMISED),
    )


def _report_twice(source: Source) -> None:
    """Stages, tasks and reasons are named by their ids; a task's holds for the whole pipeline: `done(call)`."""
    report_twice(source, source.data["stages"], ("stages",))
    report_twice(source, source.data.get("skip_reasons", []), ("skip_reasons",))
    seen: set[str] = set()
    for place, stage in enumerate(source.data["stages"]):
        for number, task in enumerate(stage.get("tasks", [])):
            if task["id"] in OWN_TASKS:
                source.problem(("stages", place, "tasks", number, "id"), "flows.problem.our_own_task", id=task["id"])
            if task["id"] in seen:
                source.problem(("stages", place, "tasks", number, "id"), "flows.problem.id_twice", id=task["id"])
            seen.add(task["id"])


def _stage(source: Source, written: dict, path: Path) -> Stage:
    return Stage(
        id=written["id"],
        label=read_label(written),
        outcome=written.get("outcome", "open"),
        limit=read_limit(source, written, (*path, "limit")),
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
        within=read_limit(source, written, (*path, "within")),
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


def _limit(source: Source, path: Path) -> Limit | None:
    written = source.data.get(path[0])
    if written is None:
        return None
    within = read_limit(source, written, (*path, "within"))
    steps = read_overdue(source, written, path, usual=TELL_OWNER)
    return Limit(within, steps) if within else None


def _quiet(source: Source, path: Path) -> Limit | None:
    """A limit of quiet: whom to tell at it, or whole steps around it."""
    written = source.data.get(path[0])
    if written is None:
        return None
    after = read_limit(source, written, (*path, "after"))
    parties = [Party.of(party) for party in written.get("notify", ["owner"])]
    told = tuple(OverdueStep(party, tier=int(party == SUPERIOR), place=n) for n, party in enumerate(parties))
    steps = read_overdue(source, written, path, usual=told, limit="after")
    return Limit(after, steps) if after else None


def _wake(written: dict | None) -> Wake | None:
    return None if written is None else Wake(written["on"], written.get("hook"), written.get("to", "previous"))
