"""Empty columns out of sight that were filled for a new type which nobody wants any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import outbox, type_changes

from .. import converting
from . import ERRANDS


@ERRANDS.register(type_changes.EMPTYING)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion; the next is left in the outbox."""
    after = converting.empty(work, payload["table"], payload["columns"], payload["after"])
    if after is not None:
        began = key.rpartition(":")[0]
        outbox.put(
            work.connection, type_changes.EMPTYING, {**payload, "after": after}, work.now, key=f"{began}:{after}"
        )
