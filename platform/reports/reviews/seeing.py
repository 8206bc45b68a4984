"""Who sees which reviews: those of the alert's roles, its owner, whoever opened it, and those who configure."""

from __future__ import annotations

from accounts import Work, allowed
from definitions import NotFound
from records import ReviewRow, reviews


def reviews_for(work: Work) -> tuple[ReviewRow, ...]:
    """What is open, the most urgent first, and what was closed last."""
    alerts = None if allowed(work.actor, "configure") else _told_of(work)
    return reviews.listing(work.connection, alerts=alerts, person=work.actor.person_id)


def review_of(work: Work, id: int, *, lock: bool = False) -> ReviewRow:
    """One review; of what one may not see nothing is said."""
    row = reviews.find(work.connection, id, lock=lock)
    if row is None or not _sees(work, row):
        raise NotFound
    return row


def may_change(work: Work, row: ReviewRow) -> bool:
    """Whoever sees it may work on it: a review is a matter of everybody it concerns."""
    return _sees(work, row)


def _sees(work: Work, row: ReviewRow) -> bool:
    mine = work.actor.person_id is not None and work.actor.person_id in (row.owner, row.opened_by)
    return mine or allowed(work.actor, "configure") or row.alert in _told_of(work)


def _told_of(work: Work) -> tuple[str, ...]:
    role = work.actor.role.id if work.actor.role else ""
    return tuple(alert.id for alert in work.catalog.all("alert") if role and role in alert.roles)
