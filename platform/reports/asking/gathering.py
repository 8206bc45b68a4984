"""What the words of a line add up to: groups, measures, conditions, days, a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from definitions import LANGUAGES, say
from forms import Context, Filter, Invalid, Lookups, read_filter
from rules import Type

from ..building.offers import AMOUNTS, TIMES, Offer
from ..entities import ENTITIES, RECORDS
from ..sql.conjuncts import all_of
from .lexicon import BY, FILLER, NAME, OVER, TOP, UNDER, Lexicon, Word
from .scanning import Token

MOST_GROUPS = 4


@dataclass
class Gathering:
    """Reads one word after the other; what waits for the next one is kept."""

    lexicon: Lexicon
    groups: list[dict[str, Any]] = field(default_factory=list)
    measures: dict[str, dict[str, Any]] = field(default_factory=dict)
    wanted: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    period: str = ""
    chart: str = ""
    top: int = 0
    understood: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    waits: str = ""  # by, top, over, under, or a kind of measure that has nothing to be made of yet
    amount: Offer | None = None

    def take(self, token: Token) -> None:
        """The next piece of the line."""
        if token.number is not None:
            self._number(token)
        elif not token.words:
            self.unknown.append(token.text)
        else:
            word = self._meant(token.words)
            if word.sort not in (FILLER, BY, TOP, OVER, UNDER):
                self.understood.append(word.label.text(self.lexicon.work.language) or word.text)
            getattr(self, f"_{word.sort}")(word)

    def data(self, line: str) -> dict[str, Any]:
        """The values of a report."""
        self._settle()
        over = {} if self.lexicon.over == RECORDS else {"over": self.lexicon.over}
        if not self.measures:
            self._count()
        found = {
            "kind": "report", "id": "asked", "form": self.lexicon.form, **over, "label": line,
            "where": self._where(), "dimensions": self._top_set(), "measures": list(self.measures.values()),
            "chart": self._picture(),
        }  # fmt: skip
        if self.period:
            found["period"] = {"by": ENTITIES.get(self.lexicon.over).time, "default": self.period}
        if self.groups and not self._over_time():
            found["sort"] = [f"-{self.wanted[0]}"]
        return {key: value for key, value in found.items() if value}

    def _meant(self, words: tuple[Word, ...]) -> Word:
        """After by, average and the like a name is meant; else what is likeliest."""
        names = [word for word in words if word.sort == NAME]
        return names[0] if names and self.waits and self.waits not in (TOP, OVER, UNDER) else words[0]

    def _number(self, token: Token) -> None:
        if self.waits == TOP and 0 < token.number <= 50:
            self.top, self.waits = int(token.number), ""
        elif self.waits in (OVER, UNDER) and self.amount is not None:
            op = "at_least" if self.waits == OVER else "at_most"
            self.filters.append(Filter(self.amount.id, op, (f"{token.number:.15g}",)))
            self.understood.append(token.text)
            self.amount, self.waits = None, ""
        else:
            self.unknown.append(token.text)

    def _by(self, word: Word) -> None:
        self._settle()
        self.waits = BY

    def _top(self, word: Word) -> None:
        self._settle()
        self.waits = TOP

    def _over(self, word: Word) -> None:
        self.waits = word.sort

    _under = _over

    def _filler(self, word: Word) -> None:
        """Says nothing of its own; between two names after “by” it goes on."""

    def _rows(self, word: Word) -> None:
        """Names what is counted."""
        if self.waits == "count":
            self._settle()

    def _name(self, word: Word) -> None:
        offer, waits = self.lexicon.offers[word.id], self.waits
        if waits not in ("", BY, TOP, OVER, UNDER) and offer.fits(waits):
            self._measure(waits, offer)
            self.waits = ""
        elif waits != BY and offer.type in AMOUNTS:
            self._settle()
            self.amount = offer
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

    def _ready(self, word: Word) -> None:
        self._settle()
        written = self.lexicon.ready[word.id].written
        self.measures |= {each["id"]: dict(each) for each in written}
        self.wanted.append(written[-1]["id"])

    def _choice(self, word: Word) -> None:
        self._settle()
        same = next((each for each in self.filters if each.field == word.id and each.op == "any_of"), None)
        if same is not None:
            self.filters.remove(same)
        self.filters.append(Filter(word.id, "any_of", (*(same.values if same else ()), word.value)))

    def _period(self, word: Word) -> None:
        self._settle()
        self.period = word.id

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
        person = next((id for id in ("owner", "assignee", "actor") if id in self.lexicon.offers), None)
        if person is None:
            self._lost(word)
        else:
            self.filters.append(Filter(person, "is", ("me",)))

    def _lost(self, word: Word) -> None:
        self.understood.remove(word.label.text(self.lexicon.work.language) or word.text)
        self.unknown.append(word.text)

    def _settle(self) -> None:
        """What still waits: an amount alone is added up, a length of time is averaged, how many is a count."""
        if self.amount is not None:
            self._measure("sum" if self.amount.type is Type.NUMBER else "average", self.amount)
        elif self.waits == "count":
            self._count()
        self.amount, self.waits = None, ""

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
        if self.top and groups:
            groups[0] = {**groups[0], "top": self.top}
        return groups

    def _over_time(self) -> bool:
        return bool(self.groups) and "grain" in self.groups[0]

    def _picture(self) -> dict[str, Any]:
        kind = self.chart or ("number" if not self.groups else "line" if self._over_time() else "bar")
        if kind == "line" and len(self.groups) > 2:
            kind = "table"
        return {"type": kind, "y": self.wanted[:1]}
