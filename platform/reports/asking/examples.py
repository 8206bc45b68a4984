"""Lines that somebody could begin with, made of the names and measures that are chosen most."""

from __future__ import annotations

from accounts import Work
from definitions import Label, say

from ..building.often import measures_first, names_first
from ..period import period_label
from .gathering import TIMES
from .reading import lexicons

KEYS, DAYS = ("days", "top", "days"), ("last_month", "", "this_week")


def examples(work: Work) -> tuple[str, ...]:
    """A few that are understood, over the records with most reports; none where there is nothing to choose."""
    lexicon = next(iter(lexicons(work)), None)
    if lexicon is None:
        return ()
    offers, ready = lexicon.offers, tuple(lexicon.ready.values())
    names = [offers[id] for id in names_first(work, lexicon.over, lexicon.form, offers) if offers[id].type not in TIMES]
    measures = [lexicon.ready[id] for id in measures_first(ready)]
    measures.sort(key=lambda each: "ratio" not in each.written[-1])  # a rate says more than a number
    said = zip(KEYS, DAYS, names, measures, strict=False)
    return tuple(_line(work, key, days, name.label, measure.label) for key, days, name, measure in said)


def _line(work: Work, key: str, days: str, name: Label, measure: Label) -> str:
    language = work.language
    when = period_label(days).text(language) if days else ""
    return say(f"asking.example.{key}", language, days=when, name=name, measure=measure)
