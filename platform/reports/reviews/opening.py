"""A review begins: out of an alert, which says why, or by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from accounts import Person, Work, people, require
from definitions import LANGUAGES, Label, Refused, say
from records import ReviewEvent, ReviewRow, reviews

from .telling import remind_at_due, tell_opened

if TYPE_CHECKING:
    from ..alerts.definition import AlertDefinition
    from ..alerts.weighing import Weighed

LONGEST = 500


def open_review(work: Work, alert: AlertDefinition, found: Weighed) -> int | None:
    """Open one, unless one about the same is open: then the new reading stands with it. Its owner is told."""
    owner = owner_of(work, alert.owner)
    row = ReviewRow(
        alert=alert.id,
        part=found.part,
        finding=_finding(alert, found),
        why={**found.why.as_json(), "report": alert.report, "value": found.value, "revision": work.catalog.revision},
        state=reviews.OPEN,
        owner=owner.id if owner else None,
        opened_at=work.now,
        due=(work.now + timedelta(seconds=alert.due.seconds)).date(),
    )
    id = reviews.open(work.connection, row)
    if id is not None:
        reviews.keep_event(work.connection, ReviewEvent(id, work.now, None, {"state": [None, reviews.OPEN]}))
        remind_at_due(work, id, row.due)
        tell_opened(work, id, row, _told(work, alert, owner))
    return id


def open_by_hand(work: Work, finding: str) -> int:
    """Open one about what somebody saw themselves; they look after it until they name somebody else."""
    require(work, "report")
    said = finding.strip()[:LONGEST]
    if not said:
        raise Refused("reviews.refused.no_finding")
    why = {"code": "reviews.why.by_hand", "params": {"name": work.actor.name}}
    row = ReviewRow(
        None, "", {"": said}, why, reviews.OPEN, work.actor.person_id, work.now, opened_by=work.actor.person_id
    )
    id = reviews.open(work.connection, row)
    reviews.keep_event(
        work.connection, ReviewEvent(id, work.now, work.actor.person_id, {"state": [None, reviews.OPEN]})
    )
    return id


def _finding(alert: AlertDefinition, found: Weighed) -> dict[str, str]:
    """The alert's name, the part it is about, and the sentence of why."""
    return {
        language: say(
            "reviews.finding_part" if found.name.text(language) else "reviews.finding",
            language,
            alert=alert.label,
            part=found.name,
            why=Label.of(found.why.text(language)),
        )
        for language in LANGUAGES
    }


def owner_of(work: Work, role: str) -> Person | None:
    """Whoever of the role began first."""
    return min(_of_role(work, role), key=lambda person: person.id, default=None)


def _of_role(work: Work, role: str) -> Iterator[Person]:
    return (person for person in people.listing(work.connection) if person.active and person.role == role)


def _told(work: Work, alert: AlertDefinition, owner: Person | None) -> list[Person]:
    """The owner, and everybody of the roles that are told."""
    told = {person.id: person for role in alert.tell for person in _of_role(work, role)}
    return list(({owner.id: owner} | told if owner else told).values())
