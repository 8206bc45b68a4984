"""How often somebody is to be in touch while nothing else is planned: by grade, from contact to contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA, LANGUAGES, Duration, Label, Source, say

from ..reading import read_duration
from .limits import TELL_OWNER, OverdueStep
from .overdue import read_overdue
from .script import Script
from .task import TaskDefinition
from .task_schema import OVERDUE

FOLLOW_UP = "follow_up"  # what the task is called in rules, reports and rows
OTHERS = None
_LABEL = Label.of({"zh": "跟进", "en": "Follow up"})

_BEAT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["within"],
    "description": "In touch again not before `after`, and at the latest `within`, counted from the last contact",
    "properties": {
        "after": DURATION_SCHEMA,
        "within": DURATION_SCHEMA,
        "label": LABEL_SCHEMA,
        "script": LABEL_SCHEMA,
        "asks": {"type": "array", "items": LABEL_SCHEMA},
        "minutes": {"type": "integer", "minimum": 1, "maximum": 600},
    },
}
FOLLOW_UP_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "description": "How often to be in touch: by_grade: {A: {after: 1 working day, within: 2 working days}}",
    "properties": {
        "by_grade": {"type": "object", "minProperties": 1, "additionalProperties": _BEAT},
        "others": _BEAT,
        "overdue": OVERDUE,
    },
}


@dataclass(frozen=True)
class Beat:
    """From when and until when somebody is to be in touch again, and what about."""

    task: TaskDefinition
    within: Duration
    after: Duration | None = None

    @property
    def words(self) -> dict[str, str]:
        """`每 3 到 5 个工作日`, `every 3 to 5 working days`."""
        return {language: say("flows.beat", language, span=self._span(language)) for language in LANGUAGES}

    def _span(self, language: str) -> str:
        within = self.within.words(language)
        if self.after is None or (self.after.unit, self.after.working) != (self.within.unit, self.within.working):
            return within
        return say("flows.beat_from_to", language, first=self.after.amount, last=within)


@dataclass(frozen=True)
class Rhythm:
    """A beat for each grade, and one for those without, or for the rest."""

    beats: Mapping[str | None, Beat]

    def beat(self, grade: str | None) -> Beat | None:
        """How often a record of this grade is seen to; None where nobody said."""
        return self.beats.get(grade) or self.beats.get(OTHERS)

    @property
    def overdue(self) -> tuple[OverdueStep, ...]:
        """The steps around the limit, the same for every grade."""
        return next(iter(self.beats.values())).task.overdue


def read_rhythm(source: Source) -> Rhythm | None:
    """The pipeline's rhythm, if it has one."""
    written = source.data.get(FOLLOW_UP)
    if written is None:
        return None
    steps = read_overdue(source, written, (FOLLOW_UP,), usual=TELL_OWNER)
    places: list[tuple[tuple, str | None, dict]] = [
        ((FOLLOW_UP, "by_grade", grade), grade, beat) for grade, beat in written.get("by_grade", {}).items()
    ]
    places += [((FOLLOW_UP, "others"), OTHERS, written["others"])] if "others" in written else []
    if not places:
        source.problem((FOLLOW_UP,), "flows.problem.no_beats")
    beats = {grade: beat for path, grade, each in places if (beat := _beat(source, each, path, steps)) is not None}
    return Rhythm(beats) if beats else None


def _beat(source: Source, written: dict, path: tuple, steps: tuple[OverdueStep, ...]) -> Beat | None:
    within = read_duration(source, written["within"], (*path, "within"))
    after = read_duration(source, written.get("after"), (*path, "after"))
    if within is None:
        return None
    if after is not None and after.working == within.working and after.seconds > within.seconds:
        source.problem((*path, "after"), "flows.problem.begins_after_its_end", after=after, within=within)
    label = Label.of(written["label"]) if "label" in written else _LABEL
    task = TaskDefinition(
        id=FOLLOW_UP,
        label=label,
        within=within,
        scripts=(Script(FOLLOW_UP, label, Label.of(written["script"])),) if "script" in written else (),
        asks=tuple(Label.of(ask) for ask in written.get("asks", [])),
        minutes=written.get("minutes", 10),
        contact=True,
        overdue=steps,
    )
    return Beat(task, within, after)
