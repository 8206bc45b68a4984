"""What a browser wrote into a field, as what it is meant to be."""

from __future__ import annotations

from datetime import date, datetime

from accounts import Work
from forms import Context, FieldError, Invalid, ValueRefused, field_types


def written_moment(work: Work, name: str, raw: str) -> datetime | None:
    """A moment as a browser writes it, on the reader's own clock."""
    if not raw:
        return None
    try:
        return field_types.get("datetime")().parse(raw, Context(work.language, work.timezone))
    except ValueRefused as refusal:
        raise Invalid([FieldError(name, refusal.code, refusal.params)]) from None


def written_day(name: str, raw: str) -> date | None:
    """A day as a browser writes it."""
    try:
        return date.fromisoformat(raw) if raw else None
    except ValueError:
        raise Invalid([FieldError(name, "not_a_date")]) from None
