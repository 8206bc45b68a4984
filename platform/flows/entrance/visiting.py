"""A visitor's form on its way in: one record however often it is sent; when too many come at once it waits its turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts import Work
from forms import PublicFormDefinition
from records import idempotency, outbox

from .. import intake
from ..kept_sealed import sealed_for

MINUTE = timedelta(minutes=1)
KIND = "public_form"
TAKEN, WAITS = idempotency.Answer(201, "taken"), idempotency.Answer(202, "waits")


def send(work: Work, public: PublicFormDefinition, raw: Mapping[str, Any], *, key: str) -> None:
    """Let it in, or leave it in the outbox where the form had its share of this minute; again, nothing happens."""
    recent = came_since(work, public, work.now - MINUTE)
    if idempotency.begin(work.connection, f"form:{key}", None, digest=public.id, now=work.now) is not None:
        return
    if recent < public.most_per_minute:
        only = public.accepted
        intake.submit(work, public.form, raw, channel="public", source_note=public.id, only=only)
        idempotency.finish(work.connection, f"form:{key}", None, TAKEN)
        return
    payload = {
        "slug": public.id,
        "form": public.form,
        "raw": sealed_for(work.catalog.find("form", public.form), dict(raw)),
        "only": sorted(public.accepted),
        "language": work.language,
    }
    turn = 1 + outbox.waiting_of(work.connection, KIND) // public.most_per_minute
    outbox.put(work.connection, KIND, payload, work.now, due_at=work.now + MINUTE * turn, key=f"form:{key}")
    idempotency.finish(work.connection, f"form:{key}", None, WAITS)


def came_since(work: Work, public: PublicFormDefinition, since: datetime) -> int:
    """How many of these forms came since a moment."""
    return idempotency.taken_since(work.connection, public.id, since)
