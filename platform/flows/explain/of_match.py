"""Why somebody was the best match: what was measured of each candidate, and what tipped the scales."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Duration, Label, say

from ..routing import Criteria, Criterion, Ranked, RoutingRule


class MatchTeller:
    """Tells the parts of one rule's scores in one language."""

    def __init__(self, rule: RoutingRule, attributes: Mapping[str, Label], language: str) -> None:
        self._criteria: Criteria = rule.how.options
        self._attributes = attributes
        self._language = language

    def points(self, one: Ranked) -> str:
        """The score as the list shows it."""
        return f"{one.score or 0:.0f}"

    def parts(self, one: Ranked) -> str:
        """`30-day win rate 31% (of 29), in hand 22`: as many as say something."""
        if not self._explains(one):
            return ""
        said = [self._part(*each) for each in zip(self._criteria.all, one.parts or (), strict=True)]
        return self._say("why.list").join(filter(None, said))

    def tipped(self, first: Ranked, second: Ranked | None, *, yours: bool) -> str:
        """What the first does best, and by most beside the second; empty where nothing sets them apart."""
        if second is None or not (self._explains(first) and self._explains(second)):
            return ""
        ahead = [
            (criterion.weight * (mine[2] - theirs[2]), place)
            for place, (criterion, mine, theirs) in enumerate(
                zip(self._criteria.all, first.parts or (), second.parts or (), strict=True)
            )
            if None not in (mine[2], theirs[2], mine[0]) and criterion.measure != "load"
        ]
        by, place = max(ahead, default=(0, 0))
        if by <= 0:
            return ""
        criterion = self._criteria.all[place]
        key = f"best_at.{'low' if criterion.measures.less_is_better else 'high'}.{'yours' if yours else 'other'}"
        value = criterion.measures.shown(first.parts[place][0], self._language)
        return self._say(key, measure=self._named(criterion), value=value)

    def _explains(self, one: Ranked) -> bool:
        """Whether these criteria are those that the parts came from; a rule may have changed its way."""
        return isinstance(self._criteria, Criteria) and len(one.parts or ()) == len(self._criteria.all)

    def _part(self, criterion: Criterion, part: Any) -> str:
        value, n, fit = part
        if criterion.measure == "load" or fit is None:
            return ""
        if value is None:
            return self._say("measured.none", measure=self._named(criterion))
        key = "measured.bare" if not criterion.measures.counts else "measured" if n else "measured.average"
        shown = criterion.measures.shown(value, self._language)
        return self._say(key, measure=self._named(criterion), value=shown, n=n)

    def _named(self, criterion: Criterion) -> str:
        return measure_words(criterion, self._attributes, self._language)

    def _say(self, key: str, **params: Any) -> str:
        return say(f"routing.{key}", self._language, **params)


def measure_words(criterion: Criterion, attributes: Mapping[str, Label], language: str) -> str:
    """`30-day win rate`: what a criterion measures."""
    over = getattr(criterion.options, "over", None)
    attribute = getattr(criterion.options, "person", "")
    name = attributes.get(attribute, attribute)
    return say(f"routing.measure.{criterion.measure}", language, over=_span(over, language), name=name)


def _span(over: Duration | None, language: str) -> str:
    """`30 天` and `30-day`: a length of time before a noun."""
    if over is None:
        return ""
    if language.startswith("zh"):
        return over.words(language)
    return f"{over.amount}-{'working-' if over.working else ''}{over.unit.removesuffix('s')}"
