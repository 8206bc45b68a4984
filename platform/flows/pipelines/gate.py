"""What has to be there before a record may leave its stage; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import LANGUAGES, Label
from rules import Env, Expression, Part, Reference, Scope, explain, matches

from .stage import Stage
from .task import TaskDefinition

FIELD, TASK, CONDITION = "field", "task", "condition"


@dataclass(frozen=True)
class Missing:
    """One thing that holds the gate: a field to fill, a task to do, or a condition in words."""

    kind: str
    id: str
    label: Label
    fields: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        return self.label.text(language)


@dataclass(frozen=True)
class Gate:
    """The way out of a stage: open, or held by what is missing."""

    missing: tuple[Missing, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.missing


OPEN_GATE = Gate()


def gate_of(stage: Stage, values: Mapping[str, Any], env: Env, scope: Scope, needed: Collection[str] = ()) -> Gate:
    """The gate of a stage for a record with these values, `done(task)` and `skipped(task)` among them.

    `needed` are the fields that have to be filled before anybody may go on.
    """
    empty = [name for name in sorted(needed) if values.get(name) in (None, "", ())]
    unfilled = (Missing(FIELD, name, _label(scope, name), (name,)) for name in empty)
    found = [*_tasks_to_do(stage, values), *unfilled, *_unmet(stage, values, env, scope)]
    return Gate(tuple({(one.kind, one.id): one for one in found}.values()))


def fields_to_fill(stage: Stage) -> frozenset[str]:
    """The fields that must be filled, whatever else holds, before the gate of a stage opens."""
    nodes = _nodes(stage.leave_when) if stage.leave_when is not None else ()
    asked = (node.args[0] for node in nodes if getattr(node, "operation", None) == "filled")
    return frozenset(one.name for one in asked if isinstance(one, Reference))


def task_values(states: Mapping[str, str]) -> dict[str, bool]:
    """What `done(x)` and `skipped(x)` are, from the newest state of each task."""
    done = {f"done({task})": state == "done" for task, state in states.items()}
    return done | {f"skipped({task})": state == "skipped" for task, state in states.items()}


def _tasks_to_do(stage: Stage, values: Mapping[str, Any]) -> Iterator[Missing]:
    """A must that was opened and neither done nor skipped with a reason."""
    for task in stage.tasks:
        opened = f"done({task.id})" in values
        if task.must and opened and not (values[f"done({task.id})"] or values.get(f"skipped({task.id})")):
            yield _task(task)


def _unmet(stage: Stage, values: Mapping[str, Any], env: Env, scope: Scope) -> Iterator[Missing]:
    rule = stage.leave_when
    if rule is None or matches(rule, values, env):
        return
    said = {language: explain(rule, values, env, scope, language).parts for language in LANGUAGES}
    for place, part in enumerate(said["en"]):
        if not part.holds:
            words = Label.of({language: said[language][place].words for language in LANGUAGES})
            yield _missing(_nodes(rule)[place], part, words, stage=stage, scope=scope)


def _nodes(rule: Expression) -> tuple[Any, ...]:
    """The conditions that an `and` joins, in the order in which an explanation tells them."""
    return rule.tree.args if getattr(rule.tree, "operation", None) == "and" else (rule.tree,)


def _missing(node: Any, part: Part, words: Label, *, stage: Stage, scope: Scope) -> Missing:
    names = tuple(seen.name for seen in part.seen)
    fields = tuple(name for name in names if "(" not in name)
    if getattr(node, "function", None) == "done":
        task = stage.task(node.argument)
        return _task(task) if task else Missing(TASK, node.argument, words)
    if getattr(node, "operation", None) == "filled" and len(fields) == 1:
        return Missing(FIELD, fields[0], _label(scope, fields[0]), fields)
    return Missing(CONDITION, words.text("en"), words, fields)


def _task(task: TaskDefinition) -> Missing:
    return Missing(TASK, task.id, task.label)


def _label(scope: Scope, name: str) -> Label:
    known = scope.names.get(name)
    return Label.of(known.label if known else None, name)
