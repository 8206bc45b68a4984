"""From a checked pipeline file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from definitions import Source, suggest

from ..reading import Path, read_label, read_rule, report_twice
from .definition import Pipeline
from .limits import PROMISED, TELL_BOTH, TELL_OWNER, Limit, OverdueStep
from .milestone import read_milestones
from .overdue import read_limit, read_overdue
from .party import SUPERIOR, Party
from .rhythm import FOLLOW_UP, read_rhythm
from .skipping import read_skip_reason
from .stage import AutomaticMove, Stage, Wake
from .task import TaskDefinition
from .task_reading import laid_out, read_task

Written = dict[str, Any]
# Tasks that the platform opens by itself; a stage's task of the same name would be taken for one of them.
OWN_TASKS = (FOLLOW_UP, "next_step", "wake", "own")


def read_pipeline(source: Source) -> Pipeline:
    """The pipeline of one file."""
    data = source.data
    tasks = [_laid_out(source, stage, ("stages", n)) for n, stage in enumerate(data["stages"])]
    plays = _laid_out(source, data, (), key="plays")
    _report_twice(source, tasks, plays)
    _report_unknown(source, plays)
    read_plays = [
        (written.get("in"), read_task(source, written, ("plays", n), is_play=True)) for n, written in enumerate(plays)
    ]
    return Pipeline(
        id=source.id,
        form=data["form"],
        label=source.label(),
        stages=tuple(
            _stage(source, written, ("stages", n), tasks=tasks[n], plays=read_plays)
            for n, written in enumerate(data["stages"])
        ),
        start=data["start"],
        plays=tuple(task for _, task in read_plays),
        when=read_rule(source, data.get("when"), ("when",)),
        skip_reasons=tuple(read_skip_reason(each) for each in data.get("skip_reasons", [])),
        first_response=_limit(source, ("first_response",)),
        silence=_quiet(source, ("silence",)),
        untouched=_quiet(source, ("untouched",)),
        promises=read_overdue(source, data.get("promises", {}), ("promises",), usual=PROMISED),
        follow_up=read_rhythm(source),
        next_step_required=data.get("log", {}).get("next_step") == "required",
        milestones=read_milestones(source),
    )


def _laid_out(source: Source, written: Written, path: Path, *, key: str = "tasks") -> list[Written]:
    return [laid_out(source, task, (*path, key, n)) for n, task in enumerate(written.get(key, []))]


def _report_twice(source: Source, tasks: Sequence[Sequence[Written]], plays: Sequence[Written]) -> None:
    """Stages, tasks and reasons are named by their ids; a task's holds for the whole pipeline: `done(call)`."""
    report_twice(source, source.data["stages"], ("stages",))
    report_twice(source, source.data.get("skip_reasons", []), ("skip_reasons",))
    seen: set[str] = set()
    places = [(("stages", place, "tasks"), here) for place, here in enumerate(tasks)]
    for path, here in (*places, (("plays",), plays)):
        for number, task in enumerate(here):
            if task["id"] in OWN_TASKS:
                source.problem((*path, number, "id"), "flows.problem.our_own_task", id=task["id"])
            if task["id"] in seen:
                source.problem((*path, number, "id"), "flows.problem.id_twice", id=task["id"])
            seen.add(task["id"])


def _report_unknown(source: Source, plays: Sequence[Written]) -> None:
    known = [stage["id"] for stage in source.data["stages"]]
    for place, play in enumerate(plays):
        for number, name in enumerate(play.get("in", [])):
            if name not in known:
                path, hint = ("plays", place, "in", number), suggest(name, known)
                source.problem(path, "flows.problem.unknown_stage", name=name, suggestion=hint)


def _stage(source: Source, written: Written, path: Path, *, tasks: Sequence[Written], plays: Sequence[Any]) -> Stage:
    report_twice(source, written.get("moves", []), (*path, "moves"))
    skippable, is_open = "skip" in written, written.get("outcome", "open") == "open"
    own = [read_task(source, task, (*path, "tasks", n), skippable=skippable) for n, task in enumerate(tasks)]
    return Stage(
        id=written["id"],
        label=read_label(written),
        outcome=written.get("outcome", "open"),
        limit=read_limit(source, written, (*path, "limit")),
        tasks=(*own, *_plays(written["id"], plays, is_open=is_open)),
        leave_when=read_rule(source, written.get("leave_when"), (*path, "leave_when")),
        next=tuple(written.get("next", [])),
        back=tuple(written.get("back", [])),
        may_skip=skippable,
        ask=tuple(written.get("ask", [])),
        may_ask=tuple(written.get("may_ask", [])),
        wake=_wake(written.get("wake")),
        overdue=read_overdue(source, written, path, usual=TELL_BOTH, limit="limit"),
        moves=tuple(_move(source, move, (*path, "moves", n)) for n, move in enumerate(written.get("moves", []))),
    )


def _plays(stage: str, plays: Sequence[Any], *, is_open: bool) -> tuple[TaskDefinition, ...]:
    return tuple(task for meant, task in plays if (is_open if meant is None else stage in meant))


def _move(source: Source, written: Written, path: Path) -> AutomaticMove:
    rules = {name: read_rule(source, rule, (*path, "set", name)) for name, rule in written.get("set", {}).items()}
    return AutomaticMove(
        id=written["id"],
        to=written["to"],
        label=read_label(written),
        when=read_rule(source, written.get("when"), (*path, "when")),
        after=read_limit(source, written, (*path, "after")),
        fills=tuple((name, rule) for name, rule in rules.items() if rule is not None),
    )


def _limit(source: Source, path: Path) -> Limit | None:
    written = source.data.get(path[0])
    if written is None:
        return None
    within = read_limit(source, written, (*path, "within"))
    steps = read_overdue(source, written, path, usual=TELL_OWNER)
    return Limit(within, steps) if within else None


def _quiet(source: Source, path: Path) -> Limit | None:
    written = source.data.get(path[0])
    if written is None:
        return None
    after = read_limit(source, written, (*path, "after"))
    parties = [Party.of(party) for party in written.get("notify", ["owner"])]
    told = tuple(OverdueStep(party, tier=int(party == SUPERIOR), place=n) for n, party in enumerate(parties))
    steps = read_overdue(source, written, path, usual=told, limit="after")
    return Limit(after, steps) if after else None


def _wake(written: Written | None) -> Wake | None:
    return None if written is None else Wake(written["on"], written.get("hook"), written.get("to", "previous"))
