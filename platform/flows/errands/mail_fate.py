"""Tell in a record's history what became of a mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import mails
from . import ERRANDS


@ERRANDS.register("mail_fate")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Sent, or not and why; and with that, what the record's flows do about it."""
    mails.tell_fate(work, payload["delivery"])
