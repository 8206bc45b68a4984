"""How measures and groups begin where nobody says more: what they are called, by which grain or bands they go."""

from __future__ import annotations

from typing import Any

from definitions import LANGUAGES, Label, say
from rules import Type

from ..reading.part_schemas import PERCENTILES
from .offers import TIMES, Offer

MEDIAN, MONTH = "median", "month"
LENGTHS = ("1 hour", "1 day", "7 days")


def measure_named(kind: str, of: Label | str) -> dict[str, str]:
    """What a measure is called: average budget."""
    key = "percentile" if kind in PERCENTILES and kind != MEDIAN else kind
    said = {each: of.inside(each) if isinstance(of, Label) else of for each in LANGUAGES}
    return {each: say(f"builder.named.{key}", each, of=said[each], p=kind) for each in LANGUAGES}


def group_of(offer: Offer, id: str, *, grain: str = "") -> dict[str, Any]:
    """A group by a name: time by the month, lengths of time in bands, every value of a list."""
    made: dict[str, Any] = {"id": id, "by": offer.id}
    if offer.type in TIMES:
        made["grain"] = grain or MONTH
    elif offer.type is Type.DURATION:
        made["bands"] = list(LENGTHS)
    elif offer.type is Type.CHOICES:
        made["each"] = True
    return made
