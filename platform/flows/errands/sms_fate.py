"""Tell in a record's history what the gateway said of a short message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import short_messages
from . import ERRANDS


@ERRANDS.register("sms_fate")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Taken, or not and why; and with that, what the record's flows do about it."""
    short_messages.tell_fate(work, payload["delivery"])
