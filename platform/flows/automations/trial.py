"""A dry run: everything an automation would do to a chosen record, done and taken back, with the reasons for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounts import Work, require
from definitions import LANGUAGES, Label, Reason
from records import Event, RunRow, StepRow, events, runs
from rules import explain, matches

from ..facts import facts_of
from ..steps.hand import GIVEN
from ..stored import house_env, jsonable
from ..subject import Subject, look
from .definition import DO, ELSE, Automation, scope_for
from .running import Runner, definition_of

# A flow that leads to others is followed this far; what it would begin beyond that is only named.
MOST_FOLLOWED = 25


@dataclass(frozen=True)
class Condition:
    """One part of the condition: its words in each language, whether it holds, and the values it saw."""

    words: Label
    holds: bool
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TriedRun:
    """What a run would do: its steps, and the runs that would begin because of it."""

    automation: str
    label: Label
    branch: str
    steps: tuple[StepRow, ...]
    ended: str
    reason: Reason | None = None
    led_to: tuple[TriedRun, ...] = ()


@dataclass(frozen=True)
class Trial:
    """What would happen to one record, and why; nothing of it was kept."""

    automation: Automation
    subject: Subject
    conditions: tuple[Condition, ...]
    holds: bool
    run: TriedRun | None
    happened: tuple[Event, ...] = ()
    is_paused: bool = False


def dry_run(work: Work, automation_id: str, record: int, given: Mapping[str, object] | None = None) -> Trial:
    """As if the automation began for this record now. All of it takes place in a savepoint that is then taken back."""
    require(work, "configure")
    automation: Automation = work.catalog.get("automation", automation_id)
    subject = look(work, automation.form, record)
    handed = {f"{GIVEN}{name}": value for name, value in (given or {}).items()}
    values = {**_facts(work, automation, record), **handed}
    holds = automation.when is None or matches(automation.when, values, house_env(work))
    tried, told = _try(work, automation, record, holds, dict(given or {}))
    paused = automation.id in runs.pauses(work.connection)
    return Trial(automation, subject, _conditions(work, automation, values), holds, tried, told, paused)


def _facts(work: Work, automation: Automation, record: int) -> Mapping[str, object]:
    names = automation.when.names if automation.when else ()
    return facts_of(work, automation.form, [record], names).get(record, {})


def _conditions(work: Work, automation: Automation, values: Mapping[str, object]) -> tuple[Condition, ...]:
    if automation.when is None:
        return ()
    scope, env = scope_for(work.catalog, automation), house_env(work)
    said = {lang: explain(automation.when, values, env, scope, lang).parts for lang in LANGUAGES}
    return tuple(
        Condition(
            Label.of({lang: said[lang][place].words for lang in LANGUAGES}),
            part.holds,
            {seen.label: seen.shown for seen in said[work.language if work.language in said else "en"][place].seen},
        )
        for place, part in enumerate(said["en"])
    )


def _try(
    work: Work, automation: Automation, record: int, holds: bool, given: dict[str, object]
) -> tuple[TriedRun | None, tuple[Event, ...]]:
    branch = DO if holds else ELSE
    if not automation.steps(branch):
        return None, ()
    savepoint = work.connection.begin_nested()
    try:
        before = events.newest_id(work.connection)
        row = RunRow(
            automation.id, automation.form, record, f"trial:{automation.id}:{record}:{work.now.timestamp()}",
            runs.WAITING, {"what": "trial"}, work.now, branch=branch, given=jsonable(given) or None,
            revision=work.catalog.revision,
        )  # fmt: skip
        id = runs.begin(work.connection, row)
        tried = _Trying(work).run(runs.get(work.connection, id), automation)
        return tried, events.since(work.connection, automation.form, record, before)
    finally:
        savepoint.rollback()


class _Trying:
    """Does runs one after the other, those that they lead to included, as the outbox would."""

    def __init__(self, work: Work) -> None:
        self._work, self._left = work.as_system(), MOST_FOLLOWED

    def run(self, row: RunRow, automation: Automation) -> TriedRun:
        """One run with its children."""
        self._left -= 1
        ended = Runner(self._work, row, automation).run()
        steps = runs.steps_of(self._work.connection, row.id)
        state, reason = (runs.DONE, None) if ended.error is None else (runs.FAILED, ended.why)
        return TriedRun(automation.id, automation.label, row.branch, steps, state, reason, self._children(row))

    def _children(self, row: RunRow) -> tuple[TriedRun, ...]:
        return tuple(self._child(child) for child in runs.children_of(self._work.connection, row.id))

    def _child(self, child: RunRow) -> TriedRun:
        automation = definition_of(self._work, child)
        if automation is None or child.state != runs.WAITING or self._left <= 0:
            reason = Reason.from_json(child.reason) if child.reason else None
            label = automation.label if automation else Label.of(child.automation)
            return TriedRun(child.automation, label, child.branch, (), child.state, reason)
        return self.run(child, automation)


def flat(run: TriedRun | None) -> Sequence[TriedRun]:
    """A run and all that it leads to, in order."""
    return () if run is None else (run, *(each for child in run.led_to for each in flat(child)))
