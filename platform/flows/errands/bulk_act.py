"""One portion of an act on many records, in the name of whoever asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work, actor_of
from records import bulk_acts, outbox

from .. import bulk
from . import ERRANDS


@ERRANDS.register("bulk_act")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Do it to these records."""
    act = bulk_acts.get(work.connection, payload["act"])
    if act is not None:
        bulk.perform_portion(_as(work, act.actor), act.id, payload["records"])


@ERRANDS.register("bulk_undo")
def take_back(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of taking it back; the next is left in the outbox."""
    back, kept = bulk.undo_portion(_as(work, payload["by"]), payload["act"])
    if back or kept:
        at = payload.get("at", 0) + 1
        more = {**payload, "at": at}
        outbox.put(work.connection, "bulk_undo", more, work.now, key=f"bulk_undo:{payload['act']}:{at}")


def _as(work: Work, person: int | None) -> Work:
    return work if person is None else work.as_actor(actor_of(work.connection, work.catalog, person))
