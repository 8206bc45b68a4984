"""How the history of a record tells of look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import LATE, QUIET, Teller, tells


@tells("enriched", tone=QUIET)
def _enriched(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    label, filled, proposed = Label.of(data.get("label")), data.get("filled", ()), data.get("proposed", ())
    if filled and proposed:
        both = {"fields": _labels(teller, filled), "others": _labels(teller, proposed)}
        return Reason("enriching.event.enriched_both", {"label": label, **both})
    code = "enriched" if filled else "enriched_proposed"
    return Reason(f"enriching.event.{code}", {"label": label, "fields": _labels(teller, filled or proposed)})


@tells("enrichment_failed", tone=LATE)
def _failed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    why = Reason.from_json(data["why"]) if "why" in data else Label.of("–")
    return Reason("enriching.event.enrichment_failed", {"label": Label.of(data.get("label")), "why": why})


def _labels(teller: Teller, names: Iterable[str]) -> list[Label]:
    """What the fields are called, of those the reader may see."""
    found = [teller.form.find(name) for name in names if name in teller.seen]
    return [field.label for field in found if field is not None] or [Label.of("–")]
