"""From the steps of a checked file to their objects: one key names the action, `if` and `may_fail` stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from definitions import Duration, Source
from rules import Expression

from ..actions import ACTIONS
from ..reading import Path, read_duration, read_rule
from .definition import Step

BESIDE = ("if", "may_fail")
MOST_STEPS = 50


@dataclass(frozen=True)
class Reading:
    """Where an action is read: it takes rules and durations from here, and leaves its problems."""

    source: Source
    path: Path

    def rule(self, written: Any, *more: Any) -> Expression | None:
        """The rule further inside, if there is one."""
        return read_rule(self.source, written, (*self.path, *more))

    def duration(self, written: Any, *more: Any) -> Duration | None:
        """The length of time further inside, if there is one."""
        return read_duration(self.source, written, (*self.path, *more))

    def problem(self, message: str, *more: Any, **params: Any) -> None:
        """Something is wrong here, or further inside."""
        self.source.problem((*self.path, *more), message, **params)


def steps_schema() -> dict[str, Any]:
    """The JSON Schema of a list of steps, with every action that is registered."""
    own = {"if": _RULE, "may_fail": {"type": "boolean", "description": "Go on with the next step if this one fails"}}
    actions = {name: dict(kind.schema()) for name, kind in ACTIONS.items()}
    step = {"type": "object", "additionalProperties": False, "properties": {**actions, **own}}
    return {"type": "array", "items": step, "maxItems": MOST_STEPS}


_RULE = {"type": "string", "minLength": 1, "description": "Do this step only if it holds at that moment"}


def read_steps(source: Source, written: Sequence[Mapping[str, Any]], path: Path) -> tuple[Step, ...]:
    """The steps of a list; one that names no action, or several, becomes a problem."""
    found = (read_step(source, one, (*path, number)) for number, one in enumerate(written))
    return tuple(step for step in found if step is not None)


def read_step(source: Source, written: Mapping[str, Any], path: Path) -> Step | None:
    """One step; None where it names no action, or several."""
    named = [name for name in written if name not in BESIDE]
    if len(named) != 1:
        what = "automation.problem.no_action" if not named else "automation.problem.several_actions"
        source.problem(path, what, named=", ".join(named), known=", ".join(ACTIONS.names()))
        return None
    action = ACTIONS.get(named[0]).read(written[named[0]], Reading(source, (*path, named[0])))
    when = read_rule(source, written.get("if"), (*path, "if"))
    return Step(action, when, written.get("may_fail", False))
