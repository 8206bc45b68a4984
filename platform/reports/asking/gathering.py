"""What the words of a line add up to: groups, measures, conditions, days, a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from definitions import LANGUAGES, say
from forms import Filter
from rules import Type

from ..building.offers import AMOUNTS, OF_AMOUNTS, TIMES, Offer, ReadyMeasure
from ..entities import ENTITIES
from ..period import period_label
from .lasting import Lasting
from .lexicon import (
    BY,
    CHOICE,
    FILLER,
    GRAIN,
    LASTING,
    LEAST,
    NAME,
    OVER,
    PERIOD,
    READY,
    SINCE,
    TOP,
    UNDER,
    WITHOUT,
    Lexicon,
    Word,
    folded,
)
from .scanning import Token

MOST_GROUPS = 4
PARTICLES = (FILLER, BY, TOP, LEAST, OVER, UNDER, WITHOUT)
BOUNDS, SIGNS = {OVER: "at_least", UNDER: "at_most"}, {OVER: "≥", UNDER: "≤"}


@dataclass
class Gathering:
    """Reads one word after the other; what waits for the next one is kept."""

    lexicon: Lexicon
    groups: list[dict[str, Any]] = field(default_factory=list)
    measures: dict[str, dict[str, Any]] = field(default_factory=dict)
    wanted: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    period: str = ""
    period_by: str = ""
    compare: str = ""
    chart: str = ""
    report: str = ""
    top: int = 0
    least: bool = False
    understood: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    waits: str = ""  # by, top, over, under, without, or a kind of measure that has nothing to be made of yet
    amount: Offer | None = None
    number: Token | None = None
    lasting: Lasting = field(default_factory=Lasting)
    rules: list[str] = field(default_factory=list)
    late: bool = False
    open_only: bool = False
    pieces: int = 0
    before: tuple[Word, ...] = ()  # what the word before could mean
    spare: tuple[Word, ...] = ()  # what the kind of measure that waits could mean beside

    def take(self, token: Token) -> None:
        """The next piece of the line."""
        self.pieces += 1
        if token.length:
            self._length(token)
        elif token.number is not None:
            self._number(token)
        elif not token.words:
            self.unknown.append(token.text)
        else:
            word = self._meant(token.words)
            if word.sort not in (*PARTICLES, SINCE):
                self.understood.append(self._said(word))
            getattr(self, f"_{word.sort}")(word)
            self.before = self.before if word.sort == FILLER else token.words

    def _meant(self, words: tuple[Word, ...]) -> Word:
        """After by, average and the like a name is meant; else what is likeliest."""
        names = [word for word in words if word.sort == NAME]
        if self.before and self.before[0].sort == PERIOD:
            moments = [word for word in names if self.lexicon.offers[word.id].type in TIMES]
            return moments[0] if moments else words[0]
        if names and self.number is not None:
            return names[0]
        return names[0] if names and self.waits and self.waits not in (TOP, *BOUNDS) else words[0]

    def _length(self, token: Token) -> None:
        """A length of time belongs to a moment before or after it; of “top 5 days” only the number is meant."""
        if self.waits == TOP:
            self._number(token)
            for word in [word for word in token.unit if word.sort == GRAIN][:1]:
                self.understood.append(self._said(word))
                self._grain(word)
            return
        if self.lasting.length is not None:
            self.settle()
        self.lasting.length = token

    def _since(self, word: Word) -> None:
        if self.lasting.since is not None or self.lasting.length is None:
            self.settle()
        self.lasting.since = word

    def _late(self, word: Word) -> None:
        self.settle()
        if not self.late:
            self.rules.append(ENTITIES.get(self.lexicon.over).late)
        self.late = True

    def _number(self, token: Token) -> None:
        if self.waits == TOP and 0 < token.number <= 50:
            self.top, self.waits = int(token.number), ""
        elif self.number is not None:
            self.unknown.append(token.text)
        else:
            self.number = token
            self._bound()

    def _bound(self) -> None:
        """An amount, a number and which side of it are a condition, in whatever order they came."""
        if self.amount is None and (self.number is not None or self.waits in BOUNDS):
            self._measured_is_meant()
        if self.amount is None or self.number is None or self.waits not in BOUNDS:
            return
        self.filters.append(Filter(self.amount.id, BOUNDS[self.waits], (f"{self.number.number:.15g}",)))
        self.understood.append(f"{SIGNS[self.waits]} {self.number.text}")
        self.amount, self.number, self.waits = None, None, ""

    def _measured_is_meant(self) -> None:
        """What was taken for a measure is the amount itself, where a bound of it follows."""
        names = (each for each in self.before if each.sort == NAME)
        amount = next((each for each in names if self.lexicon.offers[each.id].type in AMOUNTS), None)
        if amount is not None and self.before[0].sort == READY and self.wanted:
            self._take_back(self.before[0])
            self.understood.append(self._said(amount))
            self.amount = self.lexicon.offers[amount.id]

    def _moment_is_meant(self) -> None:
        """What was taken for a group is the moment since when, where a length of time follows."""
        names = (each for each in self.before if each.sort == NAME)
        moment = next((each for each in names if self.lexicon.offers[each.id].type in TIMES), None)
        last = self.groups[-1] if self.groups else {}
        if moment is not None and last.get("by") == moment.id and not last.get("said"):
            self.groups.pop()
            self._lost(moment, unknown=False)
            self.lasting.since = moment

    def _by(self, word: Word) -> None:
        self.settle()
        self.waits = BY

    def _top(self, word: Word) -> None:
        self.settle()
        self.waits = TOP

    def _least(self, word: Word) -> None:
        self._top(word)
        self.least = True

    def _over(self, word: Word) -> None:
        self._moment_is_meant()
        self.waits = word.sort
        self._bound()

    _under = _over

    def _without(self, word: Word) -> None:
        self.settle()
        self.waits = WITHOUT

    def _filler(self, word: Word) -> None:
        """Says nothing of its own; between two names after “by” it goes on."""

    def _rows(self, word: Word) -> None:
        """Names what is counted; of “won ones” the first is no measure, but says which."""
        if self.waits == "count":
            self.settle()
        self._choice_is_meant()

    def _name(self, word: Word) -> None:
        offer, waits = self.lexicon.offers[word.id], self.waits
        if waits == WITHOUT:
            self._lost(word, unknown=False)
            self.understood.append(say("asking.empty", self.lexicon.work.language, name=offer.label))
            self.filters.append(Filter(offer.id, "empty"))
            self.waits = ""
        elif offer.type in TIMES and self.before and self.before[0].sort == PERIOD:
            self.period_by = offer.id
        elif waits not in ("", BY, TOP, OVER, UNDER) and offer.fits(waits):
            self._measure(waits, offer)
            self.waits = ""
        elif waits != BY and offer.type in AMOUNTS:
            if self.amount is not None or waits not in ("", *BOUNDS):
                self.settle()
            self.amount = offer
            self._bound()
        elif offer.is_dimension:
            self._group(offer)
        else:
            self._lost(word)

    def _kind(self, word: Word) -> None:
        if self.amount is not None and self.amount.fits(word.id):
            self._measure(word.id, self.amount)
            self.amount = None
            return
        self.settle()
        self.waits = word.id
        self.spare = tuple(each for each in self.lexicon.words.get(folded(word.text), ()) if each.sort == READY)

    def _ready(self, word: Word) -> None:
        """A measure as its report has it; after “average” and the like that of the same values."""
        ready = self.lexicon.ready[word.id]
        own = next((kind for kind in OF_AMOUNTS if kind in ready.written[-1]), "")
        if own and self.waits in OF_AMOUNTS:
            measure = {key: value for key, value in ready.written[-1].items() if key not in (own, "words")}
            label = _named(self.waits, dict(ready.label.texts))
            id = f"{self.waits}_{measure['id']}"[:48]
            ready = replace(ready, written=({**measure, "id": id, "label": label, self.waits: ready.written[-1][own]},))
            self.waits, self.spare = "", ()
        self.settle()
        self._take_measures(ready)

    def _take_measures(self, ready: ReadyMeasure) -> None:
        self.measures |= {each["id"]: dict(each) for each in ready.written}
        self.wanted.append(ready.written[-1]["id"])

    def _take_back(self, word: Word) -> None:
        for each in self.lexicon.ready[word.id].written:
            self.measures.pop(each["id"], None)
        self.wanted.pop()
        said = self._said(word)
        if said in self.understood:
            self.understood.remove(said)

    def _report(self, word: Word) -> None:
        """A report that is named: what it draws, and its groups where the line names none."""
        chart = self.lexicon.work.catalog.get("report", word.id).chart
        measures = self.lexicon.reported[word.id]
        asked = [each for each in measures if self.waits in each.written[-1]]
        if asked:
            self.waits = ""
        self.settle()
        self.report = word.id
        drawn = [each for each in measures if chart and each.written[-1]["id"] in chart.y] or list(measures[:1])
        drawn = asked or drawn
        for each in drawn:
            self._take_measures(each)

    def _choice_is_meant(self, of: str = "") -> None:
        """What was taken for a measure says which records, where these or another value of the same field follow."""
        which = next((each for each in self.before if each.sort == CHOICE and of in ("", each.id)), None)
        if which is not None and self.before[0].sort == READY and self.wanted:
            self._take_back(self.before[0])
            self.understood.append(self._said(which))
            self.before = ()
            self._choice(which)

    def _choice(self, word: Word) -> None:
        self._choice_is_meant(of=word.id)
        self.settle()
        same = next((each for each in self.filters if each.field == word.id and each.op == "any_of"), None)
        if same is not None:
            self.filters.remove(same)
        self.filters.append(Filter(word.id, "any_of", (*(same.values if same else ()), word.value)))

    def _period(self, word: Word) -> None:
        self.settle()
        self.period = word.id

    def _compare(self, word: Word) -> None:
        self.settle()
        self.compare = word.id

    def _grain(self, word: Word) -> None:
        """Of the moment that was named last, else of the moment at which a row began."""
        last = self.groups[-1] if self.groups else {}
        self.settle()
        if "grain" in last and not last.get("said"):
            last |= {"grain": word.id, "said": True}
            return
        self._group(self.lexicon.offers.get(ENTITIES.get(self.lexicon.over).time), grain=word.id)

    def _chart(self, word: Word) -> None:
        self.settle()
        self.chart = word.id

    def _mine(self, word: Word) -> None:
        self.settle()
        if self.lexicon.person is None:
            self._lost(word)
        else:
            self.filters.append(Filter(self.lexicon.person.id, "is", ("me",)))

    def _said(self, word: Word) -> str:
        if word.sort == PERIOD:
            return period_label(word.id).text(self.lexicon.work.language)
        return word.label.text(self.lexicon.work.language) or word.text

    def _lost(self, word: Word, *, unknown: bool = True) -> None:
        if self._said(word) in self.understood:
            self.understood.remove(self._said(word))
        if unknown:
            self.unknown.append(word.text)

    def settle(self) -> None:
        """What still waits: an amount alone is added up, a length of time is averaged, how many is a count."""
        self._lasted()
        if self.amount is not None:
            self._measure("sum" if self.amount.type is Type.NUMBER else "average", self.amount)
        elif self.waits == "count":
            self.count()
        elif self.waits and self.spare:
            self._take_measures(self.lexicon.ready[self.spare[0].id])
        if self.number is not None:
            self.unknown.append(self.number.text)
        self.amount, self.number, self.waits, self.spare = None, None, "", ()

    def _lasted(self) -> None:
        lasting, self.lasting = self.lasting, Lasting()
        if lasting.is_empty:
            return
        under = self.waits == UNDER
        self.waits = "" if self.waits in BOUNDS else self.waits
        rule = lasting.rule(self.lexicon, under=under)
        if not rule:
            self.unknown.extend(lasting.texts)
            return
        self.rules.append(rule)
        self.understood.append(lasting.said(self.lexicon.work.language, SIGNS[UNDER if under else OVER]))
        if lasting.since.id in LASTING:
            self.open_only = True

    def _group(self, offer: Offer | None, grain: str = "") -> None:
        if offer is None or len(self.groups) == MOST_GROUPS:
            return
        made: dict[str, Any] = {"id": offer.id.replace(".", "_"), "by": offer.id}
        if offer.type in TIMES:
            made |= {"grain": grain or "month", "said": bool(grain)}
        elif offer.type is Type.DURATION:
            made["bands"] = ["1 hour", "1 day", "7 days"]
        elif offer.type is Type.CHOICES:
            made["each"] = True
        if all(each["id"] != made["id"] for each in self.groups):
            self.groups.append(made)

    def _measure(self, kind: str, offer: Offer) -> None:
        label = _named(kind, {language: offer.label.text(language) for language in LANGUAGES})
        id = f"{kind}_{offer.id.replace('.', '_')}"[:48]
        self.measures[id] = {"id": id, "label": label, kind: offer.id}
        self.wanted.append(id)

    def count(self) -> None:
        label = {language: say("builder.named.count", language) for language in LANGUAGES}
        self.measures.setdefault("number", {"id": "number", "label": label, "count": "all"})
        self.wanted.append("number")


def _named(kind: str, of: Mapping[str, str]) -> dict[str, str]:
    key = "builder.named.percentile" if kind == "p90" else f"builder.named.{kind}"
    return {language: say(key, language, of=of.get(language, ""), p=kind) for language in LANGUAGES}
