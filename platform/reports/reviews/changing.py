"""Working on a review: cause, action, owner, day, and the way from open to closed; every change is kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from accounts import Work, people
from definitions import LANGUAGES, GuardNotMet, Label, NotAllowed, Refused, Stale, say
from records import ReviewEvent, ReviewRow, reviews

from .seeing import may_change, review_of
from .telling import remind_at_due, tell_handed

LONGEST = 4000
# What must be said before a review stands there.
NEEDS = {
    reviews.ACTING: ("action", "owner"),
    reviews.MEASURING: ("cause", "action", "owner"),
    reviews.CLOSED: ("cause", "action", "conclusion"),
}


@dataclass(frozen=True)
class Lacking:
    """Something that has to be said first."""

    id: str
    kind: str = "review"

    @property
    def label(self) -> Label:
        """What it is called."""
        return Label.of({language: say(f"reviews.{self.id}", language) for language in LANGUAGES})

    def text(self, language: str) -> str:
        """The same in one language."""
        return self.label.text(language)


@dataclass(frozen=True)
class Change:
    """What somebody wants different; what is None stays."""

    state: str | None = None
    cause: str | None = None
    action: str | None = None
    conclusion: str | None = None
    owner: int | None = None
    due: date | None = None
    version: int | None = None


def change(work: Work, id: int, wanted: Change) -> ReviewRow:
    """Change a review; refused in words where something has to be said first, or somebody was quicker."""
    row = review_of(work, id, lock=True)
    if not may_change(work, row):
        raise NotAllowed
    if wanted.version is not None and wanted.version != row.version:
        raise Stale(current=row)
    values = _values(work, row, wanted)
    if not values:
        return row
    _guard(row, values)
    values |= _moments(work, row, values)
    if not reviews.change(work.connection, id, values, version=row.version):
        raise Stale(current=row)
    said = {name: [_plain(getattr(row, name)), _plain(value)] for name, value in values.items()}
    reviews.keep_event(work.connection, ReviewEvent(id, work.now, work.actor.person_id, said))
    now = reviews.find(work.connection, id)
    if "owner" in values:
        tell_handed(work, now)
    if "due" in values:
        remind_at_due(work, id, now.due)
    return now


def _values(work: Work, row: ReviewRow, wanted: Change) -> dict[str, Any]:
    given = {each.name: getattr(wanted, each.name) for each in fields(wanted) if each.name != "version"}
    values = {name: value.strip()[:LONGEST] if isinstance(value, str) else value for name, value in given.items()}
    found = {name: value for name, value in values.items() if value is not None and value != getattr(row, name)}
    if found.get("state", row.state) not in reviews.STATES:
        raise Refused("reviews.refused.no_state", name=str(found["state"])[:40], known=list(reviews.STATES))
    owner = people.find(work.connection, found["owner"]) if "owner" in found else None
    if "owner" in found and (owner is None or not owner.active):
        raise Refused("reviews.refused.no_owner")
    return found


def _guard(row: ReviewRow, values: dict[str, Any]) -> None:
    """Nobody closes what has no cause, no action and no conclusion."""
    state = values.get("state", row.state)
    missing = [name for name in NEEDS.get(state, ()) if not values.get(name, getattr(row, name))]
    if missing and "state" in values:
        lacking = tuple(map(Lacking, missing))
        raise GuardNotMet(f"reviews.refused.{state}_needs", missing=lacking, parts=[one.label for one in lacking])


def _moments(work: Work, row: ReviewRow, values: dict[str, Any]) -> dict[str, Any]:
    """When it was acted upon, and when it ended; a review that is opened again has not ended."""
    state, moments = values.get("state"), {}
    if state in (reviews.MEASURING, reviews.CLOSED) and row.acted_at is None:
        moments["acted_at"] = work.now
    if state == reviews.CLOSED:
        moments["closed_at"] = work.now
    elif state is not None and row.closed_at is not None:
        moments["closed_at"] = None
        _still_alone(work, row)
    return moments


def _still_alone(work: Work, row: ReviewRow) -> None:
    """While it was closed another one may have opened about the same."""
    if row.alert is not None and any(each.part == row.part for each in reviews.still_open(work.connection, row.alert)):
        raise Refused("reviews.refused.another_open")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float)) else value.isoformat()
