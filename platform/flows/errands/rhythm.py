"""Bring a form's follow-ups in line with its rhythm: what a changed rhythm or a regrade leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from accounts import Work
from forms import table_of
from records import outbox

from ..clocks.rhythm import settle
from ..happenings import follow
from ..task_work import next_action
from . import ERRANDS

PORTION = 500


@ERRANDS.register("rhythm")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of open records; the next is left in the outbox."""
    form, first = payload["form"], payload.get("first", key)
    if work.catalog.find("form", form) is None:
        return
    records = _portion(work, form, payload.get("after", 0))
    told = settle(work, form, records)
    next_action.refresh_many(work, form, records)
    follow(work, told)
    if len(records) == PORTION:
        more = {"form": form, "first": first, "after": records[-1]}
        outbox.put(work.connection, "rhythm", more, work.now, key=f"{first}:{records[-1]}")


def _portion(work: Work, form: str, after: int) -> list[int]:
    table = table_of(work.catalog, form)
    still_open = select(table.c.id).where(table.c.outcome == "open", table.c.trashed_at.is_(None), table.c.id > after)
    return list(work.connection.scalars(still_open.order_by(table.c.id).limit(PORTION).with_for_update()))
