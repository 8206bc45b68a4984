"""From a checked cadence file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from definitions import Duration, Source

from ..automations import Occasion
from ..automations.reading import read_occasions
from ..reading import Path, read_duration, read_rule
from ..steps import read_step, read_steps
from .definition import KEEP, Branch, Cadence, CadenceStep, Entry, Hours, Jump, Most, Ripe, Stop, Wait, Way

OWN = ("wait", "branch", "go")
BESIDE = {"wait": {"at"}, "branch": {"else"}, "go": {"most"}, "task": {"until"}}
MOST_JUMPS = 100


def read_cadence(source: Source) -> Cadence:
    """The cadence of one file."""
    data = source.data
    return Cadence(
        id=source.id,
        form=data["form"],
        label=source.label(),
        steps=tuple(_steps(source)),
        enter=_enter(source, data.get("enter")),
        stop=_stop(source, data.get("stop", {})),
        ripe=_ripe(source, data.get("ripe")),
        group=data.get("group"),
        limits=tuple(_limits(data.get("limits", {}))),
        hours=_hours(source, data.get("hours")),
        when_changed=data.get("when_changed", KEEP),
    )


def _steps(source: Source) -> Iterator[CadenceStep]:
    seen: set[str] = set()
    for number, written in enumerate(source.data["steps"]):
        path: Path = ("steps", number)
        id = written.get("id", f"step_{number + 1}")
        if id in seen:
            source.problem((*path, "id"), "flows.problem.id_twice", id=id)
        seen.add(id)
        step = _step(source, written, path, id)
        if step is not None:
            yield step


def _step(source: Source, written: Mapping[str, Any], path: Path, id: str) -> CadenceStep | None:
    own = next((name for name in OWN if name in written), None)
    _report_strange(source, written, path, own)
    if own is None:
        action = {name: value for name, value in written.items() if name not in ("id", "until")}
        found = read_step(source, action, path)
        waits = "task" in written and written.get("until", "done") == "done"
        return CadenceStep(id, found, waits) if found is not None else None
    others = [name for name in written if name not in ("id", own, "at", "else", "most", "until")]
    if others:
        known = ", ".join(OWN)
        source.problem(path, "automation.problem.several_actions", named=", ".join([own, *others]), known=known)
    return CadenceStep(id, _own(source, written, path, own))


def _own(source: Source, written: Mapping[str, Any], path: Path, own: str) -> Wait | Branch | Jump:
    if own == "wait":
        length = read_duration(source, written["wait"], (*path, "wait")) or Duration(1, "days")
        return Wait(length, _time(written.get("at")))
    if own == "go":
        return Jump(written["go"], written.get("most", MOST_JUMPS))
    ways = []
    for number, way in enumerate(written["branch"]):
        rule = read_rule(source, way["if"], (*path, "branch", number, "if"))
        ways += [Way(rule, way["go"])] if rule is not None else []
    return Branch(tuple(ways), written.get("else"))


def _report_strange(source: Source, written: Mapping[str, Any], path: Path, own: str | None) -> None:
    """`at` belongs to a wait, `else` to a branch, `most` to a jump, `until` to a task."""
    for owner, names in BESIDE.items():
        for name in names & written.keys():
            if owner != own and owner not in written:
                source.problem((*path, name), "cadence.problem.belongs_to", name=name, owner=owner)


def _enter(source: Source, written: Mapping[str, Any] | None) -> Entry:
    if written is None:
        return Entry(by_hand=True)
    again = written.get("again", {}).get("after")
    occasions = tuple(one for one in read_occasions(source, ("enter", "on")) if isinstance(one, Occasion))
    return Entry(
        when=read_rule(source, written.get("if"), ("enter", "if")),
        occasions=occasions,
        again_after=read_duration(source, again, ("enter", "again", "after")),
    )


def _stop(source: Source, written: Mapping[str, Any]) -> Stop:
    return Stop(
        reply=written.get("reply", True),
        outcomes=tuple(written.get("outcomes", Stop().outcomes)),
        stages=tuple(written.get("stages", ())),
        when=read_rule(source, written.get("if"), ("stop", "if")),
    )


def _ripe(source: Source, written: Mapping[str, Any] | None) -> Ripe | None:
    rule = read_rule(source, written["if"], ("ripe", "if")) if written is not None else None
    if rule is None:
        return None
    return Ripe(rule, read_steps(source, written.get("do", []), ("ripe", "do")))


def _limits(written: Mapping[str, Mapping[str, int]]) -> Iterator[Most]:
    for of, amounts in written.items():
        for unit, n in amounts.items():
            yield Most(n, Duration(1, f"{unit}s"), of)


def _hours(source: Source, written: Mapping[str, Any] | None) -> Hours | None:
    if written is None:
        return None
    since, until = _time(written["from"]), _time(written["to"])
    if since >= until:
        source.problem(("hours", "to"), "cadence.problem.no_hours")
    return Hours(since, until, written.get("working", True))


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None
