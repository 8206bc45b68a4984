"""How the history of a record tells of comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Reason

from ..record_story.timeline import HUMAN, Teller, tells


@tells("commented", tone=HUMAN)
def _commented(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    there = teller.comment(data)
    if there is None:
        return Reason("talk.event.commented_gone")
    return Reason("talk.event.commented_changed" if there.edited_at else "talk.event.commented")


@tells("comment_edited", "comment_deleted")
def _changed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"talk.event.{kind}")
