"""Put the flags of an older version into the queue of duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import outbox

from .. import duplicates
from . import ERRANDS


@ERRANDS.register(duplicates.OLD_FLAGS)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of records; the next is left in the outbox."""
    form, first = payload["form"], payload.get("first", key)
    if work.catalog.find("form", form) is None:
        return
    after = duplicates.keep_portion(work, form, payload.get("after", 0))
    if after is not None:
        more = {"form": form, "first": first, "after": after}
        outbox.put(work.connection, duplicates.OLD_FLAGS, more, work.now, key=f"{first}:{after}")
