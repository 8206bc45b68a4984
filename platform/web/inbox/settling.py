"""What somebody was told of a record is read once they have been there, or done what it asked."""

from __future__ import annotations

from accounts import Work
from records import notifications


def settle(work: Work, form: str, record: int) -> None:
    """The person of this request has seen to a record."""
    notifications.mark_read_of(work.connection, work.actor.person_id, form, record, work.now)


def is_unsettled(work: Work, form: str, record: int) -> bool:
    """Whether there is something about it that they have not seen to."""
    return notifications.has_unread_of(work.connection, work.actor.person_id, form, record)
