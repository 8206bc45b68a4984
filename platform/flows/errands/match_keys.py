"""Make the keys of a form's duplicates anew: what an upgrade leaves to be done where they are made otherwise now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import outbox

from .. import rekeying
from . import ERRANDS


@ERRANDS.register(rekeying.ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of records; the next is left in the outbox."""
    form, first = payload["form"], payload.get("first", key)
    if work.catalog.find("form", form) is None:
        return
    after = rekeying.renew_portion(work, form, payload.get("after", 0))
    if after is not None:
        more = {"form": form, "first": first, "after": after}
        outbox.put(work.connection, rekeying.ERRAND, more, work.now, key=f"{first}:{after}")
