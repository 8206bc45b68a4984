"""Which automations wait for what has just been told; pure, and nothing where none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from definitions import Catalog
from records import Event

from .definition import Automation
from .occasions import Occasion

Waiting = tuple[tuple[Automation, Occasion], ...]


@dataclass(frozen=True)
class Start:
    """An automation that may begin: for which record, on what occasion, under which key that no other start has."""

    automation: Automation
    form: str
    record: int
    key: str
    occasion: Mapping[str, Any]
    given: Mapping[str, Any] = field(default_factory=dict)
    parent: int | None = None
    depth: int = 1


def waiting_for(catalog: Catalog) -> Mapping[tuple[str, str], Waiting]:
    """Automations by the form and the kind of event they wait for; made once for each revision."""
    return catalog.derived("automations waiting", lambda: _waiting(catalog))


def starts_of(catalog: Catalog, told: Sequence[Event], ids: Sequence[int], *, depth: int) -> Iterator[Start]:
    """Every automation that one of these events may begin, each once for an event."""
    waiting = waiting_for(catalog)
    if not waiting:
        return
    for event, id in zip(told, ids, strict=True):
        there = waiting.get((event.form, event.kind))
        for automation in _meant(there, event) if there else ():
            yield Start(
                automation,
                event.form,
                event.record,
                key=f"event:{id}:{automation.id}",
                occasion=occasion_of(event, id),
                parent=parent_of(event),
                depth=depth,
            )


def occasion_of(event: Event, id: int) -> dict[str, Any]:
    """What a run remembers of the event that began it."""
    return {"what": "event", "event": event.kind, "id": id, "at": event.at.isoformat(), "actor": event.actor}


def parent_of(event: Event) -> int | None:
    """The run that the event came of."""
    because = event.data.get("because")
    return because["run"] if because and because["kind"] == "automation" else None


def _meant(waiting: Waiting, event: Event) -> Iterable[Automation]:
    return dict.fromkeys(automation for automation, occasion in waiting if occasion.fits(event))


def _waiting(catalog: Catalog) -> dict[tuple[str, str], Waiting]:
    found: dict[tuple[str, str], Waiting] = {}
    for automation in catalog.all("automation"):
        for occasion in automation.occasions:
            key = (automation.form, occasion.event)
            found[key] = (*found.get(key, ()), (automation, occasion))
    return found
