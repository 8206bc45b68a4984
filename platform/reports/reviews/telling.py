"""Notices about reviews: when one opens, when it is due, when it is handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from accounts import Person, Work, default_calendar, people
from definitions import Label
from flows import ERRANDS, telling
from records import ReviewRow, outbox, reviews

REMIND = "review_remind"
AT = time(9)


def tell_opened(work: Work, id: int, row: ReviewRow, told: Iterable[Person]) -> None:
    """Everybody concerned, once."""
    for person in told:
        _notify(work, person, row, id=id, event="opened", key=f"review:{id}:opened:{person.id}")


def tell_handed(work: Work, row: ReviewRow) -> None:
    """Whoever looks after it from now on."""
    person = people.find(work.connection, row.owner)
    if person is not None and person.active and person.id != work.actor.person_id:
        _notify(work, person, row, id=row.id, event="handed", key=f"review:{row.id}:handed:{person.id}:{row.version}")


def remind_at_due(work: Work, id: int, due: date | None) -> None:
    """The owner hears of it in the morning of the day; a day that was moved is another reminder."""
    if due is None:
        return
    at = datetime.combine(due, AT, default_calendar(work.catalog).zone).astimezone(UTC)
    payload = {"review": id, "due": due.isoformat()}
    outbox.put(
        work.connection, REMIND, payload, work.now, due_at=max(at, work.now), key=f"{REMIND}:{id}:{due.isoformat()}"
    )


@ERRANDS.register(REMIND)
def remind(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """If it is still open, and still due on that day, and nothing has been done yet."""
    row = reviews.find(work.connection, payload["review"])
    if row is None or row.state not in (reviews.OPEN, reviews.ACTING) or str(row.due) != payload["due"]:
        return
    person = people.find(work.connection, row.owner)
    if person is not None and person.active:
        _notify(work, person, row, id=row.id, event="due", key=key)


def _notify(work: Work, person: Person, row: ReviewRow, *, id: int, event: str, key: str) -> None:
    """Inside, and by the ways that the person has chosen for it."""
    finding = Label(tuple(row.finding.items()))
    telling.tell_apart(work, person, telling.Apart(f"review_{event}", f"/reviews/{id}", finding, key))
