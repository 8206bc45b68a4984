"""That records came into stages, as events: by whom and how, and where they were moved on by themselves, why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accounts import Work
from definitions import LANGUAGES, Catalog
from records import Event
from rules import words

from ..happenings import event
from ..pipelines import AutomaticMove, Pipeline, Stage, pipeline_scope
from ..stored import jsonable
from .entry import StageEntry

AUTOMATIC = "automatic"


def entry_events(
    work: Work, form: str, record: int, entry: StageEntry, values: Mapping[str, Any], **came: Any
) -> Iterator[Event]:
    """One event for each stage a record came into at this moment; `came` says how it came into the first."""
    before = came.pop("before", None)
    for passed in entry.passed:
        yield _entered(work, form, record, entry, passed.stage, before=before, **came)
        before, came = passed.stage.id, because(work, entry.pipeline, passed.move, values)
    wake = entry.wake_on.isoformat() if entry.wake_on else None
    yield _entered(work, form, record, entry, entry.stage, before=before, wake=wake, **came)


def because(work: Work, pipeline: Pipeline, move: AutomaticMove, values: Mapping[str, Any]) -> dict[str, Any]:
    """Why a record moved by itself: the rule in words, and what was seen."""
    said: dict[str, Any] = {"how": AUTOMATIC, "move": move.id}
    if move.after is not None:
        said["time"] = {language: move.after.words(language) for language in LANGUAGES}
    if move.when is not None:
        said["rule"] = move.when.text
        said["why"] = rule_words(work, pipeline, move.when)
        said["seen"] = jsonable({name: values.get(name) for name in sorted(move.when.names)})
    return said


def rule_words(work: Work, pipeline: Pipeline, rule: Any) -> dict[str, str]:
    """A condition of a pipeline in every language; many records move by the same one."""
    return work.catalog.derived(("rule words", pipeline.id, rule.text), lambda: _words_of(work.catalog, pipeline, rule))


def _words_of(catalog: Catalog, pipeline: Pipeline, rule: Any) -> dict[str, str]:
    scope = pipeline_scope(catalog, pipeline)
    return {language: words(rule, scope, language) for language in LANGUAGES}


def _entered(
    work: Work, form: str, record: int, entry: StageEntry, stage: Stage, *, before: str | None, **came: Any
) -> Event:
    data = {"pipeline": entry.pipeline.id, "from": before, "to": stage.id, "outcome": stage.outcome, **came}
    said = {name: value for name, value in data.items() if value is not None}
    return event(work, form, record, "stage_entered", **said)
