"""The weekly look at grades: which records likely have one that no longer fits, and saying that one was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from accounts import Work, allowed, require, visible
from definitions import NotFound
from forms import condition, table_of
from records import store

from ..grading import Scorecard, scorecard_of
from ..grading.review import Review, ReviewRow
from ..happenings import event, happened
from ..subject import take

SHOWN = 20


@dataclass(frozen=True)
class ReviewPart:
    """The records of one reason: how many there are, and the first of them."""

    row: ReviewRow
    total: int
    records: Sequence[Row]


@dataclass(frozen=True)
class ReviewPage:
    """All that one person should look at."""

    card: Scorecard
    review: Review
    parts: tuple[ReviewPart, ...]
    since: datetime

    @property
    def total(self) -> int:
        """How many looks that are; a record may be there for two reasons."""
        return sum(part.total for part in self.parts)


def review_of(work: Work, form_id: str) -> ReviewPage:
    """What the scorecard asks to look at, of the records that the actor sees; NotFound where it asks for nothing."""
    card = scorecard_of(work, form_id)
    if card is None or card.review is None or not allowed(work.actor, "see", form_id):
        raise NotFound()
    since = work.now - timedelta(seconds=card.review.rest.seconds)
    parts = tuple(_part(work, form_id, row, since) for row in card.review.rows)
    return ReviewPage(card, card.review, tuple(part for part in parts if part.total), since)


def looked_at(work: Work, form_id: str, record: int, row: str | None = None) -> None:
    """It was looked at and stays as it is: it is left in peace for a while."""
    subject = take(work, form_id, record)
    require(work, "log", form_id)
    store.update_unversioned(work.connection, subject.table, subject.id, {"reviewed_at": work.now})
    card = scorecard_of(work, form_id)
    known = card.review.row(row) if card is not None and card.review is not None else None
    reason = {"reason": known.reason.as_written()} if known is not None else {}
    happened(work, event(work, form_id, record, "reviewed", **reason))


def _part(work: Work, form_id: str, row: ReviewRow, since: datetime) -> ReviewPart:
    table = table_of(work.catalog, form_id)
    clause = _clause(work, form_id, row, since)
    total = work.connection.execute(select(func.count()).select_from(table).where(clause)).scalar_one()
    first = select(table).where(clause).order_by(table.c.score.desc(), table.c.id).limit(SHOWN)
    return ReviewPart(row, total, work.connection.execute(first).all() if total else ())


def _clause(work: Work, form_id: str, row: ReviewRow, since: datetime) -> ColumnElement[bool]:
    """What still goes on, meets the row, and was not looked at lately."""
    table = table_of(work.catalog, form_id)
    rested = or_(table.c.reviewed_at.is_(None), table.c.reviewed_at <= since)
    return and_(
        visible(work.actor, form_id, table), table.c.closed_at.is_(None), rested, condition(work, form_id, row.when)
    )
