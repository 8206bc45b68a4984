"""What people mostly choose first: the names and measures that most reports of the house are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from accounts import Work
from rules import Type

from ..answers.answering import reports_for
from .offers import Offer, ReadyMeasure

MOST_NAMES, MOST_MEASURES = 8, 6
OWN = ("row", "record")
# Where no report says more: what lists are grouped by.
LIKELY = (Type.CHOICE, Type.LINK, Type.DATETIME)


def names_first(work: Work, over: str, form: str, offers: Mapping[str, Offer]) -> tuple[str, ...]:
    """The names that rows are put together by in most reports over such rows, then those that are likeliest."""
    told = [report for report in reports_for(work, form) if report.over == over]
    used = Counter(dimension.name for report in told for dimension in report.dimensions if dimension.name)
    known = {id: offer for id, offer in offers.items() if offer.is_dimension}
    ranked = [name for name, _ in used.most_common() if name in known]
    likely = sorted(
        (id for id, offer in known.items() if offer.whose in OWN and offer.type in LIKELY),
        key=lambda id: (OWN.index(known[id].whose), LIKELY.index(known[id].type)),
    )
    return tuple(dict.fromkeys((*ranked, *likely)))[:MOST_NAMES]


def measures_first(ready: tuple[ReadyMeasure, ...]) -> tuple[str, ...]:
    """The measures that most reports have; the mere number of rows is there anyway."""
    more = [each for each in ready if each.written[-1].get("count") != "all"]
    return tuple(each.id for each in sorted(more, key=lambda each: -each.reports))[:MOST_MEASURES]
