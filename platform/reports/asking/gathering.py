"""What the words of a line add up to: groups, measures, conditions, days, a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from definitions import LANGUAGES, say
from forms import Context, Filter, Invalid, Lookups, read_filter
from rules import Type

from ..building.offers import AMOUNTS, TIMES, Offer, ReadyMeasure
from ..entities import ENTITIES, RECORDS
from ..period import period_label
from ..sql.conjuncts import all_of
from .lexicon import BY, CHOICE, FILLER, LEAST, NAME, OVER, PERIOD, READY, TOP, UNDER, WITHOUT, Lexicon, Word, folded
from .scanning import Token

MOST_GROUPS = 4
PARTICLES = (FILLER, BY, TOP, LEAST, OVER, UNDER, WITHOUT)
BOUNDS, SIGNS = {OVER: "at_least", UNDER: "at_most"}, {OVER: "≥", UNDER: "≤"}
END, ENDED = "closed_at", ("won", "lost", "invalid")


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
    pieces: int = 0
    before: tuple[Word, ...] = ()  # what the word before could mean
    spare: tuple[Word, ...] = ()  # what the kind of measure that waits could mean beside

    def take(self, token: Token) -> None:
        """The next piece of the line."""
        self.pieces += 1
        if token.number is not None:
            self._number(token)
        elif not token.words:
            self.unknown.append(token.text)
        else:
            word = self._meant(token.words)
            if word.sort not in PARTICLES:
                self.understood.append(self._said(word))
            getattr(self, f"_{word.sort}")(word)
            self.before = self.before if word.sort == FILLER else token.words

    def data(self, line: str) -> dict[str, Any]:
        """The values of a report."""
        self._settle()
        over = {} if self.lexicon.over == RECORDS else {"over": self.lexicon.over}
        if not self.measures:
            self._count()
        self._as_reported()
        if self.top and not self.groups:
            self.unknown.append(f"{self.top}")  # of what, nobody said
        self.period = self.period or ("this_month" if self.compare else "")
        found = {
            "kind": "report", "id": "asked", "form": self.lexicon.form, **over, "label": line,
            "where": self._where(), "dimensions": self._top_set(), "measures": list(self.measures.values()),
            "chart": self._picture(),
        }  # fmt: skip
        if self.period:
            found["period"] = {"by": self._moment(), "default": self.period, "compare": self.compare}
            found["period"] = {key: value for key, value in found["period"].items() if value}
        if self.groups and not self._over_time():
            found["sort"] = [f"{'' if self.least else '-'}{self.wanted[0]}"]
            found["limit"] = self.top if self.least else None
        return {key: value for key, value in found.items() if value}

    def _meant(self, words: tuple[Word, ...]) -> Word:
        """After by, average and the like a name is meant; else what is likeliest."""
        names = [word for word in words if word.sort == NAME]
        if self.before and self.before[0].sort == PERIOD:
            moments = [word for word in names if self.lexicon.offers[word.id].type in TIMES]
            return moments[0] if moments else words[0]
        if names and self.number is not None:
            return names[0]
        return names[0] if names and self.waits and self.waits not in (TOP, *BOUNDS) else words[0]

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

    def _by(self, word: Word) -> None:
        self._settle()
        self.waits = BY

    def _top(self, word: Word) -> None:
        self._settle()
        self.waits = TOP

    def _least(self, word: Word) -> None:
        self._top(word)
        self.least = True

    def _over(self, word: Word) -> None:
        self.waits = word.sort
        self._bound()

    _under = _over

    def _without(self, word: Word) -> None:
        self._settle()
        self.waits = WITHOUT

    def _filler(self, word: Word) -> None:
        """Says nothing of its own; between two names after “by” it goes on."""

    def _rows(self, word: Word) -> None:
        """Names what is counted; of “won ones” the first is no measure, but says which."""
        if self.waits == "count":
            self._settle()
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
                self._settle()
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
        self._settle()
        self.waits = word.id
        self.spare = tuple(each for each in self.lexicon.words.get(folded(word.text), ()) if each.sort == READY)

    def _ready(self, word: Word) -> None:
        self._settle()
        self._take_measures(self.lexicon.ready[word.id])

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
        self._settle()
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
        self._settle()
        same = next((each for each in self.filters if each.field == word.id and each.op == "any_of"), None)
        if same is not None:
            self.filters.remove(same)
        self.filters.append(Filter(word.id, "any_of", (*(same.values if same else ()), word.value)))

    def _period(self, word: Word) -> None:
        self._settle()
        self.period = word.id

    def _compare(self, word: Word) -> None:
        self._settle()
        self.compare = word.id

    def _grain(self, word: Word) -> None:
        """Of the moment that was named last, else of the moment at which a row began."""
        last = self.groups[-1] if self.groups else {}
        self._settle()
        if "grain" in last and not last.get("said"):
            last |= {"grain": word.id, "said": True}
            return
        self._group(self.lexicon.offers.get(ENTITIES.get(self.lexicon.over).time), grain=word.id)

    def _chart(self, word: Word) -> None:
        self._settle()
        self.chart = word.id

    def _mine(self, word: Word) -> None:
        self._settle()
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

    def _settle(self) -> None:
        """What still waits: an amount alone is added up, a length of time is averaged, how many is a count."""
        if self.amount is not None:
            self._measure("sum" if self.amount.type is Type.NUMBER else "average", self.amount)
        elif self.waits == "count":
            self._count()
        elif self.waits and self.spare:
            self._take_measures(self.lexicon.ready[self.spare[0].id])
        if self.number is not None:
            self.unknown.append(self.number.text)
        self.amount, self.number, self.waits, self.spare = None, None, "", ()

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
        key = "builder.named.percentile" if kind == "p90" else f"builder.named.{kind}"
        label = {language: say(key, language, of=offer.label, p=kind) for language in LANGUAGES}
        id = f"{kind}_{offer.id.replace('.', '_')}"[:48]
        self.measures[id] = {"id": id, "label": label, kind: offer.id}
        self.wanted.append(id)

    def _count(self) -> None:
        label = {language: say("builder.named.count", language) for language in LANGUAGES}
        self.measures.setdefault("number", {"id": "number", "label": label, "count": "all"})
        self.wanted.append("number")

    def _as_reported(self) -> None:
        """The groups of the report that was named, as it has them."""
        if self.report and not self.groups:
            written = self.lexicon.work.catalog.written("report", self.report)
            self.groups = [dict(each) for each in written.get("dimensions", ())]

    def _moment(self) -> str:
        """Which moment the days are about: the one that was named; of what has ended, its end; else the beginning."""
        ended = [each for each in self.filters if each.field == "outcome" and set(each.values) <= set(ENDED)]
        own = END if ended and END in self.lexicon.offers else ENTITIES.get(self.lexicon.over).time
        moment = self.lexicon.offers.get(self.period_by or own)
        if moment is None:
            return own
        language = self.lexicon.work.language
        days = period_label(self.period).text(language)
        said = say("asking.days_of", language, days=days, moment=moment.label.text(language))
        self.understood = [said if each == days else each for each in self.understood]
        return moment.id

    def _where(self) -> str:
        work = self.lexicon.work
        context = Context(work.language, work.timezone, Lookups(work))
        columns = {id: offer.column for id, offer in self.lexicon.offers.items()}
        rules = []
        for each in self.filters:
            try:
                one = Filter(each.field, "is", each.values) if len(each.values) == 1 and each.op == "any_of" else each
                known = one.op in columns[one.field].type.operators
                rules.append(read_filter(one if known else each, columns, context).rule)
            except Invalid:
                self.unknown.extend(each.values)
        return all_of(rules)

    def _top_set(self) -> list[dict[str, Any]]:
        groups = [{key: value for key, value in each.items() if key != "said"} for each in self.groups]
        if self.top and groups and not self.least:
            groups[0] = {**groups[0], "top": self.top}
        return groups

    def _over_time(self) -> bool:
        return bool(self.groups) and "grain" in self.groups[0]

    def _picture(self) -> dict[str, Any]:
        kind = self.chart or ("number" if not self.groups else "line" if self._over_time() else "bar")
        if kind == "line" and len(self.groups) > 2:
            kind = "table"
        return {"type": kind, "y": self.wanted[:1]}
