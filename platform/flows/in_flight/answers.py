"""What becomes of the records of one stage: kept, migrated by a map, or held back until a person says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from definitions import Refused

KEEP, MIGRATE, ASK = "keep", "migrate", "ask"
CLOSE = "close"


@dataclass(frozen=True)
class Answer:
    """For one stage of one pipeline; `tasks` names for an old task the new one, or None where it is closed."""

    pipeline: str
    stage: str
    choice: str
    to: str | None = None
    tasks: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        return self.pipeline, self.stage


def read_answers(texts: Iterable[str]) -> tuple[Answer, ...]:
    """`path/quote=keep`, `path/quote=ask`, `path/quote=offer`; `path/quote/send=mail` and `…/send=close` for tasks."""
    found: dict[tuple[str, str], Answer] = {}
    tasks: dict[tuple[str, str], dict[str, str | None]] = {}
    for text in texts:
        place, _, said = (part.strip() for part in text.partition("="))
        parts = place.split("/")
        if len(parts) not in (2, 3) or not all(parts) or not said:
            raise Refused("in_flight.refused.unreadable", text=text)
        if len(parts) == 2:
            found[parts[0], parts[1]] = read_answer(parts[0], parts[1], said)
        else:
            tasks.setdefault((parts[0], parts[1]), {})[parts[2]] = None if said == CLOSE else said
    for place in tasks:
        if place not in found or found[place].choice != MIGRATE:
            raise Refused("in_flight.refused.tasks_alone", place="/".join(place))
    return tuple(replace(answer, tasks=tasks.get(place, {})) for place, answer in found.items())


def read_answer(pipeline: str, stage: str, said: str, tasks: Mapping[str, str | None] | None = None) -> Answer:
    """`keep`, `ask`, or the stage they are taken to."""
    if said in (KEEP, ASK):
        return Answer(pipeline, stage, said)
    return Answer(pipeline, stage, MIGRATE, said, tasks or {})
