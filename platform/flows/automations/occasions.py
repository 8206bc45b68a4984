"""What an automation may wait for: kinds of events, each with what may be asked of it; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Catalog
from records import Event

from ..pipelines import FOLLOW_UP
from ..record_story.timeline import event_kinds

Known = Callable[[Catalog, str], Iterable[str] | None]


FLAG = "flag"


@dataclass(frozen=True)
class Filter:
    """One thing that may be asked of an event: the data it looks at, and the words there are (None: any)."""

    of: str
    known: Known = lambda catalog, form: None
    what: str = "word"

    def fits(self, data: Mapping[str, Any], words: tuple[str, ...]) -> bool:
        """Whether the event says one of the words; a flag has to have become what is asked for."""
        value = data.get(self.of)
        if self.what != FLAG:
            return _meets(value, words)
        return bool(value) != bool(data.get(f"{self.of}_before")) and _meets(bool(value), words)


def _fields(catalog: Catalog, form: str) -> list[str]:
    return list(catalog.get("form", form).by_id)


def _stages(catalog: Catalog, form: str) -> list[str]:
    return [stage.id for line in catalog.of_form("pipeline", form) for stage in line.stages]


def _tasks(catalog: Catalog, form: str) -> list[str]:
    lines = catalog.of_form("pipeline", form)
    return [*(task.id for line in lines for stage in line.stages for task in stage.tasks), *OWN_TASKS]


def _grades(catalog: Catalog, form: str) -> list[str]:
    return [band.id for card in catalog.of_form("scorecard", form) for band in card.bands]


def _pools(catalog: Catalog, form: str) -> list[str]:
    return [pool.id for routing in catalog.of_form("routing", form) for pool in routing.pools]


def _behaviours(catalog: Catalog, form: str) -> list[str]:
    return [one.id for trail in catalog.of_form("trail", form) for one in trail.behaviours]


def _milestones(catalog: Catalog, form: str) -> list[str]:
    return [one.id for line in catalog.of_form("pipeline", form) for one in line.milestones]


def _scripts(catalog: Catalog, form: str) -> list[str]:
    return [script.id for script in catalog.of_form("call_script", form)]


OWN_TASKS = ("wake", "next_step", FOLLOW_UP)
_FIELD = {"fields": Filter("changes", _fields, "field")}
_STAGE = {
    "stage": Filter("to", _stages, "stage"),
    "from": Filter("from", _stages, "stage"),
    "outcome": Filter("outcome"),
    "how": Filter("how"),
    "reason": Filter("reason"),
}
_GRADE = {
    "to": Filter("grade", _grades, "grade"),
    "from": Filter("grade_before", _grades, "grade"),
    "urgent": Filter("urgent", what=FLAG),
}
_TASK = {"task": Filter("task", _tasks, "task"), "reason": Filter("reason")}
_ASSIGNMENT = {"how": Filter("how"), "rule": Filter("rule"), "pool": Filter("pool", _pools, "pool")}
FILTERS: Mapping[str, Mapping[str, Filter]] = {
    "submitted": {"channel": Filter("channel")},
    "edited": {**_FIELD, "channel": Filter("channel")},
    "recomputed": _FIELD,
    "stage_entered": _STAGE,
    "graded": _GRADE,
    "behaved": {"behaviour": Filter("behaviour", _behaviours, "behaviour"), "source": Filter("source")},
    "contact_logged": {"way": Filter("way"), "outcome": Filter("outcome")},
    **dict.fromkeys(("assigned", "claimed", "released", "pooled", "escalated", "left_unassigned"), _ASSIGNMENT),
    **dict.fromkeys(
        ("task_completed", "task_skipped", "task_snoozed", "task_missed", "task_overdue", "task_opened", "task_sooner"),
        _TASK,
    ),
    "call_scored": {"script": Filter("script", _scripts, "script"), "passed": Filter("passed")},
    **dict.fromkeys(
        ("milestone_reached", "milestone_lost"), {"milestone": Filter("milestone", _milestones, "milestone")}
    ),
    "stage_overdue": {"stage": Filter("stage", _stages, "stage")},
}
# A regrade of a whole form tells those whose grade or urgency is another one; so that is what counts everywhere.
GRADED = "graded"


@dataclass(frozen=True)
class Occasion:
    """An event to wait for, and what has to be true of it."""

    event: str
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def fits(self, event: Event) -> bool:
        """Whether this event is meant."""
        if event.kind != self.event or (event.kind == GRADED and not _is_another_grade(event.data)):
            return False
        filters = FILTERS.get(event.kind, {})
        return all(filters[name].fits(event.data, words) for name, words in self.wanted)


def known_events() -> tuple[str, ...]:
    """Every kind of event that records have."""
    return tuple(sorted({*event_kinds(), *FILTERS} - _NO_OCCASION))


# Of records that are gone, or of whole files; nothing can be done about the one record.
_NO_OCCASION = {"trashed", "imported", "import_undone", "bulk_undone"}


YES, NO = "yes", "no"


def _meets(value: Any, words: tuple[str, ...]) -> bool:
    """Whether one of the words is meant: a name among changes, one of a list, or yes and no of whatever it is."""
    if isinstance(value, (Mapping, list, tuple)):
        return not {*map(str, value), YES if value else NO}.isdisjoint(words)
    return _word(value) in words


def _word(value: Any) -> str:
    if value is None or value is False:
        return NO
    return YES if value is True else str(value)


def _is_another_grade(data: Mapping[str, Any]) -> bool:
    before, now = data.get("urgent_before"), bool(data.get("urgent"))
    return data.get("grade") != data.get("grade_before") or (before is not None and bool(before) != now)
