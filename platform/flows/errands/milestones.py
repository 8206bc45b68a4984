"""Look at a form's open records after its milestones changed: what they have reached already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from accounts import Work
from forms import table_of
from records import outbox

from ..milestones import settle
from . import ERRANDS

PORTION = 500


@ERRANDS.register("milestones")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of open and parked records; the next is left in the outbox."""
    form, first = payload["form"], payload.get("first", key)
    if work.catalog.find("form", form) is None:
        return
    table, after = table_of(work.catalog, form), payload.get("after", 0)
    alive = table.c.outcome.in_(("open", "parked")) & table.c.trashed_at.is_(None) & (table.c.id > after)
    records = list(work.connection.scalars(select(table.c.id).where(alive).order_by(table.c.id).limit(PORTION)))
    settle(work, form, records, ever=True)
    if len(records) == PORTION:
        more = {"form": form, "first": first, "after": records[-1]}
        outbox.put(work.connection, "milestones", more, work.now, key=f"{first}:{records[-1]}")
